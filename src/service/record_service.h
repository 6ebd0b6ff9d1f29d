// Create, read, update, delete of any entity: authorisation, rules, history and position in one place. A use case with a
// name of its own (capture, import, undo) has its own file and calls these.
#pragma once
#include <boost/json/object.hpp>
#include <optional>

#include "reflect/json.h"
#include "service/record_rules_impl.h"
#include "service/unit_of_work_impl.h"

namespace wheelhouse::service {

// The version an If-Match names; nullopt means "any" ("*").
using ExpectedVersion = std::optional<std::int64_t>;

template <Reflected E>
constexpr Verb verb_for(Verb verb) {
  return std::is_same_v<E, User> || std::is_same_v<E, Team> ? Verb::manage_users : verb;
}

template <Reflected E>
Result<E> find_visible(storage::Session& session, const Actor& actor, Id<E> id) {
  auto record = storage::find_record(session, actor.workspace_id, id);
  if (!record || !sees_belonging(session, actor, belonging_of(*record))) return fail(Error::not_found(Entity<E>::name));
  return std::move(*record);
}

inline RuleContext rule_context(UnitOfWork& work) {
  return {work.session(), work.actor(), work.now(), workspace_currency(work.session(), work.workspace_id()), work.reader_offset_minutes()};
}

// Every rule, in the order in which a person reads what is wrong; completes `record` where something follows from the rest.
template <Reflected E>
void check_record(const RuleContext& context, E& record, const E* before, std::vector<FieldError>& errors) {
  check_lines<E>(record, before, errors);
  check_references<E>(context, record, before, errors);
  apply_rules(context, record, before, errors);
  check_belonging<E>(context, record, before, errors);
  check_people<E>(context, record, before, errors);
}

// Checks and writes a record made in code (capture, demo book); `record` is completed in place.
template <Reflected E>
Result<void> create_checked(UnitOfWork& work, E& record, std::vector<FieldError> errors = {}, const std::string& base = "") {
  const RuleContext context = rule_context(work);
  std::vector<FieldError> found;
  check_record<E>(context, record, nullptr, found);
  for (FieldError& error : found) {
    error.pointer = base + error.pointer;
    errors.push_back(std::move(error));
  }
  if (!errors.empty()) return fail(Error::invalid_fields(std::move(errors)));
  work.create(record);
  return {};
}

template <Reflected E>
Result<E> create_record(UnitOfWork& work, const boost::json::object& input) {
  if (auto allowed = require(work.actor(), verb_for<E>(Verb::create)); !allowed) return fail(allowed.error());
  E record;
  std::vector<FieldError> errors;
  read_fields(input, record, ReadMode::create, errors);
  if constexpr (requires { record.owner_id; })  // what a person creates is his, unless he says otherwise
    if (!input.contains("owner_id") && work.actor().user_id) record.owner_id = Id<User>{*work.actor().user_id};
  if (auto written = create_checked(work, record, std::move(errors)); !written) return fail(written.error());
  return record;
}

template <Reflected E>
Result<E> update_record(UnitOfWork& work, Id<E> id, ExpectedVersion expected, const boost::json::object& input) {
  auto before = find_visible(work.session(), work.actor(), id);
  if (!before) return before;
  if (auto allowed = require(work.actor(), verb_for<E>(Verb::update)); !allowed) return fail(allowed.error());
  if (expected && *expected != before->version) return fail(Error::make(Errc::stale, "stale"));
  E after = *before;
  std::vector<FieldError> errors;
  read_fields(input, after, ReadMode::patch, errors);
  const RuleContext context = rule_context(work);
  check_record<E>(context, after, &*before, errors);
  if (!errors.empty()) return fail(Error::invalid_fields(std::move(errors)));
  work.update(*before, after);
  return after;
}

template <Reflected E>
Result<void> remove_record(UnitOfWork& work, Id<E> id, ExpectedVersion expected);

}  // namespace wheelhouse::service
