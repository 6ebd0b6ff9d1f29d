// The closed word lists of the method (METHOD §0.1) and of the book. An enumerator is stored and sent
// by its name; labels for people come from lang/*.json under the same names.
#pragma once
#include <cstdint>

#include "reflect/enum_names.h"

namespace wheelhouse {

// The customer's eight stages, in the order of the wheel (METHOD §4).
enum class Stage : std::uint8_t { satisfaction, recognition, decision, criteria, assessment, investigation, choice, reassessment };
WH_ENUM_NAMES(Stage, "satisfaction", "recognition", "decision", "criteria", "assessment", "investigation", "choice", "reassessment");
constexpr int kStageCount = 8;
constexpr int stage_number(Stage stage) { return static_cast<int>(stage) + 1; }  // 1..8

// The seller's seven steps and the service that follows (METHOD §3.1).
enum class SellerStep : std::uint8_t { preparation, approach, survey, presentation, demo, proposal, close, service };
WH_ENUM_NAMES(SellerStep, "preparation", "approach", "survey", "presentation", "demo", "proposal", "close", "service");

// Evidence codes of METHOD C1. `DE-` is a regression, SKIP5 a note; the rest belong to the stage of their prefix.
enum class EvidenceCode : std::uint8_t {
  SA1, SA2, AK1, AK2, AK3, AK4, DE1, DE2, DE3, DE4, DE_minus, CR1, CR2, CR3, CR4, EV1, EV2, EV3,
  IN1, IN2, IN3, IN4, CH1, CH2, CH3, CH4, RE1, RE2, RE3, SKIP5
};
WH_ENUM_NAMES(EvidenceCode, "SA1", "SA2", "AK1", "AK2", "AK3", "AK4", "DE1", "DE2", "DE3", "DE4", "DE-", "CR1", "CR2", "CR3", "CR4",
              "EV1", "EV2", "EV3", "IN1", "IN2", "IN3", "IN4", "CH1", "CH2", "CH3", "CH4", "RE1", "RE2", "RE3", "SKIP5");

// Where a piece of evidence comes from; its weight r is 1.0, 1.0, 0.8, 0.6, 0.3 (METHOD §0).
enum class SourceClass : std::uint8_t { document, quote, observed, second_hand, inference };
WH_ENUM_NAMES(SourceClass, "document", "quote", "observed", "second_hand", "inference");

// What a shown position rests on (METHOD C1).
enum class Basis : std::uint8_t { proven, claimed, none, override_ };
WH_ENUM_NAMES(Basis, "proven", "claimed", "none", "override");

// A dated statement about a stage that is not evidence.
enum class StageEventKind : std::uint8_t { regression, late_entry, claim, override_ };
WH_ENUM_NAMES(StageEventKind, "regression", "late_entry", "claim", "override");

enum class OpportunityResult : std::uint8_t { open, won, lost, no_decision };
WH_ENUM_NAMES(OpportunityResult, "open", "won", "lost", "no_decision");

enum class AccountTier : std::uint8_t { key, watch, individual, undecided };
WH_ENUM_NAMES(AccountTier, "key", "watch", "individual", "undecided");

enum class BuyerType : std::uint8_t { intrinsic, extrinsic, strategic, mixed };
WH_ENUM_NAMES(BuyerType, "intrinsic", "extrinsic", "strategic", "mixed");

// What somebody on an account's team is there for.
enum class AccountTeamRole : std::uint8_t { sales, technical, service, sponsor };
WH_ENUM_NAMES(AccountTeamRole, "sales", "technical", "service", "sponsor");

enum class ShareAccess : std::uint8_t { read, write };
WH_ENUM_NAMES(ShareAccess, "read", "write");

enum class ContactRole : std::uint8_t { decision_maker, influencer, user, purchasing, gatekeeper };
WH_ENUM_NAMES(ContactRole, "decision_maker", "influencer", "user", "purchasing", "gatekeeper");

enum class ContactLevel : std::uint8_t { operating, managing, senior };
WH_ENUM_NAMES(ContactLevel, "operating", "managing", "senior");

enum class CompetitorKind : std::uint8_t { rival, do_nothing, in_house };
WH_ENUM_NAMES(CompetitorKind, "rival", "do_nothing", "in_house");

enum class CallStatus : std::uint8_t { planned, held, cancelled };
WH_ENUM_NAMES(CallStatus, "planned", "held", "cancelled");

enum class CallOutcome : std::uint8_t { order, advance, continuation, no_sale };
WH_ENUM_NAMES(CallOutcome, "order", "advance", "continuation", "no_sale");

// How an objective of a call ended.
enum class ObjectiveState : std::uint8_t { open, agreed, refused };
WH_ENUM_NAMES(ObjectiveState, "open", "agreed", "refused");

enum class CommitmentWho : std::uint8_t { customer, us };
WH_ENUM_NAMES(CommitmentWho, "customer", "us");

// METHOD C6: what was promised. `other` needs a text; `think_about_it` and a `purchase` by word of mouth are said so by C6.
enum class CommitmentAction : std::uint8_t {
  meet_senior,
  give_data,
  arrange_test,
  invite,
  present_internally,
  set_criteria,
  visit_reference,
  agree_contract_step,
  purchase,
  think_about_it,
  other
};
WH_ENUM_NAMES(CommitmentAction, "meet_senior", "give_data", "arrange_test", "invite", "present_internally", "set_criteria",
              "visit_reference", "agree_contract_step", "purchase", "think_about_it", "other");

enum class CommitmentForm : std::uint8_t { verbal, written_acceptance, signed_, purchase_order };
WH_ENUM_NAMES(CommitmentForm, "verbal", "written_acceptance", "signed", "purchase_order");

enum class CommitmentStatus : std::uint8_t { open, met, cancelled };
WH_ENUM_NAMES(CommitmentStatus, "open", "met", "cancelled");

// How far a need has come (METHOD C3), and what a quote of the customer says about it.
enum class NeedState : std::uint8_t { latent, implied, developed, explicit_, confirmed, met, dropped };
WH_ENUM_NAMES(NeedState, "latent", "implied", "developed", "explicit", "confirmed", "met", "dropped");
enum class QuoteKind : std::uint8_t { difficulty, want, payoff, denial, retraction };
WH_ENUM_NAMES(QuoteKind, "difficulty", "want", "payoff", "denial", "retraction");

// The four questions of METHOD M52.
enum class QuestionType : std::uint8_t { situation, problem, implication, need_payoff };
WH_ENUM_NAMES(QuestionType, "situation", "problem", "implication", "need_payoff");

// What a statement about our offer truly is (METHOD C5).
enum class StatementClass : std::uint8_t { feature, advantage, benefit, value };
WH_ENUM_NAMES(StatementClass, "feature", "advantage", "benefit", "value");

// METHOD §9.1, M10–M12.
enum class ObjectionClass : std::uint8_t { value, capability_cannot, capability_can, process_rules, price, timing, person };
WH_ENUM_NAMES(ObjectionClass, "value", "capability_cannot", "capability_can", "process_rules", "price", "timing", "person");
enum class ObjectionState : std::uint8_t { raised, clarified, classified, responded, checked, resolved, deferred, unresolved };
WH_ENUM_NAMES(ObjectionState, "raised", "clarified", "classified", "responded", "checked", "resolved", "deferred", "unresolved");
enum class OppositionCause : std::uint8_t { distrust_seller, distrust_product, bad_use, deceit, rival_taught, self_belief };
WH_ENUM_NAMES(OppositionCause, "distrust_seller", "distrust_product", "bad_use", "deceit", "rival_taught", "self_belief");

// What a person may gain for himself (METHOD M104, M105).
enum class PersonalGain : std::uint8_t { recognition, ease, career, learning };
WH_ENUM_NAMES(PersonalGain, "recognition", "ease", "career", "learning");

// Who stands behind a benefit's figure (METHOD C9), and what an item of a value case is.
enum class BenefitConfidence : std::uint8_t { documented, said, estimated, ours };
WH_ENUM_NAMES(BenefitConfidence, "documented", "said", "estimated", "ours");
enum class ValueKind : std::uint8_t { benefit, price, effort, switching, running, risk };
WH_ENUM_NAMES(ValueKind, "benefit", "price", "effort", "switching", "running", "risk");

// How we stand with a rule that all at the table accept (METHOD M3); an issue of our own (M2); by whose rules a deal is played (M1).
enum class Compliance : std::uint8_t { unknown, met, breached, not_applicable };
WH_ENUM_NAMES(Compliance, "unknown", "met", "breached", "not_applicable");
enum class IssueKind : std::uint8_t { skill, resource, access, offer };
WH_ENUM_NAMES(IssueKind, "skill", "resource", "access", "offer");
enum class RulesOwner : std::uint8_t { us, customer, rival };
WH_ENUM_NAMES(RulesOwner, "us", "customer", "rival");

// After the order (METHOD M25): what is to be delivered, and what went wrong.
enum class DeliveryKind : std::uint8_t { milestone, issue };
WH_ENUM_NAMES(DeliveryKind, "milestone", "issue");

// What forced a reframe card (METHOD M44); `own`: nothing did.
enum class ReframeCause : std::uint8_t { continuations, stuck, lost_alike, own };
WH_ENUM_NAMES(ReframeCause, "continuations", "stuck", "lost_alike", "own");

// How a person deals with others (METHOD M76–M79).
enum class Style : std::uint8_t { controlling, advocating, facilitating, analyzing };
WH_ENUM_NAMES(Style, "controlling", "advocating", "facilitating", "analyzing");

enum class UserRole : std::uint8_t { admin, manager, seller, coach, viewer };
WH_ENUM_NAMES(UserRole, "admin", "manager", "seller", "coach", "viewer");

// What a position is counted for: a customer organisation or one buying process.
enum class Unit : std::uint8_t { account, opportunity };
WH_ENUM_NAMES(Unit, "account", "opportunity");

}  // namespace wheelhouse
