#include "service/criteria_grid.h"

#include <algorithm>

#include "method/compare.h"
#include "service/access.h"
#include "service/json_parts.h"
#include "service/record_service.h"

namespace wheelhouse::service {
namespace {

constexpr double kWhole = 100;  // what weights are to sum to

bool is_normal(double sum) { return method::near(sum, kWhole) || method::near(sum, 1); }

void write_rival(std::string& out, const CriteriaGrid& grid, const Competitor& rival) {
  const auto comparison = grid.compare(&rival);
  const RivalTotals totals = rival_totals(grid, rival);
  json_text::Object entry(out);
  entry.string("id", to_string(rival.id));
  entry.string("name", rival.name);
  member(entry, "kind", rival.kind);
  member(entry, "advantage", comparison.advantage);
  member(entry, "known_share", comparison.known_share);
  entry.boolean("red", comparison.red);
  member(entry, "our_total", totals.ours);
  member(entry, "rival_total", totals.theirs);
  json_text::Object input(entry.key("input"));  // of rule C14
  write_list(input.key("criteria"), grid.scored(&rival), [&](const method::ScoredCriterion& criterion) {
    json_text::Object one(out);
    one.number("weight", criterion.weight);
    member(one, "ours", criterion.ours);
    member(one, "rival", criterion.rival);
    one.boolean("must_have", criterion.must_have);
    one.boolean("shaped_by_us", criterion.shaped_by_us);
    one.close();
  });
  input.close();
  entry.close();
}

void write_weakest(std::string& out, const CriteriaGrid& grid) {
  const WeakestCriterion weakest = weakest_criterion(grid);
  if (!weakest.criterion) {
    out += "null";
    return;
  }
  json_text::Object entry(out);
  entry.string("id", to_string(weakest.criterion->id));
  entry.string("name", weakest.criterion->name);
  member(entry, "our_score", weakest.criterion->our_score);
  entry.number("gap", weakest.gap);
  entry.close();
}

}  // namespace

std::optional<double> CriteriaGrid::score_of(const Criterion& criterion, const Competitor& rival) const {
  const auto found = std::find_if(scores.begin(), scores.end(), [&](const CriterionScore& score) {
    return score.criterion_id == criterion.id && score.competitor_id == rival.id;
  });
  return found == scores.end() ? std::nullopt : std::optional(found->score);
}

std::optional<double> CriteriaGrid::best_rival(const Criterion& criterion) const {
  std::optional<double> best;
  for (const CriterionScore& score : scores)
    if (score.criterion_id == criterion.id && (!best || score.score > *best)) best = score.score;
  return best;
}

double CriteriaGrid::share_of(const Criterion& criterion) const { return weights_sum > 0 ? criterion.weight.value_or(0) / weights_sum : 0; }

std::vector<method::ScoredCriterion> CriteriaGrid::scored(const Competitor* rival) const {
  std::vector<method::ScoredCriterion> scored;
  for (const Criterion& c : items)
    scored.push_back({c.weight.value_or(0), c.our_score, rival ? score_of(c, *rival) : std::nullopt, c.must_have, c.shaped_by_us});
  return scored;
}

method::CriteriaComparison CriteriaGrid::compare(const Competitor* rival) const {
  const auto comparison = method::compare_criteria(scored(rival));
  WH_ASSERT(comparison.has_value());  // the records' own limits are the rule's
  return *comparison;
}

RivalTotals rival_totals(const CriteriaGrid& grid, const Competitor& rival) {
  double known = 0, ours = 0, theirs = 0;
  for (const Criterion& criterion : grid.items) {
    const auto score = grid.score_of(criterion, rival);
    if (!criterion.our_score || !score) continue;
    const double weight = criterion.weight.value_or(0);
    known += weight;
    ours += weight * *criterion.our_score;
    theirs += weight * *score;
  }
  if (known <= 0) return {};
  return {ours / known, theirs / known};
}

WeakestCriterion weakest_criterion(const CriteriaGrid& grid) {
  WeakestCriterion weakest;
  constexpr double kEven = 3;  // the middle of the scale stands for the rival nobody scored
  for (const Criterion& criterion : grid.items) {
    if (!criterion.our_score) continue;
    const double gap = *criterion.our_score - grid.best_rival(criterion).value_or(kEven);
    const bool heavier = weakest.criterion && method::near(gap, weakest.gap) &&
                         criterion.weight.value_or(0) > weakest.criterion->weight.value_or(0);
    if (weakest.criterion && !method::below(gap, weakest.gap) && !heavier) continue;
    weakest = {&criterion, gap};
  }
  return weakest;
}

std::optional<method::CriterionPlay> play_of(const CriteriaGrid& grid, const Criterion& criterion) {
  const double mean_share = grid.items.empty() ? 0 : 1.0 / static_cast<double>(grid.items.size());
  return method::criterion_play(criterion.our_score, grid.best_rival(criterion), criterion.must_have, grid.share_of(criterion), mean_share);
}

CriteriaGrid criteria_grid(storage::Session& session, std::int64_t workspace_id, const Uuid& opportunity_id) {
  CriteriaGrid grid;
  const std::vector<SqlValue> deal{opportunity_id};
  grid.items = storage::select_records<Criterion>(session, workspace_id, "opportunity_id = ?2 ORDER BY created_at, id", deal);
  grid.scores = storage::select_records<CriterionScore>(session, workspace_id, "opportunity_id = ?2 ORDER BY id", deal);
  grid.rivals = storage::select_records<Competitor>(session, workspace_id, "opportunity_id = ?2 ORDER BY id", deal);
  for (const Criterion& criterion : grid.items) grid.weights_sum += criterion.weight.value_or(0);
  return grid;
}

void write_criteria_totals(json_text::Object& object, const CriteriaGrid& grid) {
  object.number("weights_sum", grid.weights_sum);
  object.boolean("weights_normal", is_normal(grid.weights_sum));
  member(object, "influence_index", grid.compare(nullptr).influence_index);
  std::size_t traced = 0;
  std::vector<Uuid> failed;
  for (const Criterion& criterion : grid.items) {
    traced += criterion.problem_id || criterion.need_id;
    if (criterion.must_have && method::criterion_fails(criterion.our_score)) failed.push_back(criterion.id.uuid);
  }
  if (grid.items.empty())
    object.null("traced_share");
  else
    object.number("traced_share", static_cast<double>(traced) / static_cast<double>(grid.items.size()));
  write_ids(object.key("failed_must_haves"), failed);
  write_weakest(object.key("weakest"), grid);
  std::string& rivals = object.key("rivals");
  write_list(rivals, grid.rivals, [&](const Competitor& rival) { write_rival(rivals, grid, rival); });
}

void write_criteria_grid(std::string& out, const CriteriaGrid& grid) {
  json_text::Object object(out);
  write_list(object.key("items"), grid.items, [&](const Criterion& criterion) {
    out += '{';
    write_json_members(out, criterion);
    out += ",\"share\":";
    json_text::append_number(out, grid.share_of(criterion));
    json_text::Object scores(out += ",\"scores\":");
    for (const Competitor& rival : grid.rivals)
      if (const auto score = grid.score_of(criterion, rival)) scores.number(to_string(rival.id), *score);
    scores.close();
    out += ",\"play\":";
    Kind<std::optional<method::CriterionPlay>>::write_json(out, play_of(grid, criterion));
    out += criterion.problem_id || criterion.need_id ? ",\"traced\":true}" : ",\"traced\":false}";
  });
  write_criteria_totals(object, grid);
  // Offered, not done: what each weight would become.
  if (is_normal(grid.weights_sum) || grid.weights_sum <= 0) {
    object.null("normalised");
  } else {
    write_list(object.key("normalised"), grid.items, [&](const Criterion& criterion) {
      json_text::Object entry(out);
      entry.string("id", to_string(criterion.id));
      entry.number("weight", grid.share_of(criterion) * kWhole);
      entry.close();
    });
  }
  object.close();
}

Result<void> normalise_weights(UnitOfWork& work, Id<Opportunity> id) {
  if (const auto found = find_writable(work.session(), work.actor(), id); !found) return fail(found.error());
  if (auto allowed = require(work.actor(), Verb::update); !allowed) return fail(allowed.error());
  const CriteriaGrid grid = criteria_grid(work.session(), work.workspace_id(), id.uuid);
  if (grid.weights_sum <= 0) return fail(Error::make(Errc::conflict, "all_weights_zero"));
  for (const Criterion& before : grid.items) {
    if (!before.weight) continue;
    Criterion after = before;
    after.weight = grid.share_of(before) * kWhole;
    work.update(before, after);
  }
  return {};
}

}  // namespace wheelhouse::service
