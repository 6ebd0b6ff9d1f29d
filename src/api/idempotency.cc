#include "api/idempotency.h"

#include <openssl/evp.h>

#include <array>
#include <fstream>
#include <memory>
#include <stdexcept>

namespace wheelhouse::api {
namespace {

constexpr std::size_t kKeyLengthMax = 200;
constexpr int kReserved = 0;  // the status of a request that has not been answered yet

Uuid actor_id(const service::Actor& actor) { return actor.user_id.value_or(Uuid{}); }

// SHA-256 of what the request asks for, the name of an uploaded file included.
std::string hash_of(const http::Request& request) {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  const auto add = [&](std::string_view bytes) { EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()); };
  if (EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) != 1) throw std::runtime_error("SHA-256 is not available");
  add(request.method + "\n" + request.target + "\n" + std::string(request.header("X-File-Name")) + "\n");
  if (request.body_file.empty()) {
    add(request.body);
  } else {
    std::ifstream file(request.body_file, std::ios::binary);
    std::array<char, 64 * 1024> block;
    while (file.read(block.data(), block.size()) || file.gcount() > 0) add({block.data(), static_cast<std::size_t>(file.gcount())});
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned size = 0;
  EVP_DigestFinal_ex(context.get(), digest.data(), &size);
  return {reinterpret_cast<const char*>(digest.data()), size};
}

}  // namespace

Idempotency::Idempotency(const service::Actor& actor, const http::Request& request)
    : actor_(actor), key_(request.method == "POST" ? request.header("Idempotency-Key") : std::string_view()) {
  if (!key_.empty()) request_hash_ = hash_of(request);
}

Result<std::optional<Reply>> Idempotency::find(storage::Session& session, Instant now) const {
  if (key_.empty()) return std::nullopt;
  if (key_.size() > kKeyLengthMax) return fail(Error::make(Errc::invalid, "bad_idempotency_key"));
  std::optional<Reply> stored;
  bool same = true;
  session.query_first(
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
  if (!stored) return stored;
  if (!same) return fail(Error::make(Errc::invalid, "idempotency_other_body"));
  if (stored->status == kReserved) return fail(Error::make(Errc::conflict, "idempotency_in_flight"));
  return stored;
}

void Idempotency::reserve(storage::Session& session, Instant now) const { put(session, kReserved, "", "", now); }

void Idempotency::remember(storage::Session& session, const Reply& reply, Instant now) const {
  std::string headers;
  for (const auto& [name, value] : reply.headers) headers += name + ":" + value + "\n";
  put(session, reply.status, headers, reply.body_of_repeat ? *reply.body_of_repeat : reply.body, now);
}

void Idempotency::release(storage::Session& session) const {
  session.send("DELETE FROM idempotency WHERE workspace_id = ?1 AND actor_id = ?2 AND idempotency_key = ?3",
                  {actor_.workspace_id, actor_id(actor_), std::string_view(key_)});
}

void Idempotency::put(storage::Session& session, int status, std::string_view headers, std::string_view body, Instant now) const {
  if (key_.empty()) return;
  session.send(
      "INSERT INTO idempotency (workspace_id, actor_id, idempotency_key, request_hash, status, headers, body, created_at) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (workspace_id, actor_id, idempotency_key) DO UPDATE SET "
      "request_hash = excluded.request_hash, status = excluded.status, headers = excluded.headers, body = excluded.body, "
      "created_at = excluded.created_at",
      {actor_.workspace_id, actor_id(actor_), std::string_view(key_), Bytes{request_hash_}, std::int64_t{status}, headers, body, now.ms});
}

bool forget_old_answers(storage::Session& session, Instant now) {
  constexpr std::int64_t kSlice = 1'000;
  std::int64_t until = now.ms - kIdempotencyMs;
  session.query_first("SELECT created_at FROM idempotency WHERE created_at <= ?1 ORDER BY created_at LIMIT 1 OFFSET ?2", {until, kSlice},
                      [&](const RowReader& row) { until = row.integer(0); });
  return session.execute("DELETE FROM idempotency WHERE created_at <= ?1", {until}) > kSlice;
}

}  // namespace wheelhouse::api
