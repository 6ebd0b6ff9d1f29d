// The program's entry: standard streams, the book opened here or reached through its server.
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "cli/command.h"
#include "cli/local_socket.h"
#include "cli/open_book.h"
#include "lang/language.h"

namespace wheelhouse::cli {
namespace {

class StandardOutput final : public Output {
 public:
  void out(std::string_view text) override { std::cout << text << std::flush; }
  void err(std::string_view text) override { std::cerr << text << std::flush; }
};

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

std::string language_of_environment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
    if (const std::string value = environment(name); !value.empty()) return std::string(lang::choose_language(value));
  return "en";
}

}  // namespace

int main(int argc, char** argv) {
  ::umask(0077);  // a customer book is nobody else's to read
  StandardOutput output;
  Invocation invocation{.output = output,
                        .language = language_of_environment(),
                        .working_directory = std::filesystem::current_path().string(),
                        .db = "sqlite:data/wheelhouse.db"};
  std::vector<std::string> arguments(argv + 1, argv + argc);
  try {
    return run_command(arguments, invocation, [&](Invocation& called, Action& action) {
      if (action.reads_standard_input) called.standard_input.assign(std::istreambuf_iterator<char>(std::cin), {});
      try {
        const bool is_new = !book_exists(called);
        if (is_new && !action.creates_book)
          return print_error(called, Error::make(Errc::not_found, "no_such_book", {{"book", storage::printable_address(called.db)}}));
        OpenedBook opened(called);
        // A mistyped name would otherwise be a second book that nobody knows of.
        if (is_new) output.err(lang::text(called.language, "cli.new_book", {{"book", storage::printable_address(called.db)}}) + "\n");
        return action.on_book(called, opened.book());
      } catch (const storage::StorageError& error) {
        if (error.kind != storage::StorageError::Kind::locked || storage::sqlite_path(called.db).empty()) throw;
      }
      return run_in_server(arguments, called);
    });
  } catch (const storage::StorageError& error) {
    return print_storage_error(invocation, error);
  } catch (const std::exception& error) {
    output.err(std::string(error.what()) + "\n");
    return kFailed;
  }
}

}  // namespace wheelhouse::cli
