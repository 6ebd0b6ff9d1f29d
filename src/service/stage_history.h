// The stage a deal was shown at on a date, from its stored spans, remembered for many questions about the same deals. Reads only.
#pragma once
#include <unordered_map>
#include <vector>

#include "storage/position_store.h"

namespace wheelhouse::service {

class StageHistory {
 public:
  StageHistory(storage::Session& session, std::int64_t workspace_id) : session_(session), workspace_id_(workspace_id) {}
  // Satisfaction where it was not on the wheel.
  Stage at(const Uuid& opportunity_id, Instant when) {
    auto [found, is_new] = spans_.try_emplace(opportunity_id);
    if (is_new) found->second = storage::spans_of(session_, workspace_id_, Unit::opportunity, opportunity_id);
    for (const storage::SpanRow& span : found->second)
      if (span.from_at <= when && (!span.to_at || when < *span.to_at)) return span.stage;
    return Stage::satisfaction;
  }

 private:
  storage::Session& session_;
  const std::int64_t workspace_id_;
  std::unordered_map<Uuid, std::vector<storage::SpanRow>> spans_;
};

}  // namespace wheelhouse::service
