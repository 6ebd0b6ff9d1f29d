// What the customer's next stage still lacks, for many opportunities in three statements (METHOD C2 over C1). Reads only.
#pragma once
#include <unordered_map>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "domain/vocabulary.h"
#include "storage/session.h"

namespace wheelhouse::service {

struct NextEvidence {
  Stage stage{};                      // where the opportunity is known to stand: a claim does not count
  Stage next{};                       // whose evidence is to be got
  std::vector<EvidenceCode> missing;  // of `next`, the most wanted first
  // The mandatory ones among them; empty as soon as one of those is there, however weak its source.
  std::vector<EvidenceCode> mandatory;
};
std::unordered_map<Uuid, NextEvidence> next_evidence(storage::Session& session, std::int64_t workspace_id,
                                                     const std::vector<Uuid>& opportunity_ids, Instant now);

}  // namespace wheelhouse::service
