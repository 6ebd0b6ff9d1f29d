#include "service/standing.h"

#include <algorithm>

#include "service/rollback.h"
#include "storage/record_store.h"

namespace wheelhouse::service {
namespace {

template <Reflected E>
RecordMap<E> select_map(storage::Session& session, std::int64_t workspace_id, std::string_view where, const Uuid& id) {
  RecordMap<E> records;
  for (E& record : storage::select_records<E>(session, workspace_id, where, {id})) {
    const Uuid key = record.id.uuid;
    records.emplace(key, std::move(record));
  }
  return records;
}

template <Reflected E>
std::vector<E> values(RecordMap<E>& records) {
  std::vector<E> list;
  for (auto& [id, record] : records) list.push_back(std::move(record));
  return list;
}

bool stands_at(const std::vector<storage::SpanRow>& spans, Instant at) { return !spans.empty() && spans.front().from_at <= at; }

}  // namespace

std::optional<DealFacts> deal_facts(storage::Session& session, std::int64_t workspace_id, const Opportunity& opportunity,
                                    std::optional<Instant> known_on) {
  const Uuid& id = opportunity.id.uuid;
  auto evidence = select_map<Evidence>(session, workspace_id, "opportunity_id = ?2", id);
  auto stage_events = select_map<StageEvent>(session, workspace_id, "opportunity_id = ?2", id);
  RecordMap<Opportunity> deals{{id, opportunity}};
  if (known_on)
    storage::visit_events_after(session, workspace_id, *known_on, [&](const storage::Event& event) {
      if (event.opportunity_id != id) return;
      roll_back(deals, event);
      roll_back(evidence, event);
      roll_back(stage_events, event);
    });
  const auto standing = deals.find(id);
  if (standing == deals.end()) return std::nullopt;
  return DealFacts{std::move(standing->second), values(evidence), values(stage_events)};
}

std::optional<AccountFacts> account_facts(storage::Session& session, std::int64_t workspace_id, const Account& account,
                                          std::optional<Instant> known_on) {
  static constexpr std::string_view kOfDeals =
      "opportunity_id IN (SELECT id FROM opportunities WHERE workspace_id = ?1 AND account_id = ?2)";
  const Uuid& id = account.id.uuid;
  RecordMap<Account> accounts{{id, account}};
  auto deals = select_map<Opportunity>(session, workspace_id, "account_id = ?2", id);
  auto own = select_map<Evidence>(session, workspace_id, "account_id = ?2 AND opportunity_id IS NULL", id);
  auto evidence = select_map<Evidence>(session, workspace_id, kOfDeals, id);
  auto stage_events = select_map<StageEvent>(session, workspace_id, kOfDeals, id);
  for (auto& [key, e] : own) evidence.emplace(key, std::move(e));
  if (known_on)
    storage::visit_events_after(session, workspace_id, *known_on, [&](const storage::Event& event) {
      if (event.account_id != id && !(event.opportunity_id && deals.contains(*event.opportunity_id))) return;
      roll_back(accounts, event);
      roll_back(deals, event);
      roll_back(evidence, event);
      roll_back(stage_events, event);
    });
  const auto standing = accounts.find(id);
  if (standing == accounts.end()) return std::nullopt;
  AccountFacts facts;
  facts.account = std::move(standing->second);
  std::unordered_map<Uuid, std::size_t> places;
  for (auto& [key, deal] : deals) {
    if (!deal.account_id || deal.account_id->uuid != id) continue;
    places.emplace(key, facts.deals.size());
    facts.deals.emplace_back().opportunity = std::move(deal);
  }
  for (auto& [key, e] : evidence) {
    if (!e.opportunity_id) facts.own_evidence.push_back(std::move(e));
    else if (const auto place = places.find(e.opportunity_id->uuid); place != places.end())
      facts.deals[place->second].evidence.push_back(std::move(e));
  }
  for (auto& [key, e] : stage_events)
    if (const auto place = places.find(e.opportunity_id.uuid); place != places.end())
      facts.deals[place->second].stage_events.push_back(std::move(e));
  return facts;
}

std::optional<Standing> standing_at(const DealFacts& facts, Instant now, Instant at) {
  Derived derived = derive_opportunity(facts.opportunity, laps_of(facts.opportunity, facts.evidence, facts.stage_events, now), now);
  if (!stands_at(derived.spans, at)) return std::nullopt;
  Standing standing;
  if (at == now) standing.row = std::move(derived.row);
  else standing.row = derive_opportunity(facts.opportunity, laps_of(facts.opportunity, facts.evidence, facts.stage_events, at), at).row;
  standing.spans = std::move(derived.spans);
  return standing;
}

namespace {

// The deals of an account as of `moment`, in the order of facts.deals, and the evidence that is the account's own then.
struct Candidates {
  std::vector<LeadCandidate> deals;
  std::vector<Evidence> own_evidence;
};
Candidates candidates_at(const AccountFacts& facts, Instant moment) {
  Candidates out;
  out.own_evidence = facts.own_evidence;
  std::erase_if(out.own_evidence, [&](const Evidence& e) { return e.observed_at > moment; });
  for (const DealFacts& deal : facts.deals) {
    const Laps laps = laps_of(deal.opportunity, deal.evidence, deal.stage_events, moment);
    Derived derived = derive_opportunity(deal.opportunity, laps, moment);
    LeadCandidate& candidate = out.deals.emplace_back();
    candidate.position = std::move(derived.row);
    candidate.spans = std::move(derived.spans);
    candidate.pinned = facts.account.pinned_opportunity_id && facts.account.pinned_opportunity_id->uuid == deal.opportunity.id.uuid;
    std::vector<Evidence> after = evidence_after_deal(deal.opportunity, laps, moment);
    candidate.finished = !after.empty();
    for (Evidence& e : after) out.own_evidence.push_back(std::move(e));
  }
  return out;
}

}  // namespace

std::optional<Standing> standing_at(const AccountFacts& facts, Instant now, Instant at) {
  const Candidates by_now = candidates_at(facts, now);
  Derived derived = derive_account(facts.account, by_now.own_evidence, by_now.deals, now);
  if (!stands_at(derived.spans, at)) return std::nullopt;
  Standing standing;
  standing.spans = std::move(derived.spans);
  // Who spoke then is ranked by what is known now, as in the stored spans; where it stood is of `at`.
  const LeadCandidate* lead = lead_at(by_now.deals, at);
  Candidates then = at == now ? by_now : candidates_at(facts, at);
  if (lead) {
    const auto place = static_cast<std::size_t>(lead - by_now.deals.data());
    standing.lead = &facts.deals[place];
    then.deals = {std::move(then.deals[place])};
  } else {
    standing.own = own_position(facts.account, then.own_evidence, then.deals, at).laps;
    std::erase_if(then.deals, [](const LeadCandidate& candidate) { return !candidate.finished; });
  }
  standing.row = derive_account(facts.account, then.own_evidence, then.deals, at).row;
  return standing;
}

}  // namespace wheelhouse::service
