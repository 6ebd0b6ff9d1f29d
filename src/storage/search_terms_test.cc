#include "storage/search_terms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "storage/contract_for_tests.h"
#include "storage/search_store.h"
#include "text/utf8.h"

namespace wheelhouse::storage {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

Uuid id_of(int n) {
  Uuid id;
  id.bytes[15] = static_cast<std::uint8_t>(n);
  return id;
}

std::vector<std::string> terms(std::string_view indexed) {
  struct Collect : SearchTermSink {
    std::vector<std::string> list;
    bool accept(std::string_view term, bool colocated) override {
      EXPECT_TRUE(!list.empty() || !colocated) << "the first term stands at a position of its own";
      list.emplace_back(term);
      return true;
    }
  } sink;
  EXPECT_TRUE(produce_search_terms(indexed, sink));
  return sink.list;
}

TEST(SearchTerms, TagsGoWithTheFirstName) {
  const auto list = terms(indexed_text(0, true, id_of(7), false, "Acme\nAjax"));
  EXPECT_THAT(list, Contains("k:0"));
  EXPECT_THAT(list, Contains("o:" + to_string(id_of(7))));
  EXPECT_THAT(list, Contains("^w:acme"));
  EXPECT_THAT(list, Contains("^w:ajax")) << "every name has its own beginning";
  EXPECT_EQ(std::count(list.begin(), list.end(), "k:0"), 1);
  EXPECT_THAT(terms(indexed_text(1, false, std::nullopt, false, "Ana")), Not(Contains(StartsWith("o:"))));
  EXPECT_THAT(terms(indexed_text(2, true, std::nullopt, false, "Deal")), Contains("o:-"));
  EXPECT_THAT(terms(indexed_text(0, true, std::nullopt, false, "!!!")), ElementsAre("k:0", "o:-")) << "a name without a letter";
  EXPECT_THAT(terms(""), IsEmpty());
}

TEST(SearchTerms, BeginningsOfWordsAndSyllables) {
  const auto list = terms(indexed_text(0, false, std::nullopt, false, "Blue 中"));
  for (const char* term : {"e:b", "e:bl", "e:blu", "e:blue", "^e:b", "w:blue", "p:zhong", "q:z", "q:zh"}) EXPECT_THAT(list, Contains(term));
  EXPECT_THAT(list, Not(Contains("^q:z"))) << "not at the beginning";
}

TEST(SearchTerms, RunningTextIsIndexedAsWritten) {
  const auto list = terms(indexed_text(4, false, std::nullopt, true, "盘点太慢 says Ana"));
  EXPECT_THAT(list, Contains("盘点"));
  EXPECT_THAT(list, Contains("w:says"));
  for (const std::string& term : list)
    EXPECT_FALSE(term.starts_with("p:") || term.starts_with("i:") || term.starts_with("^") || term.starts_with("=")) << term;
  EXPECT_LT(terms(indexed_text(4, false, std::nullopt, true, std::string(100'000, 'a') + " " + std::string(100'000, 'b'))).size(), 50u);
}

TEST(SearchTerms, TypedTextCannotForgeATerm) {
  // Tags are made by the program alone; a name that looks like one is just a name.
  EXPECT_THAT(terms(indexed_text(0, true, id_of(1), false, "o:- k:1")), Not(Contains("k:1")));
  EXPECT_THAT(terms(indexed_text(0, true, id_of(1), false, "\x01named k:1\nx")), Not(Contains("k:1")));
  EXPECT_THAT(search_expressions(text::parse_query("k:1"), "k:1").inside, Not(::testing::HasSubstr("\"k:1\"")));
}

TEST(SearchTerms, NarrowedByKindAndOwner) {
  EXPECT_EQ(narrowed("\"x\"", 3, 3, nullptr), "(\"x\")");
  EXPECT_EQ(narrowed("\"x\"", 5, 7, nullptr), "(\"k:0\" OR \"k:2\") AND (\"x\")");
  const std::vector<Uuid> owners{id_of(1)};
  EXPECT_EQ(narrowed("\"x\"", 7, 7, &owners), "(\"o:-\" OR \"o:" + to_string(id_of(1)) + "\") AND (\"x\")");
}

class SearchIndex : public ContractTest {
 protected:
  std::vector<std::string> find(std::string_view typed, std::string SearchExpressions::*tier) {
    const auto expressions = search_expressions(text::parse_query(typed), typed);
    std::vector<std::string> bodies;
    book.database->read([&](Session& session) {
      visit_search_hits(session, 1, expressions.*tier, [&](SearchHit&& hit) {
        bodies.push_back(hit.body);
        return true;
      });
    });
    return bodies;
  }
  void add(int n, std::string_view body) {
    book.write([&](Session& session) { add_search_entry(session, 1, 0, id_of(n), std::nullopt, id_of(9), body); });
  }
};

TEST_P(SearchIndex, TiersOfBothScripts) {
  add(1, "海天");
  add(2, "海天集团");
  add(3, "上海天地");
  add(4, "Blue Ocean");
  add(5, "Ocean Blue\nOcean");
  EXPECT_THAT(find("海天", &SearchExpressions::exact), ElementsAre("海天"));
  EXPECT_THAT(find("海天", &SearchExpressions::prefix), ElementsAre("海天", "海天集团"));
  EXPECT_THAT(find("海天", &SearchExpressions::inside), ElementsAre("海天", "海天集团", "上海天地"));
  EXPECT_THAT(find("ht", &SearchExpressions::prefix), ElementsAre("海天", "海天集团"));
  EXPECT_THAT(find("OCEAN", &SearchExpressions::exact), ElementsAre("Ocean Blue\nOcean"));
  EXPECT_THAT(find("oc", &SearchExpressions::prefix), ElementsAre("Ocean Blue\nOcean"));
  EXPECT_THAT(find("oc", &SearchExpressions::inside), ElementsAre("Blue Ocean", "Ocean Blue\nOcean"));
}

TEST_P(SearchIndex, EachWorkspaceNumbersItsOwnEntries) {
  for (const int n : {1, 2})
    for (const std::int64_t workspace : {1, 2, 3})
      book.write([&](Session& session) { add_search_entry(session, workspace, 0, id_of(n), std::nullopt, id_of(9), "海天"); });
  EXPECT_EQ(book.count("SELECT count(DISTINCT entry) FROM search_entry"), 6);  // one row of numbers, for SQLite's index
  for (const std::int64_t workspace : {1, 2, 3})
    EXPECT_EQ(book.count("SELECT count(*) FROM search_entry WHERE workspace_id = ?1 AND entry - (workspace_id - 1) * 4294967296 IN (1, 2)",
                         {workspace}),
              2);
  EXPECT_EQ(find("海天", &SearchExpressions::exact).size(), 2u);
}

TEST_P(SearchIndex, ForgetsWhatIsRemoved) {
  add(1, "海天");
  add(2, "海天");
  book.write([&](Session& session) {
    remove_search_entry(session, 1, id_of(1));
    remove_search_entry(session, 1, id_of(1));  // twice is no harm
    remove_search_entry(session, 2, id_of(2));  // another workspace's
  });
  EXPECT_EQ(find("海天", &SearchExpressions::inside).size(), 1u);
  // The index itself holds nothing of it any more.
  book.write([&](Session& session) { remove_search_entry(session, 1, id_of(2)); });
  const bool sqlite = book.database->engine() == Engine::sqlite;
  EXPECT_EQ(book.count(sqlite ? "SELECT count(*) FROM search_index WHERE search_index MATCH '\"k:0\"'"
                              : "SELECT count(*) FROM search_entry"),
            0);
}

TEST_P(SearchIndex, KeepsWorkspacesApart) {
  book.write([&](Session& session) { add_search_entry(session, 2, 0, id_of(1), std::nullopt, std::nullopt, "海天"); });
  EXPECT_THAT(find("海天", &SearchExpressions::inside), IsEmpty());
}

WH_ON_EVERY_ENGINE(SearchIndex);

// SQLite's answers are the measure: the same book, the same questions, in the same order on the other engine.
class SearchOnAnotherEngine : public ContractTest {
 protected:
  TestBook measure{"sqlite"};
  std::mt19937 random{7};
  std::size_t below(std::size_t n) { return random() % n; }

