// Handing in, grading and reading back attempts. What the pages show is in practice.cc.
#include <algorithm>
#include <boost/json.hpp>

#include "method/practice.h"
#include "reflect/json.h"
#include "service/json_parts.h"
#include "service/practice.h"

namespace wheelhouse::service {
namespace {

namespace json = boost::json;

std::size_t place_of(const SheetItem& item, std::string_view choice) {
  return static_cast<std::size_t>(std::find(item.choices.begin(), item.choices.end(), choice) - item.choices.begin());
}

double credit_of(const SheetGroup& group, const SheetItem& item, std::string_view choice) {
  if (choice == item.answer) return 1;
  if (!group.near_counts) return 0;
  const double own = static_cast<double>(place_of(item, choice)), model = static_cast<double>(place_of(item, item.answer));
  return 1 - std::abs(own - model) / static_cast<double>(item.choices.size() - 1);
}

std::string pointer_of(std::string_view key) {
  std::string pointer = "/answers/";
  json_read::escape_pointer(pointer, key);
  return pointer;
}

Answers read_answers(const Sheet& sheet, const json::object& input, std::vector<FieldError>& errors) {
  Answers answers;
  for (const SheetGroup& group : sheet.groups) {
    std::vector<std::string> given;
    for (const SheetItem& item : group.items) {
      const auto* value = input.if_contains(item.key);
      if (!value || value->is_null()) {
        errors.push_back({pointer_of(item.key), "required", {}});
        continue;
      }
      std::string choice;
      Params params;
      if (const auto code = json_read::read(*value, choice, {.max_length = 100}, params)) {
        errors.push_back({pointer_of(item.key), code, std::move(params)});
        continue;
      }
      const std::vector<std::string_view> allowed(item.choices.begin(), item.choices.end());
      if (place_of(item, choice) == item.choices.size()) {
        const auto code = json_read::unknown_value(params, allowed, choice);
        errors.push_back({pointer_of(item.key), code, std::move(params)});
        continue;
      }
      if (group.in_order && std::find(given.begin(), given.end(), choice) != given.end())
        errors.push_back({pointer_of(item.key), "place_taken", {{"value", choice}}});
      given.push_back(choice);
      answers.emplace(item.key, std::move(choice));
    }
  }
  for (const auto& [key, value] : input) {
    const std::string_view name{key.data(), key.size()};
    const bool known = std::any_of(sheet.groups.begin(), sheet.groups.end(), [&](const SheetGroup& group) {
      return std::any_of(group.items.begin(), group.items.end(), [&](const SheetItem& item) { return item.key == name; });
    });
    if (!known) errors.push_back({pointer_of(name), "unknown_field", {}});
  }
  return answers;
}

std::string answers_text(const Answers& answers) {
  std::string out;
  json_text::Object object(out);
  for (const auto& [item, choice] : answers) object.string(item, choice);
  object.close();
  return out;
}

Attempt read_attempt(const RowReader& row) {
  Attempt attempt;
  attempt.id = row.id(0);
  attempt.kind = parse_enum<AttemptKind>(row.text(1)).value_or(AttemptKind::quiz);
  attempt.subject = row.text(2);
  const json::value answers = json::parse({row.text(3).data(), row.text(3).size()});
  for (const auto& [key, value] : answers.as_object())
    attempt.answers.emplace(std::string(key.data(), key.size()), std::string(value.as_string().data(), value.as_string().size()));
  if (!row.is_null(4)) attempt.score = row.real(4);
  if (!row.is_null(5)) attempt.agreement = row.real(5);
  attempt.submitted_at = Instant{row.integer(6)};
  return attempt;
}

constexpr std::string_view kRead =
    "SELECT id, kind, subject, answers, score, agreement, submitted_at FROM practice_attempts "
    "WHERE workspace_id = ?1 AND user_id = ?2";

std::vector<Attempt> select_attempts(storage::Session& session, std::string_view tail, std::initializer_list<SqlValue> values) {
  std::vector<Attempt> attempts;
  session.query(std::string(kRead) + std::string(tail), values, [&](const RowReader& row) { attempts.push_back(read_attempt(row)); });
  return attempts;
}

}  // namespace

Grade grade(const Sheet& sheet, const Answers& answers) {
  double credit = 0;
  std::size_t asked = 0, categories = 0;
  std::vector<method::JudgedPair> pairs;
  auto weights = method::AgreementWeights::none;
  for (const SheetGroup& group : sheet.groups)
    for (const SheetItem& item : group.items) {
      ++asked;
      const auto found = answers.find(item.key);
      if (found == answers.end()) continue;
      credit += credit_of(group, item, found->second);
      const std::size_t own = place_of(item, found->second);
      if (!group.agreement || own == item.choices.size()) continue;
      weights = *group.agreement;
      categories = item.choices.size();
      pairs.push_back({own, place_of(item, item.answer)});
    }
  return {method::quiz_score(credit, asked).value_or(0), method::evaluate_agreement(categories, pairs, weights).kappa};
}

std::vector<Attempt> attempts_of(storage::Session& session, std::int64_t workspace_id, const Uuid& user_id) {
  return select_attempts(session, " ORDER BY submitted_at, id", {workspace_id, user_id});
}

std::vector<Attempt> attempts_at(storage::Session& session, std::int64_t workspace_id, const Uuid& user_id, AttemptKind kind,
                                 std::string_view subject) {
  auto attempts = select_attempts(session, " AND kind = ?3 AND subject = ?4 ORDER BY submitted_at DESC, id DESC LIMIT ?5",
                                  {workspace_id, user_id, to_string(kind), subject, static_cast<std::int64_t>(kAttemptsShown)});
  std::reverse(attempts.begin(), attempts.end());
  return attempts;
}

Result<Attempt> hand_in(storage::Session& session, const Actor& actor, const json::object& input, Instant now) {
  if (!actor.user_id) return fail(Error::make(Errc::forbidden, "forbidden"));
  std::vector<FieldError> errors;
  Attempt attempt;
  const auto read = [&](const char* name, auto& out, const Limits& limits) {
    const auto* value = input.if_contains(name);
    Params params;
    const char* code = value && !value->is_null() ? json_read::read(*value, out, limits, params) : "required";
    if (code) errors.push_back({"/" + std::string(name), code, std::move(params)});
  };
  read("kind", attempt.kind, {});
  read("subject", attempt.subject, {.max_length = 100});
  const auto* answers = input.if_contains("answers");
  if (!answers || answers->is_null())
    errors.push_back({"/answers", "required", {}});
  else if (!answers->is_object())
    errors.push_back({"/answers", "not_an_object", {}});
  for (const auto& [key, value] : input)
    if (key != "kind" && key != "subject" && key != "answers") {
      std::string pointer = "/";
      json_read::escape_pointer(pointer, {key.data(), key.size()});
      errors.push_back({std::move(pointer), "unknown_field", {}});
    }
  if (!errors.empty()) return fail(Error::invalid_fields(std::move(errors)));
  const Sheet* sheet = find_sheet(attempt.kind, attempt.subject);
  if (!sheet) return fail(Error::invalid_field("/subject", "unknown_subject"));
  attempt.answers = read_answers(*sheet, answers->get_object(), errors);
  if (!errors.empty()) return fail(Error::invalid_fields(std::move(errors)));

  const Grade graded = grade(*sheet, attempt.answers);
  attempt.id = session.new_id(now.ms);
  attempt.score = graded.score;
  attempt.agreement = graded.agreement;
  attempt.submitted_at = now;
  const auto real = [](const std::optional<double>& value) { return value ? SqlValue(*value) : SqlValue(); };
  session.execute(
      "INSERT INTO practice_attempts (workspace_id, id, user_id, kind, subject, answers, score, agreement, submitted_at) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
      {actor.workspace_id, attempt.id, *actor.user_id, to_string(attempt.kind), std::string_view(attempt.subject),
       answers_text(attempt.answers), real(attempt.score), real(attempt.agreement), now.ms});
  return attempt;
}

void write_attempts(std::string& out, storage::Session& session, std::int64_t workspace_id, const Uuid& user_id) {
  write_list(out, attempts_of(session, workspace_id, user_id), [&](const Attempt& attempt) {
    json_text::Object object(out);
    object.string("id", to_string(attempt.id));
    member(object, "kind", attempt.kind);
    object.string("subject", attempt.subject);
    object.raw("answers", answers_text(attempt.answers));
    member(object, "score", attempt.score);
    member(object, "agreement", attempt.agreement);
    object.string("submitted_at", to_string(attempt.submitted_at));
    object.close();
  });
}

}  // namespace wheelhouse::service
