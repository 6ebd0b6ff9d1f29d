#include "service/redact.h"

#include <gtest/gtest.h>

namespace wheelhouse::service {
namespace {

Redactor redactor() { return Redactor({"欧阳孤鸿", "Li Na"}, {"Li.Na@Example.com"}, {"+86 139 1234 5678", "0571-88990011"}, "[x]"); }

TEST(Redact, NamesAddressesAndNumbersAreFoundAsPeopleWriteThem) {
  const Redactor r = redactor();
  for (const auto& [text, expected] : {std::pair{"请联系欧阳孤鸿先生", "请联系[x]先生"},
                                       {"ask LI NA, twice: li na", "ask [x], twice: [x]"},
                                       {"<li.na@example.com>", "<[x]>"},
                                       {"13912345678", "[x]"},
                                       {"+86 139-1234-5678.", "+86 [x]."},
                                       {"8613912345678", "86[x]"},
                                       {"(0571) 8899 0011", "([x]"}})
    EXPECT_EQ(r.redact(text, true), expected) << text;
}

TEST(Redact, WordsThatOnlyLookAlikeStay) {
  const Redactor r = redactor();
  for (const char* text : {"Li Nathan", "Eli Na", "欧阳", "139123456789", "1391234567", "xli.na@example.com",
                           "li.na@example.community", ""}) {
    EXPECT_FALSE(r.finds(text, true)) << text;
    EXPECT_EQ(r.redact(text, true), text);
  }
}

TEST(Redact, ANameThatOthersBearIsLeftWhereItMayBeTheirs) {
  const Redactor r = redactor();
  EXPECT_EQ(r.redact("Li Na, li.na@example.com", false), "Li Na, [x]");
}

TEST(Redact, OneLetterIsNoName) {
  const Redactor r({"王", "X"}, {""}, {"12345", ""}, "[x]");
  EXPECT_FALSE(r.finds("王 X 12345", true));
  EXPECT_TRUE(r.hints(true).empty());
}

}  // namespace
}  // namespace wheelhouse::service
