// The demo book shows the method at work: who buys what for, what the largest deals are worth, what follows an order, what our words do.
#include "service/demo_book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <set>

#include "domain/all.h"
#include "service/aftersales.h"
#include "service/call_numbers.h"
#include "service/offer.h"
#include "service/selling_scope.h"
#include "service/value_view.h"
#include "storage/record_store.h"
#include "storage/test_database.h"

namespace wheelhouse::service {
namespace {

using boost::json::value_to;

// The book is made once, for all tests; they only read.
class DemoBook : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    now = parse_instant("2026-06-30T09:00:00Z").value();
    database = storage::open_test_database();
    const auto filled = fill_demo_book(*database, now);
    ASSERT_TRUE(filled) << filled.error().reason;
  }
  static void TearDownTestSuite() { database.reset(); }

  static Actor admin() {
    Actor actor;
    actor.role = UserRole::admin;
    return actor;
  }
  template <Reflected E>
  static std::vector<E> all(std::string_view condition, const std::vector<SqlValue>& values = {}) {
    std::vector<E> records;
    database->read([&](storage::Session& session) {
      records = storage::select_records<E>(session, 1, std::string(condition) + " ORDER BY id", values);
    });
    return records;
  }
  static std::vector<Opportunity> open_deals() { return all<Opportunity>("result = 'open'"); }
  static boost::json::value json(auto&& write) {
    std::string text;
    database->read([&](storage::Session& session) { write(text, session); });
    return boost::json::parse(text);
  }

  static inline Instant now;
  static inline std::unique_ptr<storage::Database> database;
};

TEST_F(DemoBook, MostOpenDealsSayWhatTheirBuyerLooksFor) {
  std::map<BuyerType, int> kinds;
  int known = 0, over = 0, under = 0;
  const auto deals = open_deals();
  database->read([&](storage::Session& session) {
    for (const Opportunity& deal : deals) {
      const DealBuyer buyer = deal_buyer(session, 1, deal, std::nullopt);
      if (!buyer.result.type) continue;
      ++known;
      ++kinds[*buyer.result.type];
      over += buyer.over_serving;
      under += buyer.under_serving;
      EXPECT_FALSE(buyer.result.strategic_candidate) << deal.name << ": a partner has sponsors on both sides and a joint goal";
      EXPECT_FALSE(buyer.result.strategic_cap_exceeded) << deal.name;
      const auto account = storage::find_record(session, 1, *deal.account_id);
      EXPECT_EQ(account->buyer_type, buyer.result.type) << deal.name << ": the customer's own page says the same";
    }
  });
  EXPECT_GE(known * 10, static_cast<int>(deals.size()) * 6) << known << " of " << deals.size();
  EXPECT_LT(known, static_cast<int>(deals.size())) << "of some nothing is known";
  EXPECT_EQ(kinds[BuyerType::strategic], 3);
  EXPECT_GE(kinds[BuyerType::intrinsic], 3);
  EXPECT_GE(kinds[BuyerType::extrinsic], 3);
  EXPECT_GE(kinds[BuyerType::mixed], 3);
  EXPECT_GT(over, 0);
  EXPECT_GT(under, 0);
}

TEST_F(DemoBook, TheLargestOpenDealsAreReckoned) {
  auto deals = open_deals();
  std::sort(deals.begin(), deals.end(), [](const auto& a, const auto& b) { return a.amount_minor > b.amount_minor; });
  ASSERT_GE(deals.size(), 3u);
  database->read([&](storage::Session& session) {
    for (std::size_t i = 0; i < 3; ++i) {
      const auto value = deal_value(session, admin(), deals[i].id.uuid);
      ASSERT_TRUE(value->ours) << deals[i].name;
      EXPECT_TRUE(value->value_case) << deals[i].name;
      std::set<ValueKind> kinds;
      std::set<BenefitConfidence> confidences;
      std::int64_t price = 0;
      for (const ValueItem* item : value->ours->items) {
        kinds.insert(item->kind);
        if (item->kind == ValueKind::benefit) confidences.insert(item->confidence);
        if (item->kind == ValueKind::price) price += item->amount_minor;
        const bool theirs = item->confidence == BenefitConfidence::documented || item->confidence == BenefitConfidence::said;
        EXPECT_TRUE(item->kind != ValueKind::benefit || !theirs || (item->contact_id && item->confirmed_at)) << item->name;
      }
      EXPECT_EQ(kinds.size(), enum_size<ValueKind>()) << deals[i].name << ": every kind of cost";
      EXPECT_EQ(confidences.size(), enum_size<BenefitConfidence>()) << deals[i].name;
      EXPECT_EQ(price, deals[i].amount_minor) << deals[i].name << ": its price is its amount";
      EXPECT_GE(value->ours->confirmed, 2);
      EXPECT_GT(value->ours->net.npv, 0);
      ASSERT_FALSE(value->theirs.empty()) << deals[i].name;
      EXPECT_GT(value->theirs.front().second.benefits, 0);
      EXPECT_GT(value->ours->net.npv, value->theirs.front().second.net.npv) << "we have something to say for ourselves";
    }
  });
}

