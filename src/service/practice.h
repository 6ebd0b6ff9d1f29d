// A person's attempts at quizzes, drills and cases (METHOD §10): graded once, when they are handed in, and never changed. They are his
// alone; a facilitator learns how often each answer was given, and by nobody in particular.
#pragma once
#include <boost/json/fwd.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "service/actor.h"
#include "service/practice_content.h"
#include "storage/session.h"

namespace wheelhouse::service {

using Answers = std::map<std::string, std::string, std::less<>>;  // choice by item

struct Grade {
  double score = 0;                 // per cent
  std::optional<double> agreement;  // Cohen's kappa with the model; null where nothing is compared so, or where it is undefined
};
Grade grade(const Sheet& sheet, const Answers& answers);

struct Attempt {
  Uuid id;
  AttemptKind kind{};
  std::string subject;
  Answers answers;
  std::optional<double> score, agreement;
  Instant submitted_at;
};
// Of one person, oldest first; the latest kAttemptsShown of a subject.
constexpr std::size_t kAttemptsShown = 50;
std::vector<Attempt> attempts_of(storage::Session& session, std::int64_t workspace_id, const Uuid& user_id);
std::vector<Attempt> attempts_at(storage::Session& session, std::int64_t workspace_id, const Uuid& user_id, AttemptKind kind,
                                 std::string_view subject);

// {"kind","subject","answers":{item: choice}}, every item answered. Errors: invalid by field; not_found for an unknown subject;
// forbidden without a person.
Result<Attempt> hand_in(storage::Session& session, const Actor& actor, const boost::json::object& input, Instant now);

// The attempt with what would have been right and why, and what came before it.
void write_graded(std::string& out, storage::Session& session, const Actor& actor, const Attempt& attempt);
// All modules with the person's own state, and the cases.
Result<void> write_practice(std::string& out, storage::Session& session, const Actor& actor);
Result<void> write_module(std::string& out, storage::Session& session, const Actor& actor, std::string_view key);
// The model answer only once the person has answered.
Result<void> write_case(std::string& out, storage::Session& session, const Actor& actor, std::string_view key);

// How often each answer stands in the latest attempts of the facilitator's people: coaches, managers, administrators. Below
// kVotersLeast people nothing is told: it would tell who said it. Errors: forbidden, not_found.
constexpr std::int64_t kVotersLeast = 3;
Result<void> write_votes(std::string& out, storage::Session& session, const Actor& actor, std::string_view key);

// All that is kept of a person's practice, as an export holds it (service/privacy.h).
void write_attempts(std::string& out, storage::Session& session, std::int64_t workspace_id, const Uuid& user_id);

}  // namespace wheelhouse::service
