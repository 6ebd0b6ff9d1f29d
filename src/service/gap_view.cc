#include "service/gap_view.h"

#include <algorithm>
#include <map>

#include "domain/contact.h"
#include "domain/problem.h"
#include "domain/solution_part.h"
#include "method/gap.h"
#include "reflect/sql.h"
#include "service/access.h"
#include "service/id_list.h"
#include "service/json_parts.h"
#include "service/name_lookup.h"
#include "service/record_traits.h"
#include "storage/record_store.h"

namespace wheelhouse::service {
namespace {

std::map<Uuid, std::vector<SolutionPart>> parts_of(storage::Session& session, const Actor& actor, const std::vector<Problem>& problems) {
  std::vector<Uuid> ids;
  for (const Problem& problem : problems) ids.push_back(problem.id.uuid);
  std::map<Uuid, std::vector<SolutionPart>> parts;
  for_each_id_slice(ids, [&](const std::vector<Uuid>& slice) {
    std::vector<SqlValue> values{actor.workspace_id};
    const std::string sql = "SELECT " + column_list<SolutionPart>() + " FROM solution_parts WHERE workspace_id = ?1 AND problem_id IN " +
                            bind_id_list(slice, values) + " ORDER BY id";
    std::vector<SolutionPart> found;
    session.query(sql, values, [&](const RowReader& row) { read_row(found.emplace_back(), row); });
    for (SolutionPart& part : found)
      if (sees_belonging(session, actor, belonging_of(part))) parts[part.problem_id->uuid].push_back(std::move(part));
  });
  return parts;
}

std::optional<double> gap_of(const Problem& problem) {
  if (!problem.level_now || !problem.level_ideal) return std::nullopt;
  return std::max(0.0, *problem.level_ideal - *problem.level_now);
}

void write_yearly(std::string& out, const std::vector<Problem>& problems) {
  struct Sum {
    std::int64_t all = 0, confirmed = 0;
  };
  std::map<std::string, Sum> sums;
  for (const Problem& problem : problems) {
    if (!problem.yearly_value_minor) continue;
    Sum& sum = sums[problem.currency.value_or("")];
    sum.all += *problem.yearly_value_minor;
    if (problem.confirmed_at) sum.confirmed += *problem.yearly_value_minor;
  }
  write_list(out, sums, [&](const auto& entry) {
    json_text::Object object(out);
    object.string("currency", entry.first);
    object.integer("amount_minor", entry.second.all);
    object.integer("confirmed_minor", entry.second.confirmed);
    object.close();
  });
}

}  // namespace

void write_gap(std::string& out, storage::Session& session, const Actor& actor, Unit unit, const Uuid& id) {
  const std::string column = unit == Unit::account ? "account_id" : "opportunity_id";
  auto problems = storage::select_records<Problem>(session, actor.workspace_id, column + " = ?2 ORDER BY created_at, id", {id});
  std::erase_if(problems, [&](const Problem& problem) { return !sees_belonging(session, actor, belonging_of(problem)); });
  std::vector<method::GapDimension> dimensions;
  double weight_known = 0;
  std::int64_t confirmed = 0;
  std::vector<Uuid> people;
  for (std::size_t i = 0; i < problems.size(); ++i) {
    const Problem& p = problems[i];
    dimensions.push_back({p.weight.value_or(1), p.level_now, p.level_ideal, p.level_promised, p.level_measured});
    if (p.level_now && p.level_ideal) weight_known += dimensions.back().weight;
    confirmed += p.confirmed_at.has_value();
    if (p.contact_id) people.push_back(p.contact_id->uuid);
  }
  const auto evaluated = method::evaluate_gap(dimensions);
  const method::GapResult result = evaluated ? *evaluated : method::GapResult{};  // the records' own limits are the rule's
  const auto parts = parts_of(session, actor, problems);
  const auto names = names_of(session, actor.workspace_id, "contacts", std::move(people));

  json_text::Object object(out);
  member(object, "gap", result.gap);
  member(object, "gap_percent", result.gap_percent);
  member(object, "cover", result.cover);
  member(object, "realised", result.realised);
  json_text::Object counts(object.key("confirmed"));
  counts.integer("n", confirmed);
  counts.integer("of", static_cast<std::int64_t>(problems.size()));
  counts.close();
  write_yearly(object.key("yearly"), problems);
  std::string& list = object.key("dimensions");
  list += '[';
  for (std::size_t i = 0; i < problems.size(); ++i) {
    const Problem& p = problems[i];
    if (i) list += ',';
    list += '{';
    write_json_members(list, p);
    list += ",\"contact\":";
    write_named_reference(list, plain(p.contact_id), names);
    const bool counted = p.level_now && p.level_ideal && weight_known > 0;
    list += ",\"share\":";
    json_text::append_number(list, counted ? dimensions[i].weight / weight_known : 0);
    list += ",\"gap\":";
    Kind<std::optional<double>>::write_json(list, gap_of(p));
    list += gap_of(p) == 0.0 ? ",\"no_need\":true" : ",\"no_need\":false";
    list += ",\"parts\":";
    const auto found = parts.find(p.id.uuid);
    write_list(list, found == parts.end() ? std::vector<SolutionPart>{} : found->second, [&](const SolutionPart& part) {
      json_text::Object entry(list);
      entry.string("id", to_string(part.id));
      entry.string("name", part.name);
      entry.string("opportunity_id", to_string(part.opportunity_id));
      entry.close();
    });
    list += '}';
  }
  list += ']';
  write_gap_input(object, dimensions);
  object.close();
}

void write_gap_input(json_text::Object& object, const std::vector<method::GapDimension>& dimensions) {
  json_text::Object input(object.key("input"));
  std::string& out = input.key("dimensions");
  write_list(out, dimensions, [&](const method::GapDimension& dimension) {
    json_text::Object entry(out);
    entry.number("weight", dimension.weight);
    member(entry, "current", dimension.current);
    member(entry, "ideal", dimension.ideal);
    member(entry, "promised", dimension.promised);
    member(entry, "measured", dimension.measured);
    entry.close();
  });
  input.close();
}

}  // namespace wheelhouse::service
