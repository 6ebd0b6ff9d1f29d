#include "service/suggest_promises.h"

#include <algorithm>

#include "service/suggest_evidence.h"

namespace wheelhouse::service {
namespace {

struct ActionWording {
  CommitmentAction action;
  std::string_view phrases;
};
using enum CommitmentAction;
// In order of weight: the first that fits names the promise.
constexpr ActionWording kActions[] = {
    {meet_senior,
     "引荐|介绍*总|约*总|见*总|约*老板|约*领导|安排*领导|introduce us|introduce me|introduce * to|meeting with the ceo|meeting with the "
     "cfo|"
     "meet the ceo|meet the cfo|meet the director|meet his boss|meet her boss"},
    {visit_reference, "参观案例|参观*客户|看案例|考察*客户|visit * reference|visit a reference|visit * customer|reference call"},
    {arrange_test,
     "安排测试|安排试用|安排试点|做测试|做试点|试用|试点|arrange a test|arrange the test|arrange a trial|set up a trial|set up a pilot|run "
     "a pilot|"
     "run a trial|arrange a pilot"},
    {invite, "邀请|请我们参加|叫我们参加|invite"},
    {present_internally,
     "内部汇报|内部介绍|向*汇报|跟领导汇报|上会汇报|present internally|present it to|present to the board|report to the board|brief "
     "his|brief her"},
    {set_criteria,
     "定标准|列要求|列清单|列需求|整理需求|write the requirements|list the requirements|set the criteria|define the criteria|draw up the "
     "requirements"},
    {agree_contract_step,
     "签合同|签约|过合同|审合同|走合同|确认条款|法务|sign the contract|review the contract|legal review|agree the terms|sign off"},
    {purchase, "下单|下订单|订购|付定金|place the order|place an order|buy|issue the po|issue a po"},
    {give_data,
     "发*数据|给*数据|提供*数据|发*资料|给*资料|提供*资料|发*报表|给*报表|发*清单|给*清单|发*图纸|给*图纸|把*发|发给我们|发过来|给我们数据|"
     "send|share the|"
     "provide|give us"},
    {think_about_it, "考虑一下|考虑考虑|想一想|再想想|研究一下|研究研究|think about it|think it over|consider it"},
};

// What a seller does next; without a subject it is his.
constexpr std::string_view kOurWork =
    "发|报价|约|拜访|跟进|准备|提交|打电话|回电话|回复|安排|递交|整理|送|寄|做方案|写方案|出方案|演示|汇报|联系|确认|给|补|改|call|send|prepare|follow up|schedule|"
    "visit|submit|email|e-mail|quote|share|draft|book|arrange|present|deliver|write|check|confirm|meet";
constexpr std::string_view kCustomerSubjects = "他|她|他们|她们|客户|对方|甲方|he|she|they|the customer|the client|customer";
constexpr std::string_view kOurSubjects = "我|我们|我方|咱们|i|we|i'll|we'll";
constexpr std::string_view kPromiseWords =
    "答应|承诺|同意|会|愿意|保证|将|要|promised|agreed|agrees|will|is going to|are going to|committed|offered|'ll";
constexpr std::string_view kTitles = "总|经理|主任|部长|处长|科长|院长|所长|老师|工|董|库长|厂长|局长|书记|先生|女士|小姐|校长|行长|主管|老板";

bool is_latin(char32_t c) { return c >= U'a' && c <= U'z'; }

std::optional<CommitmentAction> action_in(const SuggestText& text, const TextRange& clause, TextRange& where) {
  static const auto compiled = [] {
    std::vector<std::pair<CommitmentAction, PhraseList>> list;
    for (const ActionWording& wording : kActions) list.emplace_back(wording.action, phrase_list(wording.phrases));
    return list;
  }();
  for (const auto& [action, phrases] : compiled)
    if (const auto found = find_any(phrases, text, clause)) {
      where = *found;
      return action;
    }
  return std::nullopt;
}

// What is still to come. Something told of today has mostly happened: 今天拜访了…; a limit has not: 今天之前, by today.
const FoundDate* date_in(const SuggestText& text, const std::vector<FoundDate>& dates, const TextRange& range, Date today) {
  static const PhraseList limits = phrase_list("前|by|before|until");
  for (const FoundDate& date : dates)
    if (range.contains(date.range) && (date.date > today || (date.date == today && find_any(limits, text, date.range)))) return &date;
  return nullptr;
}

// Where a clause begins, a date that leads it left out.
std::size_t beginning_of(const SuggestText& text, const TextRange& clause, const FoundDate* date) {
  std::size_t start = clause.from;
  const auto blanks = [&] {
    while (start < clause.to && text.at(start) == U' ') ++start;
  };
  blanks();
  if (date && date->range.from <= start) {
    start = std::min(date->range.to, clause.to);
    blanks();
  }
  return start;
}

// What one clause says of who does what.
struct Clause {
  TextRange range;
  const FoundDate* date = nullptr;
  std::optional<std::size_t> named;  // a person of the customer
  std::optional<CommitmentAction> action;
  bool promised = false;  // 答应, will …
  bool quoted = false;    // the customer's own words: "we" is the customer there
  bool refused = false;   // denied, or only if
  bool we_act = false, they_act = false, of_them = false;

