// What newcomers' files meet: an undo that is stopped and gone on with, owners of customers that came with their deals, and why a
// record stays when its import is undone.
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "service/import_job.h"
#include "service/records_for_tests.h"

namespace wheelhouse::service {
namespace {

class Intake : public ::testing::Test {
 protected:
  Intake() { std::filesystem::create_directories(folder); }
  ~Intake() override { std::filesystem::remove_all(folder); }

  FilePlan inspect(const std::string& name, const std::string& text, std::optional<exchange::TargetEntity> entity = std::nullopt) {
    const std::string path = folder / name;
    std::ofstream(path, std::ios::binary) << text;
    auto file = inspect_file(path, name, entity);
    EXPECT_TRUE(file) << file.error().reason;
    return std::move(*file);
  }
  // Imports as a job that can be undone.
  Uuid import(std::vector<FilePlan> files, ImportResult* result = nullptr) {
    ImportPlan plan;
    plan.files = std::move(files);
    order_files(plan);
    ImportJob job;
    job.id = make_uuid_v7(clock.now().ms);
    job.plan = plan_to_json(plan);
    job.created_at = job.updated_at = clock.now();
    const auto ran = run_import(*book.database, clock, book.admin, plan, job.id, false, nullptr);
    EXPECT_TRUE(ran) << ran.error().reason;
    job.state = ImportState::done;
    if (result && ran) *result = *ran;
    book.write([&](storage::Session& session) { put_job(session, book.workspace_id, job); });
    return job.id;
  }
  ImportJob job(const Uuid& id) {
    return book.read([&](storage::Session& session) { return find_job(session, book.workspace_id, id).value(); });
  }
  std::string owner_of(std::string_view account) {
    return book.read([&](storage::Session& session) {
      std::string owner = "nobody";
      session.query("SELECT u.name FROM accounts a JOIN users u ON u.id = a.owner_id WHERE a.name = ?1", {account},
                    [&](const RowReader& row) { owner = row.text(0); });
      return owner;
    });
  }
  std::int64_t count(const std::string& sql) {
    return book.read([&](storage::Session& session) { return session.query_integer(sql, {}); });
  }

