#include "service/account_plan.h"

#include <array>
#include <boost/json.hpp>

#include "domain/call.h"
#include "domain/next_step.h"
#include "service/account_people.h"
#include "service/growth.h"
#include "service/name_lookup.h"
#include "service/need_view.h"
#include "service/print_parts.h"
#include "service/qualification_view.h"
#include "service/record_rules.h"

namespace wheelhouse::service {
namespace {

namespace json = boost::json;
using print::Tone;

constexpr std::size_t kCallsShown = 5;
constexpr std::array<std::string_view, 9> kPlaybookRows = {"buys", "sees", "wants", "time", "way", "lever", "spin", "avoid", "measure"};

class AccountPaper {
 public:
  AccountPaper(storage::Session& session, const Actor& actor, const Account& account, const PrintWords& words, Instant now)
      : session_(session), actor_(actor), account_(account), words_(words), now_(now) {}

  print::Document make() {
    print::Document document = internal_document(words_, session_, actor_.workspace_id, account_.name);
    const std::string owner = user_name(session_, actor_.workspace_id, plain(account_.owner_id));
    document.subtitle =
        PrintWords::joined({words_("print.account_plan"), account_.industry.value_or(""), account_.region.value_or(""),
                            account_.city.value_or(""), owner.empty() ? std::string() : words_("print.owner_is", {{"name", owner}})});
    out_ = &document.blocks;
    rating();
    playbook();
    deals();
    people();
    needs();
    goals();
    head("print.promises");
    add(open_promises(words_, session_, actor_, "account_id", account_.id.uuid, now_));
    head("print.objections");
    add(open_objections(words_, session_, actor_, "account_id", account_.id.uuid));
    steps();
    calls();
    return document;
  }

 private:
  void add(auto content) { out_->push_back(block(std::move(content))); }
  void head(std::string_view key, std::string note = {}) { add(print::Heading{words_(key), std::move(note)}); }

  void rating() {
    std::string text;
    write_qualification(text, session_, actor_, account_, now_);
    const json::object rated = json::parse(text).as_object();
    const auto share = [&](std::string_view name) {
      const json::value& value = rated.at(name);
      return value.is_number() ? words_.number(value.to_number<double>(), 1) : std::string(kNotKnown);
    };
    print::Facts facts;
    facts.items.push_back({words_("print.tier"), account_.tier ? words_.name("tier", *account_.tier) : std::string(kNotKnown)});
    const json::value& grid = rated.at("grid");
    facts.items.push_back(
        {words_("print.approach"), grid.is_string() ? words_("account_grid." + std::string(grid.get_string())) : std::string(kNotKnown)});
    facts.items.push_back({words_("print.keyness"), share("keyness")});
    facts.items.push_back({words_("print.attractiveness_strength"), share("attractiveness") + " / " + share("strength")});
    facts.items.push_back(
        {words_("print.buyer"), account_.buyer_type ? words_.name("buyer_type", *account_.buyer_type) : std::string(kNotKnown)});
    facts.items.push_back(stage_fact(words_, storage::find_position(session_, actor_.workspace_id, Unit::account, account_.id.uuid), now_));
    facts.items.push_back({words_("print.employees"),
                           account_.employees ? words_.number(static_cast<double>(*account_.employees), 0) : std::string(kNotKnown)});
    facts.items.push_back(
        {words_("print.revenue"), account_.annual_revenue_minor
                                      ? words_.money(static_cast<double>(*account_.annual_revenue_minor),
                                                     account_.currency.value_or(workspace_currency(session_, actor_.workspace_id)))
                                      : std::string(kNotKnown)});
    add(std::move(facts));
    if (account_.description) add(print::Paragraph{{{*account_.description}}});
  }

