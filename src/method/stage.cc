#include "method/stage.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "method/compare.h"
#include "method/stage_replay.h"

namespace wheelhouse::method {
namespace {

// Something dated, in the order in which one instant is replayed.
enum class MomentKind : std::uint8_t { evidence, regression, late, statement };
struct Moment {
  Instant at;
  MomentKind kind{};
  std::int32_t index = 0;
  bool operator<(const Moment& other) const {
    if (at != other.at) return at < other.at;
    if (kind != other.kind) return kind < other.kind;
    return index < other.index;
  }
};

std::optional<EvidenceRefusal> refusal_of(const StageEvidence& evidence, Instant lap_opened_at, Instant now) {
  if (evidence.observed_at > now) return EvidenceRefusal::future;
  if (evidence.observed_at < lap_opened_at && !evidence.back_dated) return EvidenceRefusal::before_lap;
  return std::nullopt;
}

std::vector<Moment> moments_of(const StageInput& input, Instant lap_opened_at, Instant now, std::vector<RejectedEvidence>* rejected) {
  std::vector<Moment> moments;
  moments.reserve(input.evidence.size() + input.regressions.size() + 3);
  for (std::size_t i = 0; i < input.evidence.size(); ++i) {
    const StageEvidence& evidence = input.evidence[i];
    const auto index = static_cast<std::int32_t>(i);
    if (const auto refusal = refusal_of(evidence, lap_opened_at, now)) {
      if (rejected) rejected->push_back({index, *refusal});
    } else {
      moments.push_back({evidence.observed_at, MomentKind::evidence, index});
    }
  }
  for (std::size_t i = 0; i < input.regressions.size(); ++i) {
    const Instant at = input.regressions[i].at;
    if (at <= now && at >= lap_opened_at) moments.push_back({at, MomentKind::regression, static_cast<std::int32_t>(i)});
  }
  if (input.late && input.late->has_note && input.late->at <= now) moments.push_back({input.late->at, MomentKind::late, 0});
  if (input.claimed && input.claimed->at <= now) moments.push_back({input.claimed->at, MomentKind::statement, 0});
  if (input.override_ && input.override_->at <= now) moments.push_back({input.override_->at, MomentKind::statement, 1});
  std::sort(moments.begin(), moments.end());
  return moments;
}

// Replays the moments of one instant and returns how many they were.
std::size_t replay_instant(StageReplay& replay, const StageInput& input, std::span<const Moment> moments) {
  const Instant at = moments.front().at;
  std::size_t count = 0;
  bool step_back = false;
  for (; count < moments.size() && moments[count].at == at; ++count) {
    const Moment& moment = moments[count];
    const auto index = static_cast<std::size_t>(moment.index);
    switch (moment.kind) {
      case MomentKind::evidence:
        replay.add_evidence(input.evidence[index]);
        step_back = step_back || input.evidence[index].code == EvidenceCode::DE_minus;
        break;
      case MomentKind::regression: replay.regress(input.regressions[index].to, at); break;
      case MomentKind::late: replay.enter_late(); break;
      case MomentKind::statement: break;
    }
  }
  if (step_back) replay.regress(Stage::recognition, at);
  replay.finish_instant(at);
  return count;
}

// First instant at which `limit_days` whole days are exceeded since `start`.
Instant exceeds_at(Instant start, double limit_days) {
  return start.plus_days(static_cast<std::int64_t>(std::floor(limit_days + kTolerance)) + 1);
}

// The part of a position that does not decay with time.
StageSpan shown_position(const StageReplay& replay, const StageInput& input, Instant from, Instant now, const StageSettings& settings) {
  StageSpan span;
  span.from = from;
  if (replay.has_accepted_evidence()) span.proven_stage = replay.proven_stage();

  const bool overridden =
      input.override_ && input.override_->at <= now && !(replay.last_event_at() && *replay.last_event_at() > input.override_->at);
  if (overridden) {
    span.stage = input.override_->stage;
    span.basis = Basis::override_;
    span.entered_at = input.override_->at;
  } else if (!span.proven_stage && input.claimed && input.claimed->at <= now) {
    span.stage = input.claimed->stage;
    span.basis = Basis::claimed;
    span.entered_at = input.claimed->at;
  } else {
    span.stage = replay.proven_stage();
    span.basis = span.proven_stage ? Basis::proven : Basis::none;
    span.entered_at = replay.run_entered_at();
  }
  const double norm = settings.norm_dwell_days[static_cast<std::size_t>(span.stage)];
  span.last_evidence_at = replay.last_counted_at(span.stage).value_or(span.entered_at);
  span.stale_at = exceeds_at(span.last_evidence_at, settings.stale_factor * norm);
  if (span.stage != Stage::satisfaction) span.stuck_at = exceeds_at(span.entered_at, settings.stuck_factor * norm);
  span.lap_closed = replay.proven_stage() == Stage::reassessment && replay.lap_closed_at().has_value();
  return span;
}

bool same_but_from(const StageSpan& a, const StageSpan& b) {
  return a.stage == b.stage && a.basis == b.basis && a.proven_stage == b.proven_stage && a.entered_at == b.entered_at &&
         a.last_evidence_at == b.last_evidence_at && a.stale_at == b.stale_at && a.stuck_at == b.stuck_at && a.lap_closed == b.lap_closed;
}

double undecayed_confidence_of(const StagePosition& position, bool doubtful, const StageSettings& settings) {
  if (position.basis == Basis::claimed || position.basis == Basis::none) return 0;
  double weight = position.evidence_weights[static_cast<std::size_t>(position.stage)];
  if (position.stage == Stage::satisfaction) weight = doubtful ? settings.doubtful_weight : settings.satisfied_weight;
  const double confidence = std::min(1.0, weight / settings.full_weight);
  return position.inferred.empty() ? confidence : confidence / 2;
}

StageSet unexplained_of(const StageReplay& replay, const StagePosition& position) {
  StageSet set;
  if (!replay.order_fact()) return set;
  for (int i = 1; i < kStageCount - 1; ++i) {
    const Stage stage = static_cast<Stage>(i);
    const bool skipped =
        stage == Stage::assessment && (position.skip_noted || position.reached.contains(Stage::investigation));
    if (!position.reached.contains(stage) && !position.inferred.contains(stage) && !skipped) set.insert(stage);
  }
  return set;
}

}  // namespace

const StageSettings& default_stage_settings() {
  static const StageSettings settings;
  return settings;
}

double decay_confidence(double undecayed, Stage stage, Instant last_evidence_at, Instant now, const StageSettings& settings) {
  const double norm = settings.norm_dwell_days[static_cast<std::size_t>(stage)];
  const double overdue = std::max(0.0, static_cast<double>(age_days(now, last_evidence_at)) - norm) / norm;
  return undecayed * std::pow(0.5, overdue);
}

StagePosition evaluate_stage(const StageInput& input, Instant now, const StageSettings& settings) {
  const Instant lap_opened_at = std::min(input.lap_opened_at, now);
  StagePosition position;
  StageReplay replay(lap_opened_at, settings);
  const std::vector<Moment> moments = moments_of(input, lap_opened_at, now, &position.rejected);
  for (std::span<const Moment> rest(moments); !rest.empty();) rest = rest.subspan(replay_instant(replay, input, rest));

  const StageSpan shown = shown_position(replay, input, lap_opened_at, now, settings);
  position.stage = shown.stage;
  position.basis = shown.basis;
  position.proven_stage = shown.proven_stage;
  position.entered_at = shown.entered_at;
  position.last_evidence_at = shown.last_evidence_at;
  position.stale_at = shown.stale_at;
  position.stuck_at = shown.stuck_at;
  position.lap_closed = shown.lap_closed;
  if (shown.lap_closed) position.lap_closed_at = replay.lap_closed_at();
  if (shown.proven_stage && input.claimed && input.claimed->at <= now)
    position.overclaim = stage_number(input.claimed->stage) - stage_number(*shown.proven_stage);

  for (int i = 0; i < kStageCount; ++i) position.evidence_weights[static_cast<std::size_t>(i)] = replay.weight(static_cast<Stage>(i));
  position.reached = replay.reached();
  position.inferred = replay.inferred(position.reached);
  position.skip_noted = replay.skip_noted();
  position.counted = replay.counted();
  const bool past_assessment = shown.proven_stage && *shown.proven_stage >= Stage::investigation;
  position.evaluation_skipped = past_assessment && !position.reached.contains(Stage::assessment) &&
                                !position.inferred.contains(Stage::assessment) &&
                                (position.skip_noted || position.reached.contains(Stage::investigation));
  position.unexplained = unexplained_of(replay, position);
  position.age_last_days = static_cast<int>(age_days(now, position.last_evidence_at));
  position.dwell_days = static_cast<int>(age_days(now, position.entered_at));
  position.undecayed_confidence = undecayed_confidence_of(position, input.doubtful, settings);
  position.confidence = decay_confidence(position.undecayed_confidence, position.stage, position.last_evidence_at, now, settings);
  return position;
}

std::vector<StageSpan> trace_stage(const StageInput& input, Instant now, const StageSettings& settings) {
  const Instant lap_opened_at = std::min(input.lap_opened_at, now);
  StageReplay replay(lap_opened_at, settings);
  const std::vector<Moment> moments = moments_of(input, lap_opened_at, now, nullptr);
  std::span<const Moment> rest(moments);
  while (!rest.empty() && rest.front().at <= lap_opened_at) rest = rest.subspan(replay_instant(replay, input, rest));

  std::vector<StageSpan> spans;
  spans.push_back(shown_position(replay, input, lap_opened_at, lap_opened_at, settings));
  while (!rest.empty()) {
    const Instant at = rest.front().at;
    rest = rest.subspan(replay_instant(replay, input, rest));
    const StageSpan span = shown_position(replay, input, at, at, settings);
    if (!same_but_from(spans.back(), span)) spans.push_back(span);
  }
  return spans;
}

std::optional<double> unproven_share(std::span<const Basis> positions) {
  if (positions.empty()) return std::nullopt;
  const auto unproven = std::count_if(positions.begin(), positions.end(),
                                      [](Basis basis) { return basis == Basis::claimed || basis == Basis::none; });
  return static_cast<double>(unproven) / static_cast<double>(positions.size());
}

}  // namespace wheelhouse::method
