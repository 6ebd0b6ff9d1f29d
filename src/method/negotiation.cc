#include "method/negotiation.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <tuple>

#include "method/check.h"
#include "method/compare.h"

namespace wheelhouse::method {
namespace {

double round_utility(double value) { return std::round(value * 1e9) / 1e9; }
double round_product(double value) { return std::round(value * 1e6) / 1e6; }

void check_issue(Checks& checks, std::size_t i, const NegotiationIssue& issue) {
  checks.range(Checks::at("issues", i, "seller_weight"), issue.seller_weight, 0, kNoLimit);
  checks.range(Checks::at("issues", i, "customer_weight"), issue.customer_weight, 0, kNoLimit);
  const std::size_t options = issue.seller_utilities.size();
  if (options < kLeastOptions || options > kMostOptions)
    checks.refuse(Checks::at("issues", i, "seller_utilities"), "out_of_range",
                  {{"min", std::to_string(kLeastOptions)}, {"max", std::to_string(kMostOptions)}});
  if (issue.customer_utilities.size() != options)
    checks.refuse(Checks::at("issues", i, "customer_utilities"), "wrong_list_size", {{"size", std::to_string(options)}});
  const auto check_utilities = [&](std::string_view name, const std::vector<double>& utilities) {
    for (std::size_t k = 0; k < utilities.size(); ++k)
      if (!(utilities[k] >= 0 && utilities[k] <= 100))
        checks.range(Checks::at("issues", i, name) + "/" + std::to_string(k), utilities[k], 0, 100);
  };
  check_utilities("seller_utilities", issue.seller_utilities);
  check_utilities("customer_utilities", issue.customer_utilities);
}

struct Gain {
  double seller = 0;
  double customer = 0;
  double product() const { return round_product(seller * customer); }
  double sum() const { return seller + customer; }
  double least() const { return std::min(seller, customer); }
};
Gain gain_of(const PackageUtilities& to, double seller, double customer) {
  return {round_utility(to.seller - seller), round_utility(to.customer - customer)};
}

bool in_zopa(const PackageUtilities& utilities, Reservations reservations) {
  return at_least(utilities.seller, reservations.seller) && at_least(utilities.customer, reservations.customer);
}

void check_reservations(Checks& checks, Reservations reservations) {
  checks.range("/seller_reservation", reservations.seller, 0, 100);
  checks.range("/customer_reservation", reservations.customer, 0, 100);
}

// By product, larger minimum, larger sum; when every product is 0 by sum, then minimum. The first found wins a tie.
std::optional<NashPackage> nash_package(const Negotiation& negotiation, Reservations reservations) {
  const auto by_product = [](const Gain& g) { return std::tuple(g.product(), g.least(), g.sum()); };
  const auto by_sum = [](const Gain& g) { return std::tuple(g.sum(), g.least()); };
  std::optional<std::size_t> best, best_sum;
  Gain gain, sum_gain;
  for (std::size_t i = 0; i < negotiation.package_count(); ++i) {
    const PackageUtilities& utilities = negotiation.utilities(i);
    if (!in_zopa(utilities, reservations)) continue;
    const Gain candidate = gain_of(utilities, reservations.seller, reservations.customer);
    if (!best || by_product(candidate) > by_product(gain)) {
      best = i;
      gain = candidate;
    }
    if (!best_sum || by_sum(candidate) > by_sum(sum_gain)) {
      best_sum = i;
      sum_gain = candidate;
    }
  }
  if (!best) return std::nullopt;
  const bool all_zero = gain.product() <= 0;
  const std::size_t chosen = all_zero ? *best_sum : *best;
  return NashPackage{negotiation.scored(chosen), all_zero ? sum_gain.product() : gain.product()};
}

std::size_t hamming_distance(const Package& a, const Package& b) {
  std::size_t n = 0;
  for (std::size_t k = 0; k < a.size(); ++k) n += a[k] != b[k];
  return n;
}

std::vector<std::optional<double>> weight_ratios(const Negotiation& negotiation) {
  const auto stake = [](double weight, const std::vector<double>& utilities) {
    const auto [low, high] = std::minmax_element(utilities.begin(), utilities.end());
    return weight * (*high - *low) / 100;
  };
  std::vector<std::optional<double>> ratios;
  for (std::size_t k = 0; k < negotiation.issues().size(); ++k) {
    const double ours = stake(negotiation.seller_weight(k), negotiation.issues()[k].seller_utilities);
    const double theirs = stake(negotiation.customer_weight(k), negotiation.issues()[k].customer_utilities);
    if (near(theirs, 0)) ratios.push_back(near(ours, 0) ? std::nullopt : std::optional(std::numeric_limits<double>::infinity()));
    else ratios.push_back(ours / theirs);
  }
  return ratios;
}

void rank_trades(LogrollResult& result) {
  const auto ratio = [&](int issue) { return *result.weight_ratios[static_cast<std::size_t>(issue - 1)]; };
  for (std::size_t k = 0; k < result.weight_ratios.size(); ++k) {
    if (!result.weight_ratios[k]) continue;
    const int issue = static_cast<int>(k) + 1;
    if (above(ratio(issue), 1)) result.take.push_back(issue);
    else if (below(ratio(issue), 1)) result.give.push_back(issue);
  }
  std::stable_sort(result.take.begin(), result.take.end(), [&](int a, int b) { return ratio(a) > ratio(b); });
  std::stable_sort(result.give.begin(), result.give.end(), [&](int a, int b) { return ratio(a) < ratio(b); });
}

}  // namespace

Result<Negotiation> Negotiation::make(std::vector<NegotiationIssue> issues) {
  Checks checks;
  if (issues.empty() || issues.size() > kMostIssues)
    checks.refuse("/issues", "out_of_range", {{"min", "1"}, {"max", std::to_string(kMostIssues)}});
  Negotiation negotiation;
  std::size_t packages = 1;
  for (std::size_t i = 0; i < issues.size(); ++i) {
    check_issue(checks, i, issues[i]);
    negotiation.seller_total_ += issues[i].seller_weight;
    negotiation.customer_total_ += issues[i].customer_weight;
    packages = std::min(packages * std::max<std::size_t>(1, issues[i].seller_utilities.size()), kMostPackages * kMostOptions);
  }
  if (!issues.empty() && !checks.failed() && (negotiation.seller_total_ <= 0 || negotiation.customer_total_ <= 0))
    checks.refuse("/issues", "all_weights_zero");
  if (!checks.failed() && packages > kMostPackages) checks.refuse("/issues", "too_many_packages", {{"max", std::to_string(kMostPackages)}});
  if (checks.failed()) return fail(checks.error());
  negotiation.issues_ = std::move(issues);
  negotiation.utilities_.reserve(packages);
  negotiation.enumerate();
  negotiation.find_frontier();
  return negotiation;
}

void Negotiation::enumerate() {
  // Lexicographic: the last issue turns fastest. Each step multiplies the packages of the issues before it.
  utilities_ = {{0, 0}};
  for (std::size_t k = 0; k < issues_.size(); ++k) {
    const NegotiationIssue& issue = issues_[k];
    std::vector<PackageUtilities> longer;
    longer.reserve(utilities_.size() * issue.seller_utilities.size());
    for (const PackageUtilities& before : utilities_)
      for (std::size_t option = 0; option < issue.seller_utilities.size(); ++option)
        longer.push_back({before.seller + seller_weight(k) * issue.seller_utilities[option],
                          before.customer + customer_weight(k) * issue.customer_utilities[option]});
    utilities_ = std::move(longer);
  }
  for (PackageUtilities& u : utilities_) u = {round_utility(u.seller), round_utility(u.customer)};
}

void Negotiation::find_frontier() {
  std::vector<std::size_t> order(utilities_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::pair(utilities_[a].seller, utilities_[a].customer) > std::pair(utilities_[b].seller, utilities_[b].customer);
  });
  double best_customer = -1;
  for (const std::size_t i : order) {
    if (utilities_[i].customer <= best_customer) continue;  // something before it is as good for the customer and for us
    best_customer = utilities_[i].customer;
    frontier_.push_back(i);
  }
}

