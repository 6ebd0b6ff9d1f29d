#include "method/stage.h"

#include <gtest/gtest.h>

#include <random>

#include "method/compare.h"
#include "method/stage_health.h"

namespace wheelhouse::method {
namespace {

const Instant kNow = *parse_instant("2026-06-30T12:00:00Z");
Instant days_ago(int days) { return kNow.plus_days(-days); }

StageInput lap(std::vector<StageEvidence> evidence) {
  StageInput input;
  input.lap_opened_at = days_ago(200);
  input.evidence = std::move(evidence);
  return input;
}
StageEvidence quote(EvidenceCode code, int days) { return {code, SourceClass::quote, days_ago(days)}; }

TEST(Stage, GoldenT1ConfidenceHalvesAfterOneNormDwell) {
  const auto position = evaluate_stage(
      lap({quote(EvidenceCode::AK1, 60), quote(EvidenceCode::DE1, 40), {EvidenceCode::DE2, SourceClass::observed, days_ago(28)}}), kNow);
  EXPECT_EQ(position.stage, Stage::decision);
  EXPECT_NEAR(position.evidence_weights[2], 5.4, 1e-9);
  EXPECT_NEAR(position.confidence, 0.5, 1e-9);
}

TEST(Stage, GoldenT2InferenceAloneProvesNothing) {
  const auto position =
      evaluate_stage(lap({quote(EvidenceCode::AK1, 60), {EvidenceCode::DE1, SourceClass::inference, days_ago(28)}}), kNow);
  EXPECT_EQ(position.stage, Stage::recognition);
  EXPECT_NEAR(position.evidence_weights[2], 0.9, 1e-9);
}

TEST(Stage, AssessmentIsPassedOverWhenInvestigationIsReached) {
  const auto position = evaluate_stage(lap({quote(EvidenceCode::AK1, 60), quote(EvidenceCode::DE1, 50), quote(EvidenceCode::CR1, 40),
                                            quote(EvidenceCode::IN1, 30)}), kNow);
  EXPECT_EQ(position.stage, Stage::investigation);
  EXPECT_TRUE(position.evaluation_skipped);
}

TEST(Stage, SkipNoteIsNeverAPosition) {
  const auto position = evaluate_stage(lap({quote(EvidenceCode::AK1, 60), quote(EvidenceCode::DE1, 50), quote(EvidenceCode::CR1, 40),
                                            quote(EvidenceCode::SKIP5, 30)}), kNow);
  EXPECT_EQ(position.stage, Stage::criteria);
  EXPECT_FALSE(position.evaluation_skipped);
  EXPECT_EQ(missing_evidence(position).front(), EvidenceCode::IN1);
}

TEST(Stage, InvestigationWithoutCriteriaStaysBelowTheGap) {
  const auto position =
      evaluate_stage(lap({quote(EvidenceCode::AK1, 60), quote(EvidenceCode::DE1, 50), quote(EvidenceCode::IN1, 30)}), kNow);
  EXPECT_EQ(position.stage, Stage::decision);
}

TEST(Stage, RegressionClearsEvidenceOfTheSameInstant) {
  StageInput input = lap({quote(EvidenceCode::AK1, 60), quote(EvidenceCode::DE1, 50)});
  input.regressions = {{Stage::recognition, days_ago(50)}};
  EXPECT_EQ(evaluate_stage(input, kNow).stage, Stage::recognition);
  input.regressions[0].at.ms -= 1;
  EXPECT_EQ(evaluate_stage(input, kNow).stage, Stage::decision);
}

TEST(Stage, OrderIsReassessmentAndListsWhatItJumped) {
  const auto position =
      evaluate_stage(lap({quote(EvidenceCode::AK1, 60), quote(EvidenceCode::IN1, 50), quote(EvidenceCode::RE1, 5)}), kNow);
  EXPECT_EQ(position.stage, Stage::reassessment);
  std::vector<Stage> unexplained;
  position.unexplained.for_each([&](Stage stage) { unexplained.push_back(stage); });
  EXPECT_EQ(unexplained, (std::vector{Stage::decision, Stage::criteria, Stage::choice}));  // assessment was skipped
}

TEST(Stage, LateEntryInfersWhatIsBehindAndHalvesConfidence) {
  StageInput input = lap({quote(EvidenceCode::IN1, 10)});
  EXPECT_EQ(evaluate_stage(input, kNow).stage, Stage::satisfaction);
  input.late = LateEntry{days_ago(5)};
  auto position = evaluate_stage(input, kNow);
  EXPECT_EQ(position.stage, Stage::investigation);
  EXPECT_EQ(position.dwell_days, 5);
  EXPECT_NEAR(position.confidence, 0.375, 1e-9);  // X = 3 of 4, halved
  EXPECT_FALSE(position.evaluation_skipped);      // assessment is inferred, not skipped
  input.regressions = {{Stage::criteria, days_ago(2)}};
  position = evaluate_stage(input, kNow);
  EXPECT_EQ(position.stage, Stage::criteria);
  input.late->has_note = false;
  EXPECT_EQ(evaluate_stage(input, kNow).stage, Stage::satisfaction);
}

TEST(Stage, LapClosesOnlyByWhatWasSaidAfterTheOrder) {
  StageInput input = lap({quote(EvidenceCode::SA1, 50), quote(EvidenceCode::SA2, 49), quote(EvidenceCode::RE1, 40)});
  EXPECT_FALSE(evaluate_stage(input, kNow).lap_closed);
  input.evidence.push_back(quote(EvidenceCode::SA1, 30));
  EXPECT_FALSE(evaluate_stage(input, kNow).lap_closed);
  input.evidence.push_back({EvidenceCode::SA2, SourceClass::observed, days_ago(8)});
  const auto position = evaluate_stage(input, kNow);
  EXPECT_TRUE(position.lap_closed);
  EXPECT_EQ(position.lap_closed_at, days_ago(8));
}

TEST(Stage, LapDoesNotCloseOnWeakWords) {
  StageInput input = lap({quote(EvidenceCode::RE1, 40), {EvidenceCode::SA1, SourceClass::inference, days_ago(30)},
                          quote(EvidenceCode::SA2, 20)});
  EXPECT_FALSE(evaluate_stage(input, kNow).lap_closed);  // 0.9 + 1 < 2
  input.evidence.push_back(quote(EvidenceCode::SA1, 3));
  EXPECT_EQ(evaluate_stage(input, kNow).lap_closed_at, days_ago(3));
}

TEST(Stage, OverrideEndsWithLaterEvidenceNotWithLateEntry) {
  StageInput input = lap({quote(EvidenceCode::AK1, 60)});
  input.override_ = StageOverride{Stage::choice, days_ago(20)};
  input.late = LateEntry{days_ago(10)};
  auto position = evaluate_stage(input, kNow);
  EXPECT_EQ(position.basis, Basis::override_);
  EXPECT_EQ(position.proven_stage, Stage::recognition);
  input.evidence.push_back(quote(EvidenceCode::SKIP5, 9));
  position = evaluate_stage(input, kNow);
  EXPECT_EQ(position.basis, Basis::proven);
  EXPECT_EQ(position.stage, Stage::recognition);
}

TEST(Stage, ClaimIsShownUntilAnyEvidenceAndThenMeasured) {
  StageInput input = lap({});
  input.claimed = ClaimedStage{Stage::choice, days_ago(300)};  // before the lap: the date of the file
  auto position = evaluate_stage(input, kNow);
  EXPECT_EQ(position.stage, Stage::choice);
  EXPECT_EQ(position.basis, Basis::claimed);
  EXPECT_EQ(position.dwell_days, 300);
  EXPECT_EQ(position.confidence, 0);
  input.evidence = {quote(EvidenceCode::AK1, 10)};
  position = evaluate_stage(input, kNow);
  EXPECT_EQ(position.stage, Stage::recognition);
  EXPECT_EQ(position.overclaim, 5);
}

TEST(Stage, RejectsWhatIsDatedOutsideTheLap) {
  StageInput input = lap({quote(EvidenceCode::AK1, 300), quote(EvidenceCode::AK1, -1), quote(EvidenceCode::DE1, 0)});
  const auto position = evaluate_stage(input, kNow);
  EXPECT_EQ(position.rejected, (std::vector<RejectedEvidence>{{0, EvidenceRefusal::before_lap}, {1, EvidenceRefusal::future}}));
  input.evidence[0].back_dated = true;
  const auto corrected = evaluate_stage(input, kNow);
  EXPECT_EQ(corrected.stage, Stage::decision);
}

TEST(StageHealth, PeopleTwoStagesApartAreOutOfStep) {
  HealthInput input{lap({quote(EvidenceCode::AK1, 60), quote(EvidenceCode::DE1, 50), quote(EvidenceCode::AK1, 40)}), {{1, 5}, {2, 3}}};
  input.stage.evidence[0].contact = input.stage.evidence[1].contact = 1;
  input.stage.evidence[2].contact = 2;
  EXPECT_FALSE(evaluate_stage_health(input, kNow).out_of_step);
  input.stage.evidence.push_back({EvidenceCode::CR1, SourceClass::quote, days_ago(30), 1});
  EXPECT_TRUE(evaluate_stage_health(input, kNow).out_of_step);
  input.contacts[1].influence = 2;
  EXPECT_FALSE(evaluate_stage_health(input, kNow).out_of_step);
}

// Random laps: a small clock (days and single milliseconds) makes equal instants frequent.
class RandomLaps {
 public:
  explicit RandomLaps(unsigned seed) : random_(seed) {}
  StageInput next() {
    StageInput input;
    input.lap_opened_at = days_ago(pick(1, 200));
    for (int i = pick(0, 12); i > 0; --i)
      input.evidence.push_back({static_cast<EvidenceCode>(pick(0, static_cast<int>(enum_size<EvidenceCode>()) - 1)),
                                static_cast<SourceClass>(pick(0, 4)), instant(), pick(-1, 3), pick(0, 3) == 0});
    for (int i = pick(0, 3); i > 0; --i) input.regressions.push_back({stage(), instant(), pick(-1, 3)});
    if (pick(0, 2) == 0) input.late = LateEntry{instant(), pick(0, 4) != 0};
    if (pick(0, 1) == 0) input.claimed = ClaimedStage{stage(), instant()};
    if (pick(0, 2) == 0) input.override_ = StageOverride{stage(), instant()};
    input.doubtful = pick(0, 1) == 0;
    return input;
  }
  int pick(int low, int high) { return std::uniform_int_distribution<int>(low, high)(random_); }
  Instant instant() {
    Instant at = days_ago(pick(-5, 60) * 4);
    at.ms += pick(-1, 1);
    return at;
  }

