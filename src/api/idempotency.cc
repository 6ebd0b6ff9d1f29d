#include "api/idempotency.h"

#include "service/authenticate.h"

namespace wheelhouse::api {
namespace {
constexpr std::size_t kKeyLengthMax = 200;
Uuid actor_id(const service::Actor& actor) { return actor.user_id.value_or(Uuid{}); }
}  // namespace

Idempotency::Idempotency(storage::Session& session, const service::Actor& actor, const http::Request& request)
    : session_(session), actor_(actor), key_(request.header("Idempotency-Key")) {
  if (key_.empty() || request.method != "POST") key_.clear();
  else request_hash_ = service::token_hash(request.method + "\n" + request.target + "\n" + request.body);
}

Result<std::optional<Reply>> Idempotency::find(Instant now) {
  if (key_.empty()) return std::nullopt;
  if (key_.size() > kKeyLengthMax) return fail(Error::make(Errc::invalid, "bad_idempotency_key"));
  std::optional<Reply> stored;
  bool same = true;
  session_.query_first(
      "SELECT request_hash, status, headers, body FROM idempotency WHERE workspace_id = ?1 AND actor_id = ?2 AND idempotency_key = ?3 AND "
      "created_at > ?4",
      {actor_.workspace_id, actor_id(actor_), std::string_view(key_), now.ms - kIdempotencyMs}, [&](const RowReader& row) {
        same = row.text(0) == request_hash_;
        Reply& reply = stored.emplace();
        reply.status = static_cast<int>(row.integer(1));
        reply.body = row.text(3);
        for (std::string_view rest = row.text(2); !rest.empty();) {
          const std::size_t line = rest.find('\n');
          const std::size_t colon = rest.find(':');
          reply.headers.emplace_back(rest.substr(0, colon), rest.substr(colon + 1, line - colon - 1));
          rest.remove_prefix(line + 1);
        }
      });
  if (stored && !same) return fail(Error::make(Errc::invalid, "idempotency_other_body"));
  return stored;
}

void Idempotency::remember(const Reply& reply, Instant now) {
  if (key_.empty()) return;
  std::string headers;
  for (const auto& [name, value] : reply.headers) headers += name + ":" + value + "\n";
  session_.execute(
      "INSERT INTO idempotency (workspace_id, actor_id, idempotency_key, request_hash, status, headers, body, created_at) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (workspace_id, actor_id, idempotency_key) DO UPDATE SET "
      "request_hash = excluded.request_hash, status = excluded.status, headers = excluded.headers, body = excluded.body, "
      "created_at = excluded.created_at",
      {actor_.workspace_id, actor_id(actor_), std::string_view(key_), Bytes{request_hash_}, std::int64_t{reply.status},
       std::string_view(headers), std::string_view(reply.body), now.ms});
}

}  // namespace wheelhouse::api
