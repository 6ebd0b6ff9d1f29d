// Sums of money named in passing: 预算12.3万, ¥1,860 万, 50k EUR. A number that says nothing of money is none. Pure, any thread.
#pragma once
#include <string>
#include <vector>

#include "service/suggest_text.h"

namespace wheelhouse::service {

struct FoundAmount {
  TextRange range;
  std::int64_t amount_minor = 0;
  std::string currency;  // as written, else the one given
};
std::vector<FoundAmount> find_amounts(const SuggestText& text, std::string_view default_currency);

}  // namespace wheelhouse::service
