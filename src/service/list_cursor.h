// A cursor names the last row of a page: its id and its place in the order, hex. It carries nothing secret and is checked like
// any input. Pure.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"

namespace wheelhouse::service {

struct Cursor {
  std::string place;  // as the list that made it wrote it
  Uuid id;
};
std::string print_cursor(const Cursor& cursor);
std::optional<Cursor> parse_cursor(std::string_view text);

}  // namespace wheelhouse::service
