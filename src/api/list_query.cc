#include "api/list_query.h"

#include <boost/json.hpp>
#include <charconv>

#include "reflect/json.h"

namespace wheelhouse::api {
namespace {
std::string pointer(std::string_view name) { return "?" + std::string(name); }
}

Result<std::optional<std::int64_t>> read_integer(const http::QueryParameters& query, std::string_view name, std::int64_t min,
                                                 std::int64_t max) {
  const auto text = query.find(name);
  if (!text) return std::nullopt;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (error != std::errc{} || end != text->data() + text->size()) return fail(Error::invalid_field(pointer(name), "not_an_integer"));
  if (value < min || value > max)
    return fail(Error::invalid_field(pointer(name), "out_of_range", {{"min", std::to_string(min)}, {"max", std::to_string(max)}}));
  return value;
}

Result<std::optional<Date>> read_date(const http::QueryParameters& query, std::string_view name) {
  const auto text = query.find(name);
  if (!text) return std::nullopt;
  if (const auto date = parse_date(*text)) return date;
  return fail(Error::invalid_field(pointer(name), "bad_date"));
}

Result<std::optional<Uuid>> read_id(const http::QueryParameters& query, std::string_view name) {
  const auto text = query.find(name);
  if (!text) return std::nullopt;
  if (const auto id = parse_uuid(*text)) return id;
  return fail(Error::invalid_field(pointer(name), "bad_id"));
}

Result<service::ListQuery> read_list_query(const http::QueryParameters& query) {
  service::ListQuery list;
  auto limit = read_integer(query, "limit", 1, service::kPageMax);
  if (!limit) return fail(limit.error());
  if (*limit) list.limit = static_cast<int>(**limit);
  for (const auto& [name, value] : query.pairs()) {
    if (name == "limit") continue;
    if (name == "sort") list.sort = value;
    else if (name == "cursor") list.cursor = value;
    else list.filters.emplace_back(name, value);
  }
  return list;
}

Result<boost::json::object> read_object(std::string_view body) {
  auto value = parse_json(body);
  if (!value) return fail(value.error());
  if (!value->is_object()) return fail(Error::invalid_field("", "not_an_object"));
  return std::move(value->as_object());
}
}  // namespace wheelhouse::api
