// What of a text can be seen. A name that shows nothing, or that makes the words around it read otherwise, is a trap for whoever
// reads a list; both are refused by name. Pure, any thread.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace wheelhouse::text {

// Has at least one character that leaves a mark: neither white space nor one of the zero-width and filler characters.
bool has_visible_character(std::string_view text);

// The first control character or direction override ("U+202E"), which belongs into no line of text. Marks that scripts need
// (zero-width joiner and non-joiner, left-to-right and right-to-left mark) are not meant.
std::optional<std::string> find_misleading_character(std::string_view text);

}  // namespace wheelhouse::text
