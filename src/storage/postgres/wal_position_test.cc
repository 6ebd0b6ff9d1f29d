#include "storage/postgres/wal_position.h"

#include <gtest/gtest.h>

namespace wheelhouse::storage::postgres {
namespace {

WalPosition at(std::string_view text) {
  const auto position = parse_wal_position(text);
  EXPECT_TRUE(position) << text;
  return position.value_or(WalPosition{});
}

TEST(WalPosition, IsReadInTwoHalves) {
  const WalPosition position = at("00000003-1A/3A5F2C8");
  EXPECT_EQ(position.timeline, 3U);
  EXPECT_EQ(position.place, 0x1A'03A5F2C8ULL);
  EXPECT_EQ(at("0000000a-ffffffff/FFFFFFFF").place, ~0ULL);
}

TEST(WalPosition, IsWrittenAsItIsRead) {
  for (const std::string text : {"00000001-0/0", "00000001-0/3A5F2C8", "0000000A-FF/FFFFFFFF", "FFFFFFFF-FFFFFFFF/1"})
    EXPECT_EQ(to_string(at(text)), text);
}

// As text "9/FF" would come after "10/0", and "0/FFFFFFF" after "0/10000000".
TEST(WalPosition, IsComparedByItsNumbers) {
  EXPECT_LT(at("00000001-9/FF"), at("00000001-10/0"));
  EXPECT_LT(at("00000001-0/FFFFFFF"), at("00000001-0/10000000"));
  EXPECT_LT(at("00000001-0/FFFFFFFF"), at("00000001-1/0"));
  EXPECT_GE(at("00000001-0/A0"), at("00000001-0/a0"));
}

// What one database wrote before another took over may lie further on in a log that is no longer anybody's.
TEST(WalPosition, ALaterTimelineIsFurther) {
  EXPECT_LT(at("00000001-5/0"), at("00000002-4/0"));
}

TEST(WalPosition, WhatIsNoneIsNotRead) {
  for (const std::string_view text :
       {"", "unknown", "0/3A5F2C8", "1-0/3A5F2C8", "00000001-0", "00000001-/1", "00000001-0/", "00000001-0/G", "00000001-0/123456789",
        "00000001-0/1 ", " 0000001-0/1", "00000001-0/1/2", "00000001--1/2", "00000001/0-1", "0000000x-0/1", "00000001-+1/2"})
    EXPECT_FALSE(parse_wal_position(text)) << text;
}

}  // namespace
}  // namespace wheelhouse::storage::postgres
