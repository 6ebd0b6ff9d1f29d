// C16.packages, C16.logroll, C16.meso, C16.learn and C16.agreed on JSON.
#include "method/negotiation.h"

#include <cmath>

#include "rulebook/answer.h"
#include "rulebook/rule.h"

namespace wheelhouse::rulebook {
namespace {

using namespace method;

std::vector<NegotiationIssue> read_issues(const Input& in) {
  const auto utility = [](const Input& item) { return item.number(kPercent); };
  return in["issues"].list({1, kMostIssues}, [&](const Input& item) {
    return NegotiationIssue{item["seller_weight"].number(kNotNegative), item["customer_weight"].number(kNotNegative),
                            item["seller_utilities"].list({kLeastOptions, kMostOptions}, utility),
                            item["customer_utilities"].list({kLeastOptions, kMostOptions}, utility)};
  });
}
Package read_package(const Input& in) {
  return in.list({1, kMostIssues}, [](const Input& item) { return item.whole({1, static_cast<double>(kMostOptions)}); });
}
Reservations read_reservations(const Input& in) {
  return {in["seller_reservation"].number(kPercent), in["customer_reservation"].number(kPercent)};
}

void append_scored(std::string& out, const ScoredPackage& scored) {
  out += Answer()
             .list("package", scored.package)
             .set("seller_utility", scored.utilities.seller)
             .set("customer_utility", scored.utilities.customer)
             .text();
}

struct PackagesInput {
  std::vector<NegotiationIssue> issues;
  Reservations reservations;
};
PackagesInput read_packages(const Input& in) { return {read_issues(in), read_reservations(in)}; }
Result<std::string> answer_packages(const PackagesInput& input) {
  const auto negotiation = Negotiation::make(input.issues);
  if (!negotiation) return fail(negotiation.error());
  const auto review = review_packages(*negotiation, input.reservations);
  if (!review) return fail(review.error());
  Answer answer;
  answer.set("packages", review->packages)
      .set("zopa", review->zopa)
      .list("pareto", review->pareto, append_scored)
      .set("pareto_in_zopa", review->pareto_in_zopa);
  if (!review->nash) return answer.raw("nash", "null").text();
  const ScoredPackage& nash = review->nash->scored;
  return answer
      .object("nash",
              [&](Answer& object) {
                object.list("package", nash.package)
                    .set("seller_utility", nash.utilities.seller)
                    .set("customer_utility", nash.utilities.customer)
                    .set("product", review->nash->product);
              })
      .text();
}

struct PackageInput {
  std::vector<NegotiationIssue> issues;
  Reservations reservations;
  Package package;
};
PackageInput read_logroll(const Input& in) {
  PackageInput input{read_issues(in), {}, read_package(in["package"])};
  in["seller_reservation"].optional_number(kPercent);  // of no use here, but wrong is wrong
  in["customer_reservation"].optional_number(kPercent);
  return input;
}
Result<std::string> answer_logroll(const PackageInput& input) {
  const auto negotiation = Negotiation::make(input.issues);
  if (!negotiation) return fail(negotiation.error());
  const auto result = find_logrolls(*negotiation, input.package);
  if (!result) return fail(result.error());
  return Answer()
      .list("moves", result->moves,
            [](std::string& out, const LogrollMove& move) {
              out += Answer()
                         .list("package", move.package)
                         .set("seller_gain", move.seller_gain)
                         .set("customer_gain", move.customer_gain)
                         .text();
            })
      .list("weight_ratios", result->weight_ratios,
            [](std::string& out, const std::optional<double>& ratio) {
              if (ratio && std::isinf(*ratio)) append(out, std::string_view("inf"));
              else append(out, ratio);
            })
      .list("take", result->take)
      .list("give", result->give)
      .text();
}

struct MesoInput {
  std::vector<NegotiationIssue> issues;
  double seller_reservation = 0;
  std::optional<double> customer_reservation;
  double target = 0;
};
MesoInput read_meso(const Input& in) {
  return {read_issues(in), in["seller_reservation"].number(kPercent), in["customer_reservation"].optional_number(kPercent),
          in["target"].number()};
}
Result<std::string> answer_meso(const MesoInput& input) {
  const auto negotiation = Negotiation::make(input.issues);
  if (!negotiation) return fail(negotiation.error());
  const auto result = find_equal_offers(*negotiation, input.seller_reservation, input.customer_reservation, input.target);
  if (!result) return fail(result.error());
  return Answer()
      .set("epsilon", result->epsilon)
      .list("offers", result->offers, append_scored)
      .set("complete", result->complete)
      .text();
}

struct LearnInput {
  std::vector<NegotiationIssue> issues;
  Preference preference;
  std::optional<std::vector<std::vector<double>>> samples;  // none: draw them
  std::uint64_t seed = 1;
};
LearnInput read_learn(const Input& in) {
  LearnInput input;
  input.issues = read_issues(in);
  input.preference = {read_package(in["a"]), read_package(in["b"])};
  if (const Input& samples = in["samples"]; samples.given())
    input.samples = samples.list([](const Input& item) {
      return item.list({1, kMostIssues}, [](const Input& weight) { return weight.number(kNotNegative); });
    });
  input.seed = static_cast<std::uint64_t>(in["seed"].optional_integer(kNotNegative).value_or(1));
  return input;
}
Result<std::string> answer_learn(const LearnInput& input) {
  const auto negotiation = Negotiation::make(input.issues);
  if (!negotiation) return fail(negotiation.error());
  const std::span<const Preference> preferences(&input.preference, 1);
  const auto result = input.samples ? learn_weights(*negotiation, preferences, *input.samples)
                                    : sample_weights(*negotiation, preferences, input.seed);
  if (!result) return fail(result.error());
  Answer answer;
  answer.set("kept", result->kept);
  if (result->estimate) answer.list("estimate", *result->estimate);
  else answer.raw("estimate", "null");
  return answer.set("contradictory", result->contradictory).set("drawn", result->drawn).text();
}

PackageInput read_agreed(const Input& in) { return {read_issues(in), read_reservations(in), read_package(in["package"])}; }
Result<std::string> answer_agreed(const PackageInput& input) {
  const auto negotiation = Negotiation::make(input.issues);
  if (!negotiation) return fail(negotiation.error());
  const auto review = review_agreement(*negotiation, input.reservations, input.package);
  if (!review) return fail(review.error());
  return Answer()
      .set("seller_utility", review->utilities.seller)
      .set("customer_utility", review->utilities.customer)
      .set("frontier_gap", review->frontier_gap)
      .set("dominated", review->dominated)
      .set("joint_share", review->joint_share)
      .set("below_reservation", review->below_reservation)
      .text();
}

}  // namespace

std::vector<Rule> negotiation_rules() {
  return {make_rule<read_agreed, answer_agreed>({"C16.agreed", "rule.C16.agreed"}),
          make_rule<read_learn, answer_learn>({"C16.learn", "rule.C16.learn"}),
          make_rule<read_logroll, answer_logroll>({"C16.logroll", "rule.C16.logroll"}),
          make_rule<read_meso, answer_meso>({"C16.meso", "rule.C16.meso"}),
          make_rule<read_packages, answer_packages>({"C16.packages", "rule.C16.packages"})};
}

}  // namespace wheelhouse::rulebook
