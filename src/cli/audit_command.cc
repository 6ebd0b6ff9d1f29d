// `wheelhouse audit verify [--head HASH]`: does the chain of the history hold?
#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "lang/language.h"
#include "reflect/json_text.h"
#include "service/audit.h"

namespace wheelhouse::cli {
namespace {

int verify(const std::string& known_head, Invocation& invocation, Book& book) {
  const auto report = service::verify_history(book.database, book.actor.workspace_id, known_head);
  if (!report) return print_error(invocation, report.error());
  if (invocation.json) {
    std::string out;
    json_text::Object object(out);
    object.integer("events", report->events);
    object.integer("erased", report->erased);
    if (report->first_bad_seq) object.integer("first_bad_seq", *report->first_bad_seq);
    else object.null("first_bad_seq");
    object.string("head", report->head);
    if (report->has_known_head) object.boolean("known_head", *report->has_known_head);
    object.close();
    invocation.output.out(out + "\n");
  } else {
    const auto say = [&](const char* key, const Params& params) {
      invocation.output.out(lang::text(invocation.language, std::string("cli.audit.") + key, params) + "\n");
    };
    if (report->first_bad_seq) say("broken", {{"seq", std::to_string(*report->first_bad_seq)}, {"events", std::to_string(report->events)}});
    else say("whole", {{"events", std::to_string(report->events)}, {"erased", std::to_string(report->erased)}});
    if (!report->has_known_head.value_or(true)) say("unknown_head", {{"head", known_head}});
    if (report->is_whole()) say("head", {{"head", report->head}});
  }
  return report->is_whole() ? kOk : kBadInput;  // as doctor: 2 when something is wrong
}

}  // namespace

void add_audit_command(CLI::App& app, Action& action) {
  auto head = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("audit");
  command->require_subcommand(1);
  CLI::App* verifying = command->add_subcommand("verify");
  verifying->add_option("--head", *head);
  verifying->callback([&action, head] { action.on_book = [head](Invocation& i, Book& b) { return verify(*head, i, b); }; });
}

}  // namespace wheelhouse::cli
