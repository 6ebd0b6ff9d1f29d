#include "api/person_limits.h"

#include <gtest/gtest.h>

#include "api/routes.h"

namespace wheelhouse::api {
namespace {

using Kind = PersonLimits::Kind;
const PersonLimits::Time kStart{};

int taken_at_once(PersonLimits& limits, const Uuid& who, Kind kind, PersonLimits::Time now) {
  int taken = 0;
  while (limits.take(who, kind, now) == 0) ++taken;
  return taken;
}

TEST(PersonLimits, EachKindHasItsOwnAndFillsAgain) {
  PersonLimits limits;
  const Uuid anna = make_uuid_v7(1);
  EXPECT_EQ(taken_at_once(limits, anna, Kind::take_out, kStart), 30);
  EXPECT_EQ(limits.take(anna, Kind::take_out, kStart), 10);
  EXPECT_EQ(limits.take(anna, Kind::take_out, kStart + std::chrono::seconds(9)), 1);
  EXPECT_EQ(limits.take(anna, Kind::take_out, kStart + std::chrono::seconds(10)), 0);
  EXPECT_EQ(taken_at_once(limits, anna, Kind::heavy, kStart + std::chrono::seconds(10)), 240);
  EXPECT_EQ(taken_at_once(limits, anna, Kind::change, kStart + std::chrono::seconds(10)), 1200);
  // A day later it is full, and no fuller.
  EXPECT_EQ(taken_at_once(limits, anna, Kind::take_out, kStart + std::chrono::hours(24)), 30);
}

TEST(PersonLimits, AllOfItTogetherIsBoundedToo) {
  PersonLimits limits;
  const Uuid anna = make_uuid_v7(1);
  EXPECT_EQ(taken_at_once(limits, anna, Kind::any, kStart), 3000);
  EXPECT_GT(limits.take(anna, Kind::change, kStart), 0);
  EXPECT_EQ(limits.take(make_uuid_v7(2), Kind::change, kStart), 0) << "others are not held up";
}

TEST(PersonLimits, NobodyHoldsAllWorkers) {
  PersonLimits limits;
  const Uuid anna = make_uuid_v7(1);
  std::vector<std::shared_ptr<void>> at_work;
  while (auto turn = limits.enter(anna)) at_work.push_back(std::move(turn));
  EXPECT_EQ(at_work.size(), static_cast<std::size_t>(PersonLimits::kAtWorkMax));
  EXPECT_TRUE(limits.enter(make_uuid_v7(2)));
  at_work.pop_back();
  EXPECT_TRUE(limits.enter(anna));
}

TEST(PersonLimits, WhatTakesRecordsOutAndWhatCostsMuchIsKnown) {
  const RouteList routes = all_routes();
  const auto kind = [&](std::string_view method, std::string_view pattern) {
    for (const Route& route : routes)
      if (route.method == method && route.pattern == pattern) return PersonLimits::kind_of(route);
    ADD_FAILURE() << pattern;
    return Kind::any;
  };
  EXPECT_EQ(kind("GET", "/api/v1/export"), Kind::take_out);
  EXPECT_EQ(kind("GET", "/api/v1/opportunities/{id}/sheet.pdf"), Kind::take_out);
  EXPECT_EQ(kind("GET", "/api/v1/privacy/users/{id}/export"), Kind::take_out);
  EXPECT_EQ(kind("GET", "/api/v1/search"), Kind::heavy);
  EXPECT_EQ(kind("POST", "/api/v1/method/rules/{id}/run"), Kind::heavy);
  EXPECT_EQ(kind("POST", "/api/v1/accounts"), Kind::change);
  EXPECT_EQ(kind("GET", "/api/v1/accounts"), Kind::any);
}

}  // namespace
}  // namespace wheelhouse::api
