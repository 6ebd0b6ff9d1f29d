// Create, list, read, change and delete of any record: one set of functions for all entities. Include where routes of records are
// added (record_handlers.cc, selling_record_handlers.cc), after the table_of() of each.
#pragma once
#include <boost/json.hpp>

#include "api/app.h"
#include "api/list_query.h"
#include "api/problem.h"
#include "api/reader_clock.h"
#include "api/routes.h"
#include "reflect/json.h"
#include "service/field_policy.h"
#include "service/list.h"
#include "service/present.h"
#include "service/record_service.h"

namespace wheelhouse::api {

using service::Verb;

template <Reflected E>
void write_record(std::string& out, storage::Session& session, const service::Actor& actor, const E& record, Instant now,
                  service::Detail detail) {
  out += '{';
  if constexpr (service::is_guarded(Entity<E>::name)) {
    E shown = record;
    const auto withheld = service::withhold(session, actor, shown);
    write_json_members(out, shown);
    service::write_withheld(out, withheld);
  } else {
    write_json_members(out, record);
  }
  service::write_extras(out, session, actor, record, now, detail);
  out += '}';
}

template <Reflected E>
Reply one(storage::Session& session, const service::Actor& actor, const E& record, Instant now, int status = 200) {
  std::string body;
  write_record(body, session, actor, record, now, status == 201 ? service::Detail::made : service::Detail::one);
  Reply reply = Reply::json(std::move(body), status);
  reply.headers.emplace_back("ETag", etag(record.version));
  if (status == 201) reply.headers.emplace_back("Location", "/api/v1/" + std::string(Entity<E>::collection) + "/" + to_string(record.id));
  return reply;
}

// The same of what was just written: what hangs on the record is asked for together.
template <Reflected E>
Reply one_written(service::UnitOfWork& work, const E& record, Instant now, int status) {
  Reply reply;
  work.session().read_in_rounds([&] { reply = one(work.session(), work.actor(), record, now, status); });
  return reply;
}

// How an entity is listed: specialised where its routes are added. Accounts and opportunities have lists of their own.
template <Reflected E>
const service::TableList& table_of();

template <Reflected E>
Result<service::Page> list_page(storage::Session& session, const service::Actor& actor, const service::ListQuery& query, Instant now) {
  if constexpr (std::is_same_v<E, Account>) return service::list_accounts(session, actor, query, now);
  else if constexpr (std::is_same_v<E, Opportunity>) return service::list_opportunities(session, actor, query, now);
  else return service::list_table(session, actor, table_of<E>(), query);
}

// What a list understands behind the "?".
template <Reflected E>
std::vector<QueryParameter> list_parameters() {
  std::vector<QueryParameter> all = {{"limit", query_schema::kCount}, {"cursor"}};
  if constexpr (std::is_same_v<E, Account> || std::is_same_v<E, Opportunity>) {
    all.push_back({"sort"});
    for (const std::string_view name : std::is_same_v<E, Account> ? service::account_filters() : service::opportunity_filters())
      all.push_back({name, name.ends_with("_id") ? query_schema::kId : query_schema::kText});
  } else {
    for (const auto& filter : table_of<E>().filters)
      all.push_back({filter.name, filter.kind == service::ColumnFilter::Kind::id ? query_schema::kId : query_schema::kText});
  }
  return all;
}

template <Reflected E>
Result<Reply> list_records(Call& call, storage::Session& session) {
  auto query = read_list_query(call.query);
  if (!query) return fail(query.error());
  auto page = list_page<E>(session, call.actor, *query, call.now);
  if (!page) return fail(page.error());
  std::string body = "{\"items\":[";
  bool first = true;
  for (const Uuid& id : page->ids) {
    const auto record = storage::find_or_assume(session, call.actor.workspace_id, Id<E>{id});
    if (!record) continue;
    if (!first) body += ',';
    first = false;
    write_record(body, session, call.actor, *record, call.now, service::Detail::row);
  }
  body += "],\"next\":";
  if (page->next) json_text::append_string(body, *page->next);
  else body += "null";
  body += ",\"total\":";
  if (page->total) json_text::append_integer(body, *page->total);
  else body += "null";
  body += page->total_is_floor ? ",\"total_is_floor\":true}" : ",\"total_is_floor\":false}";
  return Reply::json(std::move(body));
}

// A view of one record: finds the record of the path and hands it on. `write(body, record)` returns nothing, or a Result<void>.
template <Reflected E, class Write>
Result<Reply> show(Call& call, storage::Session& session, Write&& write) {
  auto id = path_id(call);
  if (!id) return fail(id.error());
  auto record = service::find_visible(session, call.actor, Id<E>{*id});
  if (!record) return fail(record.error());
  std::string body;
  if constexpr (std::is_void_v<decltype(write(body, *record))>) write(body, *record);
  else if (Result<void> written = write(body, *record); !written) return fail(written.error());
  return Reply::json(std::move(body));
}

template <Reflected E>
Result<Reply> get_record(Call& call, storage::Session& session) {
  auto id = path_id(call);
  if (!id) return fail(id.error());
  auto record = service::find_visible(session, call.actor, Id<E>{*id});
  if (!record) return fail(record.error());
  Reply reply = one(session, call.actor, *record, call.now);
  if (call.request.header("If-None-Match") == etag(record->version) && !service::has_moving_extras<E>())
    return Reply{304, "", "", std::move(reply.headers)};
  return reply;
}

template <Reflected E>
Result<Reply> create_record(Call& call, service::UnitOfWork& work) {
  const auto offset = read_offset_minutes(call.query);
  if (!offset) return fail(offset.error());
  work.set_reader_offset(*offset);  // what he leaves open begins with his own day
  auto input = read_object(call.request.body);
  if (!input) return fail(input.error());
  auto record = service::create_record<E>(work, *input);
  if (!record) return fail(record.error());
  work.finish();  // the answer shows the position that follows
  return one_written(work, *record, call.now, 201);
}

template <Reflected E>
Result<Reply> update_record(Call& call, service::UnitOfWork& work) {
  auto id = path_id(call);
  if (!id) return fail(id.error());
  auto current = service::find_visible(work.session(), call.actor, Id<E>{*id});  // 404 before 428: what is invisible stays so
  if (!current) return fail(current.error());
  auto expected = expected_version(call);
  if (!expected) return fail(expected.error());
  auto input = read_object(call.request.body);
  if (!input) return fail(input.error());
  auto record = service::update_record<E>(work, Id<E>{*id}, *expected < 0 ? std::nullopt : std::optional(*expected), *input);
  if (!record) {
    if (record.error().code != Errc::stale) return fail(record.error());
    // Both versions side by side are what the person needs to decide: the current one travels with the refusal.
    std::string current_json = ",\"current\":";
    write_record(current_json, work.session(), call.actor, *current, call.now, service::Detail::one);
    return problem(record.error(),
                   call.request.header("Accept-Language").empty() ? call.actor.locale : call.request.header("Accept-Language"),
                   call.request.request_id, current_json);
  }
  work.finish();
  return one_written(work, *record, call.now, 200);
}

template <Reflected E>
Result<Reply> delete_record(Call& call, service::UnitOfWork& work) {
  auto id = path_id(call);
  if (!id) return fail(id.error());
  auto current = service::find_visible(work.session(), call.actor, Id<E>{*id});
  if (!current) return fail(current.error());
  auto expected = expected_version(call);
  if (!expected) return fail(expected.error());
  auto removed = service::remove_record<E>(work, Id<E>{*id}, *expected < 0 ? std::nullopt : std::optional(*expected));
  if (!removed) return fail(removed.error());
  return Reply::no_content();
}

template <Reflected E>
void add_record_routes(RouteList& routes) {
  static const std::string collection = "/api/v1/" + std::string(Entity<E>::collection);
  static const std::string item = collection + "/{id}";
  routes.push_back(with_query(read_route(collection, Entity<E>::name, list_records<E>), list_parameters<E>()));
  routes.push_back(read_route(item, Entity<E>::name, get_record<E>, RouteKind::read));
  routes.push_back(write_route("POST", collection, Entity<E>::name, Verb::create, create_record<E>));
  routes.push_back(write_route("PATCH", item, Entity<E>::name, Verb::update, update_record<E>));
  routes.push_back(write_route("DELETE", item, Entity<E>::name, Verb::remove, delete_record<E>));
}

// For moves and the like, where If-Match is welcome and not asked for: null without one.
inline Result<service::ExpectedVersion> named_version(const Call& call) {
  if (call.request.header("If-Match").empty()) return service::ExpectedVersion{};
  const auto expected = expected_version(call);
  if (!expected) return fail(expected.error());
  return *expected < 0 ? service::ExpectedVersion{} : service::ExpectedVersion{*expected};
}

// What a rule refused, with its reason: ,"refusal":{"reason","from","to"} beside the sentence.
inline Result<Reply> refused_move(const Call& call, const Error& error) {
  if (error.code != Errc::conflict) return fail(error);
  std::string refusal = ",\"refusal\":";
  json_text::Object object(refusal);
  for (const Param& param : error.params) object.string(param.name == "refusal" ? "reason" : param.name, param.value);
  object.close();
  const std::string_view language = call.request.header("Accept-Language");
  return problem(error, language.empty() ? std::string_view(call.actor.locale) : language, call.request.request_id, refusal);
}

}  // namespace wheelhouse::api
