// METHOD M67: do we sell to a buyer in the way that fits? Pure.
#pragma once
#include <optional>

#include "domain/vocabulary.h"

namespace wheelhouse::method {

constexpr double kMostServeShare = 0.15;  // of the margin, for an intrinsic buyer [ours]

// `mode` is how the buyer wants to be worked (C9b), `worked_as` how we do. Over-serving: an intrinsic buyer whose service eats more than
// 15 % of the margin or, while that is unknown, who is worked in another way. Under-serving: an extrinsic or strategic one worked by
// price alone.
struct Serving {
  bool over = false;
  bool under = false;
};
Serving evaluate_serving(std::optional<BuyerType> mode, std::optional<BuyerType> worked_as, std::optional<double> serve_share);

}  // namespace wheelhouse::method
