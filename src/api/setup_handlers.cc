// The first minutes of a book: is set-up needed, do it, and the book's own settings later on.
#include "api/app.h"
#include "api/forms.h"
#include "api/routes.h"
#include "api/session_answer.h"
#include "api/visitor.h"
#include "service/demo_book.h"
#include "service/set_up.h"
#include "service/workspace.h"
#include "service/write_result.h"

namespace wheelhouse::api {
namespace {

using service::Verb;

Result<Reply> is_needed(Call&, storage::Session& session) {
  return Reply::json(service::is_set_up_needed(session) ? R"({"needed":true})" : R"({"needed":false})");
}

Result<Reply> set_up(Call& call) {
  if (auto safe = check_transport(call); !safe) return fail(safe.error());
  const auto form = read_form<service::SetUp>(call);
  if (!form) return fail(form.error());
  const auto signed_in = service::set_up_with_link(call.app.database(), service::password_hasher(), *form, device_of(call), call.now);
  if (!signed_in) return fail(signed_in.error());
  return signed_in_answer(call, *signed_in);
}

// A few seconds of work, so on a worker's thread; nobody waits for it but the one who asked.
Result<Reply> fill_demo(Call& call) {
  const bool empty = service::read_result(call.app.database(), [](storage::Session& session) { return service::is_book_empty(session); });
  if (!empty) return fail(Error::make(Errc::conflict, "book_not_empty"));
  if (auto filled = service::fill_demo_book(call.app.database(), call.now); !filled) return fail(filled.error());
  call.app.forget_identities();
  return service::read_result(call.app.database(),
                              [&](storage::Session& session) { return session_answer(call.app, session, call.actor); });
}

Result<Reply> change_workspace(Call& call, service::UnitOfWork& work) {
  const auto input = read_object(call.request.body);
  if (!input) return fail(input.error());
  const auto workspace = service::update_workspace(work, *input);
  if (!workspace) return fail(workspace.error());
  std::string body;
  service::write_workspace(body, *workspace);
  return Reply::json(std::move(body));
}

}  // namespace

void add_setup_routes(RouteList& routes) {
  Route needed = read_route("/api/v1/setup", "set_up", is_needed, RouteKind::read);
  needed.access = Access::open;
  routes.push_back(std::move(needed));
  routes.push_back(free_route("POST", "/api/v1/setup", "set_up", Verb::read, set_up, Access::open));
  routes.push_back(free_route("POST", "/api/v1/setup/demo", "set_up", Verb::administer, fill_demo));
  routes.push_back(write_route("PATCH", "/api/v1/workspace", "workspace", Verb::administer, change_workspace));
}

}  // namespace wheelhouse::api
