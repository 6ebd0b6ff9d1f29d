// Quick capture: one box, one change; and the helper that reads what is typed into it.
#include <boost/json.hpp>

#include "api/app.h"
#include "api/list_query.h"
#include "api/reader_clock.h"
#include "api/routes.h"
#include "reflect/json.h"
#include "service/capture.h"
#include "service/capture_suggest.h"

namespace wheelhouse::api {
namespace {

Result<Reply> post_capture(Call& call, service::UnitOfWork& work) {
  auto input = read_object(call.request.body);
  if (!input) return fail(input.error());
  auto captured = service::capture(work, *input);
  if (!captured) return fail(captured.error());
  work.finish();  // the answer shows the position that follows
  std::string body;
  service::write_capture(body, work.session(), call.actor, *captured, call.now);
  return Reply::json(std::move(body), 201);
}

// A question, although it is posted: the text is too long and too private for an address.
Result<Reply> post_suggest(Call& call) {
  auto input = read_object(call.request.body);
  if (!input) return fail(input.error());
  service::SuggestQuery query;
  std::vector<FieldError> errors;
  const auto read = [&](std::string_view name, auto& out, const Limits& limits) {
    const auto* value = input->if_contains({name.data(), name.size()});
    if (!value || value->is_null()) return;
    Params params;
    if (const auto code = json_read::read(*value, out, limits, params))
      errors.push_back({"/" + std::string(name), code, std::move(params)});
  };
  read("text", query.text, {.max_length = static_cast<int>(service::kSuggestTextMax)});
  read("account_id", query.account_id, {});
  if (!errors.empty()) return fail(Error::invalid_fields(std::move(errors)));
  const auto offset = read_offset_minutes(call.query);
  if (!offset) return fail(offset.error());
  query.offset_minutes = *offset;
  std::string body;
  Result<void> written;
  call.app.database().read(
      [&](storage::Session& session) { written = service::write_suggestions(body, session, call.actor, query, call.now); });
  if (!written) return fail(written.error());
  return Reply::json(std::move(body));
}

}  // namespace

void add_capture_routes(RouteList& routes) {
  routes.push_back(write_route("POST", "/api/v1/captures", "capture", service::Verb::create, post_capture));
  routes.push_back(free_route("POST", "/api/v1/captures/suggest", "capture", service::Verb::read, post_suggest));
}

}  // namespace wheelhouse::api
