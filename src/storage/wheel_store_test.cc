// The portfolio's figures against the plainest count there is: every subject, every stretch of time, one after the other.
#include "storage/wheel_store.h"

#include <algorithm>
#include <map>
#include <random>

#include "domain/account.h"
#include "domain/opportunity.h"
#include "storage/contract_for_tests.h"
#include "storage/record_store.h"

namespace wheelhouse::storage {
namespace {

constexpr std::int64_t kWorkspace = 1;
const Instant kNow = parse_instant("2026-06-30T09:00:00Z").value();

struct Subject {
  PositionRow row;
  std::vector<SpanRow> spans;
  std::string industry, region;  // of the account
};

class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}
  int below(int n) { return std::uniform_int_distribution<int>(0, n - 1)(engine_); }
  bool chance(int percent) { return below(100) < percent; }
  Instant before(Instant end, int days) { return {end.ms - std::uniform_int_distribution<std::int64_t>(0, days * kMsPerDay)(engine_)}; }
  Instant around(Instant middle, int days) {
    return {middle.ms + std::uniform_int_distribution<std::int64_t>(-days * kMsPerDay, days * kMsPerDay)(engine_)};
  }
  std::mt19937& engine() { return engine_; }

 private:
  std::mt19937 engine_;
};

class WheelStore : public ContractTest {
 protected:
  WheelStore() {
    for (int i = 0; i < 4; ++i) owners_.push_back(make_uuid_v7(100 + i));
  }

  // A life of one to five stretches, some of them over.
  void live(Random& random, Subject& subject) {
    PositionRow& row = subject.row;
    row.owner_id = random.chance(15) ? std::nullopt : std::optional(owners_[static_cast<std::size_t>(random.below(4))]);
    row.amount_minor = random.chance(20) ? std::nullopt : std::optional<std::int64_t>(random.below(1000));
    row.currency = random.chance(70) ? "CNY" : random.chance(50) ? "USD" : "";
    row.sort_key = std::string(1, static_cast<char>('a' + random.below(26)));
    subject.spans.clear();
    std::vector<Instant> starts;
    for (int n = 1 + random.below(5); n > 0; --n) starts.push_back(random.before(kNow, 200));
    std::sort(starts.begin(), starts.end());
    starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
    for (std::size_t i = 0; i < starts.size(); ++i) {
      SpanRow& span = subject.spans.emplace_back();
      span.from_at = starts[i];
      if (i + 1 < starts.size()) span.to_at = starts[i + 1];
      span.stage = static_cast<Stage>(random.below(8));
      span.basis = static_cast<Basis>(random.below(4));
      if (i > 0) span.previous_stage = subject.spans[i - 1].stage;
      if (random.chance(80)) span.stale_at = random.around(starts[i], 60);
      if (random.chance(70)) span.stuck_at = random.chance(20) ? random.around(kNow, 1) : random.around(starts[i], 60);
    }
    row.on_wheel = random.chance(80);
    if (!row.on_wheel) subject.spans.back().to_at = kNow;
    const SpanRow& last = subject.spans.back();
    row.stage = last.stage;
    row.basis = last.basis;
    row.entered_at = last.from_at;
    row.last_evidence_at = last.from_at;
    row.lap_opened_at = subject.spans.front().from_at;
    row.stale_at = row.on_wheel ? last.stale_at : std::nullopt;
    row.stuck_at = row.on_wheel ? last.stuck_at : std::nullopt;
  }

