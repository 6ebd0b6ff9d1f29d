// Create, change and delete: versions, refusals by field, what is kept beside the record, and a disk that fails at any moment.
#include "service/record_service.h"

#include "service/records_for_tests.h"
#include "storage/match_store.h"

namespace wheelhouse::service {
namespace {

namespace json = boost::json;

class RecordService : public ::testing::Test {
 protected:
  template <Reflected E>
  Result<E> create(const json::object& input, const Actor* actor = nullptr) {
    return book.as(actor ? *actor : book.admin, [&](UnitOfWork& work) { return create_record<E>(work, input); });
  }
  template <Reflected E>
  Result<E> update(Id<E> id, ExpectedVersion expected, const json::object& input, const Actor* actor = nullptr) {
    return book.as(actor ? *actor : book.admin, [&](UnitOfWork& work) { return update_record<E>(work, id, expected, input); });
  }
  template <class T>
  static std::string refusal(const Result<T>& result) {
    return result ? "accepted" : RecordBook::describe(result.error());
  }
  std::int64_t count(std::string_view sql) {
    return book.read([&](storage::Session& session) { return session.query_integer(sql); });
  }
  std::vector<storage::Event> events_of(const Uuid& id) {
    return book.read([&](storage::Session& session) { return storage::events_of_object(session, 1, id, INT64_MAX, 100); });
  }

