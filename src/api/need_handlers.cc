// Needs: moving one, hearing one, what the wording suggests, and the ledger of a deal or a customer.
#include "api/record_handlers.h"
#include "reflect/json.h"
#include "service/need_ledger.h"
#include "service/need_move.h"
#include "service/need_suggest.h"

namespace wheelhouse::api {
namespace {

Result<Reply> post_move(Call& call, service::UnitOfWork& work) {
  auto id = path_id(call);
  if (!id) return fail(id.error());
  auto input = read_object(call.request.body);
  if (!input) return fail(input.error());
  auto expected = named_version(call);
  if (!expected) return fail(expected.error());
  auto moved = service::move_need(work, Id<Need>{*id}, *expected, *input);
  if (!moved) return refused_move(call, moved.error());
  work.finish();
  return one(work.session(), call.actor, *moved, call.now);
}

Result<Reply> post_heard(Call& call, service::UnitOfWork& work) {
  auto input = read_object(call.request.body);
  if (!input) return fail(input.error());
  auto heard = service::hear_need(work, *input);
  if (!heard) return fail(heard.error());  // the need was written already: only a failure takes it back
  work.finish();
  Reply reply = one(work.session(), call.actor, heard->need, call.now, 201);
  reply.body.back() = ',';
  reply.body += heard->draft ? "\"draft\":true}" : "\"draft\":false}";
  return reply;
}

// A question, although it is posted: the words are too private for an address.
Result<Reply> post_suggest(Call& call) {
  auto input = read_object(call.request.body);
  if (!input) return fail(input.error());
  std::vector<FieldError> errors;
  std::string text;
  for (const auto& [key, value] : *input) {
    if (key == "text") continue;
    std::string pointer = "/";
    json_read::escape_pointer(pointer, {key.data(), key.size()});
    errors.push_back({std::move(pointer), "unknown_field", {}});
  }
  Params params;
  const auto* value = input->if_contains("text");
  if (!value)
    errors.push_back({"/text", "required", {}});
  else if (const auto code = json_read::read(*value, text, {.required = true, .max_length = 2000}, params))
    errors.push_back({"/text", code, std::move(params)});
  if (!errors.empty()) return fail(Error::invalid_fields(std::move(errors)));
  std::string body;
  service::write_need_suggestion(body, service::suggest_need(text));
  return Reply::json(std::move(body));
}

template <Reflected E>
Result<Reply> get_ledger(Call& call, storage::Session& session) {
  auto id = path_id(call);
  if (!id) return fail(id.error());
  if (auto record = service::find_visible(session, call.actor, Id<E>{*id}); !record) return fail(record.error());
  std::string body;
  service::write_need_ledger(body, session, call.actor, std::is_same_v<E, Account> ? "account_id" : "opportunity_id", *id);
  return Reply::json(std::move(body));
}

}  // namespace

void add_need_routes(RouteList& routes) {
  routes.push_back(write_route("POST", "/api/v1/needs/{id}/move", "need_move", service::Verb::update, post_move));
  routes.push_back(write_route("POST", "/api/v1/needs/heard", "need", service::Verb::create, post_heard));
  routes.push_back(free_route("POST", "/api/v1/needs/suggest", "need_suggestion", service::Verb::read, post_suggest));
  routes.push_back(read_route("/api/v1/opportunities/{id}/needs", "need_ledger", get_ledger<Opportunity>));
  routes.push_back(read_route("/api/v1/accounts/{id}/needs", "need_ledger", get_ledger<Account>));
}

}  // namespace wheelhouse::api
