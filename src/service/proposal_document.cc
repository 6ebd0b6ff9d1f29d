// Lays a proposal out. Knows no record: see proposal.h.
#include "service/proposal.h"

namespace wheelhouse::service {
namespace {

print::Block block(auto content) { return print::Block{std::move(content)}; }

print::Item item_of(const CustomerFacing::Gain& gain, const PrintWords& words) {
  print::Item item;
  item.text = {{gain.benefit, print::Tone::plain, true}};
  if (!gain.figure.empty()) item.text.push_back({"  " + gain.figure, print::Tone::accent, true});
  const auto labelled = [&](const char* key, const std::string& text) {
    return text.empty() ? std::string() : words(key, {{"text", text}});
  };
  const std::string below =
      PrintWords::joined({labelled("print.proposal.for_need", gain.need), labelled("print.proposal.how", gain.how),
                          labelled("print.proposal.basis", gain.basis), labelled("print.proposal.proof", gain.proof),
                          labelled("print.proposal.condition", gain.condition), labelled("print.proposal.result", gain.result),
                          labelled("print.proposal.confirmed", gain.confirmed_by)},
                         "\n");
  if (!below.empty()) item.below = {{below, print::Tone::quiet}};
  return item;
}

void add_value(std::vector<print::Block>& blocks, const CustomerFacing::Value& value, const PrintWords& words) {
  print::Table table;
  table.columns = {{words("print.proposal.item"), 3.4}, {words("print.proposal.when"), 1}, {words("print.proposal.amount"), 1.5, true}};
  const auto row = [&](const CustomerFacing::Amount& amount, bool gain) {
    table.rows.push_back({{amount.name, print::Tone::plain, false, amount.basis},
                          {words(amount.yearly ? "print.proposal.yearly" : "print.proposal.once")},
                          {(gain ? "+" : "") + words.money(gain ? amount.minor : -amount.minor, value.currency, true),
                           gain ? print::Tone::accent : print::Tone::plain}});
  };
  for (const auto& amount : value.benefits) row(amount, true);
  for (const auto& amount : value.costs) row(amount, false);
  table.total = {{words("print.value_first_year")}, {""}, {words.money(value.first_year, value.currency, true)}};
  blocks.push_back(block(std::move(table)));
  const std::string stop = words.language() == "en" ? ". " : "。";
  std::string note;
  if (!value.benefits.empty()) {
    if (value.payback_years) note += words("print.payback", {{"n", std::to_string(*value.payback_years)}}) + stop;
    note += words("print.proposal.net_present", {{"n", std::to_string(value.years)},
                                                 {"rate", words.percent(value.rate)},
                                                 {"value", words.money(value.net_present, value.currency, true)}}) +
            stop;
  }
  note += words("print.proposal.value_note");
  blocks.push_back(block(print::Paragraph{{{note, print::Tone::quiet}}}));
}

}  // namespace

print::Document proposal_document(const CustomerFacing& content, const PrintWords& words) {
  print::Document document = words.document(content.title, content.house);
  document.subtitle = PrintWords::joined(
      {words("print.proposal.title"), content.customer.empty() ? std::string() : words("print.proposal.to", {{"name", content.customer}}),
       document.date});
  auto& blocks = document.blocks;
  const std::string later = words("print.proposal.later");
  if (!content.improvement.empty()) blocks.push_back(block(print::Paragraph{{{content.improvement}}, true}));

  blocks.push_back(block(print::Heading{words("print.proposal.needs")}));
  print::List needs{{}, later};
  for (const auto& need : content.needs) {
    print::Item item{std::to_string(needs.items.size() + 1), {{need.text, print::Tone::plain, true}}, {}};
    if (!need.quote.empty()) item.below = {{words.quoted(need.quote), print::Tone::quiet}};
    needs.items.push_back(std::move(item));
  }
  blocks.push_back(block(std::move(needs)));

  if (!content.wishes.empty()) {
    blocks.push_back(block(print::Heading{words("print.proposal.wishes")}));
    print::Table table;
    table.columns = {{words("print.criterion"), 2}, {words("print.proposal.target"), 2}, {words("print.proposal.measure"), 2}};
    for (const auto& wish : content.wishes)
      table.rows.push_back({{wish.name, print::Tone::plain, true},
                            {wish.target.empty() ? std::string(kNotKnown) : wish.target},
                            {wish.measure.empty() ? std::string(kNotKnown) : wish.measure}});
    blocks.push_back(block(std::move(table)));
  }

  blocks.push_back(block(print::Heading{words("print.proposal.answer")}));
  if (!content.parts.empty()) {
    print::Table table;
    table.columns = {{words("print.proposal.part"), 2}, {words("print.proposal.product"), 1.5}, {words("print.proposal.serves"), 2.2}};
    for (const auto& part : content.parts)
      table.rows.push_back({{part.name, print::Tone::plain, true},
                            {part.product.empty() ? std::string(kNotKnown) : part.product},
                            {part.need.empty() ? std::string(kNotKnown) : part.need}});
    blocks.push_back(block(std::move(table)));
  }
  print::List gains{{}, content.parts.empty() ? later : std::string()};
  for (const auto& gain : content.gains) gains.items.push_back(item_of(gain, words));
  if (!gains.items.empty() || !gains.empty.empty()) blocks.push_back(block(std::move(gains)));

  if (!content.person_gains.empty()) {
    blocks.push_back(block(print::Heading{words("print.proposal.person_gains")}));
    print::Table table;
    table.columns = {
        {words("print.proposal.person"), 1.6}, {words("print.proposal.for_organisation"), 2.6}, {words("print.proposal.for_person"), 2.2}};
    for (const auto& gain : content.person_gains)
      table.rows.push_back({{gain.who, print::Tone::plain, true}, {gain.organisation}, {gain.personal}});
    blocks.push_back(block(std::move(table)));
  }

  blocks.push_back(block(print::Heading{words("print.proposal.value")}));
  if (content.value)
    add_value(blocks, *content.value, words);
  else
    blocks.push_back(block(print::List{{}, later}));

  blocks.push_back(block(print::Heading{words("print.proposal.steps")}));
  print::Table steps;
  steps.columns = {{words("print.proposal.due"), 1}, {words("print.proposal.step"), 3}, {words("print.proposal.who"), 1.6}};
  steps.empty = later;
  for (const auto& step : content.steps)
    steps.rows.push_back({{step.due_at ? words.date(*step.due_at) : words("print.no_date")},
                          {step.text},
                          {PrintWords::joined({step.theirs ? content.customer : content.house, step.who})}});
  blocks.push_back(block(std::move(steps)));

  if (!content.seller.empty()) {
    const std::string contact = PrintWords::joined({content.seller, content.house, content.seller_email});
    blocks.push_back(block(print::Paragraph{{{words("print.proposal.contact") + "  ", print::Tone::quiet}, {contact}}}));
  }
  return document;
}

}  // namespace wheelhouse::service
