#include "service/next_evidence.h"

#include <algorithm>

#include "method/stage_health.h"
#include "reflect/sql.h"
#include "service/id_list.h"
#include "service/lap.h"
#include "storage/record_store.h"

namespace wheelhouse::service {
namespace {

template <Reflected E, class Key>
std::unordered_map<Uuid, std::vector<E>> select_by(storage::Session& session, std::int64_t workspace_id, std::string_view column,
                                                   const std::vector<Uuid>& ids, std::string_view order, Key&& key) {
  std::unordered_map<Uuid, std::vector<E>> groups;
  for_each_id_slice(ids, [&](const std::vector<Uuid>& slice) {
    std::vector<SqlValue> values{workspace_id};
    const std::string sql = "SELECT " + column_list<E>() + " FROM " + std::string(Entity<E>::collection) + " WHERE workspace_id = ?1 AND " +
                            std::string(column) + " IN " + bind_id_list(slice, values) + std::string(order);
    session.query(sql, values, [&](const RowReader& row) {
      E record;
      read_row(record, row);
      const Uuid id = key(record);
      groups[id].push_back(std::move(record));
    });
  });
  return groups;
}

}  // namespace

std::unordered_map<Uuid, NextEvidence> next_evidence(storage::Session& session, std::int64_t workspace_id,
                                                     const std::vector<Uuid>& opportunity_ids, Instant now) {
  const auto opportunities =
      select_by<Opportunity>(session, workspace_id, "id", opportunity_ids, "", [](const auto& o) { return o.id.uuid; });
  const auto evidence = select_by<Evidence>(session, workspace_id, "opportunity_id", opportunity_ids, " ORDER BY observed_at, id",
                                            [](const auto& e) { return e.opportunity_id->uuid; });
  const auto events = select_by<StageEvent>(session, workspace_id, "opportunity_id", opportunity_ids, " ORDER BY at, id",
                                            [](const auto& e) { return e.opportunity_id.uuid; });
  static const std::vector<Evidence> no_evidence;
  static const std::vector<StageEvent> no_events;
  std::unordered_map<Uuid, NextEvidence> result;
  for (const auto& [id, group] : opportunities) {
    const auto e = evidence.find(id);
    const auto s = events.find(id);
    const Laps laps =
        laps_of(group.front(), e == evidence.end() ? no_evidence : e->second, s == events.end() ? no_events : s->second, now);
    const method::StagePosition position = method::proven_ground(method::evaluate_stage(laps.current().inputs.input, now));
    NextEvidence& next = result[id];
    next.stage = position.stage;
    next.next = method::next_stage(position.stage, position.skip_noted);
    next.missing = method::missing_evidence(position);
    const auto rules = method::evidence_rules_of(next.next);
    const bool some_there =
        std::any_of(rules.begin(), rules.end(), [&](const auto& r) { return r.starred && position.counted.contains(r.code); });
    if (some_there) continue;
    for (const EvidenceCode code : next.missing)
      if (method::find_evidence_rule(code)->starred) next.mandatory.push_back(code);
  }
  return result;
}

}  // namespace wheelhouse::service
