// What shows nothing and what misleads, and what only looks as if it did.
#include "text/visible.h"

#include <gtest/gtest.h>

namespace wheelhouse::text {
namespace {

TEST(Visible, ANameMustLeaveAMark) {
  for (const char* text : {"", "  \t", "\u200b\u200b", "\u3000", "\u00a0\ufeff", "\u202e", "\u3164", "\u2060\u00ad", "\U000e0041"})
    EXPECT_FALSE(has_visible_character(text)) << text;
  for (const char* text : {"a", " 甲 ", "\u200bA", "-", "क्\u200d", "👩\u200d🔧"}) EXPECT_TRUE(has_visible_character(text)) << text;
}

TEST(Visible, MisleadingCharactersAreNamed) {
  EXPECT_EQ(find_misleading_character("invoice\u202efdp.exe"), "U+202E");
  EXPECT_EQ(find_misleading_character("a\u2066b"), "U+2066");
  EXPECT_EQ(find_misleading_character("line\nline"), "U+000A");
  EXPECT_EQ(find_misleading_character("bell\a"), "U+0007");
  EXPECT_EQ(find_misleading_character("next\xc2\x85line"), "U+0085");
  // What Persian, Hindi, Hebrew and family emoji are written with.
  for (const char* text : {"می\u200cخواهم", "क्\u200dष", "\u200eABC\u200f", "👨\u200d👩\u200d👧", "two words", "a\tb", "澜海食品"})
    EXPECT_FALSE(find_misleading_character(text)) << text;
}

}  // namespace
}  // namespace wheelhouse::text
