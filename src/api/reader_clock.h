// ?tz_offset_minutes=480: what the reader's clock shows against UTC, east positive. Without it the workspace's zone counts.
#pragma once
#include "api/list_query.h"
#include "service/local_time.h"

namespace wheelhouse::api {
inline Result<std::optional<int>> read_offset_minutes(const http::QueryParameters& query) {
  const auto minutes = read_integer(query, "tz_offset_minutes", -service::kOffsetMinutesMax, service::kOffsetMinutesMax);
  if (!minutes) return fail(minutes.error());
  return *minutes ? std::optional<int>(static_cast<int>(**minutes)) : std::nullopt;
}
}  // namespace wheelhouse::api
