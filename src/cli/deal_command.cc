// `wheelhouse deal show`: one deal at a glance, as its cockpit shows it: needs, next question, weakest criterion, unproven value.
#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <cmath>

#include "cli/command.h"
#include "lang/language.h"
#include "reflect/json.h"
#include "service/cockpit.h"

namespace wheelhouse::cli {
namespace {

namespace json = boost::json;

std::string text_of(const json::value& value) {
  if (value.is_string()) return std::string(value.get_string().data(), value.get_string().size());
  if (value.is_number()) {
    std::string out;
    json_text::append_number(out, std::round(value.to_number<double>() * 10) / 10);
    return out;
  }
  return "-";
}

// A line for each thing that decides what to do next.
std::string summary(const json::object& cockpit, const std::string& language) {
  std::string out;
  const auto line = [&](const char* label, const std::string& value) {
    out += "  " + lang::text(language, std::string("cli.deal.") + label) + "  " + value + "\n";
  };
  const auto& opportunity = cockpit.at("opportunity").as_object();
  const auto& position = opportunity.at("position");
  out += text_of(opportunity.at("name"));
  if (position.is_object()) out += "  " + lang::text(language, "stage." + text_of(position.at("stage")));
  out += "\n";
  line("maturity", text_of(cockpit.at("needs").at("nmi")));
  line("gate", lang::text(language, "proposal_gate." + text_of(cockpit.at("offer").at("gate"))));
  const auto& next = cockpit.at("questions").at("next").as_object();
  const auto& words = next.at("text");
  line("next_question", words.is_object() ? text_of(words.at(language == "en" ? "en" : "zh"))
                                          : lang::text(language, "question_type." + text_of(next.at("type"))));
  const auto& weakest = cockpit.at("criteria").at("weakest");
  line("weakest", weakest.is_object() ? text_of(weakest.at("name")) : "-");
  const auto& unproven = cockpit.at("value").at("unconfirmed").as_array();
  line("unproven", unproven.empty() ? "-" : text_of(unproven.front().at("name")));
  line("objections", std::to_string(cockpit.at("objections").at("open").as_array().size()));
  return out;
}

int show(const std::string& text, Invocation& invocation, Book& book) {
  Result<void> result;
  std::string body;
  book.database.read([&](storage::Session& session) {
    const auto deal = service::find_deal(session, book.actor, text);
    if (!deal) result = fail(deal.error());
    else result = service::write_cockpit(body, session, book.actor, *deal, std::nullopt, book.clock.now());
  });
  if (!result) return print_error(invocation, result.error());
  invocation.output.out(invocation.json ? body + "\n" : summary(json::parse(body).as_object(), invocation.language));
  return kOk;
}

}  // namespace

void add_deal_command(CLI::App& app, Action& action) {
  auto text = std::make_shared<std::string>();
  CLI::App* deal = app.add_subcommand("deal");
  deal->require_subcommand(1);
  CLI::App* show_command = deal->add_subcommand("show");
  show_command->add_option("DEAL", *text)->required();
  show_command->callback([&action, text] { action.on_book = [text](Invocation& i, Book& b) { return show(*text, i, b); }; });
}

}  // namespace wheelhouse::cli
