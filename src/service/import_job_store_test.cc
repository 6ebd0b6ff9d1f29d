#include <gtest/gtest.h>

#include "service/import_job.h"
#include "storage/test_database.h"

namespace wheelhouse::service {
namespace {

class InterruptedJobs : public ::testing::Test {
 protected:
  void put(int n, ImportState state, Instant at) {
    ImportJob job;
    job.id = id_of(n);
    job.state = state;
    job.plan = "{}";
    job.created_at = job.updated_at = at;
    database->write([&](storage::Session& session) { put_job(session, 1, job); });
  }
  ImportState state_of(int n) {
    std::optional<ImportJob> job;
    database->read([&](storage::Session& session) { job = find_job(session, 1, id_of(n)); });
    return job.value().state;
  }
  static Uuid id_of(int n) {
    Uuid id;
    id.bytes[15] = static_cast<std::uint8_t>(n);
    return id;
  }

  std::unique_ptr<storage::Database> database = storage::open_test_database();
  const Instant now{1'780'000'000'000};
};

// One process has the file to itself: whatever is still at work when it starts is nobody's.
// On a database that several servers share, only what nobody has spoken for lately is.
TEST_F(InterruptedJobs, WhatNobodyWorksOnIsGivenUp) {
  const bool shared = database->engine() == storage::Engine::postgres;
  put(1, ImportState::running, now);
  put(2, ImportState::checking, now);
  put(3, ImportState::done, now);
  put(4, ImportState::undoing, now);
  const Instant soon{now.ms + kJobLeaseMs - 1}, late{now.ms + kJobLeaseMs + 1};
  mark_interrupted_jobs(*database, 1, soon);
  EXPECT_EQ(state_of(1), shared ? ImportState::running : ImportState::failed);
  EXPECT_EQ(state_of(2), shared ? ImportState::checking : ImportState::uploaded);
  EXPECT_EQ(state_of(4), shared ? ImportState::undoing : ImportState::failed);
  if (shared) note_jobs_alive(*database, {id_of(4)}, soon);
  mark_interrupted_jobs(*database, 1, late);
  EXPECT_EQ(state_of(1), ImportState::failed);
  EXPECT_EQ(state_of(2), ImportState::uploaded);
  EXPECT_EQ(state_of(3), ImportState::done);
  EXPECT_EQ(state_of(4), shared ? ImportState::undoing : ImportState::failed);
  mark_interrupted_jobs(*database, 1, {soon.ms + kJobLeaseMs + 1});
  EXPECT_EQ(state_of(4), ImportState::failed);
}

TEST_F(InterruptedJobs, ToSpeakForAJobThatHasEndedWakesNothing) {
  put(1, ImportState::done, now);
  note_jobs_alive(*database, {id_of(1), id_of(9)}, {now.ms + 5});
  std::optional<ImportJob> job;
  database->read([&](storage::Session& session) { job = find_job(session, 1, id_of(1)); });
  EXPECT_EQ(job.value().state, ImportState::done);
  EXPECT_EQ(job.value().updated_at, now);
}

}  // namespace
}  // namespace wheelhouse::service
