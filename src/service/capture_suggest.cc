#include "service/capture_suggest.h"

#include <algorithm>

#include "domain/account.h"
#include "service/local_time.h"
#include "service/record_service.h"
#include "text/utf8.h"

namespace wheelhouse::service {
namespace {

constexpr int kPeopleMax = 500;

std::vector<NamedPerson> people_of(storage::Session& session, std::int64_t workspace_id, const Uuid& account_id) {
  std::vector<NamedPerson> people;
  session.query("SELECT id, name FROM contacts WHERE workspace_id = ?1 AND account_id = ?2 ORDER BY id LIMIT " + std::to_string(kPeopleMax),
                {workspace_id, account_id}, [&](const RowReader& row) { people.push_back({row.id(0), std::string(row.text(1))}); });
  return people;
}

template <class List, class Write>
void write_list(std::string& out, const List& list, Write&& write) {
  out += '[';
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (i) out += ',';
    json_text::Object object(out);
    write(object, list[i], i);
    object.close();
  }
  out += ']';
}

void write_date(json_text::Object& object, const std::optional<Date>& date) {
  if (date) object.string("due_on", to_string(*date));
  else object.null("due_on");
}

}  // namespace

CaptureSuggestions suggest_from(std::string_view text, const std::vector<NamedPerson>& people, std::string_view default_currency,
                                Date today) {
  const SuggestText read(text);
  CaptureSuggestions result;
  const auto named = find_people(read, people);
  for (std::size_t i = 0; i < named.size(); ++i) {
    const bool before = std::any_of(named.begin(), named.begin() + static_cast<std::ptrdiff_t>(i),
                                    [&](const FoundPerson& person) { return person.person == named[i].person; });
    if (!before) result.contacts.push_back(people[named[i].person]);
  }
  result.evidence = suggest_evidence(read);
  result.amounts = find_amounts(read, default_currency);
  for (const FoundAmount& amount : result.amounts) result.amount_texts.push_back(read.original(amount.range));
  result.dates = find_dates(read, today);
  SuggestedPromises promises = suggest_promises(read, result.dates, named, today);
  result.next_step = std::move(promises.next_step);
  result.commitment = std::move(promises.commitment);
  if (result.commitment && result.commitment->person) result.commitment_contact = people[*result.commitment->person];
  return result;
}

Result<void> write_suggestions(std::string& out, storage::Session& session, const Actor& actor, const SuggestQuery& query, Instant now) {
  if (text::count_code_points(query.text) > kSuggestTextMax)
    return fail(Error::invalid_field("/text", "too_long", {{"max", std::to_string(kSuggestTextMax)}}));
  std::vector<NamedPerson> people;
  if (query.account_id) {
    if (auto account = find_visible(session, actor, Id<Account>{*query.account_id}); !account) return fail(account.error());
    people = people_of(session, actor.workspace_id, *query.account_id);
  }
  const int offset = query.offset_minutes ? *query.offset_minutes : workspace_offset_minutes(session, actor.workspace_id, now);
  const CaptureSuggestions s = suggest_from(query.text, people, workspace_currency(session, actor.workspace_id), local_date(now, offset));

  json_text::Object object(out);
  write_list(object.key("contacts"), s.contacts, [](json_text::Object& o, const NamedPerson& person, std::size_t) {
    o.string("id", to_string(person.id));
    o.string("name", person.name);
  });
  write_list(object.key("evidence"), s.evidence, [](json_text::Object& o, const SuggestedEvidence& e, std::size_t) {
    o.string("code", to_string(e.code));
    o.string("source_class", to_string(e.source_class));
    o.string("quote", e.quote);
    o.string("reason", e.reason);
    o.string("matched", e.matched);
  });
  if (s.next_step) {
    json_text::Object step(object.key("next_step"));
    step.string("text", s.next_step->text);
    write_date(step, s.next_step->due_on);
    step.close();
  } else {
    object.null("next_step");
  }
  write_list(object.key("amounts"), s.amounts, [&](json_text::Object& o, const FoundAmount& amount, std::size_t i) {
    o.integer("amount_minor", amount.amount_minor);
    o.string("currency", amount.currency);
    o.string("text", s.amount_texts[i]);
  });
  if (s.commitment) {
    json_text::Object commitment(object.key("commitment"));
    commitment.string("who", to_string(s.commitment->who));
    commitment.string("action", to_string(s.commitment->action));
    commitment.string("text", s.commitment->text);
    write_date(commitment, s.commitment->due_on);
    // A promise for a day holds until that day is over where it was given.
    if (s.commitment->due_on)
      commitment.string("due_at", to_string(Instant{local_start({s.commitment->due_on->days + 1}, offset).ms - 1000}));
    else commitment.null("due_at");
    if (s.commitment_contact) {
      json_text::Object contact(commitment.key("contact"));
      contact.string("id", to_string(s.commitment_contact->id));
      contact.string("name", s.commitment_contact->name);
      contact.close();
    } else {
      commitment.null("contact");
    }
    commitment.close();
  } else {
    object.null("commitment");
  }
  object.close();
  return {};
}

}  // namespace wheelhouse::service
