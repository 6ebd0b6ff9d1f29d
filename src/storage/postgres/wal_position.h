// How far a database has got, as PostgreSQL counts it: a place in the log of one line of its history (its timeline, a new one begins
// when a standby takes over). As text "00000001-0/3A5F2C8": the timeline, then the place in its two hexadecimal halves.
#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wheelhouse::storage::postgres {

struct WalPosition {
  std::uint32_t timeline = 0;
  std::uint64_t place = 0;

  // Who has replayed as far as `b` has everything that was committed by `a <= b`.
  auto operator<=>(const WalPosition&) const = default;
};

std::optional<WalPosition> parse_wal_position(std::string_view text);
std::string to_string(const WalPosition& position);

// Asked on the primary, after a COMMIT: everything up to it. As text.
inline constexpr const char* kWrittenSql =
    "SELECT left(pg_walfile_name(p), 8) || '-' || p::text FROM (SELECT pg_current_wal_insert_lsn() AS p) AS written";
// Asked on a standby: whether it is one, and what it has replayed. Its timeline is the one of its last restart point, so it may be
// said to be on an older one than it is, never on a newer one.
inline constexpr const char* kReplayedSql =
    "SELECT pg_is_in_recovery()::text, lpad(to_hex((pg_control_checkpoint()).timeline_id), 8, '0') || '-' || "
    "coalesce(pg_last_wal_replay_lsn(), '0/0')::text";

}  // namespace wheelhouse::storage::postgres
