// Reading the parts of a request that many handlers share.
#pragma once
#include <boost/json/object.hpp>

#include "base/result.h"
#include "http/query.h"
#include "service/list.h"

namespace wheelhouse::api {
// ?limit= &cursor= &sort= and everything else as filters. Errors: invalid with pointer "?limit".
Result<service::ListQuery> read_list_query(const http::QueryParameters& query);
// A JSON object from a request body. Errors: those of parse_json, invalid "not_an_object".
Result<boost::json::object> read_object(std::string_view body);
// ?name=YYYY-MM-DD; null when absent. Errors: invalid "bad_date".
Result<std::optional<Date>> read_date(const http::QueryParameters& query, std::string_view name);
Result<std::optional<Uuid>> read_id(const http::QueryParameters& query, std::string_view name);
Result<std::optional<std::int64_t>> read_integer(const http::QueryParameters& query, std::string_view name, std::int64_t min,
                                                 std::int64_t max);
}  // namespace wheelhouse::api
