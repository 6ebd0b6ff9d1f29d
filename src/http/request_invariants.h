// For tests and fuzzers only: what must hold for any bytes whatever that a client may send. Aborts where it does not.
#pragma once
#include <algorithm>
#include <string>
#include <string_view>

#include "base/error.h"
#include "http/chunked_decoder.h"
#include "http/request_head.h"

namespace wheelhouse::http {

struct ScanOutcome {
  std::size_t size = 0;
  int refused = 0;
};
// As a connection scans: over input that grows by `step` bytes.
inline ScanOutcome scan_in_steps(std::string_view bytes, std::size_t step) {
  HeadScanner scanner;
  for (std::size_t have = std::min(step, bytes.size());; have = std::min(have + step, bytes.size())) {
    const auto size = scanner.scan(bytes.substr(0, have), HeadLimits());
    if (!size) return {0, size.error().status};
    if (*size > 0) return {*size, 0};
    if (have == bytes.size()) return {};
  }
}

struct ChunkOutcome {
  std::string body;
  std::size_t used = 0;
  bool done = false, bad = false;
  bool operator==(const ChunkOutcome&) const = default;
};
inline ChunkOutcome decode_in_steps(std::string_view bytes, std::size_t step) {
  ChunkedDecoder decoder;
  ChunkOutcome outcome;
  while (outcome.used < bytes.size() && !decoder.is_done() && !decoder.is_bad()) {
    const auto taken = decoder.next(bytes.substr(outcome.used, step));
    WH_ASSERT(taken.consumed > 0);
    outcome.used += taken.consumed;
    outcome.body.append(taken.data);
  }
  outcome.done = decoder.is_done();
  outcome.bad = decoder.is_bad();
  return outcome;
}

inline void check_accepted_head(const ParsedHead& parsed) {
  const RequestHead& head = parsed.head;
  WH_ASSERT(!head.method.empty());
  WH_ASSERT(head.path == "*" || head.path.starts_with('/'));
  WH_ASSERT(is_utf8(head.path));
  WH_ASSERT(std::none_of(head.path.begin(), head.path.end(),
                         [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F || c == '\\'; }));
  WH_ASSERT(("/" + head.path + "/").find("/../") == std::string::npos && ("/" + head.path + "/").find("/./") == std::string::npos);
  WH_ASSERT(head.headers.size() <= HeadLimits().headers_max);
  WH_ASSERT(head.headers.count("host") == 1 && !parsed.host.empty());
  WH_ASSERT(!(head.chunked && head.content_length));
  WH_ASSERT(head.headers.count("content-length") == (head.content_length ? 1u : 0u));
  WH_ASSERT(head.headers.count("transfer-encoding") == (head.chunked ? 1u : 0u));
  for (std::size_t i = 0; i < head.headers.size(); ++i) {
    const auto value = head.headers.at(i).value;
    WH_ASSERT(value.find_first_of(std::string_view("\0\r\n", 3)) == std::string_view::npos);
  }
  find_cookie(head, "session");
  if (const auto parameters = head.parameters()) {
    for (const auto& [name, value] : parameters->pairs()) {
      WH_ASSERT(is_utf8(name) && is_utf8(value));
      WH_ASSERT(name.find('\0') == std::string::npos && value.find('\0') == std::string::npos);
    }
  }
}

inline void check_request_invariants(std::string_view bytes) {
  const ScanOutcome whole = scan_in_steps(bytes, bytes.size());
  const ScanOutcome single = scan_in_steps(bytes, 1);
  // How the network cuts the bytes changes nothing. One thing may come earlier: a limit is noticed before the line that breaks it ends.
  WH_ASSERT(whole.size == single.size);
  WH_ASSERT((whole.refused == 0) == (single.refused == 0));
  std::size_t body_at = 0;
  if (whole.size > 0) {
    WH_ASSERT(bytes.substr(0, whole.size).ends_with("\r\n\r\n"));
    if (const auto parsed = parse_request_head(bytes.substr(0, whole.size), HeadLimits())) check_accepted_head(*parsed);
    body_at = whole.size;
  }
  const std::string_view rest = bytes.substr(body_at);
  const ChunkOutcome chunks = decode_in_steps(rest, std::max<std::size_t>(rest.size(), 1));
  WH_ASSERT(chunks == decode_in_steps(rest, 1));
  WH_ASSERT(chunks.body.size() <= chunks.used);
  if (const auto decoded = percent_decode(bytes, false)) WH_ASSERT(percent_decode(percent_encode(*decoded), false) == *decoded);
  host_of(bytes);
}

}  // namespace wheelhouse::http
