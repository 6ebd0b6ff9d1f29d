// Keys find what was put under them, in the order of making, and nothing of another workspace.
#include "storage/match_store.h"

#include "storage/contract_for_tests.h"

namespace wheelhouse::storage {
namespace {

class MatchStore : public ContractTest {
 protected:
  std::vector<Uuid> find(std::string_view key, int limit = 10, std::int64_t workspace_id = 1) {
    std::vector<Uuid> found;
    book.database->read([&](Session& session) { found = find_by_match_key(session, workspace_id, key, limit); });
    return found;
  }
  const Uuid first = make_uuid_v7(1), second = make_uuid_v7(2), third = make_uuid_v7(3);
};

TEST_P(MatchStore, OldestFirstAndNoMoreThanAskedFor) {
  book.write([&](Session& session) {
    add_match_keys(session, 1, third, {"n:account:acme"});
    add_match_keys(session, 1, first, {"n:account:acme", "t:account:91"});
    add_match_keys(session, 1, second, {"n:account:acme"});
    add_match_keys(session, 2, third, {"t:account:91"});
  });
  EXPECT_EQ(find("n:account:acme"), (std::vector<Uuid>{first, second, third}));
  EXPECT_EQ(find("n:account:acme", 1), (std::vector<Uuid>{first}));
  EXPECT_EQ(find("t:account:91"), (std::vector<Uuid>{first}));
  EXPECT_EQ(find("t:account:91", 10, 2), (std::vector<Uuid>{third}));
  EXPECT_TRUE(find("n:account:acm").empty());
}

TEST_P(MatchStore, TheSameKeyTwiceIsOne) {
  book.write([&](Session& session) {
    add_match_keys(session, 1, first, {"k", "k"});
    add_match_keys(session, 1, first, {"k"});
  });
  EXPECT_EQ(find("k"), (std::vector<Uuid>{first}));
}

TEST_P(MatchStore, RemovedKeysAreGoneAndOthersStay) {
  book.write([&](Session& session) {
    add_match_keys(session, 1, first, {"a", "b"});
    add_match_keys(session, 1, second, {"a"});
    add_match_keys(session, 2, first, {"a"});
    remove_match_keys(session, 1, first, {"a", "b", "c"});
  });
  EXPECT_EQ(find("a"), (std::vector<Uuid>{second}));
  EXPECT_TRUE(find("b").empty());
  book.database->read([&](Session& session) {
    EXPECT_FALSE(has_match_key(session, 1, first, "a"));
    EXPECT_TRUE(has_match_key(session, 1, second, "a"));
  });
  EXPECT_EQ(find("a", 10, 2), (std::vector<Uuid>{first}));
}

WH_ON_EVERY_ENGINE(MatchStore);

}  // namespace
}  // namespace wheelhouse::storage
