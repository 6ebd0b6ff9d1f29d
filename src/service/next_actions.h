// The open matters of the opportunities in a scope, found rule by rule and ranked as METHOD C23 says. Reads only; says what and why as
// keys and figures, never as sentences.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "domain/vocabulary.h"
#include "method/words.h"
#include "service/open_work.h"
#include "service/work_scope.h"

namespace wheelhouse::service {

enum class ActionKind : std::uint8_t {
  blocking_objection,  // rule 1
  overdue_commitment,  // rule 2: ours or the customer's
  next_step_due,       // rule 2: our dated next step has passed
  contact_due,         // rule 2: nobody spoke to this person of a key account for too long (cadence of M96)
  stuck,               // rule 3
  stale,               // rule 3
  missing_evidence,    // rule 4
  need_without_benefit,  // rule 5: explicit, and nothing we say speaks to it
  level_not_reached,   // rule 6
  opponent,            // rule 7
  call_without_plan,   // rule 8
};

// What the sentence on the screen is made of; each kind fills what it needs.
struct ActionDetail {
  std::optional<std::int64_t> days;       // overdue, in the stage, or without evidence
  std::optional<std::int64_t> line_days;  // after how many days that is too long
  std::optional<EvidenceCode> code;       // the most wanted evidence
  std::vector<EvidenceCode> codes;        // any of these would do
  std::optional<method::QuestionType> question_type;
  std::string template_id;                // of METHOD M52
  std::optional<ContactLevel> level;
  std::optional<CommitmentWho> who;
  std::optional<CommitmentAction> action;
  std::string text;
  std::optional<ContactRole> role;
  std::optional<std::int64_t> influence, attitude;
  std::optional<std::int64_t> others;     // more of the same kind at this account
  std::optional<bool> lapsed;             // METHOD C6
  std::optional<Instant> due_at, last_contact_at, held_at;
  std::optional<Date> due_on;
  std::optional<Uuid> commitment_id, next_step_id, contact_id, call_id, owner_id, need_id, objection_id;
  std::optional<NeedState> need_state;
  std::optional<ObjectionClass> objection_class;
};

struct NextAction {
  std::string id;  // of dismissal.h
  int rule = 0;    // of C23
  ActionKind kind{};
  Instant since;   // the date that the rule names
  std::optional<bool> ours;  // rule 2
  std::optional<Uuid> opportunity_id, account_id;
  std::optional<storage::PositionRow> standing;  // of the opportunity, else of the account
  std::optional<Stage> next_stage;               // whose evidence is to be got next
  ActionDetail detail;
};

constexpr std::size_t kActionsPerOpportunity = 3;  // C23: first three items shown

// `opportunities` as of view_scope(), `work` as of open_work(). Best first, at most `limit`.
std::vector<NextAction> next_actions(storage::Session& session, const Actor& actor, const WorkScope& scope,
                                     const std::vector<storage::PositionRow>& opportunities, const OpenWork& work, int offset_minutes,
                                     Instant now, std::size_t limit);

}  // namespace wheelhouse::service

namespace wheelhouse {
WH_ENUM_NAMES(service::ActionKind, "blocking_objection", "overdue_commitment", "next_step_due", "contact_due", "stuck", "stale",
              "missing_evidence", "need_without_benefit", "level_not_reached", "opponent", "call_without_plan");
}
