#include <gtest/gtest.h>

#include <set>

#include "base/id.h"
#include "base/time.h"

namespace wheelhouse {
TEST(Id, UuidsAreUniqueOrderedAndReadBack) {
  Uuid last{};
  for (int i = 0; i < 20000; ++i) {
    const Uuid u = make_uuid_v7(1'750'000'000'000);  // one millisecond: the counter must carry the order
    ASSERT_LT(last, u);
    ASSERT_EQ(parse_uuid(to_string(u)), u);
    last = u;
  }
  EXPECT_EQ(to_string(last)[14], '7');
  EXPECT_FALSE(parse_uuid("0197a000-0000-7000-8000-00000000000g"));
  EXPECT_FALSE(parse_uuid("0197a00000007000800000000000000"));
}
TEST(Time, InstantsReadBack) {
  for (const char* text : {"2026-06-30T12:00:00Z", "1970-01-01T00:00:00Z", "1969-12-31T23:59:59.001Z", "0001-01-01T00:00:00Z"})
    EXPECT_EQ(to_string(parse_instant(text).value()), text);
  EXPECT_EQ(parse_instant("2026-06-30T20:00:00+08:00"), parse_instant("2026-06-30T12:00:00Z"));
  for (const char* text : {"2026-06-30", "2026-02-30T12:00:00Z", "2026-06-30T24:00:00Z", "2026-06-30T12:00:00", "2026-06-30T12:00:00.Z",
                           "2026-06-30T12:00:00+8:00", "2026-06-30T12:00:00Zx"})
    EXPECT_FALSE(parse_instant(text)) << text;
}
TEST(Time, AgesAreWholeDaysRoundedDown) {
  const Instant now = parse_instant("2026-06-30T12:00:00Z").value();
  EXPECT_EQ(age_days(now, parse_instant("2026-06-29T12:00:00.001Z").value()), 0);
  EXPECT_EQ(age_days(now, parse_instant("2026-06-29T12:00:00Z").value()), 1);
  EXPECT_EQ(age_days(now, parse_instant("2026-06-30T12:00:00.001Z").value()), -1);
}
}  // namespace wheelhouse
