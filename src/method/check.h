// Collecting what is wrong with a rule's input. Pointers are RFC 6901, relative to the input as the rulebook spells it,
// so a caller can hand the error on unchanged. An input outside its range is refused, never clamped (METHOD §13).
#pragma once
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"

namespace wheelhouse::method {

constexpr double kNoLimit = std::numeric_limits<double>::infinity();

class Checks {
 public:
  // Inclusive bounds; NaN is outside every range.
  void range(std::string_view pointer, double value, double min, double max) {
    if (value >= min && value <= max) return;
    const bool low = std::isfinite(min), high = std::isfinite(max);
    refuse(pointer, low && high ? "out_of_range" : low ? "below_minimum" : "above_maximum", bounds(min, max));
  }
  void range(std::string_view pointer, const std::optional<double>& value, double min, double max) {
    if (value) range(pointer, *value, min, max);
  }
  void refuse(std::string_view pointer, std::string_view code, Params params = {}) {
    fields_.push_back({std::string(pointer), std::string(code), std::move(params)});
  }
  bool failed() const { return !fields_.empty(); }
  Error error() { return Error::invalid_fields(std::move(fields_)); }

  // "/list/3/member"; built only where it is needed, because a list may be long.
  static std::string at(std::string_view list, std::size_t index, std::string_view member = {}) {
    std::string pointer = "/";
    pointer.append(list).append("/").append(std::to_string(index));
    if (!member.empty()) pointer.append("/").append(member);
    return pointer;
  }

 private:
  static std::string plain(double value) {
    if (value == std::floor(value) && std::fabs(value) < 1e15) return std::to_string(static_cast<long long>(value));
    return std::to_string(value);
  }
  static Params bounds(double min, double max) {
    Params params;
    if (std::isfinite(min)) params.push_back({"min", plain(min)});
    if (std::isfinite(max)) params.push_back({"max", plain(max)});
    return params;
  }
  std::vector<FieldError> fields_;
};

}  // namespace wheelhouse::method
