// `wheelhouse deal show`: one deal at a glance, as its cockpit shows it: needs, next question, weakest criterion, unproven value.
// `wheelhouse deal sheet`: the same deal on one page of paper, as PDF.
#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <cmath>
#include <fstream>

#include "cli/command.h"
#include "lang/language.h"
#include "print/pdf.h"
#include "reflect/json.h"
#include "service/cockpit.h"
#include "service/deal_sheet.h"

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
  const auto& words = next.at("spoken");
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

struct SheetOptions {
  std::string deal, out, language;
};

int sheet(const SheetOptions& options, Invocation& invocation, Book& book) {
  const std::string language(options.language.empty() ? std::string_view(invocation.language) : lang::choose_language(options.language));
  Result<print::Document> document = print::Document{};
  book.database.read([&](storage::Session& session) {
    const auto deal = service::find_deal(session, book.actor, options.deal);
    if (!deal) document = fail(deal.error());
    else document = service::deal_sheet(session, book.actor, *deal, {language, std::nullopt, book.clock.now()});
  });
  if (!document) return print_error(invocation, document.error());
  const auto pdf = print::to_pdf(*document);
  if (!pdf) return print_error(invocation, pdf.error());
  const std::string path = absolute_path(invocation, options.out);
  std::ofstream file(path, std::ios::binary);
  if (!(file << pdf->bytes).flush()) return print_error(invocation, Error::make(Errc::unavailable, "file_not_writable", {{"file", path}}));
  if (invocation.json)
    invocation.output.out("{\"bytes\":" + std::to_string(pdf->bytes.size()) + (pdf->cut ? ",\"cut\":true}\n" : ",\"cut\":false}\n"));
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
  auto options = std::make_shared<SheetOptions>();
  CLI::App* sheet_command = deal->add_subcommand("sheet");
  sheet_command->add_option("DEAL", options->deal)->required();
  sheet_command->add_option("--out", options->out)->required();
  sheet_command->add_option("--language", options->language)->check(CLI::IsMember({"zh", "zh-CN", "en"}));
  sheet_command->callback([&action, options] { action.on_book = [options](Invocation& i, Book& b) { return sheet(*options, i, b); }; });
}

}  // namespace wheelhouse::cli
