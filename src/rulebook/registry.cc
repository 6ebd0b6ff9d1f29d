#include <algorithm>
#include <boost/json/value.hpp>

#include "reflect/json.h"
#include "reflect/json_text.h"
#include "rulebook/rule.h"

namespace wheelhouse::rulebook {
namespace {

struct Registry {
  std::vector<Rule> rules;
  std::vector<RuleInfo> infos;
};

Registry make_registry() {
  Registry registry;
  for (const auto& group : {stage_rules(), call_rules(), portfolio_rules(), qualification_rules(), next_action_rules(), data_quality_rules()})
    registry.rules.insert(registry.rules.end(), group.begin(), group.end());
  for (const Rule& rule : registry.rules) registry.infos.push_back(rule.info);
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

}  // namespace

std::span<const RuleInfo> list_rules() { return registry().infos; }

Result<std::string> rule_schema(std::string_view id) {
  const Rule* rule = find_rule(id);
  if (!rule) return fail(Error::not_found("rule"));
  Schema schema;
  std::vector<FieldError> errors;
  rule->describe(Input(schema, errors));
  std::string text;
  append_schema(text, schema);
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
  return rule->run(Input(*json, errors), errors);
}

}  // namespace wheelhouse::rulebook
