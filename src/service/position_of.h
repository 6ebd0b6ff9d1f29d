// The position that an answer about a deal, else its customer, shows. Reads only.
#pragma once
#include <string>

#include "service/present.h"
#include "storage/position_store.h"

namespace wheelhouse::service {

inline void write_position_of(std::string& out, storage::Session& session, std::int64_t workspace_id,
                              const std::optional<Uuid>& account_id, const std::optional<Uuid>& opportunity_id, Instant now) {
  std::optional<storage::PositionRow> row;
  if (opportunity_id) row = storage::find_position(session, workspace_id, Unit::opportunity, *opportunity_id);
  else if (account_id) row = storage::find_position(session, workspace_id, Unit::account, *account_id);
  if (row) write_position(out, *row, now);
  else out += "null";
}

}  // namespace wheelhouse::service
