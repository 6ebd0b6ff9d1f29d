// What an answer shows of a record beyond its own fields: where it stands, who owns it, what comes next. Reads only.
#pragma once
#include <string>
#include <vector>

#include "domain/all.h"
#include "service/actor.h"
#include "storage/position_store.h"
#include "storage/session.h"

namespace wheelhouse::service {

// "one": the record alone, with the costlier members; "row": one of a list; "made": as "one", of a record that was just made.
enum class Detail { row, one, made };

// {"stage","basis",…} as of `now`.
void write_position(std::string& out, const storage::PositionRow& row, Instant now);

// Each appends ,"name":value members to an object that is still open.
void write_extras(std::string& out, storage::Session& session, const Actor& actor, const Account& record, Instant now, Detail detail);
void write_extras(std::string& out, storage::Session& session, const Actor& actor, const Opportunity& record, Instant now, Detail detail);
void write_extras(std::string& out, storage::Session& session, const Actor& actor, const Call& record, Instant now, Detail detail);
void write_extras(std::string& out, storage::Session& session, const Actor& actor, const Need& record, Instant now, Detail detail);
void write_extras(std::string& out, storage::Session& session, const Actor& actor, const Statement& record, Instant now, Detail detail);
void write_extras(std::string& out, storage::Session& session, const Actor& actor, const Objection& record, Instant now, Detail detail);
void write_extras(std::string& out, storage::Session& session, const Actor& actor, const Contact& record, Instant now, Detail detail);
template <Reflected E>
void write_extras(std::string&, storage::Session&, const Actor&, const E&, Instant, Detail) {}

// Extras change without the record's version: such an answer cannot be "not modified".
template <Reflected E>
constexpr bool has_moving_extras() {
  return std::is_same_v<E, Account> || std::is_same_v<E, Opportunity> || std::is_same_v<E, Call> || std::is_same_v<E, Need> ||
         std::is_same_v<E, Statement> || std::is_same_v<E, Objection> || std::is_same_v<E, Contact>;
}

// {"id","name"} or null.
void write_reference(std::string& out, storage::Session& session, std::int64_t workspace_id, std::string_view table,
                     const std::optional<Uuid>& id);

}  // namespace wheelhouse::service
