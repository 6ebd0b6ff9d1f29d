#include "service/unit_of_work.h"

#include "service/position.h"
#include "storage/touch_store.h"

namespace wheelhouse::service {

UnitOfWork::UnitOfWork(storage::Session& session, const Actor& actor, Instant now)
    : session_(session), actor_(actor), now_(now), change_id_(session.new_id(now.ms)), history_(session, actor.workspace_id) {}

void UnitOfWork::append_event(std::string_view verb, std::string_view object_type, const Uuid& id, const Belonging& belonging, Instant at,
                              std::string data) {
  storage::Event event;
  event.change_id = change_id_;
  event.recorded_at = now_;
  event.at = at;
  event.actor_id = actor_.user_id;
  event.verb = verb;
  event.object_type = object_type;
  event.object_id = id;
  event.account_id = belonging.account_id;
  event.opportunity_id = belonging.opportunity_id;
  if (!event.account_id && event.opportunity_id)  // what hangs on an opportunity stands in its account's timeline too
    session_.query_first("SELECT account_id FROM opportunities WHERE workspace_id = ?1 AND id = ?2",
                         {workspace_id(), *event.opportunity_id}, [&](const RowReader& row) {
                           if (!row.is_null(0)) event.account_id = row.id(0);
                         });
  event.undo_of = undo_of_;
  event.job_id = job_id_;
  event.data = std::move(data);
  history_.append(event);
  notices_.push_back({std::string(object_type), id, event.account_id, event.opportunity_id, change_id_});
}

void UnitOfWork::refresh_touches() {
  for (const Uuid& id : met_accounts_) storage::refresh_touch(session_, workspace_id(), id);
  met_accounts_.clear();
}

void UnitOfWork::derive_new_accounts(storage::WheelDeltas& deltas) {
  for (const auto& [id, account] : new_accounts_) {
    store_new_account(session_, workspace_id(), *account, now_, deltas);
    accounts_.erase(id);
  }
  new_accounts_.clear();
}

std::set<Uuid>& UnitOfWork::deals_of(const Uuid& account_id) {
  const auto [found, is_new] = deals_.try_emplace(account_id);
  if (is_new)
    session_.query("SELECT id FROM opportunities WHERE workspace_id = ?1 AND account_id = ?2", {workspace_id(), account_id},
                   [&](const RowReader& row) { found->second.insert(row.id(0)); });
  return found->second;
}

void UnitOfWork::finish() {
  storage::WheelDeltas deltas;
  for (const Uuid& id : opportunities_)
    for (const Uuid& account : refresh_opportunity(session_, workspace_id(), id, now_, deltas)) touch_account(account);
  derive_new_accounts(deltas);
  for (const Uuid& id : accounts_) {
    const auto deals = deals_.find(id);
    refresh_account(session_, workspace_id(), id, now_, deltas, deals == deals_.end() ? nullptr : &deals->second);
  }
  deltas.flush(session_, workspace_id());
  refresh_touches();
  history_.close();
  opportunities_.clear();
  accounts_.clear();
}

void UnitOfWork::finish_opportunities(std::set<Uuid>& accounts) {
  storage::WheelDeltas deltas;
  for (const Uuid& id : opportunities_)
    for (const Uuid& account : refresh_opportunity(session_, workspace_id(), id, now_, deltas)) touch_account(account);
  derive_new_accounts(deltas);
  deltas.flush(session_, workspace_id());
  refresh_touches();
  history_.close();
  opportunities_.clear();
  accounts.merge(accounts_);
  accounts_.clear();
}

}  // namespace wheelhouse::service
