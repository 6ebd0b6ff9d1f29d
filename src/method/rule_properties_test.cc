// What METHOD says of its rules for every input: bounds, what more of something may do, what order and unit may not. Random inputs,
// the same ones every time.
#include <gtest/gtest.h>

#include <algorithm>

#include "method/buyer_type.h"
#include "method/call_outcome.h"
#include "method/conversation.h"
#include "method/criteria.h"
#include "method/data_quality.h"
#include "method/next_action.h"
#include "method/objection.h"
#include "method/promises.h"
#include "method/qualification.h"
#include "method/question.h"
#include "method/random.h"
#include "method/statement.h"
#include "method/value.h"

namespace wheelhouse::method {
namespace {

constexpr int kRounds = 400;

class RuleProperties : public ::testing::Test {
 protected:
  int whole(int least, int most) { return least + static_cast<int>(random_.uniform() * (most - least + 1)); }
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(whole(0, static_cast<int>(n) - 1)); }
  bool coin() { return random_.uniform() < 0.5; }
  template <class E>
  E one_of() {
    return static_cast<E>(whole(0, static_cast<int>(enum_size<E>()) - 1));
  }
  template <class T>
  void shuffle(std::vector<T>& items) {
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(i)]);
  }
  SeededRandom random_{2026};
};

TEST_F(RuleProperties, APlanStaysWithinAHundredAndGainsByEveryQuestionButTheSeventhOfSituation) {
  for (int round = 0; round < kRounds; ++round) {
    std::vector<QuestionChain> chains(static_cast<std::size_t>(whole(1, 5)));
    for (QuestionChain& chain : chains) {
      chain.intensity = coin() ? std::optional<double>(whole(0, 100)) : std::nullopt;
      chain.facts_on_file = coin();
      for (int& count : chain.counts) count = whole(0, 7);
    }
    const double before = evaluate_question_plan(chains)->score;
    EXPECT_GE(before, 0);
    EXPECT_LE(before, 100);
    const auto type = one_of<QuestionType>();
    int& count = chains[below(chains.size())].counts[static_cast<std::size_t>(type)];
    ++count;
    const double after = evaluate_question_plan(chains)->score;
    if (type == QuestionType::situation && count > kMostSituations) EXPECT_LE(after, before + 1e-9);
    else EXPECT_GE(after, before - 1e-9);
  }
}

TEST_F(RuleProperties, ARunNeverScoresAboveThePlanOfWhatWasAskedNorBelowItsFaults) {
  for (int round = 0; round < kRounds; ++round) {
    std::vector<RunChain> run(static_cast<std::size_t>(whole(1, 4)));
    std::vector<QuestionChain> asked;
    for (RunChain& chain : run) {
      chain.intensity = whole(0, 100);
      chain.facts_on_file = coin();
      chain.volunteered = coin();
      QuestionChain counted{chain.intensity, chain.facts_on_file, {}};
      for (int i = whole(0, 6); i > 0; --i) {
        chain.questions.push_back({one_of<QuestionType>(), coin(), coin(), coin(), coin(), coin()});
        const Question& q = chain.questions.back();
        if (q.asked && q.answered) ++counted.counts[static_cast<std::size_t>(q.type)];
      }
      asked.push_back(counted);
    }
    const double plan = evaluate_question_plan(asked)->score;
    const RunScore score = *evaluate_question_run(one_of<Stage>(), run);
    EXPECT_NEAR(score.score, std::max(0.0, plan - std::min(30.0, 5.0 * static_cast<double>(score.faults.size()))), 1e-9);
    if (score.mix) {
      double sum = 0;
      for (const double share : *score.mix) sum += share;
      EXPECT_NEAR(sum, 1, 1e-9);
    }
  }
}

