// What it costs to recompute every finding of the method, for one deal and for a whole book.
//   findings_bench make BOOK.db [DEALS]   a book of DEALS (100,000) deals, each with 3 people, 10 pieces of evidence, 5 needs with 2
//                                         questions each, 3 statements, 2 calls with a promise each, 3 criteria with a rival, 3 value
//                                         items, 2 dimensions of the gap, the buyer's 12 answers, a next step, some with an objection and
//                                         a call to come. Records alone, without history: `wheelhouse doctor --rebuild` derives the rest,
//                                         so that it can be served too
//   findings_bench run BOOK.db            reads the rules' inputs from the book, runs every rule over every deal, one thread
// Times are of the processor, so that a busy machine does not spoil them. Prints rows of Markdown.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <iostream>
#include <unordered_map>
#include <vector>

#include "bench/findings_make.h"
#include "domain/all.h"
#include "method/buyer_type.h"
#include "method/call_outcome.h"
#include "method/criteria.h"
#include "method/data_quality.h"
#include "method/gap.h"
#include "method/need.h"
#include "method/next_action.h"
#include "method/promises.h"
#include "method/question.h"
#include "method/reframe.h"
#include "method/stage.h"
#include "method/stage_health.h"
#include "method/statement.h"
#include "method/value.h"
#include "service/account_people.h"
#include "storage/database.h"
#include "storage/record_store.h"

