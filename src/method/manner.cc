#include "method/manner.h"

namespace wheelhouse::method {

using enum Stage;

std::optional<StyleRisk> style_risk(Style style, Stage stage) {
  switch (style) {
    case Style::controlling:
      if (stage == recognition) return StyleRisk::stalls_without_figures;
      if (stage == choice) return StyleRisk::wants_options;
      break;
    case Style::advocating:
      if (stage >= decision && stage <= investigation) return StyleRisk::jumps_ahead;
      break;
    case Style::facilitating:
      if (stage == recognition || stage == choice) return StyleRisk::keeps_peace;
      break;
    case Style::analyzing:
      if (stage == assessment || stage == investigation) return StyleRisk::checks_without_end;
      break;
  }
  return std::nullopt;
}

std::optional<BuyerFocus> buyer_focus(BuyerType type, Stage stage) {
  switch (type) {
    case BuyerType::intrinsic:
      if (stage == investigation || stage == choice) return BuyerFocus::shorten_and_cut_effort;
      break;
    case BuyerType::extrinsic:
      if (stage >= recognition && stage <= assessment) return BuyerFocus::make_value_here;
      break;
    case BuyerType::strategic:
      if (stage == satisfaction) return BuyerFocus::start_with_executives;
      if (stage == criteria || stage == assessment) return BuyerFocus::share_the_work;
      if (stage == reassessment) return BuyerFocus::stay_for_good;
      break;
    case BuyerType::mixed: break;
  }
  return std::nullopt;
}

std::optional<ObjectionPhase> objection_phase(Stage stage) {
  if (stage <= decision) return ObjectionPhase::stop_and_ask;
  if (stage <= investigation) return ObjectionPhase::proof_and_criteria;
  if (stage == choice) return ObjectionPhase::concerns_first;
  return std::nullopt;
}

}  // namespace wheelhouse::method
