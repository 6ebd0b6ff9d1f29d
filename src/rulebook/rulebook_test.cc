#include "rulebook/rulebook.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>

namespace wheelhouse::rulebook {
namespace {

std::vector<std::string> pointers(const Error& error) {
  std::vector<std::string> list;
  for (const FieldError& field : error.fields) list.push_back(field.pointer + " " + field.code);
  return list;
}

TEST(Rulebook, AnUnknownRuleIsNotFound) {
  EXPECT_EQ(run_rule("C99", "{}").error().code, Errc::not_found);
  EXPECT_EQ(rule_schema("").error().code, Errc::not_found);
}

TEST(Rulebook, TextThatIsNotJsonIsRefusedAsAWhole) {
  for (const char* text : {"", "{", "nul", "{\"a\":NaN}", "[1,]", "{} {}", "\xff"}) {
    const auto answer = run_rule("C3.intensity", text);
    ASSERT_FALSE(answer) << text;
    EXPECT_EQ(answer.error().code, Errc::invalid);
    EXPECT_EQ(answer.error().fields.at(0).pointer, "") << text;
  }
}

TEST(Rulebook, RefusesNumbersBeyondADoubleRepeatedKeysAndDeepNesting) {
  EXPECT_FALSE(run_rule("C13.resource", R"({"planned":1e400,"used":1})"));
  EXPECT_FALSE(run_rule("C13.resource", R"({"planned":1,"planned":2,"used":1})"));
  EXPECT_FALSE(run_rule("C13.resource", std::string(40, '[') + std::string(40, ']')));
  EXPECT_TRUE(run_rule("C13.resource", R"({"planned":1,"used":1})"));
}

// The answer names contacts as members of an object: two of one id would be one member too many.
TEST(Rulebook, TwoContactsOfOneIdAreRefused) {
  const auto of = [](const char* contacts) {
    const std::string lap = R"("now":"2026-06-30T12:00:00Z","lap_opened_at":"2026-05-01T12:00:00Z","evidence":[],"regressions":[])";
    return run_rule("C2", "{" + lap + ",\"contacts\":" + contacts + "}");
  };
  const auto twice = of(R"([{"id":"p1","influence":3},{"id":"p2"},{"id":"p1","influence":5}])");
  ASSERT_FALSE(twice);
  EXPECT_EQ(pointers(twice.error()), (std::vector<std::string>{"/contacts/2/id duplicate_id"}));
  EXPECT_TRUE(of(R"([{"id":"p1","influence":3},{"id":"p2","influence":3}])"));
}

TEST(Rulebook, NamesEveryWrongFieldAtOnce) {
  const auto answer = run_rule("C1.stage", R"({"now":"yesterday","lap_opened_at":"2026-01-01T00:00:00Z",
      "evidence":[{"code":"AK1","source_class":"rumour","observed_at":5},7],"doubtful":"no","regressions":{},
      "claimed_stage":{"stage":"choice"}})");
  ASSERT_FALSE(answer);
  EXPECT_EQ(pointers(answer.error()),
            (std::vector<std::string>{"/now bad_instant", "/lap_opened_at negative_age", "/evidence/0/source_class unknown_value",
                                      "/evidence/0/observed_at not_a_string", "/evidence/1 not_an_object", "/doubtful not_a_boolean",
                                      "/regressions not_a_list", "/claimed_stage/at required"}));
}

TEST(Rulebook, EveryMissingFieldIsNamed) {
  const auto answer = run_rule("C13.resource", "{}");
  EXPECT_EQ(pointers(answer.error()), (std::vector<std::string>{"/planned required", "/used required"}));
  EXPECT_EQ(pointers(run_rule("C13.resource", "[]").error()), (std::vector<std::string>{" not_an_object"}));
}

TEST(Rulebook, WhatTheRuleDoesNotKnowIsRefusedByName) {
  const auto flat = run_rule("C13.resource", R"({"planned":1,"used":1,"note":"x"})");
  ASSERT_FALSE(flat);
  EXPECT_EQ(pointers(flat.error()), (std::vector<std::string>{"/note unknown_field"}));
  // A mistyped optional member, deep inside, beside what else is wrong.
  const auto deep = run_rule("C1.stage", R"({"now":"2026-06-30T12:00:00Z","lap_opened_at":"2026-01-01T00:00:00Z","regressions":[],
      "evidence":[{"code":"AK1","source_class":"quote","observed_at":5,"backdated":true}],"over/ride":null})");
  ASSERT_FALSE(deep);
  EXPECT_EQ(pointers(deep.error()), (std::vector<std::string>{"/evidence/0/backdated unknown_field", "/over~1ride unknown_field",
                                                              "/evidence/0/observed_at not_a_string"}));
  // Who claimed it and why it was overridden belong to the record and change no answer.
  EXPECT_TRUE(run_rule("C1.stage", R"({"now":"2026-06-30T12:00:00Z","lap_opened_at":"2026-01-01T00:00:00Z","regressions":[],"evidence":[],
      "claimed_stage":{"stage":"choice","at":"2026-02-01T00:00:00Z","source":"import","by":"u1"}})"));
  EXPECT_TRUE(run_rule("C19.row", R"({"stage":"criteria","counts":{"decision":1}})")) << "names that are data";
  EXPECT_NE(rule_schema("C13.resource")->find("\"additionalProperties\":false"), std::string::npos);
}

