#include "method/change_path.h"

#include <numeric>

#include "method/check.h"

namespace wheelhouse::method {
namespace {

int month_number(Date date) {
  const YearMonthDay day = civil(date);
  return day.year * 12 + day.month - 1;
}

struct Tally {
  int calls = 0, questions = 0, deep = 0, statements = 0, worthy = 0, talks = 0, voiced = 0, voiced_of = 0, accepted = 0, accepted_of = 0;
  double talk = 0;
};

void count(Tally& tally, const PathCall& call) {
  ++tally.calls;
  for (std::size_t i = 0; i < call.questions.size(); ++i) {
    tally.questions += call.questions[i];
    if (static_cast<QuestionType>(i) >= QuestionType::implication) tally.deep += call.questions[i];
  }
  for (std::size_t i = 0; i < call.statements.size(); ++i) {
    tally.statements += call.statements[i];
    if (static_cast<StatementClass>(i) >= StatementClass::benefit) tally.worthy += call.statements[i];
  }
  if (call.talk_share) ++tally.talks, tally.talk += *call.talk_share / 100;
  if (call.customer_voiced) ++tally.voiced_of, tally.voiced += *call.customer_voiced;
  if (call.summary_accepted) ++tally.accepted_of, tally.accepted += *call.summary_accepted;
}

std::optional<double> share(double part, int whole) { return whole > 0 ? std::optional(part / whole) : std::nullopt; }

PathShares shares_of(const Tally& t) {
  return {share(t.questions, t.questions + t.statements),
          share(t.deep, t.questions),
          share(t.worthy, t.statements),
          share(t.talk, t.talks),
          share(t.voiced, t.voiced_of),
          share(t.accepted, t.accepted_of)};
}

constexpr std::optional<double> PathShares::*kShares[] = {&PathShares::questions,       &PathShares::deep_questions,
                                                          &PathShares::benefit_value,   &PathShares::talk,
                                                          &PathShares::customer_voiced, &PathShares::summary_accepted};

std::optional<double> slope(std::span<const PathMonth> months, std::optional<double> PathShares::*measure) {
  double n = 0, sum_x = 0, sum_y = 0, sum_xx = 0, sum_xy = 0;
  for (std::size_t i = 0; i < months.size(); ++i) {
    const std::optional<double>& y = months[i].shares.*measure;
    if (!y) continue;
    const auto x = static_cast<double>(i);
    n += 1, sum_x += x, sum_y += *y, sum_xx += x * x, sum_xy += x * *y;
  }
  if (n < kPathSlopeLeast) return std::nullopt;
  return (n * sum_xy - sum_x * sum_y) / (n * sum_xx - sum_x * sum_x);
}

}  // namespace

Result<ChangePath> evaluate_change_path(std::span<const PathCall> calls, Date today, int months) {
  Checks checks;
  checks.range("/months", months, 1, 36);
  for (std::size_t i = 0; i < calls.size(); ++i) {
    for (const int n : calls[i].questions) checks.range(Checks::at("calls", i, "questions"), n, 0, kNoLimit);
    for (const int n : calls[i].statements) checks.range(Checks::at("calls", i, "statements"), n, 0, kNoLimit);
    checks.range(Checks::at("calls", i, "talk_share"), calls[i].talk_share, 0, 100);
  }
  if (checks.failed()) return fail(checks.error());

  const int last = month_number(today), first = last - months + 1;
  std::vector<Tally> tallies(static_cast<std::size_t>(months));
  for (const PathCall& call : calls)
    if (const int month = month_number(call.held_on); month >= first && month <= last)
      count(tallies[static_cast<std::size_t>(month - first)], call);
  ChangePath path;
  for (int i = 0; i < months; ++i) {
    const int number = first + i;
    const Tally& tally = tallies[static_cast<std::size_t>(i)];
    path.months.push_back({number / 12, number % 12 + 1, tally.calls, shares_of(tally)});
  }
  const std::span<const PathMonth> recent = std::span(path.months).last(std::min<std::size_t>(path.months.size(), kPathMonths));
  for (const auto measure : kShares) path.slope.*measure = slope(recent, measure);
  return path;
}

}  // namespace wheelhouse::method
