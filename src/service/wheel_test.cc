// The wheel as people ask for it: shares, moves, filters, and the book as it was and as it was known.
#include "service/wheel.h"

#include "service/known_on.h"
#include "service/list.h"
#include "service/wheel_lists.h"
#include "service/records_for_tests.h"

namespace wheelhouse::service {
namespace {

class Wheel : public ::testing::Test {
 protected:
  Wheel() {
    anna_ = book.user("Anna", UserRole::seller);
    book.now = book.now.plus_days(-90);
    steel_ = book.account("Steel", anna_.id);
    soft_ = book.account("Soft");
    steel_ = book.change(steel_, {{"industry", "steel"}, {"region", "north"}, {"tier", "key"}}).value();
    book.now = book.now.plus_days(90);
  }
  WheelReport read(WheelQuery query = {}, const Actor* actor = nullptr) {
    auto report = book.read([&](storage::Session& session) { return read_wheel(session, actor ? *actor : book.admin, query, book.now); });
    if (!report) ADD_FAILURE() << RecordBook::describe(report.error());
    return report ? *report : WheelReport{};
  }
  static std::array<std::int64_t, 8> counts(const WheelReport& report) {
    std::array<std::int64_t, 8> out{};
    for (std::size_t i = 0; i < 8; ++i) out[i] = report.stages[i].count;
    return out;
  }
  Date today() const { return date_of(book.now); }
  using Counts = std::array<std::int64_t, 8>;

