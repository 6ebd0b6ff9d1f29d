#include "service/ground.h"

#include <algorithm>

#include "domain/triangle.h"
#include "service/account_people.h"
#include "service/criteria_grid.h"
#include "service/field_policy.h"
#include "service/json_parts.h"
#include "service/need_view.h"
#include "service/record_traits.h"
#include "storage/record_store.h"

namespace wheelhouse::service {
namespace {

// Us and the customer: what they have told us they need, and how those who count stand to us (C12).
void write_us_customer(std::string& out, storage::Session& session, const Actor& actor, const Opportunity& deal, Instant now) {
  const std::int64_t workspace_id = actor.workspace_id;
  std::int64_t open = 0, explicit_ones = 0;
  for (const Need& need : storage::select_records<Need>(session, workspace_id, "opportunity_id = ?2 ORDER BY id", {deal.id.uuid})) {
    open += is_open(need.state);
    explicit_ones += is_explicit(need.state);
  }
  std::vector<Uuid> accounts;
  if (deal.account_id) accounts.push_back(deal.account_id->uuid);
  std::vector<Person> people;
  for (auto& [id, found] : people_of_accounts(session, actor, accounts, std::nullopt, now)) people = std::move(found);
  const auto standing = [&](auto&& test) {
    return static_cast<std::int64_t>(
        std::count_if(people.begin(), people.end(), [&](const Person& p) { return p.attitude && test(*p.attitude); }));
  };
  const method::SupportResult support = support_of(people);
  json_text::Object object(out);
  object.integer("needs_open", open);
  object.integer("needs_explicit", explicit_ones);
  object.integer("people", static_cast<std::int64_t>(people.size()));
  // Who may not learn how people stand is told so, and no count that says that nobody stands anywhere.
  const bool told = !deal.account_id || learns(session, actor, {deal.account_id->uuid, std::nullopt}, FieldGuard::account_team);
  object.boolean("withheld", !told);
  const auto count = [&](std::string_view name, std::int64_t n) { member(object, name, told ? std::optional(n) : std::nullopt); };
  count("for_us", standing([](std::int64_t a) { return a > 0; }));
  count("neutral", standing([](std::int64_t a) { return a == 0; }));
  count("against_us", standing([](std::int64_t a) { return a < 0; }));
  member(object, "strength", told ? support.sbi : std::nullopt);
  member(object, "known", told ? support.known : std::nullopt);
  object.close();
}

}  // namespace

std::vector<GameRule> rules_of_game(storage::Session& session, std::int64_t workspace_id, const Opportunity& opportunity) {
  if (!opportunity.account_id) return {};
  return storage::select_records<GameRule>(session, workspace_id, "account_id = ?2 ORDER BY mandatory DESC, due_on IS NULL, due_on, id",
                                           {opportunity.account_id->uuid});
}

std::int64_t unknown_rules(const std::vector<GameRule>& rules) {
  return std::count_if(rules.begin(), rules.end(),
                       [](const GameRule& rule) { return rule.mandatory && rule.compliance == Compliance::unknown; });
}

std::vector<SellerIssue> open_issues(storage::Session& session, std::int64_t workspace_id, const Uuid& opportunity_id) {
  return storage::select_records<SellerIssue>(session, workspace_id, "opportunity_id = ?2 AND resolved_at IS NULL ORDER BY due_on, id",
                                              {opportunity_id});
}

void write_triangle(std::string& out, storage::Session& session, const Actor& actor, const Opportunity& opportunity, Instant now) {
  const std::int64_t ws = actor.workspace_id;
  const CriteriaGrid grid = criteria_grid(session, ws, opportunity.id.uuid);
  const auto rules = rules_of_game(session, ws, opportunity);
  const auto triangles = storage::select_records<Triangle>(session, ws, "opportunity_id = ?2 ORDER BY id LIMIT 1", {opportunity.id.uuid});
  json_text::Object object(out);
  object.key("triangle");
  if (triangles.empty()) out += "null";
  else write_json(out, triangles.front());
  write_us_customer(object.key("us_customer"), session, actor, opportunity, now);
  write_list(object.key("rivals"), grid.rivals, [&](const Competitor& rival) {
    const auto comparison = grid.compare(&rival);
    out += '{';
    write_json_members(out, rival);
    out += ",\"advantage\":";
    Kind<std::optional<double>>::write_json(out, comparison.advantage);
    out += ",\"known_share\":";
    Kind<std::optional<double>>::write_json(out, comparison.known_share);
    out += comparison.red ? ",\"red\":true}" : ",\"red\":false}";
  });
  write_list(object.key("rules"), rules, [&](const GameRule& rule) { write_json(out, rule); });
  json_text::Object checks(object.key("checks"));
  checks.boolean("no_rival", grid.rivals.empty());
  checks.integer("unknown_rules", unknown_rules(rules));
  checks.close();
  object.close();
}

}  // namespace wheelhouse::service
