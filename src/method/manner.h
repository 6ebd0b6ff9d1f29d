// METHOD §12.3, §12.5, §12.7: what goes wrong with a person of a style at a stage, where a type of buyer wants the work, and what an
// objection of that part of the wheel calls for. The words are in the language packs. Pure.
#pragma once
#include <optional>

#include "domain/vocabulary.h"

namespace wheelhouse::method {

enum class StyleRisk : std::uint8_t {
  stalls_without_figures,  // controlling, in recognition: show money and time
  wants_options,           // controlling, at the choice
  jumps_ahead,             // advocating, from decision to investigation: hold the criteria in writing
  keeps_peace,             // facilitating, in recognition and at the choice: involve colleagues, give guarantees
  checks_without_end,      // analyzing, in assessment and investigation: set an end date and a list of data
};
std::optional<StyleRisk> style_risk(Style style, Stage stage);  // null where the style goes well

enum class BuyerFocus : std::uint8_t {
  shorten_and_cut_effort,  // intrinsic, investigation and choice
  make_value_here,         // extrinsic, recognition to assessment
  start_with_executives,   // strategic, satisfaction
  share_the_work,          // strategic, criteria and assessment
  stay_for_good,           // strategic, reassessment
};
std::optional<BuyerFocus> buyer_focus(BuyerType type, Stage stage);

enum class ObjectionPhase : std::uint8_t { stop_and_ask, proof_and_criteria, concerns_first };
std::optional<ObjectionPhase> objection_phase(Stage stage);  // null after the order: METHOD names none

}  // namespace wheelhouse::method

namespace wheelhouse {
WH_ENUM_NAMES(method::StyleRisk, "stalls_without_figures", "wants_options", "jumps_ahead", "keeps_peace", "checks_without_end");
WH_ENUM_NAMES(method::BuyerFocus, "shorten_and_cut_effort", "make_value_here", "start_with_executives", "share_the_work", "stay_for_good");
WH_ENUM_NAMES(method::ObjectionPhase, "stop_and_ask", "proof_and_criteria", "concerns_first");
}  // namespace wheelhouse
