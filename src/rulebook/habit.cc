// C18 on JSON.
#include "method/habit.h"

#include "rulebook/answer.h"
#include "rulebook/rule.h"

namespace wheelhouse::rulebook {
namespace {

using namespace method;

struct Diary {
  HabitInput input;
  std::vector<Arrival> arrivals;
};

Diary read_diary(const Input& in) {
  Diary diary;
  diary.input.today = in["today"].date();
  in["log"].each_member([&](std::string_view name, const Input& entry) {
    const bool done = entry.integer({0, 1}) == 1;
    const auto date = parse_date(name);
    if (date) diary.input.log[*date] = done;
    else entry.refuse("bad_date");
  });
  for (const Date date : in["leave"].list([](const Input& item) { return item.date(); })) diary.input.leave.insert(date);
  diary.arrivals = in["arrivals"].list([](const Input& item) { return Arrival{item["start"].instant(), item["arrived"].instant()}; });
  return diary;
}

std::string answer_habit(const Diary& diary) {
  HabitInput input = diary.input;
  input.arrivals = diary.arrivals;
  const HabitResult result = evaluate_habit(input);
  return Answer().set("rate", result.rate).set("streak", result.streak).set("on_time", result.on_time).text();
}

}  // namespace

std::vector<Rule> habit_rules() { return {make_rule<read_diary, answer_habit>({"C18", "rule.C18"})}; }

}  // namespace wheelhouse::rulebook
