#include "reflect/json.h"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json.hpp>
#include <boost/json/basic_parser_impl.hpp>
#include <cmath>
#include <unordered_set>

namespace wheelhouse {
namespace json_read {
namespace {
std::size_t count_characters(std::string_view utf8) {
  std::size_t n = 0;
  for (const char c : utf8) n += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return n;
}
std::string_view view(const boost::json::string& s) { return {s.data(), s.size()}; }
}  // namespace

Code read(const boost::json::value& json, std::string& out, const Limits& limits, Params& params) {
  const auto* text = json.if_string();
  if (!text) return "not_a_string";
  if (limits.required && view(*text).find_first_not_of(" \t\r\n") == std::string_view::npos) return "required";
  if (limits.max_length > 0 && count_characters(view(*text)) > static_cast<std::size_t>(limits.max_length)) {
    params.push_back({"max", std::to_string(limits.max_length)});
    return "too_long";
  }
  out.assign(text->data(), text->size());
  return nullptr;
}
Code read(const boost::json::value& json, bool& out, const Limits&, Params&) {
  const bool* value = json.if_bool();
  if (!value) return "not_a_boolean";
  out = *value;
  return nullptr;
}
Code read(const boost::json::value& json, std::int64_t& out, const Limits& limits, Params& params) {
  std::int64_t value = 0;
  if (const auto* i = json.if_int64()) value = *i;
  else if (const auto* d = json.if_double(); d && std::floor(*d) == *d && std::fabs(*d) <= 9007199254740991.0)
    value = static_cast<std::int64_t>(*d);
  else if (json.is_uint64()) { params = {{"min", std::to_string(limits.min)}, {"max", std::to_string(limits.max)}}; return "out_of_range"; }
  else return "not_an_integer";
  const std::int64_t min = std::max<std::int64_t>(limits.min, -9007199254740991);
  if (value < min || value > limits.max) {
    params = {{"min", std::to_string(min)}, {"max", std::to_string(limits.max)}};
    return "out_of_range";
  }
  out = value;
  return nullptr;
}
namespace {
// Nullptr when a number lies within the limits.
Code check_range(double value, const Limits& limits, Params& params) {
  if (value >= static_cast<double>(limits.min) && value <= static_cast<double>(limits.max)) return nullptr;
  params = {{"min", std::to_string(limits.min)}, {"max", std::to_string(limits.max)}};
  return "out_of_range";
}
}  // namespace
Code read(const boost::json::value& json, double& out, const Limits& limits, Params& params) {
  if (!json.is_number()) return "not_a_number";
  const double value = json.to_number<double>();
  if (const Code code = check_range(value, limits, params)) return code;
  out = value;
  return nullptr;
}
Code read(const boost::json::value& json, Instant& out, const Limits&, Params&) {
  const auto* text = json.if_string();
  if (!text) return "not_a_string";
  const auto parsed = parse_instant(view(*text));
  if (!parsed) return "bad_instant";
  out = *parsed;
  return nullptr;
}
Code read(const boost::json::value& json, Date& out, const Limits&, Params&) {
  const auto* text = json.if_string();
  if (!text) return "not_a_string";
  const auto parsed = parse_date(view(*text));
  if (!parsed) return "bad_date";
  out = *parsed;
  return nullptr;
}
Code read(const boost::json::value& json, Uuid& out, const Limits&, Params&) {
  const auto* text = json.if_string();
  if (!text) return "not_a_string";
  const auto parsed = parse_uuid(view(*text));
  if (!parsed) return "bad_id";
  out = *parsed;
  return nullptr;
}
Code read(const boost::json::value& json, RatingList& out, const Limits& limits, Params& params) {
  const auto* array = json.if_array();
  if (!array) return "not_a_list";
  if (limits.list_size > 0 && !array->empty() && array->size() != static_cast<std::size_t>(limits.list_size)) {
    params.push_back({"size", std::to_string(limits.list_size)});
    return "wrong_list_size";
  }
  out.clear();
  for (const auto& item : *array) {
    if (item.is_null()) { out.emplace_back(); continue; }
    if (!item.is_number()) return "not_a_number";
    const double value = item.to_number<double>();
    if (const Code code = check_range(value, limits, params)) return code;
    out.emplace_back(value);
  }
  return nullptr;
}
Code unknown_value(Params& params, std::span<const std::string_view> allowed, std::string_view value) {
  std::string list;
  for (const auto name : allowed) {
    if (!list.empty()) list += ", ";
    list += name;
  }
  params = {{"value", std::string(value.substr(0, 60))}, {"allowed", list}};
  return "unknown_value";
}
void escape_pointer(std::string& out, std::string_view key) {
  for (const char c : key.substr(0, 100)) {
    if (c == '~') out += "~0";
    else if (c == '/') out += "~1";
    else out += c;
  }
}
}  // namespace json_read

namespace {
// Boost.JSON keeps the last of two equal keys and reads 1e400 as infinity (STACK trap 4); a look at the text finds the
// first, a walk over the value the second.
class DuplicateKeyHandler {
 public:
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);
  using error_code = boost::json::error_code;
  using string_view = boost::json::string_view;
  std::vector<std::unordered_set<std::string>> objects;
  std::string key;
  std::string duplicate;
  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code&) { objects.emplace_back(); return true; }
  bool on_object_end(std::size_t, error_code&) { objects.pop_back(); return true; }
  bool on_array_begin(error_code&) { return true; }
  bool on_array_end(std::size_t, error_code&) { return true; }
  bool on_key_part(string_view s, std::size_t, error_code&) { key.append(s.data(), s.size()); return true; }
  bool on_key(string_view s, std::size_t, error_code& ec) {
    key.append(s.data(), s.size());
    if (!objects.back().insert(key).second) { duplicate = key; ec = boost::json::error::syntax; return false; }
    key.clear();
    return true;
  }
  bool on_string_part(string_view, std::size_t, error_code&) { return true; }
  bool on_string(string_view, std::size_t, error_code&) { return true; }
  bool on_number_part(string_view, error_code&) { return true; }
  bool on_int64(std::int64_t, string_view, error_code&) { return true; }
  bool on_uint64(std::uint64_t, string_view, error_code&) { return true; }
  bool on_double(double, string_view, error_code&) { return true; }
  bool on_bool(bool, error_code&) { return true; }
  bool on_null(error_code&) { return true; }
  bool on_comment_part(string_view, error_code&) { return true; }
  bool on_comment(string_view, error_code&) { return true; }
};

