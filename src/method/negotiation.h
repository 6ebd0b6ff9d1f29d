// METHOD C16, M95: packages over several issues: what both sides can live with, what neither can better without the other
// losing, what to trade, what to offer, and what the customer's choices say about their weights. Pure; sampling is seeded.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace wheelhouse::method {

constexpr std::size_t kMostIssues = 8, kLeastOptions = 2, kMostOptions = 7;
constexpr std::size_t kMostPackages = 200'000;  // enumerated exactly; more are refused with advice to merge options

struct NegotiationIssue {
  double seller_weight = 0;    // >= 0; normalised over the issues
  double customer_weight = 0;
  std::vector<double> seller_utilities;    // 0..100, one per option
  std::vector<double> customer_utilities;  // as many
};

using Package = std::vector<int>;  // the option taken of each issue, numbered from 1

// Utilities of both sides, 0..100, rounded to 9 decimals.
struct PackageUtilities {
  double seller = 0;
  double customer = 0;
};
struct ScoredPackage {
  Package package;
  PackageUtilities utilities;
};

// All packages of a set of issues. Movable, read-only after making; up to 200 000 pairs of doubles.
class Negotiation {
 public:
  // Refuses 0 or more than 8 issues, 1 or more than 7 options, lists of different length, utilities outside 0..100, negative
  // or all-zero weights, and more than 200 000 packages ("too_many_packages").
  static Result<Negotiation> make(std::vector<NegotiationIssue> issues);

  std::span<const NegotiationIssue> issues() const { return issues_; }
  std::size_t package_count() const { return utilities_.size(); }
  // By index in lexicographic order of packages.
  const PackageUtilities& utilities(std::size_t index) const { return utilities_[index]; }
  Package package(std::size_t index) const;
  std::size_t index_of(const Package& package) const;  // of a valid one
  ScoredPackage scored(std::size_t index) const { return {package(index), utilities_[index]}; }
  // Reports "package" errors under `pointer`: wrong length, or an option that the issue has not.
  std::vector<FieldError> check(const Package& package, std::string_view pointer) const;
  double seller_weight(std::size_t issue) const { return issues_[issue].seller_weight / seller_total_; }
  double customer_weight(std::size_t issue) const { return issues_[issue].customer_weight / customer_total_; }
  // No other package is at least as good for both and better for one. By seller utility falling; equal points once, the
  // lexicographically first.
  const std::vector<std::size_t>& frontier() const { return frontier_; }

 private:
  Negotiation() = default;
  void enumerate();
  void find_frontier();

  std::vector<NegotiationIssue> issues_;
  double seller_total_ = 0, customer_total_ = 0;
  std::vector<PackageUtilities> utilities_;
  std::vector<std::size_t> frontier_;
};

// Utility of the best alternative to an agreement, 0..100 each.
struct Reservations {
  double seller = 0;
  double customer = 0;
};
struct NashPackage {
  ScoredPackage scored;
  double product = 0;  // of both gains over the reservations, rounded to 6 decimals
};
struct PackageReview {
  std::size_t packages = 0;
  std::size_t zopa = 0;             // packages that both prefer to no agreement; 0 asks for new options or other reservations
  std::vector<ScoredPackage> pareto;
  std::size_t pareto_in_zopa = 0;
  std::optional<NashPackage> nash;  // null when the ZOPA is empty
};
Result<PackageReview> review_packages(const Negotiation& negotiation, Reservations reservations);

struct LogrollMove {
  Package package;           // after the move
  double seller_gain = 0;    // rounded to 9 decimals; both >= 0, one > 0
  double customer_gain = 0;
};
struct LogrollResult {
  std::vector<LogrollMove> moves;  // all changes of exactly two issues that hurt nobody, best first
  // rho per issue: our stake / theirs, each weight times its utility range. Infinite when only we care; null when nobody does.
  std::vector<std::optional<double>> weight_ratios;
  std::vector<int> take;  // issues from 1 with rho > 1, highest first
  std::vector<int> give;  // with rho < 1, lowest first
};
Result<LogrollResult> find_logrolls(const Negotiation& negotiation, const Package& from);

struct MesoResult {
  int epsilon = 0;                    // how far above the target the last search went
  std::vector<ScoredPackage> offers;  // at most 3, each two issues or more apart from the others
  bool complete = false;              // three were found
};
// Several equal offers: worth target - 2 .. target + epsilon to us, best for the customer first. Refuses a target below our
// reservation ("target_below_reservation"). The customer's reservation may be unknown.
Result<MesoResult> find_equal_offers(const Negotiation& negotiation, double seller_reservation,
                                     std::optional<double> customer_reservation, double target);

struct AgreedReview {
  PackageUtilities utilities;
  double frontier_gap = 0;             // points that both sides could still have gained together
  bool dominated = false;              // somebody could have gained without the other losing
  std::optional<double> joint_share;   // of the largest joint gain in the ZOPA; null when that is empty or not above 0
  bool below_reservation = false;      // ours: needs a manager's approval
};
Result<AgreedReview> review_agreement(const Negotiation& negotiation, Reservations reservations, const Package& agreed);

// The customer preferred offer `a` over offer `b`.
struct Preference {
  Package a;
  Package b;
};
struct WeightEstimate {
  std::size_t drawn = 0;
  std::size_t kept = 0;                         // samples that agree with every preference
  std::optional<std::vector<double>> estimate;  // their mean, one weight per issue; null when none is left
  bool contradictory = false;                   // none is left: show the last answer to check it
};
// From samples that were drawn before.
Result<WeightEstimate> learn_weights(const Negotiation& negotiation, std::span<const Preference> preferences,
                                     std::span<const std::vector<double>> samples);
// Draws from Dirichlet(1 + 20 w), 500 samples, more (up to 20 000) while fewer than 50 agree. The same seed gives the same answer.
Result<WeightEstimate> sample_weights(const Negotiation& negotiation, std::span<const Preference> preferences, std::uint64_t seed);

}  // namespace wheelhouse::method
