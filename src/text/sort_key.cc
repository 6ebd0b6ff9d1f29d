#include "text/sort_key.h"

#include "text/fold.h"

namespace wheelhouse::text {
std::string sort_key(std::string_view utf8) { return fold_for_search(utf8); }
}  // namespace wheelhouse::text
