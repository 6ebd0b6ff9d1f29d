// What every command and option is for, from the language packs: "cli.help.<command>.about", "cli.help.<command>.<option>". One pass
// over the finished commands, so that none of them holds a sentence.
#pragma once
#include <CLI/App.hpp>
#include <string>

namespace wheelhouse::cli {
void set_help_texts(CLI::App& app, const std::string& language);
}
