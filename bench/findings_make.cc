#include "bench/findings_make.h"

#include <algorithm>

#include "bench/invented_names.h"
#include "domain/all.h"
#include "storage/database.h"
#include "storage/record_store.h"

namespace wheelhouse::bench {
namespace {

constexpr int kEvidence = 10, kNeeds = 5, kQuestions = 2, kStatements = 3, kCalls = 2, kCriteria = 3, kValues = 3, kProblems = 2;
const Instant kToday = kFindingsToday;

class Maker {
 public:
  explicit Maker(const std::string& path) : database_(storage::open_database("sqlite:" + path)) {}

  void make(std::int64_t deals) {
    constexpr std::int64_t kBatch = 5'000;
    database_->write([&](storage::Session& s) {
      s.execute("INSERT INTO workspace (id, name, currency, locale, time_zone, book, created_at) VALUES (1, 'Benchmark', 'CNY', 'en', "
                "'UTC', 'own', 0)");
    });
    for (std::int64_t done = 0; done < deals; done += kBatch)
      database_->write([&](storage::Session& session) {
        for (std::int64_t i = done; i < std::min(deals, done + kBatch); ++i) make_deal(session);
      });
  }

 private:
  template <class E>
  E fresh() {
    E record;
    record.id.uuid = make_uuid_v7(kToday.ms);
    record.version = 1;
    record.created_at = record.updated_at = kToday;
    return record;
  }
  template <class E>
  void put(storage::Session& session, const E& record) {
    storage::insert_record(session, 1, record);
  }
  template <class E>
  E on_deal(const Opportunity& deal) {
    E record = fresh<E>();
    record.opportunity_id = deal.id;
    record.account_id = deal.account_id;
    return record;
  }

