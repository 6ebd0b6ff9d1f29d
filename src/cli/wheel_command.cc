// `wheelhouse wheel`: the eight stages as a table and bars, or the same JSON as GET /api/v1/wheel.
#include <CLI/CLI.hpp>
#include <cmath>

#include "cli/command.h"
#include "lang/language.h"
#include "reflect/json_text.h"
#include "service/match_keys.h"
#include "service/wheel.h"
#include "storage/match_store.h"
#include "text/amount.h"

namespace wheelhouse::cli {
namespace {

struct Options {
  std::string as_of, known_on, owner, unit = "account";
};

// Columns a terminal gives to a text: two for a wide character.
std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if ((c & 0xC0) == 0x80) continue;
    width += c >= 0xE3 ? 2 : 1;  // CJK begins at U+3000, E3 80 80
  }
  return width;
}
std::string pad(std::string_view text, std::size_t width, bool right = false) {
  const std::size_t used = display_width(text);
  const std::string space(used < width ? width - used : 0, ' ');
  return right ? space + std::string(text) : std::string(text) + space;
}

std::string print_money(const std::vector<service::Money>& sums) {
  std::string out;
  for (const auto& money : sums) {
    if (!out.empty()) out += " + ";
    std::int64_t unit = 1;
    for (int i = text::currency_exponent(money.currency); i > 0; --i) unit *= 10;
    std::string digits = std::to_string(money.amount_minor / unit);
    for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3) digits.insert(static_cast<std::size_t>(at), ",");
    out += money.currency + " " + digits;
  }
  return out;
}

Result<std::optional<Date>> date_option(const std::string& text, const char* name) {
  if (text.empty()) return std::nullopt;
  if (const auto date = parse_date(text)) return date;
  return fail(Error::invalid_field(name, "bad_date"));
}

// An owner is given by id, e-mail or name.
Result<Uuid> find_owner(storage::Session& session, std::int64_t workspace_id, const std::string& text) {
  if (const auto id = parse_uuid(text)) return *id;
  for (const std::string& key : {service::email_key("user", text), service::name_key("user", text)}) {
    if (key.empty()) continue;
    const auto found = storage::find_by_match_key(session, workspace_id, key, 2);
    if (found.size() == 1) return found.front();
  }
  return fail(Error::make(Errc::not_found, "no_such_owner", {{"value", text}}));
}

void print_table(Invocation& invocation, const service::WheelReport& report) {
  const auto label = [&](const char* key) { return lang::text(invocation.language, std::string("cli.wheel.") + key); };
  std::string out = pad(label("stage"), 20) + pad(label("count"), 9, true) + pad(label("share"), 9, true) + pad(label("proven"), 9, true) +
                    pad(label("unproven"), 10, true) + pad(label("stuck"), 7, true) + pad(label("stale"), 8, true) + "  " + label("value") +
                    "\n";
  for (const auto& stage : report.stages) {
    char share[16] = "-";
    if (stage.share) std::snprintf(share, sizeof share, "%.1f %%", 100 * *stage.share);
    out += pad(
        std::to_string(stage_number(stage.stage)) + " " + lang::text(invocation.language, "stage." + std::string(to_string(stage.stage))),
        20);
    out += pad(std::to_string(stage.count), 9, true) + pad(share, 9, true) + pad(std::to_string(stage.proven), 9, true) +
           pad(std::to_string(stage.unproven), 10, true) + pad(std::to_string(stage.stuck), 7, true) +
           pad(std::to_string(stage.stale), 8, true);
    out += "  " + print_money(stage.value) + "\n  ";
    const int width = stage.share ? static_cast<int>(std::lround(60 * *stage.share)) : 0;
    const int solid =
        stage.count ? static_cast<int>(std::lround(width * static_cast<double>(stage.proven) / static_cast<double>(stage.count))) : 0;
    for (int i = 0; i < width; ++i) out += i < solid ? "█" : "░";
    out += "\n";
  }
  out += pad(label("total"), 20) + pad(std::to_string(report.total), 9, true) + "\n";
  invocation.output.out(out);
}

int run(const Options& options, Invocation& invocation, Book& book) {
  service::WheelQuery query;
  auto as_of = date_option(options.as_of, "--as-of");
  if (!as_of) return print_error(invocation, as_of.error());
  query.as_of = *as_of;
  auto known_on = date_option(options.known_on, "--known-on");
  if (!known_on) return print_error(invocation, known_on.error());
  query.known_on = *known_on;
  query.unit = parse_enum<Unit>(options.unit).value_or(Unit::account);
  Result<service::WheelReport> report = fail(Error::not_found("wheel"));
  book.database.read([&](storage::Session& session) {
    if (!options.owner.empty()) {
      auto owner = find_owner(session, book.actor.workspace_id, options.owner);
      if (!owner) { report = fail(owner.error()); return; }
      query.owner_id = *owner;
    }
    report = service::read_wheel(session, book.actor, query, book.clock.now());
  });
  if (!report) return print_error(invocation, report.error());
  if (!invocation.json) {
    print_table(invocation, *report);
    return kOk;
  }
  std::string json;
  service::write_wheel_json(json, *report);
  invocation.output.out(json + "\n");
  return kOk;
}

}  // namespace

void add_wheel_command(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("wheel");
  command->add_option("--as-of", options->as_of);
  command->add_option("--known-on", options->known_on);
  command->add_option("--owner", options->owner);
  command->add_option("--unit", options->unit)->check(CLI::IsMember({"account", "opportunity"}))->capture_default_str();
  command->callback([&action, options] { action.on_book = [options](Invocation& i, Book& b) { return run(*options, i, b); }; });
}

}  // namespace wheelhouse::cli
