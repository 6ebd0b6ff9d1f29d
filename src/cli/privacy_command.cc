// `wheelhouse privacy export | erase`: everything held on one person, and taking it away for good.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>

#include "cli/command.h"
#include "cli/in_transaction.h"
#include "lang/language.h"
#include "service/privacy.h"

namespace wheelhouse::cli {
namespace {

struct Options {
  std::string contact, user, to;
  bool dry_run = false, yes = false;
};

Result<service::PersonRef> find(const Options& options, storage::Session& session, const service::Actor& actor) {
  const bool is_user = !options.user.empty();
  if (!is_user && options.contact.empty()) return fail(Error::make(Errc::invalid, "name_a_person"));
  return service::find_person(session, actor, is_user ? "user" : "contact", is_user ? options.user : options.contact);
}

int export_one(const Options& options, Invocation& invocation, Book& book) {
  Result<std::string> text = std::string();
  book.database.read([&](storage::Session& session) {
    const auto person = find(options, session, book.actor);
    if (!person) text = fail(person.error());
    else text = service::export_person(session, book.actor, *person, book.clock.now());
  });
  if (!text) return print_error(invocation, text.error());
  if (options.to.empty()) {
    invocation.output.out(*text + "\n");
    return kOk;
  }
  const std::string path = absolute_path(invocation, options.to);
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  std::error_code error;
  std::filesystem::permissions(path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, error);
  if (!(file << *text << "\n").flush())
    return print_error(invocation, Error::make(Errc::unavailable, "file_not_written", {{"file", options.to}}));
  return kOk;
}

void print(Invocation& invocation, const service::ErasurePlan& plan, const char* headline) {
  if (invocation.json) {
    std::string json;
    service::write_erasure(json, plan);
    invocation.output.out(json + "\n");
    return;
  }
  const auto say = [&](const std::string& key, const Params& params = {}) {
    invocation.output.out(lang::text(invocation.language, "cli.privacy." + key, params) + "\n");
  };
  say(plan.already_erased ? "already" : headline);
  for (const auto& item : plan.items) {
    std::string fields;
    for (const std::string& field : item.fields) fields += (fields.empty() ? " (" : ", ") + field;
    invocation.output.out("  " + lang::text(invocation.language, "cli.privacy." + std::string(to_string(item.act))) + "  " +
                          lang::text(invocation.language, "object." + item.object_type) + " " + to_string(item.id) + fields +
                          (fields.empty() ? "" : ")") + "\n");
  }
  say("counts", {{"events", std::to_string(plan.events)}, {"answers", std::to_string(plan.kept_answers)},
                 {"imports", std::to_string(plan.imports)}, {"sign_ins", std::to_string(plan.sign_ins)},
                  {"practice", std::to_string(plan.practice_attempts)}});
  for (const auto& item : plan.unread) say("unread", {{"id", to_string(item.id)}});
  if (plan.name_is_shared) say("shared_name");
}

// What was kept of the book before, as files beside it: they hold him still.
void name_copies(Invocation& invocation, const Book& book) {
  if (invocation.json || book.path.empty()) return;
  const std::filesystem::path path(book.path);
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(path.parent_path(), error)) {
    const std::string name = entry.path().filename().string();
    const std::string own = path.filename().string();
    const bool is_copy = (name.starts_with(own + ".") && name != own + ".lock" && !name.ends_with(".socket") && !name.ends_with(".sock") &&
                          entry.is_regular_file(error)) ||
                         (name.starts_with("wheelhouse-") && name.ends_with(".zip"));
    if (is_copy) invocation.output.out(lang::text(invocation.language, "cli.privacy.copy", {{"file", entry.path().string()}}) + "\n");
  }
  invocation.output.out(lang::text(invocation.language, "cli.privacy.backups") + "\n");
}

int erase_one(const Options& options, Invocation& invocation, Book& book) {
  Result<service::ErasurePlan> plan = service::ErasurePlan{};
  if (options.dry_run) {
    book.database.read([&](storage::Session& session) {
      const auto person = find(options, session, book.actor);
      plan = person ? service::plan_erasure(session, book.actor, *person) : Result<service::ErasurePlan>(fail(person.error()));
    });
    if (!plan) return print_error(invocation, plan.error());
    print(invocation, *plan, "would");
    return kOk;
  }
  if (!options.yes) return print_error(invocation, Error::make(Errc::invalid, "erase_without_yes"));
  const auto done = in_transaction(book, [&](service::UnitOfWork& work) -> Result<void> {
    const auto person = find(options, work.session(), book.actor);
    if (!person) return fail(person.error());
    plan = service::erase_person(work, *person);
    if (!plan) return fail(plan.error());
    return {};
  });
  if (!done) return print_error(invocation, done.error());
  service::finish_erasure(book.database, *plan);
  print(invocation, *plan, "done");
  name_copies(invocation, book);
  return kOk;
}

}  // namespace

void add_privacy_command(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("privacy");
  command->require_subcommand(1);
  const auto who = [&](CLI::App* sub) {
    CLI::Option* contact = sub->add_option("--contact", options->contact);
    sub->add_option("--user", options->user)->excludes(contact);
  };
  CLI::App* exporting = command->add_subcommand("export");
  who(exporting);
  exporting->add_option("--to", options->to);
  exporting->callback([&action, options] { action.on_book = [options](Invocation& i, Book& b) { return export_one(*options, i, b); }; });
  CLI::App* erasing = command->add_subcommand("erase");
  who(erasing);
  erasing->add_flag("--dry-run", options->dry_run);
  erasing->add_flag("--yes", options->yes);
  erasing->callback([&action, options] { action.on_book = [options](Invocation& i, Book& b) { return erase_one(*options, i, b); }; });
}

}  // namespace wheelhouse::cli
