// C1 once more, slowly and straight from its definitions, to hold the replay against: for every instant, count what counts
// then and walk the wheel. Shares the tables with the real thing, none of its bookkeeping.
#include <gtest/gtest.h>

#include <random>
#include <set>

#include "method/compare.h"
#include "method/stage.h"

namespace wheelhouse::method {
namespace {

const Instant kNow = *parse_instant("2026-06-30T12:00:00Z");
constexpr int kStages = kStageCount;

struct Slow {
  const StageInput& input;
  Instant at;

  bool accepted(const StageEvidence& e) const { return e.observed_at <= at && (e.back_dated || e.observed_at >= input.lap_opened_at); }
  std::vector<StageRegression> regressions() const {
    std::vector<StageRegression> list;
    for (const auto& r : input.regressions)
      if (r.at <= at && r.at >= input.lap_opened_at) list.push_back(r);
    for (const auto& e : input.evidence)
      if (accepted(e) && e.code == EvidenceCode::DE_minus) list.push_back({Stage::recognition, e.observed_at, e.contact});
    return list;
  }
  bool cleared(Stage stage, Instant observed) const {
    for (const auto& r : regressions())
      if (r.to < stage && observed <= r.at) return true;
    return false;
  }
  double best_source(EvidenceCode code) const {
    double best = 0;
    for (const auto& e : input.evidence)
      if (e.code == code && accepted(e) && !cleared(find_evidence_rule(code)->stage, e.observed_at))
        best = std::max(best, source_weight(e.source_class));
    return best;
  }
  double weight(int number) const {
    double x = 0;
    for (const auto& rule : kEvidenceRules)
      if (stage_number(rule.stage) == number) x += rule.weight * best_source(rule.code);
    return x;
  }
  bool reached(int number) const {
    if (number == 1) return true;
    bool starred = false;
    for (const auto& rule : kEvidenceRules)
      starred = starred || (stage_number(rule.stage) == number && rule.starred && best_source(rule.code) > 0);
    return starred && at_least(weight(number), 2);
  }
  bool skip5() const {
    for (const auto& e : input.evidence)
      if (e.code == EvidenceCode::SKIP5 && accepted(e) && !cleared(Stage::assessment, e.observed_at)) return true;
    return false;
  }
  int late_reach() const {
    if (!input.late || !input.late->has_note || input.late->at > at) return 0;
    int highest = 0;
    for (const auto& e : input.evidence) {
      const bool item = e.code == EvidenceCode::EV2 || e.code == EvidenceCode::IN1 || e.code == EvidenceCode::CH1;
      if (!item || !accepted(e) || source_weight(e.source_class) < 1) continue;
      int a = stage_number(find_evidence_rule(e.code)->stage);
      for (const auto& r : regressions())
        if (r.at >= e.observed_at) a = std::min(a, stage_number(r.to));
      highest = std::max(highest, a);
    }
    return highest;
  }
  bool inferred(int number) const { return number >= 2 && number <= late_reach() && !reached(number) && !(number == 5 && skip5()); }
  int proven() const {
    if (best_source(EvidenceCode::RE1) >= 1) return 8;
    for (int s = kStages; s > 1; --s) {
      if (!reached(s) && !inferred(s)) continue;
      bool whole = true;
      for (int t = 2; t < s; ++t) whole = whole && (reached(t) || inferred(t) || (t == 5 && (skip5() || reached(6) || inferred(6))));
      if (whole) return s;
    }
    return 1;
  }
};

// Start of the unbroken run of the stage proven at `now`.
Instant slow_entry(const StageInput& input, Instant now) {
  std::set<Instant> instants;
  for (const auto& e : input.evidence)
    if (Slow{input, now}.accepted(e)) instants.insert(e.observed_at);
  for (const auto& r : input.regressions)
    if (r.at <= now && r.at >= input.lap_opened_at) instants.insert(r.at);
  if (input.late && input.late->at <= now) instants.insert(input.late->at);
  int stage = 1;
  Instant entry = input.lap_opened_at;
  for (const Instant at : instants) {
    const int next = Slow{input, at}.proven();
    if (next == stage) continue;
    stage = next;
    entry = at;
  }
  return entry;
}

StageInput random_lap(std::mt19937& random) {
  const auto pick = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); };
  const auto instant = [&] { return Instant{kNow.plus_days(-pick(-2, 40) * 5).ms + pick(-1, 1)}; };
  StageInput input;
  input.lap_opened_at = kNow.plus_days(-pick(20, 200));
  // Mostly the codes that move a lap, so that the far stages are visited too.
  const EvidenceCode strong[] = {EvidenceCode::AK1, EvidenceCode::DE1, EvidenceCode::CR1, EvidenceCode::EV2, EvidenceCode::IN1,
                                 EvidenceCode::CH1, EvidenceCode::RE1, EvidenceCode::SA1, EvidenceCode::SA2, EvidenceCode::SKIP5};
  for (int i = pick(0, 14); i > 0; --i) {
    const auto any = static_cast<EvidenceCode>(pick(0, static_cast<int>(enum_size<EvidenceCode>()) - 1));
    const EvidenceCode code = pick(0, 3) != 0 ? strong[pick(0, 9)] : any;
    input.evidence.push_back({code, static_cast<SourceClass>(pick(0, 4)), instant(), kNoContact, pick(0, 1) == 0});
  }
  for (int i = pick(0, 2); i > 0; --i) input.regressions.push_back({static_cast<Stage>(pick(0, 7)), instant(), kNoContact});
  if (pick(0, 1) == 0) input.late = LateEntry{instant(), pick(0, 5) != 0};
  return input;
}

TEST(StageDefinition, TheReplayCountsWhatTheDefinitionCounts) {
  std::mt19937 random(17);
  int far = 0;
  for (int round = 0; round < 20000; ++round) {
    const StageInput input = random_lap(random);
    const StagePosition position = evaluate_stage(input, kNow);
    const Slow slow{input, kNow};
    for (int s = 1; s <= kStages; ++s) {
      const auto stage = static_cast<Stage>(s - 1);
      ASSERT_NEAR(position.evidence_weights[static_cast<std::size_t>(s - 1)], slow.weight(s), 1e-12) << round;
      ASSERT_EQ(position.reached.contains(stage), slow.reached(s)) << round;
      ASSERT_EQ(position.inferred.contains(stage), slow.inferred(s)) << round;
    }
    ASSERT_EQ(stage_number(position.stage), slow.proven()) << round;
    if (position.proven_stage) { ASSERT_EQ(position.entered_at, slow_entry(input, kNow)) << round; }
    far += position.stage >= Stage::investigation;
  }
  EXPECT_GT(far, 1000);  // or the test tests nothing
}

}  // namespace
}  // namespace wheelhouse::method
