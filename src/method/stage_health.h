// METHOD C2: whether a position has gone quiet, what evidence the next stage lacks, and whether the people of the
// customer stand at different stages. Pure.
#pragma once
#include <optional>
#include <span>
#include <vector>

#include "method/stage.h"

namespace wheelhouse::method {

struct HealthContact {
  ContactKey key = kNoContact;
  std::optional<int> influence;  // 0..5; unknown counts as 0
};
struct HealthInput {
  StageInput stage;
  std::vector<HealthContact> contacts;
};
struct ContactStage {
  ContactKey key = kNoContact;
  Stage stage{};
};
struct StageHealth {
  bool stale = false;  // last evidence older than 1.5 D
  bool stuck = false;  // stay longer than 2 D; never for satisfaction; asks for a reframe (M44)
  std::vector<EvidenceCode> missing_evidence;  // of the next stage: starred first while none is there, then weight, then table order
  std::vector<ContactStage> contact_stages;    // contacts with accepted evidence, in input order
  bool out_of_step = false;
};

// The first three need only the position; the per-contact stages evaluate C1 once per contact.
StageHealth evaluate_stage_health(const HealthInput& input, const StagePosition& position, Instant now,
                                  const StageSettings& settings = default_stage_settings());
StageHealth evaluate_stage_health(const HealthInput& input, Instant now, const StageSettings& settings = default_stage_settings());

// The stage whose evidence is to be got next: 8 leads to 1; 4 leads to 6 after a SKIP5 note.
Stage next_stage(Stage stage, bool skip_noted);
std::vector<EvidenceCode> missing_evidence(const StagePosition& position);
// The position from which evidence is to be got: what is proven. A stage that is only claimed gives way to the first proof (C1), so
// whoever asks for the evidence after the claim is led back to the start; a claim is proven from its first stage up.
StagePosition proven_ground(const StagePosition& position);

}  // namespace wheelhouse::method
