// What it costs to recompute every finding of the method, for one deal and for a whole book.
//   findings_bench make BOOK.db [DEALS]   a book of DEALS (100,000) deals, each with 10 pieces of evidence, 5 needs with 2 questions each,
//                                         3 statements, 2 calls with a promise each, 3 criteria with a rival, 3 value items. Records alone,
//                                         without history: `wheelhouse doctor --rebuild` derives the rest, so that it can be served too
//   findings_bench run BOOK.db            reads the rules' inputs from the book, runs every rule over every deal, one thread
// Times are of the processor, so that a busy machine does not spoil them. Prints rows of Markdown.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <iostream>
#include <unordered_map>
#include <vector>

#include "bench/invented_names.h"
#include "domain/all.h"
#include "method/call_outcome.h"
#include "method/criteria.h"
#include "method/data_quality.h"
#include "method/need.h"
#include "method/promises.h"
#include "method/question.h"
#include "method/reframe.h"
#include "method/stage.h"
#include "method/stage_health.h"
#include "method/statement.h"
#include "method/value.h"
#include "storage/database.h"
#include "storage/record_store.h"

namespace {
using namespace wheelhouse;
using bench::Dice;

double processor_seconds() {
  timespec t{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) / 1e9;
}

constexpr int kEvidence = 10, kNeeds = 5, kQuestions = 2, kStatements = 3, kCalls = 2, kCriteria = 3, kValues = 3;
constexpr Instant kToday{1'800'000'000'000};

// ---- making

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
    account.name = bench::company_name(dice_);
    put(session, account);
    Contact person = fresh<Contact>();
    person.account_id = account.id;
    person.name = "Person";
    person.role = ContactRole::decision_maker;
    person.influence = 4;
    put(session, person);
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
      call.contact_ids = {person.id};
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
  }

  const std::unique_ptr<storage::Database> database_;
  Dice dice_{2026};
};

// ---- running

struct DealFacts {
  method::StageInput stage;
  std::vector<method::WeighedNeed> needs;
  std::vector<method::QuestionChain> chains;
  std::vector<method::RunChain> run;
  method::Offer offer;
  std::vector<method::CallInput> calls;
  std::vector<method::PastCommitment> promises;
  std::vector<method::ScoredCriterion> criteria;
  std::vector<method::ValueBenefit> benefits;
  std::vector<method::ValueCost> costs;
};

template <class E>
E read_enum(const RowReader& row, int column) {
  return parse_enum<E>(row.text(column)).value_or(E{});
}
std::optional<int> read_rating(const RowReader& row, int column) {
  return row.is_null(column) ? std::nullopt : std::optional(static_cast<int>(row.integer(column)));
}

// The inputs of every rule: of all deals, or of one.
class Facts {
 public:
  std::vector<DealFacts> deals;

