#include "service/print_parts.h"

#include <algorithm>

#include "method/objection.h"
#include "method/stage.h"
#include "service/account_people.h"
#include "service/local_time.h"
#include "service/workspace.h"

namespace wheelhouse::service {

PrintWords words_for(storage::Session& session, std::int64_t workspace_id, const PrintReader& reader) {
  const int offset = reader.offset_minutes ? *reader.offset_minutes : workspace_offset_minutes(session, workspace_id, reader.now);
  return {reader.language, offset, reader.now};
}

std::string house_name(storage::Session& session, std::int64_t workspace_id) {
  const auto workspace = find_workspace(session, workspace_id);
  return workspace ? workspace->name : std::string();
}

print::Document internal_document(const PrintWords& words, storage::Session& session, std::int64_t workspace_id, std::string title) {
  print::Document document = words.document(std::move(title), house_name(session, workspace_id));
  document.label = words("print.internal");
  return document;
}

std::string name_in(const NamesById& names, const std::optional<Uuid>& id) {
  if (!id) return {};
  const auto found = names.find(*id);
  return found == names.end() ? std::string() : found->second;
}

std::string user_name(storage::Session& session, std::int64_t workspace_id, const std::optional<Uuid>& id) {
  return id ? name_in(names_of(session, workspace_id, "users", {*id}), id) : std::string();
}
std::string account_name(storage::Session& session, std::int64_t workspace_id, const std::optional<Uuid>& id) {
  return id ? name_in(names_of(session, workspace_id, "accounts", {*id}), id) : std::string();
}

print::Span quiet(std::string text) { return {std::move(text), print::Tone::quiet}; }

print::Steps stage_steps(const PrintWords& words, const std::optional<storage::PositionRow>& position) {
  print::Steps steps;
  for (int i = 0; i < kStageCount; ++i) steps.labels.push_back(std::to_string(i + 1) + " " + words.name("stage", static_cast<Stage>(i)));
  if (position) {
    steps.current = static_cast<std::size_t>(position->stage);
    steps.hollow = !storage::counts_as_proven(position->basis);
  }
  return steps;
}

print::Fact stage_fact(const PrintWords& words, const std::optional<storage::PositionRow>& position, Instant now) {
  print::Fact fact{words("print.stage"), std::string(kNotKnown)};
  if (!position) return fact;
  fact.value = std::to_string(stage_number(position->stage)) + " " + words.name("stage", position->stage);
  fact.note = words.name("basis", position->basis);
  if (storage::counts_as_proven(position->basis)) {
    const double confidence = method::decay_confidence(position->confidence, position->stage, position->last_evidence_at, now);
    fact.note = words("print.basis_confidence", {{"basis", fact.note}, {"confidence", words.percent(confidence)}});
  } else {
    fact.tone = print::Tone::warn;
  }
  return fact;
}

print::Fact days_fact(const PrintWords& words, const std::optional<storage::PositionRow>& position, Instant now) {
  print::Fact fact{words("print.days_in_stage"), std::string(kNotKnown)};
  if (!position) return fact;
  fact.value = words("print.days", {{"n", std::to_string(std::max<std::int64_t>(0, age_days(now, position->entered_at)))}});
  if (!position->on_wheel) return fact;
  if (position->stuck_at && *position->stuck_at <= now) {
    fact.tone = print::Tone::bad;
    fact.note = words("print.stuck_since", {{"date", words.date(*position->stuck_at)}});
  } else if (position->stuck_at) {
    fact.note = words("print.stuck_from", {{"date", words.date(*position->stuck_at)}});
  }
  return fact;
}

print::List open_promises(const PrintWords& words, storage::Session& session, const Actor& actor, std::string_view column, const Uuid& id,
                          Instant now) {
  print::List list;
  list.empty = words("print.no_promises");
  const auto open =
      seen_records<Commitment>(session, actor, std::string(column) + " = ?2 AND status = 'open' ORDER BY due_at IS NULL, due_at, id", {id});
  std::vector<Uuid> contacts, users;
  for (const Commitment& one : open) {
    if (one.contact_id) contacts.push_back(one.contact_id->uuid);
    if (one.owner_id) users.push_back(one.owner_id->uuid);
  }
  const auto people = names_of(session, actor.workspace_id, "contacts", std::move(contacts));
  const auto ours = names_of(session, actor.workspace_id, "users", std::move(users));
  for (const Commitment& one : open) {
    print::Item item;
    item.mark = one.due_at ? words.date(*one.due_at) : words("print.no_date");
    const std::string text = one.text ? *one.text : words.name("commitment_action", one.action);
    const bool theirs = one.who == CommitmentWho::customer;
    item.text = {{words(theirs ? "print.theirs" : "print.ours") + " ", theirs ? print::Tone::accent : print::Tone::plain, true}, {text}};
    const std::string who = theirs ? name_in(people, plain(one.contact_id)) : name_in(ours, plain(one.owner_id));
    if (!who.empty()) item.text.push_back(quiet(" · " + who));
    if (one.due_at && *one.due_at < now) item.text.push_back({" · " + words("print.overdue"), print::Tone::bad});
    list.items.push_back(std::move(item));
  }
  return list;
}

print::List open_objections(const PrintWords& words, storage::Session& session, const Actor& actor, std::string_view column,
                            const Uuid& id) {
  print::List list;
  list.empty = words("print.no_objections");
  const auto open = seen_records<Objection>(
      session, actor, std::string(column) + " = ?2 AND state NOT IN ('resolved', 'unresolved') ORDER BY blocking DESC, raised_at, id",
      {id});
  std::vector<Uuid> contacts;
  for (const Objection& one : open)
    if (one.contact_id) contacts.push_back(one.contact_id->uuid);
  const auto people = names_of(session, actor.workspace_id, "contacts", std::move(contacts));
  for (const Objection& one : open) {
    print::Item item;
    item.text = {{words.quoted(one.quote)}};
    if (one.blocking) item.text.push_back({" " + words("print.blocking"), print::Tone::bad, true});
    item.below = {quiet(
        PrintWords::joined({name_in(people, plain(one.contact_id)), words.date(one.raised_at),
                            one.cls ? words.name("objection_class", *one.cls) : std::string(), words.name("objection_state", one.state),
                            one.cls ? words.name("objection_treatment", method::treatment_of(*one.cls)) : std::string()}))};
    list.items.push_back(std::move(item));
  }
  return list;
}

print::Table people_table(const PrintWords& words, storage::Session& session, const Actor& actor, const std::optional<Uuid>& account_id,
                          Instant now) {
  print::Table table;
  table.columns = {{words("print.person"), 2.4},          {words("print.role"), 1.4},
                   {words("print.level"), 1.3},           {words("print.stance"), 1.4},
                   {words("print.influence"), 0.9, true}, {words("print.last_met"), 1.2, true}};
  table.empty = words("print.no_people");
  if (!account_id) return table;
  const auto contacts = seen_records<Contact>(
      session, actor, "account_id = ?2 ORDER BY influence IS NULL, influence DESC, level IS NULL, name, id", {*account_id});
  const auto by_account = people_of_accounts(session, actor, {*account_id}, std::nullopt, now);
  for (const Contact& contact : contacts) {
    std::optional<Instant> met;
    for (const auto& [account, people] : by_account)
      for (const Person& person : people)
        if (person.id == contact.id.uuid) met = person.last_met_at;
    const auto attitude = contact.attitude;
    const std::string influence = contact.influence ? std::to_string(*contact.influence) + " / 5" : std::string(kNotKnown);
    table.rows.push_back(
        {{contact.name, print::Tone::plain, true, contact.title.value_or("")},
         {contact.role ? words.name("contact_role", *contact.role) : std::string(kNotKnown)},
         {contact.level ? words.name("contact_level", *contact.level) : std::string(kNotKnown)},
         {words("attitude." + (attitude ? std::to_string(*attitude) : std::string("unknown"))), !attitude       ? print::Tone::quiet
                                                                                                : *attitude > 0 ? print::Tone::ok
                                                                                                : *attitude < 0 ? print::Tone::bad
                                                                                                                : print::Tone::plain},
         {influence},
         {met ? words.date(*met) : words("print.not_met"), met ? print::Tone::plain : print::Tone::quiet}});
  }
  return table;
}

}  // namespace wheelhouse::service
