// People and teams. Not write routes, although they write: a reset ends sessions, which no event tells of. An answer that holds a
// link is kept for a repeat without it.
#include "api/app.h"
#include "api/forms.h"
#include "api/problem.h"
#include "api/routes.h"
#include "api/session_cookie.h"
#include "api/visitor.h"
#include "reflect/json_text.h"
#include "service/list.h"
#include "service/one_time_link.h"
#include "service/user_service.h"
#include "service/write_result.h"

namespace wheelhouse::api {
namespace {

using service::Verb;
using Throttle = std::shared_ptr<service::SignInThrottle>;

const service::TableList& table_of(const User*) {
  using Kind = service::ColumnFilter::Kind;
  static const service::TableList table{"users", {{"team_id"}, {"role", Kind::text}, {"disabled", Kind::flag}}, "name", false};
  return table;
}
const service::TableList& table_of(const Team*) {
  static const service::TableList table{"teams", {{"parent_id"}}, "name", false};
  return table;
}

template <Reflected E>
Reply one(const E& record, int status = 200) {
  std::string body;
  write_json(body, record);
  Reply reply = Reply::json(std::move(body), status);
  reply.headers.emplace_back("ETag", etag(record.version));
  if (status == 201) reply.headers.emplace_back("Location", "/api/v1/" + std::string(Entity<E>::collection) + "/" + to_string(record.id));
  return reply;
}

template <Reflected E>
Result<Reply> list(Call& call, storage::Session& session) {
  const auto query = read_list_query(call.query);
  if (!query) return fail(query.error());
  const auto page = service::list_table(session, call.actor, table_of(static_cast<const E*>(nullptr)), *query);
  if (!page) return fail(page.error());
  std::string body;
  json_text::Object object(body);
  std::string& items = object.key("items");
  items += '[';
  for (const Uuid& id : page->ids) {
    const auto record = storage::find_record(session, call.actor.workspace_id, Id<E>{id});
    if (!record) continue;
    if (items.back() == '}') items += ',';
    write_json(items, *record);
  }
  items += ']';
  Kind<std::optional<std::string>>::write_json(object.key("next"), page->next);
  Kind<std::optional<std::int64_t>>::write_json(object.key("total"), page->total);
  object.boolean("total_is_floor", page->total_is_floor);
  object.close();
  return Reply::json(std::move(body));
}

template <Reflected E>
Result<Reply> get(Call& call, storage::Session& session) {
  const auto id = path_id(call);
  if (!id) return fail(id.error());
  const auto record = service::find_visible(session, call.actor, Id<E>{*id});
  if (!record) return fail(record.error());
  return one(*record);
}

// What a change of a person or a team needs: the record's id, the version the writer saw, and the two kinds of refusal.
template <Reflected E, class Change>
Result<Reply> change(Call& call, service::UnitOfWork& work, Change&& apply) {
  const auto id = path_id(call);
  if (!id) return fail(id.error());
  const auto current = service::find_visible(work.session(), call.actor, Id<E>{*id});
  if (!current) return fail(current.error());
  const auto expected = expected_version(call);
  if (!expected) return fail(expected.error());
  Result<Reply> reply = apply(Id<E>{*id}, *expected < 0 ? std::nullopt : std::optional(*expected));
  if (reply || reply.error().code != Errc::stale) return reply;
  std::string member = ",\"current\":";
  write_json(member, *current);
  const auto language = call.request.header("Accept-Language");
  return problem(reply.error(), language.empty() ? call.actor.locale : language, call.request.request_id, member);
}

Result<Reply> create_user(Call& call) {
  const auto input = read_object(call.request.body);
  if (!input) return fail(input.error());
  return call.app.write_now(call.actor, [&](service::UnitOfWork& work) -> Result<Reply> {
    const auto created = service::create_user(work, *input);
    if (!created) return fail(created.error());
    Reply reply = one(created->user, 201);
    if (!created->invite_token) return reply;
    reply.body.pop_back();
    reply.body += ",\"invite_link\":";
    reply.body_of_repeat = reply.body + "null}";
    json_text::append_string(reply.body, service::link_path(service::LinkPurpose::invite, *created->invite_token));
    reply.body += '}';
    return reply;
  });
}

template <class Change>
Result<Reply> change_user(Call& call, Change&& apply) {
  return call.app.write_now(call.actor, [&](service::UnitOfWork& work) {
    return change<User>(call, work, [&](Id<User> id, service::ExpectedVersion expected) -> Result<Reply> {
      const auto user = apply(work, id, expected);
      if (!user) return fail(user.error());
      return one(*user);
    });
  });
}

// The address is what a person signs in with, and what a link or the provider finds him by: whoever changes it says once more who he is.
Result<void> confirm_new_address(Call& call, const Throttle& throttle, const boost::json::object& input, const std::string& current) {
  const auto* email = input.if_contains("email");
  const auto id = path_id(call);
  if (!email || !id) return {};
  const auto user = service::read_result(call.app.database(), [&](storage::Session& session) {
    return service::find_visible(session, call.actor, Id<User>{*id});
  });
  if (!user || !user->can_sign_in) return {};
  if (email->is_string() && service::normal_email(email->get_string()) == user->email.value_or("")) return {};
  const auto token = own_session_token(call);
  if (!token) return fail(token.error());
  return service::confirm_person({call.app.database(), service::password_hasher(), *throttle}, *call.actor.user_id, current, *token,
                                 device_of(call), call.now);
}

Result<Reply> update_user(Call& call, const Throttle& throttle) {
  auto input = read_object(call.request.body);
  if (!input) return fail(input.error());
  std::string current;
  if (const auto* given = input->if_contains("current"); given && given->is_string()) {
    current = given->get_string();
    input->erase("current");
  }
  if (auto confirmed = confirm_new_address(call, throttle, *input, current); !confirmed) return fail(confirmed.error());
  return change_user(call, [&](service::UnitOfWork& work, Id<User> id, service::ExpectedVersion expected) {
    return service::update_user(work, id, expected, *input);
  });
}

Result<Reply> disable_user(Call& call) {
  return change_user(call, [](service::UnitOfWork& work, Id<User> id, service::ExpectedVersion expected) {
    return service::disable_user(work, id, expected);
  });
}

Result<Reply> reset_user(Call& call) {
  const auto id = path_id(call);
  if (!id) return fail(id.error());
  ResetForm form;
  if (!call.request.body.empty()) {
    auto given = read_form<ResetForm>(call);
    if (!given) return fail(given.error());
    form = *given;
  }
  auto reply = call.app.write_now(call.actor, [&](service::UnitOfWork& work) -> Result<Reply> {
    const auto link = service::issue_access_link(work, Id<User>{*id}, form.second_factor);
    if (!link) return fail(link.error());
    const auto with_link = [&](const std::optional<std::string>& path) {
      std::string body;
      json_text::Object object(body);
      Kind<std::optional<std::string>>::write_json(object.key("link"), path);
      object.boolean("is_invitation", link->is_invitation);
      object.close();
      return body;
    };
    const auto purpose = link->is_invitation ? service::LinkPurpose::invite : service::LinkPurpose::reset;
    Reply made = Reply::json(with_link(service::link_path(purpose, link->token)));
    made.body_of_repeat = with_link(std::nullopt);
    return made;
  });
  if (reply && form.second_factor) {
    call.app.forget_identities();
    call.app.close_streams_of(*id);
  }
  return reply;
}

Result<Reply> create_team(Call& call) {
  const auto input = read_object(call.request.body);
  if (!input) return fail(input.error());
  return call.app.write_now(call.actor, [&](service::UnitOfWork& work) -> Result<Reply> {
    const auto team = service::create_record<Team>(work, *input);
    if (!team) return fail(team.error());
    return one(*team, 201);
  });
}

Result<Reply> update_team(Call& call) {
  const auto input = read_object(call.request.body);
  if (!input) return fail(input.error());
  return call.app.write_now(call.actor, [&](service::UnitOfWork& work) {
    return change<Team>(call, work, [&](Id<Team> id, service::ExpectedVersion expected) -> Result<Reply> {
      const auto team = service::update_record<Team>(work, id, expected, *input);
      if (!team) return fail(team.error());
      return one(*team);
    });
  });
}

Result<Reply> delete_team(Call& call) {
  return call.app.write_now(call.actor, [&](service::UnitOfWork& work) {
    return change<Team>(call, work, [&](Id<Team> id, service::ExpectedVersion expected) -> Result<Reply> {
      if (auto removed = service::remove_team(work, id, expected); !removed) return fail(removed.error());
      return Reply::no_content();
    });
  });
}

}  // namespace

void add_user_routes(RouteList& routes) {
  const auto throttle = std::make_shared<service::SignInThrottle>();  // what it counts is in the book
  routes.push_back(read_route("/api/v1/users", "user", list<User>));
  routes.push_back(read_route("/api/v1/users/{id}", "user", get<User>, RouteKind::read));
  routes.push_back(free_route("POST", "/api/v1/users", "user", Verb::manage_users, create_user));
  routes.push_back(free_route("PATCH", "/api/v1/users/{id}", "user", Verb::manage_users,
                              [throttle](Call& call) { return update_user(call, throttle); }));
  routes.push_back(free_route("DELETE", "/api/v1/users/{id}", "user", Verb::manage_users, disable_user));
  routes.push_back(free_route("POST", "/api/v1/users/{id}/reset", "user", Verb::manage_users, reset_user));
  routes.push_back(read_route("/api/v1/teams", "team", list<Team>));
  routes.push_back(read_route("/api/v1/teams/{id}", "team", get<Team>, RouteKind::read));
  routes.push_back(free_route("POST", "/api/v1/teams", "team", Verb::manage_users, create_team));
  routes.push_back(free_route("PATCH", "/api/v1/teams/{id}", "team", Verb::manage_users, update_team));
  routes.push_back(free_route("DELETE", "/api/v1/teams/{id}", "team", Verb::manage_users, delete_team));
}

}  // namespace wheelhouse::api
