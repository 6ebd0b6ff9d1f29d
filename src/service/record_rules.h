// The cross-field rules of each entity: what one field line cannot say. Each may fill what follows from the rest (an account
// from the opportunity, a close date from a result) and adds to `errors` what is wrong. References are checked by
// check_references() for every entity alike.
#pragma once
#include "domain/all.h"
#include "service/unit_of_work.h"

namespace wheelhouse::service {

struct RuleContext {
  storage::Session& session;
  const Actor& actor;
  Instant now;
  std::string workspace_currency;
  std::optional<int> reader_offset_minutes = std::nullopt;  // the workspace's zone counts where the reader's clock is not known
};

// A position follows from evidence (C1): no request says where a customer stands. Whoever sends it is told so by name, where
// "unknown field" would be true and no help.
void name_typed_stage(std::vector<FieldError>& errors);

void apply_rules(const RuleContext& context, Account& record, const Account* before, std::vector<FieldError>& errors);
void apply_rules(const RuleContext& context, Contact& record, const Contact* before, std::vector<FieldError>& errors);
void apply_rules(const RuleContext& context, Opportunity& record, const Opportunity* before, std::vector<FieldError>& errors);
void apply_rules(const RuleContext& context, Product& record, const Product* before, std::vector<FieldError>& errors);
void apply_rules(const RuleContext& context, Competitor& record, const Competitor* before, std::vector<FieldError>& errors);
void apply_rules(const RuleContext& context, Call& record, const Call* before, std::vector<FieldError>& errors);
void apply_rules(const RuleContext& context, Commitment& record, const Commitment* before, std::vector<FieldError>& errors);
void apply_rules(const RuleContext& context, NextStep& record, const NextStep* before, std::vector<FieldError>& errors);
void apply_rules(const RuleContext& context, Note& record, const Note* before, std::vector<FieldError>& errors);
void apply_rules(const RuleContext& context, Evidence& record, const Evidence* before, std::vector<FieldError>& errors);
void apply_rules(const RuleContext& context, StageEvent& record, const StageEvent* before, std::vector<FieldError>& errors);
void apply_rules(const RuleContext& context, Team& record, const Team* before, std::vector<FieldError>& errors);
void apply_rules(const RuleContext& context, User& record, const User* before, std::vector<FieldError>& errors);
// record_rules_access.cc
void apply_rules(const RuleContext& context, AccountMember& record, const AccountMember* before, std::vector<FieldError>& errors);
void apply_rules(const RuleContext& context, Share& record, const Share* before, std::vector<FieldError>& errors);
// attachments.cc
void apply_rules(const RuleContext& context, Attachment& record, const Attachment* before, std::vector<FieldError>& errors);
// record_rules_selling.cc
void apply_rules(const RuleContext& context, Problem& record, const Problem* before, std::vector<FieldError>& errors);
void apply_rules(const RuleContext& context, Need& record, const Need* before, std::vector<FieldError>& errors);
void apply_rules(const RuleContext& context, NeedQuote& record, const NeedQuote* before, std::vector<FieldError>& errors);
void apply_rules(const RuleContext& context, QuestionTemplate& record, const QuestionTemplate* before, std::vector<FieldError>& errors);
void apply_rules(const RuleContext& context, Question& record, const Question* before, std::vector<FieldError>& errors);
void apply_rules(const RuleContext& context, Feature& record, const Feature* before, std::vector<FieldError>& errors);
void apply_rules(const RuleContext& context, Statement& record, const Statement* before, std::vector<FieldError>& errors);
void apply_rules(const RuleContext& context, StatementUse& record, const StatementUse* before, std::vector<FieldError>& errors);
void apply_rules(const RuleContext& context, SolutionPart& record, const SolutionPart* before, std::vector<FieldError>& errors);
void apply_rules(const RuleContext& context, Objection& record, const Objection* before, std::vector<FieldError>& errors);
void apply_rules(const RuleContext& context, Criterion& record, const Criterion* before, std::vector<FieldError>& errors);
void apply_rules(const RuleContext& context, CriterionScore& record, const CriterionScore* before, std::vector<FieldError>& errors);
void apply_rules(const RuleContext& context, ValueItem& record, const ValueItem* before, std::vector<FieldError>& errors);
void apply_rules(const RuleContext& context, ValueCase& record, const ValueCase* before, std::vector<FieldError>& errors);
void apply_rules(const RuleContext& context, BuyerProfile& record, const BuyerProfile* before, std::vector<FieldError>& errors);
// record_rules_ground.cc
void apply_rules(const RuleContext& context, GameRule& record, const GameRule* before, std::vector<FieldError>& errors);
void apply_rules(const RuleContext& context, SellerIssue& record, const SellerIssue* before, std::vector<FieldError>& errors);
void apply_rules(const RuleContext& context, Triangle& record, const Triangle* before, std::vector<FieldError>& errors);
void apply_rules(const RuleContext& context, ServiceReminder& record, const ServiceReminder* before, std::vector<FieldError>& errors);
void apply_rules(const RuleContext& context, RemorseSignal& record, const RemorseSignal* before, std::vector<FieldError>& errors);
void apply_rules(const RuleContext& context, DeliveryItem& record, const DeliveryItem* before, std::vector<FieldError>& errors);
void apply_rules(const RuleContext& context, ReframeCard& record, const ReframeCard* before, std::vector<FieldError>& errors);
void apply_rules(const RuleContext& context, DevelopmentGoal& record, const DevelopmentGoal* before, std::vector<FieldError>& errors);
void apply_rules(const RuleContext& context, ContactBenefit& record, const ContactBenefit* before, std::vector<FieldError>& errors);

// Every id that points at another record must point at one that is there and that this person may see.
template <Reflected E>
void check_references(const RuleContext& context, const E& record, const E* before, std::vector<FieldError>& errors);

// Names show something, and no line holds what makes the words after it read otherwise. Only what changed is looked at.
template <Reflected E>
void check_lines(const E& record, const E* before, std::vector<FieldError>& errors);

// Whom it names (contact_id, contact_ids) belongs to the account that it is about.
template <Reflected E>
void check_people(const RuleContext& context, const E& record, const E* before, std::vector<FieldError>& errors);

// What it names besides people (its call, its need) is about the same customer, or the same deal where it is of one deal alone.
template <Reflected E>
void check_belonging(const RuleContext& context, const E& record, const E* before, std::vector<FieldError>& errors);

std::string workspace_currency(storage::Session& session, std::int64_t workspace_id);

}  // namespace wheelhouse::service
