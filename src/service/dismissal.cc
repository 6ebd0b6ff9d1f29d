#include "service/dismissal.h"

#include "domain/call.h"
#include "domain/commitment.h"
#include "domain/contact.h"
#include "domain/next_step.h"
#include "domain/opportunity.h"
#include "method/blank.h"
#include "method/next_action.h"
#include "service/access.h"
#include "service/local_time.h"
#include "service/record_traits.h"
#include "storage/record_store.h"

namespace wheelhouse::service {
namespace {

constexpr std::size_t kReasonLengthMax = 300;
constexpr std::size_t kDetailLengthMax = 60;
constexpr int kSnoozeDaysMax = 366;

template <Reflected E>
bool is_visible(storage::Session& session, const Actor& actor, const Uuid& id) {
  const auto record = storage::find_record(session, actor.workspace_id, Id<E>{id});
  return record && sees_belonging(session, actor, belonging_of(*record));
}

// An action is about one of these records; which one follows from its rule, but asking all keeps the two apart.
bool concerns_visible_record(storage::Session& session, const Actor& actor, const Uuid& id) {
  return is_visible<Opportunity>(session, actor, id) || is_visible<Commitment>(session, actor, id) ||
         is_visible<NextStep>(session, actor, id) || is_visible<Call>(session, actor, id) || is_visible<Contact>(session, actor, id) ||
         is_visible<Need>(session, actor, id) || is_visible<Objection>(session, actor, id);
}

std::size_t count_characters(std::string_view utf8) {
  std::size_t n = 0;
  for (const char c : utf8) n += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return n;
}

}  // namespace

std::string print_action_id(int rule, const Uuid& record, std::string_view detail) {
  std::string text = std::to_string(rule) + "." + to_string(record);
  if (!detail.empty()) (text += '.') += detail;
  return text;
}

std::optional<ActionId> parse_action_id(std::string_view text) {
  constexpr std::size_t kIdFrom = 2, kIdLength = 36;
  if (text.size() < kIdFrom + kIdLength || text[0] < '1' || text[0] > '0' + method::kActionRules || text[1] != '.') return std::nullopt;
  const auto record = parse_uuid(text.substr(kIdFrom, kIdLength));
  std::string_view detail = text.substr(kIdFrom + kIdLength);
  if (!record || (!detail.empty() && detail.front() != '.') || detail.size() > kDetailLengthMax) return std::nullopt;
  if (!detail.empty()) detail.remove_prefix(1);
  return ActionId{text[0] - '0', *record, detail};
}

Dismissals standing_dismissals(storage::Session& session, const Actor& actor, Instant now) {
  Dismissals dismissals;
  if (!actor.user_id) return dismissals;
  session.query("SELECT action_key, dismissed_at, until_at FROM dismissal WHERE workspace_id = ?1 AND user_id = ?2 AND "
                "(dismissed_at > ?3 OR until_at > ?4)",
                {actor.workspace_id, *actor.user_id, now.plus_days(-method::kDismissalDays).ms, now.ms}, [&](const RowReader& row) {
                  Dismissal& dismissal = dismissals[std::string(row.text(0))];
                  dismissal.dismissed_at = Instant{std::min(row.integer(1), now.ms)};  // a clock set back must not break Today
                  if (!row.is_null(2)) dismissal.until = Instant{row.integer(2)};
                });
  return dismissals;
}

Result<void> dismiss_action(storage::Session& session, const Actor& actor, const DismissalInput& input, int offset_minutes, Instant now) {
  if (!actor.user_id) return fail(Error::make(Errc::forbidden, "forbidden"));
  std::vector<FieldError> errors;
  const auto action = parse_action_id(input.action_id);
  if (!action) errors.push_back({"/action_id", input.action_id.empty() ? "required" : "bad_id", {}});
  if (!input.snooze_until && method::is_blank(input.reason)) errors.push_back({"/reason", "needs_reason", {}});
  if (count_characters(input.reason) > kReasonLengthMax)
    errors.push_back({"/reason", "too_long", {{"max", std::to_string(kReasonLengthMax)}}});
  if (input.snooze_until) {
    const Date today = local_date(now, offset_minutes);
    if (*input.snooze_until <= today || input.snooze_until->days > today.days + kSnoozeDaysMax)
      errors.push_back({"/snooze_until",
                        "out_of_range",
                        {{"min", to_string(Date{today.days + 1})}, {"max", to_string(Date{today.days + kSnoozeDaysMax})}}});
  }
  if (!errors.empty()) return fail(Error::invalid_fields(std::move(errors)));
  if (!concerns_visible_record(session, actor, action->record)) return fail(Error::not_found("action"));

  const SqlValue until = input.snooze_until ? SqlValue(local_start(*input.snooze_until, offset_minutes).ms) : SqlValue();
  session.execute(
      "INSERT INTO dismissal (workspace_id, user_id, action_key, reason, dismissed_at, until_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
      "ON CONFLICT (workspace_id, user_id, action_key) DO UPDATE SET reason = excluded.reason, "
      "dismissed_at = excluded.dismissed_at, until_at = excluded.until_at",
      {actor.workspace_id, *actor.user_id, std::string_view(input.action_id),
       input.reason.empty() ? SqlValue() : SqlValue(std::string_view(input.reason)), now.ms, until});
  return {};
}

bool recall_action(storage::Session& session, const Actor& actor, std::string_view action_id) {
  if (!actor.user_id) return false;
  return session.execute("DELETE FROM dismissal WHERE workspace_id = ?1 AND user_id = ?2 AND action_key = ?3",
                         {actor.workspace_id, *actor.user_id, action_id}) > 0;
}

}  // namespace wheelhouse::service