  // METHOD M67: how to sell to this kind of buyer. A mixed one has no playbook of its own: each deal is worked as its kind.
  void playbook() {
    const std::optional<BuyerType>& type = account_.buyer_type;
    const bool plays = type && *type != BuyerType::mixed;
    head("playbook.title", plays ? words_("playbook.mode", {{"mode", words_.name("selling_mode", *type)}}) : std::string());
    if (!plays) {
      add(print::Paragraph{{quiet(words_(type ? "playbook.mixed" : "playbook.unknown"))}});
      return;
    }
    print::Facts facts;
    facts.columns = 3;
    const std::string kind = "playbook." + std::string(to_string(*type)) + ".";
    for (const std::string_view row : kPlaybookRows)
      facts.items.push_back({words_("playbook.row." + std::string(row)), words_(kind + std::string(row))});
    add(std::move(facts));
  }

  void deals() {
    print::Table table;
    table.empty = words_("print.no_deals");
    table.columns = {{words_("print.deal"), 3},
                     {words_("print.stage"), 1.8},
                     {words_("print.days_in_stage"), 1, true},
                     {words_("print.close"), 1.5, true},
                     {words_("print.amount"), 1.4, true}};
    std::map<std::string, double> open;
    const auto all = seen_records<Opportunity>(
        session_, actor_, "account_id = ?2 ORDER BY result <> 'open', expected_close IS NULL, expected_close, id", {account_.id.uuid});
    for (const Opportunity& deal : all) {
      const auto position = storage::find_position(session_, actor_.workspace_id, Unit::opportunity, deal.id.uuid);
      const print::Fact stage = stage_fact(words_, position, now_);
      const print::Fact days = days_fact(words_, position, now_);
      const std::string currency = deal.currency.value_or(workspace_currency(session_, actor_.workspace_id));
      const bool is_open = deal.result == OpportunityResult::open;
      if (is_open && deal.amount_minor) open[currency] += static_cast<double>(*deal.amount_minor);
      table.rows.push_back(
          {{deal.name, Tone::plain, true, is_open ? std::string() : words_.name("result", deal.result)},
           {stage.value, stage.tone, false, stage.note},
           {is_open ? days.value : std::string(kNotKnown), is_open ? days.tone : Tone::quiet},
           {deal.expected_close ? words_.date(*deal.expected_close) : std::string(kNotKnown)},
           {deal.amount_minor ? words_.money(static_cast<double>(*deal.amount_minor), currency) : std::string(kNotKnown)}});
    }
    std::string sum;
    for (const auto& [currency, minor] : open) sum += (sum.empty() ? "" : " + ") + words_.money(minor, currency);
    head("print.deals", sum.empty() ? std::string() : words_("print.open_sum", {{"sum", sum}}));
    add(std::move(table));
  }

  void people() {
    const auto by_account = people_of_accounts(session_, actor_, {account_.id.uuid}, std::nullopt, now_);
    std::string note;
    if (const auto found = by_account.find(account_.id.uuid); found != by_account.end())
      if (const auto level = level_not_reached(found->second))
        note = words_("print.level_open", {{"level", words_.name("contact_level", *level)}});
    head("print.people", std::move(note));
    add(people_table(words_, session_, actor_, account_.id.uuid, now_));
  }

  void needs() {
    auto records = needs_with_parts(session_, actor_.workspace_id, "account_id", account_.id.uuid);
    std::erase_if(records, [&](const NeedRecord& record) {
      return !is_open(record.need.state) || !sees_belonging(session_, actor_, belonging_of(record.need));
    });
    const auto maturity = maturity_of(records);
    head("print.needs", maturity ? words_("print.maturity", {{"n", words_.number(*maturity, 0)}}) : std::string());
    print::List list;
    list.empty = words_("print.no_needs");
    for (const NeedRecord& record : records) {
      print::Item item{"",
                       {{record.need.text, Tone::plain, true},
                        {"  " + words_.name("need_state", record.need.state), is_explicit(record.need.state) ? Tone::ok : Tone::quiet}},
                       {}};
      if (!record.quotes.empty())
        item.below = {quiet(words_.quoted(record.quotes.back().text) + " " + words_.date(record.quotes.back().said_at))};
      list.items.push_back(std::move(item));
    }
    add(std::move(list));
  }

