// A backup is an exact prefix of the commits, made while others write; whatever is wrong with one is found before anything is changed
// (TRUST R-16).
#include "service/backup.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <random>
#include <thread>

#include "exchange/sealed_archive.h"
#include "service/records_for_tests.h"
#include "service/restore.h"
#include "storage/book_file.h"
#include "storage/contract_for_tests.h"
#include "storage/migrations/migrate.h"
#include "storage/older_book_for_tests.h"

namespace wheelhouse::service {
namespace {

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}
void write_bytes(const std::string& path, const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }

class Backup : public ::testing::Test {
 protected:
  Backup() : book(std::shared_ptr<storage::Database>(storage::open_database(file.url() + ".records"))) {
    const User anna = book.user("Anna", UserRole::admin);
    const Account acme = book.account("Acme 方向盘", anna.id);
    const Opportunity deal = book.opportunity(acme, "Deal", 100'000, 30);
    book.prove_recognition(deal, 3);
  }
  std::string folder() const { return std::filesystem::path(file.path()).parent_path().string(); }
  std::string book_path() const { return file.path() + ".records"; }
  BackupReport make(const std::string& name = "backup.zip") {
    const auto report = make_backup(*book.database, folder() + "/" + name, "", book.now, {});
    if (!report) ADD_FAILURE() << RecordBook::describe(report.error());
    return report.value_or(BackupReport{});
  }
  RestoreOptions to(const std::string& target, const std::string& name = "backup.zip") {
    RestoreOptions options;
    options.archive = folder() + "/" + name;
    options.target = folder() + "/" + target;
    return options;
  }
  std::string refusal(const RestoreOptions& options) {
    const auto report = restore_backup(options, book.now, {});
    return report ? "" : report.error().reason;
  }
  // Names beside the book that no finished work leaves there.
  std::vector<std::string> litter() {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder())) {
      const std::string name = entry.path().filename().string();
      if (name.find("incoming") != std::string::npos || name.find("partial") != std::string::npos || name.starts_with("."))
        names.push_back(name);
    }
    return names;
  }

  storage::TestBook file{"sqlite"};  // its folder goes with it
  RecordBook book;
};