 private:
  Stage stage() { return static_cast<Stage>(pick(0, kStageCount - 1)); }
  std::mt19937 random_;
};

StageInput only_until(const StageInput& input, Instant at) {
  StageInput past = input;
  std::erase_if(past.evidence, [&](const auto& e) { return e.observed_at > at; });
  std::erase_if(past.regressions, [&](const auto& r) { return r.at > at; });
  if (past.late && past.late->at > at) past.late.reset();
  if (past.claimed && past.claimed->at > at) past.claimed.reset();
  if (past.override_ && past.override_->at > at) past.override_.reset();
  return past;
}

void expect_same(const StageSpan& span, const StagePosition& position) {
  EXPECT_EQ(span.stage, position.stage);
  EXPECT_EQ(span.basis, position.basis);
  EXPECT_EQ(span.proven_stage, position.proven_stage);
  EXPECT_EQ(span.entered_at, position.entered_at);
  EXPECT_EQ(span.last_evidence_at, position.last_evidence_at);
  EXPECT_EQ(span.stale_at, position.stale_at);
  EXPECT_EQ(span.stuck_at, position.stuck_at);
  EXPECT_EQ(span.lap_closed, position.lap_closed);
}

TEST(StageProperties, TheTraceAgreesWithTheEvaluationOfEveryDate) {
  RandomLaps laps(1);
  for (int round = 0; round < 3000; ++round) {
    const StageInput input = laps.next();
    const auto spans = trace_stage(input, kNow);
    ASSERT_FALSE(spans.empty());
    EXPECT_EQ(spans.front().from, input.lap_opened_at);
    for (std::size_t i = 0; i < spans.size(); ++i) {
      if (i > 0) { EXPECT_LT(spans[i - 1].from, spans[i].from); }
      const Instant end = i + 1 < spans.size() ? Instant{spans[i + 1].from.ms - 1} : kNow;
      for (const Instant at : {spans[i].from, end}) expect_same(spans[i], evaluate_stage(only_until(input, at), at));
    }
    if (::testing::Test::HasFailure()) FAIL() << "round " << round;
  }
}

TEST(StageProperties, StaleAndStuckInstantsAreExact) {
  RandomLaps laps(2);
  const StageSettings& settings = default_stage_settings();
  for (int round = 0; round < 3000; ++round) {
    const StageInput input = laps.next();
    const auto position = evaluate_stage(input, kNow);
    const double norm = settings.norm_dwell_days[static_cast<std::size_t>(position.stage)];
    EXPECT_EQ(kNow >= position.stale_at, position.age_last_days > 1.5 * norm);
    EXPECT_EQ(position.stuck_at && kNow >= *position.stuck_at, position.stage != Stage::satisfaction && position.dwell_days > 2 * norm);
    EXPECT_GE(position.confidence, 0);
    EXPECT_LE(position.confidence, 1);
    EXPECT_TRUE(position.reached.contains(Stage::satisfaction));
    EXPECT_EQ(position.lap_closed, position.lap_closed_at.has_value());
  }
}

// METHOD C1: time alone never un-reaches a stage.
TEST(StageProperties, TimeAloneMovesNothing) {
  RandomLaps laps(3);
  for (int round = 0; round < 1000; ++round) {
    const StageInput input = only_until(laps.next(), kNow);
    const auto today = evaluate_stage(input, kNow);
    const auto later = evaluate_stage(input, kNow.plus_days(400));
    EXPECT_EQ(today.stage, later.stage);
    EXPECT_EQ(today.reached, later.reached);
    EXPECT_GE(today.confidence, later.confidence);
  }
}

TEST(StageProperties, TheOrderOfTheInputDoesNotMatter) {
  RandomLaps laps(4);
  for (int round = 0; round < 1000; ++round) {
    StageInput input = laps.next();
    const auto before = evaluate_stage(input, kNow);
    std::reverse(input.evidence.begin(), input.evidence.end());
    std::reverse(input.regressions.begin(), input.regressions.end());
    const auto after = evaluate_stage(input, kNow);
    EXPECT_EQ(before.stage, after.stage);
    EXPECT_EQ(before.entered_at, after.entered_at);
    EXPECT_EQ(before.counted, after.counted);
    EXPECT_EQ(before.lap_closed_at, after.lap_closed_at);
  }
}

TEST(StageProperties, UnprovenShare) {
  EXPECT_EQ(unproven_share({}), std::nullopt);
  const std::vector<Basis> bases{Basis::claimed, Basis::none, Basis::proven, Basis::override_};
  EXPECT_EQ(unproven_share(bases), 0.5);
}

}  // namespace
}  // namespace wheelhouse::method
