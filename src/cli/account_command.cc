// `wheelhouse account show`: one customer with its position, opportunities and what comes next.
#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "lang/language.h"
#include "reflect/json.h"
#include "service/match_keys.h"
#include "service/present.h"
#include "service/record_service.h"
#include "storage/match_store.h"

namespace wheelhouse::cli {
namespace {

Result<Account> find_account(storage::Session& session, const service::Actor& actor, const std::string& text) {
  std::vector<Uuid> found;
  if (const auto id = parse_uuid(text)) found.push_back(*id);
  else found = storage::find_by_match_key(session, actor.workspace_id, service::name_key("account", text), 3);
  if (found.size() > 1) return fail(Error::make(Errc::conflict, "several_accounts", {{"value", text}}));
  if (found.empty()) return fail(Error::not_found("account"));
  return service::find_visible(session, actor, Id<Account>{found.front()});
}

int show(const std::string& text, Invocation& invocation, Book& book) {
  Result<void> result;
  std::string out;
  book.database.read([&](storage::Session& session) {
    auto account = find_account(session, book.actor, text);
    if (!account) { result = fail(account.error()); return; }
    const Instant now = book.clock.now();
    const auto opportunities = storage::select_records<Opportunity>(session, book.actor.workspace_id,
                                                                    "account_id = ?2 ORDER BY opened_at, id", {account->id.uuid});
    if (invocation.json) {
      out = "{";
      write_json_members(out, *account);
      service::write_extras(out, session, book.actor, *account, now, service::Detail::one);
      out += ",\"opportunities\":[";
      for (std::size_t i = 0; i < opportunities.size(); ++i) {
        out += i ? ",{" : "{";
        write_json_members(out, opportunities[i]);
        service::write_extras(out, session, book.actor, opportunities[i], now, service::Detail::row);
        out += '}';
      }
      out += "]}\n";
      return;
    }
    const auto describe = [&](Unit unit, const Uuid& id) {
      const auto row = storage::find_position(session, book.actor.workspace_id, unit, id);
      if (!row) return std::string("-");
      return std::to_string(stage_number(row->stage)) + " " +
             lang::text(invocation.language, "stage." + std::string(to_string(row->stage))) + " (" +
             lang::text(invocation.language, "basis." + std::string(to_string(row->basis))) + ")";
    };
    out = account->name + "  " + describe(Unit::account, account->id.uuid) + "\n";
    for (const Opportunity& o : opportunities)
      out += "  " + o.name + "  " + describe(Unit::opportunity, o.id.uuid) + "  " +
             lang::text(invocation.language, "result." + std::string(to_string(o.result))) + "\n";
  });
  if (!result) return print_error(invocation, result.error());
  invocation.output.out(out);
  return kOk;
}

}  // namespace

void add_account_command(CLI::App& app, Action& action) {
  auto text = std::make_shared<std::string>();
  CLI::App* account = app.add_subcommand("account");
  account->require_subcommand(1);
  CLI::App* show_command = account->add_subcommand("show");
  show_command->add_option("ACCOUNT", *text)->required();
  show_command->callback([&action, text] { action.on_book = [text](Invocation& i, Book& b) { return show(*text, i, b); }; });
}

}  // namespace wheelhouse::cli
