#include "service/known_on.h"

#include <algorithm>
#include <map>

#include "service/rollback.h"
#include "service/standing.h"
#include "storage/record_store.h"

namespace wheelhouse::service {
namespace {

constexpr std::size_t kRecordsAtOnce = 10'000;

// Texts that decide no position. A long quotation is most of what a record weighs.
void shed_texts(Account& account) { account.description = account.address = account.website = std::nullopt; }
void shed_texts(Opportunity& opportunity) { opportunity.description = std::nullopt; }
void shed_texts(Evidence& evidence) { evidence.quote = {}; }
void shed_texts(StageEvent&) {}

// In pieces, so that the book is in memory once.
template <Reflected E>
RecordMap<E> load_all(storage::Session& session, std::int64_t workspace_id) {
  RecordMap<E> records;
  Uuid after{};
  for (std::size_t got = kRecordsAtOnce; got == kRecordsAtOnce;) {
    auto piece =
        storage::select_records<E>(session, workspace_id, "id > ?2 ORDER BY id LIMIT " + std::to_string(kRecordsAtOnce), {after});
    got = piece.size();
    if (got > 0) after = piece.back().id.uuid;
    for (E& record : piece) {
      shed_texts(record);
      const Uuid id = record.id.uuid;
      records.emplace(id, std::move(record));
    }
  }
  return records;
}

// Groups records by the id that `owner` gives (none: left out), each group in order of `at` and id.
template <Reflected E, class Owner, class At>
std::unordered_map<Uuid, std::vector<E>> group(RecordMap<E>& records, Owner&& owner, At&& at) {
  std::unordered_map<Uuid, std::vector<E>> groups;
  for (auto& [id, record] : records)
    if (const std::optional<Uuid> key = owner(record)) groups[*key].push_back(std::move(record));
  for (auto& [key, list] : groups)
    std::sort(list.begin(), list.end(), [&](const E& a, const E& b) { return std::pair(at(a), a.id) < std::pair(at(b), b.id); });
  return groups;
}

bool meets(const storage::WheelFilter& filter, const storage::PositionRow& row, const Account* account) {
  const auto is_in = [](const std::vector<Uuid>& ids, const std::optional<Uuid>& id) {
    return id && std::find(ids.begin(), ids.end(), *id) != ids.end();
  };
  if (filter.owners && !(row.owner_id ? is_in(*filter.owners, row.owner_id) : filter.include_unowned)) {
    const auto account_id = filter.unit == Unit::account ? row.subject_id : row.account_id;
    if (!is_in(filter.shared_accounts, account_id) && !is_in(filter.shared_opportunities, row.subject_id)) return false;
    if (filter.shared_of && !is_in(*filter.shared_of, row.owner_id)) return false;
  }
  if (filter.amount_minor_min && row.amount_minor.value_or(-1) < *filter.amount_minor_min) return false;
  if (!filter.currency.empty() && row.currency != filter.currency) return false;
  if (!filter.industry.empty() && (!account || account->industry != filter.industry)) return false;
  if (!filter.region.empty() && (!account || account->region != filter.region)) return false;
  return filter.tier.empty() || (account && account->tier && to_string(*account->tier) == filter.tier);
}

}  // namespace

KnownBook rebuild_book(storage::Session& session, std::int64_t workspace_id, const storage::WheelFilter& filter, Instant known_on,
                       Instant at) {
  // Of deals the customer is only asked for what the filter says of it.
  const bool asks_accounts = filter.unit == Unit::account || !filter.industry.empty() || !filter.region.empty() || !filter.tier.empty();
  auto accounts = asks_accounts ? load_all<Account>(session, workspace_id) : RecordMap<Account>{};
  auto opportunities = load_all<Opportunity>(session, workspace_id);
  auto evidence = load_all<Evidence>(session, workspace_id);
  auto stage_events = load_all<StageEvent>(session, workspace_id);
  storage::visit_events_after(session, workspace_id, known_on, [&](const storage::Event& event) {
    if (asks_accounts) roll_back(accounts, event);
    roll_back(opportunities, event);
    roll_back(evidence, event);
    roll_back(stage_events, event);
  });
  RecordMap<Evidence> of_accounts;
  for (auto it = evidence.begin(); it != evidence.end();) {
    if (it->second.opportunity_id) { ++it; continue; }
    of_accounts.insert(*it);
    it = evidence.erase(it);
  }
  const auto observed = [](const Evidence& e) { return e.observed_at; };
  auto by_opportunity = group(evidence, [](const Evidence& e) { return std::optional(e.opportunity_id->uuid); }, observed);
  auto by_account = group(
      of_accounts, [](const Evidence& e) { return e.account_id ? std::optional(e.account_id->uuid) : std::nullopt; }, observed);
  auto events = group(
      stage_events, [](const StageEvent& e) { return std::optional(e.opportunity_id.uuid); }, [](const StageEvent& e) { return e.at; });
  // Each group is asked for once, and leaves.
  const auto list_of = [](auto& groups, const Uuid& id) {
    const auto found = groups.find(id);
    if (found == groups.end()) return typename std::remove_cvref_t<decltype(groups)>::mapped_type{};
    auto list = std::move(found->second);
    groups.erase(found);
    return list;
  };

  const auto unvalued = storage::select_unvalued(session, workspace_id, filter);
  KnownBook book;
  const auto take = [&](std::optional<Standing> standing, const Account* account) {
    if (standing && unvalued.contains(standing->row.subject_id)) standing->row.amount_minor.reset();
    if (standing && meets(filter, standing->row, account)) book.subjects.push_back({std::move(standing->row), std::move(standing->spans)});
  };
  std::unordered_map<Uuid, std::vector<DealFacts>> deals;
  for (auto& [id, opportunity] : opportunities) {
    const auto account = opportunity.account_id ? accounts.find(opportunity.account_id->uuid) : accounts.end();
    DealFacts facts{std::move(opportunity), list_of(by_opportunity, id), list_of(events, id)};
    if (filter.unit == Unit::opportunity) take(standing_at(facts, known_on, at), account == accounts.end() ? nullptr : &account->second);
    else if (account != accounts.end()) deals[account->first].push_back(std::move(facts));
  }
  if (filter.unit == Unit::account)
    for (const auto& [id, account] : accounts) {
      const AccountFacts facts{account, list_of(by_account, id), list_of(deals, id)};
      take(standing_at(facts, known_on, at), &account);
    }
  return book;
}

KnownBook book_of_spans(storage::Session& session, std::int64_t workspace_id, const storage::WheelFilter& filter) {
  KnownBook book;
  for (storage::SubjectSpans& found : storage::select_spans(session, workspace_id, filter)) {
    KnownBook::Subject& subject = book.subjects.emplace_back();
    subject.position.unit = filter.unit;
    subject.position.subject_id = found.subject_id;
    subject.position.amount_minor = found.amount_minor;
    subject.position.currency = std::move(found.currency);
    subject.spans = std::move(found.spans);
  }
  return book;
}

std::vector<storage::WheelCell> KnownBook::count(Instant at) const {
  std::map<std::tuple<Stage, bool, std::string>, storage::WheelCell> cells;
  for (const Subject& subject : subjects)
    for (const auto& span : subject.spans) {
      if (span.from_at > at || (span.to_at && *span.to_at <= at)) continue;
      const bool proven = storage::counts_as_proven(span.basis);
      storage::WheelCell& cell = cells
                                     .try_emplace({span.stage, proven, subject.position.currency},
                                                  storage::WheelCell{span.stage, proven, subject.position.currency})
                                     .first->second;
      const std::int64_t amount = subject.position.amount_minor.value_or(0);
      ++cell.n;
      cell.amount_minor += amount;
      if (span.stuck_at && *span.stuck_at <= at) { ++cell.n_stuck; cell.stuck_amount_minor += amount; }
      if (span.stale_at && *span.stale_at <= at) ++cell.n_stale;
    }
  std::vector<storage::WheelCell> list;
  for (auto& [key, cell] : cells) list.push_back(std::move(cell));
  return list;
}

std::vector<storage::WheelMove> KnownBook::moves(Instant after, Instant until) const {
  std::map<std::pair<Stage, Stage>, std::int64_t> counts;
  for (const Subject& subject : subjects)
    for (const auto& span : subject.spans)
      if (span.from_at > after && span.from_at <= until && span.previous_stage && *span.previous_stage != span.stage)
        ++counts[{*span.previous_stage, span.stage}];
  std::vector<storage::WheelMove> moves;
  for (const auto& [pair, n] : counts) moves.push_back({pair.first, pair.second, n});
  return moves;
}

std::vector<std::array<std::int64_t, 8>> KnownBook::history(const std::vector<Date>& dates) const {
  std::vector<std::array<std::int64_t, 8>> counts(dates.size(), std::array<std::int64_t, 8>{});
  for (std::size_t i = 0; i < dates.size(); ++i)
    for (const auto& cell : count(Instant{dates[i].start().ms + kMsPerDay - 1})) counts[i][static_cast<std::size_t>(cell.stage)] += cell.n;
  return counts;
}

std::vector<storage::MoveRow> KnownBook::list_moves(std::optional<Stage> from, std::optional<Stage> to, Instant after, Instant until,
                                                    int limit) const {
  std::vector<storage::MoveRow> rows;
  for (const Subject& subject : subjects)
    for (const auto& span : subject.spans) {
      if (span.from_at <= after || span.from_at > until || !span.previous_stage || *span.previous_stage == span.stage) continue;
      if ((from && *from != *span.previous_stage) || (to && *to != span.stage)) continue;
      rows.push_back({subject.position.subject_id, *span.previous_stage, span.stage, span.from_at, subject.position.amount_minor,
                      subject.position.currency});
    }
  std::sort(rows.begin(), rows.end(),
            [](const auto& a, const auto& b) { return std::pair(b.at, a.subject_id) < std::pair(a.at, b.subject_id); });
  if (rows.size() > static_cast<std::size_t>(limit)) rows.resize(static_cast<std::size_t>(limit));
  return rows;
}

namespace {
// Those on the wheel at `at` (and in `stage`) that pass `test`, ordered by `before`, the first `limit`.
template <class Test, class Before>
std::vector<storage::PositionRow> select(const std::vector<KnownBook::Subject>& subjects, std::optional<Stage> stage, Instant at, int limit,
                                         Test&& test, Before&& before) {
  std::vector<storage::PositionRow> rows;
  for (const auto& subject : subjects) {
    const bool there = std::any_of(subject.spans.begin(), subject.spans.end(),
                                   [&](const auto& span) { return span.from_at <= at && (!span.to_at || *span.to_at > at); });
    if (there && (!stage || subject.position.stage == *stage) && test(subject.position)) rows.push_back(subject.position);
  }
  std::sort(rows.begin(), rows.end(), before);
  if (rows.size() > static_cast<std::size_t>(limit)) rows.resize(static_cast<std::size_t>(limit));
  return rows;
}
}  // namespace

std::vector<storage::PositionRow> KnownBook::largest(std::optional<Stage> stage, Instant at, int limit) const {
  return select(
      subjects, stage, at, limit, [](const storage::PositionRow&) { return true; },
      [](const auto& a, const auto& b) {
        return std::pair(b.amount_minor.value_or(-1), b.subject_id) < std::pair(a.amount_minor.value_or(-1), a.subject_id);
      });
}

std::vector<storage::PositionRow> KnownBook::stuck(std::optional<Stage> stage, Instant at, int limit) const {
  return select(
      subjects, stage, at, limit, [&](const storage::PositionRow& row) { return row.stuck_at && *row.stuck_at <= at; },
      [](const auto& a, const auto& b) { return std::pair(a.stuck_at, a.subject_id) < std::pair(b.stuck_at, b.subject_id); });
}
}  // namespace wheelhouse::service