Package Negotiation::package(std::size_t index) const {
  Package package(issues_.size());
  for (std::size_t k = issues_.size(); k-- > 0;) {
    const std::size_t options = issues_[k].seller_utilities.size();
    package[k] = static_cast<int>(index % options) + 1;
    index /= options;
  }
  return package;
}

std::size_t Negotiation::index_of(const Package& package) const {
  std::size_t index = 0;
  for (std::size_t k = 0; k < issues_.size(); ++k)
    index = index * issues_[k].seller_utilities.size() + static_cast<std::size_t>(package[k] - 1);
  return index;
}

std::vector<FieldError> Negotiation::check(const Package& package, std::string_view pointer) const {
  std::vector<FieldError> errors;
  if (package.size() != issues_.size()) {
    errors.push_back({std::string(pointer), "wrong_list_size", {{"size", std::to_string(issues_.size())}}});
    return errors;
  }
  for (std::size_t k = 0; k < package.size(); ++k) {
    const auto options = static_cast<int>(issues_[k].seller_utilities.size());
    if (package[k] >= 1 && package[k] <= options) continue;
    errors.push_back({std::string(pointer) + "/" + std::to_string(k), "out_of_range", {{"min", "1"}, {"max", std::to_string(options)}}});
  }
  return errors;
}

Result<PackageReview> review_packages(const Negotiation& negotiation, Reservations reservations) {
  Checks checks;
  check_reservations(checks, reservations);
  if (checks.failed()) return fail(checks.error());
  PackageReview review;
  review.packages = negotiation.package_count();
  for (std::size_t i = 0; i < review.packages; ++i) review.zopa += in_zopa(negotiation.utilities(i), reservations);
  for (const std::size_t i : negotiation.frontier()) {
    review.pareto.push_back(negotiation.scored(i));
    review.pareto_in_zopa += in_zopa(negotiation.utilities(i), reservations);
  }
  review.nash = nash_package(negotiation, reservations);
  return review;
}

