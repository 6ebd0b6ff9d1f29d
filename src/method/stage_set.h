// A set of the customer's stages, one bit each: cheap to copy into the million positions of an import.
#pragma once
#include <cstdint>

#include "domain/vocabulary.h"

namespace wheelhouse::method {

class StageSet {
 public:
  constexpr void insert(Stage stage) { bits_ = static_cast<std::uint8_t>(bits_ | bit(stage)); }
  constexpr bool contains(Stage stage) const { return (bits_ & bit(stage)) != 0; }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr bool operator==(const StageSet&) const = default;
  constexpr unsigned bits() const { return bits_; }  // bit i = i-th stage of the wheel

  // Calls visit(stage) in the order of the wheel.
  template <class Visit>
  constexpr void for_each(Visit&& visit) const {
    for (int i = 0; i < kStageCount; ++i)
      if (contains(static_cast<Stage>(i))) visit(static_cast<Stage>(i));
  }

 private:
  static constexpr std::uint8_t bit(Stage stage) { return static_cast<std::uint8_t>(1u << static_cast<unsigned>(stage)); }
  std::uint8_t bits_ = 0;
};

}  // namespace wheelhouse::method
