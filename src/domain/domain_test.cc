#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "domain/all.h"
#include "reflect/json.h"
#include "reflect/sql.h"

namespace wheelhouse {
namespace {
template <Reflected E>
std::vector<FieldError> read(E& record, std::string_view text, ReadMode mode = ReadMode::create) {
  std::vector<FieldError> errors;
  read_fields(parse_json(text).value().as_object(), record, mode, errors);
  return errors;
}
}  // namespace

TEST(Entity, ReadingNamesEveryWrongField) {
  Account account;
  const auto errors =
      read(account, R"({"name":"  ","owner_id":"x","employees":1.5,"tier":"gold","version":3,"colour":"red","keyness":[1,2]})");
  std::vector<std::string> found;
  for (const auto& e : errors) found.push_back(e.pointer + " " + e.code);
  EXPECT_EQ(found, (std::vector<std::string>{"/version read_only", "/name required", "/owner_id bad_id", "/tier unknown_value",
                                             "/employees not_an_integer", "/keyness wrong_list_size", "/colour unknown_field"}));
}
TEST(Entity, PatchKeepsAbsentNullAndValueApart) {
  Account account;
  account.name = "Anhe";
  account.city = "Suzhou";
  account.industry = "health";
  EXPECT_TRUE(read(account, R"({"city":null,"region":"华东"})", ReadMode::patch).empty());
  EXPECT_FALSE(account.city);
  EXPECT_EQ(account.industry, "health");
  EXPECT_EQ(account.region, "华东");
  EXPECT_EQ(read(account, R"({"name":null})", ReadMode::patch).at(0).code, "required");
}
TEST(Entity, WhatIsWrittenReadsBack) {
  Account account;
  ASSERT_TRUE(read(account, R"({"name":"A\"\\\u0001中","keyness":[4,3,3,3,2,3.5,null],"annual_revenue_minor":-5,"tier":"key"})").empty());
  std::string json;
  write_json(json, account);
  const auto object = parse_json(json).value().as_object();
  Account again;
  boost::json::object input;
  for (const auto& [key, value] : object)
    if (key != "id" && key != "version" && key != "created_at" && key != "updated_at") input[key] = value;
  std::vector<FieldError> errors;
  read_fields(input, again, ReadMode::create, errors);
  ASSERT_TRUE(errors.empty());
  std::string json_again;
  write_json(json_again, again);
  EXPECT_EQ(json, json_again);
}
TEST(Json, RefusesWhatOthersLetThrough) {
  EXPECT_EQ(parse_json(R"({"a":1,"b":{"c":1,"c":2}})").error().fields.at(0).code, "duplicate_key");
  EXPECT_EQ(parse_json(R"({"a":[1,1e400]})").error().fields.at(0).pointer, "/a/1");
  EXPECT_EQ(parse_json("{\"a\":\"x\\u0000y\"}").error().fields.at(0).code, "has_nul");
  EXPECT_EQ(parse_json("{\"a\":\"\xff\"}").error().reason, "malformed_json");
  EXPECT_EQ(parse_json("[" + std::string(40, '[')).error().reason, "json_too_deep");
  EXPECT_FALSE(parse_json(R"({"a":"\ud800"})"));
  EXPECT_FALSE(parse_json("{\"a\":1} x"));
}
}  // namespace wheelhouse
