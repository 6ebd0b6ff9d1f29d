// Random stories of a small book: what is stored is always what the rules say of the records, at every date, by every road.
#include <random>

#include "method/stage.h"
#include "service/known_on.h"
#include "service/standing.h"
#include "service/records_for_tests.h"
#include "service/wheel.h"

namespace wheelhouse::service {
namespace {

constexpr int kStories = 200;
constexpr int kSteps = 45;

using Cells = std::map<std::tuple<Stage, bool, std::string>, std::array<std::int64_t, 5>>;
Cells cells_of(const std::vector<storage::WheelCell>& list) {
  Cells cells;
  for (const auto& c : list) cells[{c.stage, c.proven, c.currency}] = {c.n, c.n_stuck, c.n_stale, c.amount_minor, c.stuck_amount_minor};
  return cells;
}
Instant end_of(Date date) { return {date.start().ms + kMsPerDay - 1}; }

class Story {
 public:
  Story(std::shared_ptr<storage::Database> database, int number)
      : book_(std::move(database), 1000 + number), random_(static_cast<unsigned>(number)) {
    book_.now = start_;
    for (const char* name : {"Ada", "Bo"}) owners_.push_back(book_.user(name, UserRole::seller).id);
    for (int i = 0; i < 3; ++i) accounts_.push_back(book_.account("Account " + std::to_string(i), owner()).id);
  }

  void live() {
    for (int i = 0; i < kSteps; ++i) {
      book_.now.ms += 1 + static_cast<std::int64_t>(below(3 * kMsPerDay));
      step();
      if (chance(20)) remember();
    }
  }

  void check() {
    EXPECT_EQ(book_.untrue_positions(), 0);
    EXPECT_EQ(book_.references_to_nothing(), "");
    EXPECT_TRUE(book_.chain_is_whole());
    for (const Unit unit : {Unit::account, Unit::opportunity}) check_counts(unit);
    check_as_of();
    check_standing();
    check_known_on();
  }

 private:
  // --- living ---
  std::uint64_t below(std::uint64_t n) { return std::uniform_int_distribution<std::uint64_t>(0, n - 1)(random_); }
  bool chance(unsigned percent) { return below(100) < percent; }
  std::optional<Id<User>> owner() { return chance(20) ? std::nullopt : std::optional(owners_[below(owners_.size())]); }
  Instant past() { return {book_.now.ms - static_cast<std::int64_t>(below(std::max<std::int64_t>(1, (book_.now.ms - start_.ms) / 2)))}; }
  template <Reflected E>
  std::optional<E> any() {
    const auto all = book_.read(
        [&](storage::Session& session) { return storage::select_records<E>(session, book_.workspace_id, "1 = 1 ORDER BY id", {}); });
    if (all.empty()) return std::nullopt;
    return all[below(all.size())];
  }
  void changed() { changes_.push_back(book_.last_change); }

