// Days that people name in passing: 下周三, 明天, 月底, 6月30日, 三天内, next Friday, by 30 June, in two weeks. For suggestions in
// the capture box only: a reading that could be wrong is shown to a person, never stored by itself. Pure, any thread.
#pragma once
#include <vector>

#include "base/time.h"
#include "service/suggest_text.h"

namespace wheelhouse::service {

struct FoundDate {
  TextRange range;  // "下周五之前", "by next Friday": with what belongs to it
  Date date;
};
// In order of place; readings that overlap give the longest. Weeks begin on Monday; a bare weekday is the next one, today
// included; a day without a year is the nearest to come, unless it lies less than 31 days back.
std::vector<FoundDate> find_dates(const SuggestText& text, Date today);

}  // namespace wheelhouse::service
