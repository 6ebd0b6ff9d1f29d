#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>

#include "base/version.h"
#include "cli/command.h"
#include "cli/help_texts.h"
#include "cli/parse_error.h"
#include "lang/language.h"
#include "reflect/json_text.h"

namespace wheelhouse::cli {

namespace {
int exit_code_of(Errc code) {
  switch (code) {
    case Errc::invalid:
    case Errc::too_large: return kBadInput;
    case Errc::not_found: return kNotFound;
    case Errc::unavailable: return kUnavailable;
    case Errc::unauthenticated:
    case Errc::forbidden:
    case Errc::conflict:
    case Errc::stale: return kFailed;
  }
  return kFailed;
}

// --help is answered while the words are read, in the language that they ask for.
std::string language_asked_for(const std::vector<std::string>& arguments, const std::string& otherwise) {
  for (std::size_t i = 0; i < arguments.size(); ++i)
    for (const std::string option : {"--language", "--lang"}) {
      const std::string& word = arguments[i];
      const std::string value = word == option && i + 1 < arguments.size() ? arguments[i + 1]
                                : word.starts_with(option + "=")           ? word.substr(option.size() + 1)
                                                                           : "";
      if (value == "en" || value == "zh-CN") return value;
    }
  return otherwise;
}
// Those that chose it, without what was given with them.
std::string words_of(const CLI::App& app) {
  std::string words;
  for (const CLI::App* at = &app; !at->get_subcommands().empty();) {
    at = at->get_subcommands().back();
    words += (words.empty() ? "" : " ") + at->get_name();
  }
  return words;
}

}  // namespace

std::string absolute_path(const Invocation& invocation, const std::string& path) {
  return (std::filesystem::path(invocation.working_directory) / path).lexically_normal().string();
}

int print_error(Invocation& invocation, const Error& error) {
  std::string sentence = lang::text(invocation.language, "error." + error.reason, error.params);
  // Of several files, which one.
  for (const auto& param : error.params)
    if (param.name == "file" && sentence.find(param.value) == std::string::npos) sentence = param.value + ": " + sentence;
  if (invocation.json) {
    std::string json;
    json_text::Object object(json);
    json_text::Object body(object.key("error"));
    body.string("code", error.reason);
    body.string("detail", sentence);
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
    invocation.output.err(json + "\n");
  } else {
    invocation.output.err(sentence + "\n");
    for (const FieldError& field : error.fields)
      invocation.output.err("  " + (field.pointer.empty() ? "" : field.pointer + ": ") +
                            lang::text(invocation.language, "field." + field.code, field.params) + "\n");
  }
  return exit_code_of(error.code);
}

int run_command(const std::vector<std::string>& arguments, Invocation& invocation,
                const std::function<int(Invocation&, Action&)>& with_book) {
  CLI::App app{"", "wheelhouse"};
  app.set_version_flag("--version", std::string(kVersion));
  app.require_subcommand(1);
  app.fallthrough();
  Action action;
  app.add_option("--db", invocation.db)->envname("WHEELHOUSE_DB")->capture_default_str();
  app.add_flag("--json", invocation.json);
  app.add_option("--language,--lang", invocation.language)->check(CLI::IsMember({"en", "zh-CN"}));
  for (const auto add :
       {add_serve_command, add_import_command, add_export_command, add_wheel_command, add_account_command, add_deal_command,
        add_user_command, add_key_command, add_method_command, add_migrate_command, add_doctor_command, add_audit_command,
        add_backup_command, add_restore_command, add_demo_command, add_schema_command, add_move_command, add_privacy_command})
    add(app, action);
  set_help_texts(app, language_asked_for(arguments, invocation.language));
  try {
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    app.parse(reversed);
  } catch (const CLI::CallForHelp&) {
    CLI::App* chosen = &app;
    for (CLI::App* sub : app.get_subcommands()) chosen = sub;
    invocation.output.out(chosen->help());
    return kOk;
  } catch (const CLI::CallForVersion&) {
    invocation.output.out(std::string(kVersion) + "\n");
    return kOk;
  } catch (const CLI::ParseError& error) {
    // The words were not read to their end, so what they ask for in language and form is looked up.
    invocation.language = language_asked_for(arguments, invocation.language);
    invocation.json = invocation.json || std::find(arguments.begin(), arguments.end(), "--json") != arguments.end();
    const int code = print_error(invocation, error_of(error, app));
    if (!invocation.json) invocation.output.err(lang::text(invocation.language, "cli.try_help") + "\n");
    return code;
  }
  action.name = words_of(app);
  if (action.plain) return action.plain(invocation);
  return with_book(invocation, action);
}

}  // namespace wheelhouse::cli
