// Closed word lists that only the rules use (METHOD §0.1); those that records carry too are in domain/vocabulary.h.
// An enumerator is sent by its name; labels for people come from lang/*.json.
#pragma once
#include <cstdint>

#include "domain/vocabulary.h"
#include "reflect/enum_names.h"

namespace wheelhouse::method {

// Records carry these too.
using wheelhouse::BenefitConfidence;
using wheelhouse::NeedState;
using wheelhouse::ObjectionClass;
using wheelhouse::ObjectionState;
using wheelhouse::QuestionType;
using wheelhouse::QuoteKind;
using wheelhouse::StatementClass;
using wheelhouse::Style;

enum class NeedBand : std::uint8_t { below, waterline, above_water };  // the iceberg of M43
enum class TransitionRefusal : std::uint8_t { transition, guard, layer };
// What C3 asks for before a need may move.
enum class NeedProof : std::uint8_t {
  nothing, quote_difficulty, accepted_implication, quote_want, volunteered, quote_payoff, quote_retraction, quote_denial, reason, delivery
};

enum class QuestionFault : std::uint8_t {
  implication_before_accepted_problem,
  need_payoff_before_accepted_implication,
  situation_on_file,
  need_payoff_not_deliverable,
};
enum class QuestionFit : std::uint8_t { ok, info };

enum class ProposalGate : std::uint8_t { pass, warn, block };

enum class PlacementStatus : std::uint8_t { ok, insufficient, straight_lined };
enum class StyleAxis : std::uint8_t { power, emotion };

enum class Weighting : std::uint8_t { count, value };

enum class CostKind : std::uint8_t { price, effort, switching, running, risk };

// What to do about a criterion, by where we and the best rival stand on it.
enum class CriterionPlay : std::uint8_t { hold, raise_weight, level, fix, reframe };

enum class AccountGrid : std::uint8_t { invest_for_growth, invest_selectively, maintain_for_cash, low_cost_channel };

enum class RubricRow : std::uint8_t { R1, R2, R3, R4, R5, R6, R7, R8, R9, R10, R11, R12, R13, R14 };
enum class RatingSource : std::uint8_t { self, manager, customer };
enum class RubricBand : std::uint8_t { top, middle, pass, below, incomplete };

enum class MomentumDirection : std::uint8_t { rising, steady, falling };

enum class BookingStatus : std::uint8_t { requested, agreed, used, released, no_show };
enum class ResourceFit : std::uint8_t { under, fit, over, unplanned };

// Why an objection may not move (METHOD §9.1), and how to answer one of its class.
enum class ObjectionRefusal : std::uint8_t { transition, guard };
enum class ObjectionTreatment : std::uint8_t {
  more_implications, show_whole_value, proof, rules_check, value_first, cost_of_waiting, change_person
};

// States of the stage model (C19): the stages before the order, then the ends. Reassessment is the service phase, outside it.
enum class ForecastState : std::uint8_t {
  satisfaction, recognition, decision, criteria, assessment, investigation, choice, won, lost, no_decision
};
enum class SojournSource : std::uint8_t { own, prior };
enum class ForecastCategory : std::uint8_t { commit, probable, upside, omitted };

// Fields that C24 asks for, in the order of the wheel.
enum class QualityField : std::uint8_t {
  account, owner, contact, need_with_quote, decision_maker, amount, improvement_sentence, criterion, rival, criterion_weights,
  next_commitment, expected_close, promised_value
};

}  // namespace wheelhouse::method

namespace wheelhouse {

WH_ENUM_NAMES(method::NeedBand, "below", "waterline", "above_water");
WH_ENUM_NAMES(method::TransitionRefusal, "transition", "guard", "layer");
WH_ENUM_NAMES(method::NeedProof, "nothing", "quote_difficulty", "accepted_implication", "quote_want", "volunteered", "quote_payoff",
              "quote_retraction", "quote_denial", "reason", "delivery");
WH_ENUM_NAMES(method::QuestionFault, "implication_before_accepted_problem", "need_payoff_before_accepted_implication",
              "situation_on_file", "need_payoff_not_deliverable");
WH_ENUM_NAMES(method::QuestionFit, "ok", "info");
WH_ENUM_NAMES(method::ProposalGate, "pass", "warn", "block");
WH_ENUM_NAMES(method::PlacementStatus, "ok", "insufficient", "straight_lined");
WH_ENUM_NAMES(method::StyleAxis, "power", "emotion");
WH_ENUM_NAMES(method::Weighting, "count", "value");
WH_ENUM_NAMES(method::CostKind, "price", "effort", "switching", "running", "risk");
WH_ENUM_NAMES(method::CriterionPlay, "hold", "raise_weight", "level", "fix", "reframe");
WH_ENUM_NAMES(method::AccountGrid, "invest_for_growth", "invest_selectively", "maintain_for_cash", "low_cost_channel");
WH_ENUM_NAMES(method::RubricRow, "R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9", "R10", "R11", "R12", "R13", "R14");
WH_ENUM_NAMES(method::RatingSource, "self", "manager", "customer");
WH_ENUM_NAMES(method::RubricBand, "top", "middle", "pass", "below", "incomplete");
WH_ENUM_NAMES(method::MomentumDirection, "rising", "steady", "falling");
WH_ENUM_NAMES(method::BookingStatus, "requested", "agreed", "used", "released", "no_show");
WH_ENUM_NAMES(method::ResourceFit, "under", "fit", "over", "unplanned");
WH_ENUM_NAMES(method::ObjectionRefusal, "transition", "guard");
WH_ENUM_NAMES(method::ObjectionTreatment, "more_implications", "show_whole_value", "proof", "rules_check", "value_first", "cost_of_waiting",
              "change_person");
WH_ENUM_NAMES(method::ForecastState, "satisfaction", "recognition", "decision", "criteria", "assessment", "investigation", "choice",
              "won", "lost", "no_decision");
WH_ENUM_NAMES(method::SojournSource, "own", "prior");
WH_ENUM_NAMES(method::ForecastCategory, "commit", "probable", "upside", "omitted");
WH_ENUM_NAMES(method::QualityField, "account", "owner", "contact", "need_with_quote", "decision_maker", "amount", "improvement_sentence",
              "criterion", "rival", "criterion_weights", "next_commitment", "expected_close", "promised_value");

}  // namespace wheelhouse
