// A body of JSON: what is accepted keeps its meaning when it is written and read again, and is no deeper than the limit.
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include "reflect/json.h"

using namespace wheelhouse;

namespace {
int depth_of(const boost::json::value& value) {
  int deepest = 0;
  if (const auto* array = value.if_array())
    for (const auto& item : *array) deepest = std::max(deepest, depth_of(item));
  else if (const auto* object = value.if_object())
    for (const auto& [key, item] : *object) deepest = std::max(deepest, depth_of(item));
  else
    return 0;
  return deepest + 1;
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto value = parse_json({reinterpret_cast<const char*>(data), size});
  if (!value) {
    WH_ASSERT(!value.error().reason.empty());
    return 0;
  }
  WH_ASSERT(depth_of(*value) <= 32);
  const auto again = parse_json(boost::json::serialize(*value));
  WH_ASSERT(again && *again == *value);
  return 0;
}
