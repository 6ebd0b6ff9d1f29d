// METHOD C1: where the customer stands on the wheel, derived from what the customer said and did.
// Pure: evaluates what it is given as of `now`; keeping, opening and closing laps is the caller's work.
// Any thread; inputs need no order.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/time.h"
#include "domain/vocabulary.h"
#include "method/evidence_table.h"
#include "method/stage_set.h"

namespace wheelhouse::method {

using ContactKey = std::int32_t;         // the caller's own small number for a contact
constexpr ContactKey kNoContact = -1;

struct StageEvidence {
  EvidenceCode code{};
  SourceClass source_class{};
  Instant observed_at;
  ContactKey contact = kNoContact;
  bool back_dated = false;  // may lie before the lap was opened
};
// A dated step back, valid at any stage: clears evidence for stages above `to` that is dated at or before it.
struct StageRegression {
  Stage to{};
  Instant at;
  ContactKey contact = kNoContact;
};
// The seller says that the customer came with stages already behind. Without a note it has no effect.
struct LateEntry {
  Instant at;
  bool has_note = true;
};
// A stage stated without evidence (import, quick entry). May lie before the lap was opened.
struct ClaimedStage {
  Stage stage{};
  Instant at;
};
// A manager's position, shown until evidence or a regression dated later.
struct StageOverride {
  Stage stage{};
  Instant at;
};

// Everything of one lap. What is dated after `now` is left out, so the same input serves every "as of" date.
struct StageInput {
  Instant lap_opened_at;  // a date after `now` counts as `now`
  std::vector<StageEvidence> evidence;
  std::vector<StageRegression> regressions;
  std::optional<LateEntry> late;
  std::optional<ClaimedStage> claimed;
  std::optional<StageOverride> override_;
  bool doubtful = false;  // METHOD M30: the claim to be satisfied is in doubt; halves the weight of stage 1
};

// The constants of C1 and C2 [ours]; a book may change them.
struct StageSettings {
  std::array<double, kStageCount> norm_dwell_days{120, 90, 14, 30, 21, 30, 21, 45};  // D, days, > 0
  double reach_weight = 2.0;        // X at which a stage is reached
  double full_weight = 4.0;         // X at which confidence is whole
  double satisfied_weight = 4.0;    // X of stage 1
  double doubtful_weight = 2.0;     // X of stage 1 while the claim is doubtful
  double stale_factor = 1.5;        // stale when the last evidence is older than this times D
  double stuck_factor = 2.0;        // stuck when the stay is longer than this times D
  int out_of_step_gap = 2;          // stages between contacts
  int out_of_step_influence = 3;    // contacts below this influence do not count
};
const StageSettings& default_stage_settings();

enum class EvidenceRefusal : std::uint8_t { future, before_lap };
struct RejectedEvidence {
  int index = 0;  // into StageInput::evidence
  EvidenceRefusal reason{};
  bool operator==(const RejectedEvidence&) const = default;
};

struct StagePosition {
  Stage stage{};                       // shown
  Basis basis = Basis::none;           // `claimed` and `none` are drawn hollow
  std::optional<Stage> proven_stage;   // null while the lap holds no accepted evidence
  std::optional<int> overclaim;        // claimed - proven in stages; null unless both exist
  std::array<double, kStageCount> evidence_weights{};  // X per stage, >= 0
  StageSet reached;                    // satisfaction is always in it
  StageSet inferred;                   // assumed behind by a late entry; drawn hollow
  bool evaluation_skipped = false;     // the customer went on without assessment
  bool skip_noted = false;             // an uncleared SKIP5 note exists
  StageSet unexplained;                // stages an order jumped over, for review
  double confidence = 0;               // 0..1
  double undecayed_confidence = 0;     // the same before its decay by age; see decay_confidence
  int age_last_days = 0;               // whole days since last_evidence_at
  int dwell_days = 0;                  // whole days since entered_at
  bool lap_closed = false;
  std::optional<Instant> lap_closed_at;  // opens the next lap
  Instant entered_at;                  // the stage shown; before the lap only by a claim, an override or back-dated evidence
  Instant last_evidence_at;            // last uncleared evidence for the stage shown; entered_at when there is none
  Instant stale_at;                    // first instant at which C2 calls this position stale if nothing else happens
  std::optional<Instant> stuck_at;     // likewise stuck; null for satisfaction, which is never stuck
  EvidenceCodeSet counted;             // codes with uncleared evidence
  std::vector<RejectedEvidence> rejected;  // by index
};

// Formulas: METHOD C1. Never fails: evidence that may not count is listed in `rejected`; regressions, a late entry,
// a claim or an override after `now`, and regressions before the lap, are left out.
// `lap_closed` says that the proven stage is reassessment at `now` and SA1 and SA2 came after its entry.
StagePosition evaluate_stage(const StageInput& input, Instant now, const StageSettings& settings = default_stage_settings());

// The confidence at `now` of a position whose last evidence is of `last_evidence_at`: what a list shows without replaying.
double decay_confidence(double undecayed, Stage stage, Instant last_evidence_at, Instant now,
                        const StageSettings& settings = default_stage_settings());

// The position over [from, next span's from), or up to `now` for the last one.
struct StageSpan {
  Instant from;
  Stage stage{};
  Basis basis = Basis::none;
  std::optional<Stage> proven_stage;
  Instant entered_at;
  Instant last_evidence_at;
  Instant stale_at;
  std::optional<Instant> stuck_at;
  bool lap_closed = false;
};

// The position "as of" every date: evaluate_stage(input, t) agrees with the span that holds t, for every t from the lap's
// opening to `now`. At least one span; the first starts at the lap's opening. Neighbours differ in something besides `from`.
std::vector<StageSpan> trace_stage(const StageInput& input, Instant now, const StageSettings& settings = default_stage_settings());

// METHOD C1: n(basis claimed or none) / n; null when there are no positions.
std::optional<double> unproven_share(std::span<const Basis> positions);

}  // namespace wheelhouse::method
