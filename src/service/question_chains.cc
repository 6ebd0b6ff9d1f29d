#include "service/question_chains.h"

#include <algorithm>

#include "service/json_parts.h"
#include "service/question_bank.h"
#include "service/stage_shown.h"
#include "storage/record_store.h"

namespace wheelhouse::service {
namespace {

method::QuestionChain plan_chain(const NeedRecord& record, const std::vector<Question>& questions) {
  return {intensity_of(record.need), record.need.facts_on_file, question_counts(questions)};
}

method::RunChain run_chain(const NeedRecord& record, const std::vector<Question>& questions) {
  method::RunChain chain;
  chain.intensity = intensity_of(record.need);
  chain.facts_on_file = record.need.facts_on_file;
  chain.volunteered = record.need.volunteered;
  for (const Question& q : questions) chain.questions.push_back({q.type, q.asked, q.answered, q.accepted, q.on_file, q.deliverable});
  return chain;
}

// Of a call: the part of each chain that belongs to it.
std::vector<Question> of_call(const std::vector<Question>& questions, const std::optional<Uuid>& call_id) {
  if (!call_id) return questions;
  std::vector<Question> kept;
  for (const Question& q : questions)
    if (q.call_id && q.call_id->uuid == *call_id) kept.push_back(q);
  return kept;
}

void write_mix(json_text::Object& run, const method::RunScore& score) {
  if (!score.mix) return run.null("mix");
  json_text::Object mix(run.key("mix"));
  for (std::size_t t = 0; t < method::kQuestionTypes; ++t) mix.number(to_string(static_cast<QuestionType>(t)), (*score.mix)[t]);
  mix.close();
}

}  // namespace

QuestionChains question_chains(storage::Session& session, std::int64_t workspace_id, const Uuid& opportunity_id,
                               const std::optional<Uuid>& call_id) {
  return question_chains(session, workspace_id, opportunity_id, call_id,
                         needs_with_parts(session, workspace_id, "opportunity_id", opportunity_id));
}

QuestionChains question_chains(storage::Session& session, std::int64_t workspace_id, const Uuid& opportunity_id,
                               const std::optional<Uuid>& call_id, std::vector<NeedRecord> needs) {
  QuestionChains chains;
  chains.stage = stage_shown(session, workspace_id, opportunity_id);
  for (NeedRecord& record : needs)
    if (is_open(record.need.state)) chains.needs.push_back(std::move(record));
  std::vector<method::QuestionChain>& planned = chains.planned;
  std::vector<method::RunChain>& run = chains.asked;
  for (std::size_t i = 0; i < chains.needs.size(); ++i) {
    const auto questions = of_call(chains.needs[i].questions, call_id);
    if (questions.empty() && call_id) continue;  // a call is measured by the chains it takes up
    planned.push_back(plan_chain(chains.needs[i], questions));
    run.push_back(run_chain(chains.needs[i], questions));
    chains.chained.push_back(i);
    chains.items.insert(chains.items.end(), questions.begin(), questions.end());
  }
  const std::string where = std::string("opportunity_id = ?2 AND need_id IS NULL") + (call_id ? " AND call_id = ?3" : "");
  std::vector<SqlValue> values{opportunity_id};
  if (call_id) values.emplace_back(*call_id);
  for (Question& q : storage::select_records<Question>(session, workspace_id, where + " ORDER BY position, id", values))
    chains.items.push_back(std::move(q));
  // The records' own limits keep every input in range.
  if (auto score = method::evaluate_question_plan(planned)) chains.plan = std::move(*score);
  if (auto score = method::evaluate_question_run(chains.stage, run)) chains.run = std::move(*score);
  return chains;
}

NextQuestion next_question(const QuestionChains& chains) {
  const NeedRecord* weightiest = nullptr;
  QuestionType missing{};
  for (const NeedRecord& record : chains.needs) {
    if (record.need.state == NeedState::confirmed) continue;
    const auto type = method::missing_question(record.need.state, record.need.facts_on_file, question_counts(record.questions));
    if (!type) continue;
    if (weightiest && intensity_of(record.need).value_or(0) <= intensity_of(weightiest->need).value_or(0)) continue;
    weightiest = &record;
    missing = *type;
  }
  if (weightiest) return {missing, weightiest->need.id.uuid, std::string(method::template_for(missing))};
  const auto suggested = method::question_out_of(chains.stage);
  return {suggested.type, std::nullopt, std::string(suggested.template_id)};
}

void write_next_question(std::string& out, const NextQuestion& next) {
  json_text::Object object(out);
  member(object, "type", next.type);
  member(object, "need_id", next.need_id);
  object.string("template_id", next.template_id);
  write_template_text(object.key("text"), next.template_id);
  json_text::Object spoken(object.key("spoken"));
  spoken.string("zh", spoken_text("zh-CN", next.template_id));
  spoken.string("en", spoken_text("en", next.template_id));
  spoken.close();
  object.close();
}

void write_plan_input(std::string& out, const QuestionChains& chains) {
  json_text::Object input(out);
  write_list(input.key("chains"), chains.planned, [&](const method::QuestionChain& chain) {
    json_text::Object one(out);
    member(one, "intensity", chain.intensity);
    one.boolean("facts_on_file", chain.facts_on_file);
    for (std::size_t t = 0; t < method::kQuestionTypes; ++t)
      one.integer(std::string(to_string(static_cast<QuestionType>(t))) + "_count", chain.counts[t]);
    one.close();
  });
  input.close();
}

namespace {

void write_run_input(std::string& out, const QuestionChains& chains) {
  json_text::Object input(out);
  member(input, "stage", chains.stage);
  write_list(input.key("chains"), chains.asked, [&](const method::RunChain& chain) {
    json_text::Object one(out);
    member(one, "intensity", chain.intensity);
    one.boolean("facts_on_file", chain.facts_on_file);
    one.boolean("volunteered", chain.volunteered);
    write_list(one.key("questions"), chain.questions, [&](const method::Question& question) {
      json_text::Object entry(out);
      member(entry, "type", question.type);
      entry.boolean("asked", question.asked);
      entry.boolean("answered", question.answered);
      entry.boolean("accepted", question.accepted);
      entry.boolean("on_file", question.on_file);
      entry.boolean("deliverable", question.deliverable);
      entry.close();
    });
    one.close();
  });
  input.close();
}

}  // namespace

void write_question_chains(std::string& out, const QuestionChains& chains) {
  json_text::Object object(out);
  json_text::Object plan(object.key("plan"));
  plan.number("score", chains.plan.score);
  write_plan_input(plan.key("input"), chains);
  plan.close();

  const auto question_at = [&](const method::Fault& fault) -> const Question* {
    std::size_t seen = 0;
    const Uuid need = chains.needs[chains.chained[fault.chain]].need.id.uuid;
    for (const Question& q : chains.items)
      if (q.need_id && q.need_id->uuid == need && seen++ == fault.question) return &q;
    return nullptr;
  };
  json_text::Object run(object.key("run"));
  run.number("score", chains.run.score);
  write_list(run.key("faults"), chains.run.faults, [&](const method::Fault& fault) {
    json_text::Object entry(out);
    const Question* question = question_at(fault);
    entry.string("need_id", to_string(chains.needs[chains.chained[fault.chain]].need.id));
    member(entry, "question_id", question ? std::optional(question->id.uuid) : std::nullopt);
    member(entry, "fault", fault.fault);
    entry.close();
  });
  write_mix(run, chains.run);
  run.boolean("warn_situation", chains.run.warn_situation);
  run.boolean("warn_depth", chains.run.warn_depth);
  write_run_input(run.key("input"), chains);
  run.close();

  std::size_t at = 0;
  write_list(object.key("chains"), chains.chained, [&](std::size_t index) {
    const NeedRecord& record = chains.needs[index];
    json_text::Object entry(out);
    entry.string("need_id", to_string(record.need.id));
    entry.string("need_text", record.need.text);
    member(entry, "state", record.need.state);
    member(entry, "intensity", intensity_of(record.need));
    entry.number("plan_score", chains.plan.chain_scores[at++]);
    std::vector<Uuid> ids;
    for (const Question& q : chains.items)
      if (q.need_id == record.need.id) ids.push_back(q.id.uuid);
    write_ids(entry.key("question_ids"), ids);
    entry.close();
  });
  write_list(object.key("items"), chains.items, [&](const Question& question) {
    out += '{';
    write_json_members(out, question);
    out += ",\"fits_stage\":";
    json_text::append_string(
        out, to_string(method::question_fits_stage(question.type, chains.stage) ? method::QuestionFit::ok : method::QuestionFit::info));
    std::optional<method::QuestionFault> named;
    for (const method::Fault& fault : chains.run.faults)
      if (!named && question_at(fault) == &question) named = fault.fault;
    out += ",\"fault\":";
    Kind<std::optional<method::QuestionFault>>::write_json(out, named);
    out += '}';
  });
  write_next_question(object.key("next"), next_question(chains));
  object.close();
}

}  // namespace wheelhouse::service
