#include "api/problem.h"

#include "lang/language.h"
#include "reflect/json_text.h"

namespace wheelhouse::api {

int status_of(const Error& error) {
  // Reasons with a status of their own within their class.
  if (error.reason == "malformed_json" || error.reason == "json_too_deep" || error.reason == "bad_query") return 400;
  if (error.reason == "precondition_required") return 428;
  if (error.reason == "too_many_requests" || error.reason == "asks_too_much") return 429;
  if (error.reason == "unsupported_media_type") return 415;
  if (error.reason == "disk_full") return 507;
  if (error.reason == "method_not_allowed") return 405;
  if (error.reason == "internal") return 500;
  switch (error.code) {
    case Errc::invalid: return 422;
    case Errc::unauthenticated: return 401;
    case Errc::forbidden: return 403;
    case Errc::not_found: return 404;
    case Errc::conflict: return 409;
    case Errc::stale: return 412;
    case Errc::too_large: return 413;
    case Errc::unavailable: return 503;
  }
  return 500;
}

Reply problem(const Error& error, std::string_view language, std::string_view request_id, std::string_view extra_members) {
  const int status = status_of(error);
  std::string body;
  json_text::Object object(body);
  object.string("type", "urn:wheelhouse:problem:" + error.reason);
  object.string("title", lang::text(language, "error." + error.reason, error.params));
  object.integer("status", status);
  object.string("code", error.reason);
  object.string("detail", lang::text(language, "error." + error.reason, error.params));
  std::string& list = object.key("errors");
  list += '[';
  for (std::size_t i = 0; i < error.fields.size(); ++i) {
    if (i) list += ',';
    json_text::Object field(list);
    field.string("pointer", error.fields[i].pointer);
    field.string("code", error.fields[i].code);
    field.string("detail", lang::text(language, "field." + error.fields[i].code, error.fields[i].params));
    field.close();
  }
  list += ']';
  object.string("request_id", request_id);
  for (const Param& param : error.params)
    if (param.name == "retry_after") object.raw("retry_after_seconds", param.value);
  body += extra_members;
  object.close();
  Reply reply{status, std::move(body), "application/problem+json", {}};
  for (const Param& param : error.params)
    if (param.name == "retry_after") reply.headers.emplace_back("Retry-After", param.value);
  if (status == 507 || status == 503)
    if (reply.headers.empty()) reply.headers.emplace_back("Retry-After", "5");
  return reply;
}

}  // namespace wheelhouse::api