  void step() {
    const auto deal = any<Opportunity>();
    const auto kind = below(100);
    if (!deal || kind < 12) return add_deal();
    if (kind < 45) return add_evidence(*deal);
    if (kind < 60) return add_statement(*deal);
    if (kind < 76) return change_deal(*deal);
    if (kind < 83) return change_account();
    if (kind < 92) return remove_something();
    if (!changes_.empty() && book_.undo(changes_[below(changes_.size())])) changed();
  }
  void add_deal() {
    Opportunity o;
    o.name = "Deal";
    if (chance(90)) o.account_id = accounts_[below(accounts_.size())];
    o.owner_id = owner();
    if (chance(80)) o.amount_minor = static_cast<std::int64_t>(below(5));
    o.currency = chance(70) ? "CNY" : "USD";
    o.opened_at = past();
    o.doubtful = chance(10);
    book_.add(o);
    changed();
  }
  void add_evidence(const Opportunity& deal) {
    Evidence e;
    if (chance(85)) e.opportunity_id = deal.id;
    else e.account_id = accounts_[below(accounts_.size())];
    // Mostly what comes next, so that stories get far; sometimes anything.
    static constexpr EvidenceCode kUsual[] = {EvidenceCode::AK1, EvidenceCode::DE1, EvidenceCode::CR1, EvidenceCode::EV1, EvidenceCode::IN1,
                                              EvidenceCode::CH1, EvidenceCode::RE1, EvidenceCode::SA1, EvidenceCode::SA2};
    e.code = chance(80) ? kUsual[below(std::size(kUsual))] : static_cast<EvidenceCode>(below(enum_size<EvidenceCode>()));
    e.source_class = chance(70) ? SourceClass::quote : static_cast<SourceClass>(below(enum_size<SourceClass>()));
    e.quote = "said";
    e.document = "a paper";
    e.observed_at = past();
    e.back_dated = e.opportunity_id && e.observed_at < deal.opened_at;
    book_.add(e);
    changed();
  }
  void add_statement(const Opportunity& deal) {
    StageEvent e;
    e.opportunity_id = deal.id;
    e.kind = static_cast<StageEventKind>(below(enum_size<StageEventKind>()));
    if (e.kind != StageEventKind::late_entry) e.stage = static_cast<Stage>(below(8));
    e.at = past();
    if (e.kind == StageEventKind::regression) e.at = std::max(e.at, deal.opened_at);
    e.reason = "because";
    book_.add(e);
    changed();
  }
  void change_deal(const Opportunity& deal) {
    boost::json::object fields;
    switch (below(6)) {
      case 0: fields["amount_minor"] = below(6); break;
      case 1: fields["currency"] = chance(50) ? "EUR" : "CNY"; break;
      case 2:
        if (const auto who = owner()) fields["owner_id"] = to_string(*who);
        else fields["owner_id"] = nullptr;
        break;
      case 3: fields["account_id"] = to_string(accounts_[below(accounts_.size())]); break;
      case 4: fields["result"] = "open"; break;
      default:
        fields["result"] = chance(50) ? "lost" : chance(50) ? "won" : "no_decision";
        fields["closed_at"] = to_string(std::max(past(), deal.opened_at));
    }
    if (book_.change(deal, fields)) changed();
  }
  void change_account() {
    const auto account = any<Account>();
    if (!account) return;
    boost::json::object fields;
    if (chance(50)) {
      if (const auto who = owner()) fields["owner_id"] = to_string(*who);
      else fields["owner_id"] = nullptr;
    } else if (const auto deal = any<Opportunity>(); deal && deal->account_id == account->id) {
      fields["pinned_opportunity_id"] = to_string(deal->id);
    } else {
      fields["pinned_opportunity_id"] = nullptr;
    }
    if (book_.change(*account, fields)) changed();
  }
  void remove_something() {
    if (chance(45)) take_out(any<Evidence>());
    else if (chance(70)) take_out(any<StageEvent>());
    else take_out(any<Opportunity>());
  }
  template <Reflected E>
  void take_out(const std::optional<E>& record) {
    if (!record) return;
    EXPECT_TRUE(book_.remove(*record));
    changed();
  }

