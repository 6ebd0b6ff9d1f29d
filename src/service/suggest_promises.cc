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

const FoundDate* date_in(const std::vector<FoundDate>& dates, const TextRange& range, Date today) {
  for (const FoundDate& date : dates)
    if (range.contains(date.range) && date.date >= today) return &date;
  return nullptr;
}

// The clause as a person would write it into the list of things to do: without the date that leads it.
std::string without_leading_date(const SuggestText& text, TextRange clause, const FoundDate* date) {
  if (date) {
    std::size_t start = clause.from;
    while (start < date->range.from && text.at(start) == U' ') ++start;
    if (date->range.from <= start + 1) clause.from = std::min(date->range.to, clause.to);
  }
  return text.original(clause);
}

}  // namespace

std::vector<FoundPerson> find_people(const SuggestText& text, const std::vector<NamedPerson>& people) {
  const TextRange whole{0, text.size()};
  std::vector<FoundPerson> found;
  const auto add = [&](const TextRange& range, std::size_t person) {
    if (std::none_of(found.begin(), found.end(), [&](const FoundPerson& f) { return f.person == person; }))
      found.push_back({range, person});
  };
  // Keys that name one person only; those of several name nobody.
  std::vector<std::pair<std::string, std::size_t>> keys;
  for (std::size_t i = 0; i < people.size(); ++i) {
    const SuggestText name(people[i].name);
    if (name.size() >= 2)
      if (const auto range = Phrase(people[i].name).find(text, whole)) add(*range, i);
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
    if (shared) continue;
    if (const auto range = Phrase(key).find(text, whole)) add(*range, person);
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.range.from < b.range.from; });
  return found;
}

SuggestedPromises suggest_promises(const SuggestText& text, const std::vector<FoundDate>& dates, const std::vector<FoundPerson>& people,
                                   Date today) {
  static const PhraseList customer_words = phrase_list(kCustomerSubjects), our_words = phrase_list(kOurSubjects),
                          promise_words = phrase_list(kPromiseWords), our_work = phrase_list(kOurWork);
  SuggestedPromises result;
  std::optional<SuggestedCommitment> ours;
  std::optional<SuggestedNextStep> undated;
  std::optional<std::size_t> speaker;  // the last person named: "林总…，他会…"
  for (const TextRange& clause : text.clauses()) {
    std::optional<std::size_t> named;
    for (const FoundPerson& person : people)
      if (clause.contains(person.range)) { named = person.person; break; }
    if (named) speaker = named;
    const auto our_subject = find_any(our_words, text, clause);
    const auto customer_subject = find_any(customer_words, text, clause);
    const FoundDate* date = date_in(dates, clause, today);
    TextRange where;
    const auto action = action_in(text, clause, where);
    // In the customer's own words "we" is the customer.
    const bool quoted = text.quotation_around(action ? where : TextRange{clause.from, clause.from + 1}).has_value();
    const bool refused = is_denied(text, action ? where : clause) || (action && *action != think_about_it && is_conditional(text, where));
    // "给我们": we receive, so it is theirs.
    const bool we_act = our_subject && (!action || our_subject->from < where.from) && !quoted;
    const bool they_act = quoted ? true : !we_act && (customer_subject || named) && find_any(promise_words, text, clause).has_value();
    if (action && they_act && !refused && (date || find_any(promise_words, text, clause)) && !result.commitment) {
      result.commitment = SuggestedCommitment{CommitmentWho::customer, *action, text.original(clause),
                                              date ? std::optional(date->date) : std::nullopt, named ? named : speaker};
      continue;
    }
    if (quoted || refused || they_act || (customer_subject && !we_act)) continue;
    const auto work = find_any(our_work, text, clause);
    if (!work || (!date && !we_act)) continue;
    if (we_act && action && !ours && find_any(promise_words, text, clause))
      ours = SuggestedCommitment{CommitmentWho::us, *action, text.original(clause), date ? std::optional(date->date) : std::nullopt,
                                 std::nullopt};
    SuggestedNextStep step{without_leading_date(text, clause, date), date ? std::optional(date->date) : std::nullopt};
    if (date && !result.next_step) result.next_step = std::move(step);
    else if (!date && !undated) undated = std::move(step);
  }
  if (!result.next_step) result.next_step = std::move(undated);
  if (!result.commitment) result.commitment = std::move(ours);
  return result;
}

}  // namespace wheelhouse::service
