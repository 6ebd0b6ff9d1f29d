#include "method/stage_replay.h"

#include <algorithm>

#include "method/compare.h"

namespace wheelhouse::method {
namespace {

constexpr std::size_t at(EvidenceCode code) { return static_cast<std::size_t>(code); }
constexpr std::size_t at(Stage stage) { return static_cast<std::size_t>(stage); }

// The items that a late entry may rest on (METHOD C1): their stage number, or 0.
int late_item_stage(const StageEvidence& evidence) {
  if (source_weight(evidence.source_class) < 1.0) return 0;
  const bool qualifies =
      evidence.code == EvidenceCode::EV2 || evidence.code == EvidenceCode::IN1 || evidence.code == EvidenceCode::CH1;
  return qualifies ? stage_number(find_evidence_rule(evidence.code)->stage) : 0;
}

}  // namespace

void StageReplay::add_evidence(const StageEvidence& evidence) {
  last_event_at_ = evidence.observed_at;
  if (evidence.code == EvidenceCode::SKIP5) {
    counted_.insert(evidence.code);
    return;
  }
  has_accepted_evidence_ = true;
  if (evidence.code == EvidenceCode::DE_minus) return;  // the caller replays it as a regression to recognition too

  const Stage stage = find_evidence_rule(evidence.code)->stage;
  const double r = source_weight(evidence.source_class);
  counted_.insert(evidence.code);
  best_source_[at(evidence.code)] = std::max(best_source_[at(evidence.code)], r);
  last_counted_at_[at(stage)] = evidence.observed_at;
  late_reach_ = std::max(late_reach_, late_item_stage(evidence));
  if (evidence.code == EvidenceCode::SA1) instant_sa1_ = std::max(instant_sa1_, r);
  if (evidence.code == EvidenceCode::SA2) instant_sa2_ = std::max(instant_sa2_, r);
}

void StageReplay::regress(Stage to, Instant when) {
  last_event_at_ = when;
  for (const EvidenceRule& rule : kEvidenceRules) {
    if (rule.stage <= to) continue;
    counted_.erase(rule.code);
    best_source_[at(rule.code)] = 0;
  }
  if (to < Stage::assessment) counted_.erase(EvidenceCode::SKIP5);
  for (std::size_t i = at(to) + 1; i < last_counted_at_.size(); ++i) last_counted_at_[i].reset();
  late_reach_ = std::min(late_reach_, stage_number(to));
}

void StageReplay::finish_instant(Instant when) {
  const Stage stage = stage_of_evidence();
  if (stage != run_stage_) {
    run_stage_ = stage;
    run_entered_at_ = when;
    closing_sa1_ = closing_sa2_ = 0;
    lap_closed_at_.reset();
  } else if (stage == Stage::reassessment) {
    close_lap_if_satisfied(when);
  }
  instant_sa1_ = instant_sa2_ = 0;
}

void StageReplay::close_lap_if_satisfied(Instant when) {
  closing_sa1_ = std::max(closing_sa1_, instant_sa1_);
  closing_sa2_ = std::max(closing_sa2_, instant_sa2_);
  if (lap_closed_at_ || closing_sa1_ == 0 || closing_sa2_ == 0) return;
  const double x = find_evidence_rule(EvidenceCode::SA1)->weight * closing_sa1_ +
                   find_evidence_rule(EvidenceCode::SA2)->weight * closing_sa2_;
  if (at_least(x, settings_.reach_weight)) lap_closed_at_ = when;
}

double StageReplay::weight(Stage stage) const {
  double x = 0;
  for (const EvidenceRule& rule : evidence_rules_of(stage)) x += rule.weight * best_source_[at(rule.code)];
  return x;
}

StageSet StageReplay::reached() const {
  StageSet set;
  set.insert(Stage::satisfaction);
  for (int i = 1; i < kStageCount; ++i) {
    const Stage stage = static_cast<Stage>(i);
    const auto rules = evidence_rules_of(stage);
    const bool starred =
        std::any_of(rules.begin(), rules.end(), [&](const EvidenceRule& rule) { return rule.starred && counted_.contains(rule.code); });
    if (starred && at_least(weight(stage), settings_.reach_weight)) set.insert(stage);
  }
  return set;
}

StageSet StageReplay::inferred(StageSet reached) const {
  StageSet set;
  if (!late_) return set;
  for (int number = 2; number <= late_reach_; ++number) {
    const Stage stage = static_cast<Stage>(number - 1);
    if (reached.contains(stage) || (stage == Stage::assessment && skip_noted())) continue;
    set.insert(stage);
  }
  return set;
}

Stage StageReplay::stage_of_evidence() const {
  if (order_fact()) return Stage::reassessment;
  const StageSet reached_stages = reached();
  const StageSet inferred_stages = inferred(reached_stages);
  const auto behind = [&](Stage stage) { return reached_stages.contains(stage) || inferred_stages.contains(stage); };
  Stage position = Stage::satisfaction;
  for (int i = 1; i < kStageCount; ++i) {
    const Stage stage = static_cast<Stage>(i);
    if (behind(stage)) {
      position = stage;
    } else if (stage != Stage::assessment || !(skip_noted() || behind(Stage::investigation))) {
      break;  // only assessment may be passed over
    }
  }
  return position;
}

}  // namespace wheelhouse::method