  std::optional<Date> due_on() const { return date ? std::optional(date->date) : std::nullopt; }
};

Clause read_clause(const SuggestText& text, const TextRange& range, const std::vector<FoundDate>& dates,
                   const std::vector<FoundPerson>& people, Date today) {
  static const PhraseList customer_words = phrase_list(kCustomerSubjects), our_words = phrase_list(kOurSubjects),
                          promise_words = phrase_list(kPromiseWords);
  Clause clause;
  clause.range = range;
  clause.date = date_in(text, dates, range, today);
  const std::size_t start = beginning_of(text, range, clause.date);
  bool person_leads = false;
  for (const FoundPerson& person : people) {
    if (!range.contains(person.range)) continue;
    if (!clause.named) clause.named = person.person;
    person_leads = person_leads || person.range.from <= start;
  }
  TextRange where{range.from, std::min(range.from + 1, range.to)};
  clause.action = action_in(text, range, where);
  clause.promised = find_any(promise_words, text, range).has_value();
  clause.quoted = text.quotation_around(where).has_value();
  clause.refused = is_denied(text, clause.action ? where : range) ||
                   (clause.action && *clause.action != think_about_it && is_conditional(text, where));
  const auto we = find_any(our_words, text, range);
  // "给我们": we receive, so it is theirs.
  clause.we_act = we && (!clause.action || we->from < where.from) && !clause.quoted;
  const bool they = find_any(customer_words, text, range).has_value();
  clause.they_act = clause.quoted || (!clause.we_act && (they || clause.named) && clause.promised);
  clause.of_them = !clause.we_act && (they || person_leads);
  return clause;
}

// "下一步：下周三发报价", "Next: call Anna on Friday": what the writer calls the next step himself, whoever does what in it.
std::optional<SuggestedNextStep> named_step(const SuggestText& text, const std::vector<FoundDate>& dates, Date today) {
  static constexpr std::u32string_view kLabels[] = {U"下一步",    U"下一步计划", U"下一步行动", U"下一步工作", U"下步",       U"下步计划",
                                                    U"next step", U"next steps", U"next",       U"next action", U"next actions"};
  for (const TextRange& label : text.clauses()) {
    if (label.to == 0 || text.at(label.to - 1) != U':') continue;  // also the full-width one, folded
    TextRange words{label.from, label.to - 1};
    static constexpr std::u32string_view kMarks = U" \t\r\u3000-*•·#【】[]";
    const auto is_mark = [&](std::size_t i) { return kMarks.find(text.at(i)) != std::u32string_view::npos; };
    while (words.from < words.to && is_mark(words.from)) ++words.from;
    while (words.to > words.from && is_mark(words.to - 1)) --words.to;
    const std::u32string_view named = std::u32string_view(text.folded()).substr(words.from, words.to - words.from);
    if (std::find(std::begin(kLabels), std::end(kLabels), named) == std::end(kLabels)) continue;
    // What follows, in its line or, when the label has a line of its own, in the next.
    TextRange rest{label.to, label.to};
    while (text.original(rest).empty() && rest.to < text.size()) rest.to = text.sentence_of({rest.to, rest.to + 1}).to;
    if (text.original(rest).empty()) continue;
    const auto date = std::find_if(dates.begin(), dates.end(),
                                   [&](const FoundDate& found) { return rest.contains(found.range) && found.date >= today; });
    const FoundDate* due = date == dates.end() ? nullptr : &*date;
    SuggestedNextStep step{text.original({beginning_of(text, rest, due), rest.to}), due ? std::optional(due->date) : std::nullopt};
    if (step.text.empty()) step.text = text.original(rest);
    return step;
  }
  return std::nullopt;
}

}  // namespace

std::vector<FoundPerson> find_people(const SuggestText& text, const std::vector<NamedPerson>& people) {
  std::vector<FoundPerson> found;
  const auto add_all = [&](const Phrase& phrase, std::size_t person) {
    TextRange rest{0, text.size()};
    while (const auto range = phrase.find(text, rest)) {
      rest.from = range->to;
      const bool known = std::any_of(found.begin(), found.end(), [&](const FoundPerson& f) {
        return f.person == person && f.range.from < range->to && range->from < f.range.to;
      });
      if (!known) found.push_back({*range, person});
    }
  };
  // Keys that name one person only; those of several name nobody.
  std::vector<std::pair<std::string, std::size_t>> keys;
  for (std::size_t i = 0; i < people.size(); ++i) {
    const SuggestText name(people[i].name);
    if (name.size() >= 2) add_all(Phrase(people[i].name), i);
    if (name.size() > 0 && is_latin(name.at(0))) {
      std::size_t from = 0;
      for (std::size_t at = 0; at <= name.size(); ++at) {
        if (at < name.size() && name.at(at) != U' ' && name.at(at) != U'-') continue;
        if (at - from >= 3) keys.emplace_back(name.original({from, at}), i);
        from = at + 1;
      }
    } else if (name.size() >= 2 && name.size() <= 4) {
      const std::string family = name.original({0, 1});
      std::string_view titles = kTitles;
      while (!titles.empty()) {
        const std::size_t bar = std::min(titles.find('|'), titles.size());
        keys.emplace_back(family + std::string(titles.substr(0, bar)), i);
        titles.remove_prefix(std::min(bar + 1, titles.size()));
      }
    }
  }
  for (const auto& [key, person] : keys) {
    const bool shared =
        std::any_of(keys.begin(), keys.end(), [&](const auto& other) { return other.second != person && other.first == key; });
    if (!shared) add_all(Phrase(key), person);
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.range.from < b.range.from; });
  return found;
}

