// The stage an opportunity is shown at (METHOD C1), from its stored position. Reads only.
#pragma once
#include "storage/position_store.h"

namespace wheelhouse::service {

inline Stage stage_shown(storage::Session& session, std::int64_t workspace_id, const Uuid& opportunity_id) {
  const auto row = storage::find_position(session, workspace_id, Unit::opportunity, opportunity_id);
  return row ? row->stage : Stage::satisfaction;
}

}  // namespace wheelhouse::service