  void make_deal(storage::Session& session) {
    Account account = fresh<Account>();
    account.name = company_name(dice_);
    if (dice_.chance(40)) account.tier = AccountTier::key;
    put(session, account);
    const Contact person = make_person(session, account, ContactRole::decision_maker, ContactLevel::senior, 4);
    make_person(session, account, ContactRole::influencer, ContactLevel::managing, 3);
    const Contact user = make_person(session, account, ContactRole::user, ContactLevel::operating, 1);
    Opportunity deal = fresh<Opportunity>();
    deal.name = account.name;
    deal.account_id = account.id;
    deal.amount_minor = 100 * static_cast<std::int64_t>(dice_.below(5'000'000));
    deal.currency = "CNY";
    deal.opened_at = kToday.plus_days(-300);
    put(session, deal);
    static constexpr EvidenceCode kPath[kEvidence] = {EvidenceCode::AK1, EvidenceCode::AK2, EvidenceCode::AK4, EvidenceCode::DE1,
                                                      EvidenceCode::DE2, EvidenceCode::CR1, EvidenceCode::CR2, EvidenceCode::EV1,
                                                      EvidenceCode::IN1, EvidenceCode::CH1};
    for (int i = 0; i < kEvidence; ++i) {
      Evidence e = on_deal<Evidence>(deal);
      e.contact_id = person.id;
      e.code = kPath[dice_.chance(70) ? i : static_cast<int>(dice_.below(kEvidence))];
      e.source_class = static_cast<SourceClass>(dice_.below(static_cast<std::uint32_t>(enum_size<SourceClass>())));
      e.quote = "They say that it takes too long";
      e.observed_at = deal.opened_at.plus_days(static_cast<std::int64_t>(dice_.below(290)));
      put(session, e);
    }
    std::vector<Need> needs;
    for (int i = 0; i < kNeeds; ++i) {
      Need need = on_deal<Need>(deal);
      need.text = "Count without overtime";
      need.state = static_cast<NeedState>(dice_.below(5));
      need.state_at = kToday.plus_days(-100);
      need.severity = 1 + dice_.below(5);
      need.urgency = 1 + dice_.below(5);
      need.reach = 1 + dice_.below(5);
      need.must_have = dice_.chance(20);
      put(session, need);
      for (int q = 0; q < kQuestions; ++q) {
        Question question = on_deal<Question>(deal);
        question.need_id = need.id;
        question.type = static_cast<QuestionType>(dice_.below(4));
        question.text = "What does it add up to?";
        question.position = q;
        question.asked = question.answered = dice_.chance(60);
        question.accepted = question.asked && dice_.chance(60);
        put(session, question);
      }
      needs.push_back(std::move(need));
    }
    for (int i = 0; i < kStatements; ++i) {
      Statement statement = on_deal<Statement>(deal);
      statement.need_id = needs[dice_.below(kNeeds)].id;
      statement.feature = "Counts every five minutes";
      if (dice_.chance(70)) statement.benefit = "The overtime ends";
      put(session, statement);
    }
    for (int i = 0; i < kCalls; ++i) {
      Call call = on_deal<Call>(deal);
      call.subject = "Visit";
      call.status = CallStatus::held;
      call.held_at = kToday.plus_days(-10 * (i + 1));
      call.objective = "They send the sheets";
      call.primary_state = ObjectiveState::agreed;
      call.contact_ids = {i == 0 ? user.id : person.id};
      put(session, call);
      Commitment promise = on_deal<Commitment>(deal);
      promise.call_id = call.id;
      promise.contact_id = person.id;
      promise.action = CommitmentAction::give_data;
      promise.due_at = call.held_at.plus_days(5);
      put(session, promise);
    }
    Competitor rival = fresh<Competitor>();
    rival.opportunity_id = deal.id;
    rival.name = "Rival";
    put(session, rival);
    for (int i = 0; i < kCriteria; ++i) {
      Criterion criterion = on_deal<Criterion>(deal);
      criterion.name = "Counting time";
      criterion.weight = 1.0 + dice_.below(5);
      criterion.our_score = 1.0 + dice_.below(5);
      put(session, criterion);
    }
    for (int i = 0; i < kValues; ++i) {
      ValueItem item = on_deal<ValueItem>(deal);
      item.kind = i == 0 ? ValueKind::price : ValueKind::benefit;
      item.name = "Overtime";
      item.amount_minor = 100 * static_cast<std::int64_t>(dice_.below(1'000'000));
      item.currency = "CNY";
      item.yearly = i != 0;
      put(session, item);
    }
    for (int i = 0; i < kProblems; ++i) {
      Problem problem = on_deal<Problem>(deal);
      problem.name = "Downtime";
      problem.weight = 1.0 + dice_.below(5);
      problem.level_now = 1.0 + dice_.below(5);
      problem.level_ideal = 6.0 + dice_.below(5);
      if (dice_.chance(50)) problem.level_promised = 5.0 + dice_.below(5);
      if (dice_.chance(10)) problem.level_measured = 4.0 + dice_.below(5);
      put(session, problem);
    }
    BuyerProfile profile = on_deal<BuyerProfile>(deal);
    for (int i = 0; i < 12; ++i)
      profile.answers.push_back(dice_.chance(95) ? std::optional(1.0 + dice_.below(5)) : std::nullopt);
    if (dice_.chance(50)) profile.their_sponsor_id = person.id;
    profile.joint_goals = dice_.below(3);
    put(session, profile);
    if (dice_.chance(40)) {
      Objection objection = on_deal<Objection>(deal);
      objection.quote = "What if we chose wrong?";
      objection.contact_id = person.id;
      objection.blocking = dice_.chance(50);
      objection.state = dice_.chance(50) ? ObjectionState::resolved : ObjectionState::raised;
      objection.raised_at = objection.state_at = kToday.plus_days(-20);
      put(session, objection);
    }
    NextStep step = on_deal<NextStep>(deal);
    step.text = "Fix the date of the reference visit";
    step.due_on = Date{date_of(kToday).days + static_cast<std::int32_t>(dice_.below(30)) - 15};
    put(session, step);
    if (dice_.chance(30)) {
      Call coming = on_deal<Call>(deal);
      coming.subject = "Next visit";
      coming.held_at = kToday.plus_days(3);
      if (dice_.chance(50)) coming.objective = "They name the weights";
      put(session, coming);
    }
  }
  Contact make_person(storage::Session& session, const Account& account, ContactRole role, ContactLevel level, int influence) {
    Contact person = fresh<Contact>();
    person.account_id = account.id;
    person.name = "Person";
    person.role = role;
    person.level = level;
    person.influence = influence;
    if (dice_.chance(70)) person.attitude = static_cast<std::int64_t>(dice_.below(5)) - 2;
    put(session, person);
    return person;
  }

  const std::unique_ptr<storage::Database> database_;
  Dice dice_{2026};
};

}  // namespace

void make_findings_book(const std::string& path, std::int64_t deals) { Maker(path).make(deals); }

}  // namespace wheelhouse::bench
