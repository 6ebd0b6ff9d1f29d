// POST /undo: takes one change back.
#include "api/list_query.h"
#include "api/routes.h"
#include "service/undo.h"

#include <boost/json.hpp>

#include "reflect/json_text.h"

namespace wheelhouse::api {
namespace {

Result<Reply> undo(Call& call, service::UnitOfWork& work) {
  auto input = read_object(call.request.body);
  if (!input) return fail(input.error());
  const auto* text = input->if_contains("change_id");
  const auto id = text && text->is_string() ? parse_uuid({text->get_string().data(), text->get_string().size()}) : std::nullopt;
  if (!id) return fail(Error::invalid_field("/change_id", text ? "bad_id" : "required"));
  auto report = service::undo_change(work, *id);
  if (!report) return fail(report.error());
  std::string body;
  json_text::Object answer(body);
  service::write_undo(answer, *report);
  answer.string("change_id", to_string(work.change_id()));
  answer.close();
  return Reply::json(std::move(body));
}

}  // namespace

void add_undo_routes(RouteList& routes) {
  routes.push_back(write_route("POST", "/api/v1/undo", "change", service::Verb::update, undo));
}

}  // namespace wheelhouse::api
