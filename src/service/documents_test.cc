// Papers: what the house keeps never gets into what a customer is handed, whichever field it was written in; what the house reads is all
// there, in both languages, on one page where it has to be.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <list>
#include <set>

#include "domain/all.h"
#include "exchange/zip_archive.h"
#include "print/docx.h"
#include "print/pdf.h"
#include "service/account_plan.h"
#include "service/call_sheet.h"
#include "service/deal_sheet.h"
#include "service/need_move.h"
#include "service/proposal.h"
#include "service/sales_book_for_tests.h"

namespace wheelhouse::service {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsSubsetOf;
using ::testing::IsSupersetOf;
using ::testing::Not;

// The text of a PDF as another program reads it, without the page's own line breaks.
std::string text_of(const print::Pdf& pdf) {
  const auto path = std::filesystem::path(::testing::TempDir()) / ("wheelhouse-papers-" + std::to_string(::getpid()) + ".pdf");
  std::ofstream(path, std::ios::binary) << pdf.bytes;
  std::string text;
  FILE* pipe = ::popen(("pdftotext -raw -enc UTF-8 -nopgbrk " + path.string() + " -").c_str(), "r");
  std::array<char, 4096> buffer;
  for (std::size_t got; (got = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
    for (std::size_t i = 0; i < got; ++i)
      if (buffer[i] != '\n') text += buffer[i];
  EXPECT_EQ(::pclose(pipe), 0) << "pdftotext (poppler-utils) reads the PDF";
  std::filesystem::remove(path);
  return text;
}
print::Pdf pdf_of(const print::Document& document) {
  auto pdf = print::to_pdf(document);
  EXPECT_TRUE(pdf) << (pdf ? "" : pdf.error().reason);
  return pdf ? std::move(*pdf) : print::Pdf{};
}
// Every part of a DOCX, tags and all.
std::string xml_of(const std::string& docx) {
  auto archive = exchange::ZipArchive::open_bytes(docx);
  EXPECT_TRUE(archive);
  std::string all;
  for (const char* part : {"word/document.xml", "word/footer.xml", "word/styles.xml", "word/numbering.xml", "docprops/core.xml"})
    all += (*archive)->read_entry(part, 10 << 20).value();
  return all;
}

// "QZneed.textQ": no field's marker is part of another's.
std::string marker(std::string_view collection, std::string_view field) {
  return "QZ" + std::string(collection) + "." + std::string(field) + "Q";
}
std::set<std::string> markers_in(const std::string& text) {
  std::set<std::string> found;
  for (std::size_t at = 0; (at = text.find("QZ", at)) != std::string::npos;) {
    const std::size_t end = text.find('Q', at + 2);
    if (end == std::string::npos) break;
    found.insert(text.substr(at, end + 1 - at));
    at = end + 1;
  }
  return found;
}

class PapersTest : public ::testing::Test {
 protected:
  JsonObject on_deal(JsonObject more = {}) {
    more["opportunity_id"] = to_string(deal.id);
    return more;
  }
  Need need(const char* text, const char* to, const char* quote) {
    JsonObject input = on_deal({{"to", to}, {"text", text}, {"quote", JsonObject{{"text", quote}, {"contact_id", to_string(boss.id)}}}});
    const auto heard = book.run(book.seller, [&](UnitOfWork& work) { return hear_need(work, input); });
    if (!heard) throw std::runtime_error(heard.error().reason + (heard.error().fields.empty() ? "" : heard.error().fields.front().pointer));
    return heard->need;
  }
  template <Reflected E>
  E make_one(JsonObject input) {
    const auto made = book.run(book.seller, [&](UnitOfWork& work) { return create_record<E>(work, input); });
    if (made) return *made;
    std::string told = std::string(Entity<E>::name) + " " + made.error().reason;
    for (const FieldError& error : made.error().fields) told += " " + error.pointer + ":" + error.code;
    throw std::runtime_error(told);
  }
  // One of everything, and of some things what may be shown beside what may not.
  void fill() {
    wanted = need("Right counts without overtime", "explicit", "we need it this year");
    need("Guessed", "implied", "it is slow");
    make_one<Product>({{"name", "Scanner"}, {"list_price_minor", 7'700'100}, {"currency", "CNY"}});
    const auto product = make_one<Product>({{"name", "Station"}});
    make_one<Feature>({{"product_id", to_string(product.id)}, {"feature", "Counts"}, {"limits", "Not below −20°C"}});
    make_one<Problem>(on_deal({{"name", "Recounts"}, {"contact_id", to_string(boss.id)}}));
    const auto part = make_one<SolutionPart>(
        on_deal({{"name", "Stores"}, {"product_id", to_string(product.id)}, {"need_id", to_string(wanted.id)}, {"cost_minor", 1}}));
    (void)part;
    make_one<Statement>(on_deal({{"need_id", to_string(wanted.id)},
                                 {"feature", "f"},
                                 {"advantage", "a"},
                                 {"benefit", "b"},
                                 {"proof", "p"},
                                 {"condition", "c"},
                                 {"result", "r"},
                                 {"amount", 40},
                                 {"unit", "hours"},
                                 {"period", "a month"},
                                 {"basis", "4 × 10"},
                                 {"contact_id", to_string(boss.id)},
                                 {"confirmed_at", "2026-05-01T00:00:00Z"}}));
    unasked = make_one<Statement>(on_deal({{"feature", "unasked"}, {"benefit", "unasked"}}));
    rival = make_one<Competitor>(on_deal({{"name", "North Wind"}, {"strengths", "s"}, {"weaknesses", "w"}, {"claims", "c"}}));
    const auto criterion = make_one<Criterion>(
        on_deal({{"name", "Time"}, {"weight", 40}, {"target", "1 h"}, {"measure", "watch"}, {"our_score", 2}, {"proof", "p"}}));
    make_one<CriterionScore>({{"criterion_id", to_string(criterion.id)}, {"competitor_id", to_string(rival.id)}, {"score", 5}});
    const auto item = [&](JsonObject input) {
      input["currency"] = "CNY";
      return make_one<ValueItem>(on_deal(std::move(input)));
    };
    gain = item({{"kind", "benefit"},
                 {"name", "Overtime"},
                 {"amount_minor", 300'000'00},
                 {"yearly", true},
                 {"confidence", "said"},
                 {"contact_id", to_string(boss.id)},
                 {"confirmed_at", "2026-05-01T00:00:00Z"},
                 {"basis", "2 × 12"},
                 {"document", "d"}});
    price = item({{"kind", "price"}, {"name", "Price"}, {"amount_minor", 120'000'00}, {"basis", "cost plus"}});
    doubts = {item({{"kind", "benefit"}, {"name", "Our guess"}, {"amount_minor", 555'555'00}, {"confidence", "ours"}}),
              item({{"kind", "risk"}, {"name", "Risk"}, {"amount_minor", 666'666'00}, {"probability", 0.5}}),
              item({{"kind", "price"}, {"name", "Theirs"}, {"amount_minor", 444'444'00}, {"competitor_id", to_string(rival.id)}})};
    make_one<ValueCase>(on_deal({{"years", 3}, {"margin_minor", 33'333'300}, {"cost_to_serve_minor", 22'222'200}, {"currency", "CNY"}}));
    make_one<Objection>(on_deal({{"quote", "too dear"}, {"contact_id", to_string(boss.id)}, {"class", "price"}, {"blocking", true}}));
    call = make_one<Call>(on_deal({{"subject", "Visit"},
                                   {"held_at", "2026-12-01T02:00:00Z"},
                                   {"objective", "o"},
                                   {"fallback", "f"},
                                   {"listen_for", "l"},
                                   {"look_for", "l"},
                                   {"materials", "m"},
                                   {"dress", "d"},
                                   {"channel", "site"},
                                   {"contact_ids", boost::json::array{to_string(boss.id)}}}));
    make_one<Question>(on_deal({{"type", "problem"}, {"text", "What costs most?"}, {"call_id", to_string(call.id)}, {"listen_for", "x"}}));
    make_one<Commitment>(
        on_deal({{"who", "customer"}, {"action", "arrange_test"}, {"text", "A test"}, {"contact_id", to_string(boss.id)}}));
    make_one<Commitment>(on_deal({{"who", "us"}, {"action", "give_data"}, {"text", "Data"}}));
    make_one<NextStep>(on_deal({{"text", "Ring them"}}));
    make_one<Note>(on_deal({{"text", "They are weak"}}));
    make_one<Evidence>(on_deal({{"code", "AK1"}, {"source_class", "quote"}, {"quote", "q"}, {"observed_at", "2026-05-01T00:00:00Z"}}));
    make_one<StageEvent>(on_deal({{"kind", "claim"}, {"stage", "criteria"}, {"reason", "r"}, {"at", "2026-05-01T00:00:00Z"}}));
  }
  // Writes into every text of every record of the book the name of its own field, past all rules, and into every amount a figure of
  // its own. A field added tomorrow is in this the day it is added.
  void mark_every_field() {
    book.database->write([&](storage::Session& session) {
      std::int64_t figure = 91'000'000;
      AllEntities::for_each([&]<class E>() {
        const std::string table(Entity<E>::collection);
        for_each_field<E>([&](const auto& f, std::size_t) {
          using T = unwrapped_t<std::remove_cvref_t<decltype(std::declval<E&>().*f.member)>>;
          const std::string column(f.name);
          if constexpr (std::is_same_v<T, std::string>) {
            if (column == "currency" || column == "locale") return;
            // Nobody shares an address: the owner of the deal has the marked one.
            if (table == "users" && column == "email") {
              session.execute("UPDATE users SET email = ?1 WHERE id = ?2",
                              {std::string_view(keep(marker(table, column))), *book.seller.user_id});
              return;
            }
            session.execute("UPDATE " + table + " SET " + column + " = ?1", {std::string_view(keep(marker(table, column)))});
          } else if constexpr (std::is_same_v<T, std::int64_t>) {
            if (!column.ends_with("_minor") || column == "amount_minor") return;
            figure += 1'111'00;
            figures.push_back(figure);
            session.execute("UPDATE " + table + " SET " + column + " = ?1", {figure});
          }
        });
      });
      const auto set = [&](std::string_view table, std::string_view column, const Uuid& id, std::string text) {
        session.execute("UPDATE " + std::string(table) + " SET " + std::string(column) + " = ?1 WHERE id = ?2",
                        {std::string_view(keep(std::move(text))), id});
      };
      session.execute("UPDATE needs SET text = 'QZneeds.guessedQ' WHERE state <> 'explicit'");
      session.execute("UPDATE need_quotes SET text = 'QZneed_quotes.difficultyQ' WHERE kind NOT IN ('want', 'payoff')");
      for (const char* column : {"feature", "advantage", "benefit", "proof"})
        set("statements", column, unasked.id.uuid, "QZstatements.unaskedQ");
      for (const ValueItem& item : doubts)
        for (const char* column : {"name", "basis"}) set("value_items", column, item.id.uuid, "QZvalue_items.doubtQ");
      set("value_items", "basis", price.id.uuid, "QZvalue_items.price_basisQ");
      set("contacts", "name", other.id.uuid, "QZcontacts.uninvolvedQ");
    });
  }
  const std::string& keep(std::string text) { return kept_.emplace_back(std::move(text)); }

  template <class Make>
  print::Document make(Make&& make) {
    return book.read([&](storage::Session& session) { return make(session); });
  }
  print::Document sheet(const char* language) {
    return make([&](storage::Session& s) {
      return deal_sheet(s, book.seller, *storage::find_record(s, 1, deal.id), {language, 480, book.now}).value();
    });
  }
  print::Document the_proposal(const char* language) {
    return make([&](storage::Session& s) {
      return proposal(s, book.seller, *storage::find_record(s, 1, deal.id), {language, 480, book.now}, true).value();
    });
  }

  SalesBook book;
  const Account account = book.create<Account>({{"name", "澜海生物制药"}});
  const Contact boss = book.create<Contact>({{"account_id", to_string(account.id)},
                                             {"name", "韩致远"},
                                             {"role", "decision_maker"},
                                             {"level", "senior"},
                                             {"influence", 5},
                                             {"attitude", -1}});
  const Contact other =
      book.create<Contact>({{"account_id", to_string(account.id)}, {"name", "李丹"}, {"title", "t"}, {"description", "d"}});
  const Opportunity deal = book.create<Opportunity>({{"name", "苏州二期高架库"},
                                                     {"account_id", to_string(account.id)},
                                                     {"amount_minor", 18'600'000'00},
                                                     {"currency", "CNY"},
                                                     {"expected_close", "2026-12-30"},
                                                     {"opened_at", "2026-01-05T00:00:00Z"},
                                                     {"improvement_sentence", "夜班降到 4 人以内"},
                                                     {"description", "internal"}});
  Need wanted;
  Statement unasked;
  Competitor rival;
  ValueItem gain, price;
  std::vector<ValueItem> doubts;
  Call call;
  std::vector<std::int64_t> figures;

 private:
  std::list<std::string> kept_;
};

TEST_F(PapersTest, NothingOfTheHouseGetsIntoAProposal) {
  fill();
  mark_every_field();
  const std::set<std::string> may{
      marker("accounts", "name"),      marker("opportunities", "name"),   marker("opportunities", "improvement_sentence"),
      marker("users", "name"),         marker("users", "email"),          marker("needs", "text"),
      marker("need_quotes", "text"),   marker("solution_parts", "name"),  marker("products", "name"),
      marker("statements", "feature"), marker("statements", "advantage"), marker("statements", "benefit"),
      marker("statements", "proof"),   marker("statements", "condition"), marker("statements", "result"),
      marker("statements", "unit"),    marker("statements", "period"),    marker("statements", "basis"),
      marker("contacts", "name"),      marker("value_items", "name"),     marker("value_items", "basis"),
      marker("criteria", "name"),      marker("criteria", "target"),      marker("criteria", "measure"),
      marker("commitments", "text")};
  for (const char* language : {"en", "zh-CN"}) {
    const print::Document document = the_proposal(language);
    EXPECT_EQ(document.label, "");
    for (const std::string& text : {text_of(pdf_of(document)), xml_of(print::to_docx(document))}) {
      const auto found = markers_in(text);
      EXPECT_THAT(found, IsSubsetOf(may));
      EXPECT_THAT(may, IsSubsetOf(found)) << "what is meant for them does get there, or this test proves nothing";
      for (const std::int64_t figure : figures) {
        std::string digits = std::to_string(figure / 100);
        EXPECT_THAT(text, Not(HasSubstr(digits)));
        for (auto at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3) digits.insert(static_cast<std::size_t>(at), ",");
        EXPECT_THAT(text, Not(HasSubstr(digits)));
      }
      for (const char* secret : {"18,600,000", "1,860", "555,555", "666,666", "444,444"}) EXPECT_THAT(text, Not(HasSubstr(secret)));
      EXPECT_THAT(text, HasSubstr("300,000"));
      EXPECT_THAT(text, HasSubstr("180,000")) << "what they gain less what it costs them, nothing weighed by our doubt";
    }
  }
}

TEST_F(PapersTest, TheSheetShowsAllOfADealOnOnePage) {
  fill();
  const print::Pdf zh = pdf_of(sheet("zh-CN"));
  EXPECT_EQ(zh.pages, 1);
  EXPECT_FALSE(zh.cut);
  const std::string text = text_of(zh);
  for (const char* part : {"苏州二期高架库", "澜海生物制药", "内部资料", "¥1,860 万", "2026年12月30日", "制订标准", "夜班降到 4 人以内",
                           "Right counts without overtime", "we need it this year", "韩致远", "North Wind", "too dear", "A test",
                           "Ring them", "5 / 5", "反对", "1 / 2"})
    EXPECT_THAT(text, HasSubstr(part));
  EXPECT_THAT(text_of(pdf_of(sheet("en"))), HasSubstr("Internal"));
}

TEST_F(PapersTest, AnOverlongDealIsStillOnePageAndSaysWhatWasCut) {
  fill();
  std::string text;
  for (int i = 0; i < 40; ++i) text += "很长的一段话，";
  for (int i = 0; i < 30; ++i) {
    need(text.substr(0, 273).c_str(), "implied", text.c_str());
    book.create<Objection>(on_deal({{"quote", text}, {"contact_id", to_string(boss.id)}}));
    book.create<Contact>({{"account_id", to_string(account.id)}, {"name", "人" + std::to_string(i)}, {"title", "很长的职务"}});
    book.create<Criterion>(on_deal({{"name", "标准" + std::to_string(i)}, {"weight", 1}}));
  }
  const print::Pdf pdf = pdf_of(sheet("zh-CN"));
  EXPECT_EQ(pdf.pages, 1);
  EXPECT_TRUE(pdf.cut);
  EXPECT_THAT(text_of(pdf), HasSubstr("有删减"));
}

TEST_F(PapersTest, AnEmptyDealMakesEveryPaper) {
  const std::string text = text_of(pdf_of(sheet("en")));
  EXPECT_THAT(text, HasSubstr("No need is recorded yet."));
  EXPECT_THAT(text_of(pdf_of(the_proposal("zh-CN"))), HasSubstr("待双方一起补充"));
  const Opportunity bare = book.create<Opportunity>({{"name", "No customer"}});
  const auto document = make([&](storage::Session& s) { return deal_sheet(s, book.seller, bare, {"en", 0, book.now}).value(); });
  EXPECT_THAT(text_of(pdf_of(document)), HasSubstr("no customer"));
}

TEST_F(PapersTest, PlansOfACallAndOfACustomer) {
  fill();
  const auto plan = make([&](storage::Session& s) { return call_sheet(s, book.seller, call, {"zh-CN", 480, book.now}); });
  const std::string of_call = text_of(pdf_of(plan));
  for (const char* part :
       {"Visit", "2026年12月1日 10:00", "内部资料", "韩致远", "What costs most?", "难点问题", "too dear", "A test", "着装"})
    EXPECT_THAT(of_call, HasSubstr(part));
  const auto customer = make([&](storage::Session& s) { return account_plan(s, book.seller, account, {"en", 480, book.now}); });
  const std::string of_account = text_of(pdf_of(customer));
  for (const char* part : {"Internal", "苏州二期高架库", "李丹", "Ring them", "Visit", "CN¥18.6M"})
    EXPECT_THAT(of_account, HasSubstr(part));
  EXPECT_THAT(xml_of(print::to_docx(customer)), HasSubstr("Internal"));
}

TEST_F(PapersTest, APlanHasThePlaybookOfItsKindOfBuyer) {
  const auto plan_of = [&](Account one, std::optional<BuyerType> type, const char* language) {
    one.buyer_type = type;
    return text_of(pdf_of(make([&](storage::Session& s) { return account_plan(s, book.seller, one, {language, 480, book.now}); })));
  };
  EXPECT_THAT(plan_of(account, BuyerType::intrinsic, "en"),
              AllOf(HasSubstr("Transactional selling"), HasSubstr("Few situation questions")));
  EXPECT_THAT(plan_of(account, BuyerType::extrinsic, "zh-CN"), AllOf(HasSubstr("附加价值型销售"), HasSubstr("过早推产品")));
  EXPECT_THAT(plan_of(account, BuyerType::strategic, "zh-CN"), AllOf(HasSubstr("合作伙伴型销售"), HasSubstr("收益共享")));
  const std::string mixed = plan_of(account, BuyerType::mixed, "en");
  EXPECT_THAT(mixed, AllOf(HasSubstr("Rate each deal"), Not(HasSubstr("Our way to value"))));
  EXPECT_THAT(plan_of(account, std::nullopt, "en"), AllOf(HasSubstr("No kind of buyer is chosen"), Not(HasSubstr("Our way to value"))));
}

TEST_F(PapersTest, OfACustomerOnlyWhatTheReaderMaySee) {
  const Actor& stranger = book.stranger;
  const Opportunity theirs = book.create_as<Opportunity>(stranger, {{"name", "Their own deal"}});
  // On the seller's customer, but another's deal.
  book.run(book.admin,
           [&](UnitOfWork& work) {
             return update_record<Opportunity>(work, theirs.id, std::nullopt, {{"account_id", to_string(account.id)}});
           })
      .value();
  book.create_as<Commitment>(book.admin,
                             {{"opportunity_id", to_string(theirs.id)}, {"who", "us"}, {"action", "other"}, {"text", "Their secret"}});
  const auto document = make([&](storage::Session& s) { return account_plan(s, book.seller, account, {"en", 480, book.now}); });
  const std::string text = text_of(pdf_of(document));
  EXPECT_THAT(text, HasSubstr("苏州二期高架库"));
  EXPECT_THAT(text, Not(HasSubstr("Their own deal")));
  EXPECT_THAT(text, Not(HasSubstr("Their secret")));
}

}  // namespace
}  // namespace wheelhouse::service
