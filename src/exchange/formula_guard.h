// Text that a spreadsheet would take for a formula is written with an apostrophe in front (TRUST R-12), and the reader
// takes that apostrophe off again, so export and import give back the same bytes. Pure, any thread.
#pragma once
#include <string>
#include <string_view>

namespace wheelhouse::exchange {

// Apostrophes, if any, then one of = + - @ TAB CR LF or a full-width ＝ ＋ － ＠: with apostrophes counted in,
// guarding and unguarding are exact inverses.
bool needs_guard(std::string_view text);
std::string guarded(std::string_view text);
// What `guarded` was given; any other text as it is.
std::string_view unguarded(std::string_view text);

}  // namespace wheelhouse::exchange
