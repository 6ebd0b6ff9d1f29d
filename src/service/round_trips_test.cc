// How often a use case waits for PostgreSQL: each wait is a trip over the wire, so a change that asks one thing more after another
// shows here before anybody feels it.
#include <gtest/gtest.h>

#include "service/list.h"
#include "service/present.h"
#include "service/records_for_tests.h"
#include "service/wheel.h"
#include "service/unit_of_work_impl.h"
#include "storage/contract_for_tests.h"
#include "storage/postgres/connection.h"

namespace wheelhouse::service {
namespace {

using storage::postgres::Connection;

class RoundTrips : public ::testing::TestWithParam<std::string> {
 protected:
  storage::FreshPostgres fresh;
  RecordBook book{std::shared_ptr<storage::Database>(storage::open_database(fresh.url()))};
  Connection connection{fresh.url(), storage::postgres::Purpose::write};
  const User user = book.user("Li Wei", UserRole::seller);
  Actor seller = book.actor_of(user);

  std::int64_t trips_of(const std::function<void()>& work) {
    const std::int64_t before = connection.trips();
    work();
    return connection.trips() - before;
  }
  // A create as the API makes one, by itself.
  template <Reflected E>
  std::int64_t trips_of_create(const boost::json::object& fields) {
    const Connection::Work work = [&](storage::Session& session) {
      UnitOfWork unit(session, seller, book.now);
      const auto made = create_record<E>(unit, fields);
      if (!made) throw std::runtime_error(RecordBook::describe(made.error()));
      unit.finish();
    };
    return trips_of([&] {
      connection.begin("BEGIN");
      connection.rehearse({&work});
      connection.perform(0);
      connection.commit();
      connection.forget_rehearsed();
    });
  }
};

TEST_P(RoundTrips, ACreateTakesTwo) {
  const Account account = book.account("Acme", user.id), empty = book.account("Cirrus", user.id);
  const Opportunity deal = book.opportunity(account, "Press line");
  const std::string of_account = to_string(account.id), of_deal = to_string(deal.id);
  EXPECT_EQ((trips_of_create<Account>({{"name", "Borealis"}})), 2);
  EXPECT_EQ((trips_of_create<Note>({{"account_id", of_account}, {"text", "Asked for a visit"}})), 2);
  EXPECT_EQ((trips_of_create<Contact>({{"account_id", of_account}, {"name", "Wang Fang"}})), 2);
  EXPECT_EQ((trips_of_create<NextStep>({{"account_id", of_account}, {"text", "Call back"}})), 2);
  EXPECT_EQ((trips_of_create<Need>({{"opportunity_id", of_deal}, {"text", "Scrap is too high"}})), 2);
  EXPECT_EQ((trips_of_create<Opportunity>({{"account_id", to_string(empty.id)}, {"name", "First line"}})), 2);
}

// Where the customer stands hangs on his other deals, and where a deal does on what it has just been told.
TEST_P(RoundTrips, WhatMovesAPositionTakesAFewMore) {
  const Account account = book.account("Acme", user.id);
  const Opportunity deal = book.opportunity(account, "Press line");
  EXPECT_EQ((trips_of_create<Opportunity>({{"account_id", to_string(account.id)}, {"name", "Second line"}})), 3);
  const boost::json::object evidence = {{"opportunity_id", to_string(deal.id)}, {"code", "AK1"}, {"source_class", "quote"},
                                        {"quote", "We lose 3 %"}, {"observed_at", to_string(book.now)}};
  EXPECT_LE(trips_of_create<Evidence>(evidence), 6);
}

// As the API does them; the first time a connection learns which take more than one round.
TEST_P(RoundTrips, AReadOfOneTakesOneAndAListTwo) {
  for (int i = 0; i < 60; ++i) book.opportunity(book.account("Acme " + std::to_string(i), user.id), "Line " + std::to_string(i));
  Connection reader{fresh.url(), storage::postgres::Purpose::read};
  const auto trips_of_read = [&](const std::function<void()>& work) {
    const auto read = [&] {
      const std::int64_t before = reader.trips();
      reader.begin_snapshot();
      reader.read_in_rounds(work);
      reader.end_snapshot();
      reader.settle();
      return reader.trips() - before;
    };
    read();
    return read();
  };
  const Account account = book.account("Borealis", user.id);
  const auto show = [&]<class E>(Id<E> id, Detail detail) {
    const auto record = find_visible(reader, seller, id);
    std::string out;
    if (record) write_extras(out, reader, seller, *record, book.now, detail);
  };
  EXPECT_EQ(trips_of_read([&] { show(account.id, Detail::one); }), 1);
  const auto list = [&]<class E>(auto list_page, Id<E>) {
    ListQuery query;
    query.sort = "name";
    const auto page = list_page(reader, seller, query, book.now);
    ASSERT_TRUE(page);
    EXPECT_TRUE(reader.is_unanswered() || page->ids.empty() || page->ids.size() == 50);
    for (const Uuid& id : page->ids) show(Id<E>{id}, Detail::row);
  };
  // One trip more ends the snapshot; nobody waits for it but the next read.
  EXPECT_EQ(trips_of_read([&] { list(list_accounts, Id<Account>{}); }), 3);
  EXPECT_LE(trips_of_read([&] { (void)read_wheel(reader, seller, WheelQuery{}, book.now); }), 3);
  EXPECT_EQ(trips_of_read([&] { list(list_opportunities, Id<Opportunity>{}); }), 3);
}

INSTANTIATE_TEST_SUITE_P(On, RoundTrips, ::testing::ValuesIn(storage::other_engines_under_test()),
                         [](const ::testing::TestParamInfo<std::string>& info) { return info.param; });

}  // namespace
}  // namespace wheelhouse::service
