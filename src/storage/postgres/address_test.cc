#include "storage/postgres/address.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <map>

#include "storage/session.h"

namespace wheelhouse::storage::postgres {
namespace {

std::map<std::string, std::string> read(const std::string& url, Purpose purpose = Purpose::write) {
  const auto list = parameters_of(url, purpose);
  return {list.begin(), list.end()};
}

TEST(PostgresAddress, DefaultsFillWhatIsNotSaid) {
  const auto plain = read("postgresql://anna:secret@db.example/book");
  EXPECT_EQ(plain.at("host"), "db.example");
  EXPECT_EQ(plain.at("password"), "secret");
  EXPECT_EQ(plain.at("connect_timeout"), "10");
  EXPECT_EQ(plain.at("client_encoding"), "UTF8");
  EXPECT_EQ(plain.at("target_session_attrs"), "read-write");
  EXPECT_FALSE(read("postgresql://h/b", Purpose::read).contains("target_session_attrs"));
  const auto said = read("postgresql://h/b?connect_timeout=3&target_session_attrs=any&client_encoding=GB18030");
  EXPECT_EQ(said.at("connect_timeout"), "3");
  EXPECT_EQ(said.at("target_session_attrs"), "any");
  EXPECT_EQ(said.at("client_encoding"), "UTF8");  // the book is UTF-8, whatever is asked for
}

TEST(PostgresAddress, SeveralHosts) {
  const auto several = read("postgresql://one:5433,two:5434/book");
  EXPECT_EQ(several.at("host"), "one,two");
  EXPECT_EQ(several.at("port"), "5433,5434");
  // Who reads beside who writes must not land on a standby, unless the address says so.
  EXPECT_EQ(read("postgresql://one,two/book", Purpose::read).at("target_session_attrs"), "read-write");
  EXPECT_EQ(read("postgresql:///book?host=/run/one,/run/two", Purpose::read).at("target_session_attrs"), "read-write");
  EXPECT_EQ(read("postgresql://one,two/book?target_session_attrs=prefer-standby", Purpose::read).at("target_session_attrs"),
            "prefer-standby");
}

TEST(PostgresAddress, AStandbyIsAnyHostAndIsSoonGivenUp) {
  const auto standby = read("postgresql://one,two/book", Purpose::read_on_standby);
  EXPECT_FALSE(standby.contains("target_session_attrs"));
  EXPECT_EQ(standby.at("connect_timeout"), "3");
  EXPECT_EQ(read("postgresql://one/book?target_session_attrs=standby", Purpose::read_on_standby).at("target_session_attrs"), "standby");
}

// The environment counts as said, as it does for libpq: none of it may stand in the way of these tests.
class PostgresTls : public ::testing::Test {
 protected:
  void SetUp() override {
    for (const char* name : {"PGSSLMODE", "PGSSLROOTCERT", "PGHOST", "PGHOSTADDR", "PGSERVICE"}) ::unsetenv(name);
    ::setenv("HOME", "/nowhere", 1);
  }
};

TEST_F(PostgresTls, AnotherMachineMustShowWhoItIs) {
  for (const std::string url : {"postgresql://db.example/book", "postgresql://10.0.0.1:5433/book", "postgresql://localhost,db.example/book",
                                "postgresql://localhost/book?hostaddr=10.0.0.1", "postgresql://[2001:db8::7]/book",
                                "postgresql://localhost.example/book", "postgresql://0.0.0.0/book"})
    for (const Purpose purpose : {Purpose::read, Purpose::write, Purpose::read_on_standby}) {
      const auto all = read(url, purpose);
      ASSERT_TRUE(all.contains("sslmode")) << url;
      EXPECT_EQ(all.at("sslmode"), "verify-full") << url;
      EXPECT_EQ(all.at("sslrootcert"), "/etc/ssl/certs/ca-certificates.crt") << url;
      EXPECT_EQ(weak_mode(url), "") << url;
    }
  ::setenv("PGHOST", "db.example", 1);
  EXPECT_EQ(read("postgresql:///book").at("sslmode"), "verify-full");
}

TEST_F(PostgresTls, ThisMachineNeedNot) {
  for (const std::string url : {"postgresql:///book", "postgresql:///book?host=/run/pg", "postgresql://127.0.0.1:5433/book",
                                "postgresql://localhost/book", "postgresql://[::1]/book",
                                "postgresql://db.example/book?hostaddr=127.0.0.1"}) {
    EXPECT_FALSE(read(url).contains("sslmode")) << url;
    EXPECT_EQ(weak_mode(url), "") << url;
  }
  EXPECT_EQ(weak_mode("postgresql://localhost/book?sslmode=disable"), "");
}

TEST_F(PostgresTls, WhatIsSaidHoldsAndIsToldWhenItIsLess) {
  const auto said = read("postgresql://db.example/book?sslmode=require");
  EXPECT_EQ(said.at("sslmode"), "require");
  EXPECT_FALSE(said.contains("sslrootcert"));
  for (const std::string mode : {"disable", "allow", "prefer", "require", "verify-ca"})
    EXPECT_EQ(weak_mode("postgresql://db.example/book?sslmode=" + mode), mode);
  EXPECT_EQ(weak_mode("postgresql://db.example/book?sslmode=verify-full"), "");
  EXPECT_EQ(read("postgresql://db.example/book?sslrootcert=/own.crt").at("sslrootcert"), "/own.crt");
  EXPECT_FALSE(read("postgresql://db.example/book?service=own").contains("sslmode"));
  ::setenv("PGSSLMODE", "prefer", 1);
  EXPECT_FALSE(read("postgresql://db.example/book").contains("sslmode"));
  EXPECT_EQ(weak_mode("postgresql://db.example/book"), "prefer");
}

TEST(PostgresAddress, NoPasswordIsEverShown) {
  for (const std::string url : {
           "postgresql://anna:s3cr3t@db.example:5433/book",
           "postgresql://anna@db.example/book?password=s3cr3t",
           "postgresql:///book?host=/run/pg&user=anna&password=s3cr3t&sslpassword=s3cr3t",
           "postgresql://anna:s3cr3t@one:1,two:2/book?connect_timeout=4",
           "postgresql://anna:s3cr3t@db.example:notaport/book",
           "postgresql://anna:s3cr3t@[::1/book",
           "postgresql://anna:s3cr3t/book",
           "postgresql://anna:%s3cr3t@h/book",
           "postgresql://h/book?nonsense=s3cr3t",
       }) {
    EXPECT_EQ(printable(url).find("s3cr3t"), std::string::npos) << printable(url);
    try {
      parameters_of(url, Purpose::write);
    } catch (const StorageError& error) {
      EXPECT_EQ(error.kind, StorageError::Kind::bad_address);
      EXPECT_EQ(std::string(error.what()).find("s3cr3t"), std::string::npos) << error.what();
      EXPECT_FALSE(std::string(error.what()).empty());
    }
  }
}

TEST(PostgresAddress, WhatIsShownSaysWhere) {
  EXPECT_EQ(printable("postgresql://anna:x@db.example:5433/book"), "postgresql://anna@db.example:5433/book");
  EXPECT_EQ(printable("postgres://one:1,two:2/book?connect_timeout=4"), "postgresql://one:1,two:2/book?connect_timeout=4");
  EXPECT_EQ(printable("postgresql://u@/b?host=/run/pg"), "postgresql://u@/b?host=/run/pg");
  EXPECT_EQ(printable("postgresql://u@[::1]:5432/b"), "postgresql://u@[::1]:5432/b");
  EXPECT_EQ(printable("postgresql://[::1/b"), "postgresql://…");
}

}  // namespace
}  // namespace wheelhouse::storage::postgres