namespace {
using namespace wheelhouse;

double processor_seconds() {
  timespec t{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) / 1e9;
}

constexpr Instant kToday = bench::kFindingsToday;

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
  std::vector<method::GapDimension> gap;
  method::BuyerTypeInput buyer;
  // What is open of C23's rules 1, 2 and 8; the others follow from the findings.
  std::vector<method::ActionCandidate> open;
  std::vector<service::Person> people;
  std::string id;
  bool key = false;
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
    std::unordered_map<Uuid, std::size_t> accounts;  // each has one deal here
    session.scan("SELECT o.id, o.opened_at, a.id, a.tier FROM opportunities o JOIN accounts a ON a.workspace_id = o.workspace_id AND "
                 "a.id = o.account_id WHERE o.workspace_id = ?1" + std::string(one ? " AND o.id = ?2" : ""),
                 values, [&](const RowReader& row) {
                   places_.emplace(row.id(0), deals.size());
                   accounts.emplace(row.id(2), deals.size());
                   DealFacts& deal = deals.emplace_back();
                   deal.stage.lap_opened_at = Instant{row.integer(1)};
                   deal.id = row.id(0).view();
                   deal.key = row.text(3) == "key";
                 });
    session.scan("SELECT c.id, c.account_id, c.created_at, c.role, c.level, c.influence, c.attitude FROM contacts c WHERE "
                 "c.workspace_id = ?1" + std::string(one ? " AND c.account_id = (SELECT account_id FROM opportunities WHERE "
                 "workspace_id = ?1 AND id = ?2)" : ""),
                 values, [&](const RowReader& row) {
                   const auto found = accounts.find(row.id(1));
                   if (found == accounts.end()) return;
                   service::Person person{row.id(0), row.id(1), Instant{row.integer(2)}, parse_enum<ContactRole>(row.text(3)),
                                          parse_enum<ContactLevel>(row.text(4)), {}, {}, {}, 0};
                   if (!row.is_null(5)) person.influence = row.integer(5);
                   if (!row.is_null(6)) person.attitude = row.integer(6);
                   deals[found->second].people.push_back(person);
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
    each("SELECT opportunity_id, id, held_at, closed_by_customer, primary_state, status, objective IS NULL, created_at, contact_ids FROM "
         "calls WHERE workspace_id = ?1",
         [&](const RowReader& row) {
           DealFacts* deal = at(row);
           if (!deal) return;
           if (row.text(5) == "planned") {
             if (row.integer(6) != 0) deal->open.push_back({std::string(row.id(1).view()), 8, Instant{row.integer(7)}, {}, {}});
             return;
           }
           std::vector<Id<Contact>> present;
           Kind<std::vector<Id<Contact>>>::from_sql(present, row, 8);
           for (service::Person& person : deal->people)
             if (std::any_of(present.begin(), present.end(), [&](const Id<Contact>& id) { return id.uuid == person.id; })) {
               person.last_met_at = std::max(person.last_met_at.value_or(Instant{}), Instant{row.integer(2)});
               ++person.meetings_90_days;
             }
           calls.emplace(row.id(1), deal->calls.size());
           method::CallInput& call = deal->calls.emplace_back();
           call.call_at = Instant{row.integer(2)};
           call.closed_by_customer = row.integer(3) != 0;
           if (!row.is_null(4)) call.primary = read_enum<ObjectiveState>(row, 4);
         });
    each("SELECT opportunity_id, call_id, who, action, form, contact_id, due_at, status, id FROM commitments WHERE workspace_id = ?1",
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
           if (c.status == CommitmentStatus::open && c.due_at && *c.due_at < kToday)
             deal->open.push_back({std::string(row.id(8).view()), 2, *c.due_at, c.who == CommitmentWho::us, {}});
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
    each("SELECT opportunity_id, weight, level_now, level_ideal, level_promised, level_measured FROM problems WHERE workspace_id = ?1",
         [&](const RowReader& row) {
           const auto level = [&](int column) { return row.is_null(column) ? std::nullopt : std::optional(row.real(column)); };
           if (DealFacts* deal = at(row)) deal->gap.push_back({level(1).value_or(1), level(2), level(3), level(4), level(5)});
         });
    each("SELECT opportunity_id, answers, our_sponsor_id IS NOT NULL, their_sponsor_id IS NOT NULL, joint_goals FROM buyer_profiles WHERE "
         "workspace_id = ?1",
         [&](const RowReader& row) {
           DealFacts* deal = at(row);
           if (!deal) return;
           RatingList answers;
           Kind<RatingList>::from_sql(answers, row, 1);
           for (std::size_t i = 0; i < answers.size() && i < 12; ++i)
             if (answers[i]) deal->buyer.answers[i / 4][i % 4] = static_cast<int>(*answers[i]);
           deal->buyer.has_our_sponsor = row.integer(2) != 0;
           deal->buyer.has_their_sponsor = row.integer(3) != 0;
           deal->buyer.joint_goals = static_cast<int>(row.integer(4));
         });
    each("SELECT opportunity_id, id, raised_at FROM objections WHERE workspace_id = ?1 AND blocking = 1 AND state <> 'resolved'",
         [&](const RowReader& row) {
           if (DealFacts* deal = at(row)) deal->open.push_back({std::string(row.id(1).view()), 1, Instant{row.integer(2)}, {}, {}});
         });
    each("SELECT opportunity_id, id, due_on FROM next_steps WHERE workspace_id = ?1 AND done_at IS NULL",
         [&](const RowReader& row) {
           std::optional<Date> due;
           Kind<std::optional<Date>>::from_sql(due, row, 2);
           DealFacts* deal = at(row);
           if (deal && due && *due < date_of(kToday)) deal->open.push_back({std::string(row.id(1).view()), 2, due->start(), true, {}});
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

// C23 over one deal: what is open, and what follows from the findings.
double rank_next(const DealFacts& deal, const method::StagePosition& position, const method::StageHealth& health,
                 const method::OfferReview& offer) {
  std::vector<method::ActionCandidate> candidates = deal.open;
  const auto add = [&](const std::string& id, int rule, Instant since) { candidates.push_back({id, rule, since, {}, {}}); };
  if (deal.key)
    for (const service::Person& person : deal.people)
      if (const auto every = service::cadence_days(person.role)) {
        const Instant due = person.last_met_at.value_or(person.created_at).plus_days(*every);
        if (due < kToday) candidates.push_back({std::string(person.id.view()), 2, due, true, {}});
      }
  if (health.stuck || health.stale) add(deal.id, 3, position.entered_at);
  if (!health.missing_evidence.empty()) add(deal.id, 4, position.entered_at);
  for (const method::OfferNeed& need : deal.offer.needs) {
    if (need.state != NeedState::explicit_ && need.state != NeedState::confirmed) continue;
    bool covered = false;
    for (std::size_t i = 0; i < deal.offer.statements.size(); ++i)
      covered = covered || (deal.offer.statements[i].need_id == need.id && offer.classes[i] >= StatementClass::benefit);
    if (!covered) add(need.id, 5, deal.stage.lap_opened_at);
  }
  if (service::level_not_reached(deal.people)) add(deal.id, 6, deal.stage.lap_opened_at);
  if (const service::Person* opponent = service::strongest_opponent(deal.people))
    add(std::string(opponent->id.view()), 7, opponent->created_at);
  const auto order = method::rank_actions(candidates, kToday);
  double sum = 0;
  if (order)
    for (const std::size_t i : *order) sum += candidates[i].rule;
  return sum;
}

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
  if (const auto gap = method::evaluate_gap(deal.gap)) sum += gap->gap.value_or(0) + gap->cover.value_or(0);
  if (const auto buyer = method::evaluate_buyer_type(deal.buyer)) sum += buyer->type.has_value() + buyer->strategic_candidate;
  sum += rank_next(deal, position, health, offer);
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
    bench::make_findings_book(words[2], count > 3 ? std::atoll(words[3]) : 100'000);
    return 0;
  }
  if (what == "run") {
    run(words[2]);
    return 0;
  }
  std::cerr << "findings_bench make BOOK.db [DEALS] | findings_bench run BOOK.db\n";
  return 2;
}
