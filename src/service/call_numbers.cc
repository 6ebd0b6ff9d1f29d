#include "service/call_numbers.h"

#include <algorithm>

#include "service/call_outcome.h"
#include "service/json_parts.h"

namespace wheelhouse::service {
namespace {

constexpr std::size_t kLapsedMax = 20;

void write_rate(json_text::Object& object, std::string_view name, std::int64_t n, const method::CallRates& rates) {
  json_text::Object entry(object.key(name));
  entry.integer("n", n);
  member(entry, "success_rate", rates.success_rate);
  entry.close();
}
void write_side(json_text::Object& object, std::string_view name, const method::PromiseRates& rates) {
  json_text::Object entry(object.key(name));
  entry.integer("open", rates.open);
  entry.integer("met", rates.met);
  entry.integer("lapsed", rates.lapsed);
  member(entry, "kept", rates.kept);
  entry.close();
}

void write_rates_input(std::string& out, const CallNumbers& numbers) {
  json_text::Object input(out);
  input.string("now", to_string(numbers.now));
  write_list(input.key("calls"), numbers.past_calls, [&](const method::PastCall& call) {
    json_text::Object one(out);
    one.string("call_at", to_string(call.call_at));
    member(one, "outcome", call.outcome);
    one.close();
  });
  write_list(input.key("commitments"), numbers.past_commitments, [&](const method::PastCommitment& commitment) {
    json_text::Object one(out);
    member(one, "who", commitment.who);
    member(one, "status", commitment.status);
    member(one, "due_at", commitment.due_at);
    one.close();
  });
  input.close();
}

}  // namespace

CallNumbers call_numbers(storage::Session& session, const Actor& actor, const SellingScope& scope, Instant now) {
  CallNumbers numbers;
  const auto calls = records_in<Call>(session, actor, scope, " AND t.status <> 'cancelled' ORDER BY t.held_at, t.id");
  const auto commitments = records_in<Commitment>(session, actor, scope, " ORDER BY t.due_at, t.id");
  const auto of_calls = commitments_of_calls(session, actor.workspace_id, calls);
  numbers.tells_input = scope.opportunity_id || scope.account_id;
  numbers.now = now;
  std::vector<method::PastCall>& all = numbers.past_calls;
  std::vector<method::PastCall> planned, unplanned;
  for (const Call& call : calls) {
    ++numbers.calls;
    const auto found = of_calls.find(call.id.uuid);
    const auto outcome = outcome_of(call, found == of_calls.end() ? std::vector<Commitment>{} : found->second);
    if (!outcome) continue;
    ++numbers.held;
    ++numbers.outcomes[static_cast<std::size_t>(*outcome)];
    all.push_back({call.held_at, *outcome});
    (is_unplanned(call) ? unplanned : planned).push_back({call.held_at, *outcome});
  }
  std::vector<method::PastCommitment>& past = numbers.past_commitments;
  for (const Commitment& c : commitments) {
    past.push_back({c.who, c.status, c.due_at});
    if (method::has_lapsed({CommitmentWho::customer, c.status, c.due_at}, now) && numbers.lapsed.size() < kLapsedMax)
      numbers.lapsed.push_back(c);
  }
  numbers.all = method::evaluate_call_rates(all, past, now);
  numbers.planned = method::evaluate_call_rates(planned, {}, now);
  numbers.unplanned = method::evaluate_call_rates(unplanned, {}, now);
  numbers.planned_held = static_cast<std::int64_t>(planned.size());
  numbers.unplanned_held = static_cast<std::int64_t>(unplanned.size());
  numbers.theirs = method::evaluate_promises(past, CommitmentWho::customer, now);
  numbers.ours = method::evaluate_promises(past, CommitmentWho::us, now);
  return numbers;
}

void write_call_numbers(std::string& out, const CallNumbers& numbers) {
  json_text::Object object(out);
  object.integer("calls", numbers.calls);
  object.integer("held", numbers.held);
  json_text::Object outcomes(object.key("outcomes"));
  for (std::size_t i = 0; i < numbers.outcomes.size(); ++i) outcomes.integer(to_string(static_cast<CallOutcome>(i)), numbers.outcomes[i]);
  outcomes.close();
  member(object, "success_rate", numbers.all.success_rate);
  write_rate(object, "planned", numbers.planned_held, numbers.planned);
  write_rate(object, "unplanned", numbers.unplanned_held, numbers.unplanned);
  write_side(object, "theirs", numbers.theirs);
  write_side(object, "ours", numbers.ours);
  object.boolean("reframe_due", numbers.all.reframe_due);
  write_list(object.key("lapsed"), numbers.lapsed, [&](const Commitment& commitment) { write_json(out, commitment); });
  object.key("input");
  if (numbers.tells_input) write_rates_input(out, numbers);
  else out += "null";
  object.close();
}

}  // namespace wheelhouse::service
