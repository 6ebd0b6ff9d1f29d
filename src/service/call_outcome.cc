#include "service/call_outcome.h"

#include "method/blank.h"
#include "reflect/sql.h"
#include "service/id_list.h"
#include "service/json_parts.h"
#include "service/record_traits.h"
#include "storage/record_store.h"

namespace wheelhouse::service {
namespace {

bool has_text(const Text& text) { return text && !method::is_blank(*text); }

// The state of an objective that was set; null when none was.
std::optional<ObjectiveState> state_of(const Text& objective, const std::optional<ObjectiveState>& state) {
  if (!has_text(objective)) return std::nullopt;
  return state.value_or(ObjectiveState::open);
}

}  // namespace

bool is_unplanned(const Call& call) { return !has_text(call.objective); }
bool is_noted_afterwards(const Call& call) {
  return call.status == CallStatus::held && is_unplanned(call) && call.created_at >= call.held_at;
}

method::CallInput call_input(const Call& call, const std::vector<Commitment>& commitments) {
  method::CallInput input;
  input.call_at = call.held_at;
  input.closed_by_customer = call.closed_by_customer;
  input.primary = state_of(call.objective, call.primary_state);
  if (const auto fallback = state_of(call.fallback, call.fallback_state)) input.fallbacks.push_back(*fallback);
  for (const Commitment& commitment : commitments) {
    method::CallCommitment& entry = input.commitments.emplace_back();
    entry.who = commitment.who;
    entry.action = commitment.action;
    entry.form = commitment.form;
    entry.has_contact = commitment.contact_id.has_value();
    entry.has_text = has_text(commitment.text);
    entry.due_at = commitment.due_at;
    entry.status = commitment.status;
  }
  return input;
}

std::optional<CallOutcome> outcome_of(const Call& call, const std::vector<Commitment>& commitments) {
  if (call.status != CallStatus::held) return std::nullopt;
  return method::evaluate_call(call_input(call, commitments));
}

std::unordered_map<Uuid, std::vector<Commitment>> commitments_of_calls(storage::Session& session, std::int64_t workspace_id,
                                                                       const std::vector<Call>& calls) {
  std::vector<Uuid> ids;
  for (const Call& call : calls) ids.push_back(call.id.uuid);
  std::unordered_map<Uuid, std::vector<Commitment>> by_call;
  for_each_id_slice(ids, [&](const std::vector<Uuid>& slice) {
    std::vector<SqlValue> values{workspace_id};
    const std::string sql = "SELECT " + column_list<Commitment>() + " FROM commitments WHERE workspace_id = ?1 AND call_id IN " +
                            bind_id_list(slice, values) + " ORDER BY id";
    session.query(sql, values, [&](const RowReader& row) {
      Commitment commitment;
      read_row(commitment, row);
      const Uuid call_id = commitment.call_id->uuid;
      by_call[call_id].push_back(std::move(commitment));
    });
  });
  return by_call;
}

void write_outcome_input(std::string& out, const Call& call, const std::vector<Commitment>& commitments) {
  const method::CallInput input = call_input(call, commitments);
  json_text::Object object(out);
  object.string("call_at", to_string(input.call_at));
  write_list(object.key("commitments"), commitments, [&](const Commitment& commitment) {
    json_text::Object one(out);
    member(one, "who", commitment.who);
    member(one, "action", commitment.action);
    member(one, "form", commitment.form);
    member(one, "contact_id", plain(commitment.contact_id));
    member(one, "text", commitment.text);
    member(one, "due_at", commitment.due_at);
    member(one, "status", commitment.status);
    one.close();
  });
  object.boolean("closed_by_customer", input.closed_by_customer);
  member(object, "primary", input.primary);
  write_list(object.key("fallbacks"), input.fallbacks, [&](ObjectiveState state) { json_text::append_string(out, to_string(state)); });
  object.close();
}

void write_call_extras(std::string& json, storage::Session& session, std::int64_t workspace_id, const Call& call, bool whole) {
  std::vector<Commitment> commitments;
  if (call.status == CallStatus::held)
    commitments = storage::select_records<Commitment>(session, workspace_id, "call_id = ?2 ORDER BY id", {call.id.uuid});
  json += ",\"outcome\":";
  Kind<std::optional<CallOutcome>>::write_json(json, outcome_of(call, commitments));
  json += ",\"unplanned\":";
  json += is_unplanned(call) ? "true" : "false";
  json += ",\"noted_afterwards\":";
  json += is_noted_afterwards(call) ? "true" : "false";
  if (!whole) return;
  json += ",\"outcome_input\":";
  if (call.status == CallStatus::held) write_outcome_input(json, call, commitments);
  else json += "null";
}

}  // namespace wheelhouse::service