TEST_F(RuleProperties, AClassNeverFallsAsMoreIsFilledInAndNeverRisesAsTheNeedFalls) {
  for (int bits = 0; bits < 32; ++bits)
    for (int more = 0; more < 5; ++more)
      for (int state = 0; state <= static_cast<int>(enum_size<NeedState>()); ++state) {
        const auto facts = [&](int set) {
          StatementFacts f{(set & 1) != 0, (set & 2) != 0, (set & 4) != 0, (set & 8) != 0, (set & 16) != 0, std::nullopt};
          if (state > 0) f.need_state = static_cast<NeedState>(state - 1);
          return f;
        };
        const StatementClass cls = classify_statement(facts(bits));
        EXPECT_LE(cls, classify_statement(facts(bits | 1 << more)));
        const double l = statement_completeness(facts(bits), cls);
        EXPECT_GE(l, 0);
        EXPECT_LE(l, 1);
        StatementFacts fallen = facts(bits);
        fallen.need_state = NeedState::developed;
        EXPECT_LE(classify_statement(fallen), StatementClass::advantage);
        if (cls >= StatementClass::benefit) EXPECT_LE(classify_statement(fallen), cls);
      }
}

TEST_F(RuleProperties, CoverageNeedsMoreThanAnAdvantageAndGrowsWithBenefits) {
  for (int round = 0; round < kRounds; ++round) {
    Offer offer;
    for (int i = whole(0, 4); i > 0; --i)
      offer.needs.push_back({"n" + std::to_string(i), one_of<NeedState>(), coin(), random_.uniform() < 0.8});
    for (int i = whole(0, 5); i > 0; --i) {
      OfferStatement s;
      if (!offer.needs.empty() && coin()) s.need_id = offer.needs[below(offer.needs.size())].id;
      s.facts = {coin(), coin(), coin(), coin(), coin(), std::nullopt};
      offer.statements.push_back(s);
    }
    const OfferReview before = evaluate_offer(offer);
    for (const auto& share : {before.coverage, before.must_have_coverage, before.orphan_share})
      if (share) EXPECT_TRUE(*share >= 0 && *share <= 1);
    if (offer.needs.empty()) continue;
    OfferStatement benefit;
    benefit.need_id = offer.needs.front().id;
    benefit.facts.benefit = true;
    offer.statements.push_back(benefit);
    const OfferReview after = evaluate_offer(offer);
    ASSERT_EQ(after.coverage.has_value(), before.coverage.has_value());
    if (after.coverage) EXPECT_GE(*after.coverage, *before.coverage);
  }
}

