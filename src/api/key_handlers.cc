// A person's own API keys. Made and ended at a screen only: a key cannot make keys.
#include "api/app.h"
#include "api/forms.h"
#include "api/routes.h"
#include "api/session_cookie.h"
#include "reflect/json_text.h"
#include "service/api_keys.h"
#include "service/write_result.h"

namespace wheelhouse::api {
namespace {

using service::Verb;

void write_key(json_text::Object& object, const storage::ApiKey& row) {
  object.string("id", to_string(row.id));
  object.string("label", row.label);
  object.string("scope", row.scope);
  object.string("created_at", to_string(row.created_at));
  Kind<std::optional<Instant>>::write_json(object.key("expires_at"), row.expires_at);
  Kind<std::optional<Instant>>::write_json(object.key("revoked_at"), row.revoked_at);
}

Result<Reply> list(Call& call, storage::Session& session) {
  if (auto token = own_session_token(call); !token) return fail(token.error());
  std::string body = "{\"items\":[";
  for (const auto& row : service::list_keys(session, call.actor)) {
    if (body.back() == '}') body += ',';
    json_text::Object object(body);
    write_key(object, row);
    object.close();
  }
  return Reply::json(body += "],\"next\":null}");
}

// Not one of the routes whose answers are kept for a repeat: this one holds the key.
Result<Reply> add(Call& call) {
  if (auto token = own_session_token(call); !token) return fail(token.error());
  const auto form = read_form<service::NewKey>(call);
  if (!form) return fail(form.error());
  const auto made = service::write_result(
      call.app.database(), [&](storage::Session& session) { return service::add_key(session, call.actor, *form, call.now); });
  if (!made) return fail(made.error());
  const auto with_key = [&](const std::optional<std::string>& key) {
    std::string body;
    json_text::Object object(body);
    write_key(object, made->row);
    Kind<std::optional<std::string>>::write_json(object.key("key"), key);
    object.close();
    return body;
  };
  Reply reply = Reply::json(with_key(made->key), 201);
  reply.body_of_repeat = with_key(std::nullopt);
  return reply;
}

Result<Reply> revoke(Call& call) {
  if (auto token = own_session_token(call); !token) return fail(token.error());
  const auto id = path_id(call);
  if (!id) return fail(id.error());
  const auto revoked = service::write_result(
      call.app.database(), [&](storage::Session& session) { return service::revoke_key(session, call.actor, *id, call.now); });
  if (!revoked) return fail(revoked.error());
  call.app.forget_identities();
  call.app.close_streams_of(*call.actor.user_id);
  return Reply::no_content();
}

}  // namespace

void add_key_routes(RouteList& routes) {
  routes.push_back(read_route("/api/v1/keys", "key", list));
  Route adding = free_route("POST", "/api/v1/keys", "key", Verb::read, add);
  adding.keeps_answer = true;
  routes.push_back(adding);
  routes.push_back(free_route("DELETE", "/api/v1/keys/{id}", "key", Verb::read, revoke));
}

}  // namespace wheelhouse::api
