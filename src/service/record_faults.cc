#include "service/record_faults.h"

#include "domain/call.h"
#include "domain/commitment.h"
#include "domain/need_quote.h"
#include "service/json_parts.h"

namespace wheelhouse::service {

std::vector<RecordFault> record_faults(storage::Session& session, const Actor& actor, const Opportunity& opportunity) {
  std::vector<RecordFault> faults;
  const Uuid deal = opportunity.id.uuid;
  if (opportunity.expected_close && opportunity.expected_close->start().plus_days(1) <= opportunity.opened_at)
    faults.push_back({RecordFaultCode::close_before_opening, std::string(Entity<Opportunity>::name), deal, opportunity.name,
                      opportunity.expected_close->start()});
  const std::int64_t early = opportunity.opened_at.plus_days(-kEarlyDays).ms;
  // Each statement answers id, words, day.
  const auto find = [&](RecordFaultCode code, std::string_view object_type, const std::string& sql) {
    if (faults.size() >= kFaultsShown) return;
    session.query(sql + " LIMIT " + std::to_string(kFaultsShown - faults.size()), {actor.workspace_id, deal, early},
                  [&](const RowReader& row) {
                    RecordFault& fault = faults.emplace_back();
                    fault.code = code;
                    fault.object_type = object_type;
                    fault.id = row.id(0);
                    fault.name = std::string(row.text(1));
                    if (!row.is_null(2)) fault.day = Instant{row.integer(2)};
                  });
  };
  const std::string promises = "SELECT m.id, COALESCE(m.text, m.action), m.due_at FROM commitments m ";
  const std::string of_deal = " WHERE m.workspace_id = ?1 AND m.opportunity_id = ?2 AND ?3 = ?3 ";
  const std::string in_order = " ORDER BY m.id";
  find(RecordFaultCode::call_before_opening, Entity<Call>::name,
       "SELECT id, subject, held_at FROM calls WHERE workspace_id = ?1 AND opportunity_id = ?2 AND status = 'held' AND held_at < ?3 ORDER "
       "BY "
       "held_at, id");
  find(RecordFaultCode::quote_before_opening, Entity<NeedQuote>::name,
       "SELECT id, text, said_at FROM need_quotes WHERE workspace_id = ?1 AND opportunity_id = ?2 AND said_at < ?3 ORDER BY said_at, id");
  find(RecordFaultCode::promise_before_call, Entity<Commitment>::name,
       promises + "JOIN calls c ON c.workspace_id = m.workspace_id AND c.id = m.call_id" + of_deal + "AND m.due_at + " +
           std::to_string(kMsPerDay) + " < c.held_at" + in_order);
  find(RecordFaultCode::promise_without_day, Entity<Commitment>::name,
       promises + of_deal + "AND m.status = 'open' AND m.due_at IS NULL" + in_order);
  find(RecordFaultCode::promise_without_person, Entity<Commitment>::name,
       promises + of_deal +
           "AND m.status = 'open' AND ((m.who = 'customer' AND m.contact_id IS NULL) OR (m.who = 'us' AND m.owner_id IS NULL))" + in_order);
  find(RecordFaultCode::quote_without_speaker, Entity<NeedQuote>::name,
       "SELECT id, text, said_at FROM need_quotes WHERE workspace_id = ?1 AND opportunity_id = ?2 AND ?3 = ?3 AND contact_id IS NULL ORDER "
       "BY said_at, id");
  return faults;
}

void write_faults(std::string& out, const std::vector<RecordFault>& faults) {
  write_list(out, faults, [&](const RecordFault& fault) {
    json_text::Object one(out);
    member(one, "code", fault.code);
    one.string("object_type", fault.object_type);
    one.string("id", to_string(fault.id));
    one.string("name", fault.name);
    member(one, "day", fault.day);
    one.close();
  });
}

}  // namespace wheelhouse::service