  RecordBook book;
};

TEST_F(RecordService, ANewRecordHasAnIdAVersionAndItsTimes) {
  const Account a = create<Account>({{"name", "Acme"}}).value();
  EXPECT_FALSE(a.id.is_nil());
  EXPECT_EQ(a.version, 1);
  EXPECT_EQ(a.created_at, book.now);
  EXPECT_EQ(a.updated_at, book.now);
  EXPECT_EQ(book.find(a.id)->name, "Acme");
}

TEST_F(RecordService, EveryChangeRaisesTheVersionAndAnOldOneIsRefused) {
  Account a = create<Account>({{"name", "Acme"}}).value();
  a = update(a.id, 1, {{"city", "Berlin"}}).value();
  EXPECT_EQ(a.version, 2);
  EXPECT_EQ(update(a.id, 1, {{"city", "Paris"}}).error().code, Errc::stale);
  EXPECT_EQ(book.find(a.id)->city, "Berlin");
  a = update(a.id, 2, {{"city", "Paris"}}).value();
  EXPECT_EQ(a.version, 3);
  a = update(a.id, std::nullopt, {{"city", "Rome"}}).value();
  EXPECT_EQ(a.version, 4);
  const auto removed = book.as(book.admin, [&](UnitOfWork& work) { return remove_record<Account>(work, a.id, 3); });
  EXPECT_EQ(removed.error().code, Errc::stale);
  EXPECT_TRUE(book.find(a.id));
}

TEST_F(RecordService, AChangeThatChangesNothingWritesNothing) {
  Account a = create<Account>({{"name", "Acme"}, {"city", "Berlin"}}).value();
  const auto events = count("SELECT count(*) FROM event");
  book.now = book.now.plus_days(1);
  a = update(a.id, 1, {{"city", "Berlin"}}).value();
  EXPECT_EQ(a.version, 1);
  EXPECT_EQ(book.find(a.id)->updated_at, book.now.plus_days(-1));
  EXPECT_EQ(count("SELECT count(*) FROM event"), events);
}

TEST_F(RecordService, AbsentNullAndEmptyAreApart) {
  Account a = create<Account>({{"name", "Acme"}, {"city", "Berlin"}, {"employees", 5}}).value();
  a = update(a.id, 1, {{"city", nullptr}}).value();
  EXPECT_EQ(a.city, std::nullopt);
  EXPECT_EQ(a.employees, 5);
  EXPECT_NE(refusal(update(a.id, std::nullopt, {{"name", nullptr}})), "accepted");  // required: cannot be cleared
  EXPECT_NE(refusal(update(a.id, std::nullopt, {{"name", ""}})), "accepted");
}

TEST_F(RecordService, WhatIsWrongIsNamedAllAtOnceAndNothingIsWritten) {
  const auto result = create<Account>(
      {{"nmae", "Acme"}, {"employees", "many"}, {"tier", "golden"}, {"version", 7}, {"parent_id", "x"}, {"city", std::string(101, 'x')}});
  ASSERT_FALSE(result);
  std::set<std::string> pointers;
  for (const FieldError& e : result.error().fields) pointers.insert(e.pointer);
  EXPECT_EQ(pointers, (std::set<std::string>{"/nmae", "/employees", "/tier", "/version", "/parent_id", "/city", "/name"}));
  EXPECT_EQ(book.count<Account>(), 0);
  EXPECT_EQ(count("SELECT count(*) FROM event"), 0);
}

TEST_F(RecordService, ReferencesMustBeThereAndVisible) {
  const User owner = book.user("Owner", UserRole::seller);
  const Actor other = book.actor_of(book.user("Other", UserRole::seller));
  const Account hidden = book.account("Hidden", owner.id);
  EXPECT_EQ(refusal(create<Opportunity>({{"name", "Deal"}, {"account_id", to_string(make_uuid_v7(1))}})),
            "invalid_fields /account_id:no_such_record");
  EXPECT_EQ(refusal(create<Opportunity>({{"name", "Deal"}, {"account_id", to_string(hidden.id)}}, &other)),
            "invalid_fields /account_id:no_such_record");
  EXPECT_EQ(refusal(create<Opportunity>({{"name", "Deal"}, {"account_id", to_string(hidden.id)}})), "accepted");
}

TEST_F(RecordService, WhatAPersonMakesIsHisUnlessHeSaysOtherwise) {
  const User seller = book.user("Seller", UserRole::seller);
  const Actor actor = book.actor_of(seller);
  EXPECT_EQ(create<Account>({{"name", "Mine"}}, &actor)->owner_id, seller.id);
  EXPECT_EQ(create<Account>({{"name", "Nobody's"}, {"owner_id", nullptr}}, &actor)->owner_id, std::nullopt);
}

TEST_F(RecordService, RightsComeBeforeAnythingIsSaid) {
  const User owner = book.user("Owner", UserRole::seller);
  const Actor other = book.actor_of(book.user("Other", UserRole::seller));
  const Actor viewer = book.actor_of(book.user("Viewer", UserRole::viewer));
  const Account a = book.account("Acme", owner.id);
  EXPECT_EQ(refusal(create<Account>({{"nmae", 1}}, &viewer)), "forbidden");
  EXPECT_EQ(update(a.id, 99, {{"nmae", 1}}, &other).error().code, Errc::not_found);  // what is invisible stays so
  EXPECT_EQ(update(a.id, 1, {{"city", "x"}}, &viewer).error().code, Errc::forbidden);
  EXPECT_EQ(book.as(other, [&](UnitOfWork& work) { return remove_record<Account>(work, a.id, 1); }).error().code, Errc::not_found);
}

TEST_F(RecordService, EveryChangeHasItsEvent) {
  book.now = parse_instant("2026-03-01T00:00:00Z").value();
  const Account a = create<Account>({{"name", "Acme"}}).value();
  ASSERT_TRUE(update(a.id, 1, {{"city", "北京"}, {"employees", 3}}));
  ASSERT_TRUE(book.remove(a));
  const auto events = events_of(a.id.uuid);
  ASSERT_EQ(events.size(), 3u);
  EXPECT_EQ(events[0].verb, "delete");
  EXPECT_EQ(events[1].verb, "update");
  EXPECT_EQ(events[1].data, R"({"before":{"city":null,"employees":null},"after":{"city":"北京","employees":3}})");
  EXPECT_EQ(events[2].verb, "create");
  EXPECT_EQ(events[2].account_id, a.id.uuid);
  EXPECT_NE(events[0].change_id, events[1].change_id);
  EXPECT_NE(events[2].data.find("\"name\":\"Acme\""), std::string::npos);
}

TEST_F(RecordService, WhatHangsOnADealStandsInItsAccountsTimeline) {
  const Account a = book.account("Acme");
  const Opportunity deal = book.opportunity(a, "Deal", 1, 10);
  const StageEvent claim = book.statement(deal, StageEventKind::claim, Stage::choice, 1);
  const auto event = events_of(claim.id.uuid).at(0);
  EXPECT_EQ(event.account_id, a.id.uuid);
  EXPECT_EQ(event.opportunity_id, deal.id.uuid);
  EXPECT_EQ(event.at, claim.at);
}

TEST_F(RecordService, SearchAndMatchKeysFollowTheRecord) {
  const Account a = create<Account>({{"name", "Acme Ltd"}, {"phone", "+49 30 1234567"}}).value();
  const auto keys = [&] { return count("SELECT count(*) FROM match_key"); };
  const auto found = [&](const char* name) { return count("SELECT count(*) FROM search_entry WHERE body = '" + std::string(name) + "'"); };
  EXPECT_EQ(keys(), 2);
  ASSERT_TRUE(update(a.id, 1, {{"name", "Beta GmbH"}, {"phone", nullptr}}));
  EXPECT_EQ(keys(), 1);
  EXPECT_EQ(found("Acme Ltd"), 0);
  EXPECT_EQ(found("Beta GmbH"), 1);
  ASSERT_TRUE(book.remove(a));
  EXPECT_EQ(keys(), 0);
  EXPECT_EQ(count("SELECT count(*) FROM search_entry"), 0);
}

// --- rules across fields ----------------------------------------------------------------------------------------------

json::object evidence_on(const Opportunity& deal, Instant at) {
  return {{"opportunity_id", to_string(deal.id)},
          {"code", "RE1"},
          {"source_class", "quote"},
          {"quote", "We see it"},
          {"observed_at", to_string(at)}};
}

TEST_F(RecordService, ADealWithoutABeginningBeganWithTheLocalDay) {
  book.now = parse_instant("2026-06-30T20:30:00Z").value();  // 04:30 of 1 July in Shanghai
  const Opportunity deal = create<Opportunity>({{"name", "Deal"}}).value();
  EXPECT_EQ(to_string(deal.opened_at), "2026-06-30T16:00:00Z");
  // What was heard at five past midnight came after the beginning; what was heard the day before did not.
  EXPECT_EQ(refusal(create<Evidence>(evidence_on(deal, parse_instant("2026-06-30T16:05:00Z").value()))), "accepted");
  EXPECT_EQ(refusal(create<Evidence>(evidence_on(deal, parse_instant("2026-06-30T15:59:00Z").value()))),
            "invalid_fields /observed_at:before_lap");
  const auto regression = [&](const char* at) {
    return refusal(create<StageEvent>({{"opportunity_id", to_string(deal.id)}, {"kind", "regression"}, {"stage", "recognition"}, {"at", at},
                                       {"reason", "He took it back"}}));
  };
  EXPECT_EQ(regression("2026-06-30T16:05:00Z"), "accepted");
  EXPECT_EQ(regression("2026-06-30T15:05:00Z"), "invalid_fields /at:before_lap");
  // Somebody in London at that time still has 30 June, and says so.
  const auto in_london = book.as(book.admin, [&](UnitOfWork& work) {
    work.set_reader_offset(60);
    return create_record<Opportunity>(work, {{"name", "London deal"}});
  });
  EXPECT_EQ(to_string(in_london.value().opened_at), "2026-06-29T23:00:00Z");
}

TEST_F(RecordService, DatesThatHaveNotComeAreRefusedInWordsOfTheirOwn) {
  const std::string tomorrow = to_string(book.now.plus_days(1));
  EXPECT_EQ(refusal(create<Opportunity>({{"name", "Deal"}, {"opened_at", tomorrow}})), "invalid_fields /opened_at:opened_in_the_future");
  EXPECT_EQ(refusal(create<Opportunity>({{"name", "Deal"}, {"result", "won"}, {"closed_at", tomorrow}})),
            "invalid_fields /closed_at:closed_in_the_future");
}

TEST_F(RecordService, ADealOpenedAgainHasNoClosingDate) {
  Opportunity deal = create<Opportunity>({{"name", "Deal"}}).value();
  deal = update(deal.id, 1, {{"result", "won"}}).value();
  EXPECT_EQ(deal.closed_at, book.now);
  deal = update(deal.id, 2, {{"result", "open"}}).value();
  EXPECT_EQ(deal.closed_at, std::nullopt);
  EXPECT_EQ(book.find(deal.id)->closed_at, std::nullopt);
  // Nor does a date make an open deal a closed one: it is refused, not dropped.
  EXPECT_EQ(refusal(update(deal.id, 3, {{"closed_at", to_string(book.now)}})), "invalid_fields /closed_at:open_has_no_end");
}

TEST_F(RecordService, ACurrencyIsOneThatIsInUse) {
  for (const char* code : {"CNY", "JPY", "KWD"}) EXPECT_EQ(refusal(create<Account>({{"name", code}, {"currency", code}})), "accepted");
  for (const char* code : {"XXY", "cny", "AAA"})
    EXPECT_EQ(refusal(create<Account>({{"name", code}, {"currency", code}})), "invalid_fields /currency:bad_currency");
}

TEST_F(RecordService, WhoIsNamedBelongsToTheAccount) {
  const Account mine = book.account("Mine"), other = book.account("Other");
  const auto person = [&](const Account& a) { return create<Contact>({{"name", "Lin"}, {"account_id", to_string(a.id)}}).value(); };
  const Contact here = person(mine), there = person(other);
  const Opportunity deal = create<Opportunity>({{"name", "Deal"}, {"account_id", to_string(mine.id)}}).value();
  const auto with = [&](json::object body, const Contact& contact) {
    body["contact_id"] = to_string(contact.id);
    return body;
  };
  const json::object evidence = evidence_on(deal, book.now);
  EXPECT_EQ(refusal(create<Evidence>(with(evidence, here))), "accepted");
  EXPECT_EQ(refusal(create<Evidence>(with(evidence, there))), "invalid_fields /contact_id:not_of_account");
  EXPECT_EQ(refusal(create<Note>(with({{"text", "n"}, {"opportunity_id", to_string(deal.id)}}, there))),
            "invalid_fields /contact_id:not_of_account");
  EXPECT_EQ(refusal(create<Commitment>(
                with({{"who", "customer"}, {"action", "other"}, {"text", "t"}, {"account_id", to_string(mine.id)}}, there))),
            "invalid_fields /contact_id:not_of_account");
  EXPECT_EQ(refusal(create<StageEvent>(with({{"opportunity_id", to_string(deal.id)}, {"kind", "late_entry"}, {"reason", "r"}}, there))),
            "invalid_fields /contact_id:not_of_account");
  const auto call = [&](const Contact& contact) {
    return refusal(create<Call>({{"subject", "s"}, {"account_id", to_string(mine.id)}, {"held_at", to_string(book.now)},
                                 {"contact_ids", json::array{to_string(here.id), to_string(contact.id)}}}));
  };
  EXPECT_EQ(call(here), "accepted");
  EXPECT_EQ(call(there), "invalid_fields /contact_ids/1:not_of_account");
  // A person who changed employer since does not stand in the way of other changes.
  const Evidence said = create<Evidence>(with(evidence, here)).value();
  ASSERT_TRUE(update(here.id, 1, {{"account_id", to_string(other.id)}}));
  EXPECT_EQ(refusal(update(said.id, 1, {{"quote", "We see it now"}})), "accepted");
}

TEST_F(RecordService, ANameShowsSomethingAndMisleadsNobody) {
  for (const char* name : {"\u200b\u200b", "\u3000", "\u2060"})
    EXPECT_EQ(refusal(create<Account>({{"name", name}})), "invalid_fields /name:required") << name;
  const auto result = create<Account>({{"name", "Blue \u202eroobraH"}, {"city", "Bei\njing"}});
  EXPECT_EQ(refusal(result), "invalid_fields /name:misleading_character /city:misleading_character");
  EXPECT_EQ(result.error().fields.at(0).params.at(0).value, "U+202E");
  EXPECT_EQ(refusal(create<Account>({{"name", "می\u200cخواهم"}, {"description", "two\nlines"}})), "accepted");
}

// --- a session that fails ---------------------------------------------------------------------------------------------

// Fails at its n-th statement as a disk does; what went before has happened.
class FailingSession final : public storage::Session {
 public:
  FailingSession(storage::Session& inner, int statements) : inner_(inner), left_(statements) {}
  std::int64_t run(std::string_view sql, std::span<const SqlValue> values, const RowVisitor* visit) override {
    if (left_-- == 0) throw storage::StorageError(storage::StorageError::Kind::other, "failed on purpose");
    return inner_.run(sql, values, visit);
  }
  void run_script(const std::string& sql) override { inner_.run_script(sql); }
  storage::Engine engine() const override { return inner_.engine(); }
  bool was_reached() const { return left_ < 0; }

