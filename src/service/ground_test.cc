// The ground a deal stands on, what follows its order and when it is thought anew: what the screens are told.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/aftersales.h"
#include "service/gap_view.h"
#include "service/ground.h"
#include "service/reframe.h"
#include "service/sales_book_for_tests.h"
#include "service/today.h"

namespace wheelhouse::service {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class GroundTest : public ::testing::Test {
 protected:
  JsonObject on_deal(JsonObject more = {}) {
    more["opportunity_id"] = to_string(deal.id);
    return more;
  }
  boost::json::value gap(const Actor& actor, Unit unit, const Uuid& id) {
    return book.json([&](std::string& out, storage::Session& session) { write_gap(out, session, actor, unit, id); });
  }
  boost::json::value aftersales() {
    return book.json([&](std::string& out, storage::Session& session) {
      write_aftersales(out, session, book.seller, *storage::find_record(session, 1, deal.id), 0, book.now);
    });
  }
  DealReframe reframe() {
    return book.read([&](storage::Session& session) { return deal_reframe(session, book.seller, deal.id.uuid, book.now); });
  }
  Today today() {
    return book.read([&](storage::Session& session) { return read_today(session, book.seller, {}, book.now).value(); });
  }
  void call(int days_ago) {
    book.create<Call>(on_deal({{"subject", "Visit"}, {"held_at", book.days_ago(days_ago)}, {"status", "held"}}));
  }
  ReframeCard card(const char* hypothesis) {
    return book.create<ReframeCard>(
        on_deal({{"old_assumption", "They find it dear"}, {"why_it_failed", "Nothing moved"}, {"new_hypothesis", hypothesis}}));
  }
  std::vector<std::string> refused_card(const char* hypothesis) {
    return field_errors_of(book.run(book.seller, [&](UnitOfWork& work) {
      return create_record<ReframeCard>(
          work, on_deal({{"old_assumption", "They find it dear"}, {"why_it_failed", "Nothing moved"}, {"new_hypothesis", hypothesis}}));
    }));
  }

