// One person: everything held on him as a file, and erasing him, with a look first at what would go. Administrators alone.
#include "api/app.h"
#include "api/content_disposition.h"
#include "api/list_query.h"
#include "api/routes.h"
#include "service/privacy.h"

namespace wheelhouse::api {
namespace {

using service::Verb;

Result<service::PersonRef> person_of(const Call& call, storage::Session& session, std::string_view object_type) {
  const auto id = path_id(call);
  if (!id) return fail(id.error());
  return service::find_person(session, call.actor, object_type, *id);
}

ReadFunction exporter(std::string_view object_type) {
  return [object_type](Call& call, storage::Session& session) -> Result<Reply> {
    const auto person = person_of(call, session, object_type);
    if (!person) return fail(person.error());
    Reply reply = Reply::json(service::export_person(session, call.actor, *person, call.now));
    const std::string name = "person-" + to_string(person->id) + ".json";  // the name of a file goes into logs and lists
    reply.headers.emplace_back("Content-Disposition", content_disposition(Disposition::attachment, name, name));
    return reply;
  };
}

ReadFunction shower(std::string_view object_type) {
  return [object_type](Call& call, storage::Session& session) -> Result<Reply> {
    const auto person = person_of(call, session, object_type);
    if (!person) return fail(person.error());
    const auto plan = service::plan_erasure(session, call.actor, *person);
    if (!plan) return fail(plan.error());
    std::string body;
    service::write_erasure(body, *plan);
    return Reply::json(std::move(body));
  };
}

// {"confirm": the person's name as it stands}. A repeat finds nothing left to do, and says so; so it needs no kept answer, which would
// keep a hash of the name.
FreeFunction eraser(std::string_view object_type) {
  return [object_type](Call& call) -> Result<Reply> {
    const auto input = read_object(call.request.body);
    if (!input) return fail(input.error());
    for (const auto& [key, value] : *input)
      if (key != "confirm") return fail(Error::invalid_field("/" + std::string(key.data(), key.size()), "unknown_field"));
    service::ErasurePlan done;
    auto reply = call.app.write_now(call.actor, [&](service::UnitOfWork& work) -> Result<Reply> {
      const auto person = person_of(call, work.session(), object_type);
      if (!person) return fail(person.error());
      const auto* confirm = input->if_contains("confirm");
      if (!confirm || !confirm->is_string()) return fail(Error::invalid_field("/confirm", confirm ? "not_a_string" : "required"));
      const auto plan = service::plan_erasure(work.session(), call.actor, *person);
      if (!plan) return fail(plan.error());
      if (!plan->already_erased) {
        if (std::string_view(confirm->get_string().data(), confirm->get_string().size()) != person->name)
          return fail(Error::invalid_field("/confirm", "does_not_match"));
        auto erased = service::erase_person(work, *person);
        if (!erased) return fail(erased.error());
        done = std::move(*erased);
      } else {
        done = *plan;
      }
      std::string body;
      service::write_erasure(body, done);
      return Reply::json(std::move(body));
    });
    if (!reply) return reply;
    std::erase_if(reply->headers, [](const auto& header) { return header.first == "X-Undo-Id"; });  // there is no way back
    call.app.forget_identities();
    if (object_type == "user") call.app.close_streams_of(*path_id(call));
    service::finish_erasure(call.app.database(), done);
    return reply;
  };
}

}  // namespace

void add_privacy_routes(RouteList& routes) {
  struct Kind {
    std::string_view object_type, exports, erasure;
  };
  static constexpr Kind kinds[] = {
      {"contact", "/api/v1/privacy/contacts/{id}/export", "/api/v1/privacy/contacts/{id}/erasure"},
      {"user", "/api/v1/privacy/users/{id}/export", "/api/v1/privacy/users/{id}/erasure"},
  };
  for (const Kind& kind : kinds) {
    Route one = read_route(kind.exports, "privacy", exporter(kind.object_type));
    one.verb = Verb::administer;
    routes.push_back(one);
    Route show = read_route(kind.erasure, "privacy", shower(kind.object_type));
    show.verb = Verb::administer;
    routes.push_back(show);
    Route erase = free_route("POST", kind.erasure, "privacy", Verb::administer, eraser(kind.object_type));
    erase.keeps_answer = false;
    routes.push_back(erase);
  }
}

}  // namespace wheelhouse::api
