// The question bank, and the chains of a deal.
#include "api/record_handlers.h"
#include "reflect/json.h"
#include "service/question_bank.h"
#include "service/question_chains.h"

namespace wheelhouse::api {
namespace {

Result<Reply> get_bank(Call& call, storage::Session& session) {
  service::BankQuery query;
  std::vector<FieldError> errors;
  const auto read_word = [&](std::string_view name, std::string_view value, auto& out) {
    using T = unwrapped_t<std::remove_cvref_t<decltype(out)>>;
    out = parse_enum<T>(value);
    if (out) return;
    Params params;
    const char* code = json_read::unknown_value(params, EnumNames<T>::names, value);
    errors.push_back({"?" + std::string(name), code, std::move(params)});
  };
  for (const auto& [name, value] : call.query.pairs()) {
    if (name == "type")
      read_word(name, value, query.type);
    else if (name == "stage")
      read_word(name, value, query.stage);
    else if (name == "role")
      read_word(name, value, query.role);
    else if (name == "level")
      read_word(name, value, query.level);
    else if (name == "style")
      read_word(name, value, query.style);
    else if (name == "industry")
      query.industry = value;
    else
      errors.push_back({"?" + std::string(name), "unknown_parameter", {}});
  }
  if (!errors.empty()) return fail(Error::invalid_fields(std::move(errors)));
  std::string body;
  service::write_question_bank(body, session, call.actor, query);
  return Reply::json(std::move(body));
}

Result<Reply> get_chains(Call& call, storage::Session& session) {
  auto id = path_id(call);
  if (!id) return fail(id.error());
  if (auto record = service::find_visible(session, call.actor, Id<Opportunity>{*id}); !record) return fail(record.error());
  auto call_id = read_id(call.query, "call_id");
  if (!call_id) return fail(call_id.error());
  std::string body;
  service::write_question_chains(body, service::question_chains(session, call.actor.workspace_id, *id, *call_id));
  return Reply::json(std::move(body));
}

}  // namespace

void add_question_routes(RouteList& routes) {
  routes.push_back(read_route("/api/v1/question_bank", "question_bank", get_bank));
  routes.push_back(read_route("/api/v1/opportunities/{id}/questions", "question_chains", get_chains));
}

}  // namespace wheelhouse::api
