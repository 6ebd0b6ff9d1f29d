#include "service/action_words.h"

namespace wheelhouse::service {
namespace {

// English labels begin with a capital; within a sentence they do not.
std::string within_sentence(std::string label, const PrintWords& words) {
  if (words.language() == "en" && !label.empty() && label[0] >= 'A' && label[0] <= 'Z') label[0] = static_cast<char>(label[0] - 'A' + 'a');
  return label;
}

}  // namespace

ActionWords words_of(const NextAction& action, const PrintWords& words, const NamesById& people) {
  const ActionDetail& d = action.detail;
  std::string who = words("print.action.the_customer");
  if (d.contact_id)
    if (const auto found = people.find(*d.contact_id); found != people.end()) who = found->second;
  std::string evidence;
  const std::vector<EvidenceCode> codes = !d.codes.empty() ? d.codes : d.code ? std::vector{*d.code} : std::vector<EvidenceCode>{};
  for (std::size_t i = 0; i < codes.size() && i < 2; ++i)
    evidence += (i ? words("print.action.or") : "") + words.name("evidence", codes[i]);
  const Params params{{"who", who},
                      {"text", d.text.empty() && d.action ? words.name("commitment_action", *d.action) : d.text},
                      {"evidence", evidence},
                      {"days", std::to_string(d.days.value_or(0))},
                      {"line", std::to_string(d.line_days.value_or(0))}};
  const auto say = [&](std::string_view key, const Params& more = {}) {
    Params all = params;
    all.insert(all.end(), more.begin(), more.end());
    return words("print.action." + std::string(key), all);
  };
  switch (action.kind) {
    case ActionKind::blocking_objection:
      return {say("blocking_objection"), say("blocking_objection_why")};
    case ActionKind::overdue_commitment:
      return d.who == CommitmentWho::customer ? ActionWords{say("overdue_theirs"), say("overdue_theirs_why")}
                                              : ActionWords{d.text.empty() ? params[1].value : d.text, say("overdue_ours_why")};
    case ActionKind::next_step_due:
      return {d.text, d.days.value_or(0) > 0 ? say("next_step_due_why") : say("due_today_why")};
    case ActionKind::contact_due:
      return {say("contact_due"), d.days && d.last_contact_at ? say("contact_due_why") : say("contact_due_never")};
    case ActionKind::stuck:
      return {evidence.empty() ? say("stuck_plain") : say("stuck"), d.line_days ? say("stuck_why") : say("day_n")};
    case ActionKind::stale:
      return {say("stale"), say("stale_why")};
    case ActionKind::missing_evidence: {
      const std::string question = d.question_type ? within_sentence(words.name("question_type", *d.question_type), words) : std::string();
      return {d.question_type ? say("missing_evidence", {{"question", question}}) : say("missing_evidence_plain"),
              action.next_stage ? say("missing_evidence_why", {{"stage", words.name("stage", *action.next_stage)}}) : evidence};
    }
    case ActionKind::need_without_benefit:
      return {say("need_without_benefit"), say("need_without_benefit_why")};
    case ActionKind::level_not_reached: {
      const Params level{{"level", d.level ? within_sentence(words.name("contact_level", *d.level), words) : std::string()}};
      return {say("level_not_reached", level), say("level_not_reached_why", level)};
    }
    case ActionKind::opponent:
      return {say("opponent"), say("opponent_why", {{"attitude", words("attitude." + std::to_string(d.attitude.value_or(-1)))},
                                                    {"influence", std::to_string(d.influence.value_or(0))}})};
    case ActionKind::call_without_plan:
      return {say("call_without_plan"), d.held_at ? say("call_without_plan_why", {{"when", words.moment(*d.held_at)}}) : std::string()};
  }
  return {};
}

}  // namespace wheelhouse::service
