#include "service/position.h"

#include <algorithm>

#include "storage/record_store.h"
#include "text/sort_key.h"

namespace wheelhouse::service {
namespace {

constexpr std::size_t kSortKeyBytes = 80;  // enough to order what a person can see; keeps the index small

// When the opportunity left the wheel: lost, no decision, won and its lap closed, or won so long before it came into the book that
// it is history (METHOD C1: more than 2·D_REA = 90 days before the import, and nothing proves its stage).
std::optional<Instant> left_at(const Opportunity& o, const Laps& laps, Basis basis) {
  switch (o.result) {
    case OpportunityResult::open: return std::nullopt;
    case OpportunityResult::lost:
    case OpportunityResult::no_decision: return o.closed_at;
    case OpportunityResult::won:
      // The lap that was won, or the first that closed after it.
      for (const Lap& lap : laps.list)
        if (lap.closed_at && (!o.closed_at || *lap.closed_at > *o.closed_at)) return lap.closed_at;
      if (laps.list.size() == 1 && !storage::counts_as_proven(basis) && o.closed_at &&
          age_days(o.created_at, *o.closed_at) >
              2 * method::default_stage_settings().norm_dwell_days[static_cast<int>(Stage::reassessment)])
        return o.closed_at;
      return std::nullopt;
  }
  return std::nullopt;
}

std::vector<storage::SpanRow> to_spans(const Laps& laps, std::optional<Instant> left) {
  std::vector<storage::SpanRow> spans;
  for (const Lap& lap : laps.list) {
    std::optional<Instant> end = lap.closed_at;
    if (left && (!end || *left < *end)) end = left;
    for (std::size_t i = 0; i < lap.trace.size(); ++i) {
      const method::StageSpan& source = lap.trace[i];
      std::optional<Instant> to = i + 1 < lap.trace.size() ? std::optional(lap.trace[i + 1].from) : std::nullopt;
      if (end && (!to || *end < *to)) to = end;
      if (to && *to <= source.from) break;
      const bool continues = !spans.empty() && spans.back().to_at == source.from;
      const auto previous_stage = continues ? std::optional(spans.back().stage) : std::nullopt;
      storage::SpanRow& span = spans.emplace_back();
      span.from_at = source.from;
      span.to_at = to;
      span.previous_stage = previous_stage;
      span.stage = source.stage;
      span.basis = source.basis;
      span.stale_at = source.stale_at;
      span.stuck_at = source.stuck_at;
    }
  }
  return spans;
}

void fill(storage::PositionRow& row, const method::StagePosition& position, const method::StageInput& input) {
  row.stage = position.stage;
  row.basis = position.basis;
  row.proven_stage = position.proven_stage;
  if (input.claimed) row.claimed_stage = input.claimed->stage;
  row.confidence = position.undecayed_confidence;
  row.inferred = position.inferred.bits();
  row.lap_opened_at = input.lap_opened_at;
  row.entered_at = position.entered_at;
  row.last_evidence_at = position.last_evidence_at;
  row.stale_at = position.stale_at;
  row.stuck_at = position.stuck_at;
}

// Replaces what is stored for a subject by `derived` (nothing when null).
void store(storage::Session& session, std::int64_t workspace_id, Unit unit, const Uuid& id, const Derived* derived,
           storage::WheelDeltas& deltas) {
  const auto old = storage::find_position(session, workspace_id, unit, id);
  if (session.is_unanswered()) storage::spans_of(session, workspace_id, unit, id);  // to travel with it: replace_spans() asks for them
  storage::replace_spans(session, workspace_id, old ? &*old : nullptr, derived ? &derived->row : nullptr,
                         derived ? derived->spans : std::vector<storage::SpanRow>{}, deltas);
  if (derived) storage::put_position(session, workspace_id, derived->row);
  else if (old) storage::delete_position(session, workspace_id, unit, id);
}

}  // namespace

std::string sort_key(std::string_view name) {
  std::string key = text::sort_key(name);
  if (key.size() > kSortKeyBytes) key.resize(kSortKeyBytes);
  return key;
}

Derived derive_opportunity(const Opportunity& opportunity, const Laps& laps, Instant now) {
  const method::StageInput& input = laps.current().inputs.input;
  Derived out;
  const method::StagePosition position = method::evaluate_stage(input, now);
  storage::PositionRow& row = out.row;
  row.unit = Unit::opportunity;
  row.subject_id = opportunity.id.uuid;
  if (opportunity.account_id) row.account_id = opportunity.account_id->uuid;
  if (opportunity.owner_id) row.owner_id = opportunity.owner_id->uuid;
  row.sort_key = sort_key(opportunity.name);
  row.amount_minor = opportunity.amount_minor;
  row.currency = opportunity.currency.value_or("");
  row.lap = laps.current().number;
  fill(row, position, input);
  auto left = left_at(opportunity, laps, position.basis);
  if (left && *left > now) left.reset();  // as of a date before
  row.on_wheel = !left;
  out.spans = to_spans(laps, left);
  return out;
}

std::vector<Evidence> evidence_after_deal(const Opportunity& opportunity, const Laps& laps, Instant now) {
  std::vector<Evidence> after;
  if (opportunity.result != OpportunityResult::won || laps.list.size() == 1) return after;
  if (const auto left = left_at(opportunity, laps, Basis::proven); left && *left <= now)
    for (const Evidence& e : laps.evidence)
      if (e.observed_at >= *left) after.push_back(e);
  return after;
}

namespace {
std::optional<Derived> derive_opportunity_of(storage::Session& session, std::int64_t workspace_id, const Uuid& id, Instant now) {
  const auto opportunity = storage::find_or_assume(session, workspace_id, Id<Opportunity>{id});
  if (!opportunity) return std::nullopt;
  return derive_opportunity(*opportunity, laps_of(session, workspace_id, *opportunity, now), now);
}
}  // namespace

std::vector<Uuid> refresh_opportunity(storage::Session& session, std::int64_t workspace_id, const Uuid& id, Instant now,
                                      storage::WheelDeltas& deltas) {
  std::vector<Uuid> accounts;
  if (const auto old = storage::find_position(session, workspace_id, Unit::opportunity, id); old && old->account_id)
    accounts.push_back(*old->account_id);
  const auto derived = derive_opportunity_of(session, workspace_id, id, now);
  store(session, workspace_id, Unit::opportunity, id, derived ? &*derived : nullptr, deltas);
  if (derived && derived->row.account_id) accounts.push_back(*derived->row.account_id);
  return accounts;
}

OwnPosition own_position(const Account& account, const std::vector<Evidence>& own_evidence, const std::vector<LeadCandidate>& candidates,
                         Instant now) {
  std::vector<Instant> closings;
  for (const LeadCandidate& candidate : candidates)
    if (candidate.finished) closings.push_back(*candidate.spans.back().to_at);
  std::sort(closings.begin(), closings.end());
  Instant opened_at = std::min(account.created_at, now);
  for (const Evidence& e : own_evidence) opened_at = std::min(opened_at, e.observed_at);

  OwnPosition own;
  for (std::size_t i = 0; i <= closings.size(); ++i) {
    const std::optional<Instant> end = i < closings.size() ? std::optional(closings[i]) : std::nullopt;
    if (end && *end <= opened_at) { ++own.lap; continue; }
    std::vector<Evidence> evidence;
    for (const Evidence& e : own_evidence)
      if ((i == 0 || e.observed_at >= opened_at) && (!end || e.observed_at < *end)) evidence.push_back(e);
    own.laps = laps_of(opened_at, std::move(evidence), now);
    for (storage::SpanRow& span : to_spans(own.laps, end)) own.spans.push_back(span);
    if (!end) break;
    own.lap += static_cast<int>(own.laps.list.size());
    opened_at = *end;
  }
  own.lap += own.laps.current().number - 1;
  return own;
}

Derived derive_account(const Account& account, const std::vector<Evidence>& own_evidence, const std::vector<LeadCandidate>& candidates,
                       Instant now) {
  const OwnPosition own = own_position(account, own_evidence, candidates, now);
  Derived derived;
  storage::PositionRow& row = derived.row;
  LeadTimeline timeline = lead_timeline(candidates, own.spans);
  derived.spans = std::move(timeline.spans);
  if (timeline.lead_now) {
    row = timeline.lead_now->position;
    row.lead_opportunity_id = row.subject_id;
  } else {
    const method::StageInput& input = own.laps.current().inputs.input;
    fill(row, method::evaluate_stage(input, now), input);
    row.lap = own.lap;
  }
  row.unit = Unit::account;
  row.subject_id = account.id.uuid;
  row.account_id = account.parent_id ? std::optional(account.parent_id->uuid) : std::nullopt;
  row.owner_id = account.owner_id ? std::optional(account.owner_id->uuid) : std::nullopt;
  row.sort_key = sort_key(account.name);
  row.on_wheel = true;
  return derived;
}

namespace {
std::optional<Derived> derive_account_with(storage::Session& session, std::int64_t workspace_id, const Uuid& id, Instant now,
                                           const std::set<Uuid>* deals) {
  const auto account = storage::find_or_assume(session, workspace_id, Id<Account>{id});
  if (!account) return std::nullopt;
  auto own_evidence =
      storage::select_records<Evidence>(session, workspace_id, "account_id = ?2 AND opportunity_id IS NULL ORDER BY observed_at, id", {id});
  std::vector<LeadCandidate> candidates;
  const auto consider = [&](const Uuid& opportunity_id) {
    auto spans = storage::spans_of(session, workspace_id, Unit::opportunity, opportunity_id);
    if (auto position = storage::find_position(session, workspace_id, Unit::opportunity, opportunity_id)) {
      LeadCandidate& candidate = candidates.emplace_back();
      candidate.position = std::move(*position);
      candidate.pinned = account->pinned_opportunity_id && account->pinned_opportunity_id->uuid == opportunity_id;
      candidate.spans = std::move(spans);
    }
  };
  if (deals)
    std::for_each(deals->begin(), deals->end(), consider);
  else
    session.query("SELECT id FROM opportunities WHERE workspace_id = ?1 AND account_id = ?2", {workspace_id, id},
                  [&](const RowReader& row) { consider(row.id(0)); });
  for (LeadCandidate& candidate : candidates) {
    if (candidate.position.lap == 1 || candidate.position.on_wheel) continue;
    const auto deal = storage::find_record(session, workspace_id, Id<Opportunity>{candidate.position.subject_id});
    auto after = evidence_after_deal(*deal, laps_of(session, workspace_id, *deal, now), now);
    candidate.finished = !after.empty();
    for (Evidence& e : after) own_evidence.push_back(std::move(e));
  }
  return derive_account(*account, own_evidence, candidates, now);
}
std::optional<Derived> derive_account_of(storage::Session& session, std::int64_t workspace_id, const Uuid& id, Instant now) {
  return derive_account_with(session, workspace_id, id, now, nullptr);
}
}  // namespace

void refresh_account(storage::Session& session, std::int64_t workspace_id, const Uuid& id, Instant now, storage::WheelDeltas& deltas,
                     const std::set<Uuid>* deals) {
  const auto derived = derive_account_with(session, workspace_id, id, now, deals);
  store(session, workspace_id, Unit::account, id, derived ? &*derived : nullptr, deltas);
}

void store_new_account(storage::Session& session, std::int64_t workspace_id, const Account& account, Instant now,
                       storage::WheelDeltas& deltas) {
  const Derived derived = derive_account(account, {}, {}, now);
  storage::replace_spans(session, workspace_id, nullptr, &derived.row, derived.spans, deltas);
  storage::put_position(session, workspace_id, derived.row);
}

PositionAudit audit_positions(storage::Session& session, std::int64_t workspace_id, Instant now, bool repair) {
  PositionAudit audit;
  const auto check = [&](Unit unit, std::string_view table, auto derive) {
    std::vector<Uuid> ids;
    session.query("SELECT id FROM " + std::string(table) + " WHERE workspace_id = ?1", {workspace_id},
                  [&](const RowReader& row) { ids.push_back(row.id(0)); });
    for (const Uuid& id : ids) {
      ++audit.subjects;
      std::optional<Derived> derived = derive(session, workspace_id, id, now);
      const auto stored = storage::find_position(session, workspace_id, unit, id);
      if (derived && stored && storage::as_stored(derived->row) == *stored &&
          derived->spans == storage::spans_of(session, workspace_id, unit, id))
        continue;
      ++audit.different;
      if (!repair) continue;
      storage::WheelDeltas deltas;
      store(session, workspace_id, unit, id, derived ? &*derived : nullptr, deltas);
      deltas.flush(session, workspace_id);
    }
  };
  check(Unit::opportunity, "opportunities", derive_opportunity_of);
  check(Unit::account, "accounts", derive_account_of);
  return audit;
}

}  // namespace wheelhouse::service
