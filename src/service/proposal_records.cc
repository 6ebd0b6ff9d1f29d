// From the records of a deal to what the customer may read of it: see proposal.h.
#include "domain/product.h"
#include "domain/user.h"
#include "service/criteria_grid.h"
#include "service/gains.h"
#include "service/need_view.h"
#include "service/offer.h"
#include "service/print_parts.h"
#include "service/proposal.h"
#include "service/record_rules.h"
#include "service/value_view.h"

namespace wheelhouse::service {
namespace {

std::string text_of(const Text& text) { return text.value_or(""); }

// What they want, or gain from it. A difficulty is not quoted back at them.
std::string wanted_in_their_words(const NeedRecord& record) {
  std::string text;
  for (const NeedQuote& quote : record.quotes)
    if (proves(quote) && (quote.kind == QuoteKind::want || quote.kind == QuoteKind::payoff)) text = quote.text;
  return text;
}

std::string figure_of(const Statement& statement, const PrintWords& words) {
  if (!statement.amount) return {};
  return words("print.proposal.figure",
               {{"amount", words.number(*statement.amount, 2)}, {"unit", text_of(statement.unit)}, {"period", text_of(statement.period)}});
}

std::optional<CustomerFacing::Value> value_for(storage::Session& session, const Actor& actor, const Uuid& deal) {
  const auto agreed = agreed_value(*deal_value(session, actor, deal));
  if (!agreed->ours || agreed->items.empty()) return std::nullopt;
  CustomerFacing::Value value;
  value.currency = agreed->currency;
  value.years = agreed->years;
  value.first_year = agreed->ours->first_year.value;
  value.net_present = agreed->ours->net.npv;
  value.rate = agreed->rate;
  value.payback_years = agreed->ours->net.payback;
  for (const ValueItem& item : agreed->items) {
    const bool gain = item.kind == ValueKind::benefit;
    // How we came to a price is ours; how they reckon their gain is theirs.
    (gain ? value.benefits : value.costs)
        .push_back(
            {item.name, gain ? text_of(item.basis) : std::string(), static_cast<double>(item.amount_minor), item.yearly.value_or(false)});
  }
  return value;
}

}  // namespace

CustomerFacing customer_facing(storage::Session& session, const Actor& actor, const Opportunity& opportunity, const PrintWords& words) {
  const std::int64_t ws = actor.workspace_id;
  const Uuid deal = opportunity.id.uuid;
  CustomerFacing content;
  content.house = house_name(session, ws);
  content.customer = account_name(session, ws, plain(opportunity.account_id));
  content.title = opportunity.name;
  content.improvement = text_of(opportunity.improvement_sentence);
  if (opportunity.owner_id)
    if (const auto owner = storage::find_record(session, ws, *opportunity.owner_id)) {
      content.seller = owner->name;
      content.seller_email = text_of(owner->email);
    }

  std::map<Uuid, std::string> shown_needs;
  for (const NeedRecord& record : needs_with_parts(session, ws, "opportunity_id", deal)) {
    if (!is_explicit(record.need.state)) continue;  // what they have not said themselves is our guess
    content.needs.push_back({record.need.text, wanted_in_their_words(record)});
    shown_needs[record.need.id.uuid] = record.need.text;
  }
  const auto need_text = [&](const std::optional<Id<Need>>& id) {
    const auto found = id ? shown_needs.find(id->uuid) : shown_needs.end();
    return found == shown_needs.end() ? std::string() : found->second;
  };

  const OfferFacts offer = offer_of(session, actor, opportunity);
  std::vector<Uuid> products, people;
  for (const SolutionPart& part : offer.parts)
    if (part.product_id) products.push_back(part.product_id->uuid);
  const auto product_names = names_of(session, ws, "products", std::move(products));
  for (const SolutionPart& part : offer.parts)
    content.parts.push_back({part.name, name_in(product_names, plain(part.product_id)), need_text(part.need_id)});

  const auto promises =
      seen_records<Commitment>(session, actor, "opportunity_id = ?2 AND status = 'open' ORDER BY due_at IS NULL, due_at, id", {deal});
  std::vector<Uuid> ours;
  for (const Statement& statement : offer.statements)
    if (statement.contact_id) people.push_back(statement.contact_id->uuid);
  for (const Commitment& promise : promises) {
    if (promise.contact_id) people.push_back(promise.contact_id->uuid);
    if (promise.owner_id) ours.push_back(promise.owner_id->uuid);
  }
  const auto their_names = names_of(session, ws, "contacts", std::move(people));
  const auto our_names = names_of(session, ws, "users", std::move(ours));

  for (std::size_t i = 0; i < offer.statements.size(); ++i) {
    if (offer.review.classes[i] < StatementClass::benefit) continue;  // it answers nothing they asked for
    const Statement& statement = offer.statements[i];
    CustomerFacing::Gain gain;
    gain.need = need_text(statement.need_id);
    gain.benefit = text_of(statement.benefit);
    gain.how = PrintWords::joined({text_of(statement.feature), text_of(statement.advantage)}, words.language() == "en" ? "; " : "；");
    gain.proof = text_of(statement.proof);
    gain.condition = text_of(statement.condition);
    gain.result = text_of(statement.result);
    if (offer.review.classes[i] == StatementClass::value) {
      gain.figure = figure_of(statement, words);
      gain.basis = text_of(statement.basis);
      gain.confirmed_by = PrintWords::joined(
          {name_in(their_names, plain(statement.contact_id)), statement.confirmed_at ? words.date(*statement.confirmed_at) : std::string()},
          ", ");
    }
    content.gains.push_back(std::move(gain));
  }
  for (const PersonGain& gain : deal_gains(session, actor, opportunity)) {
    if (!gain.decides || !gain.benefit) continue;
    // What waits for a manager's look stays in the house; so does how near they stand to us.
    CustomerFacing::PersonGain shown{PrintWords::joined({gain.contact.name, text_of(gain.contact.title)}, ", "),
                                     text_of(gain.benefit->organisation_benefit),
                                     gain.held() ? std::string() : text_of(gain.benefit->personal_benefit)};
    if (!shown.organisation.empty() || !shown.personal.empty()) content.person_gains.push_back(std::move(shown));
  }
  content.value = value_for(session, actor, deal);
  for (const Criterion& criterion : criteria_grid(session, ws, deal).items)
    content.wishes.push_back({criterion.name, text_of(criterion.target), text_of(criterion.measure)});
  for (const Commitment& promise : promises) {
    const bool theirs = promise.who == CommitmentWho::customer;
    content.steps.push_back({promise.text ? *promise.text : words.name("commitment_action", promise.action),
                             theirs ? name_in(their_names, plain(promise.contact_id)) : name_in(our_names, plain(promise.owner_id)), theirs,
                             promise.due_at});
  }
  return content;
}

Result<print::Document> proposal(storage::Session& session, const Actor& actor, const Opportunity& opportunity, const PrintReader& reader,
                                 bool as_draft) {
  const bool is_held_back = offer_of(session, actor, opportunity).review.gate == method::ProposalGate::block;
  if (is_held_back && !as_draft) return fail(Error::make(Errc::conflict, "proposal_gate"));
  const PrintWords words = words_for(session, actor.workspace_id, reader);
  print::Document document = proposal_document(customer_facing(session, actor, opportunity, words), words);
  if (is_held_back) document.label = words("print.proposal.draft");
  return document;
}

}  // namespace wheelhouse::service
