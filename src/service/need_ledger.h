// The needs of a deal or a customer in one answer: how mature they are, what lies under water, the problems they come from and how far
// those stand from the ideal (METHOD §5, C3, C21). Reads only.
#pragma once
#include <string>

#include "base/result.h"
#include "reflect/json_text.h"
#include "service/actor.h"
#include "service/need_view.h"
#include "storage/session.h"

namespace wheelhouse::service {

// Appends "nmi","open","explicit","by_state","iceberg" to an object that is open.
void write_need_totals(json_text::Object& object, const std::vector<NeedRecord>& needs);

// The ledger of what `column` (opportunity_id, account_id) names; of a customer only what the actor may see.
void write_need_ledger(std::string& out, storage::Session& session, const Actor& actor, std::string_view column, const Uuid& id);

}  // namespace wheelhouse::service
