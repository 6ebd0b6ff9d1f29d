#include "service/lap.h"

#include <algorithm>

#include "storage/record_store.h"

namespace wheelhouse::service {
namespace {

std::int32_t contact_number(const Id<Contact>& id, std::vector<Uuid>& contacts) {
  const auto found = std::find(contacts.begin(), contacts.end(), id.uuid);
  const auto number = static_cast<std::int32_t>(found - contacts.begin());
  if (found == contacts.end()) contacts.push_back(id.uuid);
  return number;
}

method::StageEvidence to_input(const Evidence& e, std::vector<Uuid>& contacts) {
  method::StageEvidence out;
  out.code = e.code;
  out.source_class = e.source_class;
  out.observed_at = e.observed_at;
  out.back_dated = e.back_dated;
  if (e.contact_id) out.contact = contact_number(*e.contact_id, contacts);
  return out;
}

StandingStatements standing(const method::StageInput& input) { return {input.claimed, input.override_, input.late}; }

StageInputs stage_inputs(Instant opened_at, bool doubtful, std::span<const Evidence> evidence, std::span<const StageEvent> stage_events) {
  StageInputs out;
  out.input.lap_opened_at = opened_at;
  out.input.doubtful = doubtful;
  for (const Evidence& e : evidence) out.input.evidence.push_back(to_input(e, out.contacts));
  // A later claim, override or late entry replaces an earlier one; what stood before is kept for the dates before.
  for (const StageEvent& e : stage_events) {
    switch (e.kind) {
      case StageEventKind::regression: {
        method::StageRegression& regression = out.input.regressions.emplace_back();
        regression.to = e.stage.value_or(Stage::satisfaction);
        regression.at = e.at;
        if (e.contact_id) regression.contact = contact_number(*e.contact_id, out.contacts);
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

// Cuts `laps.evidence` and `laps.stage_events` (in the order of their time) into laps.
void cut(Laps& laps, Instant opened_at, bool doubtful, Instant now) {
  std::span<const Evidence> evidence(laps.evidence);
  std::span<const StageEvent> events(laps.stage_events);
  while (true) {
    Lap& lap = laps.list.emplace_back();
    lap.number = static_cast<int>(laps.list.size());
    lap.evidence = evidence;
    lap.stage_events = events;
    lap.inputs = stage_inputs(opened_at, doubtful, evidence, events);
    lap.trace = trace(lap.inputs, now);
    const auto closing = std::find_if(lap.trace.begin(), lap.trace.end(), [](const auto& span) { return span.lap_closed; });
    if (closing == lap.trace.end()) return;
    opened_at = closing->from;
    lap.closed_at = opened_at;
    const auto stays = std::partition_point(evidence.begin(), evidence.end(), [&](const Evidence& e) { return e.observed_at < opened_at; });
    const auto holds = std::partition_point(events.begin(), events.end(), [&](const StageEvent& e) { return e.at < opened_at; });
    lap.evidence = evidence.first(static_cast<std::size_t>(stays - evidence.begin()));
    lap.stage_events = events.first(static_cast<std::size_t>(holds - events.begin()));
    evidence = evidence.subspan(lap.evidence.size());
    events = events.subspan(lap.stage_events.size());
  }
}

template <class T, class At>
void until(std::vector<T>& records, Instant now, At&& at) {
  std::erase_if(records, [&](const T& record) { return at(record) > now; });
  std::sort(records.begin(), records.end(), [&](const T& a, const T& b) { return std::pair(at(a), a.id) < std::pair(at(b), b.id); });
}
Instant observed(const Evidence& e) { return e.observed_at; }
Instant stated(const StageEvent& e) { return e.at; }

}  // namespace

std::optional<StageEvent> result_claim(const Opportunity& opportunity, const std::vector<StageEvent>& stage_events) {
  if (opportunity.result != OpportunityResult::won || !opportunity.closed_at) return std::nullopt;
  for (const StageEvent& e : stage_events)
    if (e.kind == StageEventKind::claim && e.at == *opportunity.closed_at) return std::nullopt;  // an import says so itself
  StageEvent claim;
  claim.opportunity_id = opportunity.id;
  claim.kind = StageEventKind::claim;
  claim.stage = Stage::reassessment;
  claim.at = *opportunity.closed_at;
  claim.source = "result";
  return claim;
}

Laps laps_of(const Opportunity& opportunity, std::vector<Evidence> evidence, std::vector<StageEvent> stage_events, Instant now) {
  Laps laps;
  laps.evidence = std::move(evidence);
  laps.stage_events = std::move(stage_events);
  if (auto claim = result_claim(opportunity, laps.stage_events)) laps.stage_events.push_back(std::move(*claim));
  until(laps.evidence, now, observed);
  until(laps.stage_events, now, stated);
  cut(laps, opportunity.opened_at, opportunity.doubtful, now);
  return laps;
}

Laps laps_of(storage::Session& session, std::int64_t workspace_id, const Opportunity& opportunity, Instant now) {
  return laps_of(opportunity, storage::select_records<Evidence>(session, workspace_id, "opportunity_id = ?2", {opportunity.id.uuid}),
                 storage::select_records<StageEvent>(session, workspace_id, "opportunity_id = ?2", {opportunity.id.uuid}), now);
}

method::StagePosition evaluate_current_lap(storage::Session& session, std::int64_t workspace_id, const Opportunity& opportunity,
                                           Instant now) {
  return method::evaluate_stage(laps_of(session, workspace_id, opportunity, now).current().inputs.input, now);
}

Laps laps_of(Instant opened_at, std::vector<Evidence> evidence, Instant now) {
  Laps laps;
  laps.evidence = std::move(evidence);
  until(laps.evidence, now, observed);
  cut(laps, opened_at, false, now);
  return laps;
}

}  // namespace wheelhouse::service
