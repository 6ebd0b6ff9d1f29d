// `wheelhouse move`: a whole book from one database into another, checked table by table.
#include <CLI/CLI.hpp>
#include <filesystem>

#include "cli/command.h"
#include "cli/open_book.h"
#include "lang/language.h"
#include "reflect/json_text.h"
#include "storage/copy_book.h"
#include "storage/migrations/migrate.h"

namespace wheelhouse::cli {
namespace {

struct Options {
  std::string from, to;
};

std::string text(const Invocation& invocation, const std::string& key, const Params& params) {
  return lang::text(invocation.language, "cli.move." + key, params) + "\n";
}

int refuse(Invocation& invocation, const std::string& reason, const std::string& book, const std::string& detail = "") {
  return print_error(invocation, Error::make(Errc::conflict, reason, {{"book", storage::printable_address(book)}, {"detail", detail}}));
}

// One line when a table begins and for each further tenth of the book; numbers that nobody reads slow a terminal down.
class Progress {
 public:
  explicit Progress(Invocation& invocation) : invocation_(invocation) {}
  void operator()(const storage::CopyProgress& state) {
    const std::int64_t tenth = state.total > 0 ? state.done * 10 / state.total : 10;
    if (state.table == table_ && tenth == tenth_) return;
    table_ = state.table;
    tenth_ = tenth;
    if (!invocation_.json)
      invocation_.output.err(text(invocation_, "progress",
                                  {{"table", state.table}, {"done", std::to_string(state.done)}, {"total", std::to_string(state.total)}}));
  }

 private:
  Invocation& invocation_;
  std::string table_;
  std::int64_t tenth_ = -1;
};

void print_report(Invocation& invocation, const storage::CopyReport& report, const std::string& from, const std::string& to) {
  if (!invocation.json) {
    const Params params{{"rows", std::to_string(report.rows)},
                        {"tables", std::to_string(report.tables)},
                        {"from", storage::printable_address(from)},
                        {"to", storage::printable_address(to)}};
    invocation.output.out(text(invocation, report.resumed ? "resumed" : "done", params));
    return;
  }
  std::string json;
  json_text::Object object(json);
  object.integer("rows", report.rows);
  object.integer("tables", report.tables);
  object.boolean("resumed", report.resumed);
  object.close();
  invocation.output.out(json + "\n");
}

int copy(Invocation& invocation, storage::Database& from, storage::Database& to, const std::string& from_address,
         const std::string& to_address) {
  bool unfinished = false;
  from.read([&](storage::Session& session) { unfinished = storage::is_unfinished_copy(session); });
  if (unfinished) return refuse(invocation, "unfinished_copy", from_address);
  try {
    print_report(invocation, storage::copy_book(from, to, Progress(invocation)), from_address, to_address);
    return kOk;
  } catch (const storage::CopyRefused& refused) {
    using Reason = storage::CopyRefused::Reason;
    switch (refused.reason) {
      case Reason::target_not_empty: return refuse(invocation, "move_target_not_empty", to_address);
      case Reason::source_changed: return refuse(invocation, "move_source_changed", to_address);
      case Reason::differs: return refuse(invocation, "move_differs", to_address, refused.what());
    }
  }
  return kFailed;
}

int move(const Options& options, Invocation& invocation) {
  // Whichever of the two is spoken of when something is wrong with it.
  const auto address_of = [&](const std::string& given) {
    invocation.db = given;
    return resolve_address(invocation);
  };
  const std::string from_address = address_of(options.from), to_address = address_of(options.to);
  if (from_address == to_address) return refuse(invocation, "move_onto_itself", to_address);
  try {
    invocation.db = from_address;
    if (storage::schema_version_at(from_address) == 0)
      return print_error(invocation, Error::make(Errc::not_found, "no_such_book", {{"book", storage::printable_address(from_address)}}));
    invocation.db = to_address;
    const int there = storage::schema_version_at(to_address);
    if (there > 0 && there < storage::newest_schema_version()) return refuse(invocation, "move_target_not_empty", to_address);
    invocation.db = from_address;
    const auto from = storage::open_database(from_address, {.readers = 1});
    invocation.db = to_address;
    if (const std::string path = storage::sqlite_path(to_address); !path.empty())
      std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    const auto to = storage::open_database(to_address, {.readers = 1});
    return copy(invocation, *from, *to, from_address, to_address);
  } catch (const storage::StorageError& error) {
    return print_storage_error(invocation, error);
  }
}

}  // namespace

void add_move_command(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("move");
  command->add_option("--from", options->from)->required();
  command->add_option("--to", options->to)->required();
  command->callback([&action, options] { action.plain = [options](Invocation& i) { return move(*options, i); }; });
}

}  // namespace wheelhouse::cli