  SalesBook book;
  Account account = book.create<Account>({{"name", "安禾"}});
  Contact contact = book.create<Contact>({{"account_id", to_string(account.id)}, {"name", "Head of stores"}});
  Opportunity deal = book.deal("Stock", account, 60);
};

TEST_F(GroundTest, TheGapIsC21OverTheCustomersDimensions) {
  const struct { double now, ideal, promised, weight; } rows[] = {{3, 9, 8, .5}, {5, 8, 8, .3}, {7, 8, 7, .2}};
  std::vector<Problem> problems;
  for (const auto& row : rows)
    problems.push_back(book.create<Problem>(on_deal({{"name", "One"}, {"level_now", row.now}, {"level_ideal", row.ideal},
                                                     {"level_promised", row.promised}, {"weight", row.weight}})));
  const auto part = book.create<SolutionPart>(on_deal({{"name", "Scanners"}, {"problem_id", to_string(problems[0].id)}}));
  const auto shown = gap(book.seller, Unit::account, account.id.uuid);
  EXPECT_NEAR(shown.at("gap").to_number<double>(), 4.1, 1e-9);  // METHOD §14, T15
  EXPECT_NEAR(shown.at("gap_percent").to_number<double>(), 48.2353, 1e-4);
  EXPECT_NEAR(shown.at("cover").to_number<double>(), .829268, 1e-6);
  EXPECT_TRUE(shown.at("realised").is_null());
  EXPECT_EQ(shown.at("dimensions").at(0).at("parts").at(0).at("id").as_string(), to_string(part.id));
  EXPECT_NEAR(shown.at("dimensions").at(0).at("share").to_number<double>(), .5, 1e-9);
}

TEST_F(GroundTest, ADimensionWithoutAGapSaysSo) {
  book.create<Problem>(on_deal({{"name", "Training"}, {"level_now", 8}, {"level_ideal", 8}}));
  book.create<Problem>(on_deal({{"name", "Unknown"}}));
  const auto shown = gap(book.seller, Unit::opportunity, deal.id.uuid);
  EXPECT_TRUE(shown.at("dimensions").at(0).at("no_need").as_bool());
  EXPECT_FALSE(shown.at("dimensions").at(1).at("no_need").as_bool()) << "unknown is not none";
  EXPECT_TRUE(shown.at("cover").is_null());
}

TEST_F(GroundTest, WhatIsConfirmedNamesWho) {
  const auto refused = book.run(book.seller, [&](UnitOfWork& work) {
    return create_record<Problem>(work, on_deal({{"name", "Downtime"}, {"confirmed_at", book.days_ago(1)}}));
  });
  EXPECT_THAT(field_errors_of(refused), ElementsAre("/contact_id required_for_confirmed"));
  book.create<Problem>(on_deal({{"name", "Downtime"}, {"confirmed_at", book.days_ago(1)}, {"contact_id", to_string(contact.id)},
                                {"yearly_value_minor", 500}}));
  book.create<Problem>(on_deal({{"name", "Scrap"}, {"yearly_value_minor", 300}, {"currency", "CNY"}}));
  const auto shown = gap(book.seller, Unit::account, account.id.uuid);
  EXPECT_EQ(shown.at("confirmed").at("n").as_int64(), 1);
  ASSERT_EQ(shown.at("yearly").as_array().size(), 1u);
  EXPECT_EQ(shown.at("yearly").at(0).at("amount_minor").as_int64(), 800);
  EXPECT_EQ(shown.at("yearly").at(0).at("confirmed_minor").as_int64(), 500);
}

TEST_F(GroundTest, ARuleNobodyKnowsIsCounted) {
  const auto rule = book.create<GameRule>({{"account_id", to_string(account.id)}, {"text", "Public tender"}, {"mandatory", true}});
  book.create<GameRule>({{"account_id", to_string(account.id)}, {"text", "Demo on site"}});
  const auto unknown = [&] {
    return book.read([&](storage::Session& session) { return unknown_rules(rules_of_game(session, 1, deal)); });
  };
  EXPECT_EQ(unknown(), 1);
  book.update(rule, {{"compliance", "met"}});
  EXPECT_EQ(unknown(), 0);
}

TEST_F(GroundTest, DeadlinesAndIssuesComeToToday) {
  const auto day = [&](int from_today) { return to_string(Date{date_of(book.now).days + from_today}); };
  const auto near = book.create<GameRule>({{"account_id", to_string(account.id)}, {"text", "Bid bond"}, {"due_on", day(10)}});
  book.create<GameRule>({{"account_id", to_string(account.id)}, {"text", "Far"}, {"due_on", day(40)}});
  book.create<GameRule>({{"account_id", to_string(account.id)}, {"text", "Kept"}, {"due_on", day(2)}, {"compliance", "met"}});
  const auto issue = book.create<SellerIssue>(on_deal({{"text", "No access"}, {"kind", "access"}, {"due_on", day(-1)}}));
  EXPECT_EQ(issue.owner_id, deal.owner_id) << "the deal's owner looks after it";
  auto seen = today();
  ASSERT_THAT(seen.due_rules, SizeIs(1));
  EXPECT_EQ(seen.due_rules[0].id, near.id);
  ASSERT_THAT(seen.due_issues, SizeIs(1));
  book.update(issue, {{"resolved_at", book.days_ago(0)}});
  EXPECT_THAT(today().due_issues, IsEmpty());
  const Today theirs = book.read([&](storage::Session& session) { return read_today(session, book.stranger, {}, book.now).value(); });
  EXPECT_THAT(theirs.due_rules, IsEmpty()) << "another's customer";
}

TEST_F(GroundTest, RemindersFollowTheOrder) {
  EXPECT_TRUE(aftersales().at("ordered_at").is_null());
  EXPECT_THAT(today().reminders, IsEmpty());
  book.create<Evidence>(on_deal({{"code", "RE1"}, {"source_class", "document"}, {"document", "PO 7"}, {"observed_at", book.days_ago(15)}}));
  auto shown = aftersales();
  const auto state = [&](std::size_t i) { return std::string(shown.at("reminders").at(i).at("state").as_string()); };
  EXPECT_EQ(state(0), "missed");
  EXPECT_EQ(state(1), "due");
  EXPECT_EQ(state(2), "coming");
  ASSERT_THAT(today().reminders, SizeIs(1));
  EXPECT_EQ(today().reminders[0].day, 14);
  book.create<ServiceReminder>(on_deal({{"day", 14}, {"note", "Told him again"}}));
  shown = aftersales();
  EXPECT_EQ(state(1), "done");
  EXPECT_EQ(shown.at("reminders").at(1).at("record").at("note").as_string(), "Told him again");
  EXPECT_NEAR(shown.at("punctuality").to_number<double>(), .5, 1e-9);
  EXPECT_THAT(today().reminders, IsEmpty());
}

TEST_F(GroundTest, OnceTheNextLapIsOpenNobodyNeedsReminding) {
  const auto prove = [&](const char* code, int days_ago) {
    book.create<Evidence>(
        on_deal({{"code", code}, {"source_class", "document"}, {"document", "Letter"}, {"observed_at", book.days_ago(days_ago)}}));
  };
  prove("RE1", 50);
  EXPECT_EQ(aftersales().at("reminders").as_array().size(), 4u);
  prove("SA1", 5);
  prove("SA2", 4);
  const auto shown = aftersales();
  EXPECT_EQ(shown.at("lap").at("number").as_int64(), 2);
  for (const auto& reminder : shown.at("reminders").as_array()) EXPECT_EQ(reminder.at("state").as_string(), "missed");
  EXPECT_EQ(shown.at("reminders").as_array().size(), 3u) << "the one to come is not for this lap";
}

TEST_F(GroundTest, AnOpenIssueHoldsBackTheNextLap) {
  book.create<Evidence>(on_deal({{"code", "RE1"}, {"source_class", "document"}, {"document", "PO 7"}, {"observed_at", book.days_ago(50)}}));
  EXPECT_TRUE(aftersales().at("lap").at("quiet").as_bool());
  const auto issue = book.create<DeliveryItem>(on_deal({{"kind", "issue"}, {"name", "Batteries"}}));
  EXPECT_FALSE(aftersales().at("lap").at("quiet").as_bool());
  EXPECT_EQ(aftersales().at("lap").at("open_issues").as_int64(), 1);
  book.update(issue, {{"done_at", book.days_ago(2)}});
  EXPECT_EQ(aftersales().at("lap").at("quiet_days").as_int64(), 2) << "thirty days begin again";
}

TEST_F(GroundTest, ValueRealisedStandsAgainstWhatWasPromisedForIt) {
  const auto saving = book.create<ValueItem>(on_deal({{"kind", "benefit"}, {"name", "Overtime"}, {"amount_minor", 200}}));
  book.create<ValueItem>(on_deal({{"kind", "benefit"}, {"name", "Scrap"}, {"amount_minor", 900}}));
  EXPECT_TRUE(aftersales().at("value").at("ratio").is_null()) << "nothing measured is not nothing realised";
  book.update(saving, {{"realised_minor", 150}, {"realised_at", book.days_ago(1)}, {"realised_contact_id", to_string(contact.id)}});
  EXPECT_NEAR(aftersales().at("value").at("ratio").to_number<double>(), .75, 1e-9);
  const auto other = book.create<Account>({{"name", "Other"}});
  const auto stranger = book.create<Contact>({{"account_id", to_string(other.id)}, {"name", "Nobody here"}});
  const auto refused = book.run(book.seller, [&](UnitOfWork& work) {
    return update_record<ValueItem>(work, saving.id, std::nullopt, {{"realised_contact_id", to_string(stranger.id)}});
  });
  EXPECT_THAT(field_errors_of(refused), ElementsAre("/realised_contact_id not_of_account"));
}

TEST_F(GroundTest, TwoContinuationsForceACardUntilOneIsWritten) {
  EXPECT_FALSE(reframe().forced.cause);
  call(5);
  EXPECT_FALSE(reframe().forced.cause) << "one is not two";
  call(2);
  const DealReframe forced = reframe();
  EXPECT_EQ(forced.forced.cause, ReframeCause::continuations);
  EXPECT_THAT(forced.calls, SizeIs(2));
  EXPECT_EQ(card("Nobody is asked about it").cause, ReframeCause::continuations);
  EXPECT_FALSE(reframe().forced.cause);
  EXPECT_EQ(card("IT is against it").cause, ReframeCause::own) << "nothing forces a second one";
}

TEST_F(GroundTest, ANewHypothesisIsNotTheOldOneInOtherSpelling) {
  card("Nobody is asked about it");
  EXPECT_THAT(refused_card("nobody is asked, about IT！"), ElementsAre("/new_hypothesis same_as_the_last"));
  EXPECT_THAT(refused_card("they find it dear."), ElementsAre("/new_hypothesis same_as_the_old"));
  const auto kept = card("Nobody of theirs is asked about it");
  EXPECT_EQ(book.update(kept, {{"result", "He did not know"}}).result, "He did not know") << "the rest may be changed";
}

TEST_F(GroundTest, TheTriangleNamesWhatIsMissing) {
  const auto shown = [&] {
    return book.json([&](std::string& out, storage::Session& session) { write_triangle(out, session, book.seller, deal, book.now); });
  };
  EXPECT_TRUE(shown().at("checks").at("no_rival").as_bool());
  EXPECT_TRUE(shown().at("triangle").is_null());
  book.create<Competitor>(on_deal({{"name", "As it is"}, {"kind", "do_nothing"}, {"last_move", "Asked for one more year"}}));
  book.create<Triangle>(on_deal({{"our_aims", "One store first"}, {"rules_of", "rival"}}));
  EXPECT_FALSE(shown().at("checks").at("no_rival").as_bool());
  EXPECT_EQ(shown().at("triangle").at("rules_of").as_string(), "rival");
  const auto again = book.run(book.seller, [&](UnitOfWork& work) { return create_record<Triangle>(work, on_deal()); });
  EXPECT_THAT(field_errors_of(again), ElementsAre("/opportunity_id not_unique"));
}

}  // namespace
}  // namespace wheelhouse::service
