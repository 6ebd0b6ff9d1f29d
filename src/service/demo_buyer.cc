#include "service/demo_selling.h"

namespace wheelhouse::service::demo {

BuyerType buyer_kind(int index, bool large) {
  if (large) return BuyerType::strategic;
  switch (index % 5) {
    case 1:
      return BuyerType::intrinsic;
    case 3:
      return BuyerType::mixed;
    default:
      return BuyerType::extrinsic;
  }
}

// a–d speak for intrinsic, e–h for extrinsic, i–l for strategic value (METHOD C9b).
BuyerProfile buyer_profile(const Buyer& buyer) {
  BuyerProfile profile;
  profile.opportunity_id = buyer.deal;
  const BuyerType kind = buyer_kind(buyer.index, buyer.large);
  profile.worked_as = kind == BuyerType::mixed ? BuyerType::extrinsic : kind;
  switch (kind) {
    case BuyerType::intrinsic:
      profile.answers = {5., 4., 5., 4., 2., 2., 1., 2., 1., 2., 2., 1.};
      if (buyer.index % 4 == 1) profile.worked_as = BuyerType::extrinsic;  // more is done for them than they ask for
      break;
    case BuyerType::extrinsic:
      profile.answers = {2., 1., 2., 2., 4., 5., 4., 3., 3., 2., 3., 2.};
      if (buyer.index % 4 == 2) profile.worked_as = BuyerType::intrinsic;  // sold to by price alone
      break;
    case BuyerType::strategic:
      profile.answers = {1., 2., 1., 2., 4., 3., 4., 4., 5., 5., 5., 4.};
      profile.our_sponsor_id = buyer.our_sponsor;
      profile.their_sponsor_id = buyer.their_sponsor;
      profile.joint_goals = 2;
      break;
    case BuyerType::mixed:
      profile.answers = {4., 3., 4., 3., 4., 4., 3., 3., 2., 2., 2., 1.};
      break;
  }
  return profile;
}

}  // namespace wheelhouse::service::demo
