#include "api/between_processes.h"

#include <gtest/gtest.h>

#include "reflect/sql.h"

namespace wheelhouse::api {
namespace {

// A session that only takes notices.
class Notices final : public storage::Session {
 public:
  std::int64_t run(std::string_view, std::span<const SqlValue>, const RowVisitor*) override { return 0; }
  void run_script(const std::string&) override {}
  storage::Engine engine() const override { return engine_; }
  void notify(std::string_view message) override {
    EXPECT_LE(message.size(), kNoticeBytesMax);
    list.emplace_back(message);
  }
  storage::Engine engine_ = storage::Engine::postgres;
  std::vector<std::string> list;
};

Uuid id_of(int n) {
  Uuid id;
  id.bytes[15] = static_cast<std::uint8_t>(n);
  return id;
}

TEST(BetweenProcesses, ChangesComeOverWhole) {
  std::vector<EventHub::Announcement> told;
  told.push_back({{"account", id_of(1), id_of(2), std::nullopt, id_of(3)}, id_of(4), true});
  told.push_back({{"note", id_of(5), std::nullopt, id_of(6), id_of(7)}, std::nullopt, true});
  told.push_back({{"call", id_of(8), std::nullopt, std::nullopt, id_of(9)}, std::nullopt, false});
  Notices session;
  tell_others(session, told, {{"user", id_of(10), {}, {}, id_of(11)}});
  ASSERT_EQ(session.list.size(), 1u);
  const Heard heard = heard_from(session.list[0]);
  EXPECT_TRUE(heard.forget);
  EXPECT_EQ(heard.closed, std::vector<Uuid>{id_of(10)});
  ASSERT_EQ(heard.announcements.size(), told.size());
  for (std::size_t i = 0; i < told.size(); ++i) {
    const auto &a = heard.announcements[i], &b = told[i];
    EXPECT_EQ(a.notice.object_type, b.notice.object_type);
    EXPECT_EQ(a.notice.object_id, b.notice.object_id);
    EXPECT_EQ(a.notice.account_id, b.notice.account_id);
    EXPECT_EQ(a.notice.opportunity_id, b.notice.opportunity_id);
    EXPECT_EQ(a.notice.change_id, b.notice.change_id);
    EXPECT_EQ(a.owner_id, b.owner_id);
    EXPECT_EQ(a.owner_is_known, b.owner_is_known);
  }
}

TEST(BetweenProcesses, ManyChangesTravelInSeveralNotices) {
  std::vector<EventHub::Announcement> told;
  for (int i = 0; i < 200; ++i) told.push_back({{"opportunity", id_of(i), id_of(i), id_of(i), id_of(i)}, id_of(i), true});
  Notices session;
  tell_others(session, told, {});
  EXPECT_GT(session.list.size(), 3u);
  std::size_t heard = 0;
  for (const std::string& text : session.list) heard += heard_from(text).announcements.size();
  EXPECT_EQ(heard, told.size());
}

TEST(BetweenProcesses, OneProcessTellsNobody) {
  Notices session;
  session.engine_ = storage::Engine::sqlite;
  tell_others(session, {{{"account", id_of(1), {}, {}, id_of(3)}, id_of(4), true}}, {{"user", id_of(10), {}, {}, id_of(11)}});
  EXPECT_TRUE(session.list.empty());
}

TEST(BetweenProcesses, JobsAndEndsComeOver) {
  const Heard heard = heard_from(job_text(id_of(1), R"({"id":"x y"})") + cancel_text(id_of(2)) + close_text(id_of(3)) + forget_text());
  ASSERT_EQ(heard.jobs.size(), 1u);
  EXPECT_EQ(heard.jobs[0].first, id_of(1));
  EXPECT_EQ(heard.jobs[0].second, R"({"id":"x y"})");
  EXPECT_EQ(heard.cancelled, std::vector<Uuid>{id_of(2)});
  EXPECT_EQ(heard.closed, std::vector<Uuid>{id_of(3)});
  EXPECT_TRUE(heard.forget);
}

TEST(BetweenProcesses, NonsenseIsPassedOver) {
  for (const std::string_view text :
       {"change", "change account x - - y -", "close nobody", "job ", "job 1 {}", "cancel", "later version\n", "\n\n",
        "change a b c d e f g"}) {
    const Heard heard = heard_from(text);
    EXPECT_TRUE(heard.announcements.empty() && heard.closed.empty() && heard.jobs.empty()) << text;
    EXPECT_TRUE(heard.cancelled.empty() && !heard.forget) << text;
  }
}

}  // namespace
}  // namespace wheelhouse::api
