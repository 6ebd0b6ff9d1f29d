// Deleting a record together with what cannot stand without it; what merely mentions it is left without the mention. One change,
// so one undo brings all of it back.
#pragma once
#include "service/record_service.h"
#include "service/references.h"

namespace wheelhouse::service {

template <Reflected E>
void remove_with_dependents(UnitOfWork& work, Id<E> id);

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
  if (expected && *expected != record->version) return fail(Error::make(Errc::stale, "stale"));
  remove_with_dependents(work, id);
  return {};
}

}  // namespace wheelhouse::service
