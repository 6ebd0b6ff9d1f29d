// What we say about our offer in one deal, and what it is worth so far (METHOD C5, M58–M61): classes that follow from the needs, what
// is covered, what is left over, and whether a proposal may go out. Reads only.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/need.h"
#include "domain/opportunity.h"
#include "domain/solution_part.h"
#include "domain/statement.h"
#include "method/statement.h"
#include "reflect/json_text.h"
#include "service/actor.h"
#include "storage/session.h"

namespace wheelhouse::service {

// Why a statement is no more than its class says.
enum class StatementWhy : std::uint8_t { no_need, need_not_explicit, other_opportunity, no_benefit_text, not_quantified, not_confirmed };

// `need` is the one it is linked to; null without one.
method::StatementFacts facts_of(const Statement& statement, const Need* need);
StatementClass class_of(const Statement& statement, const Need* need);
std::optional<StatementWhy> why_of(const Statement& statement, const Need* need);  // null for a value

struct OfferFacts {
  Uuid opportunity_id;
  std::vector<Need> needs;
  std::vector<Statement> statements;
  std::vector<SolutionPart> parts;
  AccountTier tier = AccountTier::undecided;
  method::OfferReview review;
  std::int64_t gains_missing = 0;  // people who decide and of whom a gain is not known (METHOD M105): named, and holds nothing back
  const Need* need_of(const Statement& statement) const;
};
// Costs that the actor may not learn are left out of the parts.
OfferFacts offer_of(storage::Session& session, const Actor& actor, const Opportunity& opportunity);

// Appends "coverage","must_have_coverage","orphan_share","gate","gate_reasons","class_mix" to an object that is open.
void write_offer_totals(json_text::Object& object, const OfferFacts& offer);
// `stage` is the one shown.
void write_offer(std::string& out, const OfferFacts& offer, Stage stage);

// {"model":[…],"own":[…]}: M60's curves, and our own rates beside them over the calls the actor may see.
void write_impact_chart(std::string& out, storage::Session& session, const Actor& actor);

// M61's drill in both languages: {"zh","en","missing":[…],"level"}.
void write_talk(std::string& out, const Statement& statement, const Need* need);

}  // namespace wheelhouse::service

namespace wheelhouse {
WH_ENUM_NAMES(service::StatementWhy, "no_need", "need_not_explicit", "other_opportunity", "no_benefit_text", "not_quantified",
              "not_confirmed");
}
