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

}  // namespace wheelhouse::service
