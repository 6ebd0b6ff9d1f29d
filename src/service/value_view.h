// What a deal is worth to the customer, ours beside each rival's (METHOD C9), and what kind of buyer they are (C9b). Reads only.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "domain/buyer_profile.h"
#include "domain/competitor.h"
#include "domain/opportunity.h"
#include "domain/value_case.h"
#include "domain/value_item.h"
#include "method/buyer_type.h"
#include "method/manner.h"
#include "method/value.h"
#include "reflect/json_text.h"
#include "service/actor.h"
#include "storage/session.h"

namespace wheelhouse::service {

// Of one offer, in minor units of one currency. `first_year` reckons every item as it stands: the benefits and costs of a year and what is
// paid once.
struct OfferValue {
  std::vector<const ValueItem*> items;
  std::vector<method::ValueBenefit> counted_benefits;  // with the costs, what rule C9.value was given
  std::vector<method::ValueCost> counted_costs;
  method::ValueResult first_year;
  method::NpvInput over_time;                          // what rule C9.npv was given
  method::NpvResult net;
  double initial = 0;                // C_0: what is paid once
  std::int64_t confirmed = 0, benefits = 0;
  double confirmed_amount = 0;       // of the benefits that the customer stands behind
};
struct DealValue {
  std::optional<ValueCase> value_case;
  std::vector<ValueItem> items;
  std::vector<Competitor> rivals;
  int years = 3;
  double rate = 0.1;
  std::string currency;              // of the case, else of the items
  bool mixed = false;                // more than one currency: nothing is summed
  std::optional<OfferValue> ours;    // null when mixed
  std::vector<std::pair<const Competitor*, OfferValue>> theirs;  // rivals with items
};
// The result points into itself: do not copy.
// Margin and cost to serve are left out of the value case for whom they are withheld from.
std::unique_ptr<DealValue> deal_value(storage::Session& session, const Actor& actor, const Uuid& opportunity_id);
// [{"kind","name","item_id","amount_minor","weighted_minor","confidence","yearly"}…, {"kind":"total","weighted_minor"}]
void write_waterfall(std::string& out, const OfferValue& value);
void write_deal_value(std::string& out, const DealValue& value);
// Somebody at the customer stands behind the figure.
bool is_confirmed(const ValueItem& item);
// Our offer as the customer may be shown it: benefits they stand behind at their own figure, and what it costs them. No risk, no
// weight for doubt, no rival.
std::unique_ptr<DealValue> agreed_value(const DealValue& value);
// Benefits of ours that nobody at the customer stands behind, largest first.
std::vector<const ValueItem*> unconfirmed_benefits(const DealValue& value);

struct DealBuyer {
  std::optional<BuyerProfile> profile;
  method::BuyerTypeInput input;
  method::BuyerTypeResult result;
  std::optional<double> serve_share;  // cost to serve / margin
  bool over_serving = false, under_serving = false;
  std::optional<method::BuyerFocus> focus;  // where the work is at the stage shown
};
DealBuyer deal_buyer(storage::Session& session, std::int64_t workspace_id, const Opportunity& opportunity,
                     const std::optional<ValueCase>& value_case);
void write_deal_buyer(std::string& out, const DealBuyer& buyer);

}  // namespace wheelhouse::service
