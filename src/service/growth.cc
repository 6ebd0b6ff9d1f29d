#include "service/growth.h"

#include <algorithm>

#include "domain/call.h"
#include "domain/opportunity.h"
#include "service/access.h"
#include "service/json_parts.h"
#include "service/name_lookup.h"
#include "service/need_view.h"
#include "service/record_traits.h"
#include "service/selling_scope.h"
#include "storage/record_store.h"

namespace wheelhouse::service {
namespace {

std::vector<method::GoalFacts> facts_of(const std::vector<DevelopmentGoal>& goals) {
  std::vector<method::GoalFacts> facts;
  for (const DevelopmentGoal& goal : goals) facts.push_back({goal.contact_id.has_value(), goal.contributed_at.has_value()});
  return facts;
}

}  // namespace

std::vector<DevelopmentGoal> goals_of(storage::Session& session, std::int64_t workspace_id, const Uuid& account_id) {
  return storage::select_records<DevelopmentGoal>(session, workspace_id, "account_id = ?2 ORDER BY created_at, id", {account_id});
}

method::GoalCheck check_of(const Account& account, const std::vector<DevelopmentGoal>& goals) {
  return method::check_goals(account.tier.value_or(AccountTier::undecided), facts_of(goals));
}

Relationship relationship_of(storage::Session& session, const Actor& actor, const Uuid& account_id) {
  Relationship relationship;
  SellingScope scope;
  scope.account_id = account_id;
  const auto calls = records_in<Call>(session, actor, scope, " AND t.status = 'held' ORDER BY t.held_at, t.id LIMIT 1");
  if (!calls.empty()) relationship.since = calls.front().held_at;
  for (const Opportunity& deal : storage::select_records<Opportunity>(
           session, actor.workspace_id, "account_id = ?2 AND result = 'won' ORDER BY closed_at, id", {account_id})) {
    if (!sees_belonging(session, actor, belonging_of(deal))) continue;
    ++relationship.orders;
    if (deal.closed_at && (!relationship.since || *deal.closed_at < *relationship.since)) relationship.since = deal.closed_at;
  }
  if (relationship.orders > 0)
    relationship.repeat_share = static_cast<double>(relationship.orders - 1) / static_cast<double>(relationship.orders);
  return relationship;
}

void write_growth(std::string& out, storage::Session& session, const Actor& actor, const Account& account, Instant now) {
  json_text::Object object(out);
  auto needs = storage::select_records<Need>(session, actor.workspace_id, "account_id = ?2 ORDER BY created_at, id", {account.id.uuid});
  std::erase_if(needs, [&](const Need& need) { return !is_open(need.state) || !sees_belonging(session, actor, belonging_of(need)); });
  write_list(object.key("needs"), needs, [&](const Need& need) {
    json_text::Object one(out);
    one.string("id", to_string(need.id));
    one.string("text", need.text);
    member(one, "state", need.state);
    member(one, "opportunity_id", plain(need.opportunity_id));
    one.close();
  });
  const auto goals = goals_of(session, actor.workspace_id, account.id.uuid);
  std::vector<Uuid> owners;
  for (const DevelopmentGoal& goal : goals)
    if (goal.contact_id) owners.push_back(goal.contact_id->uuid);
  const auto names = names_of(session, actor.workspace_id, "contacts", std::move(owners));
  write_list(object.key("goals"), goals, [&](const DevelopmentGoal& goal) {
    out += '{';
    write_json_members(out, goal);
    out += ",\"contact\":";
    write_named_reference(out, plain(goal.contact_id), names);
    out += '}';
  });
  const method::GoalCheck check = check_of(account, goals);
  json_text::Object checks(object.key("check"));
  checks.boolean("lacks_goal", check.lacks_goal);
  checks.integer("owned", check.owned);
  checks.integer("contributed", check.contributed);
  checks.integer("of", static_cast<std::int64_t>(goals.size()));
  checks.close();
  const Relationship relationship = relationship_of(session, actor, account.id.uuid);
  json_text::Object been(object.key("relationship"));
  member(been, "since", relationship.since);
  member(been, "days", relationship.since ? std::optional(age_days(now, *relationship.since)) : std::nullopt);
  been.integer("orders", relationship.orders);
  member(been, "repeat_share", relationship.repeat_share);
  been.close();
  json_text::Object input(object.key("input"));  // of rule M45.goals
  member(input, "tier", account.tier.value_or(AccountTier::undecided));
  write_list(input.key("goals"), facts_of(goals), [&](const method::GoalFacts& goal) {
    json_text::Object one(out);
    one.boolean("has_owner", goal.has_owner);
    one.boolean("contributed", goal.contributed);
    one.close();
  });
  input.close();
  object.close();
}

}  // namespace wheelhouse::service
