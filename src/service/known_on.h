// The book as it was known on a date: today's records rolled back through every event written since, then derived anew. In
// memory; costs time in proportion to the book, so only questions that ask for it pay.
#pragma once
#include <array>
#include <optional>
#include <vector>

#include "service/position.h"
#include "storage/wheel_store.h"

namespace wheelhouse::service {

class KnownBook {
 public:
  struct Subject {
    storage::PositionRow position;  // as of the moment asked for
    std::vector<storage::SpanRow> spans;
  };
  std::vector<Subject> subjects;  // of the filter's unit, already filtered

  std::vector<storage::WheelCell> count(Instant at) const;
  std::vector<storage::WheelMove> moves(Instant after, Instant until) const;
  // The same answers as their namesakes in storage/wheel_store.h.
  std::vector<std::array<std::int64_t, 8>> history(const std::vector<Date>& dates) const;
  std::vector<storage::MoveRow> list_moves(std::optional<Stage> from, std::optional<Stage> to, Instant after, Instant until,
                                           int limit) const;
  std::vector<storage::PositionRow> largest(std::optional<Stage> stage, Instant at, int limit) const;
  std::vector<storage::PositionRow> stuck(std::optional<Stage> stage, Instant at, int limit) const;
};

// `at` <= known_on: the moment the positions are of; who was not on the wheel yet is left out.
KnownBook rebuild_book(storage::Session& session, std::int64_t workspace_id, const storage::WheelFilter& filter, Instant known_on,
                       Instant at);

// The book as it is known now, of those that meet the filter. Of `position` only the subject and its money are there.
KnownBook book_of_spans(storage::Session& session, std::int64_t workspace_id, const storage::WheelFilter& filter);

}  // namespace wheelhouse::service
