#include "http/static_files.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>

namespace wheelhouse::http {
namespace {

constexpr std::string_view kBrotliSuffix = ".br";

// Strong: the same tag means the same bytes. 128 bits of SHA-256.
std::string etag_of(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha256(), nullptr);
  constexpr char kHex[] = "0123456789abcdef";
  std::string out = "\"";
  for (int i = 0; i < 16; ++i) {
    out.push_back(kHex[digest[i] >> 4]);
    out.push_back(kHex[digest[i] & 15]);
  }
  out.push_back('"');
  return out;
}

std::string_view trim(std::string_view text) {
  while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
  while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
  return text;
}

// The next comma-separated item, taken off `list`.
std::string_view take_item(std::string_view& list) {
  const std::size_t comma = std::min(list.find(','), list.size());
  const std::string_view item = trim(list.substr(0, comma));
  list.remove_prefix(std::min(comma + 1, list.size()));
  return item;
}

bool accepts_brotli(std::string_view accept_encoding) {
  while (!accept_encoding.empty()) {
    std::string_view item = take_item(accept_encoding);
    const std::size_t semicolon = std::min(item.find(';'), item.size());
    if (!equal_ignoring_case(trim(item.substr(0, semicolon)), "br")) continue;
    const std::string_view weight = trim(item.substr(std::min(semicolon + 1, item.size())));
    // "q=0", "q=0.", "q=0.000": refused. Any other weight will do, since there is only one alternative.
    return !(weight.starts_with("q=0") && weight.find_first_not_of("0.", 2) == std::string_view::npos);
  }
  return false;
}

// RFC 9110 §13.1.2: weak comparison, a list, or "*".
bool matches_etag(std::string_view if_none_match, std::string_view etag) {
  while (!if_none_match.empty()) {
    std::string_view item = take_item(if_none_match);
    if (item == "*") return true;
    if (item.starts_with("W/")) item.remove_prefix(2);
    if (item == etag) return true;
  }
  return false;
}

// Whether a person's browser wants a page, and not a script an old page still names: answering that with HTML would
// hide the miss behind a syntax error.
bool is_navigation(const RequestHead& request) {
  const std::string_view mode = request.header("Sec-Fetch-Mode");
  if (!mode.empty() && mode != "navigate") return false;
  const std::string_view last = std::string_view(request.path).substr(request.path.rfind('/') + 1);
  if (last.find('.') != std::string_view::npos && mode.empty()) return false;
  return request.header("Accept").find("text/html") != std::string_view::npos;
}

}  // namespace

StaticFiles::StaticFiles(std::span<const EmbeddedFile> files, StaticFilesOptions options) : options_(std::move(options)) {
  for (const EmbeddedFile& file : files) {
    if (file.path.ends_with(kBrotliSuffix)) continue;
    Entry entry;
    entry.bytes = file.bytes;
    entry.etag = etag_of(file.bytes);
    entry.content_type = content_type_of(file.path);
    std::string path = "/" + std::string(file.path);
    entry.immutable = !options_.immutable_prefix.empty() && path.starts_with(options_.immutable_prefix);
    entries_.emplace(std::move(path), std::move(entry));
  }
  for (const EmbeddedFile& file : files) {
    if (!file.path.ends_with(kBrotliSuffix)) continue;
    const auto plain = entries_.find("/" + std::string(file.path.substr(0, file.path.size() - kBrotliSuffix.size())));
    if (plain == entries_.end()) continue;
    plain->second.brotli = file.bytes;
    plain->second.brotli_etag = etag_of(file.bytes);
  }
}

std::optional<Response> StaticFiles::respond(const RequestHead& request) const {
  const bool reads = request.method == "GET" || request.method == "HEAD";
  auto found = entries_.find(request.path == "/" ? "/index.html" : request.path);
  if (found == entries_.end() && reads && !options_.fallback.empty() && is_navigation(request) &&
      !(!options_.immutable_prefix.empty() && request.path.starts_with(options_.immutable_prefix))) {
    found = entries_.find("/" + options_.fallback);
  }
  if (found == entries_.end()) return std::nullopt;
  if (!reads) {
    Response response = Response::empty(405);
    response.set("Allow", "GET, HEAD");
    return response;
  }
  return answer(found->second, request);
}

Response StaticFiles::answer(const Entry& entry, const RequestHead& request) const {
  const bool brotli = !entry.brotli.empty() && accepts_brotli(request.header("Accept-Encoding"));
  const std::string& etag = brotli ? entry.brotli_etag : entry.etag;
  Response response;
  response.set("ETag", etag);
  // no-cache: keep it, but ask each time whether it is still the one. A new version of the program shows at once.
  response.set("Cache-Control", entry.immutable ? "public, max-age=31536000, immutable" : "no-cache");
  if (!entry.brotli.empty()) response.set("Vary", "Accept-Encoding");
  if (entry.content_type.starts_with("text/html")) {
    for (const auto& [name, value] : options_.html_headers) response.set(name, value);
  }
  if (matches_etag(request.header("If-None-Match"), etag)) {
    response.status = 304;
    return response;
  }
  response.set("Content-Type", std::string(entry.content_type));
  if (brotli) response.set("Content-Encoding", "br");
  response.static_body = brotli ? entry.brotli : entry.bytes;
  return response;
}

std::string_view content_type_of(std::string_view path) {
  struct Known {
    std::string_view extension, type;
  };
  static constexpr Known kKnown[] = {
      {".html", "text/html; charset=utf-8"}, {".js", "text/javascript; charset=utf-8"}, {".mjs", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},   {".json", "application/json"},             {".webmanifest", "application/manifest+json"},
      {".svg", "image/svg+xml; charset=utf-8"}, {".png", "image/png"},                     {".ico", "image/x-icon"},
      {".webp", "image/webp"},               {".jpg", "image/jpeg"},                    {".woff2", "font/woff2"},
      {".txt", "text/plain; charset=utf-8"}, {".map", "application/json"},              {".wasm", "application/wasm"},
      {".csv", "text/csv; charset=utf-8"},   {".pdf", "application/pdf"},
      {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
  };
  for (const Known& known : kKnown) {
    if (path.ends_with(known.extension)) return known.type;
  }
  return "application/octet-stream";
}

}  // namespace wheelhouse::http
