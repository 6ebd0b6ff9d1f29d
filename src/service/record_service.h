// Create, read, update, delete of any entity: authorisation, rules, history and position in one place. A use case with a
// name of its own (capture, import, undo) has its own file and calls these.
// Each function exists once for every entity (record_instances_*.cc), so that who calls it compiles none of it.
#pragma once
#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <vector>

#include "service/record_rules.h"
#include "service/unit_of_work.h"

namespace wheelhouse::service {

// The version an If-Match names; nullopt means "any" ("*").
using ExpectedVersion = std::optional<std::int64_t>;

RuleContext rule_context(UnitOfWork& work);

// Errors: not_found, also for what somebody else may see.
template <Reflected E>
Result<E> find_visible(storage::Session& session, const Actor& actor, Id<E> id);
// The same, of what this person may change as well. Errors: forbidden too.
template <Reflected E>
Result<E> find_writable(storage::Session& session, const Actor& actor, Id<E> id);

// Every rule, in the order in which a person reads what is wrong; completes `record` where something follows from the rest.
template <Reflected E>
void check_record(const RuleContext& context, E& record, const E* before, std::vector<FieldError>& errors);

// Checks and writes a record made in code (capture, demo book); `record` is completed in place.
template <Reflected E>
Result<void> create_checked(UnitOfWork& work, E& record, std::vector<FieldError> errors = {}, const std::string& base = "");

template <Reflected E>
Result<E> create_record(UnitOfWork& work, const boost::json::object& input);

// Errors: not_found, forbidden, stale, invalid with a pointer per field.
template <Reflected E>
Result<E> update_record(UnitOfWork& work, Id<E> id, ExpectedVersion expected, const boost::json::object& input);

// Deletes a record together with what cannot stand without it; what merely mentions it is left without the mention. One change, so
// one undo brings all of it back. Errors: not_found, forbidden, stale.
template <Reflected E>
Result<void> remove_record(UnitOfWork& work, Id<E> id, ExpectedVersion expected);
template <Reflected E>
void remove_with_dependents(UnitOfWork& work, Id<E> id);

}  // namespace wheelhouse::service
