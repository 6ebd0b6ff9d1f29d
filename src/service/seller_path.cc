#include "service/seller_path.h"

#include <unordered_map>

#include "domain/call.h"
#include "domain/question.h"
#include "domain/statement_use.h"
#include "method/change_path.h"
#include "reflect/sql.h"
#include "service/access.h"
#include "service/id_list.h"
#include "service/json_counts.h"
#include "service/json_parts.h"
#include "service/local_time.h"
#include "service/name_lookup.h"
#include "service/self_check.h"
#include "storage/record_store.h"

namespace wheelhouse::service {
namespace {

constexpr std::size_t kVoiced = 3, kAccepted = 4;  // of the five reflections of METHOD M49: d and e
constexpr std::int64_t kLongestMonth = 31;

std::optional<bool> reflection(const Call& call, std::size_t i) {
  if (i >= call.reflections.size() || !call.reflections[i]) return std::nullopt;
  return *call.reflections[i] > 0;
}

void write_shares(json_text::Object& object, const method::PathShares& shares) {
  member(object, "questions", shares.questions);
  member(object, "deep_questions", shares.deep_questions);
  member(object, "benefit_value", shares.benefit_value);
  member(object, "talk", shares.talk);
  member(object, "customer_voiced", shares.customer_voiced);
  member(object, "summary_accepted", shares.summary_accepted);
}

std::vector<method::PathCall> logged_calls(storage::Session& session, const Actor& actor, const Uuid& user_id, int offset_minutes,
                                           Instant now) {
  std::vector<SqlValue> who{actor.workspace_id, user_id, now.plus_days(-kLongestMonth * kPathMonthsShown).ms};
  const std::string sql = "SELECT " + column_list<Call>("t.") +
                          " FROM calls t WHERE t.workspace_id = ?1 AND t.owner_id = ?2 AND t.status = 'held' AND t.held_at >= ?3" +
                          visible_predicate(actor, kByBelonging, who) + " ORDER BY t.held_at, t.id";
  std::vector<Call> calls;
  session.query(sql, who, [&](const RowReader& row) { read_row(calls.emplace_back(), row); });
  std::vector<method::PathCall> logged;
  std::unordered_map<Uuid, std::size_t> place;
  std::vector<Uuid> ids;
  for (const Call& call : calls) {
    method::PathCall& entry = logged.emplace_back();
    entry.held_on = local_date(call.held_at, offset_minutes);
    if (call.talk_share) entry.talk_share = static_cast<double>(*call.talk_share);
    entry.customer_voiced = reflection(call, kVoiced);
    entry.summary_accepted = reflection(call, kAccepted);
    place.emplace(call.id.uuid, ids.size());
    ids.push_back(call.id.uuid);
  }
  for_each_id_slice(ids, [&](const std::vector<Uuid>& slice) {
    std::vector<SqlValue> values{actor.workspace_id};
    const std::string in = bind_id_list(slice, values);
    session.query("SELECT call_id, type FROM questions WHERE workspace_id = ?1 AND asked = 1 AND call_id IN " + in, values,
                  [&](const RowReader& row) {
                    if (const auto type = parse_enum<QuestionType>(row.text(1)))
                      ++logged[place.at(row.id(0))].questions[static_cast<std::size_t>(*type)];
                  });
    session.query("SELECT call_id, class FROM statement_uses WHERE workspace_id = ?1 AND said = 1 AND call_id IN " + in, values,
                  [&](const RowReader& row) {
                    if (const auto cls = parse_enum<StatementClass>(row.text(1)))
                      ++logged[place.at(row.id(0))].statements[static_cast<std::size_t>(*cls)];
                  });
  });
  return logged;
}

}  // namespace

Result<void> write_seller_path(std::string& out, storage::Session& session, const Actor& actor, const Uuid& user_id, int offset_minutes,
                               Instant now) {
  if (auto led = check_leads(session, actor, user_id); !led) return fail(led.error());
  const auto calls = logged_calls(session, actor, user_id, offset_minutes, now);
  const Date today = local_date(now, offset_minutes);
  const auto path = method::evaluate_change_path(calls, today, kPathMonthsShown);
  if (!path) return fail(path.error());
  json_text::Object object(out);
  object.key("user");
  write_named_reference(out, user_id, names_of(session, actor.workspace_id, "users", {user_id}));
  write_list(object.key("months"), path->months, [&](const method::PathMonth& month) {
    json_text::Object one(out);
    one.integer("year", month.year);
    one.integer("month", month.month);
    one.integer("calls", month.calls);
    write_shares(one, month.shares);
    one.close();
  });
  json_text::Object slope(object.key("slope"));
  write_shares(slope, path->slope);
  slope.close();
  json_text::Object input(object.key("input"));
  input.string("today", to_string(today));
  input.integer("months", kPathMonthsShown);
  write_list(input.key("calls"), calls, [&](const method::PathCall& call) {
    json_text::Object one(out);
    one.string("held_on", to_string(call.held_on));
    write_counts<QuestionType>(one.key("questions"), call.questions);
    write_counts<StatementClass>(one.key("statements"), call.statements);
    member(one, "talk_share", call.talk_share);
    member(one, "customer_voiced", call.customer_voiced);
    member(one, "summary_accepted", call.summary_accepted);
    one.close();
  });
  input.close();
  object.close();
  return {};
}

}  // namespace wheelhouse::service
