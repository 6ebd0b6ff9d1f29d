// A book in memory whose records are made through the use cases, one call a record, at a time the test moves. Several books
// share one database, each a workspace of its own. Tests only.
#pragma once
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "service/access.h"
#include "service/position.h"
#include "service/record_service.h"
#include "service/record_service.h"
#include "service/record_traits.h"
#include "service/references.h"
#include "service/undo.h"
#include "service/workspace.h"
#include "service/write_result.h"
#include "storage/database.h"
#include "storage/test_database.h"

namespace wheelhouse::service {

class RecordBook {
 public:
  explicit RecordBook(std::shared_ptr<storage::Database> shared = storage::open_test_database(), std::int64_t workspace = 1)
      : database(std::move(shared)), workspace_id(workspace) {
    admin.workspace_id = workspace;
    admin.role = UserRole::admin;
    write([&](storage::Session& session) {
      put_workspace(session, workspace_id, {"Test book", "CNY", "en", "Asia/Shanghai", BookKind::own}, now);
    });
  }

  void write(const std::function<void(storage::Session&)>& work) { database->write(work); }
  template <class Work>
  auto read(Work&& work) {
    std::optional<decltype(work(std::declval<storage::Session&>()))> answer;
    database->read([&](storage::Session& session) { answer.emplace(work(session)); });
    return std::move(*answer);
  }

  // Runs `work` as `actor` in a unit of work of its own; `last_change` is what an undo names.
  template <class Work>
  auto as(const Actor& actor, Work&& work) {
    return write_result(*database, [&](storage::Session& session) {
      UnitOfWork unit(session, actor, now);
      auto result = work(unit);
      if (result) unit.finish();
      last_change = unit.change_id();
      return result;
    });
  }
  template <Reflected E>
  E add(E record) {
    const auto made = as(admin, [&](UnitOfWork& work) -> Result<E> {
      if (auto written = create_checked(work, record); !written) return fail(written.error());
      return record;
    });
    if (!made) ADD_FAILURE() << "refused: " << describe(made.error());
    return made ? *made : record;
  }
  template <Reflected E>
  Result<E> change(const E& record, const boost::json::object& fields, const Actor* actor = nullptr) {
    return as(actor ? *actor : admin, [&](UnitOfWork& work) { return update_record<E>(work, record.id, std::nullopt, fields); });
  }
  template <Reflected E>
  Result<void> remove(const E& record) {
    return as(admin, [&](UnitOfWork& work) { return remove_record<E>(work, record.id, std::nullopt); });
  }
  Result<UndoReport> undo(const Uuid& change_id, const Actor* actor = nullptr) {
    return as(actor ? *actor : admin, [&](UnitOfWork& work) { return undo_change(work, change_id); });
  }
  template <Reflected E>
  std::optional<E> find(Id<E> id) {
    return read([&](storage::Session& session) { return storage::find_record(session, workspace_id, id); });
  }
  template <Reflected E>
  std::int64_t count() {
    return read([&](storage::Session& session) {
      return session.query_integer("SELECT count(*) FROM " + std::string(Entity<E>::collection) + " WHERE workspace_id = ?1",
                                   {workspace_id});
    });
  }

