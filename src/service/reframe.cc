#include "service/reframe.h"

#include <algorithm>

#include "domain/call.h"
#include "method/stage.h"
#include "service/access.h"
#include "service/call_outcome.h"
#include "service/json_parts.h"
#include "storage/position_store.h"
#include "storage/record_store.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace wheelhouse::service {
namespace {

constexpr std::size_t kInARow = 2;
constexpr std::int64_t kMeasuredDays = 30;  // before and after a card (M44)

// The last two calls that were held, when neither moved anything on.
std::vector<Call> continuations(storage::Session& session, std::int64_t workspace_id, const Uuid& deal, Instant now) {
  auto calls = storage::select_records<Call>(
      session, workspace_id, "opportunity_id = ?2 AND held_at <= ?3 AND status = 'held' ORDER BY held_at DESC, id DESC LIMIT 2",
      {deal, now.ms});
  if (calls.size() < kInARow) return {};
  const auto commitments = commitments_of_calls(session, workspace_id, calls);
  for (const Call& call : calls) {
    const auto found = commitments.find(call.id.uuid);
    if (outcome_of(call, found == commitments.end() ? std::vector<Commitment>{} : found->second) != CallOutcome::continuation) return {};
  }
  return calls;
}

std::string words_of(std::string_view text) {
  const std::string folded = text::fold_for_search(text);
  std::string words;
  for (std::size_t at = 0; at < folded.size();) {
    const auto decoded = text::decode_utf8(folded, at);
    if (text::is_cjk(decoded.code_point) || text::is_word_character(decoded.code_point)) words.append(folded, at, decoded.length);
    at += decoded.length;
  }
  return words;
}

// Deals that the owner of this one lost within the year. Who does not see them is forced by nothing in them.
void read_lost(DealReframe& result, storage::Session& session, const Actor& actor, const Uuid& deal, Instant now,
               const std::optional<Uuid>& but) {
  std::optional<Uuid> owner;
  session.query_first("SELECT owner_id FROM opportunities WHERE workspace_id = ?1 AND id = ?2", {actor.workspace_id, deal},
                      [&](const RowReader& row) { owner = row.is_null(0) ? std::nullopt : std::optional(row.id(0)); });
  if (!owner) return;
  std::vector<SqlValue> values{actor.workspace_id, *owner, now.ms - (method::kLostWithinDays + 1) * kMsPerDay, now.ms};
  const std::string sql =
      "SELECT t.id, t.result_reason, t.closed_at FROM opportunities t WHERE t.workspace_id = ?1 AND t.owner_id = ?2 AND t.result = "
      "'lost' AND t.closed_at > ?3 AND t.closed_at <= ?4 AND t.result_reason IS NOT NULL" +
      visible_predicate(actor, {"t.owner_id", "t.account_id", "t.id"}, values) + " ORDER BY t.closed_at DESC, t.id";
  session.query(sql, values, [&](const RowReader& row) {
    const std::string reason(row.text(1));
    result.lost.push_back({row.id(0), reason, words_of(reason), Instant{row.integer(2)}});
  });
  std::vector<method::LostDeal> lost;
  for (const DealReframe::Lost& one : result.lost) lost.push_back({one.cause, one.lost_at});
  const auto alike = method::lost_alike(lost, now);
  if (!alike) return;
  result.lost_cause = alike->cause;
  result.input.lost_at = alike->since;
  session.query_first("SELECT max(r.created_at) FROM reframe_cards r JOIN opportunities o ON o.workspace_id = r.workspace_id AND o.id = "
                      "r.opportunity_id WHERE r.workspace_id = ?1 AND o.owner_id = ?2 AND r.cause = 'lost_alike' AND r.id <> ?3",
                      {actor.workspace_id, *owner, but.value_or(Uuid{})}, [&](const RowReader& row) {
                        if (!row.is_null(0)) result.input.lost_written_at = Instant{row.integer(0)};
                      });
}

// What rule M44.reframe was given.
void write_input(std::string& out, const DealReframe& reframe) {
  json_text::Object input(out);
  input.string("now", to_string(reframe.now));
  member(input, "continued_at", reframe.input.continued_at);
  member(input, "stuck_at", reframe.input.stuck_at);
  member(input, "written_at", reframe.input.written_at);
  member(input, "lost_written_at", reframe.input.lost_written_at);
  write_list(input.key("lost"), reframe.lost, [&](const DealReframe::Lost& lost) {
    json_text::Object one(out);
    one.string("cause", lost.cause);
    one.string("lost_at", to_string(lost.lost_at));
    one.close();
  });
  input.close();
}

// M44's measure: how many of the calls in that time moved something on.
void write_success(std::string& out, const DealReframe& reframe, Instant from, Instant to) {
  std::int64_t n = 0, successful = 0;
  for (std::size_t i = 0; i < reframe.held_calls.size(); ++i) {
    const Instant at = reframe.held_calls[i].held_at;
    if (at < from || at >= to || !reframe.outcomes[i]) continue;
    ++n;
    successful += method::is_successful(*reframe.outcomes[i]);
  }
  json_text::Object object(out);
  object.integer("n", n);
  member(object, "success_rate", n > 0 ? std::optional(static_cast<double>(successful) / static_cast<double>(n)) : std::nullopt);
  object.close();
}

}  // namespace

