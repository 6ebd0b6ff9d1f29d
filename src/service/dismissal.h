// Putting a next action aside: for good reasons (it comes back at age 14 days, METHOD C23) or until a date. A person's own
// choice about his own screen, so it is no record of the book and leaves no history.
#pragma once
#include <map>
#include <optional>
#include <string>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "service/actor.h"
#include "storage/session.h"

namespace wheelhouse::service {

struct Dismissal {
  Instant dismissed_at;
  std::optional<Instant> until;  // set: put off until then; null: refused with a reason
};
using Dismissals = std::map<std::string, Dismissal, std::less<>>;  // by the action's id

// What still hides something at `now`.
Dismissals standing_dismissals(storage::Session& session, const Actor& actor, Instant now);

struct DismissalInput {
  std::string action_id;
  std::string reason;             // required unless `snooze_until`
  std::optional<Date> snooze_until;
};
// Errors: invalid with a field pointer; not_found when the action's record is absent or invisible; forbidden without a person.
Result<void> dismiss_action(storage::Session& session, const Actor& actor, const DismissalInput& input, int offset_minutes, Instant now);
// Brings the action back at once. False when it was not dismissed.
bool recall_action(storage::Session& session, const Actor& actor, std::string_view action_id);

// Ids of actions name what they are about, so that the same matter keeps its id from day to day and a new one does not
// inherit an old dismissal: "3.<opportunity>.criteria". At most three parts: rule, record, detail.
struct ActionId {
  int rule = 0;
  Uuid record;
  std::string_view detail;
};
std::string print_action_id(int rule, const Uuid& record, std::string_view detail);
std::optional<ActionId> parse_action_id(std::string_view text);

}  // namespace wheelhouse::service