SuggestedPromises suggest_promises(const SuggestText& text, const std::vector<FoundDate>& dates, const std::vector<FoundPerson>& people,
                                   Date today) {
  static const PhraseList our_work = phrase_list(kOurWork);
  SuggestedPromises result;
  std::optional<SuggestedCommitment> ours;
  std::optional<SuggestedNextStep> undated;
  std::optional<std::size_t> speaker;  // the last person named: "林总…，他会…"
  for (const TextRange& range : text.clauses()) {
    const Clause clause = read_clause(text, range, dates, people, today);
    if (clause.named) speaker = clause.named;
    if (clause.refused) continue;
    if (clause.they_act || clause.of_them) {
      if (clause.action && clause.they_act && (clause.date || clause.promised) && !result.commitment)
        result.commitment = SuggestedCommitment{CommitmentWho::customer, *clause.action, text.original(range), clause.due_on(),
                                                clause.named ? clause.named : speaker};
      continue;
    }
    if (!find_any(our_work, text, range) || (!clause.date && !clause.we_act)) continue;
    if (clause.we_act && clause.promised && !ours)
      ours = SuggestedCommitment{CommitmentWho::us, clause.action.value_or(other), text.original(range), clause.due_on(), std::nullopt};
    SuggestedNextStep step{text.original({beginning_of(text, range, clause.date), range.to}), clause.due_on()};
    if (clause.date && !result.next_step) result.next_step = std::move(step);
    else if (!clause.date && !undated) undated = std::move(step);
  }
  if (!result.next_step) result.next_step = std::move(undated);
  if (auto named = named_step(text, dates, today)) result.next_step = std::move(named);
  if (!result.commitment) result.commitment = std::move(ours);
  return result;
}

}  // namespace wheelhouse::service
