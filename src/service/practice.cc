#include "service/practice.h"

#include <algorithm>
#include <boost/json.hpp>

#include "method/practice.h"
#include "service/access.h"
#include "service/json_parts.h"
#include "service/practice_evidence.h"

namespace wheelhouse::service {
namespace {

// Of one subject, oldest first.
std::vector<const Attempt*> of_sheet(const std::vector<Attempt>& attempts, const Sheet& sheet) {
  std::vector<const Attempt*> found;
  for (const Attempt& attempt : attempts)
    if (attempt.kind == sheet.kind && attempt.subject == sheet.subject) found.push_back(&attempt);
  return found;
}

method::Improvement improvement_of(const std::vector<const Attempt*>& attempts, std::optional<double> Attempt::*figure) {
  std::vector<std::optional<double>> scores;
  for (const Attempt* attempt : attempts) scores.push_back(attempt->*figure);
  return method::evaluate_improvement(scores);
}

void write_improvement(std::string& out, const method::Improvement& improvement) {
  json_text::Object object(out);
  member(object, "latest", improvement.latest);
  member(object, "best", improvement.best);
  member(object, "since_first", improvement.since_first);
  member(object, "since_previous", improvement.since_previous);
  object.close();
}

// {"attempts": 3, "score": {…}, "agreement": {…}}
void write_progress(std::string& out, const std::vector<const Attempt*>& attempts) {
  json_text::Object object(out);
  object.integer("attempts", static_cast<std::int64_t>(attempts.size()));
  write_improvement(object.key("score"), improvement_of(attempts, &Attempt::score));
  write_improvement(object.key("agreement"), improvement_of(attempts, &Attempt::agreement));
  object.close();
}

void write_attempt_members(json_text::Object& object, const Attempt& attempt) {
  object.string("id", to_string(attempt.id));
  member(object, "kind", attempt.kind);
  object.string("subject", attempt.subject);
  member(object, "score", attempt.score);
  member(object, "agreement", attempt.agreement);
  object.string("submitted_at", to_string(attempt.submitted_at));
}

void write_own_attempts(std::string& out, const std::vector<const Attempt*>& attempts) {
  const std::size_t from = attempts.size() > kAttemptsShown ? attempts.size() - kAttemptsShown : 0;
  write_list(out, std::vector(attempts.begin() + static_cast<std::ptrdiff_t>(from), attempts.end()), [&](const Attempt* attempt) {
    json_text::Object object(out);
    write_attempt_members(object, *attempt);
    object.close();
  });
}

// Line by line: own answer, the model's, and why. For who has answered.
void write_review(std::string& out, const Sheet& sheet, const Answers& answers) {
  out += '[';
  for (const SheetGroup& group : sheet.groups)
    for (const SheetItem& item : group.items) {
      if (out.back() != '[') out += ',';
      const auto own = answers.find(item.key);
      json_text::Object object(out);
      object.string("group", group.key);
      object.string("key", item.key);
      if (own == answers.end())
        object.null("own");
      else
        object.string("own", own->second);
      object.string("model", item.answer);
      object.boolean("right", own != answers.end() && own->second == item.answer);
      write_member(object.key("why"), *item.source, "why");
      object.close();
    }
  out += ']';
}

// Null before the first attempt.
void write_latest(std::string& out, const Sheet& sheet, const std::vector<const Attempt*>& attempts) {
  if (attempts.empty()) {
    out += "null";
    return;
  }
  json_text::Object object(out);
  write_attempt_members(object, *attempts.back());
  write_review(object.key("items"), sheet, attempts.back()->answers);
  object.close();
}

std::vector<Attempt> own_attempts(storage::Session& session, const Actor& actor) {
  return actor.user_id ? attempts_of(session, actor.workspace_id, *actor.user_id) : std::vector<Attempt>();
}

// Appends "quiz","drills","evidence","passed".
void write_state(json_text::Object& object, std::string& out, storage::Session& session, const Actor& actor, const Module& module,
                 const std::vector<Attempt>& attempts, bool whole) {
  const auto quiz = of_sheet(attempts, *module.quiz);
  const std::optional<double> best = improvement_of(quiz, &Attempt::score).best;
  json_text::Object quiz_object(object.key("quiz_state"));
  quiz_object.integer("questions", static_cast<std::int64_t>(module.quiz->groups.front().items.size()));
  quiz_object.boolean("passed", method::quiz_passes(best));
  write_progress(quiz_object.key("progress"), quiz);
  if (whole) {
    write_own_attempts(quiz_object.key("attempts"), quiz);
    write_latest(quiz_object.key("latest"), *module.quiz, quiz);
  }
  quiz_object.close();
  write_list(object.key("drill_states"), module.drills, [&](const Sheet* drill) {
    const auto tried = of_sheet(attempts, *drill);
    json_text::Object one(out);
    one.string("key", drill->subject);
    write_progress(one.key("progress"), tried);
    if (whole) {
      write_own_attempts(one.key("attempts"), tried);
      write_latest(one.key("latest"), *drill, tried);
    }
    one.close();
  });
  const WorkEvidence evidence = work_evidence(session, actor, module.evidence);
  write_work_evidence(object.key("evidence"), evidence);
  object.boolean("passed", method::module_passes(best, evidence.done()));
}

bool may_facilitate(const Actor& actor) {
  return actor.role == UserRole::admin || actor.role == UserRole::manager || actor.role == UserRole::coach;
}

}  // namespace

void write_graded(std::string& out, storage::Session& session, const Actor& actor, const Attempt& attempt) {
  const Sheet* sheet = find_sheet(attempt.kind, attempt.subject);
  json_text::Object object(out);
  write_attempt_members(object, attempt);
  object.boolean("passed", attempt.kind == AttemptKind::quiz && method::quiz_passes(attempt.score));
  write_review(object.key("items"), *sheet, attempt.answers);
  const auto attempts = attempts_at(session, actor.workspace_id, *actor.user_id, attempt.kind, attempt.subject);
  write_progress(object.key("progress"), of_sheet(attempts, *sheet));
  object.close();
}

Result<void> write_practice(std::string& out, storage::Session& session, const Actor& actor) {
  const auto attempts = own_attempts(session, actor);
  json_text::Object object(out);
  write_list(object.key("modules"), practice_modules(), [&](const Module& module) {
    json_text::Object one(out);
    one.string("key", module.key);
    one.integer("number", module.number);
    write_member(one.key("title"), *module.source, "title");
    write_member(one.key("goal"), *module.source, "goal");
    write_state(one, out, session, actor, module, attempts, false);
    one.close();
  });
  write_list(object.key("cases"), practice_cases(), [&](const Case& one_case) {
    json_text::Object one(out);
    one.string("key", one_case.key);
    write_member(one.key("title"), *one_case.source, "title");
    write_member(one.key("about"), *one_case.source, "about");
    write_progress(one.key("progress"), of_sheet(attempts, *one_case.sheet));
    one.close();
  });
  object.boolean("may_facilitate", may_facilitate(actor));
  object.close();
  return {};
}

Result<void> write_module(std::string& out, storage::Session& session, const Actor& actor, std::string_view key) {
  const Module* module = find_module(key);
  if (!module) return fail(Error::not_found("practice"));
  json_text::Object object(out);
  write_shown(object.key("module"), *module->source);
  write_state(object, out, session, actor, *module, own_attempts(session, actor), true);
  object.close();
  return {};
}

Result<void> write_case(std::string& out, storage::Session& session, const Actor& actor, std::string_view key) {
  const Case* found = find_case(key);
  if (!found) return fail(Error::not_found("practice"));
  const auto attempts = own_attempts(session, actor);
  const auto own = of_sheet(attempts, *found->sheet);
  json_text::Object object(out);
  write_shown(object.key("case"), *found->source);
  write_progress(object.key("progress"), own);
  write_own_attempts(object.key("attempts"), own);
  write_latest(object.key("latest"), *found->sheet, own);
  if (own.empty()) {
    object.null("model");
  } else {
    json_text::Object model(object.key("model"));
    write_member(model.key("hidden"), *found->source, "hidden");
    write_member(model.key("reasoning"), *found->source, "reasoning");
    model.close();
  }
  object.boolean("may_facilitate", may_facilitate(actor));
  object.close();
  return {};
}

Result<void> write_votes(std::string& out, storage::Session& session, const Actor& actor, std::string_view key) {
  if (!may_facilitate(actor)) return fail(Error::make(Errc::forbidden, "forbidden"));
  const Case* found = find_case(key);
  if (!found) return fail(Error::not_found("practice"));
  std::map<Uuid, Answers> latest;
  session.query(
      "SELECT user_id, answers FROM practice_attempts WHERE workspace_id = ?1 AND kind = ?2 AND subject = ?3 "
      "ORDER BY submitted_at, id",
      {actor.workspace_id, to_string(AttemptKind::case_), key}, [&](const RowReader& row) {
        const Uuid user = row.id(0);
        if (!sees_owner(actor, user) || (actor.user_id && user == *actor.user_id)) return;
        Answers& answers = latest[user];
        answers.clear();
        const auto value = boost::json::parse({row.text(1).data(), row.text(1).size()});
        for (const auto& [item, choice] : value.as_object())
          answers.emplace(std::string(item.data(), item.size()), choice.as_string().c_str());
      });
  const auto people = static_cast<std::int64_t>(latest.size());
  const bool told = people >= kVotersLeast;
  json_text::Object object(out);
  object.integer("people", told ? people : 0);
  object.integer("least", kVotersLeast);
  object.boolean("told", told);
  std::string& items = object.key("items");
  items += '[';
  for (const SheetGroup& group : found->sheet->groups)
    for (const SheetItem& item : group.items) {
      if (!told) break;
      if (items.back() != '[') items += ',';
      json_text::Object one(items);
      one.string("group", group.key);
      one.string("key", item.key);
      json_text::Object counts(one.key("counts"));
      for (const std::string& choice : item.choices)
        counts.integer(choice, std::count_if(latest.begin(), latest.end(), [&](const auto& entry) {
                         const auto answer = entry.second.find(item.key);
                         return answer != entry.second.end() && answer->second == choice;
                       }));
      counts.close();
      one.close();
    }
  items += ']';
  object.close();
  return {};
}

}  // namespace wheelhouse::service
