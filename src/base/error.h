// What can go wrong by input, as values. An Error carries keys, never sentences: the language packs
// (lang/*.json, "error.<reason>" and "field.<code>") turn them into text for people.
// Broken environment (disk, database) is an exception; programmer error is WH_ASSERT.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wheelhouse {

enum class Errc {
  invalid,          // the input breaks a rule; `fields` says where
  unauthenticated,  // nobody is signed in
  forbidden,        // visible, but not allowed
  not_found,        // absent, or not visible to this person
  conflict,         // clashes with what is there (duplicate, in flight)
  stale,            // the record changed since it was read
  too_large,        // over a named limit
  unavailable,      // cannot now; try again
};

struct Param {
  std::string name;
  std::string value;
};
using Params = std::vector<Param>;

struct FieldError {
  std::string pointer;  // RFC 6901 JSON pointer into the input, "" for the whole of it
  std::string code;     // key in the language packs: "field.<code>"
  Params params;
};

struct Error {
  Errc code = Errc::invalid;
  std::string reason;  // key in the language packs: "error.<reason>"
  Params params;
  std::vector<FieldError> fields;

  static Error invalid_fields(std::vector<FieldError> fields) { return {Errc::invalid, "invalid_fields", {}, std::move(fields)}; }
  static Error invalid_field(std::string pointer, std::string code, Params params = {}) {
    return invalid_fields({{std::move(pointer), std::move(code), std::move(params)}});
  }
  static Error not_found(std::string_view what) { return {Errc::not_found, "not_found", {{"what", std::string(what)}}, {}}; }
  static Error make(Errc code, std::string reason, Params params = {}) { return {code, std::move(reason), std::move(params), {}}; }
};

[[noreturn]] void assertion_failed(const char* expression, const char* file, int line);
// Programmer error: checked in release builds too.
#define WH_ASSERT(expression) ((expression) ? void(0) : ::wheelhouse::assertion_failed(#expression, __FILE__, __LINE__))

}  // namespace wheelhouse
