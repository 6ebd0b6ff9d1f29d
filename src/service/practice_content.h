// The training modules and cases of METHOD §10 (folder practice/, embedded): what a learner is shown, and the answers he is measured by.
// The same for every book. Loaded once; a program whose content is not whole does not start to answer with it.
#pragma once
#include <boost/json/fwd.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "method/practice.h"
#include "reflect/enum_names.h"

namespace wheelhouse::service {

enum class AttemptKind : std::uint8_t { quiz, case_, drill };
// What a module asks of real work (METHOD M26), in the order of the modules.
enum class WorkEvidenceKind : std::uint8_t {
  all_steps,
  proven_stages,
  quoted_needs,
  good_plans,
  styles_and_calls,
  settled_negotiation,
  account_plan
};

// One thing that is asked: its answer is one of the choices.
struct SheetItem {
  std::string key, answer;
  std::vector<std::string> choices;
  const boost::json::object* source = nullptr;  // "why", and what it is about
};
struct SheetGroup {
  std::string key;
  std::optional<method::AgreementWeights> agreement;  // agreement with the model is measured over this group
  bool near_counts = false;                           // of ordered choices: a near miss earns part of the point
  bool in_order = false;                              // every choice is given once
  std::vector<SheetItem> items;
};
// What one attempt answers: a module's quiz, one of its drills, or a case.
struct Sheet {
  AttemptKind kind{};
  std::string subject;
  std::vector<SheetGroup> groups;
};
const Sheet* find_sheet(AttemptKind kind, std::string_view subject);

struct Module {
  std::string key;
  int number = 0;
  WorkEvidenceKind evidence{};
  const boost::json::object* source = nullptr;
  const Sheet* quiz = nullptr;
  std::vector<const Sheet*> drills;
};
struct Case {
  std::string key;
  int number = 0;
  const boost::json::object* source = nullptr;
  const Sheet* sheet = nullptr;
};
const std::vector<Module>& practice_modules();  // by number
const std::vector<Case>& practice_cases();
const Module* find_module(std::string_view key);
const Case* find_case(std::string_view key);

// As the learner sees it before he has answered: nothing that tells the answers. `names`: only these members; all without any.
void write_shown(std::string& out, const boost::json::object& content, std::initializer_list<std::string_view> names = {});
// One member as it is written in the file.
void write_member(std::string& out, const boost::json::object& content, std::string_view name);

}  // namespace wheelhouse::service

namespace wheelhouse {
WH_ENUM_NAMES(service::AttemptKind, "quiz", "case", "drill");
WH_ENUM_NAMES(service::WorkEvidenceKind, "all_steps", "proven_stages", "quoted_needs", "good_plans", "styles_and_calls",
              "settled_negotiation", "account_plan");
}  // namespace wheelhouse
