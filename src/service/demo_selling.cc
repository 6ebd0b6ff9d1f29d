#include "service/demo_selling.h"

#include <boost/json.hpp>
#include <cmath>

#include "service/demo_teller.h"
#include "service/need_move.h"
#include "service/objection_move.h"

namespace wheelhouse::service::demo {
namespace {

namespace json = boost::json;

class Story : public Teller {
 public:
  using Teller::Teller;

  void tell() {
    if (d_.stage >= 2) recognise();
    if (d_.stage >= 3) decide();
    if (d_.stage >= 4) set_criteria();
    if (d_.stage >= 5) weigh();
    if (d_.stage >= 6) check_us();
    if (d_.stage >= 7) choose();
    if (d_.stage >= 4) present_what_we_offer();
  }

 private:
  void move(Instant when, Id<Need> need, json::object input) {
    at(when, [need, input = std::move(input)](UnitOfWork& work) { require(move_need(work, need, std::nullopt, input)); });
  }
  void move(Instant when, Id<Objection> objection, json::object input) {
    at(when, [objection, input = std::move(input)](UnitOfWork& work) { require(move_objection(work, objection, std::nullopt, input)); });
  }
  static void raise_to_the_surface(json::object& move) {
    for (const char* flag : {"visible", "conscious", "surface", "clear"}) move[flag] = true;
  }
  json::object quote(const Words& words, Id<Contact> who) const { return {{"text", say(words)}, {"contact_id", to_string(who)}}; }

  Id<Question> ask(Instant when, QuestionType type, const char* template_id, const Words& words, const Words& answer, Id<Need> need,
                   int place, bool accepted = true) {
    Question question;
    question.need_id = need;
    question.contact_id = person(0);
    question.type = type;
    question.template_id = template_id;
    question.text = say(words);
    question.answer = say(answer);
    question.asked = question.answered = true;
    question.accepted = accepted;
    question.position = place;
    return write(when, question);
  }

  void recognise() {
    Problem problem;
    problem.name = say(pick({"盘点和返工占用人手", "Counting and rework tie up people"}, {"库房重盘靠人工", "Stock is recounted by hand"}));
    problem.contact_id = person(0);
    problem.weight = 1;
    problem.level_now = 3;
    problem.level_ideal = 9;
    problem.value_now = say({"每周两晚", "two evenings a week"});
    problem.value_ideal = say({"半小时以内", "half an hour at most"});
    if (d_.stage >= 6) problem.level_promised = 8, problem.value_promised = say({"四十分钟", "forty minutes"});
    if (d_.stage >= 3) problem.confirmed_at = moment(2, 1);  // the customer said so
    problem.yearly_value_minor = 300'000'00;
    problem.currency = "CNY";
    problem_ = write(moment(2, 1), problem);

    Need need;
    need.problem_id = problem_;
    need.text = say(pick({"不加班也能盘准", "Right counts without overtime"}, {"结束每周两晚的重盘", "End the two evenings of recounts"}));
    need.severity = 4;
    need.urgency = 3 + d_.index % 3;
    need.reach = 2 + d_.index % 3;
    need.annual_cost_minor = 300'000'00;
    need.currency = "CNY";
    need.must_have = true;
    main_ = write(moment(2, 2), need);
    ask(moment(2, 3), QuestionType::situation, "S2", {"这套系统用了多久,规模多大?", "How long and at what scale have you used the system?"},
        {"六年,三个库", "Six years, three stores"}, main_, 0, false);
    const Words pain = pick({"盘点一次要停半天,夜班天天加班。", "Every count stops us for half a day; the night shift works over."},
                            {"重盘每周要占两个晚上", "Recounts eat two evenings a week"});
    ask(moment(2, 4), QuestionType::problem, "P1", {"盘点里最让您费心的是什么?", "What in counting costs you most effort?"}, pain, main_,
        1);
    move(moment(2, 5), main_, {{"to", "implied"}, {"visible", true}, {"quote", quote(pain, person(2))}});

    Need second;
    second.problem_id = problem_;
    second.text = say({"批次随时查得到", "Any batch found at once"});
    second.severity = 3;
    second.urgency = 2;
    second.reach = 3;
    second_ = write(moment(2, 6), second);
    if (d_.stage >= 4) {
      Statement early;  // its need is not explicit: an advantage, whatever it says
      early.need_id = second_;
      early.feature = say({"按批号存储位置", "Stores places by batch"});
      early.advantage = say({"两分钟内找到任一批次", "finds any batch within two minutes"});
      early.benefit = say({"不用再翻台账", "no more ledgers"});
      early_ = write(moment(2, 8), early);
    }
    if (d_.stage >= 3) {
      const Words lost = {"找一个批次要翻三本台账。", "Finding one batch means three ledgers."};
      move(moment(2, 7), second_, {{"to", "implied"}, {"visible", true}, {"conscious", true}, {"quote", quote(lost, person(1))}});
    }
  }

