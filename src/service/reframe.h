// Whether a deal asks for a new way to think about it, and the cards written so far (METHOD M44). Reads only.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/reframe_card.h"
#include "method/reframe.h"
#include "service/actor.h"
#include "storage/session.h"

namespace wheelhouse::service {

struct DealReframe {
  std::vector<ReframeCard> cards;     // latest first
  method::Reframe forced;
  std::optional<std::int64_t> dwell_days, line_days;  // of a stuck deal
  std::vector<Uuid> calls;                            // the two continuations
};
// `but`: as if this card had not been written.
DealReframe deal_reframe(storage::Session& session, const Actor& actor, const Uuid& opportunity_id, Instant now,
                         const std::optional<Uuid>& but = std::nullopt);
// {"cause","since","dwell_days","line_days","calls"}: what forces a card now; null when nothing does.
void write_forced(std::string& out, const DealReframe& reframe);
void write_reframe(std::string& out, const DealReframe& reframe);

// Do two texts say the same but for case, width, marks and blanks? Texts without a word say nothing.
bool same_words(std::string_view a, std::string_view b);

}  // namespace wheelhouse::service