TEST_F(Backup, ComesBackAsItWas) {
  const BackupReport made = make();
  EXPECT_EQ(made.bytes, std::filesystem::file_size(folder() + "/backup.zip"));
  struct stat status {};
  ASSERT_EQ(::stat((folder() + "/backup.zip").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777u, 0600u);
  RestoreOptions options = to("restored.db");
  options.verify = true;
  const auto report = restore_backup(options, book.now, {});
  ASSERT_TRUE(report) << RecordBook::describe(report.error());
  EXPECT_EQ(report->kept_as, "");
  EXPECT_GE(report->checks.size(), 20u);
  const auto restored = storage::open_database("sqlite:" + options.target);
  restored->read([&](storage::Session& session) {
    EXPECT_EQ(storage::chain_heads(session), made.manifest.heads);
    EXPECT_EQ(storage::rows_by_table(session), made.manifest.rows);
    EXPECT_EQ(session.query_integer("SELECT count(*) FROM accounts WHERE name = 'Acme 方向盘'"), 1);
  });
  EXPECT_EQ(litter(), std::vector<std::string>());
}

TEST_F(Backup, AManifestIsReadAsItWasWritten) {
  BackupManifest manifest = make().manifest;
  manifest.certificate_sha256 = "AA:BB";
  const auto read = read_manifest(write_manifest(manifest));
  ASSERT_TRUE(read);
  EXPECT_EQ(write_manifest(*read), write_manifest(manifest));
  EXPECT_EQ(read->heads, manifest.heads);
  EXPECT_EQ(read->rows, manifest.rows);
  EXPECT_EQ(read->certificate_sha256, "AA:BB");
  EXPECT_GT(read->rows.at("event"), 0);
  for (const char* wrong : {"", "{", "[]", "{}", R"({"format":1})", R"({"format":"1"})"}) EXPECT_FALSE(read_manifest(wrong)) << wrong;
  EXPECT_EQ(read_manifest(R"({"format":2})").error().reason, "newer_backup");
}

// 16 write without a pause; each backup made meanwhile ends with a link of the final chain, has exactly the rows that its events
// speak of, and nobody who writes waits for it.
TEST_F(Backup, MadeWhileOthersWriteIsAnExactPrefix) {
  const char* factor = std::getenv("WHEELHOUSE_TRIALS");  // 25 for a release
  const int kBackups = 2 * (factor ? std::max(1, std::atoi(factor)) : 1);
  std::atomic<bool> enough = false;
  std::atomic<std::int64_t> written = 0;
  std::vector<std::thread> writers;
  for (int w = 0; w < 16; ++w)
    writers.emplace_back([&, w] {
      for (int i = 0; !enough; ++i) {
        Account account;
        account.name = "Written " + std::to_string(w) + "-" + std::to_string(i);
        const auto done = write_result(*book.database, [&](storage::Session& session) -> Result<bool> {
          UnitOfWork work(session, book.admin, book.now);
          work.create(account);
          work.finish();
          return true;
        });
        ASSERT_TRUE(done);
        ++written;
      }
    });
  std::vector<BackupReport> made;
  for (int i = 0; i < kBackups; ++i) {
    const std::int64_t before = written;
    while (written < before + 30) std::this_thread::yield();
    made.push_back(make("while-" + std::to_string(i) + ".zip"));
  }
  enough = true;
  for (std::thread& writer : writers) writer.join();
  EXPECT_LT(made[0].manifest.events(), made[1].manifest.events());
  for (int i = 0; i < kBackups; ++i) {
    SCOPED_TRACE(i);
    RestoreOptions options = to("prefix-" + std::to_string(i) + ".db", "while-" + std::to_string(i) + ".zip");
    options.verify = true;
    const auto report = restore_backup(options, book.now, {});
    ASSERT_TRUE(report) << RecordBook::describe(report.error()) << report.error().params[1].value;
    const storage::Hash head = made[static_cast<std::size_t>(i)].manifest.heads.front().hash;
    book.read([&](storage::Session& session) {
      EXPECT_TRUE(storage::verify_chain(session, 1, head).has_known_link);
      return 0;
    });
    const auto restored = storage::open_database("sqlite:" + options.target);
    restored->read([&](storage::Session& session) {
      EXPECT_EQ(session.query_integer("SELECT count(*) FROM accounts"),
                session.query_integer("SELECT count(*) FROM event WHERE object_type = 'account' AND verb = 'create'"));
    });
  }
}

TEST_F(Backup, OneFlippedBitAnywhereIsFoundAndNothingIsChanged) {
  make();
  const std::string whole = bytes_of(folder() + "/backup.zip"), damaged = folder() + "/damaged.zip";
  const std::string there = folder() + "/there.db";
  write_bytes(there, "the book that is there");
  RestoreOptions options = to("there.db", "damaged.zip");
  options.replace = true;
  std::mt19937_64 random(16);
  for (int i = 0; i < 1000; ++i) {
    SCOPED_TRACE(i);
    std::string bytes = whole;
    // All of the last kilobyte, where the directory and the seal are, then anywhere.
    const std::size_t at = i < 500 ? bytes.size() - 1 - static_cast<std::size_t>(i) * 2 % std::min<std::size_t>(1024, bytes.size())
                                   : random() % bytes.size();
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << random() % 8));
    write_bytes(damaged, bytes);
    const auto report = restore_backup(options, book.now, {});
    ASSERT_FALSE(report) << at;
    ASSERT_EQ(report.error().reason, "backup_damaged") << at;
  }
  EXPECT_EQ(bytes_of(there), "the book that is there");
  EXPECT_EQ(litter(), std::vector<std::string>());
}

