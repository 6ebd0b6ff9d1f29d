#include "method/resource.h"

#include <gtest/gtest.h>

namespace wheelhouse::method {
namespace {

TEST(Resource, FitsBetweenSevenTenthsAndElevenTenths) {
  EXPECT_EQ(evaluate_resource_use(10, 7)->fit, ResourceFit::fit);
  EXPECT_EQ(evaluate_resource_use(10, 11)->fit, ResourceFit::fit);
  EXPECT_EQ(evaluate_resource_use(10, 6.9)->fit, ResourceFit::under);
  EXPECT_EQ(evaluate_resource_use(10, 11.1)->fit, ResourceFit::over);
  EXPECT_EQ(evaluate_resource_use(0, 1)->fit, ResourceFit::unplanned);
  EXPECT_EQ(evaluate_resource_use(0, 0)->fit, std::nullopt);
  EXPECT_EQ(evaluate_resource_use(0, 0)->plan_accuracy, 1);
  EXPECT_FALSE(evaluate_resource_use(-1, 0));
}

TEST(ResourceProperties, AccuracyIsTheSameEitherWay) {
  for (double a : {0.0, 1.0, 5.0, 100.0})
    for (double b : {0.0, 2.0, 5.0}) {
      const double there = evaluate_resource_use(a, b)->plan_accuracy;
      EXPECT_EQ(there, evaluate_resource_use(b, a)->plan_accuracy);
      EXPECT_GE(there, 0);
      EXPECT_LE(there, 1);
    }
}

TEST(Harmony, SumsToZeroOverTheTeam) {
  const std::vector<SellerResources> team{{900, 300}, {100, 300}, {0, 50}};
  const auto result = evaluate_harmony(team);
  double sum = 0;
  for (const SellerHarmony& seller : *result) sum += *seller.harmony;
  EXPECT_NEAR(sum, 0, 1e-12);
  EXPECT_EQ(evaluate_harmony(std::vector<SellerResources>{{100, 0}})->front().harmony, std::nullopt);
}

TEST(Bookings, HalfOpenIntervalsMayTouch) {
  const Instant nine{0}, ten{3'600'000}, eleven{7'200'000};
  std::vector<Booking> bookings{{"demo", nine, ten, BookingStatus::agreed}, {"demo", ten, eleven, BookingStatus::requested}};
  EXPECT_TRUE(find_booking_conflicts(bookings)->empty());
  bookings.push_back({"demo", nine, eleven, BookingStatus::used});
  EXPECT_EQ(find_booking_conflicts(bookings)->size(), 2u);
  bookings[2].status = BookingStatus::released;
  EXPECT_TRUE(find_booking_conflicts(bookings)->empty());
  bookings[2] = {"demo", ten, nine, BookingStatus::used};
  EXPECT_FALSE(find_booking_conflicts(bookings));
}

}  // namespace
}  // namespace wheelhouse::method