  std::string name() {
    static const std::vector<std::string> pieces{"海", "天",  "上海", "重庆", "集团", "单", "有限公司", "Blue", "ocean", "Ocean's",
                                                 "O\\Brien", "a", "ab", "abc", "12", "３Ｍ", "É", "\U0001F642", "-", "'",
                                                 "\"", "k:0", "&|!", "<->", ":*", "长"};
    std::string out;
    for (std::size_t n = 1 + below(4); n > 0; --n) out += pieces[below(pieces.size())] + (below(2) ? " " : "");
    return out;
  }
  void add(Session& session, int n, const std::string& body, int kind, const std::optional<Uuid>& owner) {
    add_search_entry(session, 1, kind, id_of(n), std::nullopt, owner, body);
  }
  static std::vector<int> find(Database& database, const std::string& expression) {
    std::vector<int> found;
    database.read([&](Session& session) {
      visit_search_hits(session, 1, expression, [&](SearchHit&& hit) {
        found.push_back(hit.object_id.bytes[15]);
        return found.size() < 40;
      });
    });
    return found;
  }
};

TEST_P(SearchOnAnotherEngine, TheSameQuestionsHaveTheSameAnswers) {
  struct Entry {
    std::string body;
    int kind;
    std::optional<Uuid> owner;
  };
  std::vector<Entry> entries;
  for (int n = 0; n < 120; ++n) {
    std::string body = name();
    for (std::size_t more = below(3); more > 0; --more) body += "\n" + name();
    if (n == 7) body = std::string(5'000, 'z') + " 海天";
    if (n == 8) body = "\n\n";
    if (n == 9) { body.clear(); while (body.size() < 20'000) body += name() + "\n"; }
    entries.push_back({body, static_cast<int>(below(5)), below(3) ? std::optional(id_of(200 + static_cast<int>(below(3)))) : std::nullopt});
  }
  for (TestBook* each : {&book, &measure})
    each->write([&](Session& session) {
      for (int n = 0; n < 120; ++n) {
        const Entry& entry = entries[static_cast<std::size_t>(n)];
        add(session, n, entry.body, entry.kind, entry.owner);
      }
      for (int n = 0; n < 120; n += 11) remove_search_entry(session, 1, id_of(n));
    });
  std::size_t found = 0;
  const std::vector<Uuid> owners{id_of(200), id_of(202)};
  for (int i = 0; i < 400; ++i) {
    std::string typed = i % 3 ? name() : entries[below(entries.size())].body;
    if (i % 2) typed = text::truncate_utf8(typed, 1 + below(12));
    const SearchExpressions expressions = search_expressions(text::parse_query(typed), typed);
    for (const std::string& tier : {expressions.exact, expressions.prefix, expressions.inside}) {
      if (tier.empty()) continue;
      const std::string expression = narrowed(tier, i % 5 ? 31u : 5u, 31u, i % 4 ? nullptr : &owners);
      const std::vector<int> measured = find(*measure.database, expression);
      EXPECT_EQ(find(*book.database, expression), measured) << typed << "\n" << expression;
      found += measured.size();
    }
  }
  EXPECT_GT(found, 1'000u);  // the questions are about something
}

INSTANTIATE_TEST_SUITE_P(On, SearchOnAnotherEngine, ::testing::ValuesIn(other_engines_under_test()),
                         [](const ::testing::TestParamInfo<std::string>& info) { return info.param; });

}  // namespace
}  // namespace wheelhouse::storage
