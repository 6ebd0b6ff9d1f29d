// The cross-field rules of the ground a deal stands on, of what follows the order, and of reframe cards.
#include "service/record_rules_impl.h"
#include "service/reframe.h"
#include "service/rule_parts.h"

namespace wheelhouse::service {
namespace {

// What began cannot end before it did, nor in the future.
void check_end(const RuleContext& context, const std::optional<Instant>& end, const char* pointer, std::vector<FieldError>& errors) {
  if (end) not_in_the_future(*end, context.now, pointer, errors);
}

// Somebody of ours looks after it: the deal's owner unless another was named.
template <class E>
void take_owner(const RuleContext& context, E& record, const E* before) {
  if (record.owner_id || before) return;
  if (const auto deal = parent_of(context, record.opportunity_id)) record.owner_id = deal->owner_id;
}

}  // namespace

void apply_rules(const RuleContext&, GameRule&, const GameRule*, std::vector<FieldError>&) {}

void apply_rules(const RuleContext& context, SellerIssue& record, const SellerIssue* before, std::vector<FieldError>& errors) {
  take_place(record, parent_of(context, record.opportunity_id));
  take_owner(context, record, before);
  if (!record.owner_id && (!before || before->owner_id)) errors.push_back({"/owner_id", "required", {}});
  check_end(context, record.resolved_at, "/resolved_at", errors);
}

void apply_rules(const RuleContext& context, Triangle& record, const Triangle*, std::vector<FieldError>& errors) {
  take_place(record, parent_of(context, record.opportunity_id));
  one_per_deal(context, record, errors);
}

void apply_rules(const RuleContext& context, ServiceReminder& record, const ServiceReminder* before, std::vector<FieldError>& errors) {
  take_place(record, parent_of(context, record.opportunity_id));
  if (record.done_at.ms == 0) record.done_at = before ? before->done_at : context.now;
  not_in_the_future(record.done_at, context.now, "/done_at", errors);
}

void apply_rules(const RuleContext& context, RemorseSignal& record, const RemorseSignal* before, std::vector<FieldError>& errors) {
  take_place(record, parent_of(context, record.opportunity_id));
  if (record.observed_at.ms == 0) record.observed_at = before ? before->observed_at : context.now;
  not_in_the_future(record.observed_at, context.now, "/observed_at", errors);
  check_end(context, record.resolved_at, "/resolved_at", errors);
  if (record.resolved_at && *record.resolved_at < record.observed_at) errors.push_back({"/resolved_at", "ends_before_start", {}});
}

void apply_rules(const RuleContext& context, DeliveryItem& record, const DeliveryItem* before, std::vector<FieldError>& errors) {
  take_place(record, parent_of(context, record.opportunity_id));
  take_owner(context, record, before);
  check_end(context, record.done_at, "/done_at", errors);
}

void apply_rules(const RuleContext& context, ReframeCard& record, const ReframeCard* before, std::vector<FieldError>& errors) {
  take_place(record, parent_of(context, record.opportunity_id));
  const DealReframe others = deal_reframe(context.session, context.actor, record.opportunity_id.uuid, context.now, record.id.uuid);
  if (!before) record.cause = others.forced.cause.value_or(ReframeCause::own);
  if (before && before->new_hypothesis == record.new_hypothesis && before->old_assumption == record.old_assumption) return;
  if (same_words(record.new_hypothesis, record.old_assumption)) errors.push_back({"/new_hypothesis", "same_as_the_old", {}});
  // Beside the card before it: a later one has been thought after it.
  for (const ReframeCard& other : others.cards) {
    if (before && other.created_at > before->created_at) continue;
    if (same_words(record.new_hypothesis, other.new_hypothesis)) errors.push_back({"/new_hypothesis", "same_as_the_last", {}});
    break;
  }
}

void apply_rules(const RuleContext& context, DevelopmentGoal& record, const DevelopmentGoal*, std::vector<FieldError>& errors) {
  check_end(context, record.contributed_at, "/contributed_at", errors);
  if (record.contributed_at && !has_text(record.contribution)) errors.push_back({"/contribution", "required_for_contributed", {}});
}

void apply_rules(const RuleContext& context, ContactBenefit& record, const ContactBenefit* before, std::vector<FieldError>& errors) {
  take_place(record, parent_of(context, record.opportunity_id));
  if (taken(context, "SELECT id FROM contact_benefits WHERE workspace_id = ?1 AND opportunity_id = ?2 AND contact_id = ?3", record.id.uuid,
            {context.actor.workspace_id, record.opportunity_id.uuid, record.contact_id.uuid}))
    errors.push_back({"/contact_id", "not_unique", {}});
  if (!has_text(record.organisation_benefit) && !has_text(record.personal_benefit))
    errors.push_back({"/organisation_benefit", "one_gain_at_least", {}});
  if (has_text(record.personal_benefit) && !record.personal_gain) errors.push_back({"/personal_gain", "required_for_personal", {}});
  const bool was = before && before->reviewed_at.has_value();
  const bool new_words = before && (before->organisation_benefit != record.organisation_benefit ||
                                    before->personal_benefit != record.personal_benefit || before->contact_id != record.contact_id);
  if (record.reviewed_at && !was) {
    if (context.actor.role != UserRole::manager && context.actor.role != UserRole::admin)
      errors.push_back({"/reviewed_at", "for_managers", {}});
    record.reviewed_by_id = context.actor.user_id ? std::optional(Id<User>{*context.actor.user_id}) : std::nullopt;
    not_in_the_future(*record.reviewed_at, context.now, "/reviewed_at", errors);
  } else if (new_words || !record.reviewed_at) {
    record.reviewed_at.reset();
    record.reviewed_by_id.reset();
  }
}

}  // namespace wheelhouse::service
