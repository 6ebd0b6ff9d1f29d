// Which civil day it is where a person is. "Today" and due dates are local dates; everything stored is UTC.
// Reads the system's time-zone files (TZif, RFC 8536); keeps nothing. Any thread.
#pragma once
#include <optional>
#include <string_view>

#include "base/time.h"
#include "storage/session.h"

namespace wheelhouse::service {

constexpr int kOffsetMinutesMax = 14 * 60;  // the widest in use: UTC+14, UTC−12

// Minutes east of UTC that `zone` ("Asia/Shanghai") keeps at `at`; nullopt when the system knows no such zone.
// Files end in 2037; from there on the last offset stands.
std::optional<int> utc_offset_minutes(std::string_view zone, Instant at);
// The offset of the workspace's own zone; 0 when it has none that is known.
int workspace_offset_minutes(storage::Session& session, std::int64_t workspace_id, Instant at);

inline Date local_date(Instant at, int offset_minutes) { return date_of(Instant{at.ms + offset_minutes * 60'000LL}); }
// The instant at which a local day begins.
inline Instant local_start(Date date, int offset_minutes) { return {date.start().ms - offset_minutes * 60'000LL}; }

}  // namespace wheelhouse::service
