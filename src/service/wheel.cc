#include "service/wheel.h"

#include <algorithm>
#include <map>

#include "method/portfolio.h"
#include "domain/user.h"
#include "service/access.h"
#include "service/known_on.h"
#include "service/out_of_sight.h"
#include "text/amount.h"

namespace wheelhouse::service {
namespace {

void add_money(std::vector<Money>& sums, const std::string& currency, std::int64_t amount_minor) {
  if (amount_minor == 0) return;
  const auto found = std::find_if(sums.begin(), sums.end(), [&](const Money& m) { return m.currency == currency; });
  if (found != sums.end()) found->amount_minor += amount_minor;
  else sums.push_back({currency, amount_minor});
}
void largest_first(std::vector<Money>& sums) {
  std::sort(sums.begin(), sums.end(), [](const Money& a, const Money& b) { return a.amount_minor > b.amount_minor; });
}

std::array<std::int64_t, 8> counts_of(const std::vector<storage::WheelCell>& cells) {
  std::array<std::int64_t, 8> counts{};
  for (const auto& cell : cells) counts[static_cast<std::size_t>(cell.stage)] += cell.n;
  return counts;
}

void fill_from_cells(WheelReport& report, const std::vector<storage::WheelCell>& cells) {
  for (const auto& cell : cells) {
    WheelStage& stage = report.stages[static_cast<std::size_t>(cell.stage)];
    stage.count += cell.n;
    (cell.proven ? stage.proven : stage.unproven) += cell.n;
    stage.stuck += cell.n_stuck;
    stage.stale += cell.n_stale;
    add_money(stage.value, cell.currency, cell.amount_minor);
    add_money(report.total_value, cell.currency, cell.amount_minor);
    add_money(report.stuck_value, cell.currency, cell.stuck_amount_minor);
    report.total += cell.n;
    report.stuck += cell.n_stuck;
    report.stale += cell.n_stale;
  }
  largest_first(report.total_value);
  largest_first(report.stuck_value);
}

// METHOD C8 over the counts; value shares in the currency that carries most value.
void fill_shares(WheelReport& report) {
  std::array<std::int64_t, 8> counts{};
  std::int64_t unproven = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    counts[i] = report.stages[i].count;
    unproven += report.stages[i].unproven;
  }
  const auto distribution = method::evaluate_portfolio_counts(counts);
  if (!distribution) return;
  report.evenness = distribution->evenness;
  report.unready = distribution->unready;
  if (report.total > 0) report.unproven_share = static_cast<double>(unproven) / static_cast<double>(report.total);
  for (std::size_t i = 0; i < 8; ++i) {
    WheelStage& stage = report.stages[i];
    stage.share = distribution->shares[i];
    if (distribution->intervals)
      stage.interval = std::array<double, 2>{(*distribution->intervals)[i].low, (*distribution->intervals)[i].high};
    stage.benchmark = method::default_benchmark()[i];
    if (distribution->benchmark_flags) stage.benchmark_outside = (*distribution->benchmark_flags)[i];
    largest_first(stage.value);
    if (report.total_value.empty()) continue;
    const Money& main = report.total_value.front();
    std::int64_t amount = 0;
    for (const Money& m : stage.value)
      if (m.currency == main.currency) amount = m.amount_minor;
    stage.value_share = static_cast<double>(amount) / static_cast<double>(main.amount_minor);
  }
}

// From reassessment the wheel turns on into satisfaction: a lap has closed.
bool is_forward(const storage::WheelMove& move) {
  return move.to > move.from || (move.from == Stage::reassessment && move.to == Stage::satisfaction);
}
std::int64_t forward_of(const std::vector<storage::WheelMove>& moves) {
  std::int64_t n = 0;
  for (const auto& move : moves) n += is_forward(move) ? move.n : 0;
  return n;
}

void fill_moves(WheelReport& report, std::vector<storage::WheelMove> moves) {
  for (const auto& move : moves) {
    report.stages[static_cast<std::size_t>(move.from)].moved_out += move.n;
    report.stages[static_cast<std::size_t>(move.to)].moved_in += move.n;
    (is_forward(move) ? report.forward : report.backward) += move.n;
  }
  report.moves = std::move(moves);
}

void fill_previous(WheelReport& report, const std::array<std::int64_t, 8>& counts) {
  std::int64_t total = 0;
  for (const auto n : counts) total += n;
  if (total == 0) return;
  for (std::size_t i = 0; i < 8; ++i) report.stages[i].previous_share = static_cast<double>(counts[i]) / static_cast<double>(total);
}

void write_money(std::string& out, const std::vector<Money>& sums) {
  out += '[';
  for (std::size_t i = 0; i < sums.size(); ++i) {
    if (i) out += ',';
    json_text::Object object(out);
    object.string("currency", sums[i].currency);
    object.integer("amount_minor", sums[i].amount_minor);
    object.close();
  }
  out += ']';
}
template <class T>
void write_optional(json_text::Object& object, std::string_view name, const std::optional<T>& value) {
  if (!value) object.null(name);
  else if constexpr (std::is_same_v<T, bool>) object.boolean(name, *value);
  else if constexpr (std::is_same_v<T, double>) object.number(name, *value);
  else object.integer(name, *value);
}

}  // namespace