  Subject make(Session& session, Random& random, Unit unit) {
    Subject subject;
    subject.row.unit = unit;
    Account account;
    account.id.uuid = make_uuid_v7(1'000);
    account.name = "x";
    subject.industry = random.chance(30) ? "steel" : "software";
    subject.region = random.chance(50) ? "north" : "south";
    account.industry = subject.industry;
    account.region = subject.region;
    insert_record(session, kWorkspace, account);
    subject.row.subject_id = account.id.uuid;
    if (unit == Unit::opportunity) {
      Opportunity opportunity;
      opportunity.id.uuid = make_uuid_v7(1'000);
      opportunity.account_id = account.id;
      insert_record(session, kWorkspace, opportunity);
      subject.row.subject_id = opportunity.id.uuid;
    }
    live(random, subject);
    return subject;
  }
  void store(Session& session, const PositionRow* old, const Subject& subject, WheelDeltas& deltas) {
    replace_spans(session, kWorkspace, old, &subject.row, subject.spans, deltas);
    put_position(session, kWorkspace, subject.row);
  }

  // A hundred subjects of each unit, half of them lived anew once, some gone again.
  void fill(unsigned seed) {
    Random random(seed);
    book.write([&](Session& session) {
      WheelDeltas deltas;
      for (int i = 0; i < 200; ++i) {
        subjects_.push_back(make(session, random, i % 2 ? Unit::account : Unit::opportunity));
        store(session, nullptr, subjects_.back(), deltas);
      }
      deltas.flush(session, kWorkspace);
    });
    book.write([&](Session& session) {
      WheelDeltas deltas;
      for (Subject& subject : subjects_) {
        if (!random.chance(50)) continue;
        const PositionRow old = subject.row;
        live(random, subject);
        store(session, &old, subject, deltas);
      }
      std::erase_if(subjects_, [&](const Subject& subject) {
        if (!random.chance(10)) return false;
        replace_spans(session, kWorkspace, &subject.row, nullptr, {}, deltas);
        delete_position(session, kWorkspace, subject.row.unit, subject.row.subject_id);
        return true;
      });
      deltas.flush(session, kWorkspace);
    });
  }

  std::vector<WheelFilter> filters() const {
    std::vector<WheelFilter> list;
    for (const Unit unit : {Unit::account, Unit::opportunity}) {
      WheelFilter all;
      all.unit = unit;
      list.push_back(all);
      WheelFilter f = all;
      f.owners = {owners_[0]};
      list.push_back(f);  // his and nobody's
      f.include_unowned = false;
      list.push_back(f);
      f.owners = {owners_[1], owners_[2]};
      list.push_back(f);
      f.owners = std::vector<Uuid>{};
      list.push_back(f);  // a team of nobody
      f.include_unowned = true;
      list.push_back(f);
      f = all;
      f.industry = "steel";
      list.push_back(f);
      f.region = "north";
      f.owners = {owners_[3]};
      list.push_back(f);
      f = all;
      f.currency = "USD";
      list.push_back(f);
      f.amount_minor_min = 500;
      list.push_back(f);
      f = all;
      f.amount_minor_min = 900;
      list.push_back(f);
      f = all;
      f.industry = "no such industry";
      list.push_back(f);
      f = all;
      f.tier = "key";
      list.push_back(f);  // nobody has one
    }
    return list;
  }
  static bool meets(const WheelFilter& f, const Subject& s) {
    if (f.unit != s.row.unit || !f.tier.empty()) return false;
    if (f.owners) {
      if (!s.row.owner_id) { if (!f.include_unowned) return false; }
      else if (std::find(f.owners->begin(), f.owners->end(), *s.row.owner_id) == f.owners->end()) return false;
    }
    if (f.amount_minor_min && (!s.row.amount_minor || *s.row.amount_minor < *f.amount_minor_min)) return false;
    return (f.currency.empty() || f.currency == s.row.currency) && (f.industry.empty() || f.industry == s.industry) &&
           (f.region.empty() || f.region == s.region);
  }
  static std::string describe(const WheelFilter& f) {
    return std::string(to_string(f.unit)) + " owners " + (f.owners ? std::to_string(f.owners->size()) : "all") +
           (f.include_unowned ? "+" : "") + " " + f.industry + f.region + f.tier + f.currency +
           (f.amount_minor_min ? std::to_string(*f.amount_minor_min) : "");
  }

  using Cells = std::map<std::tuple<Stage, bool, std::string>, std::array<std::int64_t, 5>>;
  Cells count_plainly(const WheelFilter& filter, Instant at) const {
    Cells cells;
    for (const Subject& s : subjects_) {
      if (!meets(filter, s)) continue;
      for (const SpanRow& span : s.spans) {
        if (span.from_at > at || (span.to_at && *span.to_at <= at)) continue;
        auto& cell = cells[{span.stage, counts_as_proven(span.basis), s.row.currency}];
        const std::int64_t amount = s.row.amount_minor.value_or(0);
        cell[0] += 1;
        cell[3] += amount;
        if (span.stuck_at && *span.stuck_at <= at) { cell[1] += 1; cell[4] += amount; }
        if (span.stale_at && *span.stale_at <= at) cell[2] += 1;
      }
    }
    return cells;
  }
  Cells count_stored(const WheelFilter& filter, Instant at) {
    Cells cells;
    book.database->read([&](Session& session) {
      for (const WheelCell& c : count_wheel(session, kWorkspace, filter, at)) {
        EXPECT_FALSE(cells.contains({c.stage, c.proven, c.currency})) << "a cell twice";
        cells[{c.stage, c.proven, c.currency}] = {c.n, c.n_stuck, c.n_stale, c.amount_minor, c.stuck_amount_minor};
      }
    });
    return cells;
  }
  static Instant end_of(Date date) { return {date.start().ms + kMsPerDay - 1}; }

  std::vector<Uuid> owners_;
  std::vector<Subject> subjects_;
};

TEST_P(WheelStore, AnEmptyBookHasNoCells) {
  for (const WheelFilter& filter : filters()) EXPECT_TRUE(count_stored(filter, kNow).empty());
  book.database->read([](Session& session) {
    for (const auto& median : median_entries(session, kWorkspace, {}, {})) EXPECT_EQ(median, std::nullopt);
    EXPECT_TRUE(select_spans(session, kWorkspace, {}).empty());
    EXPECT_TRUE(largest_positions(session, kWorkspace, {}, std::nullopt, 10).empty());
  });
}

TEST_P(WheelStore, CountsAreThoseOfAPlainCountNowAndAtTheEndOfAnyDay) {
  for (const unsigned seed : {1u, 2u, 3u}) {
    SCOPED_TRACE(seed);
    fill(seed);
    Random random(seed);
    std::vector<Instant> moments{kNow};
    for (int i = 0; i < 6; ++i) moments.push_back(end_of(date_of(random.before(kNow.plus_days(-1), 220))));
    for (const WheelFilter& filter : filters())
      for (const Instant at : moments) {
        SCOPED_TRACE(describe(filter) + " at " + to_string(at));
        EXPECT_EQ(count_stored(filter, at), count_plainly(filter, at));
      }
  }
}

TEST_P(WheelStore, WeeksOfHistoryAreThoseOfAPlainCount) {
  fill(4);
  std::vector<Date> dates;
  for (int week = 12; week > 0; --week) dates.push_back({date_of(kNow).days - 7 * week});
  for (const WheelFilter& filter : filters()) {
    SCOPED_TRACE(describe(filter));
    std::vector<std::array<std::int64_t, 8>> expected, stored;
    for (const Date date : dates) {
      auto& counts = expected.emplace_back();
      counts.fill(0);
      for (const auto& [key, cell] : count_plainly(filter, end_of(date))) counts[static_cast<std::size_t>(std::get<0>(key))] += cell[0];
    }
    book.database->read([&](Session& session) { stored = count_history(session, kWorkspace, filter, dates); });
    EXPECT_EQ(stored, expected);
  }
}

TEST_P(WheelStore, MovesAreThoseOfAPlainCount) {
  fill(5);
  const Instant after = kNow.plus_days(-30);
  for (const WheelFilter& filter : filters()) {
    SCOPED_TRACE(describe(filter));
    std::map<std::pair<Stage, Stage>, std::int64_t> expected, stored;
    std::int64_t total = 0;
    for (const Subject& s : subjects_)
      if (meets(filter, s))
        for (const SpanRow& span : s.spans)
          if (span.from_at > after && span.from_at <= kNow && span.previous_stage && *span.previous_stage != span.stage) {
            ++expected[{*span.previous_stage, span.stage}];
            ++total;
          }
    book.database->read([&](Session& session) {
      for (const WheelMove& m : count_moves(session, kWorkspace, filter, after, kNow)) stored[{m.from, m.to}] = m.n;
      EXPECT_EQ(stored, expected);
      const auto rows = list_moves(session, kWorkspace, filter, std::nullopt, std::nullopt, after, kNow, 1000);
      EXPECT_EQ(static_cast<std::int64_t>(rows.size()), total);
      EXPECT_TRUE(std::is_sorted(rows.begin(), rows.end(), [](const MoveRow& a, const MoveRow& b) { return a.at > b.at; }));
      for (const auto& [pair, n] : expected)
        EXPECT_EQ(static_cast<std::int64_t>(list_moves(session, kWorkspace, filter, pair.first, pair.second, after, kNow, 1000).size()), n);
      EXPECT_LE(list_moves(session, kWorkspace, filter, std::nullopt, std::nullopt, after, kNow, 3).size(), 3u);
    });
  }
}

TEST_P(WheelStore, SpansOfAFilterAreThoseOfItsSubjects) {
  fill(8);
  for (const WheelFilter& filter : filters()) {
    SCOPED_TRACE(describe(filter));
    std::map<Uuid, const Subject*> expected;
    for (const Subject& s : subjects_)
      if (meets(filter, s) && !s.spans.empty()) expected[s.row.subject_id] = &s;
    book.database->read([&](Session& session) {
      const auto found = select_spans(session, kWorkspace, filter);
      ASSERT_EQ(found.size(), expected.size());
      for (const SubjectSpans& subject : found) {
        ASSERT_TRUE(expected.contains(subject.subject_id));
        const Subject& s = *expected[subject.subject_id];
        EXPECT_EQ(subject.spans, s.spans);
        EXPECT_EQ(subject.amount_minor, s.row.amount_minor);
        EXPECT_EQ(subject.currency, s.row.currency);
      }
    });
  }
}

TEST_P(WheelStore, LargestStuckAndMedianAreThoseOfAPlainLook) {
  fill(6);
  for (const WheelFilter& filter : filters()) {
    SCOPED_TRACE(describe(filter));
    for (const std::optional<Stage> stage : {std::optional<Stage>(), std::optional(Stage::criteria), std::optional(Stage::choice)}) {
      std::vector<const Subject*> here, stuck;
      for (const Subject& s : subjects_)
        if (meets(filter, s) && s.row.on_wheel && (!stage || s.row.stage == *stage)) {
          here.push_back(&s);
          if (s.row.stuck_at && *s.row.stuck_at <= kNow) stuck.push_back(&s);
        }
      book.database->read([&](Session& session) {
        const auto largest = largest_positions(session, kWorkspace, filter, stage, 1000);
        EXPECT_EQ(largest.size(), here.size());
        EXPECT_TRUE(std::is_sorted(largest.begin(), largest.end(), [](const PositionRow& a, const PositionRow& b) {
          return a.amount_minor.value_or(-1) > b.amount_minor.value_or(-1);
        }));
        EXPECT_EQ(largest_positions(session, kWorkspace, filter, stage, 5).size(), std::min<std::size_t>(5, here.size()));
        const auto longest = stuck_positions(session, kWorkspace, filter, stage, kNow, 1000);
        EXPECT_EQ(longest.size(), stuck.size());
        EXPECT_TRUE(std::is_sorted(longest.begin(), longest.end(),
                                   [](const PositionRow& a, const PositionRow& b) { return *a.stuck_at < *b.stuck_at; }));
        if (!stage) return;
        std::vector<Instant> entries;
        for (const Subject* s : here) entries.push_back(s->row.entered_at);
        std::sort(entries.rbegin(), entries.rend());
        std::array<std::int64_t, 8> counts{};
        counts[static_cast<std::size_t>(*stage)] = static_cast<std::int64_t>(entries.size());
        const auto median = median_entries(session, kWorkspace, filter, counts)[static_cast<std::size_t>(*stage)];
        EXPECT_EQ(median, entries.empty() ? std::nullopt : std::optional(entries[(entries.size() - 1) / 2]));
      });
    }
  }
}

TEST_P(WheelStore, APositionComesBackAsItWas) {
  Random random(7);
  book.write([&](Session& session) {
    for (int i = 0; i < 50; ++i) {
      Subject s = make(session, random, i % 2 ? Unit::account : Unit::opportunity);
      s.row.account_id = random.chance(50) ? std::optional(make_uuid_v7(1)) : std::nullopt;
      s.row.lead_opportunity_id = random.chance(50) ? std::optional(make_uuid_v7(1)) : std::nullopt;
      s.row.proven_stage = random.chance(50) ? std::optional(Stage::choice) : std::nullopt;
      s.row.claimed_stage = random.chance(50) ? std::optional(Stage::decision) : std::nullopt;
      s.row.confidence = 1.0 / (1 + random.below(7));
      s.row.inferred = static_cast<unsigned>(random.below(256));
      s.row.lap = 1 + random.below(3);
      WheelDeltas deltas;
      store(session, nullptr, s, deltas);
      EXPECT_EQ(find_position(session, kWorkspace, s.row.unit, s.row.subject_id), s.row);
      EXPECT_EQ(spans_of(session, kWorkspace, s.row.unit, s.row.subject_id), s.spans);
      const PositionRow old = s.row;
      live(random, s);
      store(session, &old, s, deltas);
      EXPECT_EQ(find_position(session, kWorkspace, s.row.unit, s.row.subject_id), s.row);
      EXPECT_EQ(spans_of(session, kWorkspace, s.row.unit, s.row.subject_id), s.spans);
      EXPECT_EQ(find_position(session, kWorkspace + 1, s.row.unit, s.row.subject_id), std::nullopt);
    }
  });
}

WH_ON_EVERY_ENGINE(WheelStore);

}  // namespace
}  // namespace wheelhouse::storage
