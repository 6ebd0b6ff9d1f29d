#include "service/need_ledger.h"

#include <algorithm>

#include "domain/problem.h"
#include "method/gap.h"
#include "service/access.h"
#include "service/gap_view.h"
#include "service/json_parts.h"
#include "service/offer.h"
#include "service/record_traits.h"
#include "storage/record_store.h"

namespace wheelhouse::service {
namespace {

template <class E>
void keep_visible(storage::Session& session, const Actor& actor, std::vector<E>& records, auto&& record_of) {
  if (!actor.visible_owners) return;
  std::erase_if(records, [&](const E& entry) { return !sees_belonging(session, actor, belonging_of(record_of(entry))); });
}

void write_willingness(json_text::Object& object, const std::vector<NeedRecord>& needs) {
  std::vector<method::PricedNeed> priced;
  std::int64_t n = 0;
  for (const NeedRecord& record : needs) {
    const auto intensity = intensity_of(record.need);
    n += intensity && record.need.price_said_minor;
    priced.push_back(
        {intensity, record.need.price_said_minor ? std::optional(static_cast<double>(*record.need.price_said_minor)) : std::nullopt});
  }
  json_text::Object entry(object.key("willingness"));
  entry.integer("n", n);
  member(entry, "rho", method::willingness_correlation(priced));
  entry.close();
}

void write_gap(json_text::Object& object, const std::vector<Problem>& problems) {
  std::vector<method::GapDimension> dimensions;
  for (const Problem& p : problems)
    if (p.level_now || p.level_ideal)
      dimensions.push_back({p.weight.value_or(1), p.level_now, p.level_ideal, p.level_promised, p.level_measured});
  const auto gap = method::evaluate_gap(dimensions);  // within the record's own limits
  json_text::Object entry(object.key("gap"));
  member(entry, "index", gap ? gap->gap : std::nullopt);
  member(entry, "percent", gap ? gap->gap_percent : std::nullopt);
  member(entry, "cover", gap ? gap->cover : std::nullopt);
  member(entry, "realised", gap ? gap->realised : std::nullopt);
  write_gap_input(entry, dimensions);
  entry.close();
}

// What rule C3.nmi was given.
void write_maturity_input(std::string& out, const std::vector<NeedRecord>& needs) {
  json_text::Object input(out);
  write_list(input.key("needs"), needs, [&](const NeedRecord& record) {
    json_text::Object one(out);
    member(one, "state", record.need.state);
    member(one, "intensity", intensity_of(record.need));
    one.close();
  });
  input.close();
}

void write_item(std::string& out, const NeedRecord& record, const std::vector<Problem>& problems,
                const std::vector<Statement>& statements) {
  out += '{';
  write_json_members(out, record.need);
  write_need_extras(out, record, true);
  out += ",\"problem\":";
  const auto problem = std::find_if(problems.begin(), problems.end(), [&](const Problem& p) { return record.need.problem_id == p.id; });
  if (problem == problems.end()) {
    out += "null";
  } else {
    json_text::Object entry(out);
    entry.string("id", to_string(problem->id));
    entry.string("name", problem->name);
    entry.close();
  }
  json_text::Object counts(out += ",\"questions\":");
  const auto by_type = question_counts(record.questions);
  for (std::size_t t = 0; t < by_type.size(); ++t) counts.integer(to_string(static_cast<QuestionType>(t)), by_type[t]);
  counts.close();
  std::int64_t linked = 0;
  bool has_benefit = false;
  for (const Statement& statement : statements) {
    if (statement.need_id != record.need.id) continue;
    ++linked;
    has_benefit = has_benefit || class_of(statement, &record.need) >= StatementClass::benefit;
  }
  out += ",\"statements\":";
  json_text::append_integer(out, linked);
  out += has_benefit ? ",\"has_benefit\":true}" : ",\"has_benefit\":false}";
}

}  // namespace

void write_need_totals(json_text::Object& object, const std::vector<NeedRecord>& needs) {
  std::array<std::int64_t, enum_size<NeedState>()> by_state{};
  std::array<std::vector<Uuid>, enum_size<method::NeedBand>()> bands;
  std::int64_t open = 0, explicit_needs = 0;
  for (const NeedRecord& record : needs) {
    ++by_state[static_cast<std::size_t>(record.need.state)];
    open += is_open(record.need.state);
    explicit_needs += is_explicit(record.need.state);
    if (is_open(record.need.state))
      bands[static_cast<std::size_t>(method::layer_band(layer_of(record.need)))].push_back(record.need.id.uuid);
  }
  member(object, "nmi", maturity_of(needs));
  object.integer("open", open);
  object.integer("explicit", explicit_needs);
  json_text::Object states(object.key("by_state"));
  for (std::size_t i = 0; i < by_state.size(); ++i) states.integer(to_string(static_cast<NeedState>(i)), by_state[i]);
  states.close();
  json_text::Object iceberg(object.key("iceberg"));
  for (std::size_t i = bands.size(); i-- > 0;) write_ids(iceberg.key(to_string(static_cast<method::NeedBand>(i))), bands[i]);
  iceberg.close();
}

void write_need_ledger(std::string& out, storage::Session& session, const Actor& actor, std::string_view column, const Uuid& id) {
  auto needs = needs_with_parts(session, actor.workspace_id, column, id);
  const std::string where = std::string(column) + " = ?2 ORDER BY id";
  auto problems = storage::select_records<Problem>(session, actor.workspace_id, where, {id});
  if (column == "account_id") {
    keep_visible(session, actor, needs, [](const NeedRecord& record) -> const Need& { return record.need; });
    keep_visible(session, actor, problems, [](const Problem& problem) -> const Problem& { return problem; });
  }
  const auto statements = storage::select_records<Statement>(session, actor.workspace_id, where, {id});
  json_text::Object object(out);
  write_need_totals(object, needs);
  write_maturity_input(object.key("nmi_input"), needs);
  write_willingness(object, needs);
  write_gap(object, problems);
  write_list(object.key("items"), needs, [&](const NeedRecord& record) { write_item(out, record, problems, statements); });
  write_list(object.key("problems"), problems, [&](const Problem& problem) { write_json(out, problem); });
  object.close();
}

}  // namespace wheelhouse::service
