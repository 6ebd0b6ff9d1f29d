// An answer, as a value. The edge adds what is its own: Content-Length, Date, Connection, X-Request-Id,
// X-Content-Type-Options and the default headers of ServerOptions; handlers leave those out (they are replaced).
// Exactly one source of the body is used: file, then shared_body, then static_body, then body.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wheelhouse::http {

struct Response {
  int status = 200;
  // Names and values must be legal on the wire; a CR, LF or NUL in one turns the whole answer into a 500.
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::string_view static_body;                    // must live for the whole run (files compiled in)
  std::shared_ptr<const std::string> shared_body;  // one copy for many answers
  // Opened when the answer is sent, in the sending thread; a file that cannot be opened turns the answer into a 500.
  std::optional<std::filesystem::path> file;
  bool close = false;  // close the connection after this answer

  // Replaces a header of that name, or adds it.
  Response& set(std::string_view name, std::string value);
  // "" when absent.
  std::string_view header(std::string_view name) const;

  static Response with_body(int status, std::string_view content_type, std::string body);
  static Response json(int status, std::string body) { return with_body(status, "application/json", std::move(body)); }
  static Response empty(int status) { return with_body(status, {}, {}); }
};

// "Not Found"; "" for a number nobody has named. The protocol's own words, not text for people.
std::string_view status_phrase(int status);

}  // namespace wheelhouse::http
