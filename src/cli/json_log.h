// The server's log: one line of JSON to stderr for each thing worth knowing, with nothing of a person in it. A path is written with
// its ids left out ("/api/v1/accounts/{id}"), queries, bodies, names and addresses not at all; the request id leads from what a
// person was told to the line here. Thread-safe.
#pragma once
#include <string_view>

#include "api/app.h"
#include "http/server.h"

namespace wheelhouse::cli {

enum class LogLevel { off, trouble, access };

// "access", "method", "path", "status", "bytes_in", "bytes_out", "milliseconds". At LogLevel::trouble only of status 500 and above.
void log_access(LogLevel level, const http::AccessRecord& record);
// "trouble", `what` a word of ours, `detail` of the system or a library, cut after 300 bytes.
void log_trouble(LogLevel level, std::string_view what, std::string_view detail, std::string_view request_id = {});

// "security", `what`: "sign_in" (done or not), "refused" (403, or 401 of whoever showed something), "export", "credentials" (a password,
// second factor, key or session was changed), "attempt" (what no form of ours sends), "command" (this machine's
// user had the server run one; `path` is its words, `status` its exit code). With the id of the person, which only the book turns into a
// name, and a mark of where it came from (api::visitor_mark). Of attempts 20 lines a second at most; the next one says how many were
// left out.
void log_security(LogLevel level, const api::SecurityRecord& record);
// An "attempt", when it is one, that the edge refused: a path that climbs, a request within a request, a host that is not ours.
void log_refusal(LogLevel level, const http::AccessRecord& record);

}  // namespace wheelhouse::cli
