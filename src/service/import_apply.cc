#include "service/import_apply.h"

#include <algorithm>

#include "service/access.h"
#include "service/unit_of_work_impl.h"
#include "storage/match_store.h"
#include "text/fold.h"

namespace wheelhouse::service {

using exchange::TargetEntity;

struct ImportApplier::Row {
  storage::Session& session;
  UnitOfWork* work;
  std::size_t file_index;
  const FilePlan& file;
  RowDraft& draft;
  ImportReport& report;
  bool failed = false;

  void issue(bool fatal, const std::string& code, const std::string& value = "", const std::string& hint = "") {
    report.add_issue(fatal, code, {file_index, draft.number, "", value, hint});
    if (!fatal || failed) return;
    failed = true;
    ++report.failed;
    report.failed_rows.push_back({file_index, draft.number, code});
  }
  Instant now() const { return work ? work->now() : Instant{}; }
  bool is_primary(TargetEntity entity) const { return file.entity == entity; }
};

ImportApplier::ImportApplier(const ImportPlan& plan, const Actor& actor, std::string workspace_currency)
    : plan_(plan), actor_(actor), workspace_id_(actor.workspace_id), workspace_currency_(std::move(workspace_currency)) {}

// Names and numbers find records of the whole book; this says which of them the actor may see. What this import made is his
// own, also where it belongs to somebody of another team.
template <Reflected E>
bool ImportApplier::may_touch(Row& row, const Uuid& id) {
  if (!actor_.visible_owners || made_ids_.contains(id)) return true;
  const auto record = storage::find_record(row.session, workspace_id_, Id<E>{id});
  if (!record || !sees_belonging(row.session, actor_, belonging_of(*record))) return false;
  return hold_of(row.session, actor_, belonging_of(*record)) >= Hold::tend;
}

// The record that a row of our own export speaks of; null for another file, and for a record that is gone.
template <Reflected E>
std::optional<Uuid> ImportApplier::find_by_record_id(Row& row, TargetEntity entity) {
  if (!row.draft.record_id || !row.is_primary(entity)) return std::nullopt;
  if (!storage::record_exists(row.session, workspace_id_, Id<E>{*row.draft.record_id})) return std::nullopt;
  return row.draft.record_id;
}

// Roles and teams decide who sees what, so a file must not change them for somebody who only may import.
bool ImportApplier::may_change_person(const Uuid& id) const {
  return role_allows(actor_.role, Verb::manage_users) || made_ids_.contains(id);
}

// Before this import: an empty book needs no look-ups.
bool ImportApplier::book_has_records(storage::Session& session) {
  if (!book_has_records_)
    book_has_records_ = session.query_integer("SELECT EXISTS (SELECT 1 FROM match_key WHERE workspace_id = ?1)", {workspace_id_}) != 0;
  return *book_has_records_;
}

std::optional<Uuid> ImportApplier::lookup(storage::Session& session, const std::string& key) {
  if (key.empty()) return std::nullopt;
  if (const auto found = made_.find(hash_key(key)); found != made_.end()) return found->second;
  if (!book_has_records(session)) return std::nullopt;
  const auto ids = storage::find_by_match_key(session, workspace_id_, key, 1);
  return ids.empty() ? std::nullopt : std::optional(ids.front());
}

ImportApplier::Identity ImportApplier::identity_of(const Account& account) {
  const auto hash = [](const Text& text, auto&& key) { return text && !text->empty() ? std::hash<std::string>{}(key(*text)) | 1u : 0; };
  return {hash(account.external_id, [](const std::string& v) { return external_key("account", v); }), hash(account.tax_code, tax_code_key)};
}

template <Reflected E>
void ImportApplier::remember(Row& row, const E& record) {
  if constexpr (kHasMatchKeys<E>) {
    const auto put = [&](std::string_view key) { made_.try_emplace(hash_key(key), record.id.uuid); };
    if (row.work) std::ranges::for_each(keys_.keys_of(record.id.uuid), put);
    else std::ranges::for_each(match_keys(record), put);
  }
}

template <Reflected E>
Uuid ImportApplier::create(Row& row, E& record) {
  if (row.work) row.work->create(record);
  else record.id.uuid = make_uuid_v7(0);
  remember(row, record);
  if constexpr (std::is_same_v<E, Account>)
    if (!record.owner_id) unowned_made_.insert(record.id.uuid);
  if constexpr (std::is_same_v<E, Account>)
    if (record.external_id || record.tax_code) identities_.emplace(record.id.uuid, identity_of(record));
  if (actor_.visible_owners) made_ids_.insert(record.id.uuid);
  ++row.report.created[std::string(Entity<E>::collection)];
  return record.id.uuid;
}

// Writes the fields the row gave over those of the record; only into empty ones when `blanks_only`.
template <Reflected E>
void ImportApplier::update(Row& row, const Uuid& id, const Draft<E>& draft, bool blanks_only) {
  const auto before = storage::find_record(row.session, workspace_id_, Id<E>{id});
  if (!before) return;  // made by this check, so there is nothing written yet to compare with
  E after = *before;
  bool differs = false;
  std::string_view kept;  // a field that stays although the file says otherwise
  for_each_field<E>([&](const auto& f, std::size_t i) {
    using T = typename std::remove_cvref_t<decltype(f)>::Type;
    if (!draft.given.test(i)) return;
    if constexpr (std::is_same_v<T, Text>)  // the id under which another system knows it is not lost to a second system
      if (f.name == "external_id" && (*before).*f.member && !((*before).*f.member)->empty()) return;
    if constexpr (Kind<T>::nullable) {
      if (blanks_only && ((*before).*f.member).has_value()) {
        if ((*before).*f.member != draft.record.*f.member) kept = f.name;
        return;
      }
    } else if (blanks_only) {
      return;
    }
    differs = differs || after.*f.member != draft.record.*f.member;
    after.*f.member = draft.record.*f.member;
  });
  if (!kept.empty()) row.issue(false, "only_blanks_filled", std::string(kept));
  if (!differs) return;
  if (row.work) row.work->update(*before, after);
  ++row.report.updated[std::string(Entity<E>::collection)];
}

bool ImportApplier::are_different(storage::Session& session, const Account& account, const Uuid& other) {
  if (!account.external_id && !account.tax_code) return false;
  Identity theirs;
  if (const auto made = identities_.find(other); made != identities_.end()) theirs = made->second;
  else if (const auto record = storage::find_record(session, workspace_id_, Id<Account>{other})) theirs = identity_of(*record);
  const Identity ours = identity_of(account);
  const auto differ = [](std::size_t a, std::size_t b) { return a != 0 && b != 0 && a != b; };
  return differ(ours.external_id, theirs.external_id) || differ(ours.tax_code, theirs.tax_code);
}

std::optional<ImportApplier::Found> ImportApplier::find_account(Row& row, const Account& account) {
  std::optional<Found> alike;
  const auto find = [&](const std::string& key, const char* by, bool proves) -> std::optional<Found> {
    const auto id = lookup(row.session, key);
    if (!id) return std::nullopt;
    const Found found{*id, by, proves && !are_different(row.session, account, *id)};
    if (found.certain) return found;
    if (!alike) alike = found;
    return std::nullopt;
  };
  if (account.external_id)
    if (const auto id = lookup(row.session, external_key("account", *account.external_id))) return Found{*id, "external_id"};
  if (account.tax_code)
    if (const auto id = lookup(row.session, tax_code_key(*account.tax_code))) return Found{*id, "tax_code"};
  if (!account.name.empty())
    if (auto found = find(name_key("account", account.name), "name", true)) return found;
  if (!row.is_primary(TargetEntity::account)) return std::nullopt;
  // A shared telephone or mail domain suggests, it does not prove.
  if (account.phone) find(phone_key("account", *account.phone), "phone", false);
  if (account.email_domain) find(domain_key(*account.email_domain), "email_domain", false);
  return alike;
}

void ImportApplier::list_duplicate(Row& row, const std::string& name, const Found& found) {
  ++row.report.duplicate_count;
  if (row.report.duplicates.size() < kDuplicatesListed)
    row.report.duplicates.push_back({row.file_index, row.draft.number, name, found.id, found.matched_by});
}

std::optional<Uuid> ImportApplier::resolve_team(Row& row, const std::string& name) {
  const std::string key = name_key("team", name);
  const auto [cached, is_new] = references_.try_emplace(key);
  if (!is_new) return cached->second;
  std::optional<Uuid> id = lookup(row.session, key);
  if (!id && !role_allows(actor_.role, Verb::manage_users)) {
    row.issue(false, "needs_admin", name);
  } else if (!id) {
    Team team;
    team.name = cut(name, 200);
    id = create(row, team);
  }
  return references_[key] = id;
}

std::optional<Uuid> ImportApplier::resolve_user(Row& row, const RowDraft::Reference& reference, const char* issue_code) {
  if (reference.empty()) return std::nullopt;
  const std::string key = reference.is_id                                 ? external_key("user", reference.text)
                          : reference.text.find('@') != std::string::npos ? email_key("user", reference.text)
                                                                          : name_key("user", reference.text);
  const auto [cached, is_new] = references_.try_emplace(key);
  if (!is_new) return cached->second;
  std::optional<Uuid> id = lookup(row.session, key);
  if (!id && (reference.is_id || reference.text.find('@') != std::string::npos)) {
    row.issue(false, issue_code, reference.text);  // an id alone tells no name; the files of the people were not given
  } else if (!id) {
    User user;  // somebody known by name only; cannot sign in until an administrator invites him
    user.name = cut(reference.text, 200);
    id = create(row, user);
  }
  return references_[key] = id;
}

std::optional<Uuid> ImportApplier::resolve_product(Row& row, const RowDraft::Reference& reference) {
  if (reference.empty()) return std::nullopt;
  if (reference.is_id) return lookup(row.session, external_key("product", reference.text));
  const std::string key = name_key("product", reference.text);
  if (const auto id = lookup(row.session, key)) return id;
  if (const auto id = lookup(row.session, loose_key("product", reference.text))) {
    row.issue(false, "matched_loosely", reference.text);
    return id;
  }
  Product product;
  product.name = cut(reference.text, 200);
  return create(row, product);
}

void ImportApplier::apply_user(Row& row) {
  auto& draft = row.draft.user;
  if (!draft.present || draft.record.name.empty()) return;
  if (!row.draft.user_team.empty())
    if (const auto team = resolve_team(row, row.draft.user_team.text)) draft.record.team_id = Id<Team>{*team};
  std::optional<Uuid> id;
  if (draft.record.external_id) id = lookup(row.session, external_key("user", *draft.record.external_id));
  if (!id && draft.record.email) id = lookup(row.session, email_key("user", *draft.record.email));
  if (!id) id = lookup(row.session, name_key("user", draft.record.name));
  if (id) {
    Draft<User> given = draft;
    given.given.reset();
    for_each_field<User>([&](const auto& f, std::size_t i) { if (f.name == "team_id" && draft.record.team_id) given.given.set(i); });
    if (may_change_person(*id)) update(row, *id, given, false);
    else if (given.given.any()) row.issue(false, "needs_admin", draft.record.name);
  } else {
    create(row, draft.record);
  }
  if (row.draft.user_manager.empty()) return;
  if (const auto manager_id = resolve_user(row, row.draft.user_manager, "unknown_owner"); manager_id && row.work) {
    // Whoever others report to is a manager, in their team while he has none.
    const auto before = storage::find_record(row.session, workspace_id_, Id<User>{*manager_id});
    if (!before || before->role == UserRole::admin || !may_change_person(*manager_id)) return;
    User after = *before;
    after.role = UserRole::manager;
    if (!after.team_id) after.team_id = draft.record.team_id;
    row.work->update(*before, after);
  }
}

void ImportApplier::apply_product(Row& row) {
  auto& draft = row.draft.product;
  if (!draft.present || draft.record.name.empty()) return;
  if (draft.record.list_price_minor && !draft.record.currency) draft.record.currency = workspace_currency_;
  std::optional<Uuid> id;
  id = find_by_record_id<Product>(row, TargetEntity::product);
  if (!id && draft.record.external_id) id = lookup(row.session, external_key("product", *draft.record.external_id));
  if (!id && draft.record.code) id = lookup(row.session, name_key("product", *draft.record.code));
  if (!id) id = lookup(row.session, name_key("product", draft.record.name));
  if (!id) { create(row, draft.record); return; }
  if (plan_.mode == ImportMode::create) ++row.report.skipped;
  else update(row, *id, draft, false);
}

std::optional<Uuid> ImportApplier::apply_account(Row& row) {
  const auto id = place_account(row);
  if (row.draft.account_parent.empty() || !row.draft.account.present) return id;
  const auto& parent = row.draft.account_parent;
  if (id && !find_parent(row.session, parent)) late_parents_.push_back({row.file_index, row.draft.number, *id, parent});
  return id;
}

std::optional<Uuid> ImportApplier::find_parent(storage::Session& session, const RowDraft::Reference& parent) {
  return lookup(session, parent.is_id ? external_key("account", parent.text) : name_key("account", parent.text));
}

// Is `account_id` among those above `start`, or `start` itself? Longer chains than a hundred are no hierarchy.
bool ImportApplier::stands_above(storage::Session& session, const Uuid& account_id, Uuid start) const {
  for (int steps = 0; steps < 100; ++steps) {
    if (start == account_id) return true;
    const auto account = storage::find_record(session, workspace_id_, Id<Account>{start});
    if (!account || !account->parent_id) return false;
    start = account->parent_id->uuid;
  }
  return true;
}

bool ImportApplier::settle_parents(storage::Session& session, UnitOfWork* work, ImportReport& report) {
  constexpr std::size_t kParentsPerBatch = 5'000;
  const std::size_t end = std::min(late_parents_.size(), parents_settled_ + kParentsPerBatch);
  for (; parents_settled_ < end; ++parents_settled_) {
    const LateParent& late = late_parents_[parents_settled_];
    RowDraft draft;
    draft.number = late.row;
    Row row{session, work, late.file, plan_.files[late.file], draft, report};
    const auto parent = find_parent(session, late.parent);
    if (!parent || !may_touch<Account>(row, *parent)) {
      row.issue(false, "unknown_parent", late.parent.text);
      continue;
    }
    if (stands_above(session, late.child, *parent)) {
      row.issue(false, "makes_a_cycle", late.parent.text);
      continue;
    }
    const auto before = work ? storage::find_record(session, workspace_id_, Id<Account>{late.child}) : std::nullopt;
    if (!before) continue;  // a check writes nothing
    Account after = *before;
    after.parent_id = Id<Account>{*parent};
    work->update(*before, after);
  }
  return parents_settled_ < late_parents_.size();
}

std::optional<Uuid> ImportApplier::place_account(Row& row) {
  auto& draft = row.draft.account;
  if (!draft.present) return std::nullopt;
  Account& account = draft.record;
  const bool primary = row.is_primary(TargetEntity::account);
  if (account.annual_revenue_minor && !account.currency) account.currency = workspace_currency_;
  if (const auto owner = resolve_user(row, row.draft.account_owner, "unknown_owner")) {
    account.owner_id = Id<User>{*owner};
    for_each_field<Account>([&](const auto& f, std::size_t i) { if (f.name == "owner_id") draft.given.set(i); });
  }
  if (!row.draft.account_parent.empty()) {
    const auto& parent = row.draft.account_parent;
    const auto id = find_parent(row.session, parent);
    if (id && may_touch<Account>(row, *id)) {
      account.parent_id = Id<Account>{*id};
      for_each_field<Account>([&](const auto& f, std::size_t i) { if (f.name == "parent_id") draft.given.set(i); });
    } else if (id) {
      row.issue(false, "unknown_parent", parent.text);
    }  // else it may stand further down: settle_parents()
  }
  const auto deal_owner =
      account.owner_id || row.draft.link_only ? std::nullopt : resolve_user(row, row.draft.opportunity_owner, "unknown_owner");
  const auto by_id = primary ? find_by_record_id<Account>(row, TargetEntity::account) : std::nullopt;
  const auto found = by_id ? std::optional(Found{*by_id, "external_id"}) : find_account(row, account);
  if (found && found->certain) {
    if (!may_touch<Account>(row, found->id)) {
      row.issue(true, "belongs_to_others", account.name);
      return std::nullopt;
    }
    if (!primary) {
      if (draft.given.count() > 1) update(row, found->id, draft, true);
      if (deal_owner) own_by_deal(row, found->id, *deal_owner);
      return found->id;
    }
    if (std::string_view(found->matched_by) != "external_id") {
      list_duplicate(row, account.name, *found);
      if (plan_.duplicates == DuplicatePolicy::keep && plan_.mode != ImportMode::update) return create(row, account);
      if (plan_.duplicates == DuplicatePolicy::skip) { ++row.report.skipped; return found->id; }
    }
    if (plan_.mode == ImportMode::create) { ++row.report.skipped; return found->id; }
    update(row, found->id, draft, false);
    return found->id;
  }
  if (account.name.empty()) {
    row.issue(false, "unknown_account", account.external_id.value_or(""));
    return std::nullopt;
  }
  if (primary && plan_.mode == ImportMode::update) { ++row.report.skipped; return std::nullopt; }
  // Alike is not the same: the row goes in and is listed.
  if (found && may_touch<Account>(row, found->id)) list_duplicate(row, account.name, *found);
  // A customer who is there because of a deal belongs to whoever has the deal: else he could not see whom he sells to.
  if (deal_owner) account.owner_id = Id<User>{*deal_owner};
  return create(row, account);
}

// Likewise of one that came without an owner earlier in this import. A customer of the book who has none is in the pool, and stays.
void ImportApplier::own_by_deal(Row& row, const Uuid& account_id, const Uuid& owner_id) {
  if (unowned_made_.erase(account_id) == 0) return;
  const auto before = row.work ? storage::find_record(row.session, workspace_id_, Id<Account>{account_id}) : std::nullopt;
  if (!before || before->owner_id) return;
  Account after = *before;
  after.owner_id = Id<User>{owner_id};
  row.work->update(*before, after);
}

void ImportApplier::apply_contact(Row& row, const std::optional<Uuid>& account_id) {
  auto& draft = row.draft.contact;
  if (!draft.present || draft.record.name.empty()) return;
  if (!account_id) {
    if (row.is_primary(TargetEntity::contact)) row.issue(true, "contact_without_account", draft.record.name);
    return;
  }
  Contact& contact = draft.record;
  contact.account_id = Id<Account>{*account_id};
  std::optional<Uuid> id;
  id = find_by_record_id<Contact>(row, TargetEntity::contact);
  if (id)  // our own export names the customer for people; the person stays where he is
    if (const auto before = storage::find_record(row.session, workspace_id_, Id<Contact>{*id})) contact.account_id = before->account_id;
  if (!id && contact.external_id) id = lookup(row.session, external_key("contact", *contact.external_id));
  if (!id) id = lookup(row.session, person_key(*account_id, contact.name));
  if (!id) { create(row, contact); return; }
  if (!may_touch<Contact>(row, *id)) return row.issue(true, "belongs_to_others", contact.name);
  if (row.is_primary(TargetEntity::contact) && plan_.mode == ImportMode::create) ++row.report.skipped;
  else update(row, *id, draft, !row.is_primary(TargetEntity::contact));
}

// Where the file says the customer stands becomes a claim with the file's own date, never a proof (METHOD C1).
void ImportApplier::claim_stage(Row& row, const Uuid& opportunity_id, bool is_new, Instant opened_at,
                                const std::optional<Instant>& closed_at) {
  if (!row.draft.claimed_stage || !row.work) return;
  if (!is_new) {
    std::string latest;
    row.session.query_first(
        "SELECT stage FROM stage_events WHERE workspace_id = ?1 AND opportunity_id = ?2 AND kind = 'claim' ORDER BY at DESC, id DESC LIMIT "
        "1",
        {workspace_id_, opportunity_id}, [&](const RowReader& r) { latest = r.text(0); });
    if (latest == to_string(*row.draft.claimed_stage)) return;
  }
  StageEvent claim;
  claim.opportunity_id = Id<Opportunity>{opportunity_id};
  claim.kind = StageEventKind::claim;
  claim.stage = row.draft.claimed_stage;
  claim.at = closed_at ? *closed_at : is_new && row.draft.engaged_at ? opened_at : row.now();
  claim.source = "import";
  row.work->create(claim);
}

// By id; else the n-th row that names a deal of a customer stands for the n-th such deal in the book: two rows are two deals, and
// the same list again finds both.
std::optional<Uuid> ImportApplier::find_deal(Row& row, const std::optional<Uuid>& account_id, const Opportunity& deal) {
  if (deal.external_id) return lookup(row.session, external_key("opportunity", *deal.external_id));
  const std::string key = deal_key(account_id.value_or(Uuid{}), deal.name);
  std::vector<Uuid>& taken = deals_taken_[key];
  if (!book_has_records(row.session)) return std::nullopt;
  for (const Uuid& id : storage::find_by_match_key(row.session, workspace_id_, key, static_cast<int>(taken.size()) + 1))
    if (std::find(taken.begin(), taken.end(), id) == taken.end()) {
      taken.push_back(id);
      return id;
    }
  return std::nullopt;
}

std::optional<Uuid> ImportApplier::apply_opportunity(Row& row, const std::optional<Uuid>& account_id) {
  auto& draft = row.draft.opportunity;
  if (!draft.present) return std::nullopt;
  Opportunity& o = draft.record;
  if (row.draft.link_only) {
    const auto deal = o.external_id ? lookup(row.session, external_key("opportunity", *o.external_id)) : std::nullopt;
    if (!deal) {
      row.issue(true, "unknown_deal", o.external_id.value_or(""));
      return std::nullopt;
    }
  } else if (o.name.empty() && !row.draft.record_id) {
    return std::nullopt;
  }
  const auto given = [&](std::string_view name) {
    for_each_field<Opportunity>([&](const auto& f, std::size_t i) { if (f.name == name) draft.given.set(i); });
  };
  const auto not_given = [&](std::string_view name) {
    for_each_field<Opportunity>([&](const auto& f, std::size_t i) { if (f.name == name) draft.given.reset(i); });
  };
  if (account_id) { o.account_id = Id<Account>{*account_id}; given("account_id"); }
  else if (row.is_primary(TargetEntity::opportunity)) row.issue(false, "deal_without_account", o.external_id.value_or(o.name));
  if (const auto owner = resolve_user(row, row.draft.opportunity_owner, "unknown_owner")) {
    o.owner_id = Id<User>{*owner};
    given("owner_id");
  }
  if (const auto product = resolve_product(row, row.draft.opportunity_product)) {
    o.product_id = Id<Product>{*product};
    given("product_id");
  }
  if (o.amount_minor && !o.currency) { o.currency = workspace_currency_; given("currency"); }
  if (o.amount_minor && *o.amount_minor < 0) {
    row.issue(false, "negative_amount", row.draft.amount_text);
    o.amount_minor.reset();
  }

  std::optional<Uuid> id = find_by_record_id<Opportunity>(row, TargetEntity::opportunity);
  // Where our own export says a deal stands, the book knows better; a book without the deal takes it for a claim.
  if (id) row.draft.claimed_stage.reset();
  if (id) not_given("account_id");  // our own export names the customer for people; the deal stays where it is
  else if (o.name.empty()) return std::nullopt;
  else id = find_deal(row, account_id, o);
  if (id && !may_touch<Opportunity>(row, *id)) {
    row.issue(true, "belongs_to_others", o.name);
    return std::nullopt;
  }
  const bool closed = o.result != OpportunityResult::open;
  if (closed) {
    o.closed_at = row.draft.close_at ? *row.draft.close_at : row.now();
    given("closed_at");
    given("result");
  }
  if (id) {
    if (row.is_primary(TargetEntity::opportunity) && plan_.mode == ImportMode::create) { ++row.report.skipped; return id; }
    const auto before = storage::find_record(row.session, workspace_id_, Id<Opportunity>{*id});
    if (before && before->result != OpportunityResult::open) {
      if (!closed) {
        // A list that is behind does not reopen what was closed here.
        not_given("result");
        if (row.draft.claimed_stage) row.issue(false, "closed_in_the_book", o.name);
        update(row, *id, draft, false);
        return id;
      }
      if (!row.draft.close_at) {  // it was closed when it was closed, not when this file came in
        not_given("closed_at");
        o.closed_at = before->closed_at;
      }
    }
    update(row, *id, draft, false);
    claim_stage(row, *id, false, Instant{}, o.closed_at);
    return id;
  }
  if (row.is_primary(TargetEntity::opportunity) && plan_.mode == ImportMode::update) { ++row.report.skipped; return std::nullopt; }
  o.opened_at = row.draft.engaged_at ? *row.draft.engaged_at : o.closed_at ? *o.closed_at : row.now();
  if (o.closed_at && *o.closed_at < o.opened_at) {
    row.issue(false, "closed_before_engaged", to_string(*o.closed_at));
    o.opened_at = *o.closed_at;
  }
  o.source = o.source.value_or("import");
  // In a list of customers the one owner of the row is that of the customer and of the deal.
  if (!o.owner_id && row.is_primary(TargetEntity::account)) o.owner_id = row.draft.account.record.owner_id;
  const Uuid made = create(row, o);
  if (!o.external_id) deals_taken_[deal_key(account_id.value_or(Uuid{}), o.name)].push_back(made);
  claim_stage(row, made, true, o.opened_at, o.closed_at);
  return made;
}

void ImportApplier::apply_activity(Row& row) {
  RowDraft& d = row.draft;
  const auto find = [&](const RowDraft::Reference& r, const char* entity) -> std::optional<Uuid> {
    if (r.empty()) return std::nullopt;
    if (auto id = lookup(row.session, external_key(entity, r.text))) return id;
    return r.is_id ? std::nullopt : lookup(row.session, name_key(entity, r.text));
  };
  auto account = find(d.activity_account, "account");
  auto opportunity = find(d.activity_opportunity, "opportunity");
  auto contact = find(d.activity_contact, "contact");
  if (account && !may_touch<Account>(row, *account)) account.reset();
  if (opportunity && !may_touch<Opportunity>(row, *opportunity)) opportunity.reset();
  if (contact && !may_touch<Contact>(row, *contact)) contact.reset();
  if (!account && !opportunity && !contact) return row.issue(true, "activity_without_record", d.activity_account.text);
  if (!d.activity_external_id.empty())
    if (lookup(row.session, external_key("note", d.activity_external_id))) { ++row.report.skipped; return; }
  Note note;
  if (account) note.account_id = Id<Account>{*account};
  if (opportunity) note.opportunity_id = Id<Opportunity>{*opportunity};
  if (contact) note.contact_id = Id<Contact>{*contact};
  note.text = d.activity_subject.empty() ? d.activity_text
              : d.activity_text.empty()  ? d.activity_subject
                                         : d.activity_subject + "\n" + d.activity_text;
  if (!d.activity_kind.empty()) note.text = "[" + d.activity_kind + "] " + note.text;
  note.text = cut(note.text, 10'000);
  if (d.activity_at && *d.activity_at > row.now() && row.work) row.issue(false, "planned_in_the_future", to_string(*d.activity_at));
  note.at = d.activity_at ? (row.work ? std::min(*d.activity_at, row.now()) : *d.activity_at) : row.now();
  if (!d.activity_external_id.empty()) note.external_id = d.activity_external_id;
  if (row.work && !note.account_id && note.contact_id)
    if (const auto person = storage::find_record(row.session, workspace_id_, *note.contact_id)) note.account_id = person->account_id;
  create(row, note);
}

void ImportApplier::apply(storage::Session& session, UnitOfWork* work, std::size_t file, RowDraft& draft, ImportReport& report) {
  Row row{session, work, file, plan_.files[file], draft, report};
  ++report.read;
  if (draft.deleted) { ++report.skipped; return; }
  for (const RowIssue& issue : draft.issues) {
    const std::string column = issue.column == kWholeRow ? "" : row.file.columns[issue.column].header;
    report.add_issue(issue.fatal, issue.code, {file, draft.number, column, issue.value, ""});
    if (!issue.fatal || row.failed) continue;
    row.failed = true;
    ++report.failed;
    report.failed_rows.push_back({file, draft.number, issue.code});
  }
  if (row.failed) return;
  if (row.is_primary(TargetEntity::activity)) return apply_activity(row);
  apply_user(row);
  const auto account_id = apply_account(row);
  if (row.failed) return;
  apply_product(row);
  apply_contact(row, account_id);
  if (!row.failed) apply_opportunity(row, account_id);
}

}  // namespace wheelhouse::service
