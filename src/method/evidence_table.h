// What each evidence code proves and how much it weighs (METHOD C1), and how far a source is believed (METHOD §0).
// The order of the rows is the table order that ties are broken by.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "domain/vocabulary.h"

namespace wheelhouse::method {

struct EvidenceRule {
  EvidenceCode code;
  Stage stage;   // the stage whose weight X it adds to
  double weight;  // w, 1..3
  bool starred;   // at least one starred code of the stage must be there
};

// `DE-` and SKIP5 are missing on purpose: one is a regression, the other a note; neither adds weight.
constexpr auto kEvidenceRules = std::to_array<EvidenceRule>({
    {EvidenceCode::SA1, Stage::satisfaction, 3, true},   {EvidenceCode::SA2, Stage::satisfaction, 1, false},
    {EvidenceCode::AK1, Stage::recognition, 3, true},    {EvidenceCode::AK2, Stage::recognition, 2, false},
    {EvidenceCode::AK3, Stage::recognition, 1, false},   {EvidenceCode::AK4, Stage::recognition, 1, false},
    {EvidenceCode::DE1, Stage::decision, 3, true},       {EvidenceCode::DE2, Stage::decision, 3, true},
    {EvidenceCode::DE3, Stage::decision, 2, false},      {EvidenceCode::DE4, Stage::decision, 1, false},
    {EvidenceCode::CR1, Stage::criteria, 3, true},       {EvidenceCode::CR2, Stage::criteria, 2, false},
    {EvidenceCode::CR3, Stage::criteria, 1, false},      {EvidenceCode::CR4, Stage::criteria, 1, false},
    {EvidenceCode::EV1, Stage::assessment, 3, true},     {EvidenceCode::EV2, Stage::assessment, 3, true},
    {EvidenceCode::EV3, Stage::assessment, 1, false},    {EvidenceCode::IN1, Stage::investigation, 3, true},
    {EvidenceCode::IN2, Stage::investigation, 1, false}, {EvidenceCode::IN3, Stage::investigation, 2, false},
    {EvidenceCode::IN4, Stage::investigation, 1, false}, {EvidenceCode::CH1, Stage::choice, 3, true},
    {EvidenceCode::CH2, Stage::choice, 2, false},        {EvidenceCode::CH3, Stage::choice, 2, false},
    {EvidenceCode::CH4, Stage::choice, 1, false},        {EvidenceCode::RE1, Stage::reassessment, 3, true},
    {EvidenceCode::RE2, Stage::reassessment, 2, false},  {EvidenceCode::RE3, Stage::reassessment, 1, false},
});

namespace detail {
constexpr auto index_evidence_rules() {
  std::array<std::int8_t, enum_size<EvidenceCode>()> index{};
  index.fill(-1);
  for (std::size_t i = 0; i < kEvidenceRules.size(); ++i)
    index[static_cast<std::size_t>(kEvidenceRules[i].code)] = static_cast<std::int8_t>(i);
  return index;
}
constexpr auto kEvidenceRuleIndex = index_evidence_rules();
}  // namespace detail

// Null for `DE-` and SKIP5.
constexpr const EvidenceRule* find_evidence_rule(EvidenceCode code) {
  const std::int8_t i = detail::kEvidenceRuleIndex[static_cast<std::size_t>(code)];
  return i < 0 ? nullptr : &kEvidenceRules[static_cast<std::size_t>(i)];
}

// The codes of one stage in table order.
constexpr std::span<const EvidenceRule> evidence_rules_of(Stage stage) {
  std::size_t first = 0;
  while (kEvidenceRules[first].stage != stage) ++first;
  std::size_t last = first;
  while (last < kEvidenceRules.size() && kEvidenceRules[last].stage == stage) ++last;
  return std::span(kEvidenceRules).subspan(first, last - first);
}

// r in (0, 1].
constexpr double source_weight(SourceClass source) {
  switch (source) {
    case SourceClass::document: return 1.0;
    case SourceClass::quote: return 1.0;
    case SourceClass::observed: return 0.8;
    case SourceClass::second_hand: return 0.6;
    case SourceClass::inference: return 0.3;
  }
  return 0;
}

// A set of evidence codes, one bit each.
class EvidenceCodeSet {
 public:
  constexpr void insert(EvidenceCode code) { bits_ |= bit(code); }
  constexpr void erase(EvidenceCode code) { bits_ &= ~bit(code); }
  constexpr bool contains(EvidenceCode code) const { return (bits_ & bit(code)) != 0; }
  constexpr bool operator==(const EvidenceCodeSet&) const = default;

 private:
  static_assert(enum_size<EvidenceCode>() <= 32);
  static constexpr std::uint32_t bit(EvidenceCode code) { return 1u << static_cast<unsigned>(code); }
  std::uint32_t bits_ = 0;
};

}  // namespace wheelhouse::method
