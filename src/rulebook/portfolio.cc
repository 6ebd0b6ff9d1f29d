// C8 on JSON.
#include "method/portfolio.h"

#include "rulebook/answer.h"
#include "rulebook/rule.h"

namespace wheelhouse::rulebook {
namespace {

using namespace method;

struct Portfolio {
  Weighting weighting{};
  std::vector<PortfolioItem> items;
  Benchmark benchmark = default_benchmark();
};

Portfolio read_portfolio(const Input& in) {
  Portfolio portfolio;
  portfolio.weighting = in["weighting"].one_of<Weighting>();
  portfolio.items = in["opportunities"].list([](const Input& item) {
    return PortfolioItem{item["stage"].one_of<Stage>(), item["amount"].optional_number(kNotNegative),
                         item["currency"].optional_text().value_or("")};
  });
  if (const Input& benchmark = in["benchmark"]; benchmark.given())
    benchmark.each_item({kStageCount, kStageCount},
                        [&](const Input& item, std::size_t i) { portfolio.benchmark[i] = item.optional_number(kShare); });
  return portfolio;
}

Result<std::string> answer_portfolio(const Portfolio& portfolio) {
  const auto result = evaluate_portfolio(portfolio.items, portfolio.weighting, portfolio.benchmark);
  if (!result) return fail(result.error());
  Answer answer;
  if (!*result) {
    for (const char* name : {"shares", "intervals", "evenness", "unready", "benchmark_flags"}) answer.raw(name, "null");
    return answer.text();
  }
  const PortfolioDistribution& distribution = **result;
  answer.list("shares", distribution.shares);
  if (distribution.intervals) {
    answer.list("intervals", *distribution.intervals, [](std::string& out, const Interval& interval) {
      append_list(out, std::array{interval.low, interval.high});
    });
  } else {
    answer.raw("intervals", "null");
  }
  answer.set("evenness", distribution.evenness).set("unready", distribution.unready);
  if (distribution.benchmark_flags) answer.list("benchmark_flags", *distribution.benchmark_flags);
  else answer.raw("benchmark_flags", "null");
  return answer.text();
}

}  // namespace

std::vector<Rule> portfolio_rules() { return {make_rule<read_portfolio, answer_portfolio>({"C8", "rule.C8"})}; }

}  // namespace wheelhouse::rulebook
