// Papers that people hand over, as files: a deal on one page, a proposal, the plan of a call and of a customer.
#include "api/content_disposition.h"
#include "api/record_handlers.h"
#include "lang/language.h"
#include "print/docx.h"
#include "print/pdf.h"
#include "service/account_plan.h"
#include "service/call_sheet.h"
#include "service/deal_sheet.h"
#include "service/proposal.h"

namespace wheelhouse::api {
namespace {

enum class Format { pdf, docx };
constexpr std::string_view kPdf = "application/pdf", kDocx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

// ?language=zh|en, else the reader's own; ?tz_offset_minutes=; ?draft= where a paper may be one. Nothing else.
Result<service::PrintReader> read_reader(const Call& call, bool takes_draft) {
  service::PrintReader reader{std::string(lang::choose_language(call.actor.locale)), std::nullopt, call.now};
  for (const auto& [name, value] : call.query.pairs()) {
    if (name == "language") {
      if (value != "zh" && value != "zh-CN" && value != "en")
        return fail(Error::invalid_field("?language", "unknown_value", {{"value", std::string(value)}, {"allowed", "zh, en"}}));
      reader.language = value == "en" ? "en" : "zh-CN";
    } else if (name == "draft" && takes_draft) {
      if (value != "true" && value != "false")
        return fail(Error::invalid_field("?draft", "unknown_value", {{"value", std::string(value)}, {"allowed", "true, false"}}));
    } else if (name != "tz_offset_minutes") {
      return fail(Error::invalid_field("?" + std::string(name), "unknown_parameter"));
    }
  }
  const auto offset = read_offset_minutes(call.query);
  if (!offset) return fail(offset.error());
  reader.offset_minutes = *offset;
  return reader;
}

Result<Reply> file_of(const print::Document& document, std::string_view plain, const std::string& kind, Format format) {
  Reply reply;
  if (format == Format::pdf) {
    auto pdf = print::to_pdf(document);
    if (!pdf) return fail(pdf.error());
    reply.body = std::move(pdf->bytes);
  } else {
    reply.body = print::to_docx(document);
  }
  reply.content_type = format == Format::pdf ? kPdf : kDocx;
  const std::string suffix = format == Format::pdf ? ".pdf" : ".docx";
  reply.headers.emplace_back("Content-Disposition",
                             content_disposition(Disposition::attachment, std::string(plain) + suffix,
                                                 document.title + " - " + kind + suffix));
  return reply;
}

// `make` turns the record of the path into a document, or says why not.
template <Reflected E, class Make>
Result<Reply> print_record(Call& call, storage::Session& session, std::string_view plain, std::string_view kind, Format format,
                           Make&& make) {
  auto id = path_id(call);
  if (!id) return fail(id.error());
  auto record = service::find_visible(session, call.actor, Id<E>{*id});
  if (!record) return fail(record.error());
  const auto reader = read_reader(call, plain == "proposal");
  if (!reader) return fail(reader.error());
  const Result<print::Document> document = make(*record, *reader);
  if (!document) return fail(document.error());
  return file_of(*document, plain, lang::text(reader->language, kind), format);
}

Result<Reply> get_sheet(Call& call, storage::Session& session) {
  return print_record<Opportunity>(call, session, "deal-sheet", "print.deal_sheet", Format::pdf, [&](const auto& deal, const auto& reader) {
    return service::deal_sheet(session, call.actor, deal, reader);
  });
}

template <Format format>
Result<Reply> get_proposal(Call& call, storage::Session& session) {
  return print_record<Opportunity>(call, session, "proposal", "print.proposal.title", format, [&](const auto& deal, const auto& reader) {
    return service::proposal(session, call.actor, deal, reader, call.query.get("draft") == "true");
  });
}

Result<Reply> get_call_plan(Call& call, storage::Session& session) {
  return print_record<wheelhouse::Call>(
      call, session, "call-plan", "print.call_plan", Format::pdf,
      [&](const auto& one, const auto& reader) { return Result<print::Document>(service::call_sheet(session, call.actor, one, reader)); });
}

template <Format format>
Result<Reply> get_account_plan(Call& call, storage::Session& session) {
  return print_record<Account>(call, session, "account-plan", "print.account_plan", format, [&](const auto& account, const auto& reader) {
    return Result<print::Document>(service::account_plan(session, call.actor, account, reader));
  });
}

Route document_route(std::string_view pattern, std::string_view object, ReadFunction function) {
  Route route = with_query(read_route(pattern, object, std::move(function)),
                           {{"language", R"({"type":"string","enum":["zh","zh-CN","en"]})"},
                            {"tz_offset_minutes", R"({"type":"integer","minimum":-840,"maximum":840})"}});
  route.in_one_go = true;
  return route;
}

}  // namespace

void add_document_routes(RouteList& routes) {
  routes.push_back(document_route("/api/v1/opportunities/{id}/sheet.pdf", "deal_sheet", get_sheet));
  for (Route route : {document_route("/api/v1/opportunities/{id}/proposal.pdf", "proposal", get_proposal<Format::pdf>),
                      document_route("/api/v1/opportunities/{id}/proposal.docx", "proposal", get_proposal<Format::docx>)}) {
    route.query.push_back({"draft", R"({"type":"boolean"})"});
    routes.push_back(std::move(route));
  }
  routes.push_back(document_route("/api/v1/calls/{id}/plan.pdf", "call_plan", get_call_plan));
  routes.push_back(document_route("/api/v1/accounts/{id}/plan.pdf", "account_plan", get_account_plan<Format::pdf>));
  routes.push_back(document_route("/api/v1/accounts/{id}/plan.docx", "account_plan", get_account_plan<Format::docx>));
}

}  // namespace wheelhouse::api
