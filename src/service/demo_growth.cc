// The demo book's second column: what customers want to become, what each who decides gains, and how our own people look at themselves.
#include <algorithm>
#include <boost/json.hpp>

#include "service/demo_teller.h"
#include "service/self_check.h"

namespace wheelhouse::service::demo {
namespace {

class Growth : public Teller {
 public:
  using Teller::Teller;

  void tell() {
    if (d_.stage >= 2 && d_.index % 5 != 4) set_goals();
    if (d_.stage >= 4) name_gains();
  }

 private:
  void goal(int step, const Words& text, const Words& measure, const Words& target, int days, std::size_t owner, const Words& contribution,
            bool contributed) {
    DevelopmentGoal goal;
    goal.account_id = d_.account;
    goal.text = say(text);
    goal.measure = say(measure);
    goal.target = say(target);
    goal.due_on = date_of(d_.now.plus_days(days));
    goal.contact_id = person(owner);
    goal.contribution = say(contribution);
    if (contributed) goal.contributed_at = moment(d_.stage, step + 1);
    write(contributed ? moment(d_.stage, step + 2) : moment(2, step), goal);
  }
  void set_goals() {
    goal(40, {"两年内再开三个不用夜班的仓", "Three more sites without a night shift within two years"},
         {"夜班工时", "hours of night shift"}, {"每月 0 小时", "none"}, 540, 0,
         {"首仓的班组由我们培训", "We train the crew of the first site"}, d_.stage >= 6);
    if (d_.index % 2 == 0)
      goal(42, {"三年内做到当天下单当天发", "Orders of the day leave on the day, within three years"},
           {"当天发货比例", "orders shipped the same day"}, {"95%", "95%"}, 900, 1,
           {"每季度一起复盘一次瓶颈", "A quarterly review of what holds it up"}, false);
  }
  void gain(int step, std::size_t who, const Words& organisation, const Words& personal, PersonalGain kind) {
    ContactBenefit benefit;
    benefit.contact_id = person(who);
    benefit.organisation_benefit = say(organisation);
    benefit.personal_benefit = say(personal);
    benefit.personal_gain = kind;
    write(moment(4, step), benefit);
  }
  void name_gains() {
    gain(44, 0, {"月底不停线，一年多出四天产能", "No stop at month end: four more days of output a year"},
         {"在集团年会上讲这个项目", "Presents the project at the group's annual meeting"}, PersonalGain::recognition);
    if (d_.index % 3 == 0)  // held back: METHOD M104
      gain(45, 1, {"盘点差错降到千分之一", "Count errors down to one in a thousand"},
           {"项目成了送一张购物卡表示感谢", "A gift voucher as a thank-you when it is done"}, PersonalGain::ease);
    else
      gain(45, 1, {"盘点差错降到千分之一", "Count errors down to one in a thousand"}, {"周末不再被叫回来", "No more calls on the weekend"},
           PersonalGain::ease);
  }
};

Action check(const Id<User>& of, const Id<User>& by, Instant when, const std::array<int, kSelfCheckItems>& ratings,
             std::vector<std::pair<std::size_t, std::string>> actions) {
  return {when, [=](UnitOfWork& work) {
            Actor rater = work.actor();
            rater.user_id = by.uuid;
            UnitOfWork own(work.session(), rater, work.now());
            boost::json::array scores, to_do(kSelfCheckItems);
            for (const int rating : ratings) scores.emplace_back(rating);
            for (const auto& [item, text] : actions) to_do[item] = text;
            require(create_self_check(own, {{"user_id", to_string(of)}, {"ratings", scores}, {"actions", to_do}}));
          }};
}

}  // namespace

std::vector<Action> growth_story(const SellingDeal& deal) {
  Growth growth(deal);
  growth.tell();
  return std::move(growth.actions);
}

std::vector<Action> self_checks(const std::vector<Id<User>>& sellers, const Id<User>& manager, Instant now) {
  std::vector<Action> actions;
  for (std::size_t i = 0; i < sellers.size(); ++i) {
    const int better = static_cast<int>(i % 2);
    const auto at = [&](int days) { return Instant{now.plus_days(-days).ms + static_cast<std::int64_t>(i) * 60'000}; };
    actions.push_back(check(sellers[i], sellers[i], at(190), {3, 2, 3, 2, 3, 2, 1, 2 + better}, {{6, "读完客户所在行业的招投标办法"}}));
    actions.push_back(check(sellers[i], sellers[i], at(96), {3, 3, 3, 3, 3, 2, 2, 2 + better}, {}));
    actions.push_back(check(sellers[i], manager, at(94), {3, 3, 3, 2, 3, 2, 2, 1 + better}, {{7, "每周看一次客户的行业新闻"}}));
    actions.push_back(check(sellers[i], sellers[i], at(6), {4, 3, 3, 3, 3, 3, 2, 3}, {}));
  }
  return actions;
}

void log_talk(int index, int visit, Call& call) {
  call.talk_share = 36 + visit * 7 + index % 5 * 2;
  call.confirmed_summaries = visit;
  const auto yes = [](bool said) { return std::optional<double>(said ? 1 : 0); };
  call.reflections = {yes(true), yes(visit > 0), yes(visit > 1), yes((index + visit) % 3 == 0), yes(visit > 0 && index % 4 != 0)};
}

std::vector<Question> asked_in(const Call& call, int visit, bool english) {
  constexpr QuestionType kByVisit[][2] = {{QuestionType::situation, QuestionType::situation},
                                          {QuestionType::situation, QuestionType::problem},
                                          {QuestionType::problem, QuestionType::implication},
                                          {QuestionType::implication, QuestionType::need_payoff}};
  constexpr Words kAsked[] = {{"这一段现在由谁负责，怎么走？", "Who handles this today, and how does it run?"},
                              {"旺季时人手够用吗？", "Are there hands enough in the peak season?"},
                              {"再拖一年，交付目标还能完成吗？", "If it goes on for a year, can the delivery target still be met?"},
                              {"不用加班对你意味着什么？", "What would an end of the overtime mean to you?"}};
  std::vector<Question> questions;
  for (const QuestionType type : kByVisit[std::min(visit, 3)]) {
    const Words& words = kAsked[static_cast<std::size_t>(type)];
    Question& question = questions.emplace_back();
    question.account_id = call.account_id;
    question.opportunity_id = call.opportunity_id;
    question.call_id = call.id;
    question.contact_id = call.contact_ids.front();
    question.type = type;
    question.text = english ? words.en : words.zh;
    question.asked = true;
  }
  return questions;
}

}  // namespace wheelhouse::service::demo
