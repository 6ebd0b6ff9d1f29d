// The tables that migrations make are the ones the declarations speak of: every field its column, in the right type.
#include <fstream>
#include <map>
#include <set>

#include "domain/all.h"
#include "reflect/sql.h"
#include "storage/book_file.h"
#include "storage/contract_for_tests.h"
#include "storage/migrations/migrate.h"
#include "storage/migrations/migration_list.h"
#include "storage/older_book_for_tests.h"

namespace wheelhouse::storage {
namespace {

struct Column {
  std::string type;
  bool nullable = true;
  bool operator==(const Column&) const = default;
};
void PrintTo(const Column& column, std::ostream* out) { *out << column.type << (column.nullable ? "" : " NOT NULL"); }
using Columns = std::map<std::string, Column>;

Columns columns_of(Session& session, const std::string& table) {
  Columns columns;
  if (session.engine() == Engine::sqlite)
    session.query("SELECT name, type, \"notnull\" FROM pragma_table_info(?1)", {std::string_view(table)},
                  [&](const RowReader& row) { columns[std::string(row.text(0))] = {std::string(row.text(1)), row.integer(2) == 0}; });
  else
    session.query(
        "SELECT column_name, data_type, is_nullable FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = "
        "?1",
        {std::string_view(table)}, [&](const RowReader& row) {
          columns[std::string(row.text(0))] = {std::string(row.text(1)), row.text(2) == "YES"};
        });
  return columns;
}

std::string column_type(Engine engine, ColumnType type) {
  const bool sqlite = engine == Engine::sqlite;
  switch (type) {
    case ColumnType::integer: return sqlite ? "INTEGER" : "bigint";
    case ColumnType::real: return sqlite ? "REAL" : "double precision";
    case ColumnType::text: return sqlite ? "TEXT" : "text";
    case ColumnType::id: return sqlite ? "BLOB" : "uuid";
  }
  return "";
}

class Schema : public ContractTest {};

TEST_P(Schema, EveryFieldHasItsColumn) {
  book.database->read([](Session& session) {
    AllEntities::for_each([&]<class E>() {
      SCOPED_TRACE(Entity<E>::collection);
      Columns expected;
      expected["workspace_id"] = {column_type(session.engine(), ColumnType::integer), false};
      for_each_field<E>([&](const auto& f, std::size_t) {
        using T = typename std::remove_cvref_t<decltype(f)>::Type;
        expected[std::string(f.name)] = {column_type(session.engine(), Kind<T>::column), Kind<T>::nullable};
      });
      EXPECT_EQ(columns_of(session, std::string(Entity<E>::collection)), expected);
    });
  });
}

// Every record of every workspace is found by (workspace, id); a workspace's rows lie together.
TEST_P(Schema, EveryRecordIsFoundByWorkspaceAndId) {
  book.write([](Session& session) {
    AllEntities::for_each([&]<class E>() {
      SCOPED_TRACE(Entity<E>::collection);
      E record;
      record.id.uuid = make_uuid_v7(1);
      session.execute(insert_statement<E>(), bind_values(1, record));
      session.execute(insert_statement<E>(), bind_values(2, record));  // the same id in another workspace is another record
    });
  });
  AllEntities::for_each([&]<class E>() {
    SCOPED_TRACE(Entity<E>::collection);
    E record;
    book.database->read([&](Session& session) {
      session.query("SELECT id FROM " + std::string(Entity<E>::collection), {}, [&](const RowReader& row) { record.id.uuid = row.id(0); });
    });
    EXPECT_EQ(failure_of([&] { book.write([&](Session& session) { session.execute(insert_statement<E>(), bind_values(1, record)); }); }),
              StorageError::Kind::constraint);
  });
}

TEST_P(Schema, VersionsAscendAndAreExplained) {
  int last = 0;
  for (const Migration& migration : migration_list()) {
    EXPECT_GT(migration.version, last);
    last = migration.version;
    EXPECT_FALSE(migration.why.empty());
  }
  EXPECT_EQ(newest_schema_version(), last);
  book.database->read([](Session& session) { EXPECT_EQ(schema_version(session), newest_schema_version()); });
}

TEST_P(Schema, NoPlaceholderIsLeftInAnyText) {
  for (const Engine engine : {Engine::sqlite, Engine::postgres})
    for (const Migration& migration : migration_list()) {
      const std::string text = migration_text(engine, migration.version);
      EXPECT_EQ(text.find('{'), std::string::npos) << text.substr(text.find('{'), 40);
    }
}

TEST_P(Schema, ANewerBookIsRefusedWithoutWriting) {
  book.write([](Session& session) { session.execute("INSERT INTO schema_migration (version) VALUES (9999)"); });
  EXPECT_EQ(failure_of([&] { book.reopen(); }), StorageError::Kind::newer_schema);
  EXPECT_EQ(failure_of([&] { book.reopen({.mode = OpenOptions::Mode::read_only}); }), StorageError::Kind::newer_schema);
}

WH_ON_EVERY_ENGINE(Schema);

// --- SQLite alone: files --------------------------------------------------------------------------------------------

class SqliteFile : public ::testing::Test {
 protected:
  TestBook book{"sqlite"};
};

TEST_F(SqliteFile, AnotherProgramOnTheSameBookIsRefused) {
  EXPECT_EQ(failure_of([&] { open_database(book.url()); }), StorageError::Kind::locked);
  book.database.reset();
  EXPECT_EQ(failure_of([&] { open_database(book.url()); }), std::nullopt);
}

TEST_F(SqliteFile, AFileThatIsNoBookIsRefusedAndLeftAsItIs) {
  const std::string path = book.path() + ".other", content(5000, 'x');
  std::ofstream(path) << content;
  EXPECT_EQ(failure_of([&] { open_database("sqlite:" + path); }), StorageError::Kind::corrupt);
  std::ifstream file(path);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), content);
}

