// Pieces that the cross-field rules of many entities are made of (record_rules.h).
#pragma once
#include "service/record_rules.h"
#include "storage/record_store.h"
#include "text/amount.h"

namespace wheelhouse::service {

inline void check_money(const RuleContext& context, const std::optional<std::int64_t>& amount, Text& currency,
                        std::vector<FieldError>& errors) {
  if (currency && !text::is_currency_code(*currency)) errors.push_back({"/currency", "bad_currency", {{"value", *currency}}});
  if (amount && !currency) currency = context.workspace_currency;
}

// A record that hangs on an opportunity hangs on that opportunity's account too.
template <class E>
void take_account_from_opportunity(const RuleContext& context, E& record, std::vector<FieldError>& errors) {
  if (!record.opportunity_id) return;
  const auto opportunity = storage::find_record(context.session, context.actor.workspace_id, *record.opportunity_id);
  if (!opportunity) return;  // check_references says so
  if (!record.account_id) record.account_id = opportunity->account_id;
  else if (opportunity->account_id && *opportunity->account_id != *record.account_id)
    errors.push_back({"/account_id", "not_of_opportunity", {}});
}

template <class E>
void require_belonging(const E& record, std::vector<FieldError>& errors) {
  if (!record.account_id && !record.opportunity_id) errors.push_back({"/account_id", "account_or_opportunity", {}});
}

inline void not_in_the_future(Instant at, Instant now, const char* pointer, std::vector<FieldError>& errors,
                              const char* code = "in_the_future") {
  if (at > now) errors.push_back({pointer, code, {}});
}

inline bool has_text(const Text& text) { return text && text->find_first_not_of(" \t\r\n") != std::string::npos; }

// A change that moves a record to another deal would leave behind what hangs on it.
template <class E>
void keep_place(const RuleContext& context, const E& record, const E* before, std::string_view table, std::string_view column,
                std::vector<FieldError>& errors) {
  if (!before || (before->opportunity_id == record.opportunity_id && before->account_id == record.account_id)) return;
  const std::string sql = "SELECT 1 FROM " + std::string(table) + " WHERE workspace_id = ?1 AND " + std::string(column) + " = ?2 LIMIT 1";
  if (!context.session.query_first(sql, {context.actor.workspace_id, record.id.uuid}, [](const RowReader&) {})) return;
  errors.push_back({before->opportunity_id == record.opportunity_id ? "/account_id" : "/opportunity_id", "others_hang_on_it", {}});
}

// A record that hangs on another takes its customer and deal from there.
template <class E, class Parent>
void take_place(E& record, const std::optional<Parent>& parent) {
  if (!parent) return;  // check_references says so
  if constexpr (requires { record.opportunity_id.reset(); }) record.opportunity_id = parent->opportunity_id;
  record.account_id = parent->account_id;
}
template <class E>
auto parent_of(const RuleContext& context, const Id<E>& id) {
  return storage::find_record(context.session, context.actor.workspace_id, id);
}

// One of its kind for a deal, or for a pair.
inline bool taken(const RuleContext& context, const std::string& sql, const Uuid& self, std::initializer_list<SqlValue> values) {
  bool found = false;
  context.session.query(sql, values, [&](const RowReader& row) { found = found || row.id(0) != self; });
  return found;
}
template <class E>
void one_per_deal(const RuleContext& context, const E& record, std::vector<FieldError>& errors) {
  if (taken(context, "SELECT id FROM " + std::string(Entity<E>::collection) + " WHERE workspace_id = ?1 AND opportunity_id = ?2",
            record.id.uuid, {context.actor.workspace_id, record.opportunity_id.uuid}))
    errors.push_back({"/opportunity_id", "not_unique", {}});
}

// A person named beside contact_id, which check_people() looks at.
inline void check_person(const RuleContext& context, const std::optional<Id<Contact>>& id, const std::optional<Id<Account>>& account,
                         const char* pointer, std::vector<FieldError>& errors) {
  if (!id || !account) return;
  if (const auto contact = parent_of(context, *id); contact && contact->account_id != *account)
    errors.push_back({pointer, "not_of_account", {}});
}

// Who confirmed and when belong together.
template <class E>
void check_confirmation(const RuleContext& context, E& record, std::vector<FieldError>& errors) {
  if (record.confirmed_at) not_in_the_future(*record.confirmed_at, context.now, "/confirmed_at", errors);
  if (record.confirmed_at && !record.contact_id) errors.push_back({"/contact_id", "required_for_confirmed", {}});
}

}  // namespace wheelhouse::service
