// `wheelhouse demo`: fills an empty book with the demo book.
#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/demo.h"
#include "lang/language.h"

namespace wheelhouse::cli {
void add_demo_command(CLI::App& app, Action& action) {
  app.add_subcommand("demo")->callback([&action] {
    action.creates_book = true;
    action.on_book = [](Invocation& invocation, Book& book) {
      if (!is_empty(book)) return print_error(invocation, Error::make(Errc::conflict, "book_not_empty"));
      if (auto filled = fill_demo_if_empty(book); !filled) return print_error(invocation, filled.error());
      if (invocation.json) invocation.output.out("{\"filled\":true}\n");
      else invocation.output.out(lang::text(invocation.language, "cli.demo.done") + "\n");
      return static_cast<int>(kOk);
    };
  });
}
}  // namespace wheelhouse::cli