void check_values(const boost::json::value& json, const std::string& pointer, std::vector<FieldError>& errors) {
  switch (json.kind()) {
    case boost::json::kind::double_:
      if (!std::isfinite(json.get_double())) errors.push_back({pointer, "not_a_number", {}});
      break;
    case boost::json::kind::string:
      if (json.get_string().find('\0') != boost::json::string::npos) errors.push_back({pointer, "has_nul", {}});
      break;
    case boost::json::kind::array: {
      std::size_t i = 0;
      for (const auto& item : json.get_array()) check_values(item, pointer + "/" + std::to_string(i++), errors);
      break;
    }
    case boost::json::kind::object:
      for (const auto& [key, value] : json.get_object()) {
        std::string child = pointer + "/";
        json_read::escape_pointer(child, {key.data(), key.size()});
        if (key.find('\0') != boost::json::string_view::npos) errors.push_back({child, "has_nul", {}});
        check_values(value, child, errors);
      }
      break;
    case boost::json::kind::null:
    case boost::json::kind::bool_:
    case boost::json::kind::int64:
    case boost::json::kind::uint64: break;
  }
}
bool has_repeated_key_candidate(std::string_view text) { return text.find(':') != text.rfind(':'); }
}  // namespace

Result<boost::json::value> parse_json(std::string_view text) {
  boost::json::parse_options options;
  options.max_depth = 32;
  boost::json::error_code ec;
  if (has_repeated_key_candidate(text)) {
    boost::json::basic_parser<DuplicateKeyHandler> scanner(options);
    scanner.write_some(false, text.data(), text.size(), ec);
    if (!scanner.handler().duplicate.empty()) {
      std::string pointer = "/";
      json_read::escape_pointer(pointer, scanner.handler().duplicate);
      return fail(Error::invalid_field(pointer, "duplicate_key"));
    }
    ec = {};
  }
  boost::json::value value = boost::json::parse({text.data(), text.size()}, ec, {}, options);
  if (ec) {
    Error error = Error::make(Errc::invalid, ec == boost::json::error::too_deep ? "json_too_deep" : "malformed_json");
    error.fields.push_back({"", ec == boost::json::error::too_deep ? "too_deep" : "malformed_json", {}});
    return fail(std::move(error));
  }
  std::vector<FieldError> errors;
  check_values(value, "", errors);
  if (!errors.empty()) return fail(Error::invalid_fields(std::move(errors)));
  return value;
}
}  // namespace wheelhouse
