// The bytes of files: each content once, by its SHA-256 (64 hexadecimal digits), in pieces small enough for every engine, in the book
// itself, so that a backup, a copy and many servers hold them as they hold all else. No authorisation here.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "storage/session.h"

namespace wheelhouse::storage {

constexpr std::size_t kChunkBytes = 64u << 10;

bool has_content(Session& session, std::int64_t workspace_id, std::string_view sha256);
// Nothing where it is there already. The caller vouches for the hash.
void put_content(Session& session, std::int64_t workspace_id, std::string_view sha256, std::string_view bytes, Instant now);
// Visits the pieces in their order. False when there is no such content.
bool read_content(Session& session, std::int64_t workspace_id, std::string_view sha256,
                  const std::function<void(std::string_view)>& visit);
void delete_content(Session& session, std::int64_t workspace_id, std::string_view sha256);
// What all contents take up, those that wait for the sweep included.
std::int64_t content_bytes(Session& session, std::int64_t workspace_id);
// Notes what nobody has any more, and deletes what nobody has had since before `unused_before`. Returns how many were deleted.
std::int64_t sweep_content(Session& session, std::int64_t workspace_id, Instant now, Instant unused_before);

struct ContentAudit {
  std::int64_t files = 0, without_content = 0;  // attachments
  std::int64_t contents = 0, damaged = 0;       // their pieces do not make the size and hash that they are known by
  std::string example;                          // the hash of one that is wrong
};
// Reads every byte.
ContentAudit audit_content(Session& session, std::int64_t workspace_id);

}  // namespace wheelhouse::storage
