// M28, M45, M46 and M106 on JSON: how an account is worked, what is done for its goals, how a seller changes, how high a price talk climbs.
#include "method/development.h"

#include "method/change_path.h"
#include "method/price_ladder.h"
#include "rulebook/answer.h"
#include "rulebook/counts.h"
#include "rulebook/rule.h"

namespace wheelhouse::rulebook {
namespace {

using namespace method;

AccountWork read_work(const Input& in) {
  return {in["keyness"].optional_number(kPercent), in["worked"].flag(), in["has_questions"].flag(), in["has_needs"].flag(),
          in["team"].optional_int(kNotNegative).value_or(0)};
}
Result<std::string> answer_work(const AccountWork& work) {
  const auto mismatch = check_account_work(work);
  if (!mismatch) return fail(mismatch.error());
  return Answer().set("mismatch", *mismatch).text();
}

struct Goals {
  AccountTier tier{};
  std::vector<GoalFacts> goals;
};
Goals read_goals(const Input& in) {
  return {in["tier"].one_of<AccountTier>(), in["goals"].list([](const Input& item) {
            return GoalFacts{item["has_owner"].flag(), item["contributed"].flag()};
          })};
}
std::string answer_goals(const Goals& input) {
  const GoalCheck check = check_goals(input.tier, input.goals);
  return Answer().set("lacks_goal", check.lacks_goal).set("owned", check.owned).set("contributed", check.contributed).text();
}

struct Path {
  Date today;
  int months = kPathMonths;
  std::vector<PathCall> calls;
};
Path read_path(const Input& in) {
  Path path;
  path.today = in["today"].date();
  path.months = in["months"].optional_int({1, 36}).value_or(kPathMonths);
  path.calls = in["calls"].list([](const Input& item) {
    const auto flag = [&](const Input& place) { return place.given() ? std::optional(place.boolean()) : std::nullopt; };
    return PathCall{item["held_on"].date(),
                    read_counts<QuestionType>(item["questions"]),
                    read_counts<StatementClass>(item["statements"]),
                    item["talk_share"].optional_number(kPercent),
                    flag(item["customer_voiced"]),
                    flag(item["summary_accepted"])};
  });
  return path;
}
void set_shares(Answer& answer, const PathShares& shares) {
  answer.set("questions", shares.questions)
      .set("deep_questions", shares.deep_questions)
      .set("benefit_value", shares.benefit_value)
      .set("talk", shares.talk)
      .set("customer_voiced", shares.customer_voiced)
      .set("summary_accepted", shares.summary_accepted);
}
Result<std::string> answer_path(const Path& input) {
  const auto path = evaluate_change_path(input.calls, input.today, input.months);
  if (!path) return fail(path.error());
  return Answer()
      .list("months", path->months,
            [](std::string& out, const PathMonth& month) {
              Answer one;
              one.set("year", month.year).set("month", month.month).set("calls", month.calls);
              set_shares(one, month.shares);
              out += one.text();
            })
      .object("slope", [&](Answer& slope) { set_shares(slope, path->slope); })
      .text();
}

PriceLadderInput read_ladder(const Input& in) {
  PriceLadderInput ladder;
  ladder.price = in["price"].optional_number(kNotNegative);
  ladder.rival_price = in["rival_price"].optional_number(kNotNegative);
  ladder.total_cost = in["total_cost"].optional_number(kNotNegative);
  ladder.rival_total_cost = in["rival_total_cost"].optional_number(kNotNegative);
  ladder.costs_confirmed = in["costs_confirmed"].flag();
  ladder.confirmed_benefit = in["confirmed_benefit"].optional_number(kNotNegative).value_or(0);
  return ladder;
}
Result<std::string> answer_ladder(const PriceLadderInput& input) {
  const auto ladder = evaluate_price_ladder(input);
  if (!ladder) return fail(ladder.error());
  return Answer()
      .set("highest", ladder->highest)
      .list("steps", ladder->steps,
            [](std::string& out, const PriceLadder::Step& step) {
              out += Answer().set("rung", step.rung).set("bears", step.missing.empty()).list("missing", step.missing).text();
            })
      .text();
}

}  // namespace

std::vector<Rule> development_rules() {
  return {make_rule<read_work, answer_work>({"M28.work", "rule.M28.work"}),
          make_rule<read_goals, answer_goals>({"M45.goals", "rule.M45.goals"}),
          make_rule<read_path, answer_path>({"M46.path", "rule.M46.path"}),
          make_rule<read_ladder, answer_ladder>({"M106.ladder", "rule.M106.ladder"})};
}

}  // namespace wheelhouse::rulebook