TEST_F(RuleProperties, WhatWeOrTheyPromiseBesidesNeverMakesACallWorse) {
  const auto rank = [](CallOutcome outcome) {
    switch (outcome) {
      case CallOutcome::order: return 3;
      case CallOutcome::advance: return 2;
      case CallOutcome::continuation: return 1;
      case CallOutcome::no_sale: return 0;
    }
    return 0;
  };
  for (int round = 0; round < kRounds; ++round) {
    CallInput call;
    call.call_at = Instant{1'000'000'000};
    call.closed_by_customer = coin();
    if (coin()) call.primary = one_of<ObjectiveState>();
    for (int i = whole(0, 2); i > 0; --i) call.fallbacks.push_back(one_of<ObjectiveState>());
    const auto promise = [&](CommitmentWho who) {
      CallCommitment c;
      c.who = who;
      c.action = one_of<CommitmentAction>();
      if (coin()) c.form = one_of<CommitmentForm>();
      c.has_contact = coin();
      c.has_text = coin();
      if (coin()) c.due_at = call.call_at.plus_days(whole(-5, 70));
      c.status = one_of<CommitmentStatus>();
      return c;
    };
    for (int i = whole(0, 3); i > 0; --i) call.commitments.push_back(promise(one_of<CommitmentWho>()));
    const CallOutcome before = evaluate_call(call);
    for (CallCommitment& c : call.commitments) c.status = one_of<CommitmentStatus>();
    EXPECT_EQ(evaluate_call(call), before) << "what later happens to a promise changes nothing";
    shuffle(call.commitments);
    EXPECT_EQ(evaluate_call(call), before);
    call.commitments.push_back(promise(CommitmentWho::us));
    EXPECT_EQ(evaluate_call(call), before) << "our own promises move nothing";
    call.commitments.back() = promise(CommitmentWho::customer);
    EXPECT_GE(rank(evaluate_call(call)), rank(before));
  }
}

TEST_F(RuleProperties, RatesAreSharesAndBothSidesCountEveryPromiseOnce) {
  const Instant now{400 * kMsPerDay};
  for (int round = 0; round < kRounds; ++round) {
    std::vector<PastCommitment> promises;
    for (int i = whole(0, 12); i > 0; --i)
      promises.push_back({one_of<CommitmentWho>(), one_of<CommitmentStatus>(),
                          coin() ? std::optional(Instant{whole(300, 420) * kMsPerDay}) : std::nullopt});
    std::int64_t counted = 0;
    for (const CommitmentWho who : {CommitmentWho::customer, CommitmentWho::us}) {
      const PromiseRates rates = evaluate_promises(promises, who, now);
      counted += rates.open + rates.met + rates.lapsed;
      EXPECT_EQ(rates.kept.has_value(), rates.met + rates.lapsed > 0);
      if (rates.kept) EXPECT_TRUE(*rates.kept >= 0 && *rates.kept <= 1);
    }
    EXPECT_LE(counted, static_cast<std::int64_t>(promises.size()));
  }
}

TEST_F(RuleProperties, ValueAddsUpWhateverTheOrderAndGrowsWithWhoStandsBehindIt) {
  for (int round = 0; round < kRounds; ++round) {
    std::vector<ValueBenefit> benefits;
    std::vector<ValueCost> costs;
    for (int i = whole(0, 5); i > 0; --i) benefits.push_back({static_cast<double>(whole(0, 1000)), "CNY", one_of<BenefitConfidence>()});
    for (int i = whole(0, 5); i > 0; --i)
      costs.push_back({static_cast<double>(whole(0, 1000)), "CNY", one_of<CostKind>(), random_.uniform()});
    const ValueResult all = *evaluate_value(benefits, costs);
    EXPECT_NEAR(all.value, all.benefit - all.cost, 1e-9);
    const ValueResult left = *evaluate_value(benefits, {}), right = *evaluate_value({}, costs);
    EXPECT_NEAR(all.value, left.value + right.value, 1e-6);
    shuffle(benefits);
    EXPECT_NEAR(evaluate_value(benefits, costs)->benefit, all.benefit, 1e-6);
    double sum = 0;
    for (const ValueBenefit& benefit : benefits) sum += benefit.amount;
    EXPECT_LE(all.benefit, sum + 1e-9);
    for (ValueBenefit& benefit : benefits) benefit.confidence = BenefitConfidence::documented;
    EXPECT_NEAR(evaluate_value(benefits, costs)->benefit, sum, 1e-9);
    if (benefits.empty()) continue;
    benefits.front().currency = "USD";
    EXPECT_EQ(evaluate_value(benefits, costs).has_value(), benefits.size() == 1 && costs.empty()) << "currencies are never mixed";
  }
}

TEST_F(RuleProperties, ABuyersScoresStayWithinAHundredAndFollowTheAnswers) {
  for (int round = 0; round < kRounds; ++round) {
    BuyerTypeInput input;
    for (auto& kind : input.answers)
      for (auto& answer : kind)
        if (random_.uniform() < 0.9) answer = whole(1, 5);
    input.joint_goals = whole(0, 2);
    input.has_our_sponsor = coin();
    input.has_their_sponsor = coin();
    const BuyerTypeResult before = *evaluate_buyer_type(input);
    bool all_known = true;
    for (const auto& score : before.scores) {
      all_known = all_known && score;
      if (score) EXPECT_TRUE(*score >= 0 && *score <= 100);
    }
    EXPECT_EQ(before.type.has_value(), all_known);
    EXPECT_EQ(before.top_two.has_value(), before.type == BuyerType::mixed);
    if (before.type == BuyerType::strategic && before.mode == BuyerType::strategic)
      EXPECT_TRUE(input.has_our_sponsor && input.has_their_sponsor && input.joint_goals > 0 && *before.scores[2] >= 60 - 1e-9);
    auto& answer = input.answers[static_cast<std::size_t>(whole(0, 2))][static_cast<std::size_t>(whole(0, 3))];
    if (!answer || *answer == 5) continue;
    ++*answer;
    const BuyerTypeResult after = *evaluate_buyer_type(input);
    for (std::size_t i = 0; i < kBuyerKinds; ++i)
      if (before.scores[i]) EXPECT_GE(*after.scores[i], *before.scores[i]);
  }
}

TEST_F(RuleProperties, AHigherRatingNeverMakesAnAccountLessKey) {
  const auto rank = [](AccountTier tier) { return tier == AccountTier::key ? 2 : tier == AccountTier::watch ? 1 : 0; };
  for (int round = 0; round < kRounds; ++round) {
    QualificationInput input;
    for (auto& x : input.keyness) x = whole(0, 4);
    for (auto& x : input.attractiveness) x = whole(0, 4);
    for (auto& x : input.strength) x = whole(0, 4);
    const Qualification before = *evaluate_qualification(input);
    for (const auto& index : {before.keyness, before.attractiveness, before.strength}) EXPECT_TRUE(*index >= 0 && *index <= 100);
    auto& x = coin() ? input.keyness[static_cast<std::size_t>(whole(0, 6))] : input.attractiveness[static_cast<std::size_t>(whole(0, 5))];
    x = std::min(4.0, *x + 1);
    EXPECT_GE(rank(evaluate_qualification(input)->tier), rank(before.tier));
    input.current_tier = AccountTier::key;
    EXPECT_GE(rank(evaluate_qualification(input)->tier), rank(before.tier)) << "being key already never lowers it";
  }
}

TEST_F(RuleProperties, AdvantageStaysWithinOneAndDoesNotMindTheUnitOfTheWeights) {
  for (int round = 0; round < kRounds; ++round) {
    std::vector<ScoredCriterion> criteria;
    for (int i = whole(0, 6); i > 0; --i)
      criteria.push_back({random_.uniform(), coin() ? std::optional<double>(whole(1, 5)) : std::nullopt,
                          coin() ? std::optional<double>(whole(1, 5)) : std::nullopt, coin(), coin()});
    const CriteriaComparison before = *compare_criteria(criteria);
    if (before.advantage) EXPECT_TRUE(*before.advantage >= -1 && *before.advantage <= 1);
    for (const auto& share : {before.known_share, before.influence_index})
      if (share) EXPECT_TRUE(*share >= 0 && *share <= 1 + 1e-9);
    auto scaled = criteria;
    for (ScoredCriterion& c : scaled) c.weight *= 100;
    const CriteriaComparison same = *compare_criteria(scaled);
    ASSERT_EQ(same.advantage.has_value(), before.advantage.has_value());
    if (same.advantage) EXPECT_NEAR(*same.advantage, *before.advantage, 1e-9);
    for (ScoredCriterion& c : criteria)
      if (c.ours) c.ours = std::min(5.0, *c.ours + 1);
    const CriteriaComparison better = *compare_criteria(criteria);
    if (better.advantage) EXPECT_GE(*better.advantage, *before.advantage - 1e-9);
    EXPECT_LE(better.red, before.red);
  }
}

TEST_F(RuleProperties, ObjectionNumbersAreSharesAndPreventionFallsWithEveryNewObjection) {
  for (int round = 0; round < kRounds; ++round) {
    std::vector<ObjectionCall> calls;
    for (int i = whole(1, 8); i > 0; --i) calls.push_back({"c" + std::to_string(i), one_of<Stage>()});
    std::vector<ObjectionRecord> objections;
    for (int i = whole(0, 6); i > 0; --i)
      objections.push_back({calls[below(calls.size())].id, one_of<ObjectionClass>(),
                            coin() ? std::optional(one_of<StatementClass>()) : std::nullopt, one_of<ObjectionState>(), whole(0, 3)});
    const std::array<int, kStatementClasses> statements{whole(0, 20), whole(0, 20), whole(0, 20), whole(0, 20)};
    const ObjectionNumbers before = *evaluate_objections(calls, statements, objections);
    for (const auto& share : {before.resolved_share, before.prevention_rate})
      if (share) EXPECT_TRUE(*share >= 0 && *share <= 1);
    for (std::size_t i = 0; i < kStatementClasses; ++i) EXPECT_EQ(before.after[i].has_value(), statements[i] >= 10);
    objections.push_back({calls.front().id, ObjectionClass::price, StatementClass::feature, ObjectionState::raised, 0});
    const ObjectionNumbers after = *evaluate_objections(calls, statements, objections);
    EXPECT_GT(*after.per_call, *before.per_call);
    if (before.prevention_rate) EXPECT_LE(*after.prevention_rate, *before.prevention_rate);
  }
}

TEST_F(RuleProperties, EveryPartOfATalkIsWorthAtMostAQuarter) {
  for (int round = 0; round < kRounds; ++round) {
    ConversationLog log;
    if (coin()) log.say = StatementCounts{whole(0, 9), whole(0, 9), whole(0, 9), whole(0, 9)};
    if (coin()) {
      auto& listen = log.listen.emplace();
      if (coin()) listen.estimate = whole(0, 100);
      if (coin()) listen.confirmed_summaries = whole(0, 4);
    }
    if (coin()) log.look = whole(0, 9);
    if (coin()) log.ask = QuestionCounts{whole(0, 9), whole(0, 9), whole(0, 9), whole(0, 9)};
    const ConversationBalance balance = *evaluate_conversation(log);
    double sum = 0;
    bool any = false, all = true;
    for (const auto& part : {balance.say, balance.listen, balance.look, balance.ask}) {
      if (part) EXPECT_TRUE(*part >= 0 && *part <= 25);
      sum += part.value_or(0);
      any = any || part;
      all = all && part;
    }
    EXPECT_EQ(balance.partial, !all);
    ASSERT_EQ(balance.balance.has_value(), any);
    if (any) EXPECT_NEAR(*balance.balance, sum, 1e-9);
  }
}

TEST_F(RuleProperties, TheModeRunsFromNoughtToAHundredAndTurnsWithWhatIsAskedAndSaid) {
  for (int round = 0; round < kRounds; ++round) {
    QuestionCounts questions{whole(0, 6), whole(0, 6), whole(0, 6), whole(0, 6)};
    StatementCounts statements{whole(0, 6), whole(0, 6), whole(0, 6), whole(0, 6)};
    const auto before = *mode_index(questions, statements);
    if (!before) continue;
    EXPECT_TRUE(*before >= 0 && *before <= 100);
    ++questions[static_cast<std::size_t>(QuestionType::implication)];
    EXPECT_GE(**mode_index(questions, statements), *before - 1e-9);
    questions[static_cast<std::size_t>(QuestionType::implication)] -= 1;
    ++statements[static_cast<std::size_t>(StatementClass::feature)];
    EXPECT_LE(**mode_index(questions, statements), *before + 1e-9);
  }
}

TEST_F(RuleProperties, ActionsAreRankedAlikeWhateverTheirOrderAndNoneIsShownTwice) {
  const Instant now{100 * kMsPerDay};
  for (int round = 0; round < kRounds; ++round) {
    std::vector<ActionCandidate> candidates;
    for (int i = whole(0, 9); i > 0; --i) {
      ActionCandidate c;
      c.id = "a" + std::to_string(i);
      c.rule = whole(1, kActionRules);
      c.since = Instant{whole(1, 99) * kMsPerDay};
      if (c.rule == 2) c.ours = coin();
      if (random_.uniform() < 0.2) c.dismissed_at = Instant{whole(70, 100) * kMsPerDay};
      candidates.push_back(std::move(c));
    }
    const auto names = [&](const std::vector<ActionCandidate>& list) {
      std::vector<std::string> ids;
      const auto ranked = rank_actions(list, now);
      for (const std::size_t i : *ranked) ids.push_back(list[i].id);
      return ids;
    };
    auto before = names(candidates);
    EXPECT_LE(before.size(), kActionsShown);
    shuffle(candidates);
    EXPECT_EQ(names(candidates), before);
    std::sort(before.begin(), before.end());
    EXPECT_EQ(std::unique(before.begin(), before.end()), before.end());
  }
}

TEST_F(RuleProperties, QualityNeverFallsWithAFieldMoreAndNeverRisesWithAStageThatAsksForMore) {
  for (int round = 0; round < kRounds; ++round) {
    QualityFieldSet present;
    for (std::size_t i = 0; i < enum_size<QualityField>(); ++i)
      if (coin()) present.insert(static_cast<QualityField>(i));
    const auto stage = one_of<Stage>();
    const bool skipped = coin();
    const DataQuality before = evaluate_data_quality(stage, skipped, present);
    EXPECT_TRUE(before.quality >= 0 && before.quality <= 100);
    EXPECT_EQ(before.missing.empty(), before.quality == 100);
    for (const QualityField field : before.missing) EXPECT_LE(stage_of(field), stage);
    if (before.missing.empty()) continue;
    present.insert(before.missing.front());
    const DataQuality after = evaluate_data_quality(stage, skipped, present);
    EXPECT_GT(after.quality, before.quality);
    EXPECT_EQ(after.missing.size() + 1, before.missing.size());
  }
}

}  // namespace
}  // namespace wheelhouse::method