  void decide() {
    const auto cost = ask(moment(3, 1), QuestionType::implication, "I2",
                          {"一年下来大约造成多少加班费?", "What does it add up to in overtime over a year?"},
                          {"三十万上下", "About three hundred thousand"}, main_, 2);
    ask(moment(3, 2), QuestionType::implication, "I4", {"这会不会让院里领导改变看法?", "Could it change how your board sees you?"},
        {"已经被问过两次", "They asked twice already"}, main_, 3);
    move(moment(3, 3), main_, {{"to", "developed"}, {"conscious", true}});
    json::object wants{{"to", "explicit"},
                       {"quote", quote(pick({"这件事今年必须解决。", "This must be solved this year."},
                                            {"年底前必须结束这件事", "We must end this before year-end"}),
                                       person(0))},
                       {"question_id", to_string(cost)}};
    raise_to_the_surface(wants);
    move(moment(3, 4), main_, std::move(wants));
  }

  void set_criteria() {
    const auto gain = ask(moment(4, 1), QuestionType::need_payoff, "N1",
                          {"如果重盘能解决,您最先看到的好处是什么?", "If recounts were gone, what gain first?"},
                          {"护士长不用再陪夜", "Ward heads need not stay at night"}, main_, 4);
    ask(moment(4, 2), QuestionType::need_payoff, "N4", {"您觉得怎样的做法最能解决它?", "What way of solving it would suit you best?"},
        {"先从一个库试", "Start with one store"}, main_, 5);
    json::object payoff =
        quote({"月底不用加班,一年能省三十万。", "No overtime at month end: that is three hundred thousand a year."}, person(0));
    payoff["question_id"] = to_string(gain);
    move(moment(4, 3), main_, {{"to", "confirmed"}, {"quote", std::move(payoff)}});

    const struct {
      Words name, target;
      bool must, shaped;
      double weight, ours;
    } rows[] = {{{"盘点时间", "Counting time"}, {"不超过半小时", "Half an hour at most"}, true, true, 40, 4},
                {{"总成本", "Total cost"}, {"三年回本", "Pays back in three years"}, false, false, 35, 3},
                {{"服务响应", "Service response"}, {"四小时到场", "On site within four hours"}, false, true, 25, 5}};
    int step = 4;
    for (const auto& row : rows) {
      Criterion criterion;
      criterion.name = say(row.name);
      criterion.target = say(row.target);
      criterion.must_have = row.must;
      criterion.shaped_by_us = row.shaped;
      criterion.contact_id = person(1);
      if (step == 4) criterion.problem_id = problem_;
      if (d_.stage >= 5 && !d_.lap_of_the_method) criterion.weight = row.weight;  // in the method's story no weight is ever set
      if (d_.stage >= 5) criterion.our_score = row.ours;
      criteria_.push_back(write(moment(4, step++), criterion));
    }
    Statement statement;
    statement.need_id = main_;
    statement.feature = say({"系统每五分钟自动对账", "It reconciles every five minutes"});
    statement.advantage = say({"差错当天就能发现", "errors show the same day"});
    statement.benefit = say({"您提到的月底加班对账可以取消", "the month-end overtime you want to end can stop"});
    statement.proof = say({"同规模的一家连锁企业把四天缩到半天", "a chain of your size went from four days to half a day"});
    statement.condition = say({"先开放对账接口", "the ledger interface is opened first"});
    statement.result = say({"在下个月底看到效果", "see it next month-end"});
    statement_ = write(moment(4, 9), statement);
  }

