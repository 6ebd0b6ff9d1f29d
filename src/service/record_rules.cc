#include "service/record_rules.h"

#include <algorithm>

#include "service/access.h"
#include "service/local_time.h"
#include "service/record_rules_impl.h"
#include "service/record_service.h"
#include "service/rule_parts.h"

namespace wheelhouse::service {
namespace {

// Where a person says no time, he means today. Not this very millisecond: what he heard this morning came after the beginning too.
Instant start_of_today(const RuleContext& context) {
  const int offset = context.reader_offset_minutes ? *context.reader_offset_minutes
                                                   : workspace_offset_minutes(context.session, context.actor.workspace_id, context.now);
  return local_start(local_date(context.now, offset), offset);
}

// Walks `parent` upwards from `start`; true when it comes back to `self` (or does not end within 100 steps).
template <class E, class F>
bool makes_a_cycle(const RuleContext& context, Id<E> self, std::optional<Id<E>> start, F&& parent_of) {
  for (int steps = 0; start; ++steps) {
    if (*start == self || steps > 100) return true;
    const auto record = storage::find_record(context.session, context.actor.workspace_id, *start);
    if (!record) return false;
    start = parent_of(*record);
  }
  return false;
}

}  // namespace

void name_typed_stage(std::vector<FieldError>& errors) {
  static constexpr std::string_view kDerived[] = {"/stage", "/proven_stage", "/position", "/basis", "/confidence"};
  for (FieldError& error : errors)
    if (error.code == "unknown_field" && std::ranges::find(kDerived, error.pointer) != std::end(kDerived)) error.code = "stage_not_typed";
}

RuleContext rule_context(UnitOfWork& work) {
  return {work.session(), work.actor(), work.now(), workspace_currency(work.session(), work.workspace_id()), work.reader_offset_minutes()};
}

std::string workspace_currency(storage::Session& session, std::int64_t workspace_id) {
  std::string currency = "CNY";
  session.query_first("SELECT currency FROM workspace WHERE id = ?1", {workspace_id},
                      [&](const RowReader& row) { currency = row.text(0); });
  return currency;
}

void apply_rules(const RuleContext& context, Account& record, const Account* before, std::vector<FieldError>& errors) {
  check_money(context, record.annual_revenue_minor, record.currency, errors);
  if (record.parent_id && (!before || record.parent_id != before->parent_id) &&
      makes_a_cycle<Account>(context, record.id, record.parent_id, [](const Account& a) { return a.parent_id; }))
    errors.push_back({"/parent_id", "makes_a_cycle", {}});
  if (record.pinned_opportunity_id) {
    const auto pinned = storage::find_record(context.session, context.actor.workspace_id, *record.pinned_opportunity_id);
    if (pinned && pinned->account_id != record.id) errors.push_back({"/pinned_opportunity_id", "not_of_account", {}});
  }
}
void apply_rules(const RuleContext& context, Contact& record, const Contact* before, std::vector<FieldError>& errors) {
  // A cause without words would be a guess, and one of him who is not against us says nothing: it goes when he comes round.
  if (record.opposition_cause && record.attitude.value_or(-1) >= 0) {
    if (!before || before->opposition_cause != record.opposition_cause)
      errors.push_back({"/opposition_cause", "only_of_opponents", {}});
    else
      record.opposition_cause.reset();
  }
  if (record.opposition_cause && !has_text(record.opposition_words) &&
      (!before || before->opposition_cause != record.opposition_cause || before->opposition_words != record.opposition_words))
    errors.push_back({"/opposition_words", "required_for_cause", {}});
  if (!record.reports_to_id) return;
  const auto boss = storage::find_record(context.session, context.actor.workspace_id, *record.reports_to_id);
  if (boss && boss->account_id != record.account_id) errors.push_back({"/reports_to_id", "not_of_account", {}});
  if ((!before || record.reports_to_id != before->reports_to_id) &&
      makes_a_cycle<Contact>(context, record.id, record.reports_to_id, [](const Contact& c) { return c.reports_to_id; }))
    errors.push_back({"/reports_to_id", "makes_a_cycle", {}});
}
void apply_rules(const RuleContext& context, Opportunity& record, const Opportunity* before, std::vector<FieldError>& errors) {
  check_money(context, record.amount_minor, record.currency, errors);
  if (record.opened_at.ms == 0) record.opened_at = before ? before->opened_at : start_of_today(context);
  not_in_the_future(record.opened_at, context.now, "/opened_at", errors, "opened_in_the_future");
  if (record.result == OpportunityResult::open) {
    // A deal that is opened again lets go of its date; one that was never closed has none to be given.
    if (record.closed_at && (!before || before->result == OpportunityResult::open)) errors.push_back({"/closed_at", "open_has_no_end", {}});
    record.closed_at.reset();
  } else {
    if (!record.closed_at) record.closed_at = std::max(context.now, record.opened_at);
    not_in_the_future(*record.closed_at, context.now, "/closed_at", errors, "closed_in_the_future");
    if (*record.closed_at < record.opened_at) errors.push_back({"/closed_at", "closed_before_opening", {}});
  }
}
void apply_rules(const RuleContext& context, Product& record, const Product*, std::vector<FieldError>& errors) {
  check_money(context, record.list_price_minor, record.currency, errors);
}
void apply_rules(const RuleContext&, Competitor&, const Competitor*, std::vector<FieldError>&) {}
void apply_rules(const RuleContext& context, Call& record, const Call*, std::vector<FieldError>& errors) {
  take_account_from_opportunity(context, record, errors);
  require_belonging(record, errors);
  if (record.status == CallStatus::held) not_in_the_future(record.held_at, context.now, "/held_at", errors);
}
void apply_rules(const RuleContext& context, Commitment& record, const Commitment*, std::vector<FieldError>& errors) {
  if (record.call_id) {
    if (const auto call = storage::find_record(context.session, context.actor.workspace_id, *record.call_id)) {
      if (!record.opportunity_id) record.opportunity_id = call->opportunity_id;
      if (!record.account_id) record.account_id = call->account_id;
    }
  }
  take_account_from_opportunity(context, record, errors);
  require_belonging(record, errors);
  if (record.action == CommitmentAction::other && !has_text(record.text)) errors.push_back({"/text", "required_for_other", {}});
}
void apply_rules(const RuleContext& context, NextStep& record, const NextStep*, std::vector<FieldError>& errors) {
  take_account_from_opportunity(context, record, errors);
  require_belonging(record, errors);
  if (record.done_at) not_in_the_future(*record.done_at, context.now, "/done_at", errors);
}
void apply_rules(const RuleContext& context, Note& record, const Note* before, std::vector<FieldError>& errors) {
  if (record.at.ms == 0) record.at = before ? before->at : context.now;
  not_in_the_future(record.at, context.now, "/at", errors);
  take_account_from_opportunity(context, record, errors);
  if (!record.account_id && record.contact_id)
    if (const auto contact = storage::find_record(context.session, context.actor.workspace_id, *record.contact_id))
      record.account_id = contact->account_id;
  require_belonging(record, errors);
}
void apply_rules(const RuleContext& context, Evidence& record, const Evidence*, std::vector<FieldError>& errors) {
  take_account_from_opportunity(context, record, errors);
  require_belonging(record, errors);
  not_in_the_future(record.observed_at, context.now, "/observed_at", errors, "evidence_in_the_future");
  if (record.source_class == SourceClass::quote && !has_text(record.quote)) errors.push_back({"/quote", "required_for_quote", {}});
  if (record.source_class == SourceClass::document && !has_text(record.document) && !has_text(record.quote))
    errors.push_back({"/document", "required_for_document", {}});
  if (record.opportunity_id && !record.back_dated)
    if (const auto opportunity = storage::find_record(context.session, context.actor.workspace_id, *record.opportunity_id);
        opportunity && record.observed_at < opportunity->opened_at)
      errors.push_back({"/observed_at", "before_lap", {{"opened_at", to_string(opportunity->opened_at)}}});
}
void apply_rules(const RuleContext& context, StageEvent& record, const StageEvent* before, std::vector<FieldError>& errors) {
  if (record.at.ms == 0) record.at = before ? before->at : context.now;
  not_in_the_future(record.at, context.now, "/at", errors);
  const bool needs_stage = record.kind != StageEventKind::late_entry;
  if (needs_stage && !record.stage) errors.push_back({"/stage", "required", {}});
  if (!needs_stage && record.stage) errors.push_back({"/stage", "no_stage_here", {}});
  if (record.kind != StageEventKind::claim && !has_text(record.reason)) errors.push_back({"/reason", "required", {}});
  if (record.kind == StageEventKind::claim && !record.source) record.source = "capture";
  if (record.kind == StageEventKind::override_ && !role_allows(context.actor.role, Verb::override_stage))
    errors.push_back({"/kind", "override_needs_manager", {}});
  if (record.kind == StageEventKind::regression)
    if (const auto opportunity = storage::find_record(context.session, context.actor.workspace_id, record.opportunity_id);
        opportunity && record.at < opportunity->opened_at)
      errors.push_back({"/at", "before_lap", {{"opened_at", to_string(opportunity->opened_at)}}});
}
void apply_rules(const RuleContext& context, Team& record, const Team* before, std::vector<FieldError>& errors) {
  if (record.parent_id && (!before || record.parent_id != before->parent_id) &&
      makes_a_cycle<Team>(context, record.id, record.parent_id, [](const Team& t) { return t.parent_id; }))
    errors.push_back({"/parent_id", "makes_a_cycle", {}});
}
void apply_rules(const RuleContext& context, User& record, const User*, std::vector<FieldError>& errors) {
  if (record.locale && *record.locale != "zh-CN" && *record.locale != "en")
    errors.push_back({"/locale", "unknown_value", {{"value", *record.locale}, {"allowed", "zh-CN, en"}}});
  if (!record.email) return;
  const auto at = record.email->find('@');
  if (at == std::string::npos || at == 0 || at + 1 == record.email->size() || record.email->find_first_of(" \t\r\n") != std::string::npos)
    errors.push_back({"/email", "bad_email", {}});
  std::transform(record.email->begin(), record.email->end(), record.email->begin(),
                 [](unsigned char c) { return c < 128 ? std::tolower(c) : c; });
  context.session.query("SELECT id FROM users WHERE workspace_id = ?1 AND email = ?2",
                        {context.actor.workspace_id, std::string_view(*record.email)}, [&](const RowReader& row) {
                          if (row.id(0) != record.id.uuid) errors.push_back({"/email", "not_unique", {}});
                        });
}
}  // namespace wheelhouse::service
