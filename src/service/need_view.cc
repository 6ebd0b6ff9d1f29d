#include "service/need_view.h"

#include <algorithm>
#include <unordered_map>

#include "method/blank.h"
#include "reflect/sql.h"
#include "service/id_list.h"
#include "service/json_parts.h"
#include "service/present.h"
#include "storage/record_store.h"

namespace wheelhouse::service {
namespace {

// Hands each record of E over that hangs on one of the needs, in the order asked for.
template <Reflected E, class Visit>
void for_each_of(storage::Session& session, std::int64_t workspace_id, const std::vector<Uuid>& needs, std::string_view order,
                 Visit&& visit) {
  for_each_id_slice(needs, [&](const std::vector<Uuid>& slice) {
    std::vector<SqlValue> values{workspace_id};
    const std::string sql = "SELECT " + column_list<E>() + " FROM " + std::string(Entity<E>::collection) +
                            " WHERE workspace_id = ?1 AND need_id IN " + bind_id_list(slice, values) + " ORDER BY " + std::string(order);
    session.query(sql, values, [&](const RowReader& row) {
      E record;
      read_row(record, row);
      visit(std::move(record));
    });
  });
}

// What stands on file for a move: a quote that takes something back counts only since the need stands where it does.
bool has_quote_for(const NeedRecord& record, QuoteKind kind) {
  const bool backward = kind == QuoteKind::denial || kind == QuoteKind::retraction;
  return std::any_of(record.quotes.begin(), record.quotes.end(), [&](const NeedQuote& quote) {
    return quote.kind == kind && proves(quote) && (!backward || quote.said_at >= record.need.state_at);
  });
}

// A move with everything that is on file, and flags that fit, so that only a missing proof can refuse it.
method::NeedTransition move_with_what_is_there(const NeedRecord& record, NeedState to, method::NeedProof proof) {
  method::NeedTransition move;
  move.state = record.need.state;
  move.to = to;
  const bool upper = to == NeedState::explicit_ || to == NeedState::confirmed || to == NeedState::met;
  move.layer = upper ? method::NeedLayer{true, true, true, true} : method::NeedLayer{true, false, false, false};
  move.quote_kind = method::quote_kind_for(proof);
  move.has_quote = move.quote_kind && has_quote_for(record, *move.quote_kind);
  move.accepted_implications = accepted_implications(record.questions);
  move.volunteered = move.has_quote;  // whether it was said unled is for the person to say
  return move;
}

void write_moves(std::string& out, const NeedRecord& record) {
  out += '[';
  bool first = true;
  for (std::size_t i = 0; i < enum_size<NeedState>(); ++i) {
    const auto to = static_cast<NeedState>(i);
    const auto proof = method::proof_for(record.need.state, to);
    if (!proof) continue;
    if (!first) out += ',';
    first = false;
    const auto result = method::evaluate_need_transition(move_with_what_is_there(record, to, *proof));
    json_text::Object move(out);
    member(move, "to", to);
    move.boolean("allowed", result.allowed);
    member(move, "reason", result.reason);
    member(move, "needs", *proof);
    move.close();
  }
  out += ']';
}

}  // namespace

std::vector<NeedRecord> needs_with_parts(storage::Session& session, std::int64_t workspace_id, std::string_view column, const Uuid& id) {
  std::vector<NeedRecord> records;
  std::unordered_map<Uuid, std::size_t> places;
  std::vector<Uuid> ids;
  for (Need& need : storage::select_records<Need>(session, workspace_id, std::string(column) + " = ?2 ORDER BY id", {id})) {
    places.emplace(need.id.uuid, records.size());
    ids.push_back(need.id.uuid);
    records.push_back({std::move(need), {}, {}});
  }
  for_each_of<NeedQuote>(session, workspace_id, ids, "said_at, id",
                         [&](NeedQuote quote) { records[places.at(quote.need_id.uuid)].quotes.push_back(std::move(quote)); });
  for_each_of<Question>(session, workspace_id, ids, "position, id",
                        [&](Question question) { records[places.at(question.need_id->uuid)].questions.push_back(std::move(question)); });
  return records;
}

method::NeedLayer layer_of(const Need& need) { return {need.visible, need.conscious, need.surface, need.clear}; }

std::optional<double> intensity_of(const Need& need) {
  const auto small = [](const std::optional<std::int64_t>& v) { return v ? std::optional<int>(static_cast<int>(*v)) : std::nullopt; };
  const auto intensity = method::need_intensity(small(need.severity), small(need.urgency), small(need.reach));
  return intensity ? *intensity : std::nullopt;  // the record's own limits keep each within 1..5
}

int accepted_implications(const std::vector<Question>& questions) {
  return static_cast<int>(std::count_if(questions.begin(), questions.end(), [](const Question& q) {
    return q.type == QuestionType::implication && q.asked && q.answered && q.accepted;
  }));
}

bool proves(const NeedQuote& quote) { return quote.contact_id.has_value() && !method::is_blank(quote.text); }

std::array<int, enum_size<QuestionType>()> question_counts(const std::vector<Question>& questions) {
  std::array<int, enum_size<QuestionType>()> counts{};
  for (const Question& question : questions) ++counts[static_cast<std::size_t>(question.type)];
  return counts;
}

std::optional<double> maturity_of(const std::vector<NeedRecord>& needs) {
  std::vector<method::WeighedNeed> weighed;
  for (const NeedRecord& record : needs) weighed.push_back({record.need.state, intensity_of(record.need)});
  return method::need_maturity_index(weighed);
}

void write_need_extras(std::string& out, const NeedRecord& record, bool whole) {
  out += ",\"intensity\":";
  Kind<std::optional<double>>::write_json(out, intensity_of(record.need));
  out += ",\"layers\":";
  json_text::append_integer(out, method::layer_count(layer_of(record.need)));
  out += ",\"band\":";
  json_text::append_string(out, to_string(method::layer_band(layer_of(record.need))));
  out += ",\"quotes_count\":";
  json_text::append_integer(out, static_cast<std::int64_t>(record.quotes.size()));
  out += ",\"accepted_implications\":";
  json_text::append_integer(out, accepted_implications(record.questions));
  if (!whole) return;
  json_text::Object input(out += ",\"intensity_input\":");  // what rule C3.intensity was given
  member(input, "severity", record.need.severity);
  member(input, "urgency", record.need.urgency);
  member(input, "reach", record.need.reach);
  input.close();
  write_list(out += ",\"quotes\":", record.quotes, [&](const NeedQuote& quote) { write_json(out, quote); });
  write_moves(out += ",\"moves\":", record);
}

void write_extras(std::string& out, storage::Session& session, const Actor& actor, const Need& record, Instant, Detail detail) {
  const auto records = needs_with_parts(session, actor.workspace_id, "id", record.id.uuid);
  if (!records.empty()) write_need_extras(out, records.front(), detail != Detail::row);
}

}  // namespace wheelhouse::service
