// A book in memory with two sellers of different teams, their manager and an admin; records are made through the service, so
// that rules, history, search and positions are as in life. Tests only.
#pragma once
#include <boost/json.hpp>
#include <memory>
#include <string>

#include "service/access.h"
#include "service/record_service.h"
#include "service/record_service.h"
#include "service/set_up.h"
#include "service/write_result.h"
#include "storage/database.h"
#include "storage/test_database.h"

namespace wheelhouse::service {

using JsonObject = boost::json::object;

class SalesBook {
 public:
  SalesBook() {
    database->write([&](storage::Session& session) {
      session.execute(
          "INSERT INTO workspace (id, name, currency, locale, time_zone, book, created_at) VALUES (1, 'Test', 'CNY', 'en', "
          "'Asia/Shanghai', "
          "'own', ?1) ON CONFLICT (id) DO NOTHING",
          {now.ms});
    });
    const Actor program = program_actor();
    const Id<Team> north = create_as<Team>(program, {{"name", "North"}}).id, south = create_as<Team>(program, {{"name", "South"}}).id;
    admin = person("Ada Admin", "admin", std::nullopt);
    manager = person("Mia Manager", "manager", north);
    seller = person("Sam Seller", "seller", north);
    stranger = person("Sue Stranger", "seller", south);
    for (Actor* actor : {&manager, &seller}) see_team(*actor, north);
    see_team(stranger, south);
  }

  template <Reflected E>
  E create_as(const Actor& actor, JsonObject input) {
    return run(actor, [&](UnitOfWork& work) { return create_record<E>(work, input); }).value();
  }
  template <Reflected E>
  E create(JsonObject input) { return create_as<E>(seller, std::move(input)); }
  template <Reflected E>
  E update(const E& record, JsonObject input) { return update_as(seller, record, std::move(input)); }
  template <Reflected E>
  E update_as(const Actor& actor, const E& record, JsonObject input) {
    return run(actor, [&](UnitOfWork& work) { return update_record<E>(work, record.id, std::nullopt, input); }).value();
  }
  template <Reflected E>
  void remove(const E& record) {
    WH_ASSERT(run(seller, [&](UnitOfWork& work) { return remove_record<E>(work, record.id, std::nullopt); }).has_value());
  }
  // One transaction of `actor`; `change` is the change it made.
  template <class Work>
  auto run(const Actor& actor, Work&& work) {
    return write_result(*database, [&](storage::Session& session) {
      UnitOfWork unit(session, actor, now);
      auto result = work(unit);
      if (result) unit.finish();
      change = unit.change_id();
      return result;
    });
  }
  template <class Read>
  auto read(Read&& work) {
    std::optional<decltype(work(std::declval<storage::Session&>()))> result;
    database->read([&](storage::Session& session) { result.emplace(work(session)); });
    return std::move(*result);
  }
  // What `write` appends, as JSON.
  template <class Write>
  boost::json::value json(Write&& write) {
    std::string text;
    database->read([&](storage::Session& session) { write(text, session); });
    return boost::json::parse(text);
  }

  std::string days_ago(int days) const { return to_string(now.plus_days(-days)); }
  Opportunity deal(std::string_view name, const std::optional<Account>& account, int opened_days_ago, JsonObject more = {}) {
    more["name"] = name;
    if (account) more["account_id"] = to_string(account->id);
    more["opened_at"] = days_ago(opened_days_ago);
    return create<Opportunity>(std::move(more));
  }
  Evidence evidence(const Opportunity& deal, std::string_view code, int observed_days_ago, std::string_view quote = "words") {
    return create<Evidence>({{"opportunity_id", to_string(deal.id)}, {"code", code}, {"source_class", "quote"}, {"quote", quote},
                             {"observed_at", days_ago(observed_days_ago)}});
  }

  std::unique_ptr<storage::Database> database = storage::open_test_database();
  Instant now = parse_instant("2026-06-30T09:00:00Z").value();  // a Tuesday, 17:00 in Shanghai
  Actor admin, manager, seller, stranger;
  Uuid change;

 private:
  void see_team(Actor& actor, Id<Team> team) {
    database->read(
        [&](storage::Session& session) { actor.visible_owners = visible_owners(session, 1, *actor.user_id, actor.role, team.uuid); });
  }
  static Actor program_actor() {
    Actor actor;
    actor.role = UserRole::admin;
    return actor;
  }
  Actor person(std::string_view name, std::string_view role, std::optional<Id<Team>> team) {
    JsonObject input{{"name", name}, {"role", role}};
    if (team) input["team_id"] = to_string(*team);
    const User user = create_as<User>(program_actor(), std::move(input));
    Actor actor;
    actor.user_id = user.id.uuid;
    actor.name = user.name;
    actor.role = user.role;
    return actor;
  }
};

template <class T>
std::vector<std::string> field_errors_of(const Result<T>& result) {
  std::vector<std::string> list;
  if (!result)
    for (const FieldError& error : result.error().fields) list.push_back(error.pointer + " " + error.code);
  return list;
}

}  // namespace wheelhouse::service
