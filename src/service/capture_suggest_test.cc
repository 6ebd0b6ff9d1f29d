#include "service/capture_suggest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wheelhouse::service {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

const Date kToday = *parse_date("2026-07-01");  // a Wednesday

Uuid person_id(int n) {
  Uuid id;
  id.bytes[15] = static_cast<std::uint8_t>(n);
  return id;
}
const std::vector<NamedPerson> kPeople{{person_id(1), "林晓彤"}, {person_id(2), "罗仪"}, {person_id(3), "Anna Keller"}, {person_id(4), "罗建国"},
                                       {person_id(5), "Tom Berg"}};

CaptureSuggestions suggest(std::string_view text) { return suggest_from(text, kPeople, "CNY", kToday); }

std::vector<std::string> codes(std::string_view text) {
  std::vector<std::string> list;
  for (const auto& e : suggest(text).evidence) list.emplace_back(to_string(e.code));
  return list;
}
std::vector<std::string> dates(std::string_view text) {
  std::vector<std::string> list;
  for (const auto& found : find_dates(SuggestText(text), kToday)) list.push_back(to_string(found.date));
  return list;
}
std::vector<std::string> names(std::string_view text) {
  std::vector<std::string> list;
  for (const auto& person : suggest(text).contacts) list.push_back(person.name);
  return list;
}

TEST(SuggestDates, Chinese) {
  EXPECT_THAT(dates("下周三"), ElementsAre("2026-07-08"));
  EXPECT_THAT(dates("明天上午"), ElementsAre("2026-07-02"));
  EXPECT_THAT(dates("后天"), ElementsAre("2026-07-03"));
  EXPECT_THAT(dates("大后天"), ElementsAre("2026-07-04"));
  EXPECT_THAT(dates("周五之前"), ElementsAre("2026-07-03"));
  EXPECT_THAT(dates("周三"), ElementsAre("2026-07-01")) << "today counts";
  EXPECT_THAT(dates("周二"), ElementsAre("2026-07-07")) << "the next one";
  EXPECT_THAT(dates("本周一"), ElementsAre("2026-06-29")) << "named as this week's, though past";
  EXPECT_THAT(dates("下下周一"), ElementsAre("2026-07-13"));
  EXPECT_THAT(dates("下星期天"), ElementsAre("2026-07-12"));
  EXPECT_THAT(dates("礼拜四"), ElementsAre("2026-07-02"));
  EXPECT_THAT(dates("下周给答复"), ElementsAre("2026-07-10"));
  EXPECT_THAT(dates("月底前"), ElementsAre("2026-07-31"));
  EXPECT_THAT(dates("下月底"), ElementsAre("2026-08-31"));
  EXPECT_THAT(dates("下个月再联系"), ElementsAre("2026-08-01"));
  EXPECT_THAT(dates("年底"), ElementsAre("2026-12-31"));
  EXPECT_THAT(dates("季度末"), ElementsAre("2026-09-30"));
  EXPECT_THAT(dates("8月15日"), ElementsAre("2026-08-15"));
  EXPECT_THAT(dates("8月15号"), ElementsAre("2026-08-15"));
  EXPECT_THAT(dates("1月5日"), ElementsAre("2027-01-05")) << "the coming one";
  EXPECT_THAT(dates("6月30日"), ElementsAre("2026-06-30")) << "yesterday is meant, not next year";
  EXPECT_THAT(dates("15号交"), ElementsAre("2026-07-15"));
  EXPECT_THAT(dates("2026年9月1日"), ElementsAre("2026-09-01"));
  EXPECT_THAT(dates("2026-09-01"), ElementsAre("2026-09-01"));
  EXPECT_THAT(dates("三天内"), ElementsAre("2026-07-04"));
  EXPECT_THAT(dates("两周后"), ElementsAre("2026-07-15"));
  EXPECT_THAT(dates("１０天之内"), ElementsAre("2026-07-11")) << "full width";
  EXPECT_THAT(dates("一个月内"), ElementsAre("2026-08-01"));
  EXPECT_THAT(dates("明天发，下周五再谈"), ElementsAre("2026-07-02", "2026-07-10"));
  EXPECT_THAT(dates("2月30日"), IsEmpty()) << "no such day";
  EXPECT_THAT(dates("每周占用两个晚上"), IsEmpty()) << "how often is not when";
  EXPECT_THAT(dates("三天的工作"), IsEmpty());
  EXPECT_THAT(dates("周期太长"), IsEmpty());
}

