// How the customer sees one rival on one criterion (METHOD C14).
#pragma once
#include "domain/record.h"

namespace wheelhouse {
struct CriterionScore {
  Id<CriterionScore> id;
  std::int64_t version = 0;
  Instant created_at, updated_at;
  Id<Criterion> criterion_id;
  Id<Competitor> competitor_id;
  std::optional<Id<Account>> account_id;
  std::optional<Id<Opportunity>> opportunity_id;
  double score = 1;
};

template <>
struct Entity<CriterionScore> {
  static constexpr std::string_view name = "criterion_score", collection = "criterion_scores";
  static constexpr auto fields = std::tuple_cat(
      record_fields<CriterionScore>(),
      std::tuple{field(&CriterionScore::criterion_id, "criterion_id", {.required = true}),
                 field(&CriterionScore::competitor_id, "competitor_id", {.required = true}),
                 field(&CriterionScore::account_id, "account_id"), field(&CriterionScore::opportunity_id, "opportunity_id"),
                 field(&CriterionScore::score, "score", {.required = true, .min = 1, .max = 5})});
};
static_assert(every_member_is_described<CriterionScore>());
}  // namespace wheelhouse