Result<LogrollResult> find_logrolls(const Negotiation& negotiation, const Package& from) {
  if (auto errors = negotiation.check(from, "/package"); !errors.empty()) return fail(Error::invalid_fields(std::move(errors)));
  const PackageUtilities start = negotiation.utilities(negotiation.index_of(from));
  const auto issues = negotiation.issues();
  LogrollResult result;
  for (std::size_t i = 0; i < issues.size(); ++i) {
    for (std::size_t j = i + 1; j < issues.size(); ++j) {
      for (std::size_t a = 1; a <= issues[i].seller_utilities.size(); ++a) {
        for (std::size_t b = 1; b <= issues[j].seller_utilities.size(); ++b) {
          Package to = from;
          to[i] = static_cast<int>(a);
          to[j] = static_cast<int>(b);
          if (to[i] == from[i] || to[j] == from[j]) continue;
          const Gain gain = gain_of(negotiation.utilities(negotiation.index_of(to)), start.seller, start.customer);
          if (gain.least() >= 0 && gain.sum() > 0) result.moves.push_back({std::move(to), gain.seller, gain.customer});
        }
      }
    }
  }
  std::sort(result.moves.begin(), result.moves.end(), [](const LogrollMove& a, const LogrollMove& b) {
    const Gain x{a.seller_gain, a.customer_gain}, y{b.seller_gain, b.customer_gain};
    if (x.product() != y.product()) return x.product() > y.product();
    if (!near(x.sum(), y.sum())) return x.sum() > y.sum();
    return a.package < b.package;
  });
  result.weight_ratios = weight_ratios(negotiation);
  rank_trades(result);
  return result;
}

Result<MesoResult> find_equal_offers(const Negotiation& negotiation, double seller_reservation,
                                     std::optional<double> customer_reservation, double target) {
  constexpr double kBelowTarget = 2;
  constexpr int kFirstEpsilon = 2, kLastEpsilon = 10;
  constexpr std::size_t kOffers = 3, kDistance = 2;
  Checks checks;
  checks.range("/seller_reservation", seller_reservation, 0, 100);
  checks.range("/customer_reservation", customer_reservation, 0, 100);
  if (!at_least(target, seller_reservation)) checks.refuse("/target", "target_below_reservation");
  if (checks.failed()) return fail(checks.error());

  std::vector<std::size_t> candidates;
  for (std::size_t i = 0; i < negotiation.package_count(); ++i) {
    const PackageUtilities& u = negotiation.utilities(i);
    if (at_least(u.seller, std::max(target - kBelowTarget, seller_reservation)) && at_most(u.seller, target + kLastEpsilon) &&
        at_least(u.customer, customer_reservation.value_or(0)))
      candidates.push_back(i);
  }
  std::stable_sort(candidates.begin(), candidates.end(), [&](std::size_t a, std::size_t b) {
    const PackageUtilities &x = negotiation.utilities(a), &y = negotiation.utilities(b);
    return std::pair(x.customer, x.seller) > std::pair(y.customer, y.seller);
  });

  MesoResult result;
  for (result.epsilon = kFirstEpsilon;; ++result.epsilon) {
    result.offers.clear();
    for (const std::size_t i : candidates) {
      if (!at_most(negotiation.utilities(i).seller, target + result.epsilon)) continue;
      ScoredPackage offer = negotiation.scored(i);
      const bool apart = std::all_of(result.offers.begin(), result.offers.end(), [&](const ScoredPackage& picked) {
        return hamming_distance(picked.package, offer.package) >= kDistance;
      });
      if (apart) result.offers.push_back(std::move(offer));
      if (result.offers.size() == kOffers) break;
    }
    result.complete = result.offers.size() == kOffers;
    if (result.complete || result.epsilon == kLastEpsilon) return result;
  }
}

Result<AgreedReview> review_agreement(const Negotiation& negotiation, Reservations reservations, const Package& agreed) {
  Checks checks;
  check_reservations(checks, reservations);
  for (FieldError& error : negotiation.check(agreed, "/package")) checks.refuse(error.pointer, error.code, std::move(error.params));
  if (checks.failed()) return fail(checks.error());

  AgreedReview review;
  review.utilities = negotiation.utilities(negotiation.index_of(agreed));
  for (const std::size_t i : negotiation.frontier()) {
    const Gain gain = gain_of(negotiation.utilities(i), review.utilities.seller, review.utilities.customer);
    review.frontier_gap = std::max(review.frontier_gap, gain.least());
    review.dominated = review.dominated || (gain.least() >= 0 && gain.sum() > 0);
  }
  std::optional<double> largest;
  for (std::size_t i = 0; i < negotiation.package_count(); ++i) {
    const PackageUtilities& u = negotiation.utilities(i);
    if (!in_zopa(u, reservations)) continue;
    const double sum = gain_of(u, reservations.seller, reservations.customer).sum();
    if (!largest || sum > *largest) largest = sum;
  }
  if (largest && above(*largest, 0))
    review.joint_share = gain_of(review.utilities, reservations.seller, reservations.customer).sum() / *largest;
  review.below_reservation = below(review.utilities.seller, reservations.seller);
  return review;
}

}  // namespace wheelhouse::method