  User user(std::string name, UserRole role, std::optional<Id<Team>> team = std::nullopt) {
    User u;
    u.name = std::move(name);
    u.role = role;
    u.team_id = team;
    return add(u);
  }
  Actor actor_of(const User& user) {
    Actor actor;
    actor.workspace_id = workspace_id;
    actor.user_id = user.id.uuid;
    actor.name = user.name;
    actor.role = user.role;
    const auto team = plain(user.team_id);
    actor.visible_owners =
        read([&](storage::Session& session) { return visible_owners(session, workspace_id, user.id.uuid, user.role, team); });
    return actor;
  }
  Account account(std::string name, std::optional<Id<User>> owner = std::nullopt) {
    Account a;
    a.name = std::move(name);
    a.owner_id = owner;
    return add(a);
  }
  Opportunity opportunity(const Account& account, std::string name, std::optional<std::int64_t> amount_minor = std::nullopt,
                          int opened_days_ago = 0) {
    Opportunity o;
    o.name = std::move(name);
    o.account_id = account.id;
    o.owner_id = account.owner_id;
    o.amount_minor = amount_minor;
    o.opened_at = now.plus_days(-opened_days_ago);
    return add(o);
  }
  Evidence evidence(const Opportunity& opportunity, EvidenceCode code, SourceClass source, int days_ago = 0) {
    Evidence e;
    e.opportunity_id = opportunity.id;
    e.code = code;
    e.source_class = source;
    e.quote = "as the customer said";
    e.observed_at = now.plus_days(-days_ago);
    return add(e);
  }
  Evidence evidence(const Account& account, EvidenceCode code, SourceClass source, int days_ago = 0) {
    Evidence e;
    e.account_id = account.id;
    e.code = code;
    e.source_class = source;
    e.quote = "as the customer said";
    e.observed_at = now.plus_days(-days_ago);
    return add(e);
  }
  // Proves recognition: two kinds of evidence, each of full weight.
  void prove_recognition(const Opportunity& opportunity, int days_ago = 0) {
    evidence(opportunity, EvidenceCode::AK1, SourceClass::quote, days_ago);
    evidence(opportunity, EvidenceCode::AK2, SourceClass::quote, days_ago);
  }
  StageEvent statement(const Opportunity& opportunity, StageEventKind kind, std::optional<Stage> stage, int days_ago = 0) {
    StageEvent e;
    e.opportunity_id = opportunity.id;
    e.kind = kind;
    e.stage = stage;
    e.at = now.plus_days(-days_ago);
    e.reason = "because";
    return add(e);
  }

  std::optional<storage::PositionRow> position(Unit unit, const Uuid& id) {
    return read([&](storage::Session& session) { return storage::find_position(session, workspace_id, unit, id); });
  }
  std::optional<storage::PositionRow> position(const Account& a) { return position(Unit::account, a.id.uuid); }
  std::optional<storage::PositionRow> position(const Opportunity& o) { return position(Unit::opportunity, o.id.uuid); }
  std::vector<storage::SpanRow> spans(Unit unit, const Uuid& id) {
    return read([&](storage::Session& session) { return storage::spans_of(session, workspace_id, unit, id); });
  }
  std::vector<storage::SpanRow> spans(const Account& a) { return spans(Unit::account, a.id.uuid); }
  std::vector<storage::SpanRow> spans(const Opportunity& o) { return spans(Unit::opportunity, o.id.uuid); }
  // What the spans say of a moment; nothing while off the wheel.
  static std::optional<Stage> stage_at(const std::vector<storage::SpanRow>& spans, Instant at) {
    for (const auto& span : spans)
      if (span.from_at <= at && (!span.to_at || *span.to_at > at)) return span.stage;
    return std::nullopt;
  }

  // How many derived rows are not what the records say.
  std::int64_t untrue_positions() {
    std::int64_t different = 0;
    write([&](storage::Session& session) { different = audit_positions(session, workspace_id, now, false).different; });
    return different;
  }
  // "collection.field" of every reference that points nowhere.
  std::string references_to_nothing() {
    return read([&](storage::Session& session) {
      std::string found;
      AllEntities::for_each([&]<class E>() {
        for_each_pointer_at<E>([&]<class F>(const auto& f) {
          const std::string column(f.name), table(Entity<F>::collection), target(Entity<E>::collection);
          if (session.query_first("SELECT 1 FROM " + table + " t WHERE t.workspace_id = ?1 AND t." + column +
                                      " IS NOT NULL AND NOT EXISTS (SELECT 1 FROM " + target +
                                      " r WHERE r.workspace_id = ?1 AND r.id = t." + column + ")",
                                  {workspace_id}, [](const RowReader&) {}))
            found += table + "." + column + " ";
        });
      });
      return found;
    });
  }
  bool chain_is_whole() {
    return read([&](storage::Session& session) { return !storage::verify_chain(session, workspace_id).first_bad_seq; });
  }
  static std::string describe(const Error& error) {
    std::string out = error.reason;
    for (const auto& f : error.fields) out += " " + f.pointer + ":" + f.code;
    return out;
  }

  std::shared_ptr<storage::Database> database;
  const std::int64_t workspace_id;
  Actor admin;
  Instant now = parse_instant("2026-06-30T09:00:00Z").value();
  Uuid last_change;
};

}  // namespace wheelhouse::service
