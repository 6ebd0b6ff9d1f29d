// The wheel: shares, dots, moves, history, the stuck list; and "why?" for one position.
#include <algorithm>

#include "api/list_query.h"
#include "api/routes.h"
#include "method/stage.h"
#include "service/present.h"
#include "service/record_service.h"
#include "service/wheel_lists.h"
#include "service/why.h"

namespace wheelhouse::api {
namespace {

constexpr int kDotsMax = 150;       // above that the picture shows density instead
constexpr int kListDefault = 20;

// What every question to the wheel may say; some take one or two parameters more.
constexpr QueryParameter kWheelParameters[] = {
    {"unit", R"({"enum":["account","opportunity"],"default":"account"})"},
    {"as_of", query_schema::kDate},
    {"known_on", query_schema::kDate},
    {"owner_id", query_schema::kId},
    {"team_id", query_schema::kId},
    {"industry"},
    {"region"},
    {"tier"},
    {"currency"},
    {"min_amount_minor", query_schema::kAmount},
    {"window_days", query_schema::kCount}};

std::vector<QueryParameter> wheel_parameters(std::initializer_list<QueryParameter> more = {}) {
  std::vector<QueryParameter> all(std::begin(kWheelParameters), std::end(kWheelParameters));
  all.insert(all.end(), more);
  return all;
}

template <class T>
bool take(Result<std::optional<T>> result, std::optional<T>& out, std::vector<FieldError>& errors) {
  if (!result) {
    for (auto& error : result.error().fields) errors.push_back(std::move(error));
    return false;
  }
  out = std::move(*result);
  return true;
}

Result<service::WheelQuery> read_wheel_query(const http::QueryParameters& q, std::initializer_list<std::string_view> more = {}) {
  service::WheelQuery query;
  std::vector<FieldError> errors;
  for (const auto& [name, value] : q.pairs())
    if (std::ranges::find(kWheelParameters, name, &QueryParameter::name) == std::end(kWheelParameters) &&
        std::find(more.begin(), more.end(), name) == more.end())
      errors.push_back({"?" + name, "unknown_parameter", {}});
  if (const auto unit = q.find("unit")) {
    if (const auto parsed = parse_enum<Unit>(*unit)) query.unit = *parsed;
    else errors.push_back({"?unit", "unknown_value", {{"value", std::string(unit->substr(0, 60))}, {"allowed", "account, opportunity"}}});
  }
  take(read_date(q, "as_of"), query.as_of, errors);
  take(read_date(q, "known_on"), query.known_on, errors);
  take(read_id(q, "owner_id"), query.owner_id, errors);
  take(read_id(q, "team_id"), query.team_id, errors);
  take(read_integer(q, "min_amount_minor", 0, (std::int64_t{1} << 53) - 1), query.amount_minor_min, errors);
  std::optional<std::int64_t> window;
  take(read_integer(q, "window_days", 1, 366), window, errors);
  if (window) query.window_days = static_cast<int>(*window);
  query.industry = q.get("industry");
  query.region = q.get("region");
  query.tier = q.get("tier");
  query.currency = q.get("currency");
  if (!errors.empty()) return fail(Error::invalid_fields(std::move(errors)));
  return query;
}

// Errors: invalid "unknown_value".
Result<std::optional<Stage>> read_stage(const http::QueryParameters& q, std::string_view name) {
  const auto text = q.find(name);
  if (!text) return std::optional<Stage>{};
  if (const auto stage = parse_enum<Stage>(*text)) return std::optional<Stage>{*stage};
  return fail(Error::invalid_fields({{"?" + std::string(name), "unknown_value", {{"value", std::string(text->substr(0, 60))}}}}));
}

Result<Reply> get_wheel(Call& call, storage::Session& session) {
  auto query = read_wheel_query(call.query);
  if (!query) return fail(query.error());
  auto report = service::read_wheel(session, call.actor, *query, call.now);
  if (!report) return fail(report.error());
  std::string body;
  service::write_wheel_json(body, *report);
  return Reply::json(std::move(body));
}

std::string name_of(storage::Session& session, std::int64_t workspace_id, Unit unit, const Uuid& id) {
  std::string name;
  const std::string_view sql = unit == Unit::account ? "SELECT name FROM accounts WHERE workspace_id = ?1 AND id = ?2"
                                                     : "SELECT name FROM opportunities WHERE workspace_id = ?1 AND id = ?2";
  session.query_first(sql, {workspace_id, id}, [&](const RowReader& row) { name = row.text(0); });
  return name;
}

void write_dot(std::string& out, storage::Session& session, const service::Actor& actor, const storage::PositionRow& row, Instant now) {
  json_text::Object dot(out);
  dot.string("id", to_string(row.subject_id));
  dot.string("name", name_of(session, actor.workspace_id, row.unit, row.subject_id));
  dot.string("unit", to_string(row.unit));
  const auto opportunity = row.unit == Unit::account ? row.lead_opportunity_id : std::optional(row.subject_id);
  if (opportunity) dot.string("opportunity_id", to_string(*opportunity));
  else dot.null("opportunity_id");
  if (row.amount_minor) dot.integer("amount_minor", *row.amount_minor);
  else dot.null("amount_minor");
  if (row.currency.empty()) dot.null("currency");
  else dot.string("currency", row.currency);
  if (row.owner_id) dot.string("owner_id", to_string(*row.owner_id));
  else dot.null("owner_id");
  dot.string("stage", to_string(row.stage));
  dot.string("basis", to_string(row.basis));
  dot.boolean("stuck", row.stuck_at && *row.stuck_at <= now);
  dot.boolean("stale", row.stale_at && *row.stale_at <= now);
  const auto dwell = std::max<std::int64_t>(0, age_days(now, row.entered_at));
  dot.integer("dwell_days", dwell);
  const auto& settings = method::default_stage_settings();
  const double line = settings.stuck_factor * settings.norm_dwell_days[static_cast<std::size_t>(row.stage)];
  if (row.stage == Stage::satisfaction) {
    dot.null("stall_ratio");
    dot.null("stuck_line_days");
  } else {
    dot.number("stall_ratio", static_cast<double>(dwell) / line);
    dot.integer("stuck_line_days", static_cast<std::int64_t>(line));
  }
  dot.number("confidence", method::decay_confidence(row.confidence, row.stage, row.last_evidence_at, now, settings));
  dot.close();
}

Result<Reply> get_dots(Call& call, storage::Session& session) {
  auto query = read_wheel_query(call.query, {"stage"});
  if (!query) return fail(query.error());
  const auto stage = read_stage(call.query, "stage");
  if (!stage) return fail(stage.error());
  const auto dots = service::wheel_dots(session, call.actor, *query, *stage, kDotsMax, call.now);
  if (!dots) return fail(dots.error());
  std::string body = "{\"dots\":[";
  for (std::size_t i = 0; i < dots->rows.size(); ++i) {
    if (i) body += ',';
    write_dot(body, session, call.actor, dots->rows[i], dots->at);
  }
  body += "],\"more\":";
  json_text::Object more(body);
  for (std::size_t i = 0; i < 8; ++i)
    if (dots->not_shown[i] > 0) more.integer(to_string(static_cast<Stage>(i)), dots->not_shown[i]);
  more.close();
  body += '}';
  return Reply::json(std::move(body));
}

Result<Reply> get_history(Call& call, storage::Session& session) {
  auto query = read_wheel_query(call.query, {"weeks"});
  if (!query) return fail(query.error());
  auto weeks = read_integer(call.query, "weeks", 1, 104);
  if (!weeks) return fail(weeks.error());
  const auto history = service::wheel_history(session, call.actor, *query, weeks->value_or(12), call.now);
  if (!history) return fail(history.error());
  std::string body = "{\"weeks\":[";
  for (std::size_t i = 0; i < history->size(); ++i) {
    body += i ? ",{\"date\":\"" : "{\"date\":\"";
    body += to_string((*history)[i].date) + "\",\"counts\":[";
    for (std::size_t s = 0; s < 8; ++s) {
      if (s) body += ',';
      json_text::append_integer(body, (*history)[i].counts[s]);
    }
    body += "]}";
  }
  return Reply::json(body += "]}");
}

Result<Reply> get_moves(Call& call, storage::Session& session) {
  auto query = read_wheel_query(call.query, {"from", "to", "limit"});
  if (!query) return fail(query.error());
  auto limit = read_integer(call.query, "limit", 1, 200);
  if (!limit) return fail(limit.error());
  const auto from = read_stage(call.query, "from");
  if (!from) return fail(from.error());
  const auto to = read_stage(call.query, "to");
  if (!to) return fail(to.error());
  const auto moves =
      service::wheel_moves(session, call.actor, *query, *from, *to, static_cast<int>(limit->value_or(kListDefault)), call.now);
  if (!moves) return fail(moves.error());
  std::string body = "{\"items\":[";
  for (std::size_t i = 0; i < moves->size(); ++i) {
    const storage::MoveRow& move = (*moves)[i];
    if (i) body += ',';
    json_text::Object item(body);
    item.string("id", to_string(move.subject_id));
    item.string("name", name_of(session, call.actor.workspace_id, query->unit, move.subject_id));
    item.string("unit", to_string(query->unit));
    item.string("from", to_string(move.from));
    item.string("to", to_string(move.to));
    item.string("at", to_string(move.at));
    if (move.amount_minor) item.integer("amount_minor", *move.amount_minor);
    else item.null("amount_minor");
    item.string("currency", move.currency);
    item.close();
  }
  return Reply::json(body += "],\"next\":null}");
}

Result<Reply> get_stuck(Call& call, storage::Session& session) {
  auto query = read_wheel_query(call.query, {"stage", "limit"});
  if (!query) return fail(query.error());
  auto limit = read_integer(call.query, "limit", 1, 200);
  if (!limit) return fail(limit.error());
  const auto stage = read_stage(call.query, "stage");
  if (!stage) return fail(stage.error());
  const auto stuck =
      service::wheel_stuck(session, call.actor, *query, *stage, static_cast<int>(limit->value_or(kListDefault)), call.now);
  if (!stuck) return fail(stuck.error());
  std::string body = "{\"items\":[";
  for (std::size_t i = 0; i < stuck->rows.size(); ++i) {
    if (i) body += ',';
    write_dot(body, session, call.actor, stuck->rows[i], stuck->at);
    body.back() = ',';
    body += "\"suggestion\":";
    service::write_suggestion(body, session, call.actor.workspace_id, stuck->rows[i], stuck->at);
    body += '}';
  }
  return Reply::json(body += "],\"next\":null}");
}

template <Reflected E>
Result<Reply> get_why(Call& call, storage::Session& session) {
  auto id = path_id(call);
  if (!id) return fail(id.error());
  auto record = service::find_visible(session, call.actor, Id<E>{*id});
  if (!record) return fail(record.error());
  auto as_of = read_date(call.query, "as_of");
  if (!as_of) return fail(as_of.error());
  auto known_on = read_date(call.query, "known_on");
  if (!known_on) return fail(known_on.error());
  std::string body;
  if (auto written = service::write_why(body, session, call.actor, *record, *as_of, *known_on, call.now); !written)
    return fail(written.error());
  return Reply::json(std::move(body));
}

}  // namespace

void add_wheel_routes(RouteList& routes) {
  routes.push_back(with_query(read_route("/api/v1/wheel", "wheel", get_wheel), wheel_parameters()));
  routes.push_back(with_query(read_route("/api/v1/wheel/dots", "wheel", get_dots), wheel_parameters({{"stage"}})));
  const QueryParameter weeks{"weeks", query_schema::kCount}, limit{"limit", query_schema::kCount};
  routes.push_back(with_query(read_route("/api/v1/wheel/history", "wheel", get_history), wheel_parameters({weeks})));
  routes.push_back(with_query(read_route("/api/v1/wheel/moves", "wheel", get_moves), wheel_parameters({{"from"}, {"to"}, limit})));
  routes.push_back(with_query(read_route("/api/v1/wheel/stuck", "wheel", get_stuck), wheel_parameters({{"stage"}, limit})));
  const std::vector<QueryParameter> why = {{"as_of", query_schema::kDate}, {"known_on", query_schema::kDate}};
  routes.push_back(with_query(read_route("/api/v1/opportunities/{id}/position", "opportunity", get_why<Opportunity>), why));
  routes.push_back(with_query(read_route("/api/v1/accounts/{id}/position", "account", get_why<Account>), why));
}

}  // namespace wheelhouse::api