TEST_F(Backup, WhatIsCutOffAddedOrSomethingElseIsRefused) {
  make();
  const std::string whole = bytes_of(folder() + "/backup.zip");
  const std::pair<const char*, std::string> wrong[] = {{"nothing", ""},
                                                       {"half", whole.substr(0, whole.size() / 2)},
                                                       {"the end is missing", whole.substr(0, whole.size() - 1)},
                                                       {"something follows", whole + "x"},
                                                       {"something goes before", "x" + whole},
                                                       {"twice", whole + whole},
                                                       {"text", "this is no backup"},
                                                       {"a book", bytes_of(book_path())}};
  for (const auto& [what, bytes] : wrong) {
    write_bytes(folder() + "/wrong.zip", bytes);
    EXPECT_EQ(refusal(to("restored.db", "wrong.zip")), "backup_damaged") << what;
  }
  EXPECT_EQ(refusal(to("restored.db", "absent.zip")), "file_not_readable");
  std::filesystem::create_directory(folder() + "/folder.zip");
  EXPECT_EQ(refusal(to("restored.db", "folder.zip")), "file_not_readable");
  EXPECT_FALSE(std::filesystem::exists(folder() + "/restored.db"));
}

// Somebody who seals what he changed: the manifest and the book still have to agree.
TEST_F(Backup, AManifestThatSpeaksOfAnotherBookIsRefused) {
  const BackupManifest manifest = make().manifest;
  const auto archive = exchange::SealedArchive::open(folder() + "/backup.zip", {});
  ASSERT_TRUE(archive);
  const std::string book_bytes = (*archive)->read(std::string(kBookName), 64 << 20).value();
  int made = 0;
  const auto refused_as = [&](const BackupManifest& changed, const std::string& bytes) {
    const std::string name = "changed-" + std::to_string(++made) + ".zip";
    auto writer = exchange::SealedArchiveWriter::create(folder() + "/" + name);
    EXPECT_TRUE(writer);
    EXPECT_TRUE((*writer)->add_text(std::string(kManifestName), write_manifest(changed)));
    EXPECT_TRUE((*writer)->add_text(std::string(kBookName), bytes));
    EXPECT_TRUE((*writer)->finish({}));
    const auto report = restore_backup(to("restored.db", name), book.now, {});
    return report ? "" : report.error().reason + " " + report.error().params.back().value;
  };
  EXPECT_EQ(refused_as(manifest, book_bytes), "");
  std::filesystem::remove(folder() + "/restored.db");
  BackupManifest changed = manifest;
  ++changed.rows["accounts"];
  EXPECT_EQ(refused_as(changed, book_bytes), "backup_damaged rows");
  changed = manifest;
  changed.heads.front().hash[31] ^= 1;
  EXPECT_EQ(refused_as(changed, book_bytes), "backup_damaged chain");
  changed = manifest;
  --changed.schema_version;
  EXPECT_EQ(refused_as(changed, book_bytes), "backup_damaged schema_version");
  changed = manifest;
  changed.members.clear();
  EXPECT_EQ(refused_as(changed, book_bytes), "backup_damaged book.db");
  EXPECT_EQ(refused_as(manifest, book_bytes + "x"), "backup_damaged book.db");
  changed = manifest;
  changed.schema_version = storage::newest_schema_version() + 1;
  EXPECT_EQ(refused_as(changed, book_bytes), "newer_backup " + folder() + "/changed-7.zip");
  changed = manifest;
  changed.format = kBackupFormat + 1;
  EXPECT_EQ(refused_as(changed, book_bytes), "newer_backup " + folder() + "/changed-8.zip");
  EXPECT_FALSE(std::filesystem::exists(folder() + "/restored.db"));
}

