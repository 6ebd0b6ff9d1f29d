// `wheelhouse backup [FILE]` and `wheelhouse restore ARCHIVE`.
#include <CLI/CLI.hpp>

#include "base/clock.h"
#include "cli/command.h"
#include "cli/doctor_report.h"
#include "cli/open_book.h"
#include "lang/language.h"
#include "reflect/json_text.h"
#include "service/restore.h"

namespace wheelhouse::cli {
namespace {

// Where the histories end: what tells one state of a book from every other.
void write_manifest_head(json_text::Object& object, const service::BackupManifest& manifest) {
  object.string("made_at", to_string(manifest.made_at));
  object.integer("schema_version", manifest.schema_version);
  object.integer("events", manifest.events());
  object.string("head", manifest.head());
}
Params params_of(const service::BackupManifest& manifest) {
  return {{"made_at", to_string(manifest.made_at)},
          {"events", std::to_string(manifest.events())},
          {"head", manifest.head()}};
}

int backup(const std::string& name, Invocation& invocation, Book& book) {
  const Instant now = book.clock.now();
  const std::string file = absolute_path(invocation, name.empty() ? service::backup_name(now) : name);
  const auto report =
      service::make_backup(book.database, file, book.certificate_sha256, now, [&] { return !invocation.is_cancelled(); });
  if (!report) return print_error(invocation, report.error());
  if (invocation.json) {
    std::string json;
    json_text::Object object(json);
    object.string("file", file);
    object.integer("bytes", static_cast<std::int64_t>(report->bytes));
    write_manifest_head(object, report->manifest);
    object.close();
    invocation.output.out(json + "\n");
  } else {
    Params params = params_of(report->manifest);
    params.push_back({"file", file});
    params.push_back({"mib", std::to_string((report->bytes >> 20) + 1)});
    invocation.output.out(lang::text(invocation.language, "cli.backup.done", params) + "\n");
  }
  return kOk;
}

struct RestoreWords {
  std::string archive;
  bool verify = false, replace = false, check_only = false;
};

int restore(const RestoreWords& words, Invocation& invocation) {
  const std::string target = storage::sqlite_path(resolve_address(invocation));
  if (target.empty() || target == ":memory:")
    return print_error(invocation, Error::make(Errc::invalid, "restore_needs_file", {{"book", invocation.db}}));
  const service::RestoreOptions options{.archive = absolute_path(invocation, words.archive),
                                        .target = target,
                                        .verify = words.verify,
                                        .replace = words.replace,
                                        .check_only = words.check_only};
  Result<service::RestoreReport> report = fail(Error{});
  try {
    report = service::restore_backup(options, SystemClock().now(), [&] { return !invocation.is_cancelled(); });
  } catch (const storage::StorageError& error) {
    if (error.kind != storage::StorageError::Kind::locked) throw;
    return print_error(invocation, Error::make(Errc::unavailable, "restore_book_in_use", {{"book", target}}));
  }
  if (!report) return print_error(invocation, report.error());
  if (invocation.json) {
    std::string json;
    json_text::Object object(json);
    object.string("book", target);
    object.boolean("restored", !options.check_only);
    if (report->kept_as.empty()) object.null("kept_as");
    else object.string("kept_as", report->kept_as);
    write_manifest_head(object, report->manifest);
    if (options.verify) object.raw("checks", checks_as_json(report->checks));
    object.close();
    invocation.output.out(json + "\n");
    return kOk;
  }
  if (options.verify) invocation.output.out(checks_as_text(report->checks, invocation.language));
  const auto say = [&](const char* key, Params params) {
    invocation.output.out(lang::text(invocation.language, std::string("cli.restore.") + key, params) + "\n");
  };
  Params params = params_of(report->manifest);
  params.push_back({"book", target});
  say(options.check_only ? "checked" : "done", params);
  if (!report->kept_as.empty()) say("kept", {{"file", report->kept_as}});
  return kOk;
}

}  // namespace

void add_backup_command(CLI::App& app, Action& action) {
  auto file = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("backup");
  command->add_option("FILE", *file);
  command->callback([&action, file] { action.on_book = [file](Invocation& i, Book& b) { return backup(*file, i, b); }; });
}

void add_restore_command(CLI::App& app, Action& action) {
  auto words = std::make_shared<RestoreWords>();
  CLI::App* command = app.add_subcommand("restore");
  command->add_option("ARCHIVE", words->archive)->required();
  command->add_flag("--verify", words->verify);
  command->add_flag("--replace", words->replace);
  command->add_flag("--check-only", words->check_only);
  command->callback([&action, words] { action.plain = [words](Invocation& i) { return restore(*words, i); }; });
}

}  // namespace wheelhouse::cli
