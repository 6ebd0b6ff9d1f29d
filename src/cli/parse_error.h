// What is wrong with a command line, in the words of the language packs instead of the parser's own.
#pragma once
#include <CLI/App.hpp>

#include "base/error.h"

namespace wheelhouse::cli {
// "bad_command_line", with a field for each word or option at fault.
Error error_of(const CLI::ParseError& error, const CLI::App& app);
}
