// C1.stage, C1.unproven and C2 on JSON.
#include "method/stage.h"

#include <algorithm>
#include <set>

#include "method/stage_health.h"
#include "rulebook/answer.h"
#include "rulebook/rule.h"

namespace wheelhouse::rulebook {
namespace {

using namespace method;

// A lap as the input spells it: contacts by text, evidence codes that may be unknown.
struct Lap {
  StageInput input;
  Instant now;
  std::vector<std::string> contact_ids;             // ContactKey is the index
  std::vector<int> evidence_index;                  // of input.evidence in the JSON list
  std::vector<std::pair<int, std::string_view>> rejected;  // unknown codes, by index in the JSON list
  std::vector<HealthContact> contacts;
};

ContactKey key_of(Lap& lap, const std::string& id) {
  const auto found = std::find(lap.contact_ids.begin(), lap.contact_ids.end(), id);
  if (found != lap.contact_ids.end()) return static_cast<ContactKey>(found - lap.contact_ids.begin());
  lap.contact_ids.push_back(id);
  return static_cast<ContactKey>(lap.contact_ids.size() - 1);
}

ContactKey read_contact(Lap& lap, const Input& in) {
  const auto id = in.optional_text();
  return id ? key_of(lap, *id) : kNoContact;
}

// An unknown code does not make the input wrong: the item is listed as rejected (METHOD C1's edge cases).
void read_evidence(Lap& lap, const Input& in, int index) {
  const auto code = parse_enum<EvidenceCode>(in["code"].text());
  StageEvidence evidence;
  evidence.source_class = in["source_class"].one_of<SourceClass>();
  evidence.observed_at = in["observed_at"].instant();
  evidence.contact = read_contact(lap, in["contact_id"]);
  evidence.back_dated = in["back_dated"].flag();
  if (!code) {
    lap.rejected.emplace_back(index, "unknown_code");
    return;
  }
  evidence.code = *code;
  lap.input.evidence.push_back(evidence);
  lap.evidence_index.push_back(index);
}

Lap read_lap(const Input& in) {
  Lap lap;
  lap.now = in["now"].instant();
  lap.input.lap_opened_at = in["lap_opened_at"].instant();
  if (lap.input.lap_opened_at > lap.now) in["lap_opened_at"].refuse("negative_age");
  in["evidence"].each_item({}, [&](const Input& item, std::size_t i) { read_evidence(lap, item, static_cast<int>(i)); });
  lap.input.doubtful = in["doubtful"].flag();
  lap.input.regressions = in["regressions"].list([&](const Input& item) {
    return StageRegression{item["to"].one_of<Stage>(), item["at"].instant(), read_contact(lap, item["contact_id"])};
  });
  if (const Input& late = in["late"]; late.given())
    lap.input.late = LateEntry{late["at"].instant(), late["note"].has_text()};
  if (const Input& claim = in["claimed_stage"]; claim.given()) {
    lap.input.claimed = ClaimedStage{claim["stage"].one_of<Stage>(), claim["at"].instant()};
    for (const char* remark : {"source", "by"}) claim[remark].remark();
  }
  if (const Input& override_ = in["override"]; override_.given()) {
    lap.input.override_ = StageOverride{override_["stage"].one_of<Stage>(), override_["at"].instant()};
    override_["reason"].remark();
  }
  return lap;
}

// One input serves C1 and C2 (the "why" of a position); C1 has no use for the people.
Lap read_stage_lap(const Input& in) {
  Lap lap = read_lap(in);
  in["contacts"].remark();
  return lap;
}

std::vector<Stage> stages_of(StageSet set) {
  std::vector<Stage> stages;
  set.for_each([&](Stage stage) { stages.push_back(stage); });
  return stages;
}

std::string_view name_of(EvidenceRefusal refusal) {
  switch (refusal) {
    case EvidenceRefusal::future: return "future";
    case EvidenceRefusal::before_lap: return "before_lap";
  }
  return "";
}

std::string answer_stage(const Lap& lap) {
  const StagePosition position = evaluate_stage(lap.input, lap.now);
  auto rejected = lap.rejected;
  for (const RejectedEvidence& item : position.rejected)
    rejected.emplace_back(lap.evidence_index[static_cast<std::size_t>(item.index)], name_of(item.reason));
  std::sort(rejected.begin(), rejected.end());

  Answer answer;
  answer.set("stage", position.stage)
      .set("basis", position.basis)
      .set("proven_stage", position.proven_stage)
      .set("overclaim", position.overclaim)
      .object("evidence_weights",
              [&](Answer& weights) {
                for (int i = 0; i < kStageCount; ++i)
                  weights.set(to_string(static_cast<Stage>(i)), position.evidence_weights[static_cast<std::size_t>(i)]);
              })
      .list("reached", stages_of(position.reached))
      .list("inferred", stages_of(position.inferred))
      .set("evaluation_skipped", position.evaluation_skipped)
      .list("unexplained", stages_of(position.unexplained))
      .set("confidence", position.confidence)
      .set("age_last_days", position.age_last_days)
      .set("dwell_days", position.dwell_days)
      .set("lap_closed", position.lap_closed)
      .list("rejected", rejected,
            [](std::string& out, const auto& item) { out += Answer().set("index", item.first).set("reason", item.second).text(); })
      .set("lap_closed_at", position.lap_closed_at)
      .set("entered_at", position.entered_at)
      .set("last_evidence_at", position.last_evidence_at)
      .set("stale_at", position.stale_at)
      .set("stuck_at", position.stuck_at);
  return answer.text();
}

Lap read_health(const Input& in) {
  Lap lap = read_lap(in);
  std::set<std::string> ids;
  lap.contacts = in["contacts"].list([&](const Input& item) {
    const Input id = item["id"];
    const std::string text = id.text();
    if (!text.empty() && !ids.insert(text).second) id.refuse("duplicate_id");
    return HealthContact{key_of(lap, text), item["influence"].optional_int({0, 5})};
  });
  return lap;
}

std::string answer_health(const Lap& lap) {
  const StagePosition position = evaluate_stage(lap.input, lap.now);
  const StageHealth health = evaluate_stage_health({lap.input, lap.contacts}, position, lap.now);
  Answer answer;
  answer.set("stale", health.stale)
      .set("stuck", health.stuck)
      .set("age_last_days", position.age_last_days)
      .set("dwell_days", position.dwell_days)
      .list("missing_evidence", health.missing_evidence)
      .object("contact_stages",
              [&](Answer& stages) {
                for (const ContactStage& contact : health.contact_stages)
                  stages.set(lap.contact_ids[static_cast<std::size_t>(contact.key)], contact.stage);
              })
      .set("out_of_step", health.out_of_step)
      .set("stage", position.stage)
      .set("basis", position.basis);
  return answer.text();
}

std::vector<Basis> read_positions(const Input& in) {
  return in["positions"].list([](const Input& item) { return item["basis"].one_of<Basis>(); });
}

std::string answer_unproven(const std::vector<Basis>& positions) {
  return Answer().set("unproven_share", unproven_share(positions)).text();
}

}  // namespace

std::vector<Rule> stage_rules() {
  return {make_rule<read_stage_lap, answer_stage>({"C1.stage", "rule.C1.stage"}),
          make_rule<read_positions, answer_unproven>({"C1.unproven", "rule.C1.unproven"}),
          make_rule<read_health, answer_health>({"C2", "rule.C2"})};
}

}  // namespace wheelhouse::rulebook
