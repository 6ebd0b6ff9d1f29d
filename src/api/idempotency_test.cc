#include "api/idempotency.h"

#include <gtest/gtest.h>

#include "storage/test_database.h"

namespace wheelhouse::api {
namespace {

TEST(Idempotency, AnswersAreForgottenWhenNoRepeatCanAskForThem) {
  const auto database = storage::open_test_database();
  const Instant now{1'800'000'000'000};
  const auto keep = [&](storage::Session& session, std::int64_t workspace_id, int n, std::int64_t created_at) {
    session.execute("INSERT INTO idempotency (workspace_id, actor_id, idempotency_key, request_hash, status, headers, body, created_at) "
                    "VALUES (?1, ?2, ?3, ?4, 201, '', '{}', ?5)",
                    {workspace_id, Uuid{}, std::to_string(n), Bytes{"hash"}, created_at});
  };
  database->write([&](storage::Session& session) {
    for (int n = 0; n < 2'500; ++n) keep(session, 1 + n % 2, n, now.ms - kIdempotencyMs - n / 10);
    keep(session, 1, 10'000, now.ms - kIdempotencyMs + 1);
    keep(session, 2, 10'001, now.ms);
  });
  int slices = 0;
  for (bool more = true; more; ++slices) database->write([&](storage::Session& session) { more = forget_old_answers(session, now); });
  EXPECT_GT(slices, 1);
  database->read([&](storage::Session& session) {
    EXPECT_EQ(session.query_integer("SELECT count(*) FROM idempotency"), 2);
    EXPECT_EQ(session.query_integer("SELECT min(created_at) FROM idempotency"), now.ms - kIdempotencyMs + 1);
  });
}

}  // namespace
}  // namespace wheelhouse::api
