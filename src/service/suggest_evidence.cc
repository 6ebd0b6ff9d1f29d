#include "service/suggest_evidence.h"

#include <algorithm>
#include <optional>

namespace wheelhouse::service {
namespace {

struct Wording {
  EvidenceCode code;
  std::string_view reason;
  bool deed;          // something done: observed, and not while it is only planned
  bool may_be_doubt;  // a worry is often put as a question or an "if"
  std::string_view phrases;
};

using enum EvidenceCode;
constexpr Wording kWordings[] = {  // difficulties first: difficulty_phrases() says so
    {AK1, "difficulty", false, false,
     "太慢|很慢|经常出错|老出错|总出错|常出错|不太满意|不满意|不满|抱怨|投诉|有点麻烦|太麻烦|很麻烦|成本压力|压力很大|头疼|头痛|难用|"
     "不好用|效率低|效率太低|浪费|"
     "跟不上|忙不过来|不够用|出故障|总坏|老坏|停机|延误|对不上|占用|费时|费力|吃力|"
     "too slow|very slow|keeps failing|keep failing|not happy with|unhappy|dissatisfied|not satisfied|complain~|hard to|struggl~|trouble "
     "with|"
     "worried about|problem with|problems with|issue with|issues with|too many errors|errors|waste~|breaks "
     "down|breakdown~|downtime|delays|takes too long|"
     "eats|eat two|frustrat~|pain point~"},
    {AK3, "deferral", false, false,
     "先不急|不着急|不急|再等等|以后再说|先放一放|暂时不动|今年先不|not urgent|not now|can wait|no rush|later this year|not a priority"},
    {DE_minus, "postponed", false, false,
     "推迟了|项目推迟|延期|搁置|暂停项目|项目暂停|没那么严重|没那么糟|没那么急|postponed|put on hold|on hold|shelved|not that bad|put off"},
    {DE1, "decision", false, false,
     "决定要|已经决定|决定解决|决定换|决定更换|一定要解决|必须解决|必须结束|必须在*解决|今年要解决|年内解决|年内实现|要换掉|计划换|"
     "计划更换|下决心|"
     "decided to|have decided|has decided|must end|must fix|must be fixed|must be solved|need to end|plan to replace|going to replace|will "
     "be replaced|"
     "must solve|has to be solved|by year-end we must"},
    {DE2, "owner_or_budget", true, false,
     "立项|成立了项目组|成立项目组|项目组|预算批了|预算已批|预算已经批|批了预算|预算已经下来|预算下来了|指定*负责|任命*负责|由*牵头|"
     "budget approved|budget is approved|budget has been approved|approved the budget|set aside a budget|project team|kicked off the "
     "project|"
     "put * in charge|appointed"},
    {DE3, "trigger", false, false, "失控|出了事故|大事故|停产|被总部点名|out of control|last straw|recall|line stopped|audit finding~"},
    {CR1, "requirements", false, false,
     "需求清单|要求清单|需求列表|列了要求|列出要求|提了要求|条要求|项要求|我们需要|要找一个能|希望能|requirements list|list of "
     "requirements|requirements are|"
     "we need|i need|looking for|we want|i want"},
    {CR2, "must_haves", false, false,
     "必须有|必须支持|必须能|必须满足|硬性要求|硬性条件|一票否决|must have|must-have|must support|mandatory|non-negotiable|has to support"},
    {CR3, "asks_what_to_look_for", false, true,
     "该看什么|要看哪些|怎么选|选型*注意|有什么标准|应该看哪些|what should we look|what to look for|how do others choose|which criteria"},
    {CR4, "budget_range", false, false,
     "预算大概|预算大约|预算在|预算是|预算有|budget range|budget of|budget is|budget around|budget about"},
    {EV1, "weights", false, false, "权重|打分|评分标准|占*分|占百分之|目标值|weights|weighting|weighted|scored|score each"},
    {EV2, "written_specification", true, false,
     "招标文件|标书|技术规格书|规格书|技术协议|评分表|rfp|rfq|tender document~|spec sheet|written specification|scoring sheet|scorecard"},
    {EV3, "evaluation_group", true, false,
     "评标小组|评审小组|评估小组|选型小组|评审组|evaluation team|evaluation committee|evaluation group|selection committee"},
    {IN1, "checks_us", true, false,
     "试用|试点|试运行|试机|样机测试|来厂参观|来参观|来考察|考察我们|看了演示|演示会|参观案例|打样|pilot|trial|proof of concept|poc|"
     "demo|site visit|reference visit|reference call|visited our"},
    {IN2, "other_supplier", false, false,
     "别家|其他家|另一家|其他供应商|竞争对手|也在看|对比几家|货比三家|other supplier~|other vendor~|another vendor|another "
     "supplier|competitor~|also looking at"},
    {IN3, "due_diligence", true, false, "资质|尽调|尽职调查|背景调查|验厂|due diligence|supplier audit|credit check|audit us|certificates"},
    {CH1, "preference", false, false,
     "首选|倾向你们|倾向于你们|倾向我们|倾向于我们|最后两家|剩两家|入围|二选一|更看好|preferred|shortlist~|final two|down to two|leaning "
     "towards|leaning to us"},
    {CH2, "terms", true, false, "谈价|砍价|付款条件|账期|谈条款|合同条款|谈合同|payment terms|contract terms|negotiat~|discount"},
    {CH3, "risk", false, true, "选错|万一|风险太大|有风险|怕出问题|怕担责|what if|chose wrong|choose wrong|too risky|risky|the risk"},
    {CH4, "approval_route", false, false,
     "审批流程|上会|董事会|办公会|走流程|签字流程|审批时间|approval process|board meeting|sign-off|steering committee|approval by"},
    {RE1, "order", true, false,
     "签了合同|合同已签|合同签了|已经签约|签约了|下单了|下了单|下了订单|采购订单|订单已下|定金已付|中标|signed the contract|contract is "
     "signed|"
     "contract signed|purchase order|placed the order|placed an order|order signed|po received"},
    {RE2, "regret", false, true, "后悔|不该买|当初要是|second thoughts|regret~|should not have bought|buyer's remorse"},
    {RE3, "use_review", true, false, "使用评估|使用回顾|复盘会|使用情况会|usage review|review of use|business review"},
    {SA1, "value_confirmed", false, false,
     "达到预期|达到了承诺|效果达到|兑现了|确实省了|见效了|as promised|met expectations|meets expectations|delivered the savings|achieved "
     "the target"},
};

struct Compiled {
  const Wording* wording;
  PhraseList phrases;
};
const std::vector<Compiled>& compiled() {
  static const std::vector<Compiled> list = [] {
    std::vector<Compiled> all;
    for (const Wording& wording : kWordings) all.push_back({&wording, phrase_list(wording.phrases)});
    return all;
  }();
  return list;
}

TextRange clause_of(const SuggestText& text, const TextRange& range) {
  for (const TextRange& clause : text.clauses())
    if (range.from < clause.to) return {clause.from, std::max(clause.to, range.to)};
  return range;
}

constexpr std::size_t kQuoteMax = 2000;       // characters of Evidence::quote
constexpr std::size_t kDenialReach = 4;         // Chinese: code points before the words
constexpr std::size_t kEnglishDenialReach = 24;  // "does not really have any"

bool is_question(const SuggestText& text, const TextRange& clause) {
  if (clause.to == 0) return false;
  const char32_t last = text.at(clause.to - 1);
  static const PhraseList words = phrase_list("是不是|有没有|会不会|吗");
  return last == U'?' || last == U'？' || find_any(words, text, clause).has_value();
}

// 准备签, 打算试用, "will place": a deed that has not happened.
bool is_planned(const SuggestText& text, const TextRange& range) {
  static const PhraseList words = phrase_list(
      "准备|打算|计划|将要|将会|希望|想|才能|will|going to|plan to|plans to|planning|intend~|want to|wants to|hope to|hopes to");
  const TextRange clause = clause_of(text, range);
  return find_any(words, text, {clause.from, range.from}).has_value();
}

// What is said, from behind "said" to the end of the sentence; nullopt when nobody is said to have said it.
std::optional<TextRange> said_around(const SuggestText& text, const TextRange& range) {
  static const PhraseList words = phrase_list("说|表示|提到|反映|告诉|认为|觉得|said|says|told|mentioned|thinks|complained|feels");
  const TextRange sentence = text.sentence_of(range);
  const auto word = find_any(words, text, {sentence.from, range.from});
  if (!word) return std::nullopt;
  return TextRange{word->to, sentence.to};
}

// 每年损失30万, "three hours a week": the size of a problem.
std::optional<TextRange> measured_problem(const SuggestText& text, const TextRange& clause) {
  static const PhraseList per = phrase_list(
      "每年|一年|每月|一个月|每周|一周|每天|一天|per year|a year|per month|a month|per week|a week|per day|a day|every week|annually");
  static const PhraseList loss =
      phrase_list("损失|浪费|多花|占用|加班|停机|成本|误工|报废|cost~|los~|wast~|overtime|downtime|hours|evenings|scrap|spend~");
  static constexpr std::u32string_view kNumbers = U"0123456789一二三四五六七八九十百千万两半";
  const auto period = find_any(per, text, clause);
  const auto kind = find_any(loss, text, clause);
  if (!period || !kind) return std::nullopt;
  static const PhraseList counted = phrase_list("one|two|three|four|five|six|seven|eight|nine|ten|several");
  bool number = find_any(counted, text, clause).has_value();
  for (std::size_t i = clause.from; i < clause.to && !number; ++i) {
    const bool in_period = period->from <= i && i < period->to;
    number = !in_period && kNumbers.find(text.at(i)) != std::u32string_view::npos;
  }
  if (!number) return std::nullopt;
  return TextRange{std::min(period->from, kind->from), std::max(period->to, kind->to)};
}

SuggestedEvidence make(const SuggestText& text, EvidenceCode code, std::string_view reason, bool deed, const TextRange& range) {
  SuggestedEvidence evidence;
  evidence.code = code;
  evidence.reason = reason;
  evidence.range = range;
  evidence.matched = text.original(range);
  const auto quotation = text.quotation_around(range);
  const auto said = quotation ? quotation : said_around(text, range);
  TextRange words = said.value_or(text.sentence_of(range));
  words.to = std::min(words.to, words.from + kQuoteMax);
  evidence.quote = text.original(words);
  evidence.source_class = said ? SourceClass::quote : deed ? SourceClass::observed : SourceClass::inference;
  return evidence;
}

}  // namespace

bool is_denied(const SuggestText& text, const TextRange& range) {
  const TextRange clause = clause_of(text, range);
  const std::size_t from = std::max(clause.from, range.from > kDenialReach ? range.from - kDenialReach : 0);
  static constexpr std::u32string_view kDenials = U"不没未无非别";
  // 不但, 不仅, 无论 … deny nothing.
  static const PhraseList harmless = phrase_list("不但|不仅|不光|不过|无论|不管|没想到|不得不|非常|不断|特别|别人");
  for (std::size_t i = from; i < range.from; ++i) {
    if (kDenials.find(text.at(i)) == std::u32string_view::npos) continue;
    const auto word = find_any(harmless, text, {i > 0 ? i - 1 : i, std::min(i + 3, text.size())});
    if (!word || word->from > i || word->to <= i) return true;
  }
  static const PhraseList words = phrase_list(
      "not|don't|doesn't|didn't|isn't|aren't|wasn't|won't|no|never|without|none of|cannot|can't|neither|no longer|"
      "wouldn't|would not|couldn't|hardly");
  const std::size_t english_from = std::max(clause.from, range.from > kEnglishDenialReach ? range.from - kEnglishDenialReach : 0);
  return find_any(words, text, {english_from, range.from}).has_value();
}

bool is_conditional(const SuggestText& text, const TextRange& range) {
  static const PhraseList words = phrase_list(
      "如果|要是|假如|假设|若是|倘若|除非|的话|才会|才能|可能|也许|或许|说不定|会考虑|考虑是否|否则|if|unless|in case|might|maybe|perhaps|would|could|may consider|"
      "were to|provided that|as long as|otherwise|or else");
  // The condition often stands in the clause before: 如果有预算，我们需要….
  return find_any(words, text, text.sentence_of(range)).has_value() || is_question(text, clause_of(text, range));
}

bool is_our_side(const SuggestText& text, const TextRange& range) {
  if (text.quotation_around(range) || said_around(text, range)) return false;
  static const PhraseList words = phrase_list("我|我们|我方|咱们|i|we|our team|i'll|we'll");
  const TextRange clause = clause_of(text, range);
  return find_any(words, text, {clause.from, std::min(range.from + 2, range.to)}).has_value();
}

const PhraseList& difficulty_phrases() { return compiled().front().phrases; }

std::vector<SuggestedEvidence> suggest_evidence(const SuggestText& text) {
  std::vector<SuggestedEvidence> found;
  const auto has = [&](EvidenceCode code) {
    return std::any_of(found.begin(), found.end(), [&](const SuggestedEvidence& e) { return e.code == code; });
  };
  for (const TextRange& clause : text.clauses()) {
    for (const auto& [wording, phrases] : compiled()) {
      if (has(wording->code)) continue;
      const auto range = find_any(phrases, text, clause);
      if (!range || is_denied(text, *range) || is_our_side(text, *range)) continue;
      if (!wording->may_be_doubt && is_conditional(text, *range)) continue;
      if (wording->deed && is_planned(text, *range)) continue;
      found.push_back(make(text, wording->code, wording->reason, wording->deed, *range));
    }
    if (const auto range = has(AK4) ? std::nullopt : measured_problem(text, clause);
        range && !is_denied(text, *range) && !is_conditional(text, *range) && !is_our_side(text, *range))
      found.push_back(make(text, AK4, "problem_measured", false, *range));
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.range.from < b.range.from; });
  if (found.size() > kSuggestedEvidenceMax) found.resize(kSuggestedEvidenceMax);
  return found;
}

}  // namespace wheelhouse::service
