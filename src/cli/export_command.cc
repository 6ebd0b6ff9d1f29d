// `wheelhouse export accounts [--format csv|xlsx] [--to FILE]`.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "cli/command.h"
#include "service/export_records.h"

namespace wheelhouse::cli {
namespace {

constexpr std::size_t kBlockBytes = 1 << 20;

struct Options {
  std::string collection = "accounts", format = "csv", to;
};

int export_collection(const Options& options, Invocation& invocation, Book& book) {
  const bool to_output = options.to.empty();
  const std::string path = to_output
                               ? (std::filesystem::temp_directory_path() / ("wheelhouse-export-" + to_string(make_uuid_v7(0)))).string()
                               : absolute_path(invocation, options.to);
  Result<std::int64_t> rows = 0;
  book.database.read([&](storage::Session& session) {
    rows = service::export_records(session, book.actor, options.collection,
                                   options.format == "xlsx" ? service::ExportFormat::xlsx : service::ExportFormat::csv, path, {},
                                   book.clock.now());
  });
  if (!rows) return print_error(invocation, rows.error());
  if (to_output) {
    std::ifstream file(path, std::ios::binary);
    std::string block(kBlockBytes, '\0');  // a book may be larger than what one likes to hold
    while (file.read(block.data(), static_cast<std::streamsize>(block.size())) || file.gcount() > 0)
      invocation.output.out(std::string_view(block.data(), static_cast<std::size_t>(file.gcount())));
    std::filesystem::remove(path);
  } else if (invocation.json) {
    invocation.output.out("{\"rows\":" + std::to_string(*rows) + "}\n");
  }
  return kOk;
}

}  // namespace

void add_export_command(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("export");
  command->add_option("COLLECTION", options->collection)
      ->check(CLI::Validator([](std::string& name) { return service::is_exportable(name) ? std::string() : "no such collection: " + name; },
                             "COLLECTION"))
      ->capture_default_str();
  command->add_option("--format", options->format)->check(CLI::IsMember({"csv", "xlsx"}))->capture_default_str();
  command->add_option("--to", options->to);
  command->callback(
      [&action, options] { action.on_book = [options](Invocation& i, Book& b) { return export_collection(*options, i, b); }; });
}

}  // namespace wheelhouse::cli