  void read(storage::Session& session, const std::optional<Uuid>& one = std::nullopt) {
    std::vector<SqlValue> values{std::int64_t{1}};
    if (one) values.emplace_back(*one);
    const std::string of_one = one ? " AND opportunity_id = ?2" : "";
    const auto each = [&](const std::string& sql, auto&& visit) { session.scan(sql + of_one, values, visit); };
    session.scan(one ? "SELECT id, opened_at FROM opportunities WHERE workspace_id = ?1 AND id = ?2"
                     : "SELECT id, opened_at FROM opportunities WHERE workspace_id = ?1",
                 values, [&](const RowReader& row) {
                   places_.emplace(row.id(0), deals.size());
                   deals.emplace_back().stage.lap_opened_at = Instant{row.integer(1)};
                 });
    each("SELECT opportunity_id, code, source_class, observed_at, back_dated FROM evidence WHERE workspace_id = ?1",
         [&](const RowReader& row) {
           method::StageEvidence e;
           e.code = read_enum<EvidenceCode>(row, 1);
           e.source_class = read_enum<SourceClass>(row, 2);
           e.observed_at = Instant{row.integer(3)};
           e.back_dated = row.integer(4) != 0;
           if (DealFacts* deal = at(row)) deal->stage.evidence.push_back(e);
         });
    std::unordered_map<Uuid, std::size_t> chains;  // of a need within its deal
    each("SELECT opportunity_id, id, state, severity, urgency, reach, must_have, facts_on_file, volunteered FROM needs WHERE "
         "workspace_id = ?1",
         [&](const RowReader& row) {
           DealFacts* deal = at(row);
           if (!deal) return;
           const auto state = read_enum<NeedState>(row, 2);
           const auto intensity = method::need_intensity(read_rating(row, 3), read_rating(row, 4), read_rating(row, 5));
           deal->needs.push_back({state, *intensity});
           deal->offer.needs.push_back({std::string(row.id(1).view()), state, row.integer(6) != 0, true});
           chains.emplace(row.id(1), deal->chains.size());
           deal->chains.push_back({*intensity, row.integer(7) != 0, {}});
           deal->run.push_back({*intensity, row.integer(7) != 0, row.integer(8) != 0, {}});
         });
    each("SELECT opportunity_id, need_id, type, asked, answered, accepted, on_file, deliverable FROM questions WHERE workspace_id = ?1",
         [&](const RowReader& row) {
           DealFacts* deal = at(row);
           const auto chain = row.is_null(1) ? chains.end() : chains.find(row.id(1));
           if (!deal || chain == chains.end()) return;
           const method::Question q{read_enum<QuestionType>(row, 2), row.integer(3) != 0, row.integer(4) != 0,
                                    row.integer(5) != 0,             row.integer(6) != 0, row.integer(7) != 0};
           ++deal->chains[chain->second].counts[static_cast<std::size_t>(q.type)];
           deal->run[chain->second].questions.push_back(q);
         });
    each("SELECT opportunity_id, need_id, feature IS NOT NULL, advantage IS NOT NULL, benefit IS NOT NULL FROM statements WHERE "
         "workspace_id = ?1",
         [&](const RowReader& row) {
           DealFacts* deal = at(row);
           if (!deal) return;
           method::OfferStatement s;
           if (!row.is_null(1)) s.need_id = std::string(row.id(1).view());
           s.facts.feature = row.integer(2) != 0;
           s.facts.advantage = row.integer(3) != 0;
           s.facts.benefit = row.integer(4) != 0;
           deal->offer.statements.push_back(std::move(s));
         });
    std::unordered_map<Uuid, std::size_t> calls;
    each("SELECT opportunity_id, id, held_at, closed_by_customer, primary_state FROM calls WHERE workspace_id = ?1 AND status = 'held'",
         [&](const RowReader& row) {
           DealFacts* deal = at(row);
           if (!deal) return;
           calls.emplace(row.id(1), deal->calls.size());
           method::CallInput& call = deal->calls.emplace_back();
           call.call_at = Instant{row.integer(2)};
           call.closed_by_customer = row.integer(3) != 0;
           if (!row.is_null(4)) call.primary = read_enum<ObjectiveState>(row, 4);
         });
    each("SELECT opportunity_id, call_id, who, action, form, contact_id, due_at, status FROM commitments WHERE workspace_id = ?1",
         [&](const RowReader& row) {
           DealFacts* deal = at(row);
           if (!deal) return;
           method::CallCommitment c;
           c.who = read_enum<CommitmentWho>(row, 2);
           c.action = read_enum<CommitmentAction>(row, 3);
           c.form = read_enum<CommitmentForm>(row, 4);
           c.has_contact = !row.is_null(5);
           if (!row.is_null(6)) c.due_at = Instant{row.integer(6)};
           c.status = read_enum<CommitmentStatus>(row, 7);
           deal->promises.push_back({c.who, c.status, c.due_at});
           if (const auto call = row.is_null(1) ? calls.end() : calls.find(row.id(1)); call != calls.end())
             deal->calls[call->second].commitments.push_back(c);
         });
    each("SELECT opportunity_id, weight, our_score, must_have, shaped_by_us FROM criteria WHERE workspace_id = ?1",
         [&](const RowReader& row) {
           const auto score = row.is_null(2) ? std::nullopt : std::optional(row.real(2));
           if (DealFacts* deal = at(row))
             deal->criteria.push_back({row.is_null(1) ? 0 : row.real(1), score, 3.0, row.integer(3) != 0, row.integer(4) != 0});
         });
    each("SELECT opportunity_id, kind, amount_minor, currency, confidence FROM value_items WHERE workspace_id = ?1",
         [&](const RowReader& row) {
           DealFacts* deal = at(row);
           if (!deal) return;
           const auto amount = static_cast<double>(row.integer(2));
           const std::string currency(row.text(3));
           if (read_enum<ValueKind>(row, 1) == ValueKind::benefit)
             deal->benefits.push_back({amount, currency, read_enum<BenefitConfidence>(row, 4)});
           else
             deal->costs.push_back({amount, currency, method::CostKind::price, std::nullopt});
         });
  }

 private:
  DealFacts* at(const RowReader& row) {
    if (row.is_null(0)) return nullptr;
    const auto found = places_.find(row.id(0));
    return found == places_.end() ? nullptr : &deals[found->second];
  }
  std::unordered_map<Uuid, std::size_t> places_;
};