TEST_F(DemoBook, WhoHasOrderedWasRemindedInTheirOwnWords) {
  const auto won = all<Opportunity>("result = 'won'");
  ASSERT_GE(won.size(), 4u);
  std::set<std::int64_t> days;
  for (const Opportunity& deal : won) {
    const auto shown = json([&](std::string& out, storage::Session& session) {
      write_aftersales(out, session, admin(), deal, 8 * 60, now);
    });
    for (const auto& reminder : shown.at("reminders").as_array()) {
      const auto state = value_to<std::string>(reminder.at("state"));
      EXPECT_NE(state, "missed") << deal.name << ", day " << reminder.at("day").as_int64();
      if (state != "done") continue;
      days.insert(reminder.at("day").as_int64());
      EXPECT_FALSE(value_to<std::string>(reminder.at("record").at("note")).empty());
    }
    EXPECT_EQ(shown.at("punctuality").to_number<double>(), 1) << deal.name;
    EXPECT_TRUE(all<Objection>("state <> 'resolved' AND opportunity_id = ?2", {deal.id.uuid}).empty()) << deal.name;
    EXPECT_TRUE(!shown.at("lap").at("value_confirmed").as_bool() || shown.at("value").at("ratio").to_number<double>() > 0.85) << deal.name;
    const auto& reasons = shown.at("reasons").as_array();
    EXPECT_TRUE(std::any_of(reasons.begin(), reasons.end(), [](const auto& reason) { return reason.at("kind") == "quote"; }))
        << deal.name << ": what they said themselves";
  }
  EXPECT_THAT(days, ::testing::ElementsAre(3, 14, 30, 90));
}

TEST_F(DemoBook, WhatWasSaidInCallsFillsTheImpactChart) {
  const auto chart = json([&](std::string& out, storage::Session& session) { write_impact_chart(out, session, admin()); });
  int shown = 0;
  std::map<std::string, double> rates;  // of stage and class
  for (const auto& point : chart.at("own").as_array()) {
    if (point.at("rate").is_null()) continue;
    EXPECT_GE(point.at("n").as_int64(), 10);
    ++shown;
    rates[value_to<std::string>(point.at("stage")) + " " + value_to<std::string>(point.at("class"))] = point.at("rate").to_number<double>();
  }
  EXPECT_GE(shown, 3);
  ASSERT_TRUE(rates.contains("criteria benefit") && rates.contains("criteria advantage"));
  EXPECT_GT(rates["criteria benefit"], rates["criteria advantage"]) << "as METHOD M59 teaches";
}

TEST_F(DemoBook, APlanPays) {
  database->read([&](storage::Session& session) {
    std::vector<SellingScope> scopes(1);
    for (const User& user : storage::select_records<User>(session, 1, "role = 'seller'", {})) scopes.push_back({.owner_id = user.id.uuid});
    scopes.push_back({.owner_id = storage::select_records<User>(session, 1, "role = 'admin'", {}).at(0).id.uuid});
    for (const SellingScope& scope : scopes) {
      const CallNumbers numbers = call_numbers(session, admin(), scope, now);
      ASSERT_GT(numbers.unplanned_held, 0);
      ASSERT_GT(numbers.planned_held, 0);
      EXPECT_GT(*numbers.planned.success_rate, *numbers.unplanned.success_rate);
    }
  });
}

// Whatever the day and the hour it is made on: every use case of it is accepted, none lies in the future.
TEST_F(DemoBook, CanBeMadeOnAnyDay) {
  for (const char* moment : {"2026-01-01T00:00:30Z", "2027-02-28T15:59:59Z"}) {
    const auto other = storage::open_test_database();
    const auto filled = fill_demo_book(*other, parse_instant(moment).value());
    ASSERT_TRUE(filled) << moment << ' ' << filled.error().reason;
    other->read([&](storage::Session& session) {
      EXPECT_EQ(session.query_integer("SELECT count(*) FROM statement_uses WHERE said = 1"),
                static_cast<std::int64_t>(all<StatementUse>("said = 1").size()));
    });
  }
}

}  // namespace
}  // namespace wheelhouse::service
