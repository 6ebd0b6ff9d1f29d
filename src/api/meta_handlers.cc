// Health, the rules of the method on plain JSON, the word lists, the API's own description, the live stream.
#include "api/app.h"
#include "api/openapi.h"
#include "api/routes.h"
#include "domain/vocabulary.h"
#include "reflect/json_text.h"
#include "rulebook/rulebook.h"

namespace wheelhouse::api {
namespace {

Route open_route(std::string_view pattern, std::string_view object, ReadFunction read, RouteKind kind) {
  Route route = read_route(pattern, object, std::move(read), kind);
  route.access = Access::open;
  return route;
}

// Alive: the process answers. It asks nothing of the book, so it is also the yardstick of the benchmarks.
Route live_route() {
  Route route{"GET", "/livez", RouteKind::immediate, Access::open, service::Verb::read, "health", {}, {}, {}};
  route.free = [](Call&) -> Result<Reply> { return Reply::json("{\"status\":\"ok\"}"); };
  return route;
}

Result<Reply> ready(Call&, storage::Session& session) {
  session.query_integer("SELECT count(*) FROM workspace");
  return Reply::json("{\"status\":\"ok\"}");
}

Result<Reply> metrics(Call& call) {
  Reply reply = Reply::json(call.app.metrics_text());
  reply.content_type = "text/plain; version=0.0.4; charset=utf-8";
  return reply;
}

Result<Reply> list_rules(Call&, storage::Session&) {
  std::string body = "{\"items\":[";
  for (const auto& rule : rulebook::list_rules()) {
    if (body.back() != '[') body += ',';
    json_text::Object item(body);
    item.string("id", rule.id);
    item.close();
  }
  return Reply::json(body += "],\"next\":null}");
}
Result<Reply> rule_schema(Call& call, storage::Session&) {
  auto schema = rulebook::rule_schema(call.path[0]);
  if (!schema) return fail(schema.error());
  return Reply::json(std::move(*schema));
}
Result<Reply> run_rule(Call& call) {
  auto answer = rulebook::run_rule(call.path[0], call.request.body);
  if (!answer) return fail(answer.error());
  return Reply::json(std::move(*answer));
}

template <NamedEnum E>
void write_words(json_text::Object& object, std::string_view name) {
  std::string& out = object.key(name);
  out += '[';
  for (std::size_t i = 0; i < enum_size<E>(); ++i) {
    if (i) out += ',';
    json_text::append_string(out, to_string(static_cast<E>(i)));
  }
  out += ']';
}
Result<Reply> vocabulary(Call&, storage::Session&) {
  std::string body;
  json_text::Object object(body);
  write_words<Stage>(object, "stage");
  write_words<SellerStep>(object, "seller_step");
  write_words<EvidenceCode>(object, "evidence_code");
  write_words<SourceClass>(object, "source_class");
  write_words<StageEventKind>(object, "stage_event_kind");
  write_words<OpportunityResult>(object, "result");
  write_words<AccountTier>(object, "tier");
  write_words<BuyerType>(object, "buyer_type");
  write_words<ContactRole>(object, "contact_role");
  write_words<ContactLevel>(object, "contact_level");
  write_words<CompetitorKind>(object, "competitor_kind");
  write_words<CallStatus>(object, "call_status");
  write_words<CommitmentAction>(object, "commitment_action");
  write_words<CommitmentForm>(object, "commitment_form");
  write_words<CommitmentStatus>(object, "commitment_status");
  write_words<UserRole>(object, "user_role");
  object.close();
  return Reply::json(std::move(body));
}

Result<Reply> openapi(Call& call) { return Reply::json(openapi_document(call.app.routes())); }

}  // namespace

void add_meta_routes(RouteList& routes) {
  routes.push_back(live_route());
  routes.push_back(open_route("/readyz", "health", ready, RouteKind::slow_read));
  // Not open: traffic by route is nobody else's business. A scraper brings an administrator's API key.
  Route figures = free_route("GET", "/metrics", "metrics", service::Verb::administer, metrics);
  figures.kind = RouteKind::immediate;  // on the edge's own thread: the edge that it reads is there as long as this runs
  routes.push_back(figures);
  Route document = free_route("GET", "/api/v1/openapi.json", "openapi", service::Verb::read, openapi, Access::open);
  routes.push_back(document);
  routes.push_back(read_route("/api/v1/method/rules", "rule", list_rules));
  routes.push_back(read_route("/api/v1/method/rules/{id}", "rule", rule_schema));
  routes.push_back(free_route("POST", "/api/v1/method/rules/{id}/run", "rule", service::Verb::read, run_rule));
  routes.push_back(read_route("/api/v1/vocabulary", "vocabulary", vocabulary));
  Route events{"GET", "/api/v1/events", RouteKind::stream, Access::signed_in, service::Verb::read, "event_stream", {}, {}, {}};
  routes.push_back(events);
}

}  // namespace wheelhouse::api
