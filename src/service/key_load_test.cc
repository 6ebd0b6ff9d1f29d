// The keys an import holds back are all in the book when it ends; those of a run that was cut off come back with whoever comes next.
#include "service/key_load.h"

#include <filesystem>
#include <fstream>

#include "service/import_job.h"
#include "service/index_audit.h"
#include "service/records_for_tests.h"
#include "service/unit_of_work_impl.h"
#include "storage/match_store.h"

namespace wheelhouse::service {
namespace {

class KeysOfAnImport : public ::testing::Test {
 protected:
  ~KeysOfAnImport() override { std::filesystem::remove(path_); }

  ImportResult import(const std::string& csv) {
    std::ofstream(path_) << csv;
    ImportPlan plan;
    plan.files.push_back(inspect_file(path_, "accounts.csv", exchange::TargetEntity::account).value());
    return run_import(*book.database, SystemClock(), book.admin, plan, make_uuid_v7(book.now.ms), false, nullptr).value();
  }
  // As a run does that is killed before it writes its keys.
  Uuid cut_off(const std::string& name) {
    ImportJob job;
    job.id = make_uuid_v7(book.now.ms);
    job.state = ImportState::running;
    job.plan = "{}";
    job.created_at = job.updated_at = book.now;
    KeyLoad lost;
    book.write([&](storage::Session& session) {
      put_job(session, book.workspace_id, job);
      UnitOfWork work(session, book.admin, book.now);
      work.set_change(job.id);
      work.set_job(job.id);
      work.hold_keys(&lost);
      Account account;
      account.name = name;
      work.create(account);
      work.finish();
    });
    return job.id;
  }
  std::int64_t wrong_keys() {
    return book.read([&](storage::Session& session) { return audit_indexes(session, book.workspace_id, false).wrong_keys; });
  }
  std::size_t found_by_name(const std::string& name) {
    return book.read([&](storage::Session& session) {
      return storage::find_by_match_key(session, book.workspace_id, name_key("account", name), 10).size();
    });
  }

  RecordBook book;

 private:
  const std::string path_ = std::filesystem::temp_directory_path() / ("key_load_test_" + to_string(make_uuid_v7(1)) + ".csv");
};

TEST_F(KeysOfAnImport, AreInTheBookWhenItEnds) {
  import("name,phone,tax code\nAcme Ltd,+49 30 1234567,DE1234567\nBeta GmbH,,\n");
  EXPECT_EQ(wrong_keys(), 0);
  EXPECT_EQ(found_by_name("Acme Ltd"), 1u);
}

TEST_F(KeysOfAnImport, FollowARowThatChangesWhatTheSameFileMade) {
  const ImportResult result = import("id,name,phone\nK1,Acme Ltd,+49 30 1234567\nK1,Beta Works,+49 30 7654321\n");
  EXPECT_EQ(result.report.created.at("accounts"), 1);
  EXPECT_EQ(wrong_keys(), 0);
  EXPECT_EQ(found_by_name("Acme Ltd"), 0u);
  EXPECT_EQ(found_by_name("Beta Works"), 1u);
}

TEST_F(KeysOfAnImport, ThatWasCutOffAreMadeByTheNextImport) {
  cut_off("Acme Ltd");
  EXPECT_EQ(wrong_keys(), 1);
  const ImportResult again = import("name,phone\nAcme Ltd,+49 30 1234567\n");
  EXPECT_FALSE(again.report.created.contains("accounts")) << "the customer is there already";
  EXPECT_EQ(book.count<Account>(), 1);
  EXPECT_EQ(wrong_keys(), 0);
}

TEST_F(KeysOfAnImport, ThatWasCutOffAreMadeByTheNextStart) {
  cut_off("Acme Ltd");
  mark_interrupted_jobs(*book.database, book.workspace_id, {book.now.ms + kJobLeaseMs + 1});
  EXPECT_EQ(found_by_name("Acme Ltd"), 1u);
  EXPECT_EQ(wrong_keys(), 0);
}

TEST(KeyLoad, WritesEachKeyOnceInWhateverOrderTheyCame) {
  RecordBook book;
  const Uuid first = make_uuid_v7(1), second = make_uuid_v7(2);
  KeyLoad load;
  load.add(second, {"b", "a"});
  load.add(first, {"c", "a"});
  EXPECT_TRUE(load.holds(first));
  EXPECT_EQ(load.keys_of(second), (std::vector<std::string_view>{"b", "a"}));
  load.replace(first, {"d"});
  load.write(*book.database, book.workspace_id);
  EXPECT_FALSE(load.holds(first));
  const auto find = [&](const char* key) {
    return book.read([&](storage::Session& session) { return storage::find_by_match_key(session, book.workspace_id, key, 10); });
  };
  EXPECT_EQ(find("a"), std::vector<Uuid>{second});
  EXPECT_EQ(find("b"), std::vector<Uuid>{second});
  EXPECT_EQ(find("d"), std::vector<Uuid>{first});
  EXPECT_TRUE(find("c").empty());
}

}  // namespace
}  // namespace wheelhouse::service
