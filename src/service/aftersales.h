// A deal after its order (METHOD M25, M37, M42): reminders of why the choice was right, signs of regret, delivery, and what was realised of
// what was promised. Reads only.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "domain/opportunity.h"
#include "domain/service_reminder.h"
#include "method/aftersales.h"
#include "service/actor.h"
#include "service/lap.h"
#include "storage/session.h"

namespace wheelhouse::service {

// The latest proof or statement that the customer ordered; null without one.
std::optional<Instant> ordered_at(const Opportunity& opportunity, const Laps& laps);

struct DealReminders {
  Instant ordered_at;
  std::vector<ServiceReminder> done;
  method::ReminderPlan plan;
};
std::optional<DealReminders> deal_reminders(storage::Session& session, std::int64_t workspace_id, const Opportunity& opportunity,
                                            const Laps& laps, int offset_minutes, Instant now);

// {"order","reminders","punctuality","reasons","remorse","delivery","value","lap"}
void write_aftersales(std::string& out, storage::Session& session, const Actor& actor, const Opportunity& opportunity, int offset_minutes,
                      Instant now);

}  // namespace wheelhouse::service
