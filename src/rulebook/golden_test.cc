// The worked cases of the method, computed by a program that is not this one (tests/golden/method_cases), and those of the rules that
// are named by an element of the method, written by hand from its tables (tests/golden/mapping_cases).
// 1e-6 relative or 1e-9 absolute, lists in order, more keys in an answer allowed, {"error"} means refused.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <cmath>
#include <filesystem>
#include <fstream>

#include "rulebook/rulebook.h"

namespace wheelhouse::rulebook {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

const fs::path kGolden = fs::path(WHEELHOUSE_SOURCE_DIR) / "tests/golden";

fs::path cases_of(const std::string& rule) {
  return kGolden / (rule.front() == 'M' ? "mapping_cases" : "method_cases") / (rule + ".jsonl");
}

bool close(double a, double b) { return std::fabs(a - b) <= std::max(1e-9, 1e-6 * std::max(std::fabs(a), std::fabs(b))); }

// Empty when `actual` answers `expected`, else where it does not.
std::string difference(const json::value& expected, const json::value& actual, const std::string& path, bool is_distribution) {
  const auto differ = [&] { return path + ": expected " + json::serialize(expected) + ", got " + json::serialize(actual); };
  if (expected.is_number()) {
    return actual.is_number() && close(expected.to_number<double>(), actual.to_number<double>()) ? "" : differ();
  }
  if (const auto* list = expected.if_array()) {
    if (!actual.is_array() || actual.get_array().size() != list->size()) return differ();
    for (std::size_t i = 0; i < list->size(); ++i) {
      const auto text = difference((*list)[i], actual.get_array()[i], path + "/" + std::to_string(i), false);
      if (!text.empty()) return text;
    }
    return "";
  }
  if (const auto* object = expected.if_object()) {
    if (!actual.is_object()) return differ();
    for (const auto& [key, value] : *object) {
      const std::string child = path + "/" + std::string(key);
      const json::value* found = actual.get_object().if_contains(key);
      if (!found && is_distribution && value.to_number<double>() == 0) continue;  // a missing probability is 0
      if (!found) return child + ": missing";
      const auto text = difference(value, *found, child, key == "probabilities");
      if (!text.empty()) return text;
    }
    if (is_distribution) {
      for (const auto& [key, value] : actual.get_object())
        if (!object->contains(key) && !close(value.to_number<double>(), 0)) return path + "/" + std::string(key) + ": not expected";
    }
    return "";
  }
  return expected == actual ? "" : differ();
}

class Golden : public ::testing::TestWithParam<std::string> {};

TEST_P(Golden, EveryCaseIsAnsweredAsComputedElsewhere) {
  std::ifstream file(cases_of(GetParam()));
  std::string line;
  int number = 0;
  while (std::getline(file, line)) {
    ++number;
    const json::value example = json::parse(line);
    const std::string input = json::serialize(example.at("input"));
    const json::value& expected = example.at("expected");
    const auto answer = run_rule(GetParam(), input);
    const bool refused = expected.as_object().contains("error");
    if (refused) {
      EXPECT_FALSE(answer.has_value()) << GetParam() << ":" << number << " should be refused: " << input;
      if (!answer) {
        EXPECT_EQ(answer.error().code, Errc::invalid);
        EXPECT_FALSE(answer.error().fields.empty());
      }
      continue;
    }
    ASSERT_TRUE(answer.has_value()) << GetParam() << ":" << number << " refused: " << answer.error().reason << "\n" << input;
    const std::string text = difference(expected, json::parse(*answer), "", false);
    EXPECT_EQ(text, "") << GetParam() << ":" << number << "\n" << input << "\n" << *answer;
  }
  EXPECT_GT(number, 0);
}

std::vector<std::string> case_files() {
  std::vector<std::string> names;
  for (const char* folder : {"method_cases", "mapping_cases"})
    for (const auto& entry : fs::directory_iterator(kGolden / folder)) names.push_back(entry.path().stem().string());
  std::sort(names.begin(), names.end());
  return names;
}

INSTANTIATE_TEST_SUITE_P(Cases, Golden, ::testing::ValuesIn(case_files()), [](const auto& info) {
  std::string name = info.param;
  std::replace(name.begin(), name.end(), '.', '_');
  return name;
});

TEST(Rulebook, EveryCaseFileHasItsRuleAndEveryRuleItsCases) {
  std::vector<std::string> rules;
  for (const RuleInfo& rule : list_rules()) rules.emplace_back(rule.id);
  std::sort(rules.begin(), rules.end());
  EXPECT_EQ(rules, case_files());
}

}  // namespace
}  // namespace wheelhouse::rulebook
