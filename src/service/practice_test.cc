#include "service/practice.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <set>

namespace wheelhouse::service {
namespace {

namespace json = boost::json;

Answers model_of(const Sheet& sheet) {
  Answers answers;
  for (const SheetGroup& group : sheet.groups)
    for (const SheetItem& item : group.items) answers[item.key] = item.answer;
  return answers;
}

std::vector<const Sheet*> all_sheets() {
  std::vector<const Sheet*> sheets;
  for (const Module& module : practice_modules()) {
    sheets.push_back(module.quiz);
    sheets.insert(sheets.end(), module.drills.begin(), module.drills.end());
  }
  for (const Case& one : practice_cases()) sheets.push_back(one.sheet);
  return sheets;
}

// Every text has both languages, and says something.
void check_texts(const json::value& value, const std::string& path) {
  if (const auto* object = value.if_object()) {
    if (object->contains("zh") || object->contains("en")) {
      EXPECT_EQ(object->size(), 2u) << path;
      for (const char* language : {"zh", "en"}) {
        ASSERT_TRUE(object->contains(language)) << path << " lacks " << language;
        EXPECT_FALSE(object->at(language).as_string().empty()) << path;
      }
      return;
    }
    for (const auto& [key, child] : *object) check_texts(child, path + "/" + std::string(key));
  } else if (const auto* list = value.if_array()) {
    for (std::size_t i = 0; i < list->size(); ++i) check_texts((*list)[i], path + "/" + std::to_string(i));
  }
}

TEST(PracticeContent, IsSevenModulesAndTwoCasesInBothLanguages) {
  ASSERT_EQ(practice_modules().size(), 7u);
  ASSERT_EQ(practice_cases().size(), 2u);
  int number = 0;
  for (const Module& module : practice_modules()) {
    EXPECT_EQ(module.number, ++number);
    EXPECT_GE(module.quiz->groups.front().items.size(), 6u) << module.key;
    EXPECT_FALSE(module.drills.empty()) << module.key;
    EXPECT_GE(module.source->at("cards").as_array().size(), 3u) << module.key;
    check_texts(json::value(*module.source), module.key);
  }
  for (const Case& one : practice_cases()) {
    check_texts(json::value(*one.source), one.key);
    for (const char* part : {"background", "contacts", "scenes", "hidden", "questions", "reasoning", "rubric"})
      EXPECT_FALSE(one.source->at(part).as_array().empty()) << one.key << " " << part;
  }
}

TEST(PracticeContent, EveryAnswerHasItsReasonAndEveryKeyIsOneOfItsKind) {
  std::set<std::string> subjects;
  for (const Sheet* sheet : all_sheets()) {
    EXPECT_TRUE(subjects.insert(std::string(to_string(sheet->kind)) + " " + sheet->subject).second) << sheet->subject;
    EXPECT_EQ(find_sheet(sheet->kind, sheet->subject), sheet);
    std::set<std::string> items;
    std::set<std::vector<std::string>> compared;  // what agreement is measured over has the same categories throughout
    for (const SheetGroup& group : sheet->groups)
      for (const SheetItem& item : group.items) {
        EXPECT_TRUE(items.insert(item.key).second) << sheet->subject << " " << item.key;
        EXPECT_TRUE(item.source->contains("why")) << sheet->subject << " " << item.key;
        EXPECT_GE(item.choices.size(), 2u);
        if (group.agreement) compared.insert(item.choices);
      }
    EXPECT_LE(compared.size(), 1u) << sheet->subject;
  }
}

// Nobody learns a quiz by heart as "always b".
TEST(PracticeContent, RightAnswersOfAQuizAreSpread) {
  for (const Module& module : practice_modules()) {
    std::map<std::string, int> counts;
    for (const SheetItem& item : module.quiz->groups.front().items) ++counts[item.answer];
    for (const auto& [answer, count] : counts) EXPECT_LE(count, 3) << module.key << " " << answer;
  }
}

TEST(PracticeContent, WhatIsShownTellsNoAnswer) {
  for (const Module& module : practice_modules()) {
    std::string out;
    write_shown(out, *module.source);
    EXPECT_EQ(out.find("\"why\""), std::string::npos) << module.key;
    EXPECT_EQ(out.find("\"answer\""), std::string::npos) << module.key;
    const json::value shown = json::parse(out);
    for (const json::value& drill : shown.at("drills").as_array()) {
      if (drill.at("kind").as_string() != "order") continue;
      const Sheet* sheet = find_sheet(AttemptKind::drill, std::string_view(drill.at("key").as_string()));
      std::vector<std::string> here, there;
      for (const json::value& item : drill.at("items").as_array()) here.emplace_back(item.at("key").as_string().c_str());
      for (const SheetItem& item : sheet->groups.front().items) there.push_back(item.key);
      EXPECT_NE(here, there) << sheet->subject << " is shown in its right order";
    }
  }
  for (const Case& one : practice_cases()) {
    std::string out;
    write_shown(out, *one.source);
    for (const char* secret : {"\"why\"", "\"answer\"", "\"hidden\"", "\"reasoning\""})
      EXPECT_EQ(out.find(secret), std::string::npos) << one.key << " " << secret;
  }
}

TEST(PracticeGrade, TheModelAgreesWithItself) {
  for (const Sheet* sheet : all_sheets()) {
    const Grade graded = grade(*sheet, model_of(*sheet));
    EXPECT_NEAR(graded.score, 100, 1e-9) << sheet->subject;
    if (sheet->kind == AttemptKind::case_) {
      ASSERT_TRUE(graded.agreement) << sheet->subject;
      EXPECT_NEAR(*graded.agreement, 1, 1e-9) << sheet->subject;
    } else {
      EXPECT_EQ(graded.agreement, std::nullopt) << sheet->subject;
    }
  }
}

TEST(PracticeGrade, ANearRatingIsHalfWayRightAWrongTagIsNot) {
  const Sheet& ratings = *find_sheet(AttemptKind::case_, "vending_line");
  Answers answers = model_of(ratings);
  answers["shop_cycle"] = "2";  // 0 would be right: half a point of sixteen
  EXPECT_NEAR(grade(ratings, answers).score, 100 * 15.5 / 16, 1e-9);
  const Sheet& tags = *find_sheet(AttemptKind::case_, "late_orders");
  answers = model_of(tags);
  answers["y5"] = "P";
  EXPECT_NEAR(grade(tags, answers).score, 100 * 19.0 / 20, 1e-9);
  EXPECT_LT(*grade(tags, answers).agreement, 1);
}

}  // namespace
}  // namespace wheelhouse::service
