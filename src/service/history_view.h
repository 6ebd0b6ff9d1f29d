// The history as people read it: who changed what, when, from what to what; of one record, one customer, one deal, or the whole
// book. Shows what its reader may see now and nothing else. Reads only.
#pragma once
#include <optional>
#include <string>

#include "base/result.h"
#include "service/actor.h"
#include "storage/session.h"

namespace wheelhouse::service {

struct HistoryQuery {
  // At most one of the three; none means the whole book, for managers and admins.
  std::string object;  // "account:<id>": the record's own changes
  std::optional<Uuid> account_id, opportunity_id;  // the changes of everything that belongs to it
  std::string cursor;  // from the page before
  int limit = 50;      // 1..200
};

// Appends {"items":[…],"next":cursor|null}, newest first.
// Errors: invalid with pointer "?object", "?cursor"; not_found; forbidden (whole book).
Result<void> write_history(std::string& out, storage::Session& session, const Actor& actor, const HistoryQuery& query);

// May this person see what the event is about? A deleted record is seen by those who saw it when it was deleted.
bool sees_event_of(storage::Session& session, const Actor& actor, std::string_view object_type, const Uuid& object_id,
                   const std::optional<Uuid>& account_id, const std::optional<Uuid>& opportunity_id);

}  // namespace wheelhouse::service
