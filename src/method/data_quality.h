// METHOD C24: how complete an opportunity's record is for the stage it is shown at. Pure.
#pragma once
#include <cstdint>
#include <vector>

#include "domain/vocabulary.h"
#include "method/words.h"

namespace wheelhouse::method {

// A set of the fields of C24, one bit each.
class QualityFieldSet {
 public:
  constexpr void insert(QualityField field) { bits_ |= 1u << static_cast<unsigned>(field); }
  constexpr bool contains(QualityField field) const { return (bits_ >> static_cast<unsigned>(field) & 1u) != 0; }

 private:
  std::uint32_t bits_ = 0;
};

// The first stage that asks for the field.
Stage stage_of(QualityField field);

struct DataQuality {
  double quality = 0;                 // 0..100: share of the required fields that are there
  bool greyed = false;                // below 50
  std::vector<QualityField> missing;  // in the order of the wheel
};
// Required: the fields of `stage` and of all stages before it; those of assessment are waived when it was skipped.
DataQuality evaluate_data_quality(Stage stage, bool evaluation_skipped, QualityFieldSet present);

}  // namespace wheelhouse::method
