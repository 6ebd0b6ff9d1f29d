// C23 on JSON.
#include "method/next_action.h"

#include "rulebook/answer.h"
#include "rulebook/rule.h"

namespace wheelhouse::rulebook {
namespace {

using namespace method;

struct Candidates {
  Instant now;
  std::vector<ActionCandidate> list;
};

Candidates read_candidates(const Input& in) {
  Candidates candidates;
  candidates.now = in["now"].instant();
  candidates.list = in["candidates"].list([](const Input& item) {
    ActionCandidate candidate;
    candidate.id = item["id"].text();
    candidate.rule = item["rule"].whole({1, kActionRules});
    candidate.since = item["since"].instant();
    if (const Input& ours = item["ours"]; ours.given()) candidate.ours = ours.boolean();
    candidate.dismissed_at = item["dismissed_at"].optional_instant();
    return candidate;
  });
  return candidates;
}

Result<std::string> answer_candidates(const Candidates& candidates) {
  const auto ranked = rank_actions(candidates.list, candidates.now);
  if (!ranked) return fail(ranked.error());
  Answer answer;
  answer.list("shown", *ranked, [&](std::string& out, std::size_t i) { append(out, candidates.list[i].id); });
  return answer.text();
}

}  // namespace

std::vector<Rule> next_action_rules() { return {make_rule<read_candidates, answer_candidates>({"C23", "rule.C23"})}; }

}  // namespace wheelhouse::rulebook
