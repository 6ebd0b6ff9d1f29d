#include "service/import_apply.h"

#include <algorithm>

#include "service/access.h"
#include "service/match_keys.h"
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
  return record && sees_belonging(row.session, actor_, belonging_of(*record));
}

// Roles and teams decide who sees what, so a file must not change them for somebody who only may import.
bool ImportApplier::may_change_person(const Uuid& id) const {
  return role_allows(actor_.role, Verb::manage_users) || made_ids_.contains(id);
}

std::optional<Uuid> ImportApplier::lookup(storage::Session& session, const std::string& key) {
  if (key.empty()) return std::nullopt;
  if (const auto found = made_.find(key); found != made_.end()) return found->second;
  if (!book_has_records_)
    book_has_records_ = session.query_integer("SELECT EXISTS (SELECT 1 FROM match_key WHERE workspace_id = ?1)", {workspace_id_}) != 0;
  if (!*book_has_records_) return std::nullopt;
  const auto ids = storage::find_by_match_key(session, workspace_id_, key, 1);
  return ids.empty() ? std::nullopt : std::optional(ids.front());
}

template <Reflected E>
void ImportApplier::remember(const E& record, const Uuid& id) {
  for (std::string& key : match_keys(record)) made_.try_emplace(std::move(key), id);
}

template <Reflected E>
Uuid ImportApplier::create(Row& row, E& record) {
  if (row.work) row.work->create(record);
  else record.id.uuid = make_uuid_v7(0);
  remember(record, record.id.uuid);
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
  for_each_field<E>([&](const auto& f, std::size_t i) {
    using T = typename std::remove_cvref_t<decltype(f)>::Type;
    if (!draft.given.test(i)) return;
    if constexpr (Kind<T>::nullable) {
      if (blanks_only && ((*before).*f.member).has_value()) return;
    } else if (blanks_only) {
      return;
    }
    differs = differs || after.*f.member != draft.record.*f.member;
    after.*f.member = draft.record.*f.member;
  });
  if (!differs) return;
  if (row.work) row.work->update(*before, after);
  ++row.report.updated[std::string(Entity<E>::collection)];
}

std::optional<ImportApplier::Found> ImportApplier::find_account(Row& row, const Account& account, bool strong_only) {
  const auto find = [&](const std::string& key, const char* by) -> std::optional<Found> {
    if (const auto id = lookup(row.session, key)) return Found{*id, by};
    return std::nullopt;
  };
  if (account.external_id)
    if (auto found = find(external_key("account", *account.external_id), "external_id")) return found;
  if (account.tax_code)
    if (auto found = find(tax_code_key(*account.tax_code), "tax_code")) return found;
  if (!account.name.empty())
    if (auto found = find(name_key("account", account.name), "name")) return found;
  if (strong_only) return std::nullopt;
  if (account.phone)
    if (auto found = find(phone_key("account", *account.phone), "phone")) return found;
  if (account.email_domain)
    if (auto found = find(domain_key(*account.email_domain), "email_domain")) return found;
  return std::nullopt;
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
  if (draft.record.external_id) id = lookup(row.session, external_key("product", *draft.record.external_id));
  if (!id && draft.record.code) id = lookup(row.session, name_key("product", *draft.record.code));
  if (!id) id = lookup(row.session, name_key("product", draft.record.name));
  if (!id) { create(row, draft.record); return; }
  if (plan_.mode == ImportMode::create) ++row.report.skipped;
  else update(row, *id, draft, false);
}

std::optional<Uuid> ImportApplier::apply_account(Row& row) {
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
    const auto id = lookup(row.session, parent.is_id ? external_key("account", parent.text) : name_key("account", parent.text));
    if (id && may_touch<Account>(row, *id)) {
      account.parent_id = Id<Account>{*id};
      for_each_field<Account>([&](const auto& f, std::size_t i) { if (f.name == "parent_id") draft.given.set(i); });
    } else {
      row.issue(false, "unknown_parent", parent.text);
    }
  }
  const auto found = find_account(row, account, true);
  if (found && !may_touch<Account>(row, found->id)) {
    row.issue(true, "belongs_to_others", account.name);
    return std::nullopt;
  }
  if (found) {
    if (!primary) {
      if (draft.given.count() > 1) update(row, found->id, draft, true);
      return found->id;
    }
    if (std::string_view(found->matched_by) != "external_id") {
      ++row.report.duplicate_count;
      if (row.report.duplicates.size() < kDuplicatesListed)
        row.report.duplicates.push_back({row.file_index, row.draft.number, account.name, found->id, found->matched_by});
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
  if (primary)
    if (const auto possible = find_account(row, account, false); possible && may_touch<Account>(row, possible->id)) {
      // A shared telephone or mail domain suggests, it does not prove: the row goes in and is listed.
      ++row.report.duplicate_count;
      if (row.report.duplicates.size() < kDuplicatesListed)
        row.report.duplicates.push_back({row.file_index, row.draft.number, account.name, possible->id, possible->matched_by});
    }
  return create(row, account);
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
  if (contact.external_id) id = lookup(row.session, external_key("contact", *contact.external_id));
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

std::optional<Uuid> ImportApplier::apply_opportunity(Row& row, const std::optional<Uuid>& account_id) {
  auto& draft = row.draft.opportunity;
  if (!draft.present || draft.record.name.empty()) return std::nullopt;
  Opportunity& o = draft.record;
  const auto given = [&](std::string_view name) {
    for_each_field<Opportunity>([&](const auto& f, std::size_t i) { if (f.name == name) draft.given.set(i); });
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
    row.issue(false, "negative_amount", std::to_string(*o.amount_minor));
    o.amount_minor.reset();
  }

  std::optional<Uuid> id;
  if (o.external_id) id = lookup(row.session, external_key("opportunity", *o.external_id));
  else if (account_id && !made_.contains(deal_key(*account_id, o.name))) id = lookup(row.session, deal_key(*account_id, o.name));
  // (Two rows of one file that name the same deal of the same customer are two deals: none is dropped.)
  if (id && !may_touch<Opportunity>(row, *id)) {
    row.issue(true, "belongs_to_others", o.name);
    return std::nullopt;
  }
  if (o.result != OpportunityResult::open) {
    o.closed_at = row.draft.close_at ? *row.draft.close_at : row.now();
    given("closed_at");
    given("result");
  }
  if (id) {
    if (row.is_primary(TargetEntity::opportunity) && plan_.mode == ImportMode::create) { ++row.report.skipped; return id; }
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
  const Uuid made = create(row, o);
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