  // METHOD M45: the second column, what the customer wants to become.
  void goals() {
    const auto goals = goals_of(session_, actor_.workspace_id, account_.id.uuid);
    head("print.goals", check_of(account_, goals).lacks_goal ? words_("print.lacks_goal") : std::string());
    std::vector<Uuid> owners;
    for (const DevelopmentGoal& goal : goals)
      if (goal.contact_id) owners.push_back(goal.contact_id->uuid);
    const auto names = names_of(session_, actor_.workspace_id, "contacts", std::move(owners));
    print::Table table;
    table.empty = words_("print.no_goals");
    table.columns = {{words_("print.goal"), 3},
                     {words_("print.goal_measure"), 2},
                     {words_("print.goal_owner"), 1.4},
                     {words_("print.contribution"), 2.6}};
    for (const DevelopmentGoal& goal : goals) {
      const std::string measure = PrintWords::joined({goal.measure.value_or(""), goal.target.value_or("")});
      const auto owner = goal.contact_id ? names.find(goal.contact_id->uuid) : names.end();
      table.rows.push_back(
          {{goal.text, Tone::plain, true, goal.due_on ? words_.date(*goal.due_on) : std::string()},
           {measure.empty() ? std::string(kNotKnown) : measure},
           {owner == names.end() ? words_("print.no_owner") : owner->second, owner == names.end() ? Tone::bad : Tone::plain},
           {goal.contribution.value_or(std::string(kNotKnown)), goal.contributed_at ? Tone::ok : Tone::plain, false,
            goal.contributed_at ? words_("print.contributed", {{"date", words_.date(*goal.contributed_at)}}) : std::string()}});
    }
    add(std::move(table));
  }

  void steps() {
    head("print.next_steps");
    print::List list;
    list.empty = words_("print.no_steps");
    for (const NextStep& step : seen_records<NextStep>(
             session_, actor_, "account_id = ?2 AND done_at IS NULL ORDER BY due_on IS NULL, due_on, id", {account_.id.uuid})) {
      print::Item item{step.due_on ? words_.date(*step.due_on) : words_("print.no_date"), {{step.text}}, {}};
      const std::string who = user_name(session_, actor_.workspace_id, plain(step.owner_id));
      if (!who.empty()) item.text.push_back(quiet(" · " + who));
      list.items.push_back(std::move(item));
    }
    add(std::move(list));
  }

  void calls() {
    head("print.calls");
    print::List list;
    list.empty = words_("print.no_calls");
    auto all = seen_records<Call>(session_, actor_, "account_id = ?2 AND status <> 'cancelled' ORDER BY held_at DESC, id DESC LIMIT 40",
                                  {account_.id.uuid});
    if (all.size() > kCallsShown) all.resize(kCallsShown);
    for (const Call& call : all) {
      print::Item item{
          words_.date(call.held_at), {{call.subject, Tone::plain, true}, quiet("  " + words_.name("call_status", call.status))}, {}};
      const std::string below = call.status == CallStatus::held ? call.summary.value_or("") : call.objective.value_or("");
      if (!below.empty()) item.below = {quiet(below)};
      list.items.push_back(std::move(item));
    }
    add(std::move(list));
  }

  storage::Session& session_;
  const Actor& actor_;
  const Account& account_;
  const PrintWords& words_;
  const Instant now_;
  std::vector<print::Block>* out_ = nullptr;
};

}  // namespace

print::Document account_plan(storage::Session& session, const Actor& actor, const Account& account, const PrintReader& reader) {
  const PrintWords words = words_for(session, actor.workspace_id, reader);
  return AccountPaper(session, actor, account, words, reader.now).make();
}

}  // namespace wheelhouse::service
