// Today: the next actions, the day's calls, what is due; and putting an action aside.
#include <boost/json.hpp>

#include "api/list_query.h"
#include "api/reader_clock.h"
#include "api/routes.h"
#include "reflect/json.h"
#include "service/dismissal.h"
#include "service/local_time.h"
#include "service/today.h"

namespace wheelhouse::api {
namespace {

Result<Reply> get_today(Call& call, storage::Session& session) {
  service::TodayQuery query;
  if (const auto owner = call.query.find("owner_id")) {
    if (*owner == "me") query.whose = service::Whose::mine;
    else if (*owner == "team") query.whose = service::Whose::team;
    else if (const auto id = parse_uuid(*owner)) query.owner_id = *id;
    else return fail(Error::invalid_field("?owner_id", "bad_id"));
  }
  const auto opportunity = read_id(call.query, "opportunity_id");
  if (!opportunity) return fail(opportunity.error());
  query.opportunity_id = *opportunity;
  const auto limit = read_integer(call.query, "limit", 1, service::kActionsMax);
  if (!limit) return fail(limit.error());
  if (*limit) query.limit = static_cast<std::size_t>(**limit);
  const auto offset = read_offset_minutes(call.query);
  if (!offset) return fail(offset.error());
  query.offset_minutes = *offset;
  const auto today = service::read_today(session, call.actor, query, call.now);
  if (!today) return fail(today.error());
  std::string body;
  service::write_today(body, session, call.actor, *today);
  return Reply::json(std::move(body));
}

struct Members {
  const boost::json::object& input;
  std::vector<FieldError> errors;

  template <class T>
  void read(std::string_view name, T& out, const Limits& limits = {}) {
    const auto* value = input.if_contains({name.data(), name.size()});
    if (!value || value->is_null()) return;
    Params params;
    if (const auto code = json_read::read(*value, out, limits, params))
      errors.push_back({"/" + std::string(name), code, std::move(params)});
  }
};

Result<Reply> dismiss(Call& call, service::UnitOfWork& work) {
  auto input = read_object(call.request.body);
  if (!input) return fail(input.error());
  service::DismissalInput dismissal;
  Members members{*input, {}};
  members.read("action_id", dismissal.action_id, {.max_length = 120});
  members.read("reason", dismissal.reason, {.max_length = 300});
  members.read("snooze_until", dismissal.snooze_until);
  for (const auto& [key, value] : *input)
    if (key != "action_id" && key != "reason" && key != "snooze_until") {
      std::string pointer = "/";
      json_read::escape_pointer(pointer, {key.data(), key.size()});
      members.errors.push_back({std::move(pointer), "unknown_field", {}});
    }
  if (!members.errors.empty()) return fail(Error::invalid_fields(std::move(members.errors)));
  const auto given = read_offset_minutes(call.query);
  if (!given) return fail(given.error());
  const int offset = *given ? **given : service::workspace_offset_minutes(work.session(), call.actor.workspace_id, call.now);
  if (auto dismissed = service::dismiss_action(work.session(), call.actor, dismissal, offset, call.now); !dismissed)
    return fail(dismissed.error());
  std::string body;
  json_text::Object answer(body);
  answer.string("action_id", dismissal.action_id);
  if (dismissal.snooze_until) answer.string("snooze_until", to_string(*dismissal.snooze_until));
  else answer.null("snooze_until");
  answer.close();
  return Reply::json(std::move(body), 201);
}

Result<Reply> recall(Call& call, service::UnitOfWork& work) {
  if (!service::recall_action(work.session(), call.actor, call.path[0])) return fail(Error::not_found("action"));
  return Reply::no_content();
}

}  // namespace

void add_today_routes(RouteList& routes) {
  routes.push_back(read_route("/api/v1/today", "today", get_today));
  // A person's own screen: whoever may read may tidy it.
  routes.push_back(write_route("POST", "/api/v1/today/dismissals", "today", service::Verb::read, dismiss));
  routes.push_back(write_route("DELETE", "/api/v1/today/dismissals/{id}", "today", service::Verb::read, recall));
}

}  // namespace wheelhouse::api
