// Writing JSON by appending to a string: the fast way out (STACK: 2× Boost, 7× nlohmann). No reading here.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace wheelhouse::json_text {
// Escapes what RFC 8259 requires; `text` must be valid UTF-8 (checked where it entered).
void append_string(std::string& out, std::string_view text);
void append_integer(std::string& out, std::int64_t value);
// Shortest text that reads back as the same double; NaN and infinities become null.
void append_number(std::string& out, double value);

// Writes `{"a":1,"b":…}` without remembering whether a comma is due.
class Object {
 public:
  explicit Object(std::string& out) : out_(out) { out_ += '{'; }
  std::string& key(std::string_view name) {
    if (!first_) out_ += ',';
    first_ = false;
    append_string(out_, name);
    out_ += ':';
    return out_;
  }
  void string(std::string_view name, std::string_view value) { append_string(key(name), value); }
  void integer(std::string_view name, std::int64_t value) { append_integer(key(name), value); }
  void number(std::string_view name, double value) { append_number(key(name), value); }
  void boolean(std::string_view name, bool value) { key(name) += value ? "true" : "false"; }
  void null(std::string_view name) { key(name) += "null"; }
  void raw(std::string_view name, std::string_view json) { key(name) += json; }
  void close() { out_ += '}'; }

 private:
  std::string& out_;
  bool first_ = true;
};
}  // namespace wheelhouse::json_text
