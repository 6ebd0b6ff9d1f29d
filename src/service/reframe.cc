#include "service/reframe.h"

#include <algorithm>

#include "domain/call.h"
#include "method/stage.h"
#include "service/call_outcome.h"
#include "service/json_parts.h"
#include "storage/position_store.h"
#include "storage/record_store.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace wheelhouse::service {
namespace {

constexpr std::size_t kInARow = 2;

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
  method::ReframeInput input;
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
  write_ids(object.key("calls"), stuck ? std::vector<Uuid>{} : reframe.calls);
  object.close();
}

void write_reframe(std::string& out, const DealReframe& reframe) {
  json_text::Object object(out);
  write_forced(object.key("forced"), reframe);
  write_list(object.key("cards"), reframe.cards, [&](const ReframeCard& card) { write_json(out, card); });
  object.close();
}

}  // namespace wheelhouse::service
