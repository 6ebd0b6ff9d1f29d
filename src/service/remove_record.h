// Deleting a record together with what cannot stand without it. One change, so one undo brings all of it back.
#pragma once
#include "service/record_service.h"

namespace wheelhouse::service {

namespace detail {
template <Reflected E>
void remove_all(UnitOfWork& work, std::string_view where, const Uuid& id) {
  for (const E& record : storage::select_records<E>(work.session(), work.workspace_id(), where, {id})) work.remove(record);
}
inline void remove_dependents(UnitOfWork& work, const Opportunity& o) {
  remove_all<Evidence>(work, "opportunity_id = ?2", o.id.uuid);
  remove_all<StageEvent>(work, "opportunity_id = ?2", o.id.uuid);
  remove_all<Competitor>(work, "opportunity_id = ?2", o.id.uuid);
  remove_all<Commitment>(work, "opportunity_id = ?2", o.id.uuid);
  remove_all<NextStep>(work, "opportunity_id = ?2", o.id.uuid);
  remove_all<Note>(work, "opportunity_id = ?2", o.id.uuid);
  remove_all<Call>(work, "opportunity_id = ?2", o.id.uuid);
}
inline void remove_dependents(UnitOfWork& work, const Account& a) {
  for (const Opportunity& o : storage::select_records<Opportunity>(work.session(), work.workspace_id(), "account_id = ?2", {a.id.uuid})) {
    remove_dependents(work, o);
    work.remove(o);
  }
  remove_all<Evidence>(work, "account_id = ?2", a.id.uuid);
  remove_all<Commitment>(work, "account_id = ?2", a.id.uuid);
  remove_all<NextStep>(work, "account_id = ?2", a.id.uuid);
  remove_all<Note>(work, "account_id = ?2", a.id.uuid);
  remove_all<Call>(work, "account_id = ?2", a.id.uuid);
  remove_all<Contact>(work, "account_id = ?2", a.id.uuid);
}
inline void remove_dependents(UnitOfWork& work, const Call& c) { remove_all<Commitment>(work, "call_id = ?2", c.id.uuid); }
template <Reflected E>
void remove_dependents(UnitOfWork&, const E&) {}
}  // namespace detail

template <Reflected E>
Result<void> remove_record(UnitOfWork& work, Id<E> id, ExpectedVersion expected) {
  auto record = find_visible(work.session(), work.actor(), id);
  if (!record) return fail(record.error());
  if (auto allowed = require(work.actor(), verb_for<E>(Verb::remove)); !allowed) return fail(allowed.error());
  if (expected && *expected != record->version) return fail(Error::make(Errc::stale, "stale"));
  detail::remove_dependents(work, *record);
  work.remove(*record);
  return {};
}

}  // namespace wheelhouse::service
