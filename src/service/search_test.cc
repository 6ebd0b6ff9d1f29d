#include "service/search.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/sales_book_for_tests.h"

namespace wheelhouse::service {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

class SearchTest : public ::testing::Test {
 protected:
  std::vector<SearchItem> find(std::string_view text, const Actor* actor = nullptr, unsigned kinds = kAllSearchKinds, int limit = 50) {
    return book.read([&](storage::Session& session) {
      return search(session, actor ? *actor : book.seller, {std::string(text), kinds, limit}).value();
    });
  }
  std::vector<std::string> names(std::string_view text, const Actor* actor = nullptr, unsigned kinds = kAllSearchKinds) {
    std::vector<std::string> list;
    for (const SearchItem& item : find(text, actor, kinds)) list.push_back(item.name);
    return list;
  }
  Account account(std::string_view name, JsonObject more = {}) {
    more["name"] = name;
    return book.create<Account>(std::move(more));
  }

  SalesBook book;
};

TEST_F(SearchTest, EverySpellingOfAChineseName) {
  account("澜海食品有限公司", {{"alias", "Lanhai Foods"}});
  account("重庆长江机械");
  for (const char* q : {"澜海", "食品", "海食", "澜", "瀾海", "lanhai", "LANHAI", "ｌａｎｈａｉ", "lh", "lhsp", "lanhaisp", "澜hai",
                        "lanha", "foods", "lanhai f", "有限公司", "澜海 公司"})
    EXPECT_THAT(names(q), Contains("澜海食品有限公司")) << q;
  for (const char* q : {"chongqing", "zhongqing", "cqcj", "zqcj", "重庆机械", "长江"}) {
    if (std::string_view(q) == "重庆机械") EXPECT_THAT(names(q), IsEmpty()) << "not together";
    else EXPECT_THAT(names(q), Contains("重庆长江机械")) << q;
  }
  EXPECT_THAT(names("重庆 机械"), ElementsAre("重庆长江机械"));
  for (const char* q : {"", " ", "。", "no such name", "海澜"}) EXPECT_THAT(names(q), IsEmpty()) << q;
}

TEST_F(SearchTest, BestFirst) {
  account("海天");
  account("海天集团");
  account("上海天地");
  account("黑土");  // heitu
  account("合通");  // hetong: initials ht
  EXPECT_THAT(names("海天"), ElementsAre("海天", "海天集团", "上海天地")) << "exact, begins, contains";
  EXPECT_EQ(find("海天")[0].matched, Matched::exact);
  EXPECT_EQ(find("海天")[1].matched, Matched::prefix);
  EXPECT_EQ(find("海天")[2].matched, Matched::inside);
  EXPECT_THAT(names("haitian"), ElementsAre("海天", "海天集团", "上海天地"));
  EXPECT_EQ(find("haitian")[0].matched, Matched::pinyin);
  EXPECT_EQ(find("ht")[0].matched, Matched::initials);
  EXPECT_THAT(names("ht"), ElementsAre("海天", "黑土", "合通", "海天集团", "上海天地")) << "the shorter first, then by age";
}

TEST_F(SearchTest, ExactAndPrefixSurviveACrowd) {
  // More than a tier holds, all older than what is looked for.
  for (int i = 0; i < 450; ++i) account("中国石油第" + std::to_string(i) + "分公司");
  for (int i = 0; i < 250; ++i) account("新中国石油" + std::to_string(i));
  account("中国石油");
  EXPECT_EQ(find("中国石油")[0].name, "中国石油");
  account("石油之家");
  EXPECT_EQ(find("石油")[0].name, "石油之家") << "begins so, after 700 that contain it";
}

TEST_F(SearchTest, MarksWhatMatchedInUtf16) {
  account("澜海食品");
  account("🙂 Blue Ocean Foods");
  account("Café Zoë");
  const auto ranges = [&](const char* q) { return find(q).at(0).ranges; };
  EXPECT_THAT(ranges("澜海"), ElementsAre(Utf16Range{0, 2}));
  EXPECT_THAT(ranges("海食"), ElementsAre(Utf16Range{1, 2}));
  EXPECT_THAT(ranges("海"), ElementsAre(Utf16Range{1, 1}));
  EXPECT_THAT(ranges("shipin"), ElementsAre(Utf16Range{2, 2}));
  EXPECT_THAT(ranges("lhsp"), ElementsAre(Utf16Range{0, 4}));
  EXPECT_THAT(ranges("lanh"), ElementsAre(Utf16Range{0, 2}));
  EXPECT_THAT(ranges("ocea"), ElementsAre(Utf16Range{8, 4})) << "the smiley counts two";
  EXPECT_THAT(ranges("blue food"), ElementsAre(Utf16Range{3, 4}, Utf16Range{14, 4}));
  EXPECT_THAT(ranges("cafe"), ElementsAre(Utf16Range{0, 4}));
  EXPECT_EQ(find("blue ocean foods").at(0).matched, Matched::exact);
}

TEST_F(SearchTest, OtherNamesAndOtherKinds) {
  const Account lanhai = account("澜海食品", {{"alias", "Lanhai Foods"}});
  book.create<Contact>({{"account_id", to_string(lanhai.id)}, {"name", "林晓彤"}});
  book.deal("冷链二期", lanhai, 5);
  book.create<Product>({{"name", "温控器"}, {"code", "TC-200"}});
  book.create<Note>({{"account_id", to_string(lanhai.id)}, {"text", "Long talk.\nThey said 盘点每周占用两个晚上 and more."}});
  const auto foods = find("foods").at(0);
  EXPECT_EQ(foods.name, "澜海食品");
  EXPECT_THAT(foods.ranges, IsEmpty());
  EXPECT_EQ(foods.other_name, "Lanhai Foods");
  EXPECT_THAT(foods.other_ranges, ElementsAre(Utf16Range{7, 5}));
  EXPECT_EQ(find("lxt").at(0).kind, SearchKind::contact);
  EXPECT_EQ(find("冷链").at(0).kind, SearchKind::opportunity);
  EXPECT_EQ(find("tc-200").at(0).name, "温控器");
  const auto note = find("占用两个").at(0);
  EXPECT_EQ(note.kind, SearchKind::note);
  EXPECT_THAT(note.name, ::testing::HasSubstr("盘点每周占用两个晚上"));
  EXPECT_THAT(note.name, Not(::testing::HasSubstr("\n")));
  ASSERT_EQ(note.ranges.size(), 1u);
  EXPECT_EQ(note.ranges[0].second, 4u);
  EXPECT_THAT(find("pandian"), IsEmpty()) << "running text is found as written";
  EXPECT_THAT(names("澜海", nullptr, 1u << static_cast<int>(SearchKind::contact)), IsEmpty());
}

TEST_F(SearchTest, FollowsEveryChangeAtOnce) {
  Account one = account("Zebra");
  one = book.update(one, {{"name", "Giraffe"}});
  EXPECT_THAT(names("zebra"), IsEmpty());
  EXPECT_THAT(names("giraffe"), ElementsAre("Giraffe"));
  one = book.update(one, {{"owner_id", to_string(*book.stranger.user_id)}});
  EXPECT_THAT(names("giraffe"), IsEmpty());
  EXPECT_THAT(names("giraffe", &book.stranger), ElementsAre("Giraffe"));
  ASSERT_TRUE(book.run(book.stranger, [&](UnitOfWork& work) { return remove_record<Account>(work, one.id, std::nullopt); }));
  EXPECT_THAT(names("giraffe", &book.admin), IsEmpty());
}

TEST_F(SearchTest, APersonWhoMovesToAnotherCustomer) {
  const Account theirs = book.create_as<Account>(book.stranger, {{"name", "Secret Works"}});
  const Account mine = account("Open Works");
  const Contact contact = book.create_as<Contact>(book.admin, {{"account_id", to_string(theirs.id)}, {"name", "Ana Moved"}});
  EXPECT_THAT(names("moved"), IsEmpty());
  book.update_as(book.admin, contact, {{"account_id", to_string(mine.id)}});
  ASSERT_THAT(names("moved"), ElementsAre("Ana Moved"));
  EXPECT_EQ(find("moved")[0].account_id, mine.id.uuid);
  EXPECT_THAT(names("moved", &book.stranger), IsEmpty());
}

TEST_F(SearchTest, ShowsOnlyWhatOneMaySee) {
  const Account theirs = book.create_as<Account>(book.stranger, {{"name", "Secret Works"}});
  book.create_as<Contact>(book.stranger, {{"account_id", to_string(theirs.id)}, {"name", "Secret Person"}});
  book.create_as<Note>(book.stranger, {{"account_id", to_string(theirs.id)}, {"text", "a secret note"}});
  const Opportunity deal = book.create_as<Opportunity>(book.stranger, {{"account_id", to_string(theirs.id)}, {"name", "Secret Deal"}});
  book.create_as<Note>(book.stranger, {{"opportunity_id", to_string(deal.id)}, {"text", "another secret"}});
  book.create_as<Account>(book.admin, {{"name", "Secret of Nobody"}, {"owner_id", nullptr}});
  EXPECT_THAT(names("secret"), ElementsAre("Secret of Nobody")) << "what has no owner is everybody's";
  EXPECT_THAT(names("secret", &book.manager), ElementsAre("Secret of Nobody"));
  EXPECT_EQ(names("secret", &book.stranger).size(), 6u);
  EXPECT_EQ(names("secret", &book.admin).size(), 6u);
}

TEST_F(SearchTest, ASellersOwnIsFoundBehindThousandsOfOthers) {
  for (int i = 0; i < 1200; ++i) book.create_as<Account>(book.stranger, {{"name", "华东公司" + std::to_string(i)}});
  account("我的公司");
  EXPECT_THAT(names("公司"), ElementsAre("我的公司"));
  const auto as_admin = find("公司", &book.admin);
  EXPECT_EQ(as_admin.size(), 50u);
  book.create_as<Account>(book.admin, {{"name", "管理公司"}});
  EXPECT_EQ(find("公司", &book.admin)[0].name, "管理公司") << "one's own before the shorter and the older";
}

TEST_F(SearchTest, TextThatLooksLikeAQueryIsText) {
  account("Acme");
  for (const char* q : {"\" OR 1=1 --", "NEAR(a b) * NOT ^", "acme*", "\"acme", "acme AND", "body:acme", "^acme", "a\" OR \"a",
                        "' ; DROP TABLE x", "k:0", "o:-", "{acme}", "\x01named k:0", "acme\nacme"})
    EXPECT_NO_THROW(find(q)) << q;
  EXPECT_THAT(names("acme*"), ElementsAre("Acme"));
  EXPECT_THAT(names("k:0"), IsEmpty());
  EXPECT_EQ(book.read([&](storage::Session& s) {
                  return search(s, book.seller, {std::string(201, 'a'), kAllSearchKinds, 10});
                })
                .error()
                .fields.at(0)
                .pointer,
            "?q");
}

TEST_F(SearchTest, SpeltAsTheContractSays) {
  const Account lanhai = account("澜海食品");
  const Opportunity deal = book.deal("冷链", lanhai, 30);
  book.evidence(deal, "AK1", 3);
  const auto items = find("冷链");
  const auto json = book.json([&](std::string& out, storage::Session& s) { write_search(out, s, book.seller, items); });
  const auto& item = json.at("items").at(0);
  EXPECT_EQ(item.at("kind"), "opportunity");
  EXPECT_EQ(item.at("account_name"), "澜海食品");
  EXPECT_EQ(item.at("stage"), "recognition");
  EXPECT_EQ(item.at("basis"), "proven");
  EXPECT_EQ(item.at("matched"), "exact");
  EXPECT_EQ(boost::json::serialize(item.at("ranges")), "[[0,2]]");
}

}  // namespace
}  // namespace wheelhouse::service
