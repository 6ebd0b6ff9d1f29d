// `wheelhouse demo`: fills an empty book with the demo book.
#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/demo.h"
#include "lang/language.h"

namespace wheelhouse::cli {
void add_demo_command(CLI::App& app, Action& action) {
  app.add_subcommand("demo", "Fills an empty book with the demo book")->callback([&action] {
    action.on_book = [](Invocation& invocation, Book& book) {
      if (auto filled = fill_demo_if_empty(book); !filled) return print_error(invocation, filled.error());
      invocation.output.out(lang::text(invocation.language, "cli.demo.done") + "\n");
      return static_cast<int>(kOk);
    };
  });
}
}  // namespace wheelhouse::cli