TEST(SuggestDates, English) {
  EXPECT_THAT(dates("next Friday"), ElementsAre("2026-07-10"));
  EXPECT_THAT(dates("by Friday"), ElementsAre("2026-07-03"));
  EXPECT_THAT(dates("this Friday"), ElementsAre("2026-07-03"));
  EXPECT_THAT(dates("on Tuesday."), ElementsAre("2026-07-07"));
  EXPECT_THAT(dates("tomorrow"), ElementsAre("2026-07-02"));
  EXPECT_THAT(dates("the day after tomorrow"), ElementsAre("2026-07-03"));
  EXPECT_THAT(dates("by 30 June"), ElementsAre("2026-06-30"));
  EXPECT_THAT(dates("by August 3rd"), ElementsAre("2026-08-03"));
  EXPECT_THAT(dates("the 3rd of August"), ElementsAre("2026-08-03"));
  EXPECT_THAT(dates("Jan 5, 2027"), ElementsAre("2027-01-05"));
  EXPECT_THAT(dates("in two weeks"), ElementsAre("2026-07-15"));
  EXPECT_THAT(dates("within 10 days"), ElementsAre("2026-07-11"));
  EXPECT_THAT(dates("in a month"), ElementsAre("2026-08-01"));
  EXPECT_THAT(dates("before the end of the month"), ElementsAre("2026-07-31"));
  EXPECT_THAT(dates("end of next week"), ElementsAre("2026-07-10"));
  EXPECT_THAT(dates("by year-end"), ElementsAre("2026-12-31"));
  EXPECT_THAT(dates("30 February"), IsEmpty());
  EXPECT_THAT(dates("a monument"), IsEmpty()) << "\"mon\" inside a word";
  EXPECT_THAT(dates("it may take 3 people"), IsEmpty()) << "may is also a verb";
  EXPECT_THAT(dates("10 days of work"), IsEmpty());
}

