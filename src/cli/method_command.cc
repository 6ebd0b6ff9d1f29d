// `wheelhouse method list | schema ID | run ID [--lines]`: the computable rules on plain JSON from standard input.
#include <CLI/CLI.hpp>
#include <iostream>
#include <iterator>

#include "cli/command.h"
#include "lang/language.h"
#include "reflect/json_text.h"
#include "rulebook/rulebook.h"

namespace wheelhouse::cli {
namespace {

std::string error_json(const Invocation& invocation, const Error& error) {
  std::string json;
  json_text::Object object(json);
  json_text::Object body(object.key("error"));
  body.string("code", error.reason);
  std::string& fields = body.key("fields");
  fields += '[';
  for (std::size_t i = 0; i < error.fields.size(); ++i) {
    if (i) fields += ',';
    json_text::Object field(fields);
    field.string("pointer", error.fields[i].pointer);
    field.string("code", error.fields[i].code);
    field.string("detail", lang::text(invocation.language, "field." + error.fields[i].code, error.fields[i].params));
    field.close();
  }
  fields += ']';
  body.close();
  object.close();
  return json;
}

int list(Invocation& invocation) {
  std::string out;
  if (invocation.json) {
    out = "[";
    for (const auto& rule : rulebook::list_rules()) {
      if (out.size() > 1) out += ',';
      json_text::append_string(out, rule.id);
    }
    out += "]\n";
  } else {
    for (const auto& rule : rulebook::list_rules()) out += std::string(rule.id) + "\n";
  }
  invocation.output.out(out);
  return kOk;
}

int schema(Invocation& invocation, const std::string& id) {
  auto text = rulebook::rule_schema(id);
  if (!text) return print_error(invocation, text.error());
  invocation.output.out(*text + "\n");
  return kOk;
}

int run_one(Invocation& invocation, const std::string& id, const std::string& input) {
  auto answer = rulebook::run_rule(id, input);
  if (!answer) {
    if (answer.error().code == Errc::not_found) return print_error(invocation, answer.error());
    invocation.output.out(error_json(invocation, answer.error()) + "\n");
    return kBadInput;
  }
  invocation.output.out(*answer + "\n");
  return kOk;
}

int run_lines(Invocation& invocation, const std::string& id) {
  if (auto known = rulebook::rule_schema(id); !known) return print_error(invocation, known.error());
  std::string line;
  while (std::getline(std::cin, line)) {
    // An empty line is an input that cannot be read: skipped, it would put the answers out of step.
    auto answer = rulebook::run_rule(id, line);
    invocation.output.out((answer ? *answer : error_json(invocation, answer.error())) + "\n");
  }
  return kOk;
}

}  // namespace

void add_method_command(CLI::App& app, Action& action) {
  CLI::App* method = app.add_subcommand("method");
  method->require_subcommand(1);
  auto id = std::make_shared<std::string>();
  auto lines = std::make_shared<bool>(false);
  method->add_subcommand("list")->callback([&action] { action.plain = list; });
  CLI::App* schema_command = method->add_subcommand("schema");
  schema_command->add_option("ID", *id)->required();
  schema_command->callback([&action, id] { action.plain = [id](Invocation& i) { return schema(i, *id); }; });
  CLI::App* run_command = method->add_subcommand("run");
  run_command->add_option("ID", *id)->required();
  run_command->add_flag("--lines", *lines);
  run_command->callback([&action, id, lines] {
    action.plain = [id, lines](Invocation& i) {
      if (*lines) return run_lines(i, *id);
      return run_one(i, *id, std::string(std::istreambuf_iterator<char>(std::cin), {}));
    };
  });
}

}  // namespace wheelhouse::cli
