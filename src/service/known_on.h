// The book as it was known on a date: today's records rolled back through every event written since, then derived anew. In
// memory; costs time in proportion to the book, so only questions that ask for it pay.
#pragma once
#include <vector>

#include "service/position.h"
#include "storage/wheel_store.h"

namespace wheelhouse::service {

class KnownBook {
 public:
  struct Subject {
    storage::PositionRow position;
    std::vector<storage::SpanRow> spans;
  };
  std::vector<Subject> subjects;  // of the filter's unit, already filtered

  std::vector<storage::WheelCell> count(Instant at) const;
  std::vector<storage::WheelMove> moves(Instant after, Instant until) const;
};

KnownBook rebuild_book(storage::Session& session, std::int64_t workspace_id, const storage::WheelFilter& filter, Instant known_on);

}  // namespace wheelhouse::service