  // The customer puts a figure to it and stands by it: a benefit becomes value.
  void quantify() {
    json::object figure{{"amount", 300'000},
                        {"unit", "CNY"},
                        {"period", say({"年", "year"})},
                        {"basis", say({"两晚×五人×48 周", "2 evenings × 5 people × 48 weeks"})},
                        {"contact_id", to_string(person(0))},
                        {"confirmed_at", to_string(moment(6, 0))}};
    at(moment(6, 0), [id = statement_, figure = std::move(figure)](UnitOfWork& work) {
      require(update_record(work, id, std::nullopt, figure));
    });
  }

  void weigh() {
    Competitor rival;
    rival.name = say({"瀚锐物流装备", "Norden Automation"});
    rival.claims = say({"便宜一成", "A tenth cheaper"});
    rival_ = write(moment(5, 1), rival);
    const double theirs[] = {3, 4, 3};
    for (std::size_t i = 0; i < criteria_.size(); ++i) {
      CriterionScore score;
      score.criterion_id = criteria_[i];
      score.competitor_id = rival_;
      score.score = theirs[i];
      write(moment(5, 2 + static_cast<int>(i)), score);
    }
    if (d_.large) reckon();
  }

  // What a large deal is worth to the customer over five years, and what the rival's offer would be.
  void reckon() {
    ValueCase frame;
    frame.years = 5;
    frame.rate = 0.08;
    frame.currency = "CNY";
    frame.margin_minor = share(0.28);
    frame.cost_to_serve_minor = share(0.03);
    write(moment(5, 10), frame);
    using enum BenefitConfidence;
    value(moment(5, 11), ValueKind::benefit, {"夜班与加班人工", "Night shift and overtime"}, share(0.3), documented);
    value(moment(5, 12), ValueKind::benefit, {"返工和报废减少", "Less rework and scrap"}, share(0.2), said);
    value(moment(5, 13), ValueKind::benefit, {"提前两个月投产", "Two months earlier in production"}, share(0.12), estimated);
    value(moment(5, 14), ValueKind::benefit, {"腾出的库位", "Space freed"}, share(0.08), ours);
    value(moment(5, 15), ValueKind::price, {"设备与软件", "Equipment and software"}, share(1), ours);
    value(moment(5, 16), ValueKind::effort, {"选型与验收的人工", "Their own work on selection and acceptance"}, share(0.015), ours);
    value(moment(5, 17), ValueKind::switching, {"切换与培训", "Switch-over and training"}, share(0.03), ours);
    value(moment(5, 18), ValueKind::running, {"维护与备件", "Maintenance and spares"}, share(0.04), ours);
    value(moment(5, 19), ValueKind::risk, {"切换停产", "Standstill at switch-over"}, share(0.2), ours);
    value(moment(5, 20), ValueKind::benefit, {"对手样板仓的人工节省", "Labour saved at the rival's reference site"}, share(0.26), said, false);
    value(moment(5, 21), ValueKind::benefit, {"对手说的损耗下降", "Losses the rival says will fall"}, share(0.18), ours, false);
    value(moment(5, 22), ValueKind::price, {"对手报价", "The rival's price"}, share(0.9), ours, false);
    value(moment(5, 23), ValueKind::switching, {"对手的接口改造", "The rival's interface work"}, share(0.07), ours, false);
    value(moment(5, 24), ValueKind::running, {"对手的维护", "The rival's maintenance"}, share(0.06), ours, false);
  }
  // Of the deal's amount, to a thousand.
  std::int64_t share(double part) const {
    constexpr double kThousand = 1'000'00;
    return static_cast<std::int64_t>(std::llround(static_cast<double>(d_.amount_minor) * part / kThousand) * 1'000'00);
  }

  Id<ValueItem> value(Instant when, ValueKind kind, const Words& name, std::int64_t amount, BenefitConfidence confidence,
                      bool ours = true) {
    ValueItem item;
    item.kind = kind;
    item.name = say(name);
    item.amount_minor = amount;
    item.currency = "CNY";
    item.confidence = confidence;
    if (confidence == BenefitConfidence::said) item.contact_id = person(0);
    if (confidence == BenefitConfidence::documented) {
      item.contact_id = person(1);
      item.document = say({"人事部的加班汇总，一至六月", "Overtime sheet of their HR, January to June"});
    }
    if (item.contact_id) item.confirmed_at = when;
    if (kind == ValueKind::benefit && d_.large)
      item.basis = say(confidence == BenefitConfidence::ours        ? Words{"我们按同类现场推的", "Ours, from sites like theirs"}
                       : confidence == BenefitConfidence::estimated ? Words{"和他们一起按今年计划估的", "Worked out with them, on this year's plan"}
                                                                    : Words{"客户给的数，按去年产量", "Their figures, at last year's output"});
    if (kind == ValueKind::risk) item.probability = 0.1;
    if (!ours) item.competitor_id = rival_;
    return write(when, item);
  }

  void reckon_the_story() {
    ValueCase frame;
    frame.years = 3;
    frame.rate = 0.1;
    frame.currency = "CNY";
    write(moment(6, 1), frame);
    using enum BenefitConfidence;
    const auto overtime = value(moment(6, 2), ValueKind::benefit, {"省下的加班费", "Overtime saved"}, 300'000'00, said);
    if (d_.lap_closed) confirm_what_was_saved(overtime);
    value(moment(6, 3), ValueKind::benefit, {"少报废", "Less scrap"}, 120'000'00, estimated);
    value(moment(6, 4), ValueKind::benefit, {"腾出的库位", "Space freed"}, 80'000'00, ours);
    value(moment(6, 5), ValueKind::price, {"设备与软件", "Equipment and software"}, 450'000'00, ours);
    value(moment(6, 6), ValueKind::switching, {"切换与培训", "Switch-over and training"}, 40'000'00, ours);
    value(moment(6, 7), ValueKind::running, {"维护", "Maintenance"}, 30'000'00, ours);
    value(moment(6, 8), ValueKind::risk, {"切换停产", "Standstill at switch-over"}, 100'000'00, ours);
    value(moment(6, 9), ValueKind::benefit, {"对手说的节省", "Savings the rival claims"}, 250'000'00, ours, false);
    value(moment(6, 10), ValueKind::price, {"对手报价", "The rival's price"}, 410'000'00, ours, false);
  }

  // METHOD §12.10: at the review of day 90 overtime was down by 280 of the 300 thousand promised.
  void confirm_what_was_saved(Id<ValueItem> item) {
    const Instant review = d_.entered[7].plus_days(90);
    json::object saved{{"realised_minor", 280'000'00}, {"realised_at", to_string(review)}, {"realised_contact_id", to_string(person(0))}};
    at(review, [item, saved = std::move(saved)](UnitOfWork& work) { require(update_record(work, item, std::nullopt, saved)); });
  }

  void check_us() {
    quantify();
    if (!d_.large) reckon_the_story();

    Objection objection;
    objection.quote = say({"另一家说你们的接口要改半年", "The others say your interface takes half a year"});
    objection.contact_id = person(3);
    objection.cause = OppositionCause::rival_taught;
    objection.severity = 2;
    objection.trigger_statement_id = statement_;
    const auto taught = write(moment(6, 11), objection);
    move(moment(6, 12), taught,
         {{"to", "clarified"}, {"restated", say({"您担心接口拖住上线", "You fear the interface delays the start"})}});
    move(moment(6, 13), taught, {{"to", "classified"}, {"class", "capability_can"}});
    move(moment(6, 14), taught, {{"to", "responded"}, {"response", say({"请看三天试点的日志", "Here is the log of the three-day trial"})}});
    move(moment(6, 15), taught, {{"to", "checked"}});
    move(moment(6, 16), taught, {{"to", "resolved"}, {"acknowledgement", say({"试点我看了,可以", "I saw the trial; it works"})}});

    SolutionPart part;
    part.name = say({"智能柜与扫描枪", "Cabinets and scanners"});
    part.need_id = main_;
    part.problem_id = problem_;
    part.product_id = d_.product;
    part.cost_minor = 300'000'00;
    part.currency = "CNY";
    write(moment(6, 17), part);
    if (d_.index % 5 == 3) {  // answers nothing the customer asked for
      SolutionPart extra;
      extra.name = say({"展厅大屏看板", "Wall display for the lobby"});
      extra.cost_minor = 60'000'00;
      extra.currency = "CNY";
      write(moment(6, 18), extra);
    }
  }

  void choose() {
    Objection worry;
    worry.quote = say({"万一选错了怎么办?", "What if we chose wrong?"});
    worry.contact_id = person(0);
    worry.cls = ObjectionClass::price;
    worry.cause = OppositionCause::self_belief;
    worry.severity = 3;
    worry.blocking = d_.stage == 7;
    const auto heard = write(moment(7, 1), worry);
    if (d_.stage < 8) return;
    move(moment(7, 2), heard,
         {{"to", "clarified"}, {"restated", say({"您担心切换那几天没人兜底", "You fear that nobody covers the days of the switch-over"})}});
    move(moment(7, 3), heard, {{"to", "classified"}, {"class", "price"}});
    move(moment(7, 4), heard, {{"to", "responded"}, {"response", say({"切换期驻场两周，写进合同", "Two weeks on site, in the contract"})}});
    move(moment(7, 5), heard, {{"to", "checked"}});
    move(moment(7, 6), heard, {{"to", "resolved"}, {"acknowledgement", say({"这样我就能签了", "With that I can sign"})}});
  }

  // The visits in which we spoke of our offer, each a few days after the stage was reached. Advantages carry early and seldom; a benefit
  // that answers a voiced need carries most of the time. What is said now always leads somewhere: the demo ends with open doors.
  void present_what_we_offer() {
    if (d_.index % 2 == 0 && !d_.lap_of_the_method) {
      Statement plain;
      plain.feature = say({"24 米高架，每小时 60 托", "24 m racks, 60 pallets an hour"});
      present(2, 3, {"应邀介绍设备", "Showing the equipment on request"}, {write(moment(2, 9), plain)}, d_.index % 5 == 0);
    }
    present(2, 6, {"答他怎么找批次", "How to find a batch"}, {early_}, d_.index % 5 < 2);
    present(4, 2, {"先讲批次追溯", "Tracing batches, a first talk"}, {early_}, d_.index % 3 != 0);
    present(4, 5, {"回到月底加班", "Back to the month-end overtime"}, {statement_}, d_.index % 5 != 4);
    if (d_.stage >= 5) present(5, 3, {"和选型小组对标准", "The criteria, with their panel"}, {statement_}, d_.index % 7 != 6);
    if (d_.stage >= 6) present(6, 3, {"用他的数算一遍", "The sum in their own figures"}, {statement_}, d_.index % 9 != 8);
    if (d_.stage >= 7) present(7, 3, {"再说一遍值在哪里", "What it is worth, once more"}, {statement_}, true);
  }
  void present(int stage, int days, const Words& subject, std::initializer_list<Id<Statement>> said, bool advances) {
    const Instant entered = d_.entered[static_cast<std::size_t>(stage - 1)];
    if (entered.ms == 0) return;  // passed over
    const Instant when = in_office_hours(entered.plus_days(days));
    if (when >= d_.now) return;
    advances = advances || stage == d_.stage;
    Call call;
    call.account_id = d_.account;
    call.owner_id = d_.owner;
    call.subject = say(subject);
    call.status = CallStatus::held;
    call.held_at = when;
    call.objective = say({"请他拿到内部会上讲", "They take it to their own meeting"});
    call.primary_state = advances ? ObjectiveState::agreed : ObjectiveState::open;
    call.contact_ids = {person(0)};
    const auto held = write(when, call);
    for (const Id<Statement>& statement : said) {
      StatementUse use;
      use.call_id = held;
      use.statement_id = statement;
      use.said = true;
      write(when, use);
    }
    Commitment promise;
    promise.call_id = held;
    promise.contact_id = person(0);
    promise.action = advances ? CommitmentAction::present_internally : CommitmentAction::think_about_it;
    promise.text = say(advances ? Words{"周会上讲一遍", "Present it at the weekly meeting"} : Words{"再想想", "Think about it"});
    promise.due_at = when.plus_days(6);
    promise.status = *promise.due_at < d_.now ? CommitmentStatus::met : CommitmentStatus::open;
    write(when, promise);
  }

  Id<Problem> problem_;
  Id<Need> main_, second_;
  Id<Statement> statement_, early_;
  std::vector<Id<Criterion>> criteria_;
  Id<Competitor> rival_;
};

}  // namespace

std::vector<Action> selling_story(const SellingDeal& deal) {
  Story story(deal);
  story.tell();
  return std::move(story.actions);
}

}  // namespace wheelhouse::service::demo
