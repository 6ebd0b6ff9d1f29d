#include "method/manner.h"

#include <gtest/gtest.h>

namespace wheelhouse::method {
namespace {

// METHOD §12.3, §12.5, §12.7 read off as tables: one row a stage.
TEST(Manner, EveryCellOfTheTables) {
  using enum StyleRisk;
  using enum BuyerFocus;
  using enum ObjectionPhase;
  constexpr std::optional<StyleRisk> kNone;
  constexpr std::optional<BuyerFocus> kNowhere;
  const std::optional<StyleRisk> risks[kStageCount][4] = {
      {kNone, kNone, kNone, kNone},
      {stalls_without_figures, kNone, keeps_peace, kNone},
      {kNone, jumps_ahead, kNone, kNone},
      {kNone, jumps_ahead, kNone, kNone},
      {kNone, jumps_ahead, kNone, checks_without_end},
      {kNone, jumps_ahead, kNone, checks_without_end},
      {wants_options, kNone, keeps_peace, kNone},
      {kNone, kNone, kNone, kNone}};
  const std::optional<BuyerFocus> focus[kStageCount][4] = {
      {kNowhere, kNowhere, start_with_executives, kNowhere}, {kNowhere, make_value_here, kNowhere, kNowhere},
      {kNowhere, make_value_here, kNowhere, kNowhere},       {kNowhere, make_value_here, share_the_work, kNowhere},
      {kNowhere, make_value_here, share_the_work, kNowhere}, {shorten_and_cut_effort, kNowhere, kNowhere, kNowhere},
      {shorten_and_cut_effort, kNowhere, kNowhere, kNowhere}, {kNowhere, kNowhere, stay_for_good, kNowhere}};
  const std::optional<ObjectionPhase> phases[kStageCount] = {stop_and_ask,       stop_and_ask,       stop_and_ask,   proof_and_criteria,
                                                             proof_and_criteria, proof_and_criteria, concerns_first, std::nullopt};
  for (int s = 0; s < kStageCount; ++s) {
    const auto stage = static_cast<Stage>(s);
    for (int i = 0; i < 4; ++i) {
      EXPECT_EQ(style_risk(static_cast<Style>(i), stage), risks[s][i]) << s << " " << i;
      EXPECT_EQ(buyer_focus(static_cast<BuyerType>(i), stage), focus[s][i]) << s << " " << i;
    }
    EXPECT_EQ(objection_phase(stage), phases[s]) << s;
  }
}

}  // namespace
}  // namespace wheelhouse::method
