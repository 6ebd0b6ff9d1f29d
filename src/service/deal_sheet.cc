#include "service/deal_sheet.h"

#include <algorithm>

#include "domain/account.h"
#include "domain/next_step.h"
#include "service/action_words.h"
#include "service/criteria_grid.h"
#include "service/need_view.h"
#include "service/print_parts.h"
#include "service/question_bank.h"
#include "service/question_chains.h"
#include "service/record_rules.h"
#include "service/today.h"
#include "service/value_view.h"

namespace wheelhouse::service {
namespace {

using print::Tone;

constexpr std::size_t kActions = 3;  // C23
constexpr std::size_t kRivals = 4;   // as many as are compared (C14); they fit beside one another

struct Sheet {
  const PrintWords& words;
  storage::Session& session;
  const Actor& actor;
  const Opportunity& deal;
  Instant now;
  std::int64_t ws() const { return actor.workspace_id; }
};

// What the customer said of a need, the latest that proves something.
const NeedQuote* quote_of(const NeedRecord& record) {
  const NeedQuote* quote = nullptr;
  for (const NeedQuote& one : record.quotes)
    if (!quote || proves(one) >= proves(*quote)) quote = &one;
  return quote;
}

print::List needs_list(const Sheet& sheet, const std::vector<NeedRecord>& needs) {
  print::List list;
  list.empty = sheet.words("print.no_needs");
  std::vector<const NeedRecord*> order;
  for (const NeedRecord& record : needs)
    if (record.need.state != NeedState::dropped) order.push_back(&record);
  std::stable_sort(order.begin(), order.end(), [](const NeedRecord* a, const NeedRecord* b) {
    const auto rank = [](const NeedRecord& r) { return std::pair(is_explicit(r.need.state), intensity_of(r.need).value_or(0)); };
    return rank(*a) > rank(*b);
  });
  std::vector<Uuid> speakers;
  for (const NeedRecord* record : order)
    if (const NeedQuote* quote = quote_of(*record); quote && quote->contact_id) speakers.push_back(quote->contact_id->uuid);
  const auto names = names_of(sheet.session, sheet.ws(), "contacts", std::move(speakers));
  for (const NeedRecord* record : order) {
    print::Item item;
    item.text = {{record->need.text, Tone::plain, true},
                 {"  " + sheet.words.name("need_state", record->need.state), is_explicit(record->need.state) ? Tone::ok : Tone::quiet}};
    if (record->need.must_have) item.text.push_back(quiet(" · " + sheet.words("print.must_have")));
    if (const NeedQuote* quote = quote_of(*record))
      item.below = {
          quiet(sheet.words.quoted(quote->text) + " " +
                PrintWords::joined({name_in(names, plain(quote->contact_id)), sheet.words.date(quote->said_at)}, sheet.words.comma()))};
    list.items.push_back(std::move(item));
  }
  return list;
}

print::Table criteria_table(const Sheet& sheet, const CriteriaGrid& grid) {
  print::Table table;
  table.empty = sheet.words("print.no_criteria");
  const std::size_t rivals = std::min(grid.rivals.size(), kRivals);
  table.columns = {{sheet.words("print.criterion"), 2.8}, {sheet.words("print.weight"), 1.25, true}, {sheet.words("print.us"), 1, true}};
  for (std::size_t i = 0; i < rivals; ++i) table.columns.push_back({grid.rivals[i].name, 1.3, true});
  table.columns.push_back({sheet.words("print.play"), 1.6, true});
  std::vector<const Criterion*> order;
  for (const Criterion& criterion : grid.items) order.push_back(&criterion);
  std::stable_sort(order.begin(), order.end(),
                   [](const Criterion* a, const Criterion* b) { return a->weight.value_or(0) > b->weight.value_or(0); });
  const auto score = [&](std::optional<double> value) { return value ? sheet.words.number(*value, 1) : std::string(kNotKnown); };
  const auto weakest = weakest_criterion(grid);
  for (const Criterion* criterion : order) {
    const bool weak = criterion == weakest.criterion && weakest.gap < 0;
    std::vector<print::Cell> row{
        {criterion->name, weak ? Tone::warn : Tone::plain, weak},
        {criterion->weight && grid.weights_sum > 0 ? sheet.words.percent(grid.share_of(*criterion)) : std::string(kNotKnown)},
        {score(criterion->our_score), Tone::accent, true}};
    for (std::size_t i = 0; i < rivals; ++i) row.push_back({score(grid.score_of(*criterion, grid.rivals[i]))});
    const auto play = play_of(grid, *criterion);
    row.push_back({play ? sheet.words.name("criterion_play", *play) : std::string(kNotKnown), Tone::quiet});
    table.rows.push_back(std::move(row));
  }
  if (rivals > 0 && !grid.items.empty()) {
    // Each rival is compared over what both are scored on, so our own total can differ from one to the next.
    std::string ours;
    std::vector<print::Cell> theirs;
    for (std::size_t i = 0; i < rivals; ++i) {
      const RivalTotals totals = rival_totals(grid, grid.rivals[i]);
      if (ours.empty() && totals.ours) ours = sheet.words.fixed(*totals.ours, 2);
      theirs.push_back({totals.theirs ? sheet.words.fixed(*totals.theirs, 2) : std::string(kNotKnown)});
    }
    table.total = {{sheet.words("print.weighted_total")}, {""}, {ours.empty() ? std::string(kNotKnown) : ours, Tone::accent}};
    table.total.insert(table.total.end(), theirs.begin(), theirs.end());
    table.total.push_back({""});
  }
  return table;
}

// Benefits and what is taken from them by kind, to what is left.
print::Bars value_bars(const Sheet& sheet, const DealValue& value) {
  print::Bars bars;
  if (!value.ours || value.ours->items.empty()) return bars;
  const auto& year = value.ours->first_year;
  const double left = std::min(0.0, year.value), width = std::max(1.0, std::max(year.benefit, 0.0) - left);
  const auto at = [&](double minor) { return (minor - left) / width; };
  const auto money = [&](double minor) { return sheet.words.money(minor, value.currency); };
  bars.items.push_back({sheet.words("print.benefits"), money(year.benefit), at(0), at(year.benefit), Tone::accent});
  bars.items.push_back({sheet.words("print.costs"), money(-year.cost), at(year.benefit), at(year.value), Tone::quiet});
  bars.items.push_back(
      {sheet.words("print.value_first_year"), money(year.value), at(0), at(year.value), year.value < 0 ? Tone::bad : Tone::ok, true});
  return bars;
}

Result<print::List> actions_list(const Sheet& sheet, const PrintReader& reader) {
  TodayQuery query;
  query.opportunity_id = sheet.deal.id.uuid;
  query.limit = kActions;
  query.offset_minutes = reader.offset_minutes;
  const auto today = read_today(sheet.session, sheet.actor, query, sheet.now);
  if (!today) return fail(today.error());
  std::vector<Uuid> contacts;
  for (const NextAction& action : today->actions)
    if (action.detail.contact_id) contacts.push_back(*action.detail.contact_id);
  const auto people = names_of(sheet.session, sheet.ws(), "contacts", std::move(contacts));
  print::List list;
  list.empty = sheet.words("print.no_actions");
  for (const NextAction& action : today->actions) {
    const ActionWords said = words_of(action, sheet.words, people);
    list.items.push_back({std::to_string(list.items.size() + 1), {{said.what, Tone::plain, true}}, {quiet(said.why)}});
  }
  return list;
}

// What both sides promised, then what we mean to do ourselves.
print::List promises_and_steps(const Sheet& sheet) {
  print::List list = open_promises(sheet.words, sheet.session, sheet.actor, "opportunity_id", sheet.deal.id.uuid, sheet.now);
  for (const NextStep& step : storage::select_records<NextStep>(
           sheet.session, sheet.ws(), "opportunity_id = ?2 AND done_at IS NULL ORDER BY due_on IS NULL, due_on, id",
           {sheet.deal.id.uuid})) {
    print::Item item{step.due_on ? sheet.words.date(*step.due_on) : sheet.words("print.no_date"),
                     {{sheet.words("print.ours") + " ", Tone::plain, true}, {step.text}, quiet(" · " + sheet.words("print.next_step"))},
                     {}};
    if (step.due_on && *step.due_on < sheet.words.today()) item.text.push_back({" · " + sheet.words("print.overdue"), Tone::bad});
    list.items.push_back(std::move(item));
  }
  return list;
}

print::List next_question_list(const Sheet& sheet, const QuestionChains& chains) {
  const NextQuestion next = next_question(chains);
  std::string about;
  for (const NeedRecord& record : chains.needs)
    if (next.need_id == record.need.id.uuid) about = record.need.text;
  const std::string text = next.template_id.empty() ? std::string() : spoken_text(sheet.words.language(), next.template_id);
  print::Item item;
  item.text = {{text.empty() ? sheet.words.name("question_type", next.type) : text}};
  item.below = {quiet(PrintWords::joined({text.empty() ? std::string() : sheet.words.name("question_type", next.type),
                                          about.empty() ? std::string() : sheet.words("print.about_need", {{"need", about}})}))};
  return {{item}, ""};
}

print::Facts head_facts(const Sheet& sheet, const std::optional<storage::PositionRow>& position, const DealValue& value,
                        const CriteriaGrid& grid) {
  const PrintWords& words = sheet.words;
  const std::string none(kNotKnown);
  print::Facts facts;
  const Opportunity& deal = sheet.deal;
  facts.items.push_back(
      {words("print.amount"),
       deal.amount_minor ? words.money(static_cast<double>(*deal.amount_minor), deal.currency.value_or(value.currency)) : none});
  print::Fact close{words("print.close"), deal.expected_close ? words.full_date(*deal.expected_close) : none};
  if (deal.result != OpportunityResult::open) {
    close.note = words.name("result", deal.result);
  } else if (deal.expected_close) {
    const std::int64_t left = deal.expected_close->days - words.today().days;
    close.note = words(left < 0 ? "print.days_past" : "print.days_left", {{"n", std::to_string(left < 0 ? -left : left)}});
    if (left < 0) close.tone = Tone::bad;
  }
  facts.items.push_back(std::move(close));
  facts.items.push_back(stage_fact(words, position, sheet.now));
  facts.items.push_back(days_fact(words, position, sheet.now));

  const bool any = value.ours && !value.ours->items.empty();
  print::Fact worth{words("print.value_less_cost"), none};
  print::Fact confirmed{words("print.confirmed"), none};
  if (value.mixed) worth.note = words("print.mixed_currency");
  if (any) {
    worth.value = words.money(value.ours->first_year.value, value.currency);
    worth.tone = value.ours->first_year.value < 0 ? Tone::bad : Tone::plain;
    worth.note = value.ours->net.payback ? words("print.payback", {{"n", std::to_string(*value.ours->net.payback)}})
                                         : words("print.no_payback", {{"n", std::to_string(value.years)}});
    confirmed.value = std::to_string(value.ours->confirmed) + " / " + std::to_string(value.ours->benefits);
    confirmed.note = words.money(value.ours->confirmed_amount, value.currency);
  }
  facts.items.push_back(std::move(worth));
  facts.items.push_back(std::move(confirmed));
  // Against the rival who comes closest, or is ahead.
  print::Fact race{words("print.against_best"), none};
  std::optional<double> least;
  for (const Competitor& rival : grid.rivals) {
    const RivalTotals totals = rival_totals(grid, rival);
    if (!totals.ours || (least && *totals.ours - *totals.theirs >= *least)) continue;
    least = *totals.ours - *totals.theirs;
    race.value = words.fixed(*totals.ours, 2) + " : " + words.fixed(*totals.theirs, 2);
    race.tone = *least < 0 ? Tone::bad : Tone::ok;
    race.note = rival.name;
  }
  facts.items.push_back(std::move(race));
  print::Fact weak{words("print.weakest"), none};
  if (const auto weakest = weakest_criterion(grid); weakest.criterion) {
    weak.value = weakest.criterion->name;
    weak.note = words("print.weakest_note", {{"score", words.number(*weakest.criterion->our_score, 1)},
                                             {"gap", (weakest.gap > 0 ? "+" : "") + words.number(weakest.gap, 1)}});
  }
  facts.items.push_back(std::move(weak));
  return facts;
}

}  // namespace

Result<print::Document> deal_sheet(storage::Session& session, const Actor& actor, const Opportunity& opportunity,
                                   const PrintReader& reader) {
  const std::int64_t ws = actor.workspace_id;
  const Uuid id = opportunity.id.uuid;
  const PrintWords words = words_for(session, ws, reader);
  const Sheet sheet{words, session, actor, opportunity, reader.now};
  const auto position = storage::find_position(session, ws, Unit::opportunity, id);
  const CriteriaGrid grid = criteria_grid(session, ws, id);
  const auto value = deal_value(session, actor, id);
  auto needs = needs_with_parts(session, ws, "opportunity_id", id);
  const auto maturity = maturity_of(needs);
  const auto explicit_needs = std::count_if(needs.begin(), needs.end(), [](const NeedRecord& r) { return is_explicit(r.need.state); });
  const auto all_needs = std::count_if(needs.begin(), needs.end(), [](const NeedRecord& r) { return is_open(r.need.state); });
  auto actions = actions_list(sheet, reader);
  if (!actions) return fail(actions.error());

  print::Document document = internal_document(words, session, ws, opportunity.name);
  document.one_page = true;
  std::string tier;
  if (opportunity.account_id)
    if (const auto account = storage::find_record(session, ws, *opportunity.account_id); account && account->tier)
      tier = words.name("tier", *account->tier);
  const std::string owner = user_name(session, ws, plain(opportunity.owner_id));
  const std::string account = account_name(session, ws, plain(opportunity.account_id));
  document.subtitle = PrintWords::joined({words("print.deal_sheet"), account.empty() ? words("print.no_account") : account, tier,
                                          owner.empty() ? std::string() : words("print.owner_is", {{"name", owner}})});

  auto& blocks = document.blocks;
  blocks.push_back(block(head_facts(sheet, position, *value, grid)));
  blocks.push_back(block(stage_steps(words, position)));
  if (opportunity.improvement_sentence)
    blocks.push_back(block(print::Note{{{words("print.improvement") + "  ", Tone::accent, true}, {*opportunity.improvement_sentence}}}));

  print::Pair pair;
  pair.share = 0.54;
  print::Heading needs_head{words("print.needs")};
  if (all_needs > 0)
    needs_head.note =
        PrintWords::joined({words("print.explicit_of", {{"n", std::to_string(explicit_needs)}, {"of", std::to_string(all_needs)}}),
                            maturity ? words("print.maturity", {{"n", words.number(*maturity, 0)}}) : std::string()});
  pair.left.push_back(block(std::move(needs_head)));
  pair.left.push_back(block(needs_list(sheet, needs)));
  pair.left.push_back(block(print::Heading{words("print.criteria"), grid.items.empty() ? std::string() : words("print.criteria_note")}));
  pair.left.push_back(block(criteria_table(sheet, grid)));
  pair.left.push_back(block(print::Heading{words("print.value"), value->currency}));
  print::Bars bars = value_bars(sheet, *value);
  if (bars.items.empty())
    pair.left.push_back(block(print::List{{}, words("print.no_value")}));
  else
    pair.left.push_back(block(std::move(bars)));

  pair.right.push_back(block(print::Heading{words("print.next_actions")}));
  pair.right.push_back(block(std::move(*actions)));
  pair.right.push_back(block(print::Heading{words("print.next_question")}));
  pair.right.push_back(block(next_question_list(sheet, question_chains(session, ws, id, std::nullopt, std::move(needs)))));
  pair.right.push_back(block(print::Heading{words("print.promises_and_steps")}));
  pair.right.push_back(block(promises_and_steps(sheet)));
  pair.right.push_back(block(print::Heading{words("print.objections")}));
  pair.right.push_back(block(open_objections(words, session, actor, "opportunity_id", id)));
  blocks.push_back(block(std::move(pair)));

  blocks.push_back(block(print::Heading{words("print.people")}));
  blocks.push_back(block(people_table(words, session, actor, plain(opportunity.account_id), reader.now)));
  return document;
}

}  // namespace wheelhouse::service
