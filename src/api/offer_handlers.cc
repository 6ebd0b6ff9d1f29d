// What we say about our offer in a deal, the impact chart, and the talk drill.
#include "api/record_handlers.h"
#include "reflect/json.h"
#include "service/offer.h"
#include "service/stage_shown.h"

namespace wheelhouse::api {
namespace {

Result<Reply> get_offer(Call& call, storage::Session& session) {
  auto id = path_id(call);
  if (!id) return fail(id.error());
  auto opportunity = service::find_visible(session, call.actor, Id<Opportunity>{*id});
  if (!opportunity) return fail(opportunity.error());
  std::string body;
  service::write_offer(body, service::offer_of(session, call.actor, *opportunity),
                       service::stage_shown(session, call.actor.workspace_id, *id));
  return Reply::json(std::move(body));
}

Result<Reply> get_impact_chart(Call& call, storage::Session& session) {
  std::string body;
  service::write_impact_chart(body, session, call.actor);
  return Reply::json(std::move(body));
}

Result<Reply> post_compose(Call& call) {
  auto input = read_object(call.request.body);
  if (!input) return fail(input.error());
  std::vector<FieldError> errors;
  Id<Statement> id;
  Params params;
  const auto* value = input->if_contains("statement_id");
  if (!value)
    errors.push_back({"/statement_id", "required", {}});
  else if (const auto code = json_read::read(*value, id, {}, params))
    errors.push_back({"/statement_id", code, std::move(params)});
  for (const auto& [key, member] : *input)
    if (key != "statement_id") {
      std::string pointer = "/";
      json_read::escape_pointer(pointer, {key.data(), key.size()});
      errors.push_back({std::move(pointer), "unknown_field", {}});
    }
  if (!errors.empty()) return fail(Error::invalid_fields(std::move(errors)));
  std::string body;
  Result<void> written;
  call.app.database().read([&](storage::Session& session) {
    const auto statement = service::find_visible(session, call.actor, id);
    if (!statement) {
      written = fail(statement.error());
      return;
    }
    std::optional<Need> need;
    if (statement->need_id) need = storage::find_record(session, call.actor.workspace_id, *statement->need_id);
    service::write_talk(body, *statement, need ? &*need : nullptr);
  });
  if (!written) return fail(written.error());
  return Reply::json(std::move(body));
}

}  // namespace

void add_offer_routes(RouteList& routes) {
  routes.push_back(read_route("/api/v1/opportunities/{id}/offer", "offer", get_offer));
  routes.push_back(read_route("/api/v1/impact_chart", "impact_chart", get_impact_chart));
  routes.push_back(free_route("POST", "/api/v1/statements/compose", "talk", service::Verb::read, post_compose));
}

}  // namespace wheelhouse::api
