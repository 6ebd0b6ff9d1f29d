#include "method/data_quality.h"

#include "method/compare.h"

namespace wheelhouse::method {

Stage stage_of(QualityField field) {
  switch (field) {
    case QualityField::account:
    case QualityField::owner:
    case QualityField::contact: return Stage::satisfaction;
    case QualityField::need_with_quote: return Stage::recognition;
    case QualityField::decision_maker:
    case QualityField::amount:
    case QualityField::improvement_sentence: return Stage::decision;
    case QualityField::criterion:
    case QualityField::rival: return Stage::criteria;
    case QualityField::criterion_weights: return Stage::assessment;
    case QualityField::next_commitment: return Stage::investigation;
    case QualityField::expected_close: return Stage::choice;
    case QualityField::promised_value: return Stage::reassessment;
  }
  return Stage::satisfaction;
}

DataQuality evaluate_data_quality(Stage stage, bool evaluation_skipped, QualityFieldSet present) {
  constexpr double kGreyedBelow = 50;
  DataQuality result;
  int required = 0, there = 0;
  for (std::size_t i = 0; i < enum_size<QualityField>(); ++i) {
    const auto field = static_cast<QualityField>(i);
    const Stage asked_at = stage_of(field);
    if (asked_at > stage || (evaluation_skipped && asked_at == Stage::assessment)) continue;
    ++required;
    if (present.contains(field)) ++there;
    else result.missing.push_back(field);
  }
  result.quality = 100.0 * there / required;
  result.greyed = below(result.quality, kGreyedBelow);
  return result;
}

}  // namespace wheelhouse::method
