// The book that findings_bench measures: invented records alone, without history.
#pragma once
#include <cstdint>
#include <string>

#include "base/time.h"

namespace wheelhouse::bench {

constexpr Instant kFindingsToday{1'800'000'000'000};
void make_findings_book(const std::string& path, std::int64_t deals);

}  // namespace wheelhouse::bench
