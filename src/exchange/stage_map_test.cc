#include "exchange/stage_map.h"

#include <gtest/gtest.h>

namespace wheelhouse::exchange {
namespace {
TEST(StageMap, WordsOfOtherCrms) {
  struct Case {
    const char* text;
    std::optional<Stage> stage;
    OpportunityResult result;
  };
  const Case cases[] = {{"Prospecting", Stage::satisfaction, OpportunityResult::open},
                        {"Engaging", Stage::recognition, OpportunityResult::open},
                        {"Won", Stage::reassessment, OpportunityResult::won},
                        {"Lost", std::nullopt, OpportunityResult::lost},
                        {"Qualification", Stage::recognition, OpportunityResult::open},
                        {"Needs Analysis", Stage::criteria, OpportunityResult::open},
                        {"Proposal/Price Quote", Stage::investigation, OpportunityResult::open},
                        {"Negotiation/Review", Stage::choice, OpportunityResult::open},
                        {"Closed Won", Stage::reassessment, OpportunityResult::won},
                        {"Closed Lost", std::nullopt, OpportunityResult::lost},
                        {"appointmentscheduled", Stage::recognition, OpportunityResult::open},
                        {"qualifiedtobuy", Stage::decision, OpportunityResult::open},
                        {"presentationscheduled", Stage::investigation, OpportunityResult::open},
                        {"decisionmakerboughtin", Stage::choice, OpportunityResult::open},
                        {"contractsent", Stage::choice, OpportunityResult::open},
                        {"closedwon", Stage::reassessment, OpportunityResult::won},
                        {"New", Stage::satisfaction, OpportunityResult::open},
                        {"Qualified", Stage::decision, OpportunityResult::open},
                        {"Proposition", Stage::investigation, OpportunityResult::open},
                        {"crm.stage_lead2", Stage::decision, OpportunityResult::open},  // an export for import names stages so
                        {"crm.stage_lead4", Stage::reassessment, OpportunityResult::won},
                        {"初步接触", Stage::recognition, OpportunityResult::open},
                        {"需求确认", Stage::criteria, OpportunityResult::open},
                        {"方案报价", Stage::investigation, OpportunityResult::open},
                        {"商务谈判", Stage::choice, OpportunityResult::open},
                        {"赢单", Stage::reassessment, OpportunityResult::won},
                        {"输单", std::nullopt, OpportunityResult::lost},
                        {"5-商务谈判（80%）", Stage::choice, OpportunityResult::open},
                        {"談判", Stage::choice, OpportunityResult::open},
                        {"On Hold", std::nullopt, OpportunityResult::no_decision},
                        {"Id. Decision Makers", Stage::assessment, OpportunityResult::open},
                        {"已签约待回款", Stage::reassessment, OpportunityResult::won}};
  for (const auto& c : cases) {
    const auto found = suggest_stage(c.text);
    EXPECT_TRUE(found.known) << c.text;
    EXPECT_EQ(found.stage, c.stage) << c.text;
    EXPECT_EQ(found.result, c.result) << c.text;
  }
}

TEST(StageMap, UnknownStaysUnknown) {
  for (const auto* text : {"", "??", "GavUFuuf4DrnQAoiRGlWpQ==", "42", "stage_lead1", "未成交", "not won yet"})
    EXPECT_FALSE(suggest_stage(text).known) << text;
  EXPECT_FALSE(suggest_stage("方案报价与沟通阶段").certain);
  EXPECT_TRUE(suggest_stage("方案报价").certain);
}

TEST(StageMap, Results) {
  EXPECT_EQ(suggest_result("赢单"), OpportunityResult::won);
  EXPECT_EQ(suggest_result("进行中"), OpportunityResult::open);
  EXPECT_EQ(suggest_result("no decision"), OpportunityResult::no_decision);
  EXPECT_EQ(suggest_result("maybe"), std::nullopt);
}
}  // namespace
}  // namespace wheelhouse::exchange
