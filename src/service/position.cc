#include "service/position.h"

#include <algorithm>
#include <set>

#include "storage/record_store.h"
#include "text/sort_key.h"

namespace wheelhouse::service {
namespace {

constexpr std::size_t kSortKeyBytes = 80;  // enough to order what a person can see; keeps the index small

method::StageEvidence to_input(const Evidence& e, std::vector<Uuid>& contacts) {
  method::StageEvidence out;
  out.code = e.code;
  out.source_class = e.source_class;
  out.observed_at = e.observed_at;
  out.back_dated = e.back_dated;
  if (e.contact_id) {
    const auto found = std::find(contacts.begin(), contacts.end(), e.contact_id->uuid);
    out.contact = static_cast<std::int32_t>(found - contacts.begin());
    if (found == contacts.end()) contacts.push_back(e.contact_id->uuid);
  }
  return out;
}

// When the opportunity left the wheel without closing its lap: lost, no decision, or won so long before it came into the
// book that it is history (METHOD C1: more than 2·D_REA = 90 days before the import, and nothing proves its stage).
std::optional<Instant> left_at(const Opportunity& o, const method::StagePosition& position) {
  switch (o.result) {
    case OpportunityResult::open: return std::nullopt;
    case OpportunityResult::lost:
    case OpportunityResult::no_decision: return o.closed_at;
    case OpportunityResult::won:
      if (position.basis != Basis::proven && position.basis != Basis::override_ && o.closed_at &&
          age_days(o.created_at, *o.closed_at) >
              2 * method::default_stage_settings().norm_dwell_days[static_cast<int>(Stage::reassessment)])
        return o.closed_at;
      return std::nullopt;
  }
  return std::nullopt;
}

std::vector<storage::SpanRow> to_spans(const std::vector<method::StageSpan>& trace, std::optional<Instant> end) {
  std::vector<storage::SpanRow> spans;
  for (std::size_t i = 0; i < trace.size(); ++i) {
    std::optional<Instant> to = i + 1 < trace.size() ? std::optional(trace[i + 1].from) : std::nullopt;
    if (end && (!to || *end < *to)) to = end;
    if (to && *to <= trace[i].from) break;
    if (trace[i].lap_closed) continue;  // off the wheel, until something opens the lap again
    const bool continues = !spans.empty() && spans.back().to_at == trace[i].from;
    const auto previous_stage = continues ? std::optional(spans.back().stage) : std::nullopt;
    storage::SpanRow& span = spans.emplace_back();
    span.from_at = trace[i].from;
    span.to_at = to;
    span.previous_stage = previous_stage;
    span.stage = trace[i].stage;
    span.basis = trace[i].basis;
    span.stale_at = trace[i].stale_at;
    span.stuck_at = trace[i].stuck_at;
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

StandingStatements standing(const method::StageInput& input) { return {input.claimed, input.override_, input.late}; }

// trace_stage knows one claim, one override and one late entry; where they were replaced, the stretches before come from
// what stood then.
std::vector<method::StageSpan> trace(const StageInputs& inputs, Instant now) {
  std::vector<method::StageSpan> spans = method::trace_stage(inputs.input, now);
  for (auto replaced = inputs.replaced.rbegin(); replaced != inputs.replaced.rend(); ++replaced) {
    if (replaced->at <= inputs.input.lap_opened_at) break;  // nobody saw what stood before the lap was opened
    method::StageInput before = inputs.input;
    before.claimed = replaced->stood_before.claimed;
    before.override_ = replaced->stood_before.override_;
    before.late = replaced->stood_before.late;
    std::vector<method::StageSpan> earlier = method::trace_stage(before, Instant{replaced->at.ms - 1});
    // What holds across the moment of replacement begins anew there.
    for (method::StageSpan& span : spans) {
      if (span.from >= replaced->at) earlier.push_back(span);
      else if (&span == &spans.back() || (&span + 1)->from > replaced->at) {
        span.from = replaced->at;
        earlier.push_back(span);
      }
    }
    spans = std::move(earlier);
  }
  return spans;
}

// Replaces what is stored for a subject by `derived` (nothing when null).
void store(storage::Session& session, std::int64_t workspace_id, Unit unit, const Uuid& id, const Derived* derived,
           storage::WheelDeltas& deltas) {
  const auto old = storage::find_position(session, workspace_id, unit, id);
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

StageInputs stage_inputs(const Opportunity& opportunity, const std::vector<Evidence>& evidence,
                         const std::vector<StageEvent>& stage_events) {
  StageInputs out;
  out.input.lap_opened_at = opportunity.opened_at;
  out.input.doubtful = opportunity.doubtful;
  for (const Evidence& e : evidence) out.input.evidence.push_back(to_input(e, out.contacts));
  // A later claim, override or late entry replaces an earlier one; what stood before is kept for the dates before.
  for (const StageEvent& e : stage_events) {
    switch (e.kind) {
      case StageEventKind::regression: {
        method::StageRegression& regression = out.input.regressions.emplace_back();
        regression.to = e.stage.value_or(Stage::satisfaction);
        regression.at = e.at;
        if (e.contact_id) {
          const auto found = std::find(out.contacts.begin(), out.contacts.end(), e.contact_id->uuid);
          regression.contact = static_cast<std::int32_t>(found - out.contacts.begin());
          if (found == out.contacts.end()) out.contacts.push_back(e.contact_id->uuid);
        }
        break;
      }
      case StageEventKind::late_entry:
        if (out.input.late) out.replaced.push_back({e.at, standing(out.input)});
        out.input.late = method::LateEntry{.at = e.at};
        break;
      case StageEventKind::claim:
        if (out.input.claimed) out.replaced.push_back({e.at, standing(out.input)});
        out.input.claimed = method::ClaimedStage{.stage = e.stage.value_or(Stage::satisfaction), .at = e.at};
        break;
      case StageEventKind::override_:
        if (out.input.override_) out.replaced.push_back({e.at, standing(out.input)});
        out.input.override_ = method::StageOverride{.stage = e.stage.value_or(Stage::satisfaction), .at = e.at};
        break;
    }
  }
  return out;
}

StageInputs stage_inputs(storage::Session& session, std::int64_t workspace_id, const Opportunity& opportunity) {
  return stage_inputs(
      opportunity,
      storage::select_records<Evidence>(session, workspace_id, "opportunity_id = ?2 ORDER BY observed_at, id", {opportunity.id.uuid}),
      storage::select_records<StageEvent>(session, workspace_id, "opportunity_id = ?2 ORDER BY at, id", {opportunity.id.uuid}));
}

Derived derive_opportunity(const Opportunity& opportunity, const StageInputs& inputs, Instant now) {
  const method::StageInput& input = inputs.input;
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
  fill(row, position, input);
  const auto left = left_at(opportunity, position);
  row.on_wheel = !left && !position.lap_closed;
  out.spans = to_spans(trace(inputs, now), left);
  return out;
}

std::vector<Uuid> refresh_opportunity(storage::Session& session, std::int64_t workspace_id, const Uuid& id, Instant now,
                                      storage::WheelDeltas& deltas) {
  std::vector<Uuid> accounts;
  if (const auto old = storage::find_position(session, workspace_id, Unit::opportunity, id); old && old->account_id)
    accounts.push_back(*old->account_id);
  const auto opportunity = storage::find_record(session, workspace_id, Id<Opportunity>{id});
  if (!opportunity) {
    store(session, workspace_id, Unit::opportunity, id, nullptr, deltas);
    return accounts;
  }
  const Derived derived = derive_opportunity(*opportunity, stage_inputs(session, workspace_id, *opportunity), now);
  store(session, workspace_id, Unit::opportunity, id, &derived, deltas);
  if (derived.row.account_id) accounts.push_back(*derived.row.account_id);
  return accounts;
}

Derived derive_account(const Account& account, const std::vector<Evidence>& own_evidence, const std::vector<LeadCandidate>& candidates,
                       Instant now) {
  // The account's own position, for the times at which no opportunity is open.
  method::StageInput own;
  std::vector<Uuid> contacts;
  own.lap_opened_at = account.created_at;
  for (const Evidence& e : own_evidence) {
    own.lap_opened_at = std::min(own.lap_opened_at, e.observed_at);
    own.evidence.push_back(to_input(e, contacts));
  }
  Derived derived;
  storage::PositionRow& row = derived.row;
  LeadTimeline timeline = lead_timeline(candidates, to_spans(method::trace_stage(own, now), std::nullopt));
  derived.spans = std::move(timeline.spans);
  if (timeline.lead_now) {
    row = timeline.lead_now->position;
    row.lead_opportunity_id = row.subject_id;
  } else {
    fill(row, method::evaluate_stage(own, now), own);
  }
  row.unit = Unit::account;
  row.subject_id = account.id.uuid;
  row.account_id = account.parent_id ? std::optional(account.parent_id->uuid) : std::nullopt;
  row.owner_id = account.owner_id ? std::optional(account.owner_id->uuid) : std::nullopt;
  row.sort_key = sort_key(account.name);
  row.on_wheel = true;
  return derived;
}

void refresh_account(storage::Session& session, std::int64_t workspace_id, const Uuid& id, Instant now, storage::WheelDeltas& deltas) {
  const auto account = storage::find_record(session, workspace_id, Id<Account>{id});
  if (!account) return store(session, workspace_id, Unit::account, id, nullptr, deltas);
  const auto own_evidence =
      storage::select_records<Evidence>(session, workspace_id, "account_id = ?2 AND opportunity_id IS NULL ORDER BY observed_at, id", {id});
  std::vector<LeadCandidate> candidates;
  session.query("SELECT id FROM opportunities WHERE workspace_id = ?1 AND account_id = ?2", {workspace_id, id}, [&](const RowReader& row) {
    const Uuid opportunity_id = row.id(0);
    if (auto position = storage::find_position(session, workspace_id, Unit::opportunity, opportunity_id)) {
      LeadCandidate& candidate = candidates.emplace_back();
      candidate.position = std::move(*position);
      candidate.pinned = account->pinned_opportunity_id && account->pinned_opportunity_id->uuid == opportunity_id;
      candidate.spans = storage::spans_of(session, workspace_id, Unit::opportunity, opportunity_id);
    }
  });
  const Derived derived = derive_account(*account, own_evidence, candidates, now);
  store(session, workspace_id, Unit::account, id, &derived, deltas);
}

PositionAudit audit_positions(storage::Session& session, std::int64_t workspace_id, Instant now, bool repair) {
  PositionAudit audit;
  const auto check = [&](Unit unit, std::string_view table, auto refresh) {
    std::vector<Uuid> ids;
    session.query("SELECT id FROM " + std::string(table) + " WHERE workspace_id = ?1", {workspace_id},
                  [&](const RowReader& row) { ids.push_back(row.id(0)); });
    for (const Uuid& id : ids) {
      ++audit.subjects;
      const auto before = storage::find_position(session, workspace_id, unit, id);
      const auto spans_before = storage::spans_of(session, workspace_id, unit, id);
      storage::WheelDeltas deltas;
      session.execute("SAVEPOINT audit");
      refresh(session, workspace_id, id, now, deltas);
      const auto after = storage::find_position(session, workspace_id, unit, id);
      const bool same = before == after && spans_before == storage::spans_of(session, workspace_id, unit, id);
      if (!same) ++audit.different;
      if (same || !repair) session.execute("ROLLBACK TO audit");
      else deltas.flush(session, workspace_id);
      session.execute("RELEASE audit");
    }
  };
  check(Unit::opportunity, "opportunities", refresh_opportunity);
  check(Unit::account, "accounts", refresh_account);
  return audit;
}

}  // namespace wheelhouse::service
