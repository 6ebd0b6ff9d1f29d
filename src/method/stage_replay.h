// The lap replayed by date, one instant at a time: what C1 counts, reaches, infers and closes.
// A part of stage.cc kept apart because evaluate_stage and trace_stage both walk it. Not for other files.
#pragma once
#include <array>
#include <optional>

#include "method/stage.h"

namespace wheelhouse::method {

class StageReplay {
 public:
  StageReplay(Instant lap_opened_at, const StageSettings& settings) : settings_(settings), run_entered_at_(lap_opened_at) {}

  // Within one instant: evidence first, then regressions (they clear evidence of the same instant), then finish_instant.
  void add_evidence(const StageEvidence& evidence);
  void regress(Stage to, Instant at);
  void enter_late() { late_ = true; }
  void finish_instant(Instant at);

  bool has_accepted_evidence() const { return has_accepted_evidence_; }
  std::optional<Instant> last_event_at() const { return last_event_at_; }  // evidence, SKIP5 and regressions
  Stage proven_stage() const { return run_stage_; }
  Instant run_entered_at() const { return run_entered_at_; }
  std::optional<Instant> lap_closed_at() const { return lap_closed_at_; }
  std::optional<Instant> last_counted_at(Stage stage) const { return last_counted_at_[static_cast<std::size_t>(stage)]; }

  double weight(Stage stage) const;
  StageSet reached() const;
  StageSet inferred(StageSet reached) const;
  bool skip_noted() const { return counted_.contains(EvidenceCode::SKIP5); }
  bool order_fact() const { return best_source_[static_cast<std::size_t>(EvidenceCode::RE1)] >= 1.0; }
  EvidenceCodeSet counted() const { return counted_; }

 private:
  Stage stage_of_evidence() const;
  void close_lap_if_satisfied(Instant at);

  const StageSettings& settings_;
  std::array<double, enum_size<EvidenceCode>()> best_source_{};            // highest r of each counted code; 0 = not counted
  std::array<std::optional<Instant>, kStageCount> last_counted_at_{};
  EvidenceCodeSet counted_;
  bool late_ = false;
  int late_reach_ = 0;  // highest stage number that a late entry may infer; 0 = no item for it
  bool has_accepted_evidence_ = false;
  std::optional<Instant> last_event_at_;
  Stage run_stage_ = Stage::satisfaction;  // a lap opens in stage 1
  Instant run_entered_at_;
  // Satisfaction evidence of the instant at hand, and the best since the entry into reassessment: only the latter closes the lap.
  double instant_sa1_ = 0, instant_sa2_ = 0;
  double closing_sa1_ = 0, closing_sa2_ = 0;
  std::optional<Instant> lap_closed_at_;
};

}  // namespace wheelhouse::method