bool is_to_come(Date date, Instant now) { return date.start() > Instant{now.ms + kFirstDateLineMs}; }

Instant moment_of(const std::optional<Date>& as_of, Instant now) {
  if (!as_of) return now;
  return std::min(now, Instant{as_of->start().ms + kMsPerDay - 1});
}

Result<storage::WheelFilter> wheel_filter(storage::Session& session, const Actor& actor, const WheelQuery& query) {
  storage::WheelFilter filter;
  filter.unit = query.unit;
  filter.industry = query.industry;
  filter.region = query.region;
  filter.tier = query.tier;
  filter.currency = query.currency;
  filter.amount_minor_min = query.amount_minor_min;
  see_as(actor, filter);
  if (query.unit == Unit::account) filter.unvalued = accounts_led_out_of_sight(session, actor);
  const auto narrow = [&](std::vector<Uuid> owners) {
    if (filter.has_shared()) filter.shared_of = owners;
    if (filter.owners)
      std::erase_if(owners,
                    [&](const Uuid& id) { return std::find(filter.owners->begin(), filter.owners->end(), id) == filter.owners->end(); });
    filter.owners = std::move(owners);
    filter.include_unowned = false;
  };
  if (query.owner_id) {
    if (!storage::record_exists(session, actor.workspace_id, Id<User>{*query.owner_id})) return fail(Error::not_found("user"));
    narrow({*query.owner_id});
  }
  if (query.team_id) {
    if (!storage::record_exists(session, actor.workspace_id, Id<Team>{*query.team_id})) return fail(Error::not_found("team"));
    narrow(*visible_owners(session, actor.workspace_id, Uuid{}, UserRole::manager, query.team_id));
  }
  return filter;
}

Result<void> check_wheel_query(const WheelQuery& query, Instant now) {
  std::vector<FieldError> errors;
  if (query.as_of && is_to_come(*query.as_of, now)) errors.push_back({"?as_of", "in_the_future", {}});
  if (query.known_on && is_to_come(*query.known_on, now)) errors.push_back({"?known_on", "in_the_future", {}});
  if (query.window_days < 1 || query.window_days > 366) errors.push_back({"?window_days", "out_of_range", {{"min", "1"}, {"max", "366"}}});
  if (!query.currency.empty() && !text::is_currency_code(query.currency)) errors.push_back({"?currency", "bad_currency", {}});
  if (!query.tier.empty() && !parse_enum<AccountTier>(query.tier)) errors.push_back({"?tier", "unknown_value", {{"value", query.tier}}});
  // 5 of which money? Amounts of several currencies do not compare.
  if (query.amount_minor_min && query.currency.empty()) errors.push_back({"?currency", "required", {}});
  if (!errors.empty()) return fail(Error::invalid_fields(std::move(errors)));
  return {};
}

