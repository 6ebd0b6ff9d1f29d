#include <boost/json.hpp>

#include "method/stage.h"
#include "service/demo_teller.h"
#include "service/local_time.h"

namespace wheelhouse::service::demo {
namespace {

namespace json = boost::json;

constexpr int kChinaMinutes = 8 * 60;

class Ground : public Teller {
 public:
  using Teller::Teller;

  void tell() {
    set_dimensions();
    set_rules();
    if (d_.stage >= 4) draw_triangle();
    if (d_.stage >= 3 && d_.stage < 8) name_issues();
    if (d_.stage == 8) serve();
    if (is_stuck() && !d_.lap_closed && d_.index % 2 == 0) think_anew();
  }

 private:
  Date day(std::int64_t from_today) const {
    return Date{local_date(d_.now, kChinaMinutes).days + static_cast<std::int32_t>(from_today)};
  }
  Instant ago(int days, int minute) const { return Instant{d_.now.plus_days(-days).ms - minute * 60'000LL}; }
  bool is_stuck() const {
    const auto stage = static_cast<std::size_t>(d_.stage - 1);
    const auto& settings = method::default_stage_settings();
    return d_.stage > 1 && d_.entered[stage].ms != 0 &&
           static_cast<double>(age_days(d_.now, d_.entered[stage])) > settings.norm_dwell_days[stage] * settings.stuck_factor;
  }

  // Current and ideal beside the problem of the story: one the customer confirmed, one that is our guess, one without a gap.
  void set_dimensions() {
    if (d_.stage < 2) return;
    const struct {
      Words name, unit, now, ideal;
      double weight, level_now, level_ideal, promised, measured;
      std::int64_t yearly;
      bool confirmed;
    } rows[] = {{{"停机时间", "Downtime"}, {"小时/月", "hours a month"}, {"14", "14"}, {"2", "2"}, 0.6, 4, 8, 7, 7, 180'000'00, true},
                {{"批次可追溯", "Batches traced"}, {"%", "%"}, {"70", "70"}, {"100", "100"}, 0.4, 5, 9, 8, 6, 90'000'00, false},
                {{"培训", "Training"}, {"天/人", "days a person"}, {"2", "2"}, {"2", "2"}, 0.2, 8, 8, 8, 8, 0, false}};
    int step = 20;
    for (const auto& row : rows) {
      Problem problem;
      problem.name = say(row.name);
      problem.unit = say(row.unit);
      problem.value_now = say(row.now);
      problem.value_ideal = say(row.ideal);
      problem.weight = row.weight;
      problem.level_now = row.level_now;
      problem.level_ideal = row.level_ideal;
      problem.contact_id = person(1);
      if (d_.stage >= 6) problem.level_promised = row.promised;
      if (d_.stage == 8) problem.level_measured = row.measured;
      if (row.confirmed && d_.stage >= 3) problem.confirmed_at = moment(2, step);
      if (row.yearly > 0) {
        problem.yearly_value_minor = row.yearly;
        problem.currency = "CNY";
      }
      write(moment(2, step++), problem);
    }
  }

  void rule(int step, const Words& text, const Words& source, const Words& applies_to, bool mandatory, Compliance compliance,
            std::optional<Date> due_on = std::nullopt) {
    GameRule rule;
    rule.account_id = d_.account;
    rule.text = say(text);
    rule.source = say(source);
    rule.applies_to = say(applies_to);
    rule.mandatory = mandatory;
    rule.compliance = compliance;
    rule.due_on = due_on;
    write(moment(2, step), rule);
  }
  void set_rules() {
    if (d_.stage < 2) return;
    rule(30, {"五十万以上必须公开招标", "Above 500,000 there must be a public tender"}, {"集团采购制度第 12 条", "Group purchasing rule 12"},
         {"设备采购", "Equipment"}, true, d_.index % 3 == 0 ? Compliance::unknown : Compliance::met,
         d_.stage < 8 ? std::optional(day(5 + d_.index % 20)) : std::nullopt);
    rule(31, {"供应商需在现场演示", "Suppliers show their product on site"}, {"技术部", "Technical department"}, {"入围两家", "The last two"},
         false, d_.stage >= 6 ? Compliance::met : Compliance::unknown);
    if (d_.index % 4 == 0)
      rule(32, {"不收任何礼品", "No gifts of any kind"}, {"廉洁协议", "Integrity agreement"}, {"所有人", "Everybody"}, true, Compliance::met);
  }

  void draw_triangle() {
    Triangle triangle;
    triangle.our_strengths = say({"同行业有三个现场可看", "Three sites of this trade to visit"});
    triangle.our_weaknesses = say({"本地没有备件库", "No spare parts in this town"});
    triangle.our_aims = say({"先上一个库,再推广", "Start with one store, then spread"});
    triangle.our_last_move = say({"请用户看了苏州样板仓", "Took the users to the reference site"});
    triangle.customer_strengths = say({"数据齐全,说得清损失", "Has the figures of what it loses"});
    triangle.customer_weaknesses = say({"信息部人手不够", "Its IT is short of people"});
    triangle.customer_aims = say({"年底前上线,不影响旺季", "Live by year-end, peak season untouched"});
    triangle.customer_last_move = say({"成立了选型小组", "Set up a selection group"});
    triangle.rules_of = d_.index % 2 ? RulesOwner::customer : RulesOwner::rival;
    triangle.rules_note = say(d_.index % 2 ? Words{"标准由客户的选型小组写", "The customer's selection group writes the criteria"}
                                           : Words{"比价规则是对手带进来的", "The price comparison was brought in by the rival"});
    write(moment(4, 30), triangle);
    if (d_.index % 3 != 1) return;
    Competitor nothing;
    nothing.name = say({"维持现状", "Do nothing"});
    nothing.kind = CompetitorKind::do_nothing;
    nothing.strengths = say({"不花钱,不冒险", "Costs nothing, risks nothing"});
    nothing.aims = say({"拖到明年预算", "Wait for next year's budget"});
    write(moment(4, 31), nothing);
  }

  void name_issues() {
    SellerIssue access;
    access.text = say({"还没见过分管副总", "We have not met the vice president in charge"});
    access.kind = IssueKind::access;
    access.due_on = day(d_.index % 2 ? -2 : 6);
    access.topic = "C12";
    write(ago(9, 1), access);
    SellerIssue skill;
    skill.text = say({"不会算仓储能耗", "I cannot work out the energy of a store"});
    skill.kind = IssueKind::skill;
    skill.due_on = day(-4);
    skill.topic = "R8";
    skill.resolved_at = ago(5, 1);
    write(ago(5, 0), skill);
  }

  void reminder(Instant ordered, int after, const Words& note) {
    const Instant when = ordered.plus_days(after);
    if (when >= d_.now) return;
    ServiceReminder done;
    done.day = after;
    done.contact_id = person(0);
    done.done_at = when;
    done.note = say(note);
    write(when, done);
  }
  void serve() {
    const Instant ordered = d_.entered[7];
    if (ordered.ms == 0) return;
    // Each restates what he said himself: the want and the payoff of his need, the figure he stands by.
    reminder(ordered, 3, {"用他自己的话：「这件事今年必须解决」，合同正是为它签的",
                          "In their own words: “This must be solved this year.” That is what the contract is for"});
    reminder(ordered, 14, {"提醒他说过的：「月底不用加班，一年能省三十万」；问了首周用得怎样",
                           "Their words again: “No overtime at month end: that is three hundred thousand a year.” Asked how it goes"});
    reminder(ordered, 30, {"和他一起看：重盘从每周两晚减到一晚，正往他要的半小时走",
                           "Looked at it together: two evenings of recounts a week became one, on the way to the half hour they want"});
    reminder(ordered, 90, {"价值回顾：他认的三十万里，已省下二十八万",
                           "Value review: of the three hundred thousand they stand by, 280 thousand are saved"});
    delivery(ordered, DeliveryKind::milestone, {"设备进场", "Equipment on site"}, 10, true);
    delivery(ordered, DeliveryKind::milestone, {"首库上线", "First store live"}, 40, d_.lap_closed);
    delivery(ordered, DeliveryKind::issue, {"扫描枪电池不耐用", "Scanner batteries do not last"}, 18, d_.lap_closed);
    RemorseSignal doubt;
    doubt.contact_id = person(0);
    doubt.text = say({"财务问我是不是买贵了。", "Finance asks me whether we paid too much."});
    doubt.severity = 2;
    doubt.observed_at = Instant{std::min(ordered.plus_days(6).ms, d_.now.ms - 3'600'000)};
    const auto heard = write(doubt.observed_at, doubt);
    if (d_.lap_closed) {
      const Instant settled = ordered.plus_days(20);
      json::object answer{{"resolved_at", to_string(settled)},
                          {"resolution", say({"把省下的加班费给财务看了", "Showed finance the overtime saved"})}};
      at(settled, [heard, answer = std::move(answer)](UnitOfWork& work) { require(update_record(work, heard, std::nullopt, answer)); });
    }
    ValueItem realised;  // of the story's own benefits one has been measured
    realised.kind = ValueKind::benefit;
    realised.name = say({"夜班减人", "Fewer people at night"});
    realised.amount_minor = 200'000'00;
    realised.currency = "CNY";
    realised.confidence = BenefitConfidence::said;
    realised.contact_id = person(0);
    realised.confirmed_at = ordered;
    realised.realised_minor = 170'000'00;
    const Instant measured = d_.lap_closed ? ordered.plus_days(60) : ago(1, 2);
    realised.realised_at = measured;
    realised.realised_contact_id = person(0);
    write(Instant{measured.ms + 60'000}, realised);
  }
  void delivery(Instant ordered, DeliveryKind kind, const Words& name, int after, bool done) {
    DeliveryItem item;
    item.kind = kind;
    item.name = say(name);
    const Date when = local_date(ordered.plus_days(after), kChinaMinutes);
    if (kind == DeliveryKind::issue) item.opened_on = Date{std::min(when.days, day(-1).days)};
    else item.due_on = when;
    if (done && ordered.plus_days(after) < d_.now) item.done_at = ordered.plus_days(after);
    write(std::max(ordered, item.done_at.value_or(ordered)), item);
  }

  void think_anew() {
    ReframeCard card;
    card.old_assumption = say({"他们嫌贵,等我们降价", "They find it dear and wait for a discount"});
    card.why_it_failed = say({"降了两次,没有任何动作", "Two discounts moved nothing"});
    card.new_hypothesis = say({"没有人因为现状被追问", "Nobody is asked about the way things are"});
    card.test = say({"如果今年不做,谁会先来问您?", "If nothing is done this year, who will ask you first?"});
    card.contact_id = person(0);
    card.test_on = day(3);
    write(ago(4, 3), card);
  }
};

}  // namespace

std::vector<Action> ground_story(const SellingDeal& deal) {
  Ground story(deal);
  story.tell();
  return std::move(story.actions);
}

}  // namespace wheelhouse::service::demo
