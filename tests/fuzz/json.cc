// A body of JSON: what is accepted keeps its meaning when it is written and read again, and is no deeper than the limit.
#include <algorithm>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <cmath>

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

// Boost.JSON 1.81 reads a fraction to within a few units of the last place, so one with many digits moves a little when
// it is written and read again. Everything else must come back as it was. (NaN is no JSON; infinity equals itself.)
bool same_meaning(const boost::json::value& a, const boost::json::value& b) {
  if (a.kind() != b.kind()) return false;
  if (const auto* array = a.if_array()) return std::ranges::equal(*array, b.get_array(), same_meaning);
  if (const auto* object = a.if_object()) {
    return std::ranges::equal(*object, b.get_object(), [](const auto& one, const auto& other) {
      return one.key() == other.key() && same_meaning(one.value(), other.value());
    });
  }
  if (const auto* number = a.if_double()) {
    const double other = b.get_double();
    return *number == other || std::abs(*number - other) <= 1e-14 * std::abs(*number);
  }
  return a == b;
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
  WH_ASSERT(again && same_meaning(*again, *value));
  return 0;
}