  const std::filesystem::path folder = std::filesystem::temp_directory_path() / ("wheelhouse_intake_" + std::to_string(::getpid()));
  SystemClock clock;
  RecordBook book;
};

TEST_F(Intake, AnUndoCanBeStoppedAndGoneOnWith) {
  constexpr int kRows = 4500;  // more than one batch of an undo
  std::string names = "Company\n", cities = "Company,City\n";
  for (int i = 0; i < kRows; ++i) {
    names += "Company " + std::to_string(i) + "\n";
    cities += "Company " + std::to_string(i) + ",Lyon\n";
  }
  import({inspect("accounts.csv", names)});
  const Uuid id = import({inspect("accounts.csv", cities)});
  const std::string in_lyon = "SELECT count(*) FROM accounts WHERE city = 'Lyon'";
  ASSERT_EQ(count(in_lyon), kRows);

  const auto stopped =
      undo_import(*book.database, clock, book.admin, id, [](const ImportProgress& progress) { return progress.done == 0; });
  ASSERT_TRUE(stopped) << stopped.error().reason;
  EXPECT_EQ(job(id).state, ImportState::cancelled);
  EXPECT_GT(stopped->undone, 0);
  EXPECT_EQ(stopped->undone + stopped->left, kRows);
  EXPECT_EQ(count(in_lyon), stopped->left);
  const ImportOutcome kept = outcome_from_json(job(id).result);
  ASSERT_TRUE(kept.undo);
  EXPECT_EQ(kept.undo->report.left, stopped->left);

  std::vector<std::int64_t> seen;
  const auto finished = undo_import(*book.database, clock, book.admin, id, [&](const ImportProgress& progress) {
    seen.push_back(progress.done);
    return true;
  });
  ASSERT_TRUE(finished) << finished.error().reason;
  EXPECT_EQ(seen.front(), stopped->undone) << "goes on where it was";
  EXPECT_EQ(finished->undone, kRows);
  EXPECT_EQ(finished->left, 0);
  EXPECT_TRUE(finished->conflicts.empty()) << "what was taken back before is no conflict";
  EXPECT_EQ(count(in_lyon), 0);
  EXPECT_EQ(job(id).state, ImportState::undone);
  EXPECT_EQ(undo_import(*book.database, clock, book.admin, id, nullptr).error().reason, "already_undone");
}

TEST_F(Intake, AStoppedUndoKeepsItsConflicts) {
  std::string names = "Company\n";
  for (int i = 0; i < 2100; ++i) names += "Company " + std::to_string(i) + "\n";
  const Uuid id = import({inspect("accounts.csv", names)});
  Uuid last;  // taken back first
  book.read([&](storage::Session& session) {
    session.query("SELECT id FROM accounts ORDER BY id DESC LIMIT 1", {}, [&](const RowReader& row) { last = row.id(0); });
    return 0;
  });
  ASSERT_TRUE(book.change(book.find(Id<Account>{last}).value(), {{"name", "Edited since"}}));
  const auto stopped = undo_import(*book.database, clock, book.admin, id, [](const ImportProgress& p) { return p.done == 0; });
  ASSERT_EQ(stopped->conflicts.size(), 1u);
  const auto finished = undo_import(*book.database, clock, book.admin, id, nullptr);
  ASSERT_EQ(finished->conflicts.size(), 1u);
  EXPECT_EQ(finished->conflicts[0].field, "name");
  EXPECT_EQ(finished->conflicts[0].now, "\"Edited since\"");
  EXPECT_EQ(finished->conflicts[0].object_id, last);
  EXPECT_EQ(count("SELECT count(*) FROM accounts"), 1);
}

TEST_F(Intake, WhatStaysSaysWhatRefersToIt) {
  const Uuid id = import({inspect("deals.csv", "Deal,Company\nFurnace,Northgate\n")});
  Uuid deal;
  book.read([&](storage::Session& session) {
    session.query("SELECT id FROM opportunities", {}, [&](const RowReader& row) { deal = row.id(0); });
    return 0;
  });
  book.now = clock.now();
  book.evidence(book.find(Id<Opportunity>{deal}).value(), EvidenceCode::AK1, SourceClass::quote);
  const auto report = undo_import(*book.database, clock, book.admin, id, nullptr);
  ASSERT_TRUE(report);
  std::map<std::string, std::string> used_by;
  for (const UndoConflict& conflict : report->conflicts) used_by[conflict.object_type] = conflict.field + "|" + conflict.used_by;
  EXPECT_EQ(used_by["opportunity"], "|evidence");
  EXPECT_EQ(used_by["account"], "|evidence");
  EXPECT_NE(job(id).result.find("\"used_by\":\"evidence\""), std::string::npos);
}

TEST_F(Intake, ACustomerThatCameWithADealBelongsToItsOwner) {
  book.account("In the pool");
  import({inspect("deals.csv",
                  "Deal,Company,Owner,Amount\nA,Northgate,Li Lei,1\nB,Northgate,Han Mei,2\nC,In the pool,Han Mei,3\nD,Lone,,4\n")});
  EXPECT_EQ(owner_of("Northgate"), "Li Lei") << "of the first deal";
  EXPECT_EQ(owner_of("In the pool"), "nobody") << "who was there without an owner stays so";
  EXPECT_EQ(owner_of("Lone"), "nobody");
}

TEST_F(Intake, CustomersOfAFileWithoutOwnersGetThoseOfTheirDeals) {
  ImportResult result;
  const Uuid id = import({inspect("deals.csv", "Deal,Company,Owner\nA,Northgate,Li Lei\nB,Harbour,Han Mei\n"),
                          inspect("accounts.csv", "Company,Industry,Owner\nNorthgate,Steel,\nHarbour,Food,Wang Wei\nQuiet,Wood,\n")},
                         &result);
  EXPECT_EQ(owner_of("Northgate"), "Li Lei");
  EXPECT_EQ(owner_of("Harbour"), "Wang Wei") << "who is said to own the customer does";
  EXPECT_EQ(owner_of("Quiet"), "nobody");
  EXPECT_EQ(result.report.created["accounts"], 3);
  EXPECT_EQ(result.report.updated["accounts"], 0) << "one record, made once";
  ASSERT_TRUE(undo_import(*book.database, clock, book.admin, id, nullptr)->conflicts.empty());
  EXPECT_EQ(count("SELECT count(*) FROM accounts"), 0);
}

TEST_F(Intake, TheOwnerOfACustomersRowOwnsTheDealInIt) {
  import({inspect("customers.csv", "客户名称,行业,负责人,阶段,金额\n北港,钢铁,李雷,方案,3万\n")});
  EXPECT_EQ(owner_of("北港"), "李雷");
  EXPECT_EQ(count("SELECT count(*) FROM opportunities o JOIN accounts a ON a.id = o.account_id WHERE o.owner_id = a.owner_id"), 1);
}

TEST_F(Intake, AListOfNobodyKnowsWhatIsAskedAbout) {
  ImportPlan plan;
  plan.files.push_back(inspect("list.csv", "name,notes\nNorthgate,x\n"));
  EXPECT_FALSE(plan.files[0].entity);
  const auto asked = run_import(*book.database, clock, book.admin, plan, make_uuid_v7(1), true, nullptr);
  ASSERT_FALSE(asked);
  EXPECT_EQ(asked.error().reason, "import_kind_unknown");
  EXPECT_EQ(asked.error().params.at(0).value, "list.csv");
  const FilePlan guessed = inspect("list.csv", "name,phone\nNorthgate,1\n");
  EXPECT_TRUE(guessed.guessed);
  ImportPlan kept;
  kept.files.push_back(guessed);
  EXPECT_TRUE(plan_from_json(plan_to_json(kept)).files[0].guessed) << "kept with the job";
}

TEST_F(Intake, DamagedRowsAreNamedAndTheOthersGoIn) {
  ImportResult result;
  import({inspect("accounts.csv", "名称,城市\n上海机床,上海\n北\xFF港,天津\n西岭,成都\n")}, &result);
  EXPECT_EQ(result.report.failed, 1);
  ASSERT_EQ(result.report.failed_rows.size(), 1u);
  EXPECT_EQ(result.report.failed_rows[0].row, 3u);
  EXPECT_EQ(result.report.failed_rows[0].code, "undecodable");
  EXPECT_EQ(result.report.errors["undecodable"].examples.at(0).column, "名称");
  EXPECT_EQ(count("SELECT count(*) FROM accounts WHERE name IN ('上海机床', '西岭') AND city IN ('上海', '成都')"), 2);
}

}  // namespace
}  // namespace wheelhouse::service
