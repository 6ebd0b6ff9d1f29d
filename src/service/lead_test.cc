// Who speaks for an account at each time: against a plain look at every moment.
#include "service/lead.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace wheelhouse::service {
namespace {

using storage::SpanRow;

Instant day(int n) { return Instant{1'780'000'000'000}.plus_days(n); }

SpanRow span(int from, std::optional<int> to, Stage stage) {
  SpanRow s;
  s.from_at = day(from);
  if (to) s.to_at = day(*to);
  s.stage = stage;
  s.basis = Basis::proven;
  return s;
}
LeadCandidate candidate(std::optional<std::int64_t> amount, std::vector<SpanRow> spans, int number = 1) {
  LeadCandidate c;
  c.position.subject_id = make_uuid_v7(number);
  c.position.amount_minor = amount;
  c.position.lap_opened_at = spans.front().from_at;
  c.spans = std::move(spans);
  return c;
}
const std::vector<SpanRow> kOwn{span(0, std::nullopt, Stage::satisfaction)};

TEST(Lead, WithoutCandidatesTheAccountStandsByItself) {
  const auto timeline = lead_timeline({}, kOwn);
  EXPECT_EQ(timeline.lead_now, nullptr);
  EXPECT_EQ(timeline.spans, kOwn);
}

TEST(Lead, ACandidateCoversOnlyItsOwnTime) {
  const std::vector<LeadCandidate> candidates{candidate(5, {span(10, 20, Stage::criteria)})};
  const auto timeline = lead_timeline(candidates, kOwn);
  ASSERT_EQ(timeline.spans.size(), 3u);
  EXPECT_EQ(timeline.spans[0].to_at, day(10));
  EXPECT_EQ(timeline.spans[1].stage, Stage::criteria);
  EXPECT_EQ(timeline.spans[1].previous_stage, Stage::satisfaction);
  EXPECT_EQ(timeline.spans[2].from_at, day(20));
  EXPECT_EQ(timeline.spans[2].to_at, std::nullopt);
  EXPECT_EQ(timeline.lead_now, nullptr);
}

TEST(Lead, TheOrderIsPinValueStageEvidenceAge) {
  const auto open = [](Stage stage) { return std::vector<SpanRow>{span(0, std::nullopt, stage)}; };
  std::vector<LeadCandidate> c{candidate(5, open(Stage::decision), 1), candidate(5, open(Stage::decision), 2)};
  const auto leads = [&](std::size_t expected) { return lead_timeline(c, kOwn).lead_now == &c[expected]; };
  c[1].position.lap_opened_at = day(-1);
  EXPECT_TRUE(leads(1)) << "the older";
  c[0].position.last_evidence_at = day(5);
  EXPECT_TRUE(leads(0)) << "the latest evidence";
  c[1].spans = open(Stage::criteria);
  EXPECT_TRUE(leads(1)) << "the further stage";
  c[0].position.amount_minor = 6;
  EXPECT_TRUE(leads(0)) << "the larger value";
  c[0].position.amount_minor.reset();
  c[1].position.amount_minor = 0;
  EXPECT_TRUE(leads(1)) << "an unknown value is the last, behind nothing at all";
  c[0].pinned = true;
  EXPECT_TRUE(leads(0)) << "the pinned one before all";
}

TEST(Lead, SuccessorsInTheSamePlaceAreOneStretch) {
  const std::vector<LeadCandidate> candidates{candidate(5, {span(0, 10, Stage::criteria)}, 1),
                                              candidate(4, {span(0, std::nullopt, Stage::criteria)}, 2)};
  const auto timeline = lead_timeline(candidates, kOwn);
  ASSERT_EQ(timeline.spans.size(), 1u);
  EXPECT_EQ(timeline.spans[0].to_at, std::nullopt);
  EXPECT_EQ(timeline.lead_now, &candidates[1]);
}

TEST(Lead, AtEveryMomentItIsTheFirstInOrder) {
  std::mt19937 random(5);
  const auto below = [&](int n) { return std::uniform_int_distribution<int>(0, n - 1)(random); };
  for (int round = 0; round < 300; ++round) {
    SCOPED_TRACE(round);
    std::vector<LeadCandidate> candidates;
    for (int n = below(6); n > 0; --n) {
      std::vector<SpanRow> spans;
      int at = below(40);
      for (int k = 1 + below(4); k > 0; --k) {
        const int next = at + 1 + below(15);
        spans.push_back(span(at, k == 1 && below(2) ? std::nullopt : std::optional(next), static_cast<Stage>(below(8))));
        spans.back().basis = static_cast<Basis>(below(4));
        at = next + (below(5) == 0 ? below(6) : 0);  // a gap now and then
      }
      candidates.push_back(candidate(below(3) ? std::optional<std::int64_t>(below(3)) : std::nullopt, std::move(spans), 10 + n));
      candidates.back().position.last_evidence_at = day(below(3));
      candidates.back().pinned = below(6) == 0;
    }
    const auto timeline = lead_timeline(candidates, kOwn);
    for (int d = 0; d < 110; ++d) {
      const Instant at = day(d);
      const SpanRow* expected = &kOwn[0];
      const LeadCandidate* leader = nullptr;
      const auto better = [](const LeadCandidate& a, const SpanRow& sa, const LeadCandidate& b, const SpanRow& sb) {
        const auto key = [](const LeadCandidate& c, const SpanRow& s) {
          return std::tuple(!c.pinned, -c.position.amount_minor.value_or(-1), -stage_number(s.stage), -c.position.last_evidence_at.ms,
                            c.position.lap_opened_at.ms, c.position.subject_id);
        };
        return key(a, sa) < key(b, sb);
      };
      for (const auto& c : candidates)
        for (const auto& s : c.spans)
          if (s.from_at <= at && (!s.to_at || *s.to_at > at) && (!leader || better(c, s, *leader, *expected))) {
            leader = &c;
            expected = &s;
          }
      const auto found = std::find_if(timeline.spans.begin(), timeline.spans.end(),
                                      [&](const SpanRow& s) { return s.from_at <= at && (!s.to_at || *s.to_at > at); });
      ASSERT_NE(found, timeline.spans.end()) << d;
      EXPECT_EQ(found->stage, expected->stage) << d;
      EXPECT_EQ(found->basis, expected->basis) << d;
      if (d == 109) { EXPECT_EQ(timeline.lead_now, leader); }
    }
    // No gaps, no overlaps, each told from the one before.
    for (std::size_t i = 0; i < timeline.spans.size(); ++i) {
      const SpanRow& s = timeline.spans[i];
      EXPECT_EQ(s.to_at.has_value(), i + 1 < timeline.spans.size());
      EXPECT_EQ(s.previous_stage, i ? std::optional(timeline.spans[i - 1].stage) : std::nullopt);
      if (i) { EXPECT_EQ(timeline.spans[i - 1].to_at, s.from_at); }
    }
  }
}

}  // namespace
}  // namespace wheelhouse::service
