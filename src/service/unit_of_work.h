// One use case in one transaction: every change goes through here, so that none is without its event, its search row
// and its recomputed position. Lives inside one Database::write; one thread.
#pragma once
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "domain/record.h"
#include "reflect/kind.h"
#include "service/actor.h"
#include "storage/history.h"
#include "storage/record_store.h"
#include "storage/session.h"

namespace wheelhouse {
struct Account;
}
namespace wheelhouse::storage {
class WheelDeltas;
}

namespace wheelhouse::service {
class KeyLoad;

// What the live stream tells browsers after the commit.
struct ChangeNotice {
  std::string object_type;
  Uuid object_id;
  std::optional<Uuid> account_id, opportunity_id;
  Uuid change_id;
  // Whose rights it changed: a share, a place on an account's team.
  std::vector<Uuid> of_users, of_teams;
};

// The account and opportunity a record belongs to, for its timeline and its wheel position.
struct Belonging {
  std::optional<Uuid> account_id, opportunity_id;
};

class UnitOfWork {
 public:
  UnitOfWork(storage::Session& session, const Actor& actor, Instant now);

  storage::Session& session() { return session_; }
  const Actor& actor() const { return actor_; }
  std::int64_t workspace_id() const { return actor_.workspace_id; }
  Instant now() const { return now_; }
  const Uuid& change_id() const { return change_id_; }
  void set_job(const Uuid& job_id) { job_id_ = job_id; }
  void set_undo_of(const Uuid& change_id) { undo_of_ = change_id; }
  void set_reason(std::string reason) { reason_ = std::move(reason); }
  // What the clock of the person who asks shows against UTC, where the request says so; the workspace's zone counts otherwise.
  void set_reader_offset(std::optional<int> minutes) { reader_offset_minutes_ = minutes; }
  std::optional<int> reader_offset_minutes() const { return reader_offset_minutes_; }
  // All parts of a long import share one change.
  void set_change(const Uuid& change_id) { change_id_ = change_id; }

  // Match keys of what is made from now on go there and not into the book; it must outlive the unit.
  void hold_keys(KeyLoad* keys) { held_keys_ = keys; }

  // Each writes the row, its event and its search entry. create() fills id (when nil), version, created_at, updated_at.
  template <Reflected E>
  void create(E& record);
  // Nothing is written when no field differs. Raises the version.
  template <Reflected E>
  bool update(const E& before, E& after);
  template <Reflected E>
  void remove(const E& record);

  // Recomputes the positions that the changes touched. Call once, last.
  void finish();
  // The same for opportunities, handing over the accounts whose turn comes later (an import touches one account many times).
  void finish_opportunities(std::set<Uuid>& accounts);
  const std::vector<ChangeNotice>& notices() const { return notices_; }
  bool changed() const { return !notices_.empty(); }
  // Whose the accounts and opportunities were that are gone: nobody else may hear that they went.
  const std::map<Uuid, std::optional<Uuid>>& removed_owners() const { return removed_owners_; }

  void touch_opportunity(const Uuid& id) { opportunities_.insert(id); }
  void touch_account(const Uuid& id) {
    new_accounts_.erase(id);
    accounts_.insert(id);
  }
  // A call of this account was written, changed or deleted.
  void met(const std::optional<Uuid>& account_id) { if (account_id) met_accounts_.insert(*account_id); }

 private:
  // Which deals an account has: asked before this unit writes one of them, and kept up with what it writes.
  template <Reflected E>
  void know_deals(const E* before, const E* after);
  std::set<Uuid>& deals_of(const Uuid& account_id);
  template <Reflected E>
  void note_rights(const E& record);
  template <Reflected E>
  void change_keys(const E* before, const E* after);
  void refresh_touches();
  void derive_new_accounts(storage::WheelDeltas& deltas);
  void append_event(std::string_view verb, std::string_view object_type, const Uuid& id, const Belonging& belonging, Instant at,
                    std::string data);

  storage::Session& session_;
  const Actor& actor_;
  const Instant now_;
  Uuid change_id_;
  std::optional<Uuid> job_id_, undo_of_;
  std::string reason_;
  std::optional<int> reader_offset_minutes_;
  storage::HistoryWriter history_;
  KeyLoad* held_keys_ = nullptr;
  std::set<Uuid> opportunities_, accounts_, met_accounts_;
  // Of `accounts_` those made here that nothing else speaks of: where they stand follows without reading anything back.
  std::map<Uuid, std::shared_ptr<const Account>> new_accounts_;
  std::map<Uuid, std::set<Uuid>> deals_;
  std::vector<ChangeNotice> notices_;
  std::map<Uuid, std::optional<Uuid>> removed_owners_;
};

}  // namespace wheelhouse::service
