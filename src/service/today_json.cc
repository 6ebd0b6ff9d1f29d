// How Today is spelled. The figures are today.cc's.
#include "reflect/json.h"
#include "reflect/json_text.h"
#include "service/call_outcome.h"
#include "service/json_parts.h"
#include "service/name_lookup.h"
#include "service/record_traits.h"
#include "service/today.h"

namespace wheelhouse::service {
namespace {

struct Names {
  NamesById accounts, opportunities, contacts, users;
};

void collect(std::vector<Uuid>& ids, const std::optional<Uuid>& id) {
  if (id) ids.push_back(*id);
}

Names names_for(storage::Session& session, std::int64_t workspace_id, const Today& today) {
  std::vector<Uuid> accounts, opportunities, contacts, users;
  const auto note = [&](const auto& record) {
    collect(accounts, plain(record.account_id));
    if constexpr (requires { record.opportunity_id; }) collect(opportunities, plain(record.opportunity_id));
    if constexpr (requires { record.owner_id; }) collect(users, plain(record.owner_id));
    if constexpr (requires { record.contact_id; }) collect(contacts, plain(record.contact_id));
  };
  for (const NextAction& action : today.actions) {
    collect(accounts, action.account_id);
    collect(opportunities, action.opportunity_id);
    collect(contacts, action.detail.contact_id);
    collect(users, action.detail.owner_id);
  }
  for (const TodayCall& entry : today.calls) note(entry.call);
  for (const Commitment& c : today.waiting) note(c);
  for (const Commitment& c : today.due_commitments) note(c);
  for (const NextStep& s : today.due_next_steps) note(s);
  for (const GameRule& rule : today.due_rules) note(rule);
  for (const SellerIssue& issue : today.due_issues) note(issue);
  for (const DueReminder& reminder : today.reminders) {
    opportunities.push_back(reminder.opportunity_id);
    collect(accounts, reminder.account_id);
  }
  if (today.stuck.worst) {
    opportunities.push_back(today.stuck.worst->subject_id);
    collect(accounts, today.stuck.worst->account_id);
  }
  return {names_of(session, workspace_id, "accounts", std::move(accounts)),
          names_of(session, workspace_id, "opportunities", std::move(opportunities)),
          names_of(session, workspace_id, "contacts", std::move(contacts)), names_of(session, workspace_id, "users", std::move(users))};
}

void write_params(std::string& out, const NextAction& action, const Names& names) {
  const ActionDetail& d = action.detail;
  json_text::Object params(out);
  param(params, "days", d.days);
  param(params, "line_days", d.line_days);
  param(params, "code", d.code);
  if (!d.codes.empty())
    write_list(params.key("codes"), d.codes, [&](EvidenceCode code) { json_text::append_string(out, to_string(code)); });
  param(params, "question_type", d.question_type);
  if (!d.template_id.empty()) params.string("template_id", d.template_id);
  param(params, "level", d.level);
  param(params, "role", d.role);
  param(params, "influence", d.influence);
  param(params, "attitude", d.attitude);
  param(params, "who", d.who);
  param(params, "action", d.action);
  if (!d.text.empty()) params.string(action.kind == ActionKind::call_without_plan ? "subject" : "text", d.text);
  if (d.lapsed) params.boolean("lapsed", *d.lapsed);
  param(params, "others", d.others);
  param(params, "due_at", d.due_at);
  param(params, "due_on", d.due_on);
  param(params, "held_at", d.held_at);
  if (d.line_days && d.contact_id) member(params, "last_contact_at", d.last_contact_at);
  param(params, "commitment_id", d.commitment_id);
  param(params, "next_step_id", d.next_step_id);
  param(params, "call_id", d.call_id);
  param(params, "need_id", d.need_id);
  param(params, "objection_id", d.objection_id);
  param(params, "need_state", d.need_state);
  param(params, "objection_class", d.objection_class);
  if (d.contact_id) write_named_reference(params.key("contact"), d.contact_id, names.contacts);
  if (d.owner_id) write_named_reference(params.key("owner"), d.owner_id, names.users);
  params.close();
}

// The page on which the matter can be settled.
std::string link_of(const NextAction& action) {
  if (action.detail.call_id) return "/calls/" + to_string(*action.detail.call_id);
  if (action.opportunity_id) return "/opps/" + to_string(*action.opportunity_id);
  if (action.account_id) return "/accounts/" + to_string(*action.account_id);
  return "/today";
}

void write_action(std::string& out, const NextAction& action, const Names& names) {
  json_text::Object object(out);
  object.string("id", action.id);
  object.integer("rule", action.rule);
  object.string("kind", to_string(action.kind));
  object.string("since", to_string(action.since));
  member(object, "opportunity_id", action.opportunity_id);
  write_name(object.key("opportunity_name"), action.opportunity_id, names.opportunities);
  member(object, "account_id", action.account_id);
  write_name(object.key("account_name"), action.account_id, names.accounts);
  if (action.standing) {
    object.string("stage", to_string(action.standing->stage));
    object.string("basis", to_string(action.standing->basis));
  } else {
    object.null("stage");
    object.null("basis");
  }
  member(object, "next_stage", action.next_stage);
  const bool has_money = action.standing && action.standing->amount_minor;
  member(object, "amount_minor", has_money ? action.standing->amount_minor : std::nullopt);
  if (has_money) object.string("currency", action.standing->currency);
  else object.null("currency");
  write_params(object.key("params"), action, names);
  object.string("link", link_of(action));
  object.close();
}

void write_call(std::string& out, const TodayCall& entry, const Names& names) {
  const Call& call = entry.call;
  json_text::Object object(out);
  object.string("id", to_string(call.id));
  object.string("held_at", to_string(call.held_at));
  object.string("subject", call.subject);
  object.string("status", to_string(call.status));
  write_named_reference(object.key("account"), plain(call.account_id), names.accounts);
  write_named_reference(object.key("opportunity"), plain(call.opportunity_id), names.opportunities);
  write_named_reference(object.key("owner"), plain(call.owner_id), names.users);
  member(object, "stage", entry.standing ? std::optional(entry.standing->stage) : std::nullopt);
  object.boolean("planned", !is_unplanned(call));
  object.boolean("noted_afterwards", is_noted_afterwards(call));
  object.close();
}

void write_waiting(std::string& out, const Commitment& c, const Names& names, Instant now) {
  out += '{';
  write_json_members(out, c);
  out += ",\"account_name\":";
  write_name(out, plain(c.account_id), names.accounts);
  out += ",\"opportunity_name\":";
  write_name(out, plain(c.opportunity_id), names.opportunities);
  out += ",\"contact_name\":";
  write_name(out, plain(c.contact_id), names.contacts);
  out += c.due_at && *c.due_at < now ? ",\"overdue\":true" : ",\"overdue\":false";
  out += method::has_lapsed({c.who, c.status, c.due_at}, now) ? ",\"lapsed\":true}" : ",\"lapsed\":false}";
}

template <class E>
void write_due(std::string& out, const E& record, const Names& names, bool overdue) {
  json_text::Object object(out);
  object.string("id", to_string(record.id));
  object.string("kind", Entity<E>::name);
  if constexpr (std::is_same_v<E, Commitment>) {
    object.string("text", record.text.value_or(""));
    object.string("action", to_string(record.action));
    member(object, "due_at", record.due_at);
    object.null("due_on");
  } else {
    object.string("text", record.text);
    object.null("due_at");
    Kind<std::remove_cvref_t<decltype(record.due_on)>>::write_json(object.key("due_on"), record.due_on);
  }
  object.boolean("overdue", overdue);
  object.integer("version", record.version);  // so that it can be ticked off from here
  member(object, "account_id", plain(record.account_id));
  write_name(object.key("account_name"), plain(record.account_id), names.accounts);
  std::optional<Uuid> opportunity_id, owner_id;
  if constexpr (requires { record.opportunity_id; }) opportunity_id = plain(record.opportunity_id);
  if constexpr (requires { record.owner_id; }) owner_id = plain(record.owner_id);
  member(object, "opportunity_id", opportunity_id);
  write_name(object.key("opportunity_name"), opportunity_id, names.opportunities);
  write_named_reference(object.key("owner"), owner_id, names.users);
  object.close();
}

void write_reminder(std::string& out, const DueReminder& reminder, const Names& names, Date today) {
  json_text::Object object(out);
  object.string("opportunity_id", to_string(reminder.opportunity_id));
  write_name(object.key("opportunity_name"), reminder.opportunity_id, names.opportunities);
  member(object, "account_id", reminder.account_id);
  write_name(object.key("account_name"), reminder.account_id, names.accounts);
  object.integer("day", reminder.day);
  object.string("due_on", to_string(reminder.due_on));
  object.integer("overdue_days", today.days - reminder.due_on.days);
  object.close();
}

void write_stuck(std::string& out, const StuckSummary& stuck, const Names& names, Instant now) {
  json_text::Object object(out);
  object.integer("count", stuck.count);
  write_list(object.key("value"), stuck.value, [&](const auto& money) {
    json_text::Object entry(out);
    entry.string("currency", money.first);
    entry.integer("amount_minor", money.second);
    entry.close();
  });
  std::string& worst = object.key("worst");
  if (stuck.worst) {
    const auto& row = *stuck.worst;
    const auto account = row.account_id ? names.accounts.find(*row.account_id) : names.accounts.end();
    json_text::Object entry(worst);
    entry.string("id", to_string(row.subject_id));
    // A deal is called by its customer; by its own name while it has none.
    if (account != names.accounts.end()) entry.string("name", account->second);
    else write_name(entry.key("name"), row.subject_id, names.opportunities);
    write_name(entry.key("opportunity_name"), row.subject_id, names.opportunities);
    member(entry, "account_id", row.account_id);
    entry.string("stage", to_string(row.stage));
    entry.integer("dwell_days", std::max<std::int64_t>(0, age_days(now, row.entered_at)));
    entry.close();
  } else {
    worst += "null";
  }
  object.close();
}

}  // namespace

void write_actions(std::string& out, storage::Session& session, const Actor& actor, const Today& today) {
  const Names names = names_for(session, actor.workspace_id, today);
  write_list(out, today.actions, [&](const NextAction& action) { write_action(out, action, names); });
}

void write_today(std::string& out, storage::Session& session, const Actor& actor, const Today& today) {
  const Names names = names_for(session, actor.workspace_id, today);
  json_text::Object object(out);
  object.string("now", to_string(today.now));
  object.string("date", to_string(today.date));
  write_list(object.key("actions"), today.actions, [&](const NextAction& action) { write_action(out, action, names); });
  write_list(object.key("calls"), today.calls, [&](const TodayCall& entry) { write_call(out, entry, names); });
  write_list(object.key("waiting"), today.waiting, [&](const Commitment& c) { write_waiting(out, c, names, today.now); });
  std::string& due = object.key("due");
  due += '[';
  bool first = true;
  const auto add_due = [&](const auto& record, bool overdue) {
    if (!first) due += ',';
    first = false;
    write_due(due, record, names, overdue);
  };
  for (const Commitment& c : today.due_commitments) add_due(c, c.due_at && *c.due_at < today.now);
  for (const NextStep& s : today.due_next_steps) add_due(s, s.due_on && *s.due_on < today.date);
  for (const GameRule& rule : today.due_rules) add_due(rule, *rule.due_on < today.date);
  for (const SellerIssue& issue : today.due_issues) add_due(issue, issue.due_on < today.date);
  due += ']';
  write_list(object.key("reminders"), today.reminders,
             [&](const DueReminder& reminder) { write_reminder(out, reminder, names, today.date); });
  write_stuck(object.key("stuck"), today.stuck, names, today.now);
  member(object, "without_next_step", today.without_next_step);
  object.close();
}

}  // namespace wheelhouse::service
