#include "service/today.h"

#include <algorithm>
#include <unordered_set>

#include "service/access.h"
#include "service/id_list.h"
#include "service/local_time.h"
#include "service/record_traits.h"
#include "storage/record_store.h"

namespace wheelhouse::service {
namespace {

constexpr int kCallsMax = 50;

// The calls of everyone are found person by person: the index leads with the owner.
std::vector<Uuid> people_of(storage::Session& session, const WorkScope& scope) {
  if (scope.owners) return *scope.owners;
  std::vector<Uuid> people;
  session.query("SELECT id FROM users WHERE workspace_id = ?1 LIMIT " + std::to_string(kIdListMax), {scope.workspace_id},
                [&](const RowReader& row) { people.push_back(row.id(0)); });
  return people;
}

std::vector<TodayCall> calls_of_day(storage::Session& session, const Actor& actor, const WorkScope& scope, Instant from, Instant to) {
  std::vector<TodayCall> calls;
  for_each_id_slice(people_of(session, scope), [&](const std::vector<Uuid>& slice) {
    // ?1 is the workspace; select_records puts it in front.
    std::vector<SqlValue> numbered{SqlValue(), from.ms, to.ms};
    const std::string where = "owner_id IN " + bind_id_list(slice, numbered) +
                              " AND held_at >= ?2 AND held_at < ?3 AND status <> 'cancelled' "
                              "ORDER BY held_at, id LIMIT " +
                              std::to_string(kCallsMax);
    numbered.erase(numbered.begin());
    for (Call& call : storage::select_records<Call>(session, scope.workspace_id, where, std::move(numbered))) {
      if (!sees_belonging(session, actor, belonging_of(call))) continue;
      TodayCall& entry = calls.emplace_back();
      if (call.opportunity_id)
        entry.standing = storage::find_position(session, scope.workspace_id, Unit::opportunity, call.opportunity_id->uuid);
      else if (call.account_id) entry.standing = storage::find_position(session, scope.workspace_id, Unit::account, call.account_id->uuid);
      entry.call = std::move(call);
    }
  });
  std::stable_sort(calls.begin(), calls.end(), [](const auto& a, const auto& b) { return a.call.held_at < b.call.held_at; });
  if (calls.size() > kCallsMax) calls.resize(kCallsMax);
  return calls;
}

void split_work(Today& today, const OpenWork& work, int offset_minutes) {
  const Date last{today.date.days + kDueWithinDays};
  for (const Commitment& c : work.commitments) {
    if (c.who == CommitmentWho::customer) {
      if (today.waiting.size() < kTodayListMax) today.waiting.push_back(c);
    } else if (c.due_at && local_date(*c.due_at, offset_minutes) <= last && today.due_commitments.size() < kTodayListMax) {
      today.due_commitments.push_back(c);
    }
  }
  for (const NextStep& s : work.next_steps)
    if (s.due_on && *s.due_on <= last && today.due_next_steps.size() < kTodayListMax) today.due_next_steps.push_back(s);
}

std::int64_t count_without_next_step(const std::vector<storage::PositionRow>& opportunities, const OpenWork& work) {
  std::unordered_set<Uuid> with;
  for (const NextStep& s : work.next_steps)
    if (s.opportunity_id && s.due_on) with.insert(s.opportunity_id->uuid);
  return std::count_if(opportunities.begin(), opportunities.end(), [&](const auto& row) { return !with.contains(row.subject_id); });
}

}  // namespace

Result<Today> read_today(storage::Session& session, const Actor& actor, const TodayQuery& query, Instant now) {
  auto scope = work_scope(session, actor, query.whose, query.owner_id, query.opportunity_id);
  if (!scope) return fail(scope.error());
  const int offset = query.offset_minutes ? *query.offset_minutes : workspace_offset_minutes(session, actor.workspace_id, now);
  Today today;
  today.now = now;
  today.date = local_date(now, offset);

  const ScopeView view = view_scope(session, *scope, now);
  const OpenWork work = open_work(session, *scope, view, now, today.date);
  today.actions = next_actions(session, actor, *scope, view.opportunities, work, offset, now, query.limit);
  if (!scope->opportunity_id)
    today.calls = calls_of_day(session, actor, *scope, local_start(today.date, offset), local_start({today.date.days + 1}, offset));
  split_work(today, work, offset);
  if (!scope->opportunity_id) {
    today.due_rules = due_rules(session, *scope, today.date, kTodayListMax);
    today.due_issues = due_issues(session, *scope, Date{today.date.days + kDueWithinDays}, kTodayListMax);
    today.reminders = due_reminders(session, view, scope->workspace_id, offset, now, kTodayListMax);
  }
  today.stuck.count = view.stuck;
  today.stuck.value = view.stuck_value;
  const auto worst = std::find_if(view.opportunities.begin(), view.opportunities.end(),
                                  [&](const auto& row) { return row.stuck_at && *row.stuck_at <= now; });
  if (worst != view.opportunities.end()) today.stuck.worst = *worst;
  if (view.small) today.without_next_step = count_without_next_step(view.opportunities, work);
  return today;
}

}  // namespace wheelhouse::service
