// Everything that touches one person, found record by record: what privacy.h shows, and what it erases.
#pragma once
#include <boost/json.hpp>

#include "domain/all.h"
#include "service/privacy.h"
#include "service/record_traits.h"
#include "service/redact.h"
#include "storage/record_store.h"

namespace wheelhouse::service {

struct Person {
  PersonRef ref;
  Redactor redactor;
  std::string no_name, no_words;  // what stands where a name, or words that must be there, stood
  bool name_is_shared = false;

  // Outside his own account a name that somebody else bears too says nothing of him.
  bool with_name(const std::optional<Uuid>& account_id) const {
    return !name_is_shared || (ref.account_id && account_id == ref.account_id);
  }
};
// With every name, address and number that he ever had here.
Person know_person(storage::Session& session, std::int64_t workspace_id, const PersonRef& ref);

template <class T>
constexpr bool is_words() { return std::is_same_v<unwrapped_t<T>, std::string>; }

template <Reflected E>
constexpr bool is_person() { return std::is_same_v<E, Contact> || std::is_same_v<E, User>; }

// Does the record name him by a reference?
template <Reflected E>
bool is_linked(const Person& person, const E& record) {
  bool linked = false;
  if (person.ref.object_type != Entity<Contact>::name || std::is_same_v<E, Contact>) return false;  // who reports to him is not he
  for_each_field<E>([&](const auto& f, std::size_t) {
    using T = typename std::remove_cvref_t<decltype(f)>::Type;
    if constexpr (std::is_same_v<unwrapped_t<T>, Id<Contact>>) {
      const auto id = plain(record.*f.member);
      linked = linked || id == person.ref.id;
    } else if constexpr (std::is_same_v<T, std::vector<Id<Contact>>>) {
      for (const auto& id : record.*f.member) linked = linked || id.uuid == person.ref.id;
    }
  });
  return linked;
}

template <Reflected E>
bool is_himself(const Person& person, const E& record) {
  return is_person<E>() && person.ref.object_type == Entity<E>::name && record.id.uuid == person.ref.id;
}

// Names of others are theirs, however like his they are; what the server alone sets is no text of anybody.
template <Reflected E>
bool is_searched(std::string_view field, const Limits& limits) {
  return !limits.read_only && !(is_person<E>() && field == "name");
}

template <Reflected E>
bool mentions(const Person& person, const E& record) {
  bool found = false;
  const bool with_name = person.with_name(belonging_of(record).account_id);
  for_each_field<E>([&](const auto& f, std::size_t) {
    using T = typename std::remove_cvref_t<decltype(f)>::Type;
    if constexpr (is_words<T>()) {
      const Text text = record.*f.member;
      found = found || (is_searched<E>(f.name, f.limits) && text && person.redactor.finds(*text, with_name));
    }
  });
  return found;
}

// Every record of E that is he, names him or mentions him.
template <Reflected E>
std::vector<E> touched_records(storage::Session& session, std::int64_t workspace_id, const Person& person) {
  std::vector<SqlValue> values{person.ref.id};
  std::string where;
  const auto any = [&](const std::string& condition) { where += (where.empty() ? "" : " OR ") + condition; };
  if (person.ref.object_type == Entity<E>::name) any("id = ?2");
  if (person.ref.object_type == Entity<Contact>::name)
    for_each_field<E>([&](const auto& f, std::size_t i) {
      using T = typename std::remove_cvref_t<decltype(f)>::Type;
      if (i < static_cast<std::size_t>(kRecordFieldCount)) return;
      if constexpr (std::is_same_v<unwrapped_t<T>, Id<Contact>>) any(std::string(f.name) + " = ?2");
      if constexpr (std::is_same_v<T, std::vector<Id<Contact>>>) {
        values.emplace_back("%" + to_string(person.ref.id) + "%");
        any(std::string(f.name) + " LIKE ?" + std::to_string(values.size() + 1));
      }
    });
  const std::string like = session.engine() == storage::Engine::postgres ? " ILIKE ?" : " LIKE ?";
  for (const std::string& hint : person.redactor.hints(true)) {
    std::string pattern = "%";
    for (const char c : hint) {
      if (c == '%' || c == '_' || c == '\\') pattern += '\\';
      pattern += c;
    }
    const std::size_t before = where.size();
    for_each_field<E>([&](const auto& f, std::size_t) {
      using T = typename std::remove_cvref_t<decltype(f)>::Type;
      if constexpr (is_words<T>())
        if (is_searched<E>(f.name, f.limits)) any(std::string(f.name) + like + std::to_string(values.size() + 2) + " ESCAPE '\\'");
    });
    if (where.size() > before) values.emplace_back(pattern + "%");  // one text of a statement has one number of parameters
  }
  if (where.empty()) return {};
  // Names ?2 even where nothing of E can point at him: a parameter that stands nowhere has no kind.
  const std::string id_type = session.engine() == storage::Engine::postgres ? "uuid" : "BLOB";
  where = "(CAST(?2 AS " + id_type + ") IS NULL OR " + where + ") ORDER BY id";
  std::vector<E> records = storage::select_records<E>(session, workspace_id, where, std::move(values));
  std::erase_if(records, [&](const E& record) {
    return !is_himself(person, record) && !is_linked(person, record) && !mentions(person, record);
  });
  return records;
}

}  // namespace wheelhouse::service
