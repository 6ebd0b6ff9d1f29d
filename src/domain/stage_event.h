// A dated statement about a stage that is not evidence: regression, late entry, claim, override (METHOD C1).
#pragma once
#include "domain/record.h"

namespace wheelhouse {
struct StageEvent {
  Id<StageEvent> id;
  std::int64_t version = 0;
  Instant created_at, updated_at;
  Id<Opportunity> opportunity_id;
  StageEventKind kind = StageEventKind::claim;
  std::optional<Stage> stage;  // regression: back to; claim and override: stands at; late entry: none
  Instant at;
  Text reason;  // required for a regression, a late entry and an override
  Text source;  // of a claim: "import", "capture" …
  std::optional<Id<Contact>> contact_id;  // a regression of one person's position
};

template <>
struct Entity<StageEvent> {
  static constexpr std::string_view name = "stage_event", collection = "stage_events";
  static constexpr auto fields = std::tuple_cat(
      record_fields<StageEvent>(),
      std::tuple{field(&StageEvent::opportunity_id, "opportunity_id", {.required = true}),
                 field(&StageEvent::kind, "kind", {.required = true}), field(&StageEvent::stage, "stage"),
                 field(&StageEvent::at, "at"), field(&StageEvent::reason, "reason", kLine),
                 field(&StageEvent::source, "source", kShort), field(&StageEvent::contact_id, "contact_id")});
};
static_assert(every_member_is_described<StageEvent>());
}  // namespace wheelhouse
