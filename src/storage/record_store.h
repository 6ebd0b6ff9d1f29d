// Reading and writing whole records of any entity by id. No authorisation, no history: service/ adds both.
// Each function exists once for every entity (record_store.cc), so that who calls it compiles none of it.
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "reflect/kind.h"
#include "storage/session.h"

namespace wheelhouse::storage {

template <Reflected E>
std::optional<E> find_record(Session& session, std::int64_t workspace_id, Id<E> id);
// The same; a blank one of that id where the question has no answer yet (Session::is_unanswered).
template <Reflected E>
std::optional<E> find_or_assume(Session& session, std::int64_t workspace_id, Id<E> id) {
  auto record = find_record(session, workspace_id, id);
  if (!record && session.is_unanswered()) record.emplace().id = id;
  return record;
}
template <Reflected E>
bool record_exists(Session& session, std::int64_t workspace_id, Id<E> id);
template <Reflected E>
void insert_record(Session& session, std::int64_t workspace_id, const E& record);
template <Reflected E>
void update_record(Session& session, std::int64_t workspace_id, const E& record);
template <Reflected E>
void delete_record(Session& session, std::int64_t workspace_id, Id<E> id);
// All records for which `where` holds ("account_id = ?2 ORDER BY held_at DESC LIMIT 50"); ?1 is the workspace.
template <Reflected E>
std::vector<E> select_records(Session& session, std::int64_t workspace_id, std::string_view where, std::vector<SqlValue> values);

}  // namespace wheelhouse::storage