TEST(Rulebook, RangesAreSaidWithTheirBounds) {
  const auto answer = run_rule("C3.intensity", R"({"severity":6,"urgency":1,"reach":2.5})");
  ASSERT_FALSE(answer);
  ASSERT_EQ(answer.error().fields.size(), 2u);
  EXPECT_EQ(answer.error().fields[0].code, "out_of_range");
  EXPECT_EQ(answer.error().fields[0].params[1].value, "5");
  EXPECT_EQ(answer.error().fields[1].code, "not_an_integer");
}

TEST(Rulebook, PointersEscapeNamesThatAreData) {
  const auto answer = run_rule("C19.row", R"({"stage":"criteria","counts":{"a/b~c":1}})");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().fields[0].pointer, "/counts/a~1b~0c");
}

TEST(Rulebook, EverySchemaIsJsonThatNamesItsRule) {
  for (const RuleInfo& rule : list_rules()) {
    const auto text = rule_schema(rule.id);
    ASSERT_TRUE(text);
    const auto schema = boost::json::parse(*text).as_object();
    EXPECT_EQ(schema.at("title").as_string(), std::string(rule.id));
    EXPECT_EQ(schema.at("type").as_string(), "object");
    EXPECT_FALSE(schema.at("properties").as_object().empty());
    EXPECT_EQ(rule.title_key, "rule." + std::string(rule.id));
  }
}

TEST(Rulebook, ASchemaTellsRequiredFromNullable) {
  const auto schema = boost::json::parse(*rule_schema("C1.stage")).as_object();
  const auto& required = schema.at("required").as_array();
  EXPECT_NE(std::find(required.begin(), required.end(), boost::json::value("lap_opened_at")), required.end());
  EXPECT_EQ(std::find(required.begin(), required.end(), boost::json::value("late")), required.end());
  const auto& item = schema.at("properties").at("evidence").at("items");
  EXPECT_EQ(item.at("properties").at("source_class").at("enum").as_array().size(), 5u);
}

TEST(Rulebook, RulesComeInTheOrderOfTheMethod) {
  const auto rules = list_rules();
  EXPECT_EQ(rules.front().id, "C1.stage");
  EXPECT_EQ(rules[51].id, "C24");
  EXPECT_EQ(rules[52].id, "M16.clocks") << "the elements of the method after its computable model";
  EXPECT_EQ(rules.back().id, "M106.ladder");
  EXPECT_EQ(rules.size(), 74u);
}

TEST(Rulebook, UnknownEvidenceIsListedNotRefused) {
  const auto answer = run_rule("C1.stage", R"({"now":"2026-06-30T12:00:00Z","lap_opened_at":"2026-01-01T00:00:00Z","evidence":[
      {"code":"AK1","source_class":"quote","observed_at":"2026-07-30T12:00:00Z"},
      {"code":"ZZ1","source_class":"quote","observed_at":"2026-07-30T12:00:00Z"}],"regressions":[]})");
  ASSERT_TRUE(answer);
  const auto rejected = boost::json::parse(*answer).at("rejected");
  EXPECT_EQ(boost::json::serialize(rejected), R"([{"index":0,"reason":"future"},{"index":1,"reason":"unknown_code"}])");
}

}  // namespace
}  // namespace wheelhouse::rulebook
