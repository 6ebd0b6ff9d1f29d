// Answers from files compiled into the program: the interface. Strong ETags, brotli variants ("x.js.br" beside "x.js"),
// and index.html for the addresses of a single-page interface. Immutable after construction, for any thread.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/embedded.h"
#include "http/request.h"
#include "http/response.h"

namespace wheelhouse::http {

struct StaticFilesOptions {
  std::string immutable_prefix = "/assets/";  // names there carry their hash, so they are kept for a year
  std::string fallback = "index.html";        // answers navigations to unknown paths; "" for none
  std::vector<std::pair<std::string, std::string>> html_headers;  // Content-Security-Policy and its like
};

class StaticFiles {
 public:
  // The bytes must live as long as every answer: EmbeddedFile promises the whole run.
  StaticFiles(std::span<const EmbeddedFile> files, StaticFilesOptions options);
  // nullopt: no such file, and not a navigation. A method other than GET and HEAD gets 405.
  std::optional<Response> respond(const RequestHead& request) const;

 private:
  struct Entry {
    std::string_view bytes, brotli;
    std::string etag, brotli_etag;
    std::string_view content_type;
    bool immutable = false;
  };
  Response answer(const Entry& entry, const RequestHead& request) const;

  StaticFilesOptions options_;
  std::unordered_map<std::string, Entry> entries_;  // by path with its leading '/'
};

// "application/octet-stream" for an extension nobody has named.
std::string_view content_type_of(std::string_view path);

}  // namespace wheelhouse::http
