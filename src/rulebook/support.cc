// C12.support and C12.momentum on JSON.
#include "method/support.h"

#include "rulebook/answer.h"
#include "rulebook/rule.h"

namespace wheelhouse::rulebook {
namespace {

using namespace method;

struct People {
  std::vector<std::string> ids;
  std::vector<SupportContact> contacts;
};
People read_people(const Input& in) {
  People people;
  people.contacts = in["contacts"].list([&](const Input& item) {
    people.ids.push_back(item["id"].text());
    SupportContact contact;
    contact.influence = item["influence"].optional_number({0, 5});
    contact.attitude = item["attitude"].optional_int({-2, 2});
    contact.decision_maker = item["decision_maker"].flag();
    contact.level = item["level"].optional_one_of<ContactLevel>();
    contact.meetings_90d = item["meetings_90d"].whole(kNotNegative);
    contact.veto = item["veto"].flag();
    contact.success_probability = item["success_probability"].optional_number(kShare);
    contact.effort = item["effort"].optional_number({1, 5});
    return contact;
  });
  return people;
}
Result<std::string> answer_support(const People& people) {
  const auto result = evaluate_support(people.contacts);
  if (!result) return fail(result.error());
  return Answer()
      .set("coverage", result->coverage)
      .set("levels_reached", result->levels_reached)
      .set("single_thread", result->single_thread)
      .set("sbi", result->sbi)
      .set("known", result->known)
      .set("greyed", result->greyed)
      .set("at_risk", result->at_risk)
      .list("moves", result->moves,
            [&](std::string& out, const SupportMove& move) {
              out += Answer().set("id", people.ids[move.contact]).set("gain", move.gain).set("priority", move.priority).text();
            })
      .set("alliance_formed", result->alliance_formed)
      .text();
}

struct Trend {
  Instant now;
  std::vector<SupportPoint> points;
};
Trend read_trend(const Input& in) {
  return {in["now"].instant(), in["points"].list([](const Input& item) {
            return SupportPoint{item["at"].instant(), item["sbi"].optional_number({-1, 1})};
          })};
}
Result<std::string> answer_momentum(const Trend& trend) {
  const auto result = evaluate_momentum(trend.points, trend.now);
  if (!result) return fail(result.error());
  return Answer().set("slope", result->slope).set("direction", result->direction).text();
}

}  // namespace

std::vector<Rule> support_rules() {
  return {make_rule<read_trend, answer_momentum>({"C12.momentum", "rule.C12.momentum"}),
          make_rule<read_people, answer_support>({"C12.support", "rule.C12.support"})};
}

}  // namespace wheelhouse::rulebook
