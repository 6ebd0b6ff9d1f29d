// The open pool: claim, give back, what is about to fall back, and the sweep.
#include "api/pool_sweep.h"
#include "api/record_handlers.h"
#include "service/pool.h"
#include "service/workspace.h"
#include "service/write_result.h"

namespace wheelhouse::api {
namespace {

Result<Reply> post_claim(Call& call, service::UnitOfWork& work) {
  auto id = path_id(call);
  if (!id) return fail(id.error());
  auto expected = named_version(call);
  if (!expected) return fail(expected.error());
  auto account = service::claim_account(work, Id<Account>{*id}, *expected);
  if (!account) return fail(account.error());
  work.finish();
  return one(work.session(), call.actor, *account, call.now);
}

Result<Reply> post_return(Call& call, service::UnitOfWork& work) {
  auto id = path_id(call);
  if (!id) return fail(id.error());
  if (auto seen = service::find_visible(work.session(), call.actor, Id<Account>{*id}); !seen) return fail(seen.error());
  auto input = read_object(call.request.body);
  if (!input) return fail(input.error());
  for (const auto& [key, value] : *input)
    if (key != "reason") return fail(Error::invalid_field("/" + std::string(key.data(), key.size()), "unknown_field"));
  const auto* reason = input->if_contains("reason");
  if (!reason || !reason->is_string()) return fail(Error::invalid_field("/reason", reason ? "not_a_string" : "required"));
  auto expected = named_version(call);
  if (!expected) return fail(expected.error());
  auto account = service::return_account(work, Id<Account>{*id}, *expected,
                                         std::string(reason->get_string().data(), reason->get_string().size()));
  if (!account) return fail(account.error());
  work.finish();
  return one(work.session(), call.actor, *account, call.now);
}

Result<Reply> get_pool(Call& call, storage::Session& session) {
  const auto workspace = service::find_workspace(session, call.actor.workspace_id);
  if (!workspace) return fail(Error::not_found("workspace"));
  std::string body;
  json_text::Object object(body);
  object.integer("limit", workspace->pool_limit);
  object.string("claim", to_string(workspace->pool_claim));
  object.integer("idle_days", workspace->pool_idle_days);
  object.integer("owned", service::count_owned_accounts(session, call.actor));
  std::string& list = object.key("falling");
  list += '[';
  for (const auto& account : service::falling_accounts(session, call.actor, call.now)) {
    if (list.back() != '[') list += ',';
    json_text::Object item(list);
    item.string("id", to_string(account.id));
    item.string("name", account.name);
    service::write_reference(item.key("owner"), session, call.actor.workspace_id, "users", account.owner_id);
    item.string("last_touch_at", to_string(account.last_touch_at));
    item.string("falls_at", to_string(account.falls_at));
    item.close();
  }
  list += ']';
  object.close();
  return Reply::json(std::move(body));
}

Result<Reply> post_sweep(Call& call) {
  std::string body;
  json_text::Object object(body);
  object.integer("returned", sweep_the_pool(call.app, call.actor, call.now));
  object.close();
  return Reply::json(std::move(body));
}

constexpr std::size_t kSweepSlice = 50;  // accounts a transaction: others write in between

}  // namespace

std::int64_t sweep_the_pool(App& app, const service::Actor& actor, Instant now) {
  std::vector<Uuid> fallen;
  app.database().read([&](storage::Session& session) { fallen = service::fallen_accounts(session, actor.workspace_id, now); });
  std::int64_t returned = 0;
  for (std::size_t from = 0; from < fallen.size(); from += kSweepSlice) {
    const std::vector<Uuid> slice(fallen.begin() + static_cast<std::ptrdiff_t>(from),
                                  fallen.begin() + static_cast<std::ptrdiff_t>(std::min(fallen.size(), from + kSweepSlice)));
    auto done = app.write_now(actor, [&](service::UnitOfWork& work) -> Result<Reply> {
      returned += service::sweep_pool(work, slice);
      return Reply::no_content();
    });
    if (!done) break;
  }
  return returned;
}

void add_pool_routes(RouteList& routes) {
  routes.push_back(write_route("POST", "/api/v1/accounts/{id}/claim", "pool", Verb::update, post_claim));
  routes.push_back(write_route("POST", "/api/v1/accounts/{id}/return", "pool", Verb::update, post_return));
  routes.push_back(read_route("/api/v1/pool", "pool", get_pool));
  routes.push_back(free_route("POST", "/api/v1/pool/sweep", "pool", Verb::administer, post_sweep));
}

}  // namespace wheelhouse::api
