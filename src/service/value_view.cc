#include "service/value_view.h"

#include <algorithm>
#include <array>

#include "method/price_ladder.h"
#include "method/serving.h"
#include "service/field_policy.h"
#include "service/json_parts.h"
#include "service/record_rules.h"
#include "service/record_traits.h"
#include "service/stage_shown.h"
#include "storage/record_store.h"

namespace wheelhouse::service {
namespace {

// What counts of an item: a benefit by who stands behind it, a risk by how likely it is.
double weighted(const ValueItem& item) {
  const auto amount = static_cast<double>(item.amount_minor);
  if (item.kind == ValueKind::benefit) return amount * method::confidence_weight(item.confidence);
  return item.kind == ValueKind::risk ? amount * item.probability.value_or(0) : amount;
}

method::CostKind cost_kind(ValueKind kind) {
  switch (kind) {
    case ValueKind::benefit:
    case ValueKind::price:
      return method::CostKind::price;
    case ValueKind::effort:
      return method::CostKind::effort;
    case ValueKind::switching:
      return method::CostKind::switching;
    case ValueKind::running:
      return method::CostKind::running;
    case ValueKind::risk:
      return method::CostKind::risk;
  }
  return method::CostKind::price;
}

OfferValue value_of(const DealValue& deal, const std::optional<Id<Competitor>>& whose) {
  OfferValue value;
  auto& benefits = value.counted_benefits;
  auto& costs = value.counted_costs;
  const auto years = static_cast<std::size_t>(deal.years);
  method::NpvInput npv;
  npv.benefits.assign(years, 0);
  npv.running.assign(years, 0);
  npv.rate = deal.rate;
  for (const ValueItem& item : deal.items) {
    if (item.competitor_id != whose) continue;
    value.items.push_back(&item);
    const bool yearly = item.yearly.value_or(false);
    const auto amount = static_cast<double>(item.amount_minor);
    if (item.kind == ValueKind::benefit) {
      benefits.push_back({amount, deal.currency, item.confidence});
      ++value.benefits;
      if (is_confirmed(item)) ++value.confirmed, value.confirmed_amount += amount;
      if (yearly)
        for (double& year : npv.benefits) year += weighted(item);
      else if (!npv.benefits.empty())
        npv.benefits.front() += weighted(item);
    } else {
      costs.push_back({amount, deal.currency, cost_kind(item.kind), item.probability});
      if (yearly)
        for (double& year : npv.running) year += weighted(item);
      else
        npv.initial += weighted(item);
    }
  }
  value.initial = npv.initial;
  value.over_time = npv;
  // The records' own limits are the rule's.
  if (auto result = method::evaluate_value(benefits, costs)) value.first_year = *result;
  if (auto result = method::evaluate_npv(npv)) value.net = *result;
  return value;
}

void write_value_input(std::string& out, const OfferValue& value) {
  json_text::Object input(out);
  write_list(input.key("benefits"), value.counted_benefits, [&](const method::ValueBenefit& benefit) {
    json_text::Object one(out);
    one.number("amount", benefit.amount);
    one.string("currency", benefit.currency);
    member(one, "confidence", benefit.confidence);
    one.close();
  });
  write_list(input.key("costs"), value.counted_costs, [&](const method::ValueCost& cost) {
    json_text::Object one(out);
    one.number("amount", cost.amount);
    one.string("currency", cost.currency);
    member(one, "kind", cost.kind);
    member(one, "probability", cost.probability);
    one.close();
  });
  input.close();
}

void write_npv_input(std::string& out, const method::NpvInput& npv) {
  json_text::Object input(out);
  write_list(input.key("benefits"), npv.benefits, [&](double amount) { json_text::append_number(out, amount); });
  write_list(input.key("running"), npv.running, [&](double amount) { json_text::append_number(out, amount); });
  input.number("initial", npv.initial);
  input.number("rate", npv.rate);
  input.close();
}

void write_offer_value(json_text::Object& object, const OfferValue& value) {
  object.number("benefit", value.first_year.benefit);
  object.number("cost", value.first_year.cost);
  object.number("value", value.first_year.value);
  object.number("initial", value.initial);
  object.number("npv", value.net.npv);
  member(object, "roi", value.net.roi);
  member(object, "payback", value.net.payback);
  json_text::Object confirmed(object.key("confirmed"));
  confirmed.integer("n", value.confirmed);
  confirmed.integer("of", value.benefits);
  confirmed.number("amount_minor", value.confirmed_amount);
  confirmed.close();
  write_waterfall(object.key("waterfall"), value);
  write_value_input(object.key("input"), value);
  write_npv_input(object.key("npv_input"), value.over_time);
}

// METHOD M106: a price, and what it costs in all over the years, of ours or of a rival.
std::optional<double> price_of(const OfferValue& value) {
  std::optional<double> price;
  for (const ValueItem* item : value.items)
    if (item->kind == ValueKind::price && !item->yearly.value_or(false))
      price = price.value_or(0) + static_cast<double>(item->amount_minor);
  return price;
}
bool costs_more_than_a_price(const OfferValue& value) {
  return std::any_of(value.items.begin(), value.items.end(),
                     [](const ValueItem* item) { return item->kind != ValueKind::benefit && item->kind != ValueKind::price; });
}
std::optional<double> total_cost_of(const OfferValue& value) {
  if (!price_of(value) || !costs_more_than_a_price(value)) return std::nullopt;
  double total = value.over_time.initial;
  for (const double year : value.over_time.running) total += year;
  return total;
}

method::PriceLadderInput ladder_input(const DealValue& deal) {
  method::PriceLadderInput input;
  if (!deal.ours) return input;
  input.price = price_of(*deal.ours);
  input.total_cost = total_cost_of(*deal.ours);
  for (const ValueItem* item : deal.ours->items)
    if (item->kind == ValueKind::benefit && is_confirmed(*item))
      input.confirmed_benefit += static_cast<double>(item->amount_minor) * (item->yearly.value_or(false) ? deal.years : 1);
  input.costs_confirmed = std::all_of(deal.ours->items.begin(), deal.ours->items.end(), [](const ValueItem* item) {
    return item->kind == ValueKind::benefit || item->kind == ValueKind::price || is_confirmed(*item);
  });
  const auto lowest = [](std::optional<double>& of, const std::optional<double>& other) {
    if (other && (!of || *other < *of)) of = other;
  };
  for (const auto& [rival, value] : deal.theirs) {
    lowest(input.rival_price, price_of(value));
    lowest(input.rival_total_cost, total_cost_of(value));
  }
  return input;
}

void write_ladder(std::string& out, const DealValue& deal) {
  const method::PriceLadderInput input = ladder_input(deal);
  const auto evaluated = method::evaluate_price_ladder(input);
  const method::PriceLadder ladder = evaluated ? *evaluated : method::PriceLadder{};  // sums of amounts that are not negative
  json_text::Object object(out);
  member(object, "highest", ladder.highest);
  write_list(object.key("steps"), ladder.steps, [&](const method::PriceLadder::Step& step) {
    json_text::Object one(out);
    member(one, "rung", step.rung);
    one.boolean("bears", step.missing.empty());
    write_list(one.key("missing"), step.missing, [&](method::RungGap gap) { json_text::append_string(out, to_string(gap)); });
    one.close();
  });
  json_text::Object given(object.key("input"));
  member(given, "price", input.price);
  member(given, "rival_price", input.rival_price);
  member(given, "total_cost", input.total_cost);
  member(given, "rival_total_cost", input.rival_total_cost);
  given.boolean("costs_confirmed", input.costs_confirmed);
  given.number("confirmed_benefit", input.confirmed_benefit);
  given.close();
  object.close();
}

}  // namespace

void write_waterfall(std::string& out, const OfferValue& value) {
  // Benefits, then what is taken from them, then what is left.
  std::vector<const ValueItem*> steps = value.items;
  std::stable_sort(steps.begin(), steps.end(), [](const ValueItem* a, const ValueItem* b) { return a->kind < b->kind; });
  out += '[';
  for (const ValueItem* item : steps) {
    json_text::Object step(out);
    member(step, "kind", item->kind);
    step.string("name", item->name);
    step.string("item_id", to_string(item->id));
    step.integer("amount_minor", item->amount_minor);
    step.number("weighted_minor", (item->kind == ValueKind::benefit ? 1 : -1) * weighted(*item));
    member(step, "confidence", item->kind == ValueKind::benefit ? std::optional(item->confidence) : std::nullopt);
    step.boolean("yearly", item->yearly.value_or(false));
    step.close();
    out += ',';
  }
  json_text::Object total(out);
  total.string("kind", "total");
  total.number("weighted_minor", value.first_year.value);
  total.close();
  out += ']';
}

std::unique_ptr<DealValue> deal_value(storage::Session& session, const Actor& actor, const Uuid& opportunity_id) {
  const std::int64_t workspace_id = actor.workspace_id;
  auto deal = std::make_unique<DealValue>();
  const std::vector<SqlValue> id{opportunity_id};
  deal->items = storage::select_records<ValueItem>(session, workspace_id, "opportunity_id = ?2 ORDER BY created_at, id", id);
  deal->rivals = storage::select_records<Competitor>(session, workspace_id, "opportunity_id = ?2 ORDER BY id", id);
  for (ValueCase& found : storage::select_records<ValueCase>(session, workspace_id, "opportunity_id = ?2 ORDER BY id LIMIT 1", id))
    deal->value_case = std::move(found);
  if (deal->value_case) {
    withhold(session, actor, *deal->value_case);
    deal->years = static_cast<int>(deal->value_case->years);
    deal->rate = deal->value_case->rate;
  }
  deal->currency = deal->value_case && deal->value_case->currency         ? *deal->value_case->currency
                   : !deal->items.empty() && deal->items.front().currency ? *deal->items.front().currency
                                                                          : workspace_currency(session, workspace_id);
  deal->mixed = std::any_of(deal->items.begin(), deal->items.end(), [&](const ValueItem& i) { return i.currency != deal->currency; });
  if (deal->mixed) return deal;
  deal->ours = value_of(*deal, std::nullopt);
  for (const Competitor& rival : deal->rivals) {
    OfferValue value = value_of(*deal, rival.id);
    if (!value.items.empty()) deal->theirs.emplace_back(&rival, std::move(value));
  }
  return deal;
}

bool is_confirmed(const ValueItem& item) {
  return item.contact_id && (item.confidence == BenefitConfidence::documented || item.confidence == BenefitConfidence::said);
}

std::unique_ptr<DealValue> agreed_value(const DealValue& value) {
  auto agreed = std::make_unique<DealValue>();
  agreed->years = value.years;
  agreed->rate = value.rate;
  agreed->currency = value.currency;
  agreed->mixed = value.mixed;
  for (ValueItem item : value.items) {
    if (item.competitor_id || item.kind == ValueKind::risk) continue;
    if (item.kind == ValueKind::benefit && !is_confirmed(item)) continue;
    item.confidence = BenefitConfidence::documented;  // counts in full, as the customer reckons it
    agreed->items.push_back(std::move(item));
  }
  if (!agreed->mixed) agreed->ours = value_of(*agreed, std::nullopt);
  return agreed;
}

std::vector<const ValueItem*> unconfirmed_benefits(const DealValue& deal) {
  std::vector<const ValueItem*> items;
  for (const ValueItem& item : deal.items)
    if (!item.competitor_id && item.kind == ValueKind::benefit && !is_confirmed(item)) items.push_back(&item);
  std::stable_sort(items.begin(), items.end(), [](const ValueItem* a, const ValueItem* b) { return a->amount_minor > b->amount_minor; });
  return items;
}

void write_deal_value(std::string& out, const DealValue& deal) {
  json_text::Object object(out);
  object.string("currency", deal.currency);
  object.integer("years", deal.years);
  object.number("rate", deal.rate);
  if (deal.mixed)
    object.string("error", "mixed_currency");
  else
    object.null("error");
  if (deal.ours) {
    json_text::Object ours(object.key("ours"));
    write_offer_value(ours, *deal.ours);
    ours.close();
  } else {
    object.null("ours");
  }
  write_list(object.key("rivals"), deal.theirs, [&](const auto& entry) {
    json_text::Object rival(out);
    rival.string("id", to_string(entry.first->id));
    rival.string("name", entry.first->name);
    write_offer_value(rival, entry.second);
    rival.number("difference", deal.ours->first_year.value - entry.second.first_year.value);
    rival.close();
  });
  write_list(object.key("unconfirmed"), unconfirmed_benefits(deal),
             [&](const ValueItem* item) { json_text::append_string(out, to_string(item->id)); });
  write_ladder(object.key("ladder"), deal);
  // What was promised of what was measured since.
  std::int64_t promised = 0, realised = 0;
  bool measured = false;
  for (const ValueItem& item : deal.items) {
    if (item.competitor_id || item.kind != ValueKind::benefit || !item.realised_minor) continue;
    measured = true;
    promised += item.amount_minor;
    realised += *item.realised_minor;
  }
  member(object, "promised_minor", measured ? std::optional(promised) : std::nullopt);
  member(object, "realised_minor", measured ? std::optional(realised) : std::nullopt);
  member(object, "realised_share",
         measured && promised > 0 ? std::optional(static_cast<double>(realised) / static_cast<double>(promised)) : std::nullopt);
  write_list(object.key("items"), deal.items, [&](const ValueItem& item) { write_json(out, item); });
  object.key("case");
  if (deal.value_case)
    write_json(out, *deal.value_case);
  else
    out += "null";
  object.close();
}

DealBuyer deal_buyer(storage::Session& session, std::int64_t workspace_id, const Opportunity& opportunity,
                     const std::optional<ValueCase>& value_case) {
  DealBuyer buyer;
  for (BuyerProfile& found :
       storage::select_records<BuyerProfile>(session, workspace_id, "opportunity_id = ?2 ORDER BY id LIMIT 1", {opportunity.id.uuid}))
    buyer.profile = std::move(found);
  method::BuyerTypeInput& input = buyer.input;
  if (buyer.profile) {
    const BuyerProfile& profile = *buyer.profile;
    for (std::size_t i = 0; i < profile.answers.size() && i < 12; ++i)
      if (profile.answers[i]) input.answers[i / 4][i % 4] = static_cast<int>(*profile.answers[i]);
    input.has_our_sponsor = profile.our_sponsor_id.has_value();
    input.has_their_sponsor = profile.their_sponsor_id.has_value();
    input.joint_goals = static_cast<int>(profile.joint_goals);
  }
  if (auto result = method::evaluate_buyer_type(input); result && result->type == BuyerType::strategic) {
    // The cap asks for the whole book; nobody else does.
    input.accounts = static_cast<int>(session.query_integer("SELECT count(*) FROM accounts WHERE workspace_id = ?1", {workspace_id}));
    input.strategic_accounts = static_cast<int>(
        session.query_integer("SELECT count(*) FROM accounts WHERE workspace_id = ?1 AND buyer_type = 'strategic'", {workspace_id}));
  }
  if (auto result = method::evaluate_buyer_type(input)) buyer.result = *result;
  if (value_case && value_case->margin_minor && *value_case->margin_minor > 0 && value_case->cost_to_serve_minor)
    buyer.serve_share = static_cast<double>(*value_case->cost_to_serve_minor) / static_cast<double>(*value_case->margin_minor);
  const auto serving =
      method::evaluate_serving(buyer.result.mode, buyer.profile ? buyer.profile->worked_as : std::nullopt, buyer.serve_share);
  buyer.over_serving = serving.over;
  buyer.under_serving = serving.under;
  if (buyer.result.mode) buyer.focus = method::buyer_focus(*buyer.result.mode, stage_shown(session, workspace_id, opportunity.id.uuid));
  return buyer;
}

namespace {

void write_buyer_input(std::string& out, const DealBuyer& buyer) {
  const method::BuyerTypeInput& input = buyer.input;
  json_text::Object object(out);
  json_text::Object answers(object.key("answers"));
  for (std::size_t i = 0; i < method::kBuyerKinds; ++i) {
    std::string& list = answers.key(to_string(static_cast<BuyerType>(i)));
    write_list(list, input.answers[i], [&](const std::optional<int>& answer) {
      if (answer) json_text::append_integer(list, *answer);
      else list += "null";
    });
  }
  answers.close();
  member(object, "our_sponsor", buyer.profile ? plain(buyer.profile->our_sponsor_id) : std::nullopt);
  member(object, "their_sponsor", buyer.profile ? plain(buyer.profile->their_sponsor_id) : std::nullopt);
  object.integer("joint_goals", input.joint_goals);
  object.integer("strategic_accounts", input.strategic_accounts);
  object.integer("accounts", input.accounts);
  object.close();
}

}  // namespace

void write_deal_buyer(std::string& out, const DealBuyer& buyer) {
  json_text::Object object(out);
  json_text::Object scores(object.key("scores"));
  for (std::size_t i = 0; i < method::kBuyerKinds; ++i) member(scores, to_string(static_cast<BuyerType>(i)), buyer.result.scores[i]);
  scores.close();
  member(object, "type", buyer.result.type);
  if (buyer.result.top_two)
    write_list(object.key("top_two"), std::array{buyer.result.top_two->first, buyer.result.top_two->second},
               [&](BuyerType type) { json_text::append_string(out, to_string(type)); });
  else
    object.null("top_two");
  object.boolean("strategic_candidate", buyer.result.strategic_candidate);
  member(object, "mode", buyer.result.mode);
  object.boolean("strategic_cap_exceeded", buyer.result.strategic_cap_exceeded);
  member(object, "focus", buyer.focus);
  member(object, "worked_as", buyer.profile ? buyer.profile->worked_as : std::nullopt);
  member(object, "serve_share", buyer.serve_share);
  object.raw("alarms", buyer.over_serving ? "[\"over_serving\"]" : buyer.under_serving ? "[\"under_serving\"]" : "[]");
  write_buyer_input(object.key("input"), buyer);
  object.key("profile");
  if (buyer.profile)
    write_json(out, *buyer.profile);
  else
    out += "null";
  object.close();
}

}  // namespace wheelhouse::service
