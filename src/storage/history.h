// The append-only history of the book and its hash chain. One writer at a time per workspace (the transaction sees to it).
//   hash_n = SHA-256(hash_{n−1} ‖ workspace ‖ seq ‖ who ‖ when ‖ what ‖ digest_n),  digest_n = SHA-256(salt_n ‖ values_n)
// Values live apart: erasing a person blanks salt and values, the chain still verifies and says "erased". The last link is
// written down once more (event_head): whoever cuts the tail off must forge that too, and a copy kept elsewhere shows it.
#pragma once
#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "storage/session.h"

namespace wheelhouse::storage {

using Hash = std::array<std::uint8_t, 32>;

struct Event {
  std::int64_t seq = 0;    // 1, 2, 3 … within a workspace, without gaps
  Uuid change_id;          // one use case of one person: what undo takes back together
  Instant recorded_at;     // when it was written; never before that of the event before it
  Instant at;              // the time it speaks of
  std::optional<Uuid> actor_id;  // null: the program itself
  std::string verb;        // create update delete
  std::string object_type; // the entity's name
  Uuid object_id;
  std::optional<Uuid> account_id, opportunity_id;  // whose timeline it belongs to
  std::optional<Uuid> undo_of;  // the change it takes back
  std::optional<Uuid> job_id;   // the import it belongs to
  std::string data;        // {"before":{…},"after":{…},"reason":…}; changed fields only on update; empty when erased
  bool erased = false;
};

// Appends events one after the other; reads the end of the chain once and writes the new one in close().
class HistoryWriter {
 public:
  HistoryWriter(Session& session, std::int64_t workspace_id);
  // Gives `event` its seq, and a later recorded_at where the event before it has one.
  void append(Event& event);
  // Once, last, in the same transaction; more often does no harm. Forgotten, the next writer breaks a unique key.
  void close();

 private:
  Session& session_;
  const std::int64_t workspace_id_;
  std::int64_t seq_ = 0;
  std::int64_t closed_seq_ = 0;
  Hash last_{};
  Instant last_recorded_at_;
};

std::vector<Event> events_of_change(Session& session, std::int64_t workspace_id, const Uuid& change_id);
// The latest `limit` of them before `before_seq`, newest first: for changes too large to hold at once.
std::vector<Event> events_of_change_before(Session& session, std::int64_t workspace_id, const Uuid& change_id, std::int64_t before_seq,
                                           int limit);
std::vector<Event> events_of_object(Session& session, std::int64_t workspace_id, const Uuid& object_id, std::int64_t before_seq, int limit);
std::vector<Event> events_of_account(Session& session, std::int64_t workspace_id, const Uuid& account_id, std::int64_t before_seq,
                                     int limit);
std::vector<Event> latest_events(Session& session, std::int64_t workspace_id, std::int64_t before_seq, int limit);
// Events recorded after `known_on`, newest first, for rolling a picture of the book back.
void visit_events_after(Session& session, std::int64_t workspace_id, Instant known_on, const std::function<void(const Event&)>& visit);
bool is_undone(Session& session, std::int64_t workspace_id, const Uuid& change_id);

struct ChainReport {
  std::int64_t events = 0;  // good ones, from the first
  std::int64_t erased = 0;
  std::optional<std::int64_t> first_bad_seq;  // the first that was changed, or is missing where one was
  Hash head{};                 // the last good link; zeros before the first
  bool has_known_link = false; // the link asked for is among the good ones
};
// `known_link`: a head that was noted down earlier, outside this book. A tail cut off by somebody who forged event_head as well, or a
// chain that was computed anew, no longer has it.
ChainReport verify_chain(Session& session, std::int64_t workspace_id, const std::optional<Hash>& known_link = std::nullopt);

struct ChainHead {
  std::int64_t workspace_id = 0, seq = 0;
  Hash hash{};
  bool operator==(const ChainHead&) const = default;
};
std::vector<ChainHead> chain_heads(Session& session);  // of every workspace that has a history, in their order

std::string to_hex(const Hash& hash);                       // 64 characters, lower case
std::optional<Hash> parse_hash(std::string_view hex_text);  // of to_hex; upper case too

}  // namespace wheelhouse::storage
