#include "exchange/stage_map.h"

#include <algorithm>
#include <string>

#include "text/fold.h"
#include "text/utf8.h"

namespace wheelhouse::exchange {
namespace {
using enum Stage;
using Result = OpportunityResult;

struct Word {
  std::string_view words;  // after `letters_only`, blank separated
  std::optional<Stage> stage;
  Result result = Result::open;
};

// By what the customer must have done for a seller to write such a word (METHOD §4). Where a word is used for two
// neighbouring stages the earlier is taken: a claim should not flatter.
constexpr Word kWords[] = {
    // The method's own names, with the synonyms it accepts (METHOD §0.1).
    {"satisfaction satisfied 满意", satisfaction},
    {"recognition recognizing recognising acknowledgement 认识", recognition},
    {"decision deciding 决定", decision},
    {"criteria makingstandard settingcriteria 制订标准", criteria},
    {"investigation investigating 调查", investigation},
    {"choice choosing 选择", choice},
    {"reassessment reassessing 再评价 再评估", reassessment},
    // Nothing said yet: research and first steps towards the customer.
    {"prospecting prospect new newlead lead leads suspect target identified unqualified opennotcontacted cold 线索 新线索 潜在客户 潜在 "
     "目标客户 新建 未联系 意向客户 待跟进 新客户",
     satisfaction},
    // In talk; a difficulty may be named, nothing is decided.
    {"engaging engaged contacted contact initialcontact firstcontact appointmentscheduled meetingscheduled meeting discovery qualification "
     "qualifying "
     "working workingcontacted nurturing interest interested development 初步接触 初次接触 首次接触 初步沟通 初步洽谈 接触 沟通 已联系 "
     "跟进中 初访 拜访 初步拜访 意向 有意向 初步意向 意向沟通 建立联系",
     recognition},
    // The customer says it will be solved: owner, budget, project.
    {"qualified qualifiedtobuy salesqualified budgetapproved budgetconfirmed projectapproved commitmenttochange 立项 项目立项 已立项 "
     "立项阶段 预算确认 确认意向 确定意向 意向确认 商机确认 立项评估",
     decision},
    // The customer lists what is wanted.
    {"needsanalysis needsassessment needsdefined requirements requirementsgathering requirement valueproposition scoping solutiondesign "
     "需求确认 需求分析 需求沟通 需求调研 需求挖掘 确认需求 需求 需求阶段 明确需求 需求梳理 需求了解 制定标准 需求收集",
     criteria},
    // The customer weighs and compares.
    {"perceptionanalysis iddecisionmakers evaluation evaluating assessment technicalevaluation shortlist 评估 方案评估 选型 技术评估 "
     "选型评估 技术选型 方案论证 内部评估 评价",
     assessment},
    // The customer checks us: proposals, demos, trials, bids.
    {"proposal proposition proposalpricequote proposalsent proposalquote quote quotation quotesent pricequote presentation "
     "presentationscheduled demo demoscheduled "
     "demonstration trial pilot poc proofofconcept rfp tender bidding solution "
     "方案报价 报价 方案 提交方案 方案提交 解决方案 方案制定 方案设计 方案沟通 方案呈现 方案演示 产品演示 演示 试用 测试 样品 送样 打样 "
     "试样 考察 参观考察 投标 招投标 招标 投标阶段 方案阶段 初步报价 报价阶段 方案确认",
     investigation},
    // Terms are on the table.
    {"negotiation negotiationreview negotiating decisionmakerboughtin verbalcommit verbal commit contractsent contract contracting "
     "contractreview legal procurement finalreview "
     "closing shortlisted preferredvendor "
     "商务谈判 谈判 谈判审核 合同谈判 商务洽谈 价格谈判 谈判中 合同 合同审批 合同签订中 待签约 签约中 合同流程 拟定合同 商务阶段 商务 "
     "即将成交 最终谈判 中标",
     choice},
    {"won closedwon win dealwon signed ordered order purchased delivered delivery implementation live onboarding renewal customer "
     "completed "
     "赢单 成交 已成交 签约 已签约 签单 已签单 合同签订 签订合同 成交客户 赢 成单 成功 下单 已下单 回款 交付 实施 实施交付 验收 售后 "
     "已完成 老客户 续约",
     reassessment, Result::won},
    {"lost closedlost lose deallost losttocompetitor 输单 丢单 失败 战败 输 流失 已流失 丢失 落标 未中标 输单关闭 已输单 失单",
     std::nullopt, Result::lost},
    {"nodecision nodecisionmade abandoned cancelled canceled onhold stalled dead disqualified unresponsive deferred postponed closed "
     "suspended junk "
     "无决策 搁置 暂停 放弃 取消 已取消 无效 作废 已作废 暂缓 无意向 关闭 已关闭 终止 中止 无效关闭",
     std::nullopt, Result::no_decision},
};

constexpr std::string_view kOpenWords = "open inprogress active ongoing pending 进行中 未结 打开 开放 跟进中 未关闭 进行 待定";

// "5-商务谈判 (80%)" -> "商务谈判": numbers and brackets only sort the list.
std::string letters_only(std::string_view text) {
  std::string out;
  int depth = 0;
  const std::string folded = text::fold_for_search(text.substr(0, 300));
  for (std::size_t at = 0; at < folded.size();) {
    const auto d = text::decode_utf8(folded, at);
    const char32_t c = d.code_point;
    if (c == '(' || c == '[') ++depth;
    else if ((c == ')' || c == ']') && depth > 0) --depth;
    else if (depth == 0 && (text::is_cjk(c) || (text::is_word_character(c) && !(c >= '0' && c <= '9')))) out.append(folded, at, d.length);
    at += d.length;
  }
  return out;
}

bool contains_word(std::string_view words, std::string_view word) {
  for (std::size_t at = 0; at <= words.size();) {
    const std::size_t end = std::min(words.find(' ', at), words.size());
    if (words.substr(at, end - at) == word) return true;
    at = end + 1;
  }
  return false;
}

// Longest known word inside the text. Latin words shorter than five letters hide in others ("new" in "renewal").
const Word* find_inside(std::string_view text) {
  const Word* best = nullptr;
  std::size_t best_length = 0;
  for (const auto& entry : kWords)
    for (std::size_t at = 0; at <= entry.words.size();) {
      const std::size_t end = std::min(entry.words.find(' ', at), entry.words.size());
      const std::string_view word = entry.words.substr(at, end - at);
      at = end + 1;
      const bool latin = !word.empty() && static_cast<unsigned char>(word[0]) < 0x80;
      if (word.size() < (latin ? 5u : 6u) || word.size() <= best_length || text.find(word) == std::string_view::npos) continue;
      best = &entry;
      best_length = word.size();
    }
  return best;
}

// 未成交, 不是赢单, "not interested": the opposite of the word that follows.
bool is_negated(std::string_view text) {
  for (const std::string_view no : {"未", "不", "没", "无", "not", "non"})
    if (text.starts_with(no)) return true;
  return false;
}

// Odoo's export for import names its own four stages by external id, whose number is all that tells them apart.
std::string_view odoo_stage(std::string_view text) {
  constexpr std::string_view kPrefix = "crm.stage_lead", kNames[] = {"New", "Qualified", "Proposition", "Won"};
  if (!text.starts_with(kPrefix) || text.size() != kPrefix.size() + 1) return text;
  const auto number = static_cast<std::size_t>(text.back() - '1');
  return number < std::size(kNames) ? kNames[number] : text;
}
}  // namespace

StageSuggestion suggest_stage(std::string_view text) {
  const std::string word = letters_only(odoo_stage(text));
  if (word.empty()) return {};
  for (const auto& entry : kWords)
    if (contains_word(entry.words, word)) return {entry.stage, entry.result, true, true};
  if (is_negated(word)) return {};
  if (const Word* entry = find_inside(word)) return {entry->stage, entry->result, true, false};
  return {};
}

std::optional<OpportunityResult> suggest_result(std::string_view text) {
  const std::string word = letters_only(text);
  if (contains_word(kOpenWords, word)) return Result::open;
  const auto stage = suggest_stage(text);
  if (stage.known && (stage.result != Result::open || stage.certain)) return stage.result;
  return std::nullopt;
}
}  // namespace wheelhouse::exchange
