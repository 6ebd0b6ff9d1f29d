// An empty book of one engine, gone at the end of the test. The contract tests see an engine through Database and Session
// alone, so an engine joins them with one line in engines_under_test(). Tests only.
#pragma once
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "storage/database.h"
#include "storage/test_database.h"

namespace wheelhouse::storage {

class TestBook {
 public:
  explicit TestBook(std::string engine) : engine_(std::move(engine)) {
    std::string pattern = (std::filesystem::temp_directory_path() / "wheelhouse-contract-XXXXXX").string();
    if (!::mkdtemp(pattern.data())) throw std::runtime_error("no temporary directory");
    directory_ = pattern;
    if (engine_ == "postgres") fresh_ = std::make_unique<FreshPostgres>();
    database = open_database(url());
  }
  ~TestBook() {
    database.reset();
    std::error_code ignored;
    std::filesystem::remove_all(directory_, ignored);
  }
  TestBook(const TestBook&) = delete;
  TestBook& operator=(const TestBook&) = delete;

  std::string path() const { return directory_ + "/book.db"; }
  std::string url() const { return fresh_ ? fresh_->url() : engine_ + ":" + path(); }
  void reopen(const OpenOptions& options = {}) {
    database.reset();
    database = open_database(url(), options);
  }

  void write(const std::function<void(Session&)>& work) { database->write(work); }
  std::int64_t count(std::string_view sql, std::initializer_list<SqlValue> values = {}) {
    std::int64_t n = 0;
    database->read([&](Session& session) { n = session.query_integer(sql, values); });
    return n;
  }

  std::unique_ptr<Database> database;

 private:
  const std::string engine_;
  std::string directory_;
  std::unique_ptr<FreshPostgres> fresh_;
};

// Both where there is a PostgreSQL to test on, and where somebody asks for its tests by name or for their list: such a test fails
// without a server, it does not pass unseen.
inline std::vector<std::string> engines_under_test() {
  const bool asked_for = GTEST_FLAG_GET(list_tests) || GTEST_FLAG_GET(filter).find("postgres") != std::string::npos;
  if (asked_for || !environment_of_tests("WHEELHOUSE_TEST_POSTGRES").empty()) return {"sqlite", "postgres"};
  return {"sqlite"};
}

inline std::vector<std::string> other_engines_under_test() {
  std::vector<std::string> engines = engines_under_test();
  engines.erase(engines.begin());  // SQLite, the measure
  return engines;
}

// A suite that runs once an engine: TEST_P of a class derived from this, and WH_ON_EVERY_ENGINE(that class).
class ContractTest : public ::testing::TestWithParam<std::string> {
 protected:
  TestBook book{GetParam()};
};

#define WH_ON_EVERY_ENGINE(suite)                                                       \
  INSTANTIATE_TEST_SUITE_P(On, suite, ::testing::ValuesIn(engines_under_test()),        \
                           [](const ::testing::TestParamInfo<std::string>& info) { return info.param; })

// The kind of the StorageError that `work` throws; nothing when it throws none.
template <class Work>
std::optional<StorageError::Kind> failure_of(Work&& work) {
  try {
    work();
  } catch (const StorageError& error) {
    return error.kind;
  }
  return std::nullopt;
}

}  // namespace wheelhouse::storage
