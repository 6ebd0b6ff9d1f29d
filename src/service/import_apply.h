// Row drafts become records: finds what is there already (by external id, tax code, name …), creates, updates or passes over,
// and remembers what this import made so that files find each other. The check runs the same code without writing.
// A file reaches no further than the person who imports it: what he may not see is not changed and not added to.
#pragma once
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include <boost/unordered/unordered_flat_map.hpp>

#include "service/import_plan.h"
#include "service/import_report.h"
#include "service/import_row.h"
#include "service/key_load.h"
#include "service/match_keys.h"
#include "service/unit_of_work.h"

namespace wheelhouse::service {

class ImportApplier {
 public:
  // `actor` must outlive the applier.
  ImportApplier(const ImportPlan& plan, const Actor& actor, std::string workspace_currency);

  // Where the unit of work of a run is to hold the keys of what it makes (UnitOfWork::hold_keys).
  KeyLoad& keys() { return keys_; }

  // `work` is null in a check. One row; adds to the report.
  void apply(storage::Session& session, UnitOfWork* work, std::size_t file, RowDraft& draft, ImportReport& report);
  // Parents that stood further down than their children, in one of the files or another: call once all rows went in, as often as it
  // says that there is more.
  bool settle_parents(storage::Session& session, UnitOfWork* work, ImportReport& report);

 private:
  struct Found {
    Uuid id;
    const char* matched_by;
    bool certain = true;  // false: alike, but nothing proves that they are the same
  };
  // What tells two customers of one name apart, as hashes; 0 = not given.
  struct Identity {
    std::size_t external_id = 0, tax_code = 0;
  };
  struct Row;  // what one call of apply() carries around

  static Identity identity_of(const Account& account);
  bool book_has_records(storage::Session& session);
  std::optional<Uuid> lookup(storage::Session& session, const std::string& key);
  std::optional<Found> find_account(Row& row, const Account& account);
  // Both have an id of their own (or a tax code) and they differ: a name, a telephone, a mail domain in common proves nothing.
  bool are_different(storage::Session& session, const Account& account, const Uuid& other);
  std::optional<Uuid> find_deal(Row& row, const std::optional<Uuid>& account_id, const Opportunity& deal);
  void list_duplicate(Row& row, const std::string& name, const Found& found);
  std::optional<Uuid> resolve_user(Row& row, const RowDraft::Reference& reference, const char* issue_code);
  std::optional<Uuid> resolve_team(Row& row, const std::string& name);
  std::optional<Uuid> resolve_product(Row& row, const RowDraft::Reference& reference);

  std::optional<Uuid> apply_account(Row& row);
  std::optional<Uuid> place_account(Row& row);
  void own_by_deal(Row& row, const Uuid& account_id, const Uuid& owner_id);
  std::optional<Uuid> find_parent(storage::Session& session, const RowDraft::Reference& parent);
  bool stands_above(storage::Session& session, const Uuid& account_id, Uuid start) const;
  void apply_user(Row& row);
  void apply_product(Row& row);
  void apply_contact(Row& row, const std::optional<Uuid>& account_id);
  std::optional<Uuid> apply_opportunity(Row& row, const std::optional<Uuid>& account_id);
  void claim_stage(Row& row, const Uuid& opportunity_id, bool is_new, Instant opened_at, const std::optional<Instant>& closed_at);
  void apply_activity(Row& row);

  template <Reflected E>
  std::optional<Uuid> find_by_record_id(Row& row, exchange::TargetEntity entity);
  template <Reflected E>
  bool may_touch(Row& row, const Uuid& id);
  bool may_change_person(const Uuid& id) const;
  template <Reflected E>
  Uuid create(Row& row, E& record);
  template <Reflected E>
  void update(Row& row, const Uuid& id, const Draft<E>& draft, bool blanks_only);
  template <Reflected E>
  void remember(Row& row, const E& record);

  const ImportPlan& plan_;
  const Actor& actor_;
  const std::int64_t workspace_id_;
  const std::string workspace_currency_;
  KeyLoad keys_;
  boost::unordered_flat_map<KeyHash, Uuid> made_;  // match key -> record of this import
  std::unordered_map<Uuid, Identity> identities_;  // of the customers this import made that have any
  std::unordered_map<std::string, std::vector<Uuid>> deals_taken_;  // deal key -> records that rows of this import stand for
  std::unordered_set<Uuid> made_ids_;             // the same, for may_touch(); only where the actor does not see everything
  std::unordered_map<std::string, std::optional<Uuid>> references_;  // owners, teams, products looked up before
  std::unordered_set<Uuid> unowned_made_;  // customers this import made without an owner: the first deal's owner becomes theirs
  std::optional<bool> book_has_records_;
  struct LateParent {
    std::size_t file;
    std::uint64_t row;
    Uuid child;
    RowDraft::Reference parent;
  };
  std::vector<LateParent> late_parents_;
  std::size_t parents_settled_ = 0;
};

}  // namespace wheelhouse::service
