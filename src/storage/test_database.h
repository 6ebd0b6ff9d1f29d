// Throw-away books for tests, on the engine under test: a file, memory, or a schema of their own in the PostgreSQL that
// WHEELHOUSE_TEST_POSTGRES names (tools/with_postgres.sh starts one). Tests only.
#pragma once
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>

#include "storage/database.h"
#include "storage/postgres/connection.h"

namespace wheelhouse::storage {

inline std::string environment_of_tests(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

// An empty schema, dropped at the end.
class FreshPostgres {
 public:
  FreshPostgres() {
    static std::atomic<int> made = 0;
    if (server_.empty()) throw std::runtime_error("no PostgreSQL to test on: run this through tools/with_postgres.sh");
    name_ = "test_" + std::to_string(::getpid()) + "_" + std::to_string(++made);
    postgres::Connection(server_, postgres::Purpose::write).run_script("CREATE SCHEMA " + name_);
  }
  ~FreshPostgres() {
    try {
      postgres::Connection(server_, postgres::Purpose::write).run_script("DROP SCHEMA " + name_ + " CASCADE");
    } catch (const StorageError&) {  // the whole server goes at the end
    }
  }
  FreshPostgres(const FreshPostgres&) = delete;
  FreshPostgres& operator=(const FreshPostgres&) = delete;
  std::string url() const { return server_ + "&application_name=" + name_ + "&options=-csearch_path%3D" + name_; }
  // As a restart of the server would: every connection to this schema's url() is cut.
  void cut_connections() const {
    constexpr std::string_view kCut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = ?1";
    postgres::Connection(server_, postgres::Purpose::write).execute(kCut, {std::string_view(name_)});
  }

 private:
  const std::string server_ = environment_of_tests("WHEELHOUSE_TEST_POSTGRES");
  std::string name_;
};

// For the tests of what stands on storage: they run on SQLite in memory, and once more where WHEELHOUSE_TEST_ENGINE is "postgres".
inline std::unique_ptr<Database> open_test_database() {
  if (environment_of_tests("WHEELHOUSE_TEST_ENGINE") != "postgres") return open_database("sqlite::memory:");
  class Own final : public Database {
   public:
    void read(const std::function<void(Session&)>& work) override { database_->read(work); }
    void write(const std::function<void(Session&)>& work) override { database_->write(work); }
    void write_async(std::function<void(Session&)> work, std::function<void(std::exception_ptr)> done) override {
      database_->write_async(std::move(work), std::move(done));
    }
    void write_rehearsed(std::function<void(Session&)> work, std::function<void(std::exception_ptr)> done) override {
      database_->write_rehearsed(std::move(work), std::move(done));
    }
    Engine engine() const override { return database_->engine(); }
    std::string library_version() const override { return database_->library_version(); }
    void listen(std::function<void(std::string_view)> hear) override { database_->listen(std::move(hear)); }

   private:
    FreshPostgres fresh_;
    std::unique_ptr<Database> database_ = open_database(fresh_.url());
  };
  return std::make_unique<Own>();
}

}  // namespace wheelhouse::storage
