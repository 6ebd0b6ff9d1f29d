#include "method/stage_health.h"

#include <algorithm>

namespace wheelhouse::method {
namespace {

// The lap as one contact lived it: that contact's evidence, its regressions and those of nobody in particular. Null when
// nothing of the contact's own is accepted; a SKIP5 note alone does not count, somebody's step back neither.
std::optional<Stage> stage_of_contact(const StageInput& input, ContactKey key, Instant now, const StageSettings& settings) {
  StageInput own;
  own.lap_opened_at = input.lap_opened_at;
  for (const StageEvidence& evidence : input.evidence)
    if (evidence.contact == key) own.evidence.push_back(evidence);
  const std::size_t own_count = own.evidence.size();
  if (own_count == 0) return std::nullopt;
  for (const StageEvidence& evidence : input.evidence)
    if (evidence.contact == kNoContact && evidence.code == EvidenceCode::DE_minus) own.evidence.push_back(evidence);
  for (const StageRegression& regression : input.regressions)
    if (regression.contact == key || regression.contact == kNoContact) own.regressions.push_back(regression);

  const StagePosition position = evaluate_stage(own, now, settings);
  for (std::size_t i = 0; i < own_count; ++i) {
    const bool rejected = std::any_of(position.rejected.begin(), position.rejected.end(),
                                      [&](const RejectedEvidence& r) { return r.index == static_cast<int>(i); });
    if (!rejected && own.evidence[i].code != EvidenceCode::SKIP5) return position.proven_stage;
  }
  return std::nullopt;
}

}  // namespace

Stage next_stage(Stage stage, bool skip_noted) {
  if (stage == Stage::reassessment) return Stage::satisfaction;
  if (stage == Stage::criteria && skip_noted) return Stage::investigation;
  return static_cast<Stage>(static_cast<int>(stage) + 1);
}

StagePosition proven_ground(const StagePosition& position) {
  StagePosition ground = position;
  if (position.basis == Basis::claimed) ground.stage = position.proven_stage.value_or(Stage::satisfaction);
  return ground;
}

std::vector<EvidenceCode> missing_evidence(const StagePosition& position) {
  std::vector<EvidenceRule> missing;
  bool starred_present = false;
  for (const EvidenceRule& rule : evidence_rules_of(next_stage(position.stage, position.skip_noted))) {
    if (!position.counted.contains(rule.code)) missing.push_back(rule);
    else starred_present = starred_present || rule.starred;
  }
  std::stable_sort(missing.begin(), missing.end(), [&](const EvidenceRule& a, const EvidenceRule& b) {
    if (!starred_present && a.starred != b.starred) return a.starred;
    return a.weight > b.weight;
  });
  std::vector<EvidenceCode> codes;
  for (const EvidenceRule& rule : missing) codes.push_back(rule.code);
  return codes;
}

StageHealth evaluate_stage_health(const HealthInput& input, const StagePosition& position, Instant now, const StageSettings& settings) {
  StageHealth health;
  health.stale = now >= position.stale_at;
  health.stuck = position.stuck_at && now >= *position.stuck_at;
  health.missing_evidence = missing_evidence(position);

  int lowest = kStageCount, highest = 0;
  for (const HealthContact& contact : input.contacts) {
    const std::optional<Stage> stage = stage_of_contact(input.stage, contact.key, now, settings);
    if (!stage) continue;
    health.contact_stages.push_back({contact.key, *stage});
    if (contact.influence.value_or(0) < settings.out_of_step_influence) continue;
    lowest = std::min(lowest, stage_number(*stage));
    highest = std::max(highest, stage_number(*stage));
  }
  health.out_of_step = highest - lowest >= settings.out_of_step_gap;
  return health;
}

StageHealth evaluate_stage_health(const HealthInput& input, Instant now, const StageSettings& settings) {
  return evaluate_stage_health(input, evaluate_stage(input.stage, now, settings), now, settings);
}

}  // namespace wheelhouse::method
