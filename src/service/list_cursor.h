// A cursor names the last row of a page: its id and its place in the order, hex, and the list that it is of, so that a page of one
// list does not go on in another. It carries nothing secret and is checked like any input. Pure.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/id.h"

namespace wheelhouse::service {

struct Cursor {
  std::string place;  // as the list that made it wrote it
  Uuid id;
};
// What makes a list this list: what is listed, in which order, under which filters (in whatever order they came).
std::uint64_t list_fingerprint(std::string_view list, std::string_view sort, std::vector<std::pair<std::string, std::string>> filters);

std::string print_cursor(const Cursor& cursor, std::uint64_t fingerprint);
// Nothing when it is no cursor, or one of another list.
std::optional<Cursor> parse_cursor(std::string_view text, std::uint64_t fingerprint);

}  // namespace wheelhouse::service
