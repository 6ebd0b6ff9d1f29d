// Who else sits at the table of one opportunity, "do nothing" and "in-house" included (METHOD M1).
#pragma once
#include "domain/record.h"

namespace wheelhouse {
struct Competitor {
  Id<Competitor> id;
  std::int64_t version = 0;
  Instant created_at, updated_at;
  Id<Opportunity> opportunity_id;
  std::string name;
  CompetitorKind kind = CompetitorKind::rival;
  Text strengths, weaknesses, claims;  // claims: what they taught the customer
  Text aims, last_move;
};

template <>
struct Entity<Competitor> {
  static constexpr std::string_view name = "competitor", collection = "competitors";
  static constexpr auto fields = std::tuple_cat(
      record_fields<Competitor>(),
      std::tuple{field(&Competitor::opportunity_id, "opportunity_id", {.required = true}), field(&Competitor::name, "name", kName),
                 field(&Competitor::kind, "kind"), field(&Competitor::strengths, "strengths", kLong),
                 field(&Competitor::weaknesses, "weaknesses", kLong), field(&Competitor::claims, "claims", kLong),
                 field(&Competitor::aims, "aims", kLong), field(&Competitor::last_move, "last_move", kLong)});
};
static_assert(every_member_is_described<Competitor>());
}  // namespace wheelhouse
