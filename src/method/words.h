// Closed word lists that only the rules use (METHOD §0.1); those that records carry too are in domain/vocabulary.h.
// An enumerator is sent by its name; labels for people come from lang/*.json.
#pragma once
#include <cstdint>

#include "reflect/enum_names.h"

namespace wheelhouse::method {

enum class NeedState : std::uint8_t { latent, implied, developed, explicit_, confirmed, met, dropped };
enum class NeedBand : std::uint8_t { below, waterline, above_water };  // the iceberg of M43
enum class QuoteKind : std::uint8_t { difficulty, want, payoff, denial, retraction };
enum class TransitionRefusal : std::uint8_t { transition, guard, layer };

enum class QuestionType : std::uint8_t { situation, problem, implication, need_payoff };
enum class QuestionFault : std::uint8_t {
  implication_before_accepted_problem,
  need_payoff_before_accepted_implication,
  situation_on_file,
  need_payoff_not_deliverable,
};
enum class QuestionFit : std::uint8_t { ok, info };

enum class StatementClass : std::uint8_t { feature, advantage, benefit, value };
enum class ProposalGate : std::uint8_t { pass, warn, block };

enum class Style : std::uint8_t { controlling, advocating, facilitating, analyzing };
enum class PlacementStatus : std::uint8_t { ok, insufficient, straight_lined };
enum class StyleAxis : std::uint8_t { power, emotion };

enum class Weighting : std::uint8_t { count, value };

enum class BenefitConfidence : std::uint8_t { documented, said, estimated, ours };
enum class CostKind : std::uint8_t { price, effort, switching, running, risk };

enum class AccountGrid : std::uint8_t { invest_for_growth, invest_selectively, maintain_for_cash, low_cost_channel };

enum class RubricRow : std::uint8_t { R1, R2, R3, R4, R5, R6, R7, R8, R9, R10, R11, R12, R13, R14 };
enum class RatingSource : std::uint8_t { self, manager, customer };
enum class RubricBand : std::uint8_t { top, middle, pass, below, incomplete };

enum class MomentumDirection : std::uint8_t { rising, steady, falling };

enum class BookingStatus : std::uint8_t { requested, agreed, used, released, no_show };
enum class ResourceFit : std::uint8_t { under, fit, over, unplanned };

enum class ObjectionClass : std::uint8_t { value, capability_cannot, capability_can, process_rules, price, timing, person };
enum class ObjectionState : std::uint8_t { raised, clarified, classified, responded, checked, resolved, deferred, unresolved };

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

WH_ENUM_NAMES(method::NeedState, "latent", "implied", "developed", "explicit", "confirmed", "met", "dropped");
WH_ENUM_NAMES(method::NeedBand, "below", "waterline", "above_water");
WH_ENUM_NAMES(method::QuoteKind, "difficulty", "want", "payoff", "denial", "retraction");
WH_ENUM_NAMES(method::TransitionRefusal, "transition", "guard", "layer");
WH_ENUM_NAMES(method::QuestionType, "situation", "problem", "implication", "need_payoff");
WH_ENUM_NAMES(method::QuestionFault, "implication_before_accepted_problem", "need_payoff_before_accepted_implication",
              "situation_on_file", "need_payoff_not_deliverable");
WH_ENUM_NAMES(method::QuestionFit, "ok", "info");
WH_ENUM_NAMES(method::StatementClass, "feature", "advantage", "benefit", "value");
WH_ENUM_NAMES(method::ProposalGate, "pass", "warn", "block");
WH_ENUM_NAMES(method::Style, "controlling", "advocating", "facilitating", "analyzing");
WH_ENUM_NAMES(method::PlacementStatus, "ok", "insufficient", "straight_lined");
WH_ENUM_NAMES(method::StyleAxis, "power", "emotion");
WH_ENUM_NAMES(method::Weighting, "count", "value");
WH_ENUM_NAMES(method::BenefitConfidence, "documented", "said", "estimated", "ours");
WH_ENUM_NAMES(method::CostKind, "price", "effort", "switching", "running", "risk");
WH_ENUM_NAMES(method::AccountGrid, "invest_for_growth", "invest_selectively", "maintain_for_cash", "low_cost_channel");
WH_ENUM_NAMES(method::RubricRow, "R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9", "R10", "R11", "R12", "R13", "R14");
WH_ENUM_NAMES(method::RatingSource, "self", "manager", "customer");
WH_ENUM_NAMES(method::RubricBand, "top", "middle", "pass", "below", "incomplete");
WH_ENUM_NAMES(method::MomentumDirection, "rising", "steady", "falling");
WH_ENUM_NAMES(method::BookingStatus, "requested", "agreed", "used", "released", "no_show");
WH_ENUM_NAMES(method::ResourceFit, "under", "fit", "over", "unplanned");
WH_ENUM_NAMES(method::ObjectionClass, "value", "capability_cannot", "capability_can", "process_rules", "price", "timing", "person");
WH_ENUM_NAMES(method::ObjectionState, "raised", "clarified", "classified", "responded", "checked", "resolved", "deferred", "unresolved");
WH_ENUM_NAMES(method::ForecastState, "satisfaction", "recognition", "decision", "criteria", "assessment", "investigation", "choice",
              "won", "lost", "no_decision");
WH_ENUM_NAMES(method::SojournSource, "own", "prior");
WH_ENUM_NAMES(method::ForecastCategory, "commit", "probable", "upside", "omitted");
WH_ENUM_NAMES(method::QualityField, "account", "owner", "contact", "need_with_quote", "decision_maker", "amount", "improvement_sentence",
              "criterion", "rival", "criterion_weights", "next_commitment", "expected_close", "promised_value");

}  // namespace wheelhouse