TEST_F(Backup, ABookThatIsThereStaysUnlessItIsToBeReplacedAndIsKeptThen) {
  make();
  ASSERT_TRUE(restore_backup(to("other.db"), book.now, {}));
  {
    const auto other = storage::open_database("sqlite:" + folder() + "/other.db");
    other->write([](storage::Session& session) { session.execute("UPDATE workspace SET name = 'changed since'"); });
  }
  EXPECT_EQ(refusal(to("other.db")), "book_exists");
  RestoreOptions options = to("other.db");
  options.replace = true;
  options.check_only = true;
  ASSERT_TRUE(restore_backup(options, book.now, {}));
  const auto name_in = [&](const std::string& path) {
    std::string name;
    storage::open_database("sqlite:" + path)->read([&](storage::Session& session) {
      session.query("SELECT name FROM workspace", {}, [&](const RowReader& row) { name = row.text(0); });
    });
    return name;
  };
  EXPECT_EQ(name_in(options.target), "changed since");  // only looked at
  options.check_only = false;
  const auto report = restore_backup(options, book.now, {});
  ASSERT_TRUE(report);
  EXPECT_EQ(report->kept_as, options.target + ".replaced-20260630-090000");
  EXPECT_EQ(name_in(options.target), "Test book");
  EXPECT_EQ(name_in(report->kept_as), "changed since");
  EXPECT_EQ(restore_backup(options, book.now, {})->kept_as, options.target + ".replaced-20260630-090000-2");
}

// What a killed server left in the -wal belongs to the old book: it is kept with it and does not meet the new one.
TEST_F(Backup, WhatAKilledServerHadWrittenIsKeptWithTheOldBook) {
  make();
  const std::string old = folder() + "/old.db";
  {
    const auto database = storage::open_database("sqlite:" + old);
    database->write([](storage::Session& session) { session.run_script("CREATE TABLE late (id integer)"); });
    for (const char* part : {"", "-wal"}) std::filesystem::copy_file(old + part, folder() + "/killed.db" + part);  // as kill -9 leaves them
  }
  ASSERT_TRUE(std::filesystem::exists(folder() + "/killed.db-wal"));
  RestoreOptions options = to("killed.db");
  options.replace = true;
  options.verify = true;
  const auto report = restore_backup(options, book.now, {});
  ASSERT_TRUE(report) << RecordBook::describe(report.error());
  EXPECT_FALSE(std::filesystem::exists(folder() + "/killed.db-wal"));
  EXPECT_TRUE(storage::look_at_book_file(report->kept_as).rows.contains("late"));
  EXPECT_FALSE(storage::look_at_book_file(options.target).rows.contains("late"));
}

TEST_F(Backup, ABookDamagedBeyondOpeningIsKeptTooWithItsWal) {
  make();
  write_bytes(folder() + "/broken.db", std::string(9000, 'x'));
  write_bytes(folder() + "/broken.db-wal", "what was in it");
  RestoreOptions options = to("broken.db");
  options.replace = true;
  const auto report = restore_backup(options, book.now, {});
  ASSERT_TRUE(report) << RecordBook::describe(report.error());
  EXPECT_EQ(bytes_of(report->kept_as), std::string(9000, 'x'));
  EXPECT_EQ(bytes_of(report->kept_as + "-wal"), "what was in it");
  EXPECT_TRUE(storage::look_at_book_file(options.target).is_whole);
  EXPECT_FALSE(std::filesystem::exists(options.target + "-wal"));
}

TEST_F(Backup, NoRestoreIntoABookThatIsOpen) {
  make();
  RestoreOptions options;
  options.archive = folder() + "/backup.zip";
  options.target = book_path();
  options.replace = true;
  EXPECT_EQ(storage::failure_of([&] { (void)restore_backup(options, book.now, {}); }), storage::StorageError::Kind::locked);
  options.check_only = true;
  EXPECT_TRUE(restore_backup(options, book.now, {}));  // to look is always possible
}

