// `wheelhouse migrate`, `doctor` and `schema`: the book's own health.
#include <CLI/CLI.hpp>

#include "api/openapi.h"
#include "api/routes.h"
#include "cli/command.h"
#include "cli/doctor_report.h"
#include "cli/open_book.h"
#include "lang/language.h"
#include "service/doctor.h"
#include "storage/connection_security.h"
#include "storage/migrations/migrate.h"

namespace wheelhouse::cli {
namespace {

// Opening a book for writing brings it to this program's schema; this command says what that was.
int migrate(Invocation& invocation, Book& book) {
  int version = 0;
  book.database.read([&](storage::Session& session) { version = storage::schema_version(session); });
  if (invocation.json) invocation.output.out("{\"schema_version\":" + std::to_string(version) + "}\n");
  else invocation.output.out(lang::text(invocation.language, "cli.migrate.done", {{"version", std::to_string(version)}}) + "\n");
  return kOk;
}

int doctor(bool rebuild, Invocation& invocation, Book& book) {
  auto checks = service::examine(book.database, book.actor.workspace_id, book.path, book.clock.now(), rebuild);
  if (auto weak = storage::weak_connection(invocation.db); !weak.empty())
    checks.push_back({"connection_not_checked", service::CheckState::warning, std::move(weak)});
  bool bad = false, warned = false;
  for (const auto& check : checks) {
    bad = bad || check.state == service::CheckState::failed;
    warned = warned || check.state == service::CheckState::warning;
  }
  invocation.output.out(invocation.json ? "{\"checks\":" + checks_as_json(checks) + "}\n" : checks_as_text(checks, invocation.language));
  return bad ? kBadInput : warned ? kFailed : kOk;  // 0 well, 1 warnings, 2 something is wrong
}

}  // namespace

void add_migrate_command(CLI::App& app, Action& action) {
  app.add_subcommand("migrate")->callback([&action] {
    action.on_book = migrate;
    action.creates_book = true;
  });
}

void add_doctor_command(CLI::App& app, Action& action) {
  auto rebuild = std::make_shared<bool>(false);
  CLI::App* command = app.add_subcommand("doctor");
  command->add_flag("--rebuild", *rebuild);
  command->callback([&action, rebuild] { action.on_book = [rebuild](Invocation& i, Book& b) { return doctor(*rebuild, i, b); }; });
}

void add_schema_command(CLI::App& app, Action& action) {
  auto kind = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("schema");
  command->add_option("KIND", *kind)->check(CLI::IsMember({"openapi", "typescript"}))->required();
  command->callback([&action, kind] {
    action.plain = [kind](Invocation& i) {
      i.output.out(*kind == "typescript" ? api::typescript_entities() : api::openapi_document(api::all_routes()) + "\n");
      return kOk;
    };
  });
}

}  // namespace wheelhouse::cli