 private:
  storage::Session& inner_;
  int left_;
};

// Everything that is in the book, as text.
std::string picture_of(storage::Database& database) {
  std::string picture;
  database.read([&](storage::Session& session) {
    std::vector<std::string> tables;
    const bool sqlite = session.engine() == storage::Engine::sqlite;
    session.query(sqlite ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_index%' ORDER BY name"
                         : "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename",
                  {}, [&](const RowReader& row) { tables.emplace_back(row.text(0)); });
    for (const std::string& table : tables) {
      std::string columns = sqlite ? "" : "CAST(t AS text)";
      const auto add_column = [&](const RowReader& row) {
        columns += (columns.empty() ? "quote(" : "||','||quote(") + std::string(row.text(0)) + ")";
      };
      if (sqlite) session.query("SELECT name FROM pragma_table_info(?1)", {std::string_view(table)}, add_column);
      picture += "== " + table + "\n";
      session.query("SELECT " + columns + " FROM " + table + " t ORDER BY 1", {},
                    [&](const RowReader& row) { picture += std::string(row.text(0)) + "\n"; });
    }
  });
  return picture;
}

TEST_F(RecordService, AFailureAtAnyStatementLeavesTheBookAsItWas) {
  const Account a = book.account("Acme");
  const Opportunity deal = book.opportunity(a, "Deal", 100, 30);
  book.prove_recognition(deal, 10);
  ASSERT_TRUE(book.change(deal, {{"amount_minor", 5}}));
  const Uuid change = book.last_change;
  Contact person;
  person.account_id = a.id;
  person.name = "Wang Fang";
  person = book.add(person);
  const std::vector<std::pair<std::string, std::function<void(UnitOfWork&)>>> uses{
      {"create",
       [&](UnitOfWork& work) {
         (void)create_record<Note>(work, {{"opportunity_id", to_string(deal.id)}, {"text", "Said so"}});
       }},
      {"prove",
       [&](UnitOfWork& work) {
         (void)create_record<Evidence>(work, {{"opportunity_id", to_string(deal.id)},
                                              {"code", "DE1"},
                                              {"source_class", "quote"},
                                              {"quote", "q"},
                                              {"observed_at", to_string(book.now)}});
       }},
      {"update",
       [&](UnitOfWork& work) {
         (void)update_record<Account>(work, a.id, std::nullopt, {{"name", "Beta"}, {"city", "Rome"}});
       }},
      {"remove", [&](UnitOfWork& work) { (void)remove_record<Account>(work, a.id, std::nullopt); }},
      {"undo", [&](UnitOfWork& work) { (void)undo_change(work, change); }}};
  const std::string before = picture_of(*book.database);
  for (const auto& [name, use] : uses) {
    int failures = 0;
    for (int n = 0;; ++n) {
      SCOPED_TRACE(name + " fails at statement " + std::to_string(n));
      bool reached = false;
      struct Enough {};
      try {
        book.write([&](storage::Session& session) {
          FailingSession failing(session, n);
          struct Told {
            ~Told() { reached = failing.was_reached(); }
            bool& reached;
            const FailingSession& failing;
          } told{reached, failing};
          UnitOfWork work(failing, book.admin, book.now);
          use(work);
          work.finish();
          throw Enough{};  // it went through: take it back, the next use case starts from the same book
        });
      } catch (const storage::StorageError&) { ++failures; } catch (const Enough&) {
      }
      ASSERT_EQ(picture_of(*book.database), before);
      if (!reached) break;
      ASSERT_LT(n, 2000);
    }
    EXPECT_GT(failures, 5) << name;
  }
  EXPECT_TRUE(book.chain_is_whole());
}

}  // namespace
}  // namespace wheelhouse::service
