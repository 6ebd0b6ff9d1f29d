// What stands behind the "?": accepted parameters are UTF-8 without NUL, named once, and survive being written and read again.
#include "base/error.h"
#include "http/query.h"

using namespace wheelhouse;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto parameters = http::parse_query(text);
  if (!parameters) {
    WH_ASSERT(!parameters.error().fields.empty());
    return 0;
  }
  WH_ASSERT(parameters->pairs().size() <= http::kQueryParametersMax);
  std::string again;
  for (const auto& [name, value] : parameters->pairs()) {
    WH_ASSERT(http::is_utf8(name) && http::is_utf8(value));
    WH_ASSERT(name.find('\0') == std::string::npos && value.find('\0') == std::string::npos);
    WH_ASSERT(parameters->get(name) == value);  // no name stands twice
    again += (again.empty() ? "" : "&") + http::percent_encode(name) + "=" + http::percent_encode(value);
  }
  const auto second = http::parse_query(again);
  WH_ASSERT(second && second->pairs() == parameters->pairs());
  return 0;
}