TEST(SuggestAmounts, MoneyOnly) {
  const auto amounts = [](std::string_view text) {
    std::vector<std::pair<std::int64_t, std::string>> list;
    for (const auto& a : find_amounts(SuggestText(text), "CNY")) list.emplace_back(a.amount_minor, a.currency);
    return list;
  };
  using Pair = std::pair<std::int64_t, std::string>;
  EXPECT_THAT(amounts("预算12.3万"), ElementsAre(Pair(12'300'000, "CNY")));
  EXPECT_THAT(amounts("报价 ¥1,234.50"), ElementsAre(Pair(123'450, "CNY")));
  EXPECT_THAT(amounts("总共50万元，另外3000块"), ElementsAre(Pair(50'000'000, "CNY"), Pair(300'000, "CNY")));
  EXPECT_THAT(amounts("budget of EUR 5"), ElementsAre(Pair(500, "EUR")));
  EXPECT_THAT(amounts("20000 EUR a year"), ElementsAre(Pair(2'000'000, "EUR")));
  EXPECT_THAT(amounts("each has 3 people and 2 lines"), IsEmpty());
  EXPECT_THAT(amounts("占用两个晚上，8月15日"), IsEmpty());
  EXPECT_THAT(amounts("价格太高，要求打8折"), IsEmpty());
  EXPECT_THAT(amounts("预算3年，成本降20%"), IsEmpty());
  EXPECT_THAT(amounts("一年加班费要30万"), ElementsAre(Pair(30'000'000, "CNY")));
}

TEST(SuggestPeople, ByNameAndTitle) {
  EXPECT_THAT(names("见了林晓彤"), ElementsAre("林晓彤"));
  EXPECT_THAT(names("林总说可以"), ElementsAre("林晓彤"));
  EXPECT_THAT(names("罗经理反对"), IsEmpty()) << "two people of that family name";
  EXPECT_THAT(names("罗仪和林总都在"), ElementsAre("罗仪", "林晓彤"));
  EXPECT_THAT(names("Met ANNA, Berg was out"), ElementsAre("Anna Keller", "Tom Berg"));
  EXPECT_THAT(names("Annabel called"), IsEmpty());
}

TEST(SuggestEvidence, ChineseSignals) {
  EXPECT_THAT(codes("她说盘点太慢"), ElementsAre("AK1"));
  EXPECT_THAT(codes("见了林晓彤，她说“盘点每周占用两个晚上，太慢”。"), UnorderedElementsAre("AK1", "AK4"));
  EXPECT_THAT(codes("客户说一定要解决这个问题"), ElementsAre("DE1"));
  EXPECT_THAT(codes("项目已经立项，预算批了"), ElementsAre("DE2"));
  EXPECT_THAT(codes("客户给了需求清单，必须支持国产数据库"), ElementsAre("CR1", "CR2"));
  EXPECT_THAT(codes("他们定了权重，发了招标文件"), ElementsAre("EV1", "EV2"));
  EXPECT_THAT(codes("上周开始试用，也在看别家"), ElementsAre("IN1", "IN2"));
  EXPECT_THAT(codes("我们进了最后两家，客户在谈付款条件"), ElementsAre("CH2")) << "\"we\" is us: our own reading of where we are";
  EXPECT_THAT(codes("客户说倾向你们"), ElementsAre("CH1"));
  EXPECT_THAT(codes("他问万一选错了怎么办？"), ElementsAre("CH3")) << "a worry is put as a question";
  EXPECT_THAT(codes("合同已签"), ElementsAre("RE1"));
  EXPECT_THAT(codes("有點後悔"), ElementsAre("RE2")) << "traditional characters";
  EXPECT_THAT(codes("項目推遲了"), ElementsAre("DE-"));
}

TEST(SuggestEvidence, EnglishSignals) {
  EXPECT_THAT(codes("She said counting is too slow."), ElementsAre("AK1"));
  EXPECT_THAT(codes("Overtime costs them 300k a year"), ElementsAre("AK4"));
  EXPECT_THAT(codes("\"We must end this before year-end\""), ElementsAre("DE1"));
  EXPECT_THAT(codes("He said: \"we need one system for all plants\""), ElementsAre("CR1")) << "in his words we is the customer";
  EXPECT_THAT(codes("Budget approved, project team named"), ElementsAre("DE2"));
  EXPECT_THAT(codes("They run a pilot and talk to another vendor"), ElementsAre("IN1", "IN2"));
  EXPECT_THAT(codes("We are on the shortlist"), IsEmpty()) << "the seller says so";
  EXPECT_THAT(codes("Anna said you are shortlisted"), ElementsAre("CH1"));
  EXPECT_THAT(codes("Purchase order arrived"), ElementsAre("RE1"));
}

// METHOD §5: negated or conditional forms never count.
TEST(SuggestEvidence, DeniedConditionalPlannedNeverCount) {
  for (const char* text : {"客户说系统不是太慢",
                           "没有抱怨",
                           "他们没有立项",
                           "如果有预算才会立项",
                           "要是太慢就换掉",
                           "可能会决定换",
                           "是不是太慢？",
                           "准备下个月试用",
                           "打算签了合同再说",
                           "we don't need it",
                           "\"We don't need a new system\"",
                           "not too slow",
                           "He said they might decide to replace it",
                           "If it is too slow they will call",
                           "no budget approved",
                           "They have never complained",
                           "would be mandatory only later",
                           "They plan to run a pilot",
                           "Is it too slow?",
                           "我们要发招标文件的回复",
                           "我们安排了演示"}) {
    EXPECT_THAT(codes(text), IsEmpty()) << text;
  }
  EXPECT_THAT(codes("不但太慢"), ElementsAre("AK1")) << "\"not only\" denies nothing";
  EXPECT_THAT(codes("客户不太满意"), ElementsAre("AK1")) << "the denial is part of the phrase";
}

TEST(SuggestEvidence, QuotesTheCustomer) {
  const auto in_marks = suggest("见了林晓彤，她说“盘点每周占用两个晚上，太慢”。其他没说。").evidence;
  ASSERT_FALSE(in_marks.empty());
  EXPECT_EQ(in_marks[0].quote, "盘点每周占用两个晚上，太慢");
  EXPECT_EQ(in_marks[0].source_class, SourceClass::quote);
  EXPECT_EQ(suggest("见了林晓彤,她说仓库的系统太慢,要换。").evidence.at(0).quote, "仓库的系统太慢,要换");
  EXPECT_EQ(suggest("说" + std::string(5000, 'a') + " 太慢").evidence.at(0).quote.size(), 2000u);
  const auto retold = suggest("今天拜访。仓库的系统太慢。").evidence;
  ASSERT_EQ(retold.size(), 1u);
  EXPECT_EQ(retold[0].quote, "仓库的系统太慢");
  EXPECT_EQ(retold[0].source_class, SourceClass::inference) << "nobody is said to have said it";
  EXPECT_EQ(retold[0].matched, "太慢");
  EXPECT_EQ(suggest("招标文件已经发出").evidence.at(0).source_class, SourceClass::observed);
}

TEST(SuggestPromises, NextStep) {
  const auto zh = suggest("聊得不错。下周五之前发报价，预算12.3万。");
  ASSERT_TRUE(zh.next_step);
  EXPECT_EQ(zh.next_step->text, "发报价");
  EXPECT_EQ(zh.next_step->due_on, parse_date("2026-07-10"));
  EXPECT_FALSE(zh.commitment);
  const auto en = suggest("Good talk. Send the quote by next Friday.");
  ASSERT_TRUE(en.next_step);
  EXPECT_EQ(en.next_step->text, "Send the quote by next Friday");
  EXPECT_EQ(en.next_step->due_on, parse_date("2026-07-10"));
  EXPECT_FALSE(suggest("昨天发了报价").next_step) << "what is done is no next step";
  EXPECT_FALSE(suggest("天气不错").next_step);
}

TEST(SuggestPromises, WhatIsCalledTheNextStepIsIt) {
  const auto next = [](std::string_view text) { return suggest(text).next_step.value_or(SuggestedNextStep{"none", {}}); };
  EXPECT_EQ(next("聊了预算。\n下一步：下周三给林总看样品").text, "给林总看样品");
  EXPECT_EQ(next("聊了预算。\n下一步：下周三给林总看样品").due_on, parse_date("2026-07-08"));
  EXPECT_EQ(next("见了林总,下一步:12月3日现场盘点。天气不错。").text, "现场盘点");
  EXPECT_EQ(next("见了林总,下一步:12月3日现场盘点。天气不错。").due_on, parse_date("2026-12-03"));
  EXPECT_EQ(next("Good talk. Next: site tour next Tuesday. Lunch was fine.").text, "site tour next Tuesday");
  EXPECT_EQ(next("Good talk. Next: site tour next Tuesday. Lunch was fine.").due_on, parse_date("2026-07-07"));
  EXPECT_EQ(next("Next steps:\n- site tour").text, "site tour");
  EXPECT_EQ(next("Next steps:\n- site tour").due_on, std::nullopt);
  EXPECT_EQ(next("明天发报价。下一步：等他们内部汇报").text, "等他们内部汇报") << "named before guessed";
  EXPECT_EQ(next("下一步：下周三").text, "下周三");
  EXPECT_EQ(next("下一步：").text, "none");
  EXPECT_EQ(next("What comes next: nobody knows").text, "none");
  EXPECT_EQ(next("下一步：上周三看过样品").due_on, std::nullopt) << "a day that has passed is no due date";
}

TEST(SuggestPromises, CustomerCommitment) {
  const auto zh = suggest("林总答应下周三把盘点表发给我们");
  ASSERT_TRUE(zh.commitment);
  EXPECT_EQ(zh.commitment->who, CommitmentWho::customer);
  EXPECT_EQ(zh.commitment->action, CommitmentAction::give_data);
  EXPECT_EQ(zh.commitment->due_on, parse_date("2026-07-08"));
  EXPECT_EQ(zh.commitment_contact->name, "林晓彤");
  EXPECT_FALSE(zh.next_step) << "it is theirs to do";
  const auto en = suggest("Anna promised to introduce us to the CFO by 15 July.");
  ASSERT_TRUE(en.commitment);
  EXPECT_EQ(en.commitment->action, CommitmentAction::meet_senior);
  EXPECT_EQ(en.commitment->due_on, parse_date("2026-07-15"));
  EXPECT_EQ(en.commitment_contact->name, "Anna Keller");
  EXPECT_EQ(suggest("客户说会考虑一下").commitment->action, CommitmentAction::think_about_it);
  EXPECT_FALSE(suggest("林总没有答应发数据").commitment);
  EXPECT_FALSE(suggest("如果领导同意，林总会安排测试").commitment);
  const auto ours = suggest("我们答应周五发资料");
  ASSERT_TRUE(ours.commitment);
  EXPECT_EQ(ours.commitment->who, CommitmentWho::us);
}

// As people type it after a visit, half-width marks and all.
TEST(Suggest, AWholeVisit) {
  const auto zh = suggest("今天拜访澜海,林总说盘点每周占用两个晚上,罗仪(财务)觉得预算紧张。林总答应周五前把盘点表发过来,我下周三去做一次演示。");
  EXPECT_EQ(zh.contacts.size(), 2u);
  ASSERT_TRUE(zh.next_step);
  EXPECT_EQ(zh.next_step->text, "我下周三去做一次演示") << "not today's visit: that was";
  EXPECT_EQ(zh.next_step->due_on, parse_date("2026-07-08"));
  ASSERT_TRUE(zh.commitment);
  EXPECT_EQ(zh.commitment->due_on, parse_date("2026-07-03"));
  EXPECT_EQ(zh.commitment_contact->name, "林晓彤") << "named twice, found twice";
  const auto order = suggest("合同已签,金额186万元,林晓彤确认8月1日上线。");
  EXPECT_FALSE(order.next_step) << "what the customer does is no step of ours";
  EXPECT_THAT(codes("价格太高,否则考虑别家"), IsEmpty());
  const auto price = suggest("我们答应周四给新报价。");
  ASSERT_TRUE(price.commitment);
  EXPECT_EQ(price.commitment->action, CommitmentAction::other);
  EXPECT_EQ(price.commitment->text, "我们答应周四给新报价");
  EXPECT_TRUE(suggest("明天给林总发报价").next_step) << "a person written to is not who acts";
  EXPECT_EQ(suggest("今天之前发报价").next_step->due_on, kToday);
}

TEST(Suggest, SurvivesAnything) {
  for (const char* text : {"", " ", "\xff\xfe", "“”“", "。。。，，，", "1", "¥", "下", "in", "***~|", "🙂🙂", "a\tb\nc"}) {
    const auto s = suggest(text);
    EXPECT_TRUE(s.evidence.empty()) << text;
  }
  const std::string large(10'000, 'a');
  EXPECT_TRUE(suggest(large).evidence.empty());
}

}  // namespace
}  // namespace wheelhouse::service
