#include "method/serving.h"

#include "method/compare.h"

namespace wheelhouse::method {

Serving evaluate_serving(std::optional<BuyerType> mode, std::optional<BuyerType> worked_as, std::optional<double> serve_share) {
  Serving serving;
  if (mode == BuyerType::intrinsic) {
    const bool consulted = worked_as && *worked_as != BuyerType::intrinsic;
    serving.over = serve_share ? above(*serve_share, kMostServeShare) : consulted;
  }
  const bool wants_more = mode == BuyerType::extrinsic || mode == BuyerType::strategic;
  serving.under = wants_more && worked_as == BuyerType::intrinsic;
  return serving;
}

}  // namespace wheelhouse::method
