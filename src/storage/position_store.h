// Derived rows: where each account and opportunity stands, since when it stood where, and daily changes of the counts.
// Written by service/position.cc in the transaction of the change; read by lists and the wheel.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "domain/vocabulary.h"
#include "storage/session.h"

namespace wheelhouse::storage {

struct PositionRow {
  bool operator==(const PositionRow&) const = default;
  Unit unit = Unit::opportunity;
  Uuid subject_id;
  std::optional<Uuid> account_id, owner_id;
  std::string sort_key;   // name folded for ordering (pinyin for Chinese)
  bool on_wheel = true;   // closed opportunities and closed laps are not
  Stage stage = Stage::satisfaction;
  Basis basis = Basis::none;
  std::optional<Stage> proven_stage, claimed_stage;
  double confidence = 0;  // before its decay by age (method/stage.h, decay_confidence)
  unsigned inferred = 0;  // bit per stage
  int lap = 1;
  Instant lap_opened_at, entered_at, last_evidence_at;
  std::optional<Instant> stale_at, stuck_at;  // when C2 will say so if nothing else happens
  std::optional<std::int64_t> amount_minor;
  std::string currency;
  std::optional<Uuid> lead_opportunity_id;  // accounts only
};

// One stretch of time at one place. Half-open [from_at, to_at); to_at null = until now.
struct SpanRow {
  bool operator==(const SpanRow&) const = default;
  Instant from_at;
  std::optional<Instant> to_at;
  std::optional<Stage> previous_stage;  // null: came onto the wheel
  Stage stage = Stage::satisfaction;
  Basis basis = Basis::none;
  std::optional<Instant> stale_at, stuck_at;
};

constexpr bool counts_as_proven(Basis basis) { return basis == Basis::proven || basis == Basis::override_; }

std::optional<PositionRow> find_position(Session& session, std::int64_t workspace_id, Unit unit, const Uuid& subject_id);
PositionRow read_position(const RowReader& row, int first);
std::string_view position_columns();  // for SELECT lists; alias p
void put_position(Session& session, std::int64_t workspace_id, const PositionRow& row);
// What find_position() gives back after put_position(): off the wheel nothing turns stale or stuck any more.
PositionRow as_stored(PositionRow row);
void delete_position(Session& session, std::int64_t workspace_id, Unit unit, const Uuid& subject_id);

// In daily sums the nil id means "nobody's", and this one all owners together: the whole book's wheel is read from a few thousand
// rows however many people sell.
constexpr Uuid kEveryone = [] {
  Uuid id;
  id.bytes.fill(0xFF);
  return id;
}();

// Sums of daily changes, collected over a transaction and written once.
class WheelDeltas {
 public:
  void add(Unit unit, const std::optional<Uuid>& owner_id, const std::string& currency, std::optional<std::int64_t> amount_minor,
           const std::vector<SpanRow>& spans, int sign);
  void flush(Session& session, std::int64_t workspace_id);

 private:
  struct Sums {
    std::int64_t n = 0, n_stuck = 0, n_stale = 0, amount_minor = 0, stuck_amount_minor = 0;
    bool operator==(const Sums&) const = default;
  };
  using Key = std::tuple<int, Uuid, std::int32_t, int, int, std::string>;  // unit, owner, day, stage number, proven, currency
  std::map<Key, Sums> sums_;
};

// Replaces the spans of a subject and notes the difference in `deltas`. `old` is null when it is known to be new.
void replace_spans(Session& session, std::int64_t workspace_id, const PositionRow* old, const PositionRow* now,
                   const std::vector<SpanRow>& spans, WheelDeltas& deltas);
std::vector<SpanRow> spans_of(Session& session, std::int64_t workspace_id, Unit unit, const Uuid& subject_id);

}  // namespace wheelhouse::storage
