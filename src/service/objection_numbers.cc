#include "service/objection_numbers.h"

#include <algorithm>
#include <array>
#include <map>

#include "domain/call.h"
#include "domain/objection.h"
#include "domain/statement_use.h"
#include "method/blank.h"
#include "method/manner.h"
#include "method/objection.h"
#include "service/json_parts.h"
#include "service/stage_history.h"
#include "service/stage_shown.h"
#include "text/fold.h"

namespace wheelhouse::service {
namespace {

constexpr std::size_t kLibraryMax = 100;

struct Answer {
  std::string response;
  std::optional<ObjectionClass> cls;
  std::optional<OppositionCause> cause;
  std::int64_t used = 0, resolved = 0;
  std::vector<std::int64_t> days;
  std::vector<Uuid> ids;
};

std::optional<double> median(std::vector<std::int64_t> values) {
  if (values.empty()) return std::nullopt;
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  if (values.size() % 2 == 1) return static_cast<double>(values[middle]);
  return static_cast<double>(values[middle - 1] + values[middle]) / 2;
}

template <class T>
void write_counts(std::string& out, const std::vector<Objection>& objections, std::optional<T> Objection::*member_of) {
  std::array<std::int64_t, enum_size<T>()> counts{};
  for (const Objection& objection : objections)
    if (objection.*member_of) ++counts[static_cast<std::size_t>(*(objection.*member_of))];
  json_text::Object object(out);
  for (std::size_t i = 0; i < counts.size(); ++i)
    if (counts[i]) object.integer(to_string(static_cast<T>(i)), counts[i]);
  object.close();
}

// What rule C15 was given.
void write_input(std::string& out, const std::vector<method::ObjectionCall>& calls,
                 const std::array<int, method::kStatementClasses>& statements, const std::vector<method::ObjectionRecord>& records) {
  json_text::Object input(out);
  write_list(input.key("calls"), calls, [&](const method::ObjectionCall& call) {
    json_text::Object one(out);
    one.string("id", call.id);
    member(one, "stage", call.stage);
    one.close();
  });
  json_text::Object counts(input.key("statements"));
  for (std::size_t i = 0; i < statements.size(); ++i) counts.integer(to_string(static_cast<StatementClass>(i)), statements[i]);
  counts.close();
  write_list(input.key("objections"), records, [&](const method::ObjectionRecord& record) {
    json_text::Object one(out);
    one.string("call_id", record.call_id);
    member(one, "class", record.cls);
    member(one, "trigger", record.trigger);
    member(one, "state", record.state);
    one.integer("loops", record.loops);
    one.close();
  });
  input.close();
}

}  // namespace

void write_objection_numbers(std::string& out, storage::Session& session, const Actor& actor, const SellingScope& scope) {
  const auto calls = records_in<Call>(session, actor, scope, " AND t.status = 'held' ORDER BY t.held_at, t.id");
  const auto uses = records_in<StatementUse>(session, actor, scope, " AND t.said = 1 ORDER BY t.id");
  const auto objections = records_in<Objection>(session, actor, scope, " ORDER BY t.id");
  StageHistory stages(session, actor.workspace_id);
  std::vector<method::ObjectionCall> held;
  for (const Call& call : calls)
    held.push_back({to_string(call.id), call.opportunity_id ? stages.at(call.opportunity_id->uuid, call.held_at) : Stage::satisfaction});
  std::array<int, method::kStatementClasses> statements{};
  for (const StatementUse& use : uses)
    if (use.cls) ++statements[static_cast<std::size_t>(*use.cls)];
  std::vector<method::ObjectionRecord> records;
  std::int64_t open = 0;
  for (const Objection& o : objections) {
    open += method::is_open(o.state);
    // The rule counts classes only for price; what has none yet is no price objection.
    records.push_back({o.call_id ? to_string(*o.call_id) : "", o.cls.value_or(ObjectionClass::value), o.trigger_class, o.state,
                       static_cast<int>(o.loops)});
  }
  const auto numbers = method::evaluate_objections(held, statements, records);
  json_text::Object object(out);
  object.integer("calls", static_cast<std::int64_t>(held.size()));
  object.integer("objections", static_cast<std::int64_t>(records.size()));
  object.integer("open", open);
  member(object, "per_call", numbers->per_call);
  json_text::Object after(object.key("after"));
  for (std::size_t i = 0; i < method::kStatementClasses; ++i) member(after, to_string(static_cast<StatementClass>(i)), numbers->after[i]);
  after.close();
  member(object, "resolved_share", numbers->resolved_share);
  member(object, "median_loops", numbers->median_loops);
  member(object, "prevention_rate", numbers->prevention_rate);
  member(object, "price_after_feature", numbers->price_after_feature);
  write_counts(object.key("by_cause"), objections, &Objection::cause);
  write_counts(object.key("by_class"), objections, &Objection::cls);
  // What an objection at this stage of the deal calls for.
  member(object, "phase",
         scope.opportunity_id ? method::objection_phase(stage_shown(session, actor.workspace_id, *scope.opportunity_id)) : std::nullopt);
  object.key("input");
  if (scope.opportunity_id || scope.account_id) write_input(out, held, statements, records);
  else out += "null";
  object.close();
}

void write_objection_library(std::string& out, storage::Session& session, const Actor& actor, std::optional<ObjectionClass> cls,
                             std::optional<OppositionCause> cause) {
  std::map<std::string, Answer> answers;  // by the folded words and what they answered
  for (const Objection& o : records_in<Objection>(session, actor, {}, " AND t.response IS NOT NULL ORDER BY t.id")) {
    if (!o.response || method::is_blank(*o.response) || (cls && o.cls != cls) || (cause && o.cause != cause)) continue;
    const std::string key = text::fold_for_search(*o.response) + "\n" + std::string(o.cls ? to_string(*o.cls) : "") + "\n" +
                            std::string(o.cause ? to_string(*o.cause) : "");
    Answer& answer = answers[key];
    if (answer.response.empty()) answer = {*o.response, o.cls, o.cause, 0, 0, {}, {}};
    ++answer.used;
    answer.ids.push_back(o.id.uuid);
    if (o.state != ObjectionState::resolved) continue;
    ++answer.resolved;
    answer.days.push_back(std::max<std::int64_t>(0, age_days(o.state_at, o.raised_at)));
  }
  std::vector<const Answer*> ranked;
  for (const auto& [key, answer] : answers) ranked.push_back(&answer);
  std::stable_sort(ranked.begin(), ranked.end(), [](const Answer* a, const Answer* b) {
    const double x = method::response_rank(a->resolved, a->used), y = method::response_rank(b->resolved, b->used);
    return x != y ? x > y : a->used > b->used;
  });
  if (ranked.size() > kLibraryMax) ranked.resize(kLibraryMax);
  json_text::Object object(out);
  write_list(object.key("items"), ranked, [&](const Answer* answer) {
    json_text::Object entry(out);
    entry.string("response", answer->response);
    member(entry, "class", answer->cls);
    member(entry, "cause", answer->cause);
    entry.integer("used", answer->used);
    entry.integer("resolved", answer->resolved);
    entry.number("share", static_cast<double>(answer->resolved) / static_cast<double>(answer->used));
    member(entry, "median_days", median(answer->days));
    write_ids(entry.key("objection_ids"), answer->ids);
    entry.close();
  });
  object.close();
}

}  // namespace wheelhouse::service
