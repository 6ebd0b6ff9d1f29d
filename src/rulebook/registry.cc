#include <algorithm>
#include <boost/json/value.hpp>
#include <cstdlib>
#include <utility>

#include "reflect/json.h"
#include "reflect/json_text.h"
#include "rulebook/rule.h"

namespace wheelhouse::rulebook {
namespace {

struct Registry {
  std::vector<Rule> rules;
  std::vector<RuleInfo> infos;
  std::vector<Schema> schemas;  // of the rules, in their order
};

Schema describe(const Rule& rule) {
  Schema schema;
  std::vector<FieldError> errors;
  rule.describe(Input(schema, errors));
  return schema;
}

constexpr std::vector<Rule> (*kGroups[])() = {
    stage_rules,       need_rules,         question_rules,      statement_rules,   call_rules,        style_rules,    portfolio_rules,
    value_rules,       buyer_type_rules,   qualification_rules, competency_rules,  support_rules,     resource_rules, criteria_rules,
    objection_rules,   negotiation_rules,  conversation_rules,  habit_rules,       stage_model_rules, forecast_rules, gap_rules,
    next_action_rules, data_quality_rules, mapping_rules,       development_rules, practice_rules,
};

// C9b comes after C9 and before C10; what is named by its element of the method (M…) after all that is computed (C…).
std::pair<char, int> place_of(const Rule& rule) { return {rule.info.id.front(), std::atoi(rule.info.id.data() + 1)}; }

Registry make_registry() {
  Registry registry;
  for (const auto& rules_of_group : kGroups) {
    const std::vector<Rule> group = rules_of_group();
    registry.rules.insert(registry.rules.end(), group.begin(), group.end());
  }
  std::stable_sort(registry.rules.begin(), registry.rules.end(), [](const Rule& a, const Rule& b) { return place_of(a) < place_of(b); });
  for (const Rule& rule : registry.rules) {
    registry.infos.push_back(rule.info);
    registry.schemas.push_back(describe(rule));
  }
  return registry;
}

const Registry& registry() {
  static const Registry registry = make_registry();
  return registry;
}

const Rule* find_rule(std::string_view id) {
  const auto& rules = registry().rules;
  const auto found = std::find_if(rules.begin(), rules.end(), [&](const Rule& rule) { return rule.info.id == id; });
  return found == rules.end() ? nullptr : &*found;
}

const Schema& schema_of(const Rule& rule) { return registry().schemas[static_cast<std::size_t>(&rule - registry().rules.data())]; }

}  // namespace

std::span<const RuleInfo> list_rules() { return registry().infos; }

Result<std::string> rule_schema(std::string_view id) {
  const Rule* rule = find_rule(id);
  if (!rule) return fail(Error::not_found("rule"));
  std::string text;
  append_schema(text, schema_of(*rule));
  // The members that say what the schema is go into its opening brace.
  std::string head = R"({"$schema":"https://json-schema.org/draft/2020-12/schema","title":)";
  json_text::append_string(head, id);
  return head + "," + text.substr(1);
}

Result<std::string> run_rule(std::string_view id, std::string_view json_text) {
  const Rule* rule = find_rule(id);
  if (!rule) return fail(Error::not_found("rule"));
  const auto json = parse_json(json_text);
  if (!json) return fail(json.error());
  std::vector<FieldError> errors;
  find_unknown_members(*json, schema_of(*rule), errors);
  return rule->run(Input(*json, errors), errors);
}

}  // namespace wheelhouse::rulebook