// Every finding of one deal. The sum keeps the compiler from leaving anything out, and tells two runs apart.
double find_all(const DealFacts& deal) {
  double sum = 0;
  const auto position = method::evaluate_stage(deal.stage, kToday);
  const auto health = method::evaluate_stage_health({deal.stage, {}}, position, kToday);
  sum += position.confidence + static_cast<double>(position.stage) + static_cast<double>(health.missing_evidence.size());
  sum += method::need_maturity_index(deal.needs).value_or(0);
  if (const auto plan = method::evaluate_question_plan(deal.chains)) sum += plan->score;
  if (const auto run = method::evaluate_question_run(position.stage, deal.run)) sum += run->score;
  const auto offer = method::evaluate_offer(deal.offer);
  sum += offer.coverage.value_or(0) + static_cast<double>(offer.gate);
  std::vector<method::PastCall> past;
  for (const auto& call : deal.calls) past.push_back({call.call_at, method::evaluate_call(call)});
  std::sort(past.begin(), past.end(), [](const auto& a, const auto& b) { return a.call_at < b.call_at; });
  const auto rates = method::evaluate_call_rates(past, deal.promises, kToday);
  sum += rates.success_rate.value_or(0);
  for (const CommitmentWho who : {CommitmentWho::customer, CommitmentWho::us})
    sum += method::evaluate_promises(deal.promises, who, kToday).kept.value_or(0);
  if (const auto compared = method::compare_criteria(deal.criteria)) sum += compared->advantage.value_or(0);
  if (const auto value = method::evaluate_value(deal.benefits, deal.costs)) sum += value->value / 1e9;
  method::NpvInput npv;
  npv.benefits.assign(3, deal.benefits.empty() ? 0 : deal.benefits.front().amount);
  npv.running.assign(3, 0);
  npv.rate = 0.1;
  if (const auto net = method::evaluate_npv(npv)) sum += net->npv / 1e9;
  method::QualityFieldSet present;
  present.insert(method::QualityField::account);
  if (!deal.needs.empty()) present.insert(method::QualityField::need_with_quote);
  if (!deal.criteria.empty()) present.insert(method::QualityField::criterion);
  sum += method::evaluate_data_quality(position.stage, position.evaluation_skipped, present).quality;
  method::ReframeInput reframe;
  reframe.stuck_at = position.stuck_at;
  if (rates.reframe_due && !past.empty()) reframe.continued_at = past.back().call_at;
  sum += method::evaluate_reframe(reframe, kToday).cause.has_value();
  return sum;
}

void run(const std::string& path) {
  storage::OpenOptions options;
  options.readers = 1;
  const auto database = storage::open_database("sqlite:" + path, options);
  database->read([&](storage::Session& session) {
    std::int64_t evidence = session.query_integer("SELECT count(*) FROM evidence");
    std::int64_t needs = session.query_integer("SELECT count(*) FROM needs");
    const double began = processor_seconds();
    Facts facts;
    facts.read(session);
    const double read = processor_seconds();
    double sum = 0;
    for (const DealFacts& deal : facts.deals) sum += find_all(deal);
    const double done = processor_seconds();
    std::printf("| every finding of %zu deals, %lld pieces of evidence, %lld needs, from the book | ≤ 5 s on one core | "
                "%.2f s: %.2f s to read the inputs, %.2f s of rules | `findings_bench run` (%.0f) |\n",
                facts.deals.size(), static_cast<long long>(evidence), static_cast<long long>(needs), done - began, read - began,
                done - read, sum);
    // One deal after an edit: its inputs are read again and every rule runs. Of 1,000 deals, the middle and the worst.
    std::vector<Uuid> ids;
    session.query("SELECT id FROM opportunities ORDER BY id LIMIT 100000", {}, [&](const RowReader& row) { ids.push_back(row.id(0)); });
    std::vector<double> whole, rules;
    for (std::size_t i = 0; i < 1'000 && !ids.empty(); ++i) {
      const double start = processor_seconds();
      Facts one;
      one.read(session, ids[i * 7919 % ids.size()]);
      const double between = processor_seconds();
      for (const DealFacts& deal : one.deals) sum += find_all(deal);
      const double end = processor_seconds();
      whole.push_back((end - start) * 1e3);
      rules.push_back((end - between) * 1e3);
    }
    std::sort(whole.begin(), whole.end());
    std::sort(rules.begin(), rules.end());
    if (whole.empty()) return;
    std::printf("| every finding of one deal | ≤ 1 ms | %.3f ms at the median, %.3f at the worst of 1,000 | `findings_bench run` |\n",
                rules[rules.size() / 2], rules.back());
    std::printf("| the same after one edit, its inputs read from the book | ≤ 5 ms | %.2f ms at the median, %.2f at the worst of 1,000 | "
                "`findings_bench run` (%.0f) |\n",
                whole[whole.size() / 2], whole.back(), sum);
  });
}

}  // namespace

int main(int count, char** words) {
  const std::string what = count > 2 ? words[1] : "";
  if (what == "make") {
    Maker(words[2]).make(count > 3 ? std::atoll(words[3]) : 100'000);
    return 0;
  }
  if (what == "run") {
    run(words[2]);
    return 0;
  }
  std::cerr << "findings_bench make BOOK.db [DEALS] | findings_bench run BOOK.db\n";
  return 2;
}
