// Worked cases with something broken in each: whatever comes in, a rule answers with JSON or names the fields that are wrong.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <random>

#include "rulebook/rulebook.h"

namespace wheelhouse::rulebook {
namespace {

namespace json = boost::json;

class Mutator {
 public:
  explicit Mutator(unsigned seed) : random_(seed) {}
  // Breaks one place of `value`, chosen by walking down at random.
  void mutate(json::value& value) {
    if (auto* object = value.if_object(); object && !object->empty() && pick(20) != 0) {
      auto entry = object->begin() + pick(static_cast<int>(object->size()));
      if (pick(6) == 0) object->erase(entry->key());
      else mutate(entry->value());
    } else if (auto* list = value.if_array(); list && !list->empty() && pick(20) != 0) {
      const auto index = static_cast<std::size_t>(pick(static_cast<int>(list->size())));
      if (pick(6) == 0) list->push_back((*list)[index]);
      else mutate((*list)[index]);
    } else {
      value = replacement();
    }
  }

 private:
  int pick(int n) { return std::uniform_int_distribution<int>(0, n - 1)(random_); }
  json::value replacement() {
    switch (pick(14)) {
      case 0: return nullptr;
      case 1: return true;
      case 2: return -1;
      case 3: return 1e308;
      case 4: return -1e308;
      case 5: return 0.5;
      case 6: return 9007199254740993;
      case 7: return "";
      case 8: return "9999-12-31T23:59:59Z";
      case 9: return "0001-01-01T00:00:00Z";
      case 10: return json::array();
      case 11: return json::object();
      case 12: return 0;
      default: return "choice";
    }
  }
  std::mt19937 random_;
};

TEST(Mutation, EveryBrokenInputIsAnsweredOrRefusedByField) {
  Mutator mutator(99);
  int answered = 0, refused = 0;
  for (const RuleInfo& rule : list_rules()) {
    const char* folder = rule.id.front() == 'M' ? "mapping_cases" : "method_cases";
    std::ifstream file(std::filesystem::path(WHEELHOUSE_SOURCE_DIR) / "tests/golden" / folder / (std::string(rule.id) + ".jsonl"));
    std::string line;
    while (std::getline(file, line)) {
      for (int round = 0; round < 12; ++round) {
        json::value input = json::parse(line).at("input");
        for (int breaks = 0; breaks <= round % 3; ++breaks) mutator.mutate(input);
        const std::string text = json::serialize(input);
        const auto answer = run_rule(rule.id, text);
        if (answer) {
          ++answered;
          json::error_code error;
          json::parse(*answer, error);
          EXPECT_FALSE(error) << rule.id << " " << text << " " << *answer;
        } else {
          ++refused;
          EXPECT_EQ(answer.error().code, Errc::invalid);
          EXPECT_FALSE(answer.error().fields.empty()) << rule.id << " " << text;
        }
      }
    }
  }
  EXPECT_GT(answered, 1000);
  EXPECT_GT(refused, 1000);
}

}  // namespace
}  // namespace wheelhouse::rulebook
