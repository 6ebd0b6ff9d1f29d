// A call's plan and debrief, how calls and promises fare, and objections.
#include "api/record_handlers.h"
#include "service/call_numbers.h"
#include "service/call_plan.h"
#include "service/debrief.h"
#include "service/json_parts.h"
#include "service/objection_move.h"
#include "service/objection_numbers.h"
#include "service/position_of.h"
#include "service/record_traits.h"

namespace wheelhouse::api {
namespace {

Result<Reply> get_plan(Call& call, storage::Session& session) {
  auto id = path_id(call);
  if (!id) return fail(id.error());
  auto record = service::find_visible(session, call.actor, Id<wheelhouse::Call>{*id});
  if (!record) return fail(record.error());
  std::string body;
  service::write_call_plan(body, session, call.actor, *record, call.now);
  return Reply::json(std::move(body));
}

Result<Reply> post_debrief(Call& call, service::UnitOfWork& work) {
  auto id = path_id(call);
  if (!id) return fail(id.error());
  auto input = read_object(call.request.body);
  if (!input) return fail(input.error());
  auto expected = named_version(call);
  if (!expected) return fail(expected.error());
  const auto offset = read_offset_minutes(call.query);
  if (!offset) return fail(offset.error());
  work.set_reader_offset(*offset);
  auto written = service::debrief_call(work, Id<wheelhouse::Call>{*id}, *expected, *input);
  if (!written) return fail(written.error());
  work.finish();  // the answer shows the outcome and the position that follow
  std::string body = "{\"call\":";
  write_record(body, work.session(), call.actor, written->call, call.now, service::Detail::one);
  json_text::Object created(body += ",\"created\":");
  for (const auto& [collection, ids] : written->ids) created.integer(collection, static_cast<std::int64_t>(ids.size()));
  created.close();
  json_text::Object lists(body += ",\"ids\":");
  for (const auto& [collection, ids] : written->ids) service::write_ids(lists.key(collection), ids);
  lists.close();
  body += ",\"position\":";
  service::write_position_of(body, work.session(), call.actor.workspace_id, service::plain(written->call.account_id),
                             service::plain(written->call.opportunity_id), call.now);
  body += '}';
  return Reply::json(std::move(body), 201);
}

// ?account_id= &opportunity_id= &owner_id= (me) and nothing else.
Result<service::SellingScope> read_scope(const Call& call, storage::Session& session) {
  service::SellingScope scope;
  for (const auto& [name, value] : call.query.pairs()) {
    std::optional<Uuid>* target = nullptr;
    if (name == "account_id")
      target = &scope.account_id;
    else if (name == "opportunity_id")
      target = &scope.opportunity_id;
    else if (name == "owner_id")
      target = &scope.owner_id;
    if (!target) return fail(Error::invalid_field("?" + std::string(name), "unknown_parameter"));
    if (target == &scope.owner_id && value == "me")
      *target = call.actor.user_id;
    else if (!(*target = parse_uuid(value)))
      return fail(Error::invalid_field("?" + std::string(name), "bad_id"));
  }
  if (auto visible = service::check_scope(session, call.actor, scope); !visible) return fail(visible.error());
  return scope;
}

Result<Reply> get_call_numbers(Call& call, storage::Session& session) {
  const auto scope = read_scope(call, session);
  if (!scope) return fail(scope.error());
  std::string body;
  service::write_call_numbers(body, service::call_numbers(session, call.actor, *scope, call.now));
  return Reply::json(std::move(body));
}

Result<Reply> get_objection_numbers(Call& call, storage::Session& session) {
  const auto scope = read_scope(call, session);
  if (!scope) return fail(scope.error());
  std::string body;
  service::write_objection_numbers(body, session, call.actor, *scope);
  return Reply::json(std::move(body));
}

Result<Reply> post_objection_move(Call& call, service::UnitOfWork& work) {
  auto id = path_id(call);
  if (!id) return fail(id.error());
  auto input = read_object(call.request.body);
  if (!input) return fail(input.error());
  auto expected = named_version(call);
  if (!expected) return fail(expected.error());
  const auto offset = read_offset_minutes(call.query);
  if (!offset) return fail(offset.error());
  work.set_reader_offset(*offset);
  auto moved = service::move_objection(work, Id<Objection>{*id}, *expected, *input);
  if (!moved) return refused_move(call, moved.error());
  work.finish();
  return one(work.session(), call.actor, *moved, call.now);
}

Result<Reply> get_library(Call& call, storage::Session& session) {
  std::optional<ObjectionClass> cls;
  std::optional<OppositionCause> cause;
  std::vector<FieldError> errors;
  for (const auto& [name, value] : call.query.pairs()) {
    Params params;
    const char* code = nullptr;
    if (name == "class" && !(cls = parse_enum<ObjectionClass>(value)))
      code = json_read::unknown_value(params, EnumNames<ObjectionClass>::names, value);
    else if (name == "cause" && !(cause = parse_enum<OppositionCause>(value)))
      code = json_read::unknown_value(params, EnumNames<OppositionCause>::names, value);
    else if (name != "class" && name != "cause")
      code = "unknown_parameter";
    if (code) errors.push_back({"?" + std::string(name), code, std::move(params)});
  }
  if (!errors.empty()) return fail(Error::invalid_fields(std::move(errors)));
  std::string body;
  service::write_objection_library(body, session, call.actor, cls, cause);
  return Reply::json(std::move(body));
}

}  // namespace

void add_selling_call_routes(RouteList& routes) {
  routes.push_back(read_route("/api/v1/calls/{id}/plan", "call_plan", get_plan));
  routes.push_back(write_route("POST", "/api/v1/calls/{id}/debrief", "debrief", service::Verb::update, post_debrief));
  routes.push_back(read_route("/api/v1/call_numbers", "call_numbers", get_call_numbers));
  routes.push_back(write_route("POST", "/api/v1/objections/{id}/move", "objection_move", service::Verb::update, post_objection_move));
  routes.push_back(read_route("/api/v1/objection_library", "objection_library", get_library));
  routes.push_back(read_route("/api/v1/objection_numbers", "objection_numbers", get_objection_numbers));
}

}  // namespace wheelhouse::api
