// What a training module asks of real work (METHOD M26), found in a person's own records: nobody says so himself. Reads only.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "method/step_checks.h"
#include "service/actor.h"
#include "service/practice_content.h"
#include "storage/session.h"

namespace wheelhouse::service {

struct EvidencePart {
  std::string_view key;  // "opportunities", "needs", "plans", "contacts", "calls", "steps"
  std::int64_t have = 0, need = 0;
  bool done() const { return have >= need; }
};
struct WorkEvidence {
  WorkEvidenceKind kind{};
  bool possible = true;             // false: the part of the program that would show it is not there yet
  std::vector<EvidencePart> parts;  // all are needed
  // Of all_steps: the deal that has come furthest.
  std::optional<Uuid> opportunity_id;
  std::string opportunity_name;
  method::StepChecks steps{};
  bool done() const;
};
WorkEvidence work_evidence(storage::Session& session, const Actor& actor, WorkEvidenceKind kind);
void write_work_evidence(std::string& out, const WorkEvidence& evidence);

}  // namespace wheelhouse::service
