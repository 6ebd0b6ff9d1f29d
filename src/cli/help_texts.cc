#include "cli/help_texts.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>

#include "lang/language.h"

namespace wheelhouse::cli {
namespace {

// "--tls-cert" -> "tls_cert", "FILE" -> "file".
std::string key_of(const CLI::Option& option) {
  std::string name = option.get_lnames().empty() ? option.get_name() : option.get_lnames().front();
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return c == '-' ? '_' : std::tolower(c); });
  return name;
}

void describe(CLI::App& command, const std::string& language, const std::string& key) {
  command.description(lang::text(language, key + ".about"));
  for (CLI::Option* option : command.get_options()) {
    const bool is_help = option == command.get_help_ptr();
    option->description(lang::text(language, is_help ? "cli.help.words.help" : key + "." + key_of(*option)));
  }
  for (CLI::App* inner : command.get_subcommands(nullptr)) describe(*inner, language, key + "." + inner->get_name());
}

}  // namespace

void set_help_texts(CLI::App& app, const std::string& language) {
  const auto word = [&](const char* name) { return lang::text(language, std::string("cli.help.words.") + name); };
  app.description(lang::text(language, "cli.about"));
  for (CLI::Option* option : app.get_options())
    option->description(option == app.get_help_ptr() ? word("help") : lang::text(language, "cli.help." + key_of(*option)));
  for (CLI::App* command : app.get_subcommands(nullptr)) describe(*command, language, "cli.help." + command->get_name());
  // The words of the frame itself; one formatter serves all commands.
  const auto formatter = app.get_formatter();
  for (const char* name : {"Usage", "OPTIONS", "Options", "SUBCOMMAND", "SUBCOMMANDS", "Subcommands", "Positionals", "REQUIRED", "Env",
                           "TEXT", "UINT"}) {
    std::string key = name;
    std::transform(key.begin(), key.end(), key.begin(), [](unsigned char c) { return std::tolower(c); });
    formatter->label(name, word(key.c_str()));
  }
}

}  // namespace wheelhouse::cli