bool same_words(std::string_view a, std::string_view b) {
  const std::string words = words_of(a);
  return !words.empty() && words == words_of(b);
}

DealReframe deal_reframe(storage::Session& session, const Actor& actor, const Uuid& opportunity_id, Instant now,
                         const std::optional<Uuid>& but) {
  DealReframe result;
  result.cards = storage::select_records<ReframeCard>(session, actor.workspace_id, "opportunity_id = ?2 ORDER BY created_at DESC, id DESC",
                                                      {opportunity_id});
  if (but) std::erase_if(result.cards, [&](const ReframeCard& card) { return card.id.uuid == *but; });
  result.now = now;
  method::ReframeInput& input = result.input;
  if (!result.cards.empty()) {
    result.held_calls = storage::select_records<Call>(
        session, actor.workspace_id, "opportunity_id = ?2 AND held_at <= ?3 AND status = 'held' ORDER BY held_at, id",
        {opportunity_id, now.ms});
    const auto commitments = commitments_of_calls(session, actor.workspace_id, result.held_calls);
    for (const Call& call : result.held_calls) {
      const auto found = commitments.find(call.id.uuid);
      result.outcomes.push_back(outcome_of(call, found == commitments.end() ? std::vector<Commitment>{} : found->second));
    }
  }
  if (!result.cards.empty()) input.written_at = result.cards.front().created_at;
  if (const auto row = storage::find_position(session, actor.workspace_id, Unit::opportunity, opportunity_id)) {
    if (!row->on_wheel) return result;  // what is over is not thought anew; a lost deal is taken up as a deal of its own
    input.stuck_at = row->stuck_at;
    if (row->stuck_at && *row->stuck_at <= now) {
      const auto& settings = method::default_stage_settings();
      result.dwell_days = std::max<std::int64_t>(0, age_days(now, row->entered_at));
      result.line_days =
          static_cast<std::int64_t>(settings.norm_dwell_days[static_cast<std::size_t>(row->stage)] * settings.stuck_factor);
    }
  }
  const auto calls = continuations(session, actor.workspace_id, opportunity_id, now);
  for (const Call& call : calls) result.calls.push_back(call.id.uuid);
  if (!calls.empty()) input.continued_at = calls.front().held_at;
  read_lost(result, session, actor, opportunity_id, now, but);
  result.forced = method::evaluate_reframe(input, now);
  return result;
}

void write_forced(std::string& out, const DealReframe& reframe) {
  if (!reframe.forced.cause) {
    out += "null";
    return;
  }
  const bool stuck = *reframe.forced.cause == ReframeCause::stuck;
  json_text::Object object(out);
  member(object, "cause", *reframe.forced.cause);
  member(object, "since", reframe.forced.since);
  member(object, "dwell_days", stuck ? reframe.dwell_days : std::nullopt);
  member(object, "line_days", stuck ? reframe.line_days : std::nullopt);
  const bool continued = *reframe.forced.cause == ReframeCause::continuations;
  const bool lost = *reframe.forced.cause == ReframeCause::lost_alike;
  write_ids(object.key("calls"), continued ? reframe.calls : std::vector<Uuid>{});
  std::vector<Uuid> deals;
  std::optional<std::string> reason;
  for (const DealReframe::Lost& one : reframe.lost) {
    if (!lost || one.cause != reframe.lost_cause) continue;
    if (!reason) reason = one.reason;
    deals.push_back(one.id);
  }
  write_ids(object.key("deals"), deals);
  member(object, "reason", reason);
  write_input(object.key("input"), reframe);
  object.close();
}

void write_reframe(std::string& out, const DealReframe& reframe) {
  json_text::Object object(out);
  write_forced(object.key("forced"), reframe);
  write_list(object.key("cards"), reframe.cards, [&](const ReframeCard& card) {
    out += '{';
    write_json_members(out, card);
    write_success(out += ",\"before\":", reframe, {card.created_at.ms - kMeasuredDays * kMsPerDay}, card.created_at);
    write_success(out += ",\"after\":", reframe, card.created_at, {card.created_at.ms + kMeasuredDays * kMsPerDay});
    out += '}';
  });
  object.close();
}

}  // namespace wheelhouse::service