TEST_F(SqliteFile, ANewerBookIsLeftToTheByte) {
  book.write([](Session& session) { session.execute("INSERT INTO schema_migration (version) VALUES (9999)"); });
  book.database.reset();
  const auto bytes = [&] {
    std::ifstream file(book.path(), std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
  const std::string before = bytes();
  EXPECT_EQ(failure_of([&] { book.reopen(); }), StorageError::Kind::newer_schema);
  EXPECT_EQ(failure_of([&] { book.reopen({.mode = OpenOptions::Mode::read_only}); }), StorageError::Kind::newer_schema);
  EXPECT_TRUE(bytes() == before);
  EXPECT_FALSE(std::filesystem::exists(copy_before_upgrade(book.path())));
}

TEST_F(SqliteFile, ReadingABookThatIsNotThereMakesNone) {
  const std::string path = book.path() + ".absent";
  EXPECT_TRUE(failure_of([&] { open_database("sqlite:" + path, {.mode = OpenOptions::Mode::read_only}); }).has_value());
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(SqliteFile, AnUnknownKindOfAddressIsRefused) {
  EXPECT_TRUE(failure_of([&] { open_database("oracle:somewhere"); }).has_value());
  EXPECT_EQ(sqlite_path("sqlite:data/book.db"), "data/book.db");
  EXPECT_EQ(sqlite_path("postgresql://host/book"), "");
}

// A book of each earlier schema comes up to date with its rows, and a copy of what it was lies beside it.
TEST_F(SqliteFile, EveryEarlierSchemaIsBroughtUpToDate) {
  for (const Migration& earlier : migration_list()) {
    const int from = earlier.version;
    if (from == newest_schema_version()) break;
    SCOPED_TRACE(from);
    TestBook old("sqlite");
    make_older(old, from);
    EXPECT_TRUE(
        failure_of([&] { open_database(old.url(), {.mode = OpenOptions::Mode::read_only}); }).has_value());  // older: not for reading
    old.reopen();
    EXPECT_EQ(old.count("SELECT count(*) FROM teams WHERE name = 'kept'"), 1);
    EXPECT_EQ(old.count("SELECT max(version) FROM schema_migration"), newest_schema_version());
    const std::string copy = copy_before_upgrade(old.path());
    EXPECT_EQ(look_at_book_file(copy).schema_version, from);
    EXPECT_FALSE(std::filesystem::exists(copy + ".partial"));
    std::map<std::string, std::string> fresh, upgraded;
    const auto read_schema = [](Database& database, std::map<std::string, std::string>& out) {
      database.read([&](Session& session) {
        session.query("SELECT name, coalesce(sql, '') FROM sqlite_master", {},
                      [&](const RowReader& row) { out[std::string(row.text(0))] = row.text(1); });
      });
    };
    read_schema(*book.database, fresh);
    read_schema(*old.database, upgraded);
    EXPECT_EQ(upgraded, fresh);
  }
}

}  // namespace
}  // namespace wheelhouse::storage
