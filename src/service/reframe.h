// Whether a deal asks for a new way to think about it, and the cards written so far (METHOD M44). Reads only.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/call.h"
#include "domain/reframe_card.h"
#include "method/reframe.h"
#include "service/actor.h"
#include "storage/session.h"

namespace wheelhouse::service {

struct DealReframe {
  std::vector<ReframeCard> cards;     // latest first
  method::Reframe forced;
  method::ReframeInput input;
  Instant now;
  std::vector<Call> held_calls;       // of the deal with what they came to, when there are cards to be measured by them
  std::vector<std::optional<CallOutcome>> outcomes;
  struct Lost {
    Uuid id;
    std::string reason, cause;  // as written; and folded, as it is compared
    Instant lost_at;
  };
  std::vector<Lost> lost;             // of the same owner within the year, as far as the actor sees them, latest first
  std::optional<std::string> lost_cause;
  std::optional<std::int64_t> dwell_days, line_days;  // of a stuck deal
  std::vector<Uuid> calls;                            // the two continuations
};
// `but`: as if this card had not been written.
DealReframe deal_reframe(storage::Session& session, const Actor& actor, const Uuid& opportunity_id, Instant now,
                         const std::optional<Uuid>& but = std::nullopt);
// {"cause","since","dwell_days","line_days","calls","deals","reason"}: what forces a card now; null when nothing does.
void write_forced(std::string& out, const DealReframe& reframe);
void write_reframe(std::string& out, const DealReframe& reframe);

// Do two texts say the same but for case, width, marks and blanks? Texts without a word say nothing.
bool same_words(std::string_view a, std::string_view b);

}  // namespace wheelhouse::service
