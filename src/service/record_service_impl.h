// Bodies of record_service.h; include only where they are instantiated (record_instances_*.cc).
#pragma once
#include "domain/all.h"
#include "reflect/json.h"
#include "service/record_rules_impl.h"
#include "service/record_service.h"
#include "service/references.h"
#include "service/unit_of_work_impl.h"

namespace wheelhouse::service {

template <Reflected E>
constexpr Verb verb_for(Verb verb) {
  return std::is_same_v<E, User> || std::is_same_v<E, Team> ? Verb::manage_users : verb;
}

template <Reflected E>
Result<E> find_visible(storage::Session& session, const Actor& actor, Id<E> id) {
  auto record = storage::find_or_assume(session, actor.workspace_id, id);
  if (!record || !sees_belonging(session, actor, belonging_of(*record))) return fail(Error::not_found(Entity<E>::name));
  return std::move(*record);
}

// Who is on an account's team and whom a record is shared with is said by whoever governs it. The rest is changed by who tends it;
// to delete the account or the deal itself, or to hand it over, is to govern it.
template <Reflected E>
constexpr Hold hold_for() { return std::is_same_v<E, AccountMember> || std::is_same_v<E, Share> ? Hold::govern : Hold::tend; }

template <Reflected E>
Result<E> find_writable(storage::Session& session, const Actor& actor, Id<E> id) {
  auto record = find_visible(session, actor, id);
  if (!record) return record;
  if (auto held = require_hold(session, actor, belonging_of(*record), hold_for<E>()); !held) return fail(held.error());
  return record;
}

// Where a record is put has to be the writer's to change as well: a deal in its account, the rest where it hangs.
template <Reflected E>
Result<void> check_place(storage::Session& session, const Actor& actor, const E& record) {
  Belonging place = belonging_of(record);
  if constexpr (std::is_same_v<E, Account>) return {};
  if constexpr (std::is_same_v<E, Opportunity>) place.opportunity_id.reset();
  if (!sees_belonging(session, actor, place)) return {};  // the fields say that there is no such record
  return require_hold(session, actor, place, hold_for<E>());
}

template <Reflected E>
void check_record(const RuleContext& context, E& record, const E* before, std::vector<FieldError>& errors) {
  check_lines<E>(record, before, errors);
  check_references<E>(context, record, before, errors);
  apply_rules(context, record, before, errors);
  check_belonging<E>(context, record, before, errors);
  check_people<E>(context, record, before, errors);
  if (!before) return;
  const Belonging was = belonging_of(*before), is = belonging_of(record);
  if (was.account_id == is.account_id && was.opportunity_id == is.opportunity_id) return;
  if (auto held = check_place(context.session, context.actor, record); !held)
    errors.push_back({was.opportunity_id == is.opportunity_id ? "/account_id" : "/opportunity_id", held.error().reason, {}});
}

template <Reflected E>
Result<void> create_checked(UnitOfWork& work, E& record, std::vector<FieldError> errors, const std::string& base) {
  const RuleContext context = rule_context(work);
  std::vector<FieldError> found;
  check_record<E>(context, record, nullptr, found);
  for (FieldError& error : found) {
    error.pointer = base + error.pointer;
    errors.push_back(std::move(error));
  }
  const auto held = check_place(work.session(), work.actor(), record);  // asked with the rest, though the fields come first
  if (!errors.empty()) return fail(Error::invalid_fields(std::move(errors)));
  if (!held) return fail(held.error());
  work.create(record);
  return {};
}

template <Reflected E>
Result<E> create_record(UnitOfWork& work, const boost::json::object& input) {
  if (auto allowed = require(work.actor(), verb_for<E>(Verb::create)); !allowed) return fail(allowed.error());
  E record;
  std::vector<FieldError> errors;
  read_fields(input, record, ReadMode::create, errors);
  name_typed_stage(errors);
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
  if (auto held = require_hold(work.session(), work.actor(), belonging_of(*before), hold_for<E>()); !held) return fail(held.error());
  if (expected && *expected != before->version) return fail(Error::make(Errc::stale, "stale"));
  E after = *before;
  std::vector<FieldError> errors;
  read_fields(input, after, ReadMode::patch, errors);
  name_typed_stage(errors);
  const RuleContext context = rule_context(work);
  check_record<E>(context, after, &*before, errors);
  if (!errors.empty()) return fail(Error::invalid_fields(std::move(errors)));
  if constexpr (requires { after.owner_id; } && (std::is_same_v<E, Account> || std::is_same_v<E, Opportunity>))
    if (after.owner_id != before->owner_id)
      if (auto held = require_hold(work.session(), work.actor(), belonging_of(*before), Hold::govern); !held) return fail(held.error());
  work.update(*before, after);
  return after;
}

namespace detail {
// `member` of a record of F pointed at what is going away.
template <Reflected F, class T>
void let_go(UnitOfWork& work, Id<F> id, const Field<F, T>& f, const Uuid& target) {
  // Read again: what stood between may have gone or changed with an earlier one.
  const auto before = storage::find_record(work.session(), work.workspace_id(), id);
  if (!before) return;
  F after = *before;
  if constexpr (IsList<T>::value) {
    std::erase_if(after.*f.member, [&](const auto& listed) { return listed.uuid == target; });
  } else if constexpr (requires(T value) { value.reset(); }) {
    (after.*f.member).reset();
  }
  work.update(*before, after);
}
}  // namespace detail

template <Reflected E>
void remove_with_dependents(UnitOfWork& work, Id<E> id) {
  const auto going = storage::find_record(work.session(), work.workspace_id(), id);
  if (!going) return;
  if constexpr (!std::is_same_v<E, User> && !std::is_same_v<E, Team>)  // people are disabled, not deleted
    for_each_pointer_at<E>([&]<class F>(const auto& f) {
      std::vector<Id<F>> pointing;
      work.session().query("SELECT id FROM " + std::string(Entity<F>::collection) + " WHERE workspace_id = ?1 AND " + std::string(f.name) +
                               " = ?2 ORDER BY id",
                           {work.workspace_id(), id.uuid}, [&](const RowReader& row) { pointing.push_back({row.id(0)}); });
      for (const Id<F>& pointer : pointing) {
        using T = typename std::remove_cvref_t<decltype(f)>::Type;
        if (is_dependence<F>(f.name) || !Kind<T>::nullable) remove_with_dependents(work, pointer);
        else detail::let_go(work, pointer, f, id.uuid);
      }
    });
  if constexpr (std::is_same_v<E, Contact>) {
    constexpr auto present = field(&Call::contact_ids, "contact_ids");
    for (const Call& call : storage::select_records<Call>(work.session(), work.workspace_id(), "account_id = ?2 AND contact_ids LIKE ?3",
                                                          {going->account_id.uuid, "%" + to_string(id) + "%"}))
      detail::let_go(work, call.id, present, id.uuid);
  }
  if (const auto last = storage::find_record(work.session(), work.workspace_id(), id)) work.remove(*last);
}

template <Reflected E>
Result<void> remove_record(UnitOfWork& work, Id<E> id, ExpectedVersion expected) {
  auto record = find_visible(work.session(), work.actor(), id);
  if (!record) return fail(record.error());
  if (auto allowed = require(work.actor(), verb_for<E>(Verb::remove)); !allowed) return fail(allowed.error());
  const Hold hold = std::is_same_v<E, Account> || std::is_same_v<E, Opportunity> ? Hold::govern : hold_for<E>();
  if (auto held = require_hold(work.session(), work.actor(), belonging_of(*record), hold); !held) return fail(held.error());
  if (expected && *expected != record->version) return fail(Error::make(Errc::stale, "stale"));
  // A customer takes his deals along: not those that are others'.
  if constexpr (std::is_same_v<E, Account>)
    for (const Opportunity& deal :
         storage::select_records<Opportunity>(work.session(), work.workspace_id(), "account_id = ?2 ORDER BY id", {id.uuid}))
      if (!sees_belonging(work.session(), work.actor(), belonging_of(deal)) ||
          hold_of(work.session(), work.actor(), belonging_of(deal)) < Hold::govern)
        return fail(Error::make(Errc::conflict, "deals_of_others"));
  remove_with_dependents(work, id);
  return {};
}

// What every entity gets. The bodies of all are in sight here: without the extern ones, each file would compile the rest too.
#define WHEELHOUSE_RECORD_SERVICE_OF(prefix, E)                                                                      \
  prefix template void UnitOfWork::create(E&);                                                                       \
  prefix template bool UnitOfWork::update(const E&, E&);                                                             \
  prefix template void UnitOfWork::remove(const E&);                                                                 \
  prefix template Result<E> find_visible(storage::Session&, const Actor&, Id<E>);                                    \
  prefix template Result<E> find_writable(storage::Session&, const Actor&, Id<E>);                                   \
  prefix template void check_record(const RuleContext&, E&, const E*, std::vector<FieldError>&);                     \
  prefix template Result<void> create_checked(UnitOfWork&, E&, std::vector<FieldError>, const std::string&);         \
  prefix template Result<E> create_record(UnitOfWork&, const boost::json::object&);                                  \
  prefix template Result<E> update_record(UnitOfWork&, Id<E>, ExpectedVersion, const boost::json::object&);          \
  prefix template Result<void> remove_record(UnitOfWork&, Id<E>, ExpectedVersion);                                   \
  prefix template void remove_with_dependents(UnitOfWork&, Id<E>);
#define WHEELHOUSE_RECORD_SERVICE_ELSEWHERE(E) WHEELHOUSE_RECORD_SERVICE_OF(extern, E)
#define WHEELHOUSE_RECORD_SERVICE(E) WHEELHOUSE_RECORD_SERVICE_OF(, E)
WHEELHOUSE_ENTITIES(WHEELHOUSE_RECORD_SERVICE_ELSEWHERE)

}  // namespace wheelhouse::service