TEST_F(Backup, ABookThatIsWholeButNotInOrderIsRefusedWithVerify) {
  book.write([](storage::Session& session) { session.execute("UPDATE accounts SET city = 'Nowhere'"); });
  make();
  RestoreOptions options = to("restored.db");
  options.verify = true;
  const auto report = restore_backup(options, book.now, {});
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().reason, "backup_unwell");
  EXPECT_NE(report.error().params[1].value.find("records_as_written"), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(options.target));
  EXPECT_EQ(litter(), std::vector<std::string>());
  options.verify = false;
  EXPECT_TRUE(restore_backup(options, book.now, {}));
}

TEST_F(Backup, OneOfAnOlderSchemaComesBackAndIsBroughtUpToDateWhenOpened) {
  storage::TestBook old("sqlite");
  storage::make_older(old, storage::schema_before_the_newest());
  const std::string path = folder() + "/older.zip";
  ASSERT_TRUE(make_backup(*old.database, path, "", book.now, {}));
  ASSERT_TRUE(restore_backup(to("older.db", "older.zip"), book.now, {}));
  EXPECT_EQ(storage::look_at_book_file(folder() + "/older.db").schema_version, storage::schema_before_the_newest());
  const auto database = storage::open_database("sqlite:" + folder() + "/older.db");
  database->read([](storage::Session& session) { EXPECT_EQ(session.query_integer("SELECT count(*) FROM teams WHERE name = 'kept'"), 1); });
}

TEST_F(Backup, NeverTakesThePlaceOfAFile) {
  write_bytes(folder() + "/mine.zip", "mine");
  const auto refused = make_backup(*book.database, folder() + "/mine.zip", "", book.now, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, "file_exists");
  EXPECT_EQ(bytes_of(folder() + "/mine.zip"), "mine");
  EXPECT_EQ(make_backup(*book.database, folder() + "/nowhere/b.zip", "", book.now, {}).error().reason, "file_not_writable");
}

TEST_F(Backup, StoppedHalfwayItLeavesNothing) {
  for (int after = 0; after < 4; ++after) {
    int asked = 0;
    const auto stopped = make_backup(*book.database, folder() + "/stopped.zip", "", book.now, [&] { return asked++ < after; });
    if (stopped) break;  // it was not asked that often
    EXPECT_EQ(stopped.error().reason, "command_cancelled");
    EXPECT_FALSE(std::filesystem::exists(folder() + "/stopped.zip"));
    EXPECT_EQ(litter(), std::vector<std::string>());
  }
}

TEST_F(Backup, WhatAKilledRestoreLeftGoesWhenTheBookIsOpenedNext) {
  make();
  const std::string target = folder() + "/swept.db";
  write_bytes(target + ".incoming-Abc123", "half a book");
  storage::IncomingFile in_use(target);  // of a restore that is still at work
  EXPECT_EQ(storage::find_leftovers(target), std::vector<std::string>{"swept.db.incoming-Abc123"});
  ASSERT_TRUE(restore_backup(to("swept.db"), book.now, {}));
  EXPECT_FALSE(std::filesystem::exists(target + ".incoming-Abc123"));
  EXPECT_TRUE(std::filesystem::exists(in_use.path()));
}

TEST(NewFile, OnAFileSystemWithoutNamelessFilesIsWholeOrNotThereToo) {
  storage::TestBook place("sqlite");
  const std::string path = place.path() + ".new";
  {
    auto file = exchange::NewFile::create(path, false);
    ASSERT_TRUE(file);
    ASSERT_EQ(::write(file->descriptor(), "half", 4), 4);
    EXPECT_FALSE(std::filesystem::exists(path));
  }
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(path).parent_path()))
    EXPECT_EQ(entry.path().string().find(".partial"), std::string::npos);
  auto file = exchange::NewFile::create(path, false);
  ASSERT_TRUE(file);
  ASSERT_EQ(::write(file->descriptor(), "whole", 5), 5);
  ASSERT_TRUE(file->finish());
  EXPECT_EQ(bytes_of(path), "whole");
  EXPECT_EQ(exchange::NewFile::create(path, false).error().reason, "file_exists");
}

}  // namespace
}  // namespace wheelhouse::service
