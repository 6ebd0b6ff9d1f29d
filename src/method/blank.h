// Whether a text says anything. White space as people type it: ASCII, the no-break space and the full-width space of
// Chinese input methods. A text of nothing else is as good as none.
#pragma once
#include <string_view>

namespace wheelhouse::method {

constexpr bool is_blank(std::string_view utf8) {
  while (!utf8.empty()) {
    if (utf8.front() == ' ' || (utf8.front() >= '\t' && utf8.front() <= '\r')) utf8.remove_prefix(1);
    else if (utf8.starts_with("\u00A0")) utf8.remove_prefix(2);
    else if (utf8.starts_with("\u3000")) utf8.remove_prefix(3);
    else return false;
  }
  return true;
}

}  // namespace wheelhouse::method
