// The customer's criteria in a deal, and how they see us beside each rival (METHOD C14). Reads, but for the one change of weights.
#pragma once
#include <string>
#include <vector>

#include "domain/competitor.h"
#include "domain/criterion.h"
#include "domain/criterion_score.h"
#include "method/criteria.h"
#include "reflect/json_text.h"
#include "service/unit_of_work.h"

namespace wheelhouse::service {

struct CriteriaGrid {
  std::vector<Criterion> items;        // oldest first
  std::vector<CriterionScore> scores;
  std::vector<Competitor> rivals;      // those of the deal
  double weights_sum = 0;
  std::optional<double> score_of(const Criterion& criterion, const Competitor& rival) const;
  std::optional<double> best_rival(const Criterion& criterion) const;
  double share_of(const Criterion& criterion) const;  // 0..1 of all weight; 0 without any
  std::vector<method::ScoredCriterion> scored(const Competitor* rival) const;
  method::CriteriaComparison compare(const Competitor* rival) const;  // null: with nobody, for red and influence alone
};
// Weighted means over the criteria where both are scored.
struct RivalTotals {
  std::optional<double> ours, theirs;
};
RivalTotals rival_totals(const CriteriaGrid& grid, const Competitor& rival);
// Where we lie furthest behind the best rival, or lowest where no rival is scored; weight decides among equals. Null: nothing is scored.
struct WeakestCriterion {
  const Criterion* criterion = nullptr;
  double gap = 0;
};
WeakestCriterion weakest_criterion(const CriteriaGrid& grid);
std::optional<method::CriterionPlay> play_of(const CriteriaGrid& grid, const Criterion& criterion);
CriteriaGrid criteria_grid(storage::Session& session, std::int64_t workspace_id, const Uuid& opportunity_id);

// Appends "weights_sum","weights_normal","influence_index","traced_share","failed_must_haves","weakest","rivals".
void write_criteria_totals(json_text::Object& object, const CriteriaGrid& grid);
void write_criteria_grid(std::string& out, const CriteriaGrid& grid);

// Every weight × 100 / sum, in one change. Errors: not_found, forbidden; conflict all_weights_zero.
Result<void> normalise_weights(UnitOfWork& work, Id<Opportunity> id);

}  // namespace wheelhouse::service
