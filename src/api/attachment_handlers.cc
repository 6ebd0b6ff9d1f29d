// Files on records: list, rename, remove as of any record; upload and content here.
#include <algorithm>
#include <fstream>

#include "api/content_disposition.h"
#include "api/record_handlers.h"
#include "api/virus_scan.h"
#include "http/query.h"
#include "service/attachments.h"

namespace wheelhouse::api {

template <>
const service::TableList& table_of<Attachment>() {
  static const service::TableList t{
      "attachments", {{"account_id"}, {"opportunity_id"}, {"contact_id"}, {"call_id"}, {"evidence_id"}}, "created_at", true,
      service::kByBelonging};
  return t;
}

namespace {

constexpr std::string_view kPlaces[] = {"account_id", "opportunity_id", "contact_id", "call_id", "evidence_id"};

// ?opportunity_id=… and the like.
Result<Attachment> read_place(const Call& call) {
  boost::json::object input;
  for (const auto& [name, value] : call.query.pairs()) {
    if (std::find(std::begin(kPlaces), std::end(kPlaces), name) == std::end(kPlaces))
      return fail(Error::invalid_field("?" + std::string(name), "unknown_parameter"));
    input[boost::json::string_view(name.data(), name.size())] = boost::json::string_view(value.data(), value.size());
  }
  input["name"] = "-";  // comes in a header
  Attachment place;
  std::vector<FieldError> errors;
  read_fields(input, place, ReadMode::create, errors);
  if (!errors.empty()) return fail(Error::invalid_fields(std::move(errors)));
  return place;
}

// The whole body: at most kFileBytesMax, so that what it is can be told from all of it.
std::string read_body(const http::Request& request) {
  if (request.body_file.empty()) return request.body;
  std::ifstream file(request.body_file, std::ios::binary);
  std::string bytes(request.body_size, '\0');
  if (!file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) throw std::runtime_error("an upload cannot be read");
  return bytes;
}

// POST /attachments?opportunity_id=…: the body is the file, X-File-Name its name in UTF-8, percent-encoded.
Result<Reply> upload(Call& call) {
  auto place = read_place(call);
  if (!place) return fail(place.error());
  auto name = http::percent_decode(call.request.header("X-File-Name"), false);
  if (!name || name->empty()) return fail(Error::invalid_field("/name", "required"));
  if (call.request.body_size == 0) return fail(Error::make(Errc::invalid, "file_empty"));
  const std::string bytes = read_body(call.request);
  if (const std::string& scanner = call.app.options().virus_scanner; !scanner.empty())
    if (auto scanned = scan_for_viruses(scanner, bytes); !scanned) {
      if (scanned.error().code == Errc::unavailable && call.app.options().on_trouble)
        call.app.options().on_trouble("virus scanner: " + scanned.error().params[0].value, call.request.request_id);
      return fail(scanned.error());
    }
  const service::IncomingFile file = service::look_at_file(*name, bytes);
  return call.app.write_now(call.actor, [&](service::UnitOfWork& work) -> Result<Reply> {
    auto attachment = service::attach(work, *place, file);
    if (!attachment) return fail(attachment.error());
    return one(work.session(), call.actor, *attachment, call.now, 201);
  });
}

// GET /attachments/{id}/content?disposition=inline|attachment
Result<Reply> get_content(Call& call, storage::Session& session) {
  auto id = path_id(call);
  if (!id) return fail(id.error());
  auto attachment = service::find_visible(session, call.actor, Id<Attachment>{*id});
  if (!attachment) return fail(attachment.error());
  bool in_page = false;
  for (const auto& [name, value] : call.query.pairs()) {
    if (name != "disposition") return fail(Error::invalid_field("?" + std::string(name), "unknown_parameter"));
    if (value != "inline" && value != "attachment")
      return fail(
          Error::invalid_field("?disposition", "unknown_value", {{"value", std::string(value)}, {"allowed", "inline, attachment"}}));
    in_page = value == "inline";
  }
  auto bytes = service::content_of(session, call.actor.workspace_id, *attachment);
  if (!bytes) return fail(bytes.error());
  const bool shown = service::is_previewable(attachment->media_type);
  Reply reply{200, std::move(*bytes), shown ? attachment->media_type : "application/octet-stream", {}};
  if (reply.content_type == "text/plain") reply.content_type += "; charset=utf-8";
  reply.headers.emplace_back("Content-Disposition",
                             content_disposition(in_page && shown ? Disposition::in_page : Disposition::attachment,
                                                 plain_file_name(attachment->name), attachment->name));
  // Whatever it turns out to be, it is nobody's page (and never sniffed, as no answer is): it runs nothing, fetches nothing and stands in
  // no frame.
  reply.headers.emplace_back("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'");
  reply.headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
  reply.headers.emplace_back("Cache-Control", "private, no-store");
  return reply;
}

}  // namespace

void add_attachment_routes(RouteList& routes) {
  add_record_routes<Attachment>(routes);
  for (Route& route : routes) {
    if (route.object != Entity<Attachment>::name || route.method != "POST") continue;
    route = free_route("POST", route.pattern, route.object, Verb::create, upload);
    route.body_bytes_max = service::kFileBytesMax;
    route.body_to_file = true;
    route.any_content_type = true;
    route.too_large = "file_too_large";
    for (const std::string_view place : kPlaces) route.query.push_back({place, query_schema::kId});
  }
  routes.push_back(with_query(read_route("/api/v1/attachments/{id}/content", "attachment", get_content),
                              {{"disposition", R"({"type":"string","enum":["inline","attachment"]})"}}));
}

}  // namespace wheelhouse::api