  RecordBook book;
  User anna_;
  Account steel_, soft_;
};

TEST_F(Wheel, AnEmptyBookHasAWheelOfNothing) {
  RecordBook empty;
  const auto report = empty.read([&](storage::Session& session) { return read_wheel(session, empty.admin, {}, empty.now); });
  ASSERT_TRUE(report);
  EXPECT_EQ(report->total, 0);
  EXPECT_EQ(report->unproven_share, std::nullopt);
  std::string text;
  write_wheel_json(text, *report);
  EXPECT_NE(text.find("\"total\":0"), std::string::npos);
}

TEST_F(Wheel, CountsSharesValueAndProof) {
  const Opportunity deal = book.opportunity(steel_, "Deal", 700, 60);
  book.evidence(deal, EvidenceCode::AK1, SourceClass::quote, 40);
  const Opportunity claimed = book.opportunity(soft_, "Claimed", 300, 60);
  book.statement(claimed, StageEventKind::claim, Stage::choice, 50);
  const auto report = read();
  EXPECT_EQ(report.total, 2);
  EXPECT_EQ(counts(report), (Counts{0, 1, 0, 0, 0, 0, 1, 0}));
  const WheelStage& recognition = report.stages[1];
  EXPECT_EQ(recognition.proven, 1);
  EXPECT_EQ(recognition.unproven, 0);
  EXPECT_EQ(recognition.value.at(0).amount_minor, 700);
  EXPECT_DOUBLE_EQ(*recognition.share, 0.5);
  EXPECT_DOUBLE_EQ(*recognition.value_share, 0.7);
  EXPECT_EQ(recognition.median_dwell_days, 40);
  EXPECT_EQ(report.stages[6].unproven, 1);
  EXPECT_DOUBLE_EQ(*report.unproven_share, 0.5);
  EXPECT_EQ(report.stages[6].stuck, 1);  // in choice for 50 days, twice the norm is 42
  EXPECT_EQ(report.stuck_value.at(0).amount_minor, 300);
}

TEST_F(Wheel, FiltersLeaveWhatTheyName) {
  const auto total = [&](WheelQuery query) { return read(query).total; };
  book.opportunity(steel_, "Deal", 700, 60);
  EXPECT_EQ(total({.industry = "steel"}), 1);
  EXPECT_EQ(total({.region = "south"}), 0);
  EXPECT_EQ(total({.tier = "key"}), 1);
  EXPECT_EQ(total({.owner_id = anna_.id.uuid}), 1);
  EXPECT_EQ(total({.currency = "CNY"}), 1);
  EXPECT_EQ(total({.currency = "USD"}), 0);
  EXPECT_EQ(total({.currency = "CNY", .amount_minor_min = 700}), 1);
  EXPECT_EQ(total({.currency = "CNY", .amount_minor_min = 701}), 0);
  EXPECT_EQ(total({.unit = Unit::opportunity}), 1);
  EXPECT_EQ(total({.unit = Unit::opportunity, .industry = "steel"}), 1);
  EXPECT_EQ(total({.unit = Unit::opportunity, .industry = "software"}), 0);
  const auto unknown =
      book.read([&](storage::Session& session) { return read_wheel(session, book.admin, {.owner_id = make_uuid_v7(1)}, book.now); });
  EXPECT_EQ(unknown.error().code, Errc::not_found);
}

TEST_F(Wheel, PeopleSeeTheirOwnAndNobodys) {
  const User ben = book.user("Ben", UserRole::seller);
  book.account("Ben's", ben.id);
  const Actor anna = book.actor_of(anna_);
  EXPECT_EQ(read().total, 3);
  EXPECT_EQ(read({}, &anna).total, 2);
  EXPECT_EQ(read({.owner_id = ben.id.uuid}, &anna).total, 0);
}

TEST_F(Wheel, MovesAreWhatCrossedALineInTheWindow) {
  const Opportunity deal = book.opportunity(steel_, "Deal", 1, 80);
  book.evidence(deal, EvidenceCode::AK1, SourceClass::quote, 45);
  book.evidence(deal, EvidenceCode::DE1, SourceClass::quote, 20);
  book.statement(deal, StageEventKind::regression, Stage::recognition, 5);
  const auto report = read();
  EXPECT_EQ(report.forward, 1);
  EXPECT_EQ(report.backward, 1);
  EXPECT_EQ(report.forward_previous, 1);
  EXPECT_EQ(report.stages[2].moved_in, 1);
  EXPECT_EQ(report.stages[2].moved_out, 1);
  EXPECT_EQ(read({.window_days = 10}).forward, 0);
}

TEST_F(Wheel, AsOfADateIsWhatWasTrueThenByAllWeKnowNow) {
  const Opportunity deal = book.opportunity(steel_, "Deal", 1, 60);
  EXPECT_EQ(counts(read({.as_of = Date{today().days - 30}})), (Counts{2, 0, 0, 0, 0, 0, 0, 0}));
  book.evidence(deal, EvidenceCode::AK1, SourceClass::quote, 40);  // recorded now, observed then
  EXPECT_EQ(counts(read({.as_of = Date{today().days - 30}})), (Counts{1, 1, 0, 0, 0, 0, 0, 0}));
  EXPECT_EQ(counts(read({.as_of = Date{today().days - 50}})), (Counts{2, 0, 0, 0, 0, 0, 0, 0}));
  EXPECT_EQ(read({.as_of = Date{today().days - 100}}).total, 0);
}

// The dots, the stuck list, the moves and the weeks are of the moment that the counts are of.
TEST_F(Wheel, ListsAreOfTheMomentThatIsAskedFor) {
  const Opportunity old = book.opportunity(steel_, "Old", 700, 80);
  book.evidence(old, EvidenceCode::AK1, SourceClass::quote, 75);
  book.evidence(old, EvidenceCode::DE1, SourceClass::quote, 70);  // 14 days are the norm: stuck from day 29 on
  book.evidence(old, EvidenceCode::CR1, SourceClass::quote, 10);
  const Opportunity late = book.opportunity(soft_, "Late", 900, 5);
  const auto check = [&](const WheelQuery& query, bool then) {
    const auto ask = [&](auto&& list) { return book.read([&](storage::Session& session) { return list(session); }); };
    const auto dots = ask([&](auto& session) { return wheel_dots(session, book.admin, query, std::nullopt, 150, book.now); });
    const auto stuck = ask([&](auto& session) { return wheel_stuck(session, book.admin, query, std::nullopt, 20, book.now); });
    const auto moves =
        ask([&](auto& session) { return wheel_moves(session, book.admin, query, std::nullopt, std::nullopt, 20, book.now); });
    const auto weeks = ask([&](auto& session) { return wheel_history(session, book.admin, query, 2, book.now); });
    ASSERT_TRUE(dots && stuck && moves && weeks);
    if (then) {
      ASSERT_EQ(dots->rows.size(), 1u);
      EXPECT_EQ(dots->rows[0].subject_id, old.id.uuid);
      EXPECT_EQ(dots->rows[0].stage, Stage::decision);
      EXPECT_EQ(dots->rows[0].entered_at, book.now.plus_days(-70));
      ASSERT_EQ(stuck->rows.size(), 1u);
      EXPECT_EQ(stuck->rows[0].subject_id, old.id.uuid);
      EXPECT_TRUE(moves->empty());
      EXPECT_EQ(weeks->back().counts, (Counts{0, 0, 1, 0, 0, 0, 0, 0}));
    } else {
      ASSERT_EQ(dots->rows.size(), 2u);
      EXPECT_EQ(dots->rows[0].subject_id, late.id.uuid);
      EXPECT_EQ(dots->rows[1].stage, Stage::criteria);
      EXPECT_TRUE(stuck->rows.empty());
      ASSERT_EQ(moves->size(), 1u);
      EXPECT_EQ(moves->at(0).to, Stage::criteria);
    }
    for (const auto& row : dots->rows) EXPECT_LE(row.entered_at, dots->at);
  };
  const Date then{today().days - 20};
  check({.unit = Unit::opportunity}, false);
  check({.unit = Unit::opportunity, .as_of = then}, true);
  check({.unit = Unit::opportunity, .known_on = today()}, false);
  check({.unit = Unit::opportunity, .as_of = then, .known_on = today()}, true);
}

TEST_F(Wheel, DotsBeyondTheLimitAreCounted) {
  for (int i = 0; i < 5; ++i) book.opportunity(steel_, "Deal", 100 + i, 40);
  for (const std::optional<Date> as_of : {std::optional<Date>{}, std::optional(Date{today().days - 20})}) {
    const auto dots = book.read([&](storage::Session& session) {
      return wheel_dots(session, book.admin, {.unit = Unit::opportunity, .as_of = as_of}, std::nullopt, 2, book.now);
    });
    ASSERT_EQ(dots->rows.size(), 2u);
    EXPECT_EQ(dots->rows[0].amount_minor, 104);
    EXPECT_EQ(dots->not_shown[0], 3);
  }
}

// A stage whose deals are small, or of no known worth, would look empty beside one of large ones.
TEST_F(Wheel, EachStageShowsSomeDots) {
  for (int i = 0; i < 20; ++i) book.opportunity(steel_, "Large", 100 + i, 60);
  for (int i = 0; i < 3; ++i) book.evidence(book.opportunity(soft_, "Small", 1, 60), EvidenceCode::AK1, SourceClass::quote, 40);
  const WheelQuery queries[] = {{.unit = Unit::opportunity},
                                {.unit = Unit::opportunity, .as_of = Date{today().days - 20}},
                                {.unit = Unit::opportunity, .known_on = today()}};
  for (const WheelQuery& query : queries) {
    const auto dots =
        book.read([&](storage::Session& session) { return wheel_dots(session, book.admin, query, std::nullopt, 16, book.now); });
    ASSERT_EQ(dots->rows.size(), 16u);
    EXPECT_EQ(dots->rows[0].amount_minor, 119);
    EXPECT_EQ(std::count_if(dots->rows.begin(), dots->rows.end(), [](const auto& row) { return row.stage == Stage::recognition; }), 2);
    EXPECT_EQ(dots->not_shown, (Counts{6, 1, 0, 0, 0, 0, 0, 0}));
  }
}

TEST_F(Wheel, AsKnownOnADateIsWhatTheBookSaidThen) {
  Opportunity deal = book.opportunity(steel_, "Deal", 1, 60);
  const Date before{today().days};
  const Counts then = counts(read());
  book.now = book.now.plus_days(10);
  book.evidence(deal, EvidenceCode::AK1, SourceClass::quote, 40);  // says that it was so 30 days before `before`
  deal = book.change(deal, {{"amount_minor", 99}}).value();
  ASSERT_TRUE(book.remove(soft_));
  book.account("New");
  EXPECT_EQ(counts(read({.known_on = before})), then);
  EXPECT_EQ(counts(read({.as_of = before})), (Counts{0, 1, 0, 0, 0, 0, 0, 0}));
  EXPECT_EQ(counts(read({.known_on = today()})), counts(read()));
  // Both at once: what was thought on `before` of a day further back.
  EXPECT_EQ(counts(read({.as_of = Date{before.days - 5}, .known_on = before})), then);
}

TEST_F(Wheel, KnownOnRollsEveryKindOfChangeBack) {
  Opportunity deal = book.opportunity(steel_, "Deal", 500, 60);
  const Evidence proof = book.evidence(deal, EvidenceCode::AK1, SourceClass::quote, 40);
  const StageEvent claim = book.statement(deal, StageEventKind::claim, Stage::choice, 30);
  const Instant known = book.now;
  const auto cells = [&](Instant known_on) {
    std::string text;
    const auto book_then = book.read([&](storage::Session& session) { return rebuild_book(session, 1, {}, known_on, known_on); });
    for (const auto& c : book_then.count(known_on))
      text += std::string(to_string(c.stage)) + (c.proven ? "+" : "-") + c.currency + std::to_string(c.n) + ":" +
              std::to_string(c.amount_minor) + " ";
    return text;
  };
  const std::string then = cells(known);
  book.now = book.now.plus_days(1);
  ASSERT_TRUE(book.remove(proof));
  const Uuid removal = book.last_change;
  ASSERT_TRUE(book.remove(claim));
  deal = book.change(deal, {{"amount_minor", 7}, {"currency", "USD"}}).value();
  book.now = book.now.plus_days(1);
  ASSERT_TRUE(book.undo(removal));
  ASSERT_TRUE(book.remove(steel_));
  EXPECT_EQ(cells(known), then);
  EXPECT_NE(cells(book.now), then);
}

// More than a statement of either engine can bind one by one; what leads them is seen by nobody below an administrator.
TEST_F(Wheel, HoweverManyHiddenDealsLeadWhatIsSeen) {
  constexpr int kMany = 66'000;
  const Actor anna = book.actor_of(anna_);
  const auto made = book.as(book.admin, [&](UnitOfWork& work) -> Result<void> {
    storage::WheelDeltas deltas;
    for (int i = 0; i < kMany; ++i) {
      storage::PositionRow row{.unit = Unit::account, .subject_id = make_uuid_v7(book.now.ms), .owner_id = anna_.id.uuid, .sort_key = "x"};
      row.account_id = row.subject_id;
      row.lap_opened_at = row.entered_at = row.last_evidence_at = book.now.plus_days(-9);
      row.amount_minor = 100;
      row.currency = "CNY";
      if (i % 2) row.lead_opportunity_id = make_uuid_v7(book.now.ms);
      storage::put_position(work.session(), book.admin.workspace_id, row);
      storage::replace_spans(work.session(), book.admin.workspace_id, nullptr, &row, {{.from_at = row.entered_at}}, deltas);
    }
    deltas.flush(work.session(), book.admin.workspace_id);
    return {};
  });
  ASSERT_TRUE(made);
  const auto value = [](const WheelReport& report) { return report.stages[0].value.at(0).amount_minor; };
  EXPECT_EQ(value(read()), kMany * 100);
  EXPECT_EQ(value(read({}, &anna)), kMany / 2 * 100);
  EXPECT_EQ(read({}, &anna).total, kMany + 2);
  EXPECT_EQ(read({.currency = "CNY", .amount_minor_min = 1}, &anna).total, kMany / 2);
  const auto dots = book.read([&](storage::Session& session) { return wheel_dots(session, anna, {}, {}, 300, book.now); });
  ASSERT_TRUE(dots);
  for (const auto& row : dots->rows) EXPECT_FALSE(row.lead_opportunity_id) << "what has a value that is seen comes first";
  ListQuery by_value;
  by_value.sort = "-value";
  by_value.limit = 50;
  const auto page = book.read([&](storage::Session& session) { return list_accounts(session, anna, by_value, book.now); });
  ASSERT_TRUE(page);
  EXPECT_EQ(page->ids.size(), 50u);
}

TEST_F(Wheel, WhatCannotBeAskedIsNamed) {
  const auto refusal = [&](WheelQuery query) {
    const auto report = book.read([&](storage::Session& session) { return read_wheel(session, book.admin, query, book.now); });
    return report ? std::string("accepted") : RecordBook::describe(report.error());
  };
  EXPECT_EQ(refusal({.currency = "XXY"}), "invalid_fields ?currency:bad_currency");
  EXPECT_EQ(refusal({.tier = "gold"}), "invalid_fields ?tier:unknown_value");
  EXPECT_EQ(refusal({.amount_minor_min = 5}), "invalid_fields ?currency:required");
  EXPECT_EQ(refusal({.as_of = Date{today().days + 2}}), "invalid_fields ?as_of:in_the_future");
  EXPECT_EQ(refusal({.as_of = Date{today().days + 1}}), "invalid_fields ?as_of:in_the_future");
  EXPECT_EQ(refusal({.known_on = Date{today().days + 1}}), "invalid_fields ?known_on:in_the_future");
  EXPECT_EQ(refusal({.window_days = 0}), "invalid_fields ?window_days:out_of_range");
  EXPECT_EQ(refusal({.as_of = today()}), "accepted");
}

}  // namespace
}  // namespace wheelhouse::service
