// Taking changes back: everything of a change, field by field where somebody has worked on, and never twice.
#include "service/undo.h"

#include "service/doctor.h"
#include "service/records_for_tests.h"

namespace wheelhouse::service {
namespace {

class Undo : public ::testing::Test {
 protected:
  void TearDown() override {
    EXPECT_EQ(book.untrue_positions(), 0);
    EXPECT_TRUE(book.chain_is_whole());
    EXPECT_EQ(dangling(), "");
  }
  // "collection.field" of every reference that points nowhere.
  std::string dangling() {
    std::string found;
    for (const Check& check : examine(*book.database, book.workspace_id, ":memory:", book.now, false))
      if (check.state == CheckState::failed) found += check.name + "(" + check.detail + ") ";
    return found;
  }
  // "field: now -> undo_to" of each conflict.
  static std::string conflicts(const Result<UndoReport>& report) {
    std::string out;
    if (!report) return "refused: " + report.error().reason;
    for (const auto& c : report->conflicts) out += c.object_type + "." + c.field + ": " + c.now + " -> " + c.undo_to + "; ";
    return out;
  }
  std::string found_by_name(std::string_view name) {
    return book.read([&](storage::Session& session) {
      std::string out;
      session.query("SELECT body FROM search_entry WHERE workspace_id = 1 AND body = ?1", {name},
                    [&](const RowReader& row) { out = row.text(0); });
      return out;
    });
  }
  RecordBook book;
  Account acme = book.account("Acme");
};

TEST_F(Undo, OfACreationTakesTheRecordAway) {
  const Account other = book.account("Other");
  const auto report = book.undo(book.last_change);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->undone, 1);
  EXPECT_EQ(conflicts(report), "");
  EXPECT_FALSE(book.find(other.id));
  EXPECT_FALSE(book.position(other));
  EXPECT_EQ(found_by_name("Other"), "");
}

TEST_F(Undo, OfAnUpdatePutsEveryFieldBack) {
  acme = book.change(acme, {{"industry", "steel"}, {"employees", 10}}).value();
  acme = book.change(acme, {{"industry", "software"}, {"employees", 20}, {"city", "北京"}, {"name", "Acme 2"}}).value();
  const auto change = book.last_change;
  const auto report = book.undo(change);
  EXPECT_EQ(conflicts(report), "");
  const Account back = book.find(acme.id).value();
  EXPECT_EQ(back.industry, "steel");
  EXPECT_EQ(back.employees, 10);
  EXPECT_EQ(back.city, std::nullopt);
  EXPECT_EQ(back.name, "Acme");
  EXPECT_EQ(back.version, acme.version + 1);  // an undo is a change of its own
  EXPECT_EQ(found_by_name("Acme"), "Acme");
  EXPECT_EQ(found_by_name("Acme 2"), "");
}

TEST_F(Undo, OfADeletionBringsBackEverythingThatWentWithIt) {
  const Opportunity deal = book.opportunity(acme, "Deal", 100, 30);
  book.prove_recognition(deal, 10);
  book.statement(deal, StageEventKind::claim, Stage::choice, 20);
  Contact contact;
  contact.account_id = acme.id;
  contact.name = "王芳";
  contact = book.add(contact);
  Call call;
  call.account_id = acme.id;
  call.subject = "Visit";
  call.held_at = book.now;
  call = book.add(call);
  Commitment promise;
  promise.call_id = call.id;
  promise.action = CommitmentAction::give_data;
  promise = book.add(promise);
  Note note;
  note.opportunity_id = deal.id;
  note.text = "Said so";
  note = book.add(note);
  const auto before = book.position(deal);
  const auto spans = book.spans(acme);
  ASSERT_TRUE(book.remove(acme));
  EXPECT_EQ(book.count<Account>() + book.count<Opportunity>() + book.count<Evidence>() + book.count<StageEvent>() + book.count<Contact>() +
                book.count<Call>() + book.count<Commitment>() + book.count<Note>(), 0);
  const auto report = book.undo(book.last_change);
  EXPECT_EQ(conflicts(report), "");
  EXPECT_EQ(book.count<Evidence>(), 2);
  EXPECT_EQ(book.position(deal), before);
  EXPECT_EQ(book.spans(acme), spans);
  EXPECT_EQ(book.find(contact.id)->name, "王芳");
  EXPECT_EQ(book.find(promise.id)->call_id, call.id);
  EXPECT_EQ(book.find(note.id)->account_id, acme.id);
  EXPECT_EQ(book.find(deal.id)->opened_at, deal.opened_at);
  EXPECT_EQ(book.find(deal.id)->created_at, deal.created_at);
  EXPECT_EQ(found_by_name("王芳"), "王芳");
}

TEST_F(Undo, LeavesWhatSomebodyChangedSinceAndSaysWhat) {
  acme = book.change(acme, {{"industry", "steel"}, {"city", "Berlin"}, {"employees", 5}}).value();
  const auto change = book.last_change;
  acme = book.change(acme, {{"city", "Paris"}, {"region", "west"}}).value();
  const auto report = book.undo(change);
  EXPECT_EQ(conflicts(report), "account.city: \"Paris\" -> null; ");
  EXPECT_EQ(report->undone, 1);
  const Account back = book.find(acme.id).value();
  EXPECT_EQ(back.industry, std::nullopt);
  EXPECT_EQ(back.employees, std::nullopt);
  EXPECT_EQ(back.city, "Paris");
  EXPECT_EQ(back.region, "west");
}

TEST_F(Undo, WhatWasChangedAndChangedBackIsNoConflict) {
  acme = book.change(acme, {{"city", "Berlin"}}).value();
  const auto change = book.last_change;
  acme = book.change(acme, {{"city", "Paris"}}).value();
  acme = book.change(acme, {{"city", "Berlin"}}).value();
  EXPECT_EQ(conflicts(book.undo(change)), "");
  EXPECT_EQ(book.find(acme.id)->city, std::nullopt);
}

TEST_F(Undo, OfACreationLeavesARecordThatSomebodyWorkedOn) {
  Account other = book.account("Other");
  const auto change = book.last_change;
  other = book.change(other, {{"name", "Other and Sons"}}).value();
  const auto report = book.undo(change);
  EXPECT_EQ(report->undone, 0);
  EXPECT_EQ(conflicts(report), "account.name: \"Other and Sons\" -> null; ");
  EXPECT_EQ(book.find(other.id)->name, "Other and Sons");
}

TEST_F(Undo, OfACreationLeavesARecordThatOthersHangOn) {
  const Account other = book.account("Other");
  const auto account_change = book.last_change;
  const Opportunity deal = book.opportunity(other, "Deal", 100, 30);
  const auto deal_change = book.last_change;
  const Evidence proof = book.evidence(deal, EvidenceCode::AK1, SourceClass::quote, 10);
  EXPECT_EQ(conflicts(book.undo(account_change)), "account.: \"in_use\" -> null; ");
  EXPECT_TRUE(book.find(other.id));
  EXPECT_EQ(conflicts(book.undo(deal_change)), "opportunity.: \"in_use\" -> null; ");
  EXPECT_TRUE(book.find(deal.id));
  ASSERT_TRUE(book.remove(proof));
  ASSERT_TRUE(book.undo(deal_change));
  EXPECT_FALSE(book.find(deal.id));
}

TEST_F(Undo, OfAnUpdateOfADeletedRecordIsAConflict) {
  acme = book.change(acme, {{"city", "Berlin"}}).value();
  const auto change = book.last_change;
  ASSERT_TRUE(book.remove(acme));
  EXPECT_EQ(conflicts(book.undo(change)), "account.: null -> {\"city\":null}; ");
}

TEST_F(Undo, OfADeletionThatWasTakenBackAlreadyIsRefused) {
  ASSERT_TRUE(book.remove(acme));
  const auto change = book.last_change;
  ASSERT_TRUE(book.undo(change));
  EXPECT_EQ(conflicts(book.undo(change)), "refused: already_undone");
}

TEST_F(Undo, MayItselfBeUndoneAndSoOn) {
  acme = book.change(acme, {{"city", "Berlin"}}).value();
  const auto change = book.last_change;
  ASSERT_TRUE(book.undo(change));
  const auto first_undo = book.last_change;
  EXPECT_EQ(book.find(acme.id)->city, std::nullopt);
  ASSERT_TRUE(book.undo(first_undo));
  EXPECT_EQ(book.find(acme.id)->city, "Berlin");
  ASSERT_TRUE(book.undo(change));  // stands again, so it can be taken back again
  EXPECT_EQ(book.find(acme.id)->city, std::nullopt);
  EXPECT_EQ(conflicts(book.undo(change)), "refused: already_undone");
}

TEST_F(Undo, OfManyRecordsIsOneChange) {
  const auto made = book.as(book.admin, [](UnitOfWork& work) -> Result<void> {
    for (int i = 0; i < 50; ++i) {
      Account account;
      account.name = "Bulk " + std::to_string(i);
      work.create(account);
      Opportunity deal;
      deal.name = "Deal";
      deal.account_id = account.id;
      deal.opened_at = work.now();
      work.create(deal);
      Opportunity changed = deal;
      changed.amount_minor = i;
      changed.currency = "CNY";
      work.update(deal, changed);
    }
    return {};
  });
  ASSERT_TRUE(made);
  EXPECT_EQ(book.count<Account>(), 51);
  const auto report = book.undo(book.last_change);
  EXPECT_EQ(conflicts(report), "");
  EXPECT_EQ(book.count<Account>(), 1);
  EXPECT_EQ(book.count<Opportunity>(), 0);
  ASSERT_TRUE(book.undo(book.last_change));
  EXPECT_EQ(book.count<Opportunity>(), 50);
}

TEST_F(Undo, OfAFieldChangedTwiceInOneChangeGoesBackToTheFirst) {
  ASSERT_TRUE(book.as(book.admin, [&](UnitOfWork& work) -> Result<void> {
    Account second = acme;
    second.city = "Berlin";
    work.update(acme, second);
    Account third = second;
    third.city = "Paris";
    third.region = "west";
    work.update(second, third);
    return {};
  }));
  EXPECT_EQ(conflicts(book.undo(book.last_change)), "");
  EXPECT_EQ(book.find(acme.id)->city, std::nullopt);
  EXPECT_EQ(book.find(acme.id)->region, std::nullopt);
}

TEST_F(Undo, BelongsToWhoDidItOrToThoseWhoLead) {
  Team north;
  north.name = "North";
  north = book.add(north);
  const Actor seller = book.actor_of(book.user("Seller", UserRole::seller, north.id));
  const Actor other = book.actor_of(book.user("Other", UserRole::seller, north.id));
  const Actor viewer = book.actor_of(book.user("Viewer", UserRole::viewer));
  const Actor manager = book.actor_of(book.user("Manager", UserRole::manager, north.id));
  acme = book.change(acme, {{"owner_id", to_string(*seller.user_id)}}).value();  // nobody's is claimed before it is changed
  const auto change = [&](const char* city) {
    acme = book.change(book.find(acme.id).value(), {{"city", city}}, &seller).value();
    return book.last_change;
  };
  const auto first = change("Berlin");
  EXPECT_EQ(conflicts(book.undo(first, &other)), "refused: not_found");  // he does not even see the customer
  EXPECT_EQ(conflicts(book.undo(first, &viewer)), "refused: undo_not_yours");
  EXPECT_EQ(conflicts(book.undo(first, &seller)), "");
  EXPECT_EQ(conflicts(book.undo(change("Paris"), &manager)), "");
}

TEST_F(Undo, OfWhatOneMayNotSeeIsNotFound) {
  const User owner = book.user("Owner", UserRole::seller);
  const Actor other = book.actor_of(book.user("Other", UserRole::seller));
  acme = book.change(acme, {{"owner_id", to_string(owner.id)}}).value();
  acme = book.change(acme, {{"city", "Berlin"}}).value();
  EXPECT_EQ(conflicts(book.undo(book.last_change, &other)), "refused: not_found");
  EXPECT_EQ(conflicts(book.undo(make_uuid_v7(1))), "refused: not_found");
}

TEST_F(Undo, DoesNotBringBackWhatWasErased) {
  Note note;
  note.account_id = acme.id;
  note.text = "A secret";
  note = book.add(note);
  ASSERT_TRUE(book.remove(note));
  const auto change = book.last_change;
  book.write(
      [](storage::Session& session) { session.execute("UPDATE event_value SET salt = NULL, data = NULL WHERE data LIKE '%secret%'"); });
  const auto report = book.undo(change);
  EXPECT_EQ(report->undone, 0);
  EXPECT_FALSE(book.find(note.id));
}

TEST_F(Undo, OfAProofMovesThePositionBack) {
  const Opportunity deal = book.opportunity(acme, "Deal", 100, 30);
  book.evidence(deal, EvidenceCode::AK1, SourceClass::quote, 10);
  EXPECT_EQ(book.position(acme)->stage, Stage::recognition);
  ASSERT_TRUE(book.undo(book.last_change));
  EXPECT_EQ(book.position(acme)->stage, Stage::satisfaction);
}

TEST_F(Undo, DoesNotPointAtWhatIsGone) {
  const Account other = book.account("Other");
  Opportunity deal = book.opportunity(acme, "Deal", 100, 30);
  const Evidence proof = book.evidence(deal, EvidenceCode::AK1, SourceClass::quote, 10);
  ASSERT_TRUE(book.remove(proof));
  const auto removal = book.last_change;
  deal = book.change(deal, {{"account_id", to_string(other.id)}, {"amount_minor", 5}}).value();
  const auto move = book.last_change;
  ASSERT_TRUE(book.remove(acme));
  const auto moved_back = book.undo(move);
  EXPECT_EQ(conflicts(moved_back), "opportunity.account_id: null -> \"" + to_string(acme.id) + "\"; ");
  EXPECT_EQ(book.find(deal.id)->account_id, other.id);
  EXPECT_EQ(book.find(deal.id)->amount_minor, 100);
  ASSERT_TRUE(book.remove(deal));
  EXPECT_EQ(book.undo(removal)->undone, 0);
  EXPECT_FALSE(book.find(proof.id));
}

// References that do not own what they point from are cleared with what they pointed at, and come back with it.
TEST_F(Undo, OfTheDeletionOfAPersonRestoresWhoSaidIt) {
  Contact contact;
  contact.account_id = acme.id;
  contact.name = "Wang Fang";
  contact = book.add(contact);
  const Opportunity deal = book.opportunity(acme, "Deal", 100, 30);
  Evidence proof;
  proof.opportunity_id = deal.id;
  proof.contact_id = contact.id;
  proof.code = EvidenceCode::AK1;
  proof.source_class = SourceClass::quote;
  proof.quote = "said";
  proof.observed_at = book.now;
  proof = book.add(proof);
  ASSERT_TRUE(book.remove(contact));
  EXPECT_EQ(dangling(), "");
  EXPECT_EQ(book.find(proof.id)->contact_id, std::nullopt);
  ASSERT_TRUE(book.undo(book.last_change));
  EXPECT_EQ(book.find(proof.id)->contact_id, contact.id);
}

TEST_F(Undo, OfTheDeletionOfAPinnedDealPinsItAgain) {
  const Opportunity deal = book.opportunity(acme, "Deal", 1, 30);
  book.opportunity(acme, "Larger", 100, 30);
  acme = book.change(acme, {{"pinned_opportunity_id", to_string(deal.id)}}).value();
  ASSERT_TRUE(book.remove(deal));
  EXPECT_EQ(book.find(acme.id)->pinned_opportunity_id, std::nullopt);
  ASSERT_TRUE(book.undo(book.last_change));
  EXPECT_EQ(book.find(acme.id)->pinned_opportunity_id, deal.id);
  EXPECT_EQ(book.position(acme)->lead_opportunity_id, deal.id.uuid);
}

}  // namespace
}  // namespace wheelhouse::service