  // --- checking ---
  storage::WheelFilter filter(Unit unit, bool of_one) {
    storage::WheelFilter f;
    f.unit = unit;
    if (of_one) f.owners = {owners_[0].uuid};
    return f;
  }
  Cells stored(const storage::WheelFilter& f, Instant at) {
    return book_.read([&](storage::Session& session) { return cells_of(storage::count_wheel(session, book_.workspace_id, f, at)); });
  }
  // Writes down what the wheel says at the end of this day, to be asked for again later.
  void remember() {
    book_.now = end_of(date_of(book_.now));
    for (const Unit unit : {Unit::account, Unit::opportunity})
      for (const bool of_one : {false, true}) {
        const auto f = filter(unit, of_one);
        remembered_.push_back({f, book_.now, stored(f, book_.now)});
      }
  }
  template <Reflected E>
  std::vector<E> all() {
    return book_.read([&](storage::Session& session) { return storage::select_records<E>(session, book_.workspace_id, "1 = 1", {}); });
  }
  template <Reflected E>
  void collect(Unit unit, std::vector<std::pair<storage::PositionRow, std::vector<storage::SpanRow>>>& subjects) {
    for (const E& record : all<E>()) {
      const auto row = book_.position(unit, record.id.uuid);
      ASSERT_TRUE(row) << Entity<E>::name;
      subjects.emplace_back(*row, book_.spans(unit, record.id.uuid));
    }
  }
  // Daily sums, the scan over spans for odd filters, and a plain count agree.
  void check_counts(Unit unit) {
    std::vector<std::pair<storage::PositionRow, std::vector<storage::SpanRow>>> subjects;
    if (unit == Unit::account) collect<Account>(unit, subjects);
    else collect<Opportunity>(unit, subjects);
    std::vector<Instant> moments{book_.now};
    for (int i = 0; i < 5; ++i)
      moments.push_back(end_of(date_of(Instant{start_.ms + static_cast<std::int64_t>(below(book_.now.ms - start_.ms - kMsPerDay))})));
    for (const bool of_one : {false, true})
      for (const Instant at : moments) {
        SCOPED_TRACE(std::string(to_string(unit)) + (of_one ? " of one, " : " of all, ") + to_string(at));
        auto f = filter(unit, of_one);
        Cells plain;
        for (const auto& [row, spans] : subjects) {
          if (of_one && row.owner_id && *row.owner_id != owners_[0].uuid) continue;
          for (const auto& span : spans) {
            if (span.from_at > at || (span.to_at && *span.to_at <= at)) continue;
            auto& cell = plain[{span.stage, storage::counts_as_proven(span.basis), row.currency}];
            const auto amount = row.amount_minor.value_or(0);
            const bool stuck = span.stuck_at && *span.stuck_at <= at, stale = span.stale_at && *span.stale_at <= at;
            cell[0] += 1;
            cell[1] += stuck;
            cell[2] += stale;
            cell[3] += amount;
            cell[4] += stuck ? amount : 0;
          }
        }
        EXPECT_EQ(stored(f, at), plain);
        f.amount_minor_min = 0;
        std::int64_t with_amount = 0, scanned = 0;
        for (const auto& [row, spans] : subjects)
          if (row.amount_minor && (!of_one || !row.owner_id || *row.owner_id == owners_[0].uuid))
            with_amount += RecordBook::stage_at(spans, at).has_value();
        for (const auto& [key, cell] : stored(f, at)) scanned += cell[0];
        EXPECT_EQ(scanned, with_amount);
      }
  }
  // The stretch that holds a moment says what the rule says when asked at that moment.
  void check_as_of() {
    for (const Opportunity& deal : all<Opportunity>()) {
      const auto [evidence, statements] = book_.read([&](storage::Session& session) {
        return std::pair(
            storage::select_records<Evidence>(session, book_.workspace_id, "opportunity_id = ?2 ORDER BY observed_at, id", {deal.id.uuid}),
            storage::select_records<StageEvent>(session, book_.workspace_id, "opportunity_id = ?2 ORDER BY at, id", {deal.id.uuid}));
      });
      const auto spans = book_.spans(deal);
      const bool left = deal.result == OpportunityResult::lost || deal.result == OpportunityResult::no_decision;
      std::vector<Instant> moments{book_.now, deal.opened_at};
      for (int i = 0; i < 12; ++i)
        moments.push_back({deal.opened_at.ms + static_cast<std::int64_t>(below(book_.now.ms - deal.opened_at.ms + 1))});
      for (const auto& e : evidence) moments.push_back(std::max(e.observed_at, deal.opened_at));
      for (const auto& e : statements) moments.push_back(std::max(e.at, deal.opened_at));
      for (const Instant at : moments) {
        SCOPED_TRACE(to_string(deal.id) + " at " + to_string(at));
        std::vector<StageEvent> until;
        for (const auto& e : statements)
          if (e.at <= at) until.push_back(e);
        const Laps laps = laps_of(deal, evidence, until, at);
        const auto expected = method::evaluate_stage(laps.current().inputs.input, at);
        const auto found =
            std::find_if(spans.begin(), spans.end(), [&](const auto& s) { return s.from_at <= at && (!s.to_at || *s.to_at > at); });
        EXPECT_FALSE(expected.lap_closed);
        const bool won = deal.result == OpportunityResult::won && laps.list.size() > 1;
        const bool on_wheel = !won && !(left && *deal.closed_at <= at);
        ASSERT_EQ(found != spans.end(), on_wheel);
        if (!on_wheel) continue;
        EXPECT_EQ(found->stage, expected.stage);
        EXPECT_EQ(found->basis, expected.basis);
        EXPECT_EQ(found->stale_at, expected.stale_at);
        EXPECT_EQ(found->stuck_at, expected.stuck_at);
      }
      const auto row = book_.position(deal);
      EXPECT_EQ(row->on_wheel, RecordBook::stage_at(spans, book_.now).has_value());
    }
  }
  // What "why?" derives for a past moment is what the wheel of that moment counted.
  void check_standing() {
    const auto check_one = [&](Unit unit, const auto& record, const auto& facts) {
      const auto spans = book_.spans(unit, record.id.uuid);
      for (int i = 0; i < 4; ++i) {
        const Instant at{start_.ms + static_cast<std::int64_t>(below(book_.now.ms - start_.ms + 1))};
        SCOPED_TRACE(to_string(record.id) + " at " + to_string(at));
        const auto standing = standing_at(facts, book_.now, at);
        const auto stage = RecordBook::stage_at(spans, at);
        ASSERT_EQ(standing.has_value(), !spans.empty() && spans.front().from_at <= at);
        if (stage) EXPECT_EQ(standing->row.stage, *stage);
        if (standing && unit == Unit::opportunity) EXPECT_EQ(standing->row.on_wheel, stage.has_value());
      }
    };
    for (const Opportunity& deal : all<Opportunity>())
      check_one(Unit::opportunity, deal,
                *book_.read([&](storage::Session& session) { return deal_facts(session, book_.workspace_id, deal, std::nullopt); }));
    for (const Account& account : all<Account>())
      check_one(Unit::account, account,
                *book_.read([&](storage::Session& session) { return account_facts(session, book_.workspace_id, account, std::nullopt); }));
  }
  // "As known on" a day is what the book said on that day, whatever was written since.
  void check_known_on() {
    for (const auto& r : remembered_) {
      SCOPED_TRACE(std::string(to_string(r.filter.unit)) + (r.filter.owners ? " of one" : " of all") + " known on " + to_string(r.at));
      EXPECT_EQ(book_.read([&](storage::Session& session) {
        return cells_of(rebuild_book(session, book_.workspace_id, r.filter, r.at, r.at).count(r.at));
      }),
                r.cells);
    }
  }

  struct Remembered {
    storage::WheelFilter filter;
    Instant at;
    Cells cells;
  };
  const Instant start_ = parse_instant("2026-01-05T08:00:00Z").value();
  RecordBook book_;
  std::mt19937 random_;
  std::vector<Id<User>> owners_;
  std::vector<Id<Account>> accounts_;
  std::vector<Uuid> changes_;
  std::vector<Remembered> remembered_;
};

TEST(Stories, WhatIsStoredIsWhatTheRulesSayOfTheRecords) {
  const std::shared_ptr<storage::Database> database = storage::open_test_database();
  for (int number = 0; number < kStories && !::testing::Test::HasFatalFailure() && !::testing::Test::HasNonfatalFailure(); ++number) {
    SCOPED_TRACE("story " + std::to_string(number));
    Story story(database, number);
    story.live();
    story.check();
  }
}

}  // namespace
}  // namespace wheelhouse::service