Result<WheelReport> read_wheel(storage::Session& session, const Actor& actor, const WheelQuery& query, Instant now) {
  if (auto checked = check_wheel_query(query, now); !checked) return fail(checked.error());
  auto filter = wheel_filter(session, actor, query);
  if (!filter) return fail(filter.error());

  WheelReport report;
  report.unit = query.unit;
  report.at = moment_of(query.as_of, now);
  report.known_on = query.known_on;
  for (int i = 0; i < 8; ++i) report.stages[static_cast<std::size_t>(i)].stage = static_cast<Stage>(i);
  const std::optional<Instant> known_on = query.known_on ? std::optional(moment_of(query.known_on, now)) : std::nullopt;
  if (known_on) report.at = std::min(report.at, *known_on);
  const Instant before = report.at.plus_days(-query.window_days);
  const Instant long_before = before.plus_days(-query.window_days);
  const std::int64_t ws = actor.workspace_id;
  const auto fill = [&](auto&& count, auto&& moves) {
    fill_from_cells(report, count(report.at));
    fill_shares(report);
    fill_moves(report, moves(before, report.at));
    report.forward_previous = forward_of(moves(long_before, before));
    fill_previous(report, counts_of(count(before)));
  };
  if (known_on || !filter->from_daily_sums()) {
    const KnownBook book = known_on ? rebuild_book(session, ws, *filter, *known_on, report.at) : book_of_spans(session, ws, *filter);
    fill([&](Instant at) { return book.count(at); }, [&](Instant after, Instant until) { return book.moves(after, until); });
  } else {
    fill([&](Instant at) { return storage::count_wheel(session, ws, *filter, at); },
         [&](Instant after, Instant until) { return storage::count_moves(session, ws, *filter, after, until); });
  }
  if (query.as_of || known_on) return report;
  std::array<std::int64_t, 8> counts{};
  for (std::size_t i = 0; i < 8; ++i) counts[i] = report.stages[i].count;
  const auto medians = storage::median_entries(session, ws, *filter, counts);
  for (std::size_t i = 0; i < 8; ++i)
    if (medians[i]) report.stages[i].median_dwell_days = std::max<std::int64_t>(0, age_days(now, *medians[i]));
  return report;
}

void write_wheel_json(std::string& out, const WheelReport& report) {
  json_text::Object object(out);
  object.string("as_of", to_string(report.at));
  if (report.known_on) object.string("known_on", to_string(*report.known_on));
  object.string("unit", to_string(report.unit));
  object.integer("total", report.total);
  write_money(object.key("total_value"), report.total_value);
  write_optional(object, "unproven_share", report.unproven_share);
  write_optional(object, "evenness", report.evenness);
  write_optional(object, "unready", report.unready);
  std::string& stages = object.key("stages");
  stages += '[';
  for (const WheelStage& s : report.stages) {
    if (s.stage != Stage::satisfaction) stages += ',';
    json_text::Object stage(stages);
    stage.string("stage", to_string(s.stage));
    stage.integer("count", s.count);
    stage.integer("proven", s.proven);
    stage.integer("unproven", s.unproven);
    stage.integer("stuck", s.stuck);
    stage.integer("stale", s.stale);
    write_money(stage.key("value"), s.value);
    write_optional(stage, "share", s.share);
    write_optional(stage, "value_share", s.value_share);
    write_optional(stage, "previous_share", s.previous_share);
    if (s.interval) {
      std::string& interval = stage.key("interval");
      interval += '[';
      json_text::append_number(interval, (*s.interval)[0]);
      interval += ',';
      json_text::append_number(interval, (*s.interval)[1]);
      interval += ']';
    } else {
      stage.null("interval");
    }
    write_optional(stage, "benchmark", s.benchmark);
    write_optional(stage, "benchmark_flag", s.benchmark_outside);
    write_optional(stage, "median_dwell_days", s.median_dwell_days);
    stage.integer("in", s.moved_in);
    stage.integer("out", s.moved_out);
    stage.close();
  }
  stages += ']';
  std::string& moves = object.key("moves");
  moves += '[';
  for (std::size_t i = 0; i < report.moves.size(); ++i) {
    if (i) moves += ',';
    json_text::Object move(moves);
    move.string("from", to_string(report.moves[i].from));
    move.string("to", to_string(report.moves[i].to));
    move.integer("count", report.moves[i].n);
    move.boolean("forward", is_forward(report.moves[i]));
    move.close();
  }
  moves += ']';
  json_text::Object kpi(object.key("kpi"));
  kpi.integer("forward", report.forward);
  kpi.integer("forward_previous", report.forward_previous);
  kpi.integer("backward", report.backward);
  kpi.integer("stuck", report.stuck);
  write_money(kpi.key("stuck_value"), report.stuck_value);
  kpi.integer("stale", report.stale);
  kpi.close();
  object.close();
}
}  // namespace wheelhouse::service
