#include "service/wording.h"

#include <algorithm>

#include "service/suggest_text.h"

namespace wheelhouse::service {
namespace {

const PhraseList& money_phrases() {
  static const PhraseList list = phrase_list(
      "现金|回扣|佣金|红包|返点|返利|好处费|介绍费|辛苦费|购物卡|礼品卡|礼金|礼品|礼物|提成|给钱|打款|转账|报销私人|旅游|"
      "烟酒|红酒|白酒|出国|给好处|给他好处|给她好处|送好处|收好处|拿好处|奖金|"  // "对他的好处" is what the field asks for
      "cash|kickback~|commission~|bribe~|gift~|voucher~|red envelope~|hongbao|rebate~|bonus~|consulting fee~|holiday trip~|trip "
      "abroad|wine|pay him|pay her|under the table");
  return list;
}
const PhraseList& blaming_phrases() {
  static const PhraseList list = phrase_list(
      "您错了|你错了|你们错了|您们错了|是您的错|是你的错|是你们的错|您说错|说得不对|说的不对|讲得不对|你说错|您不对|你不对|您误会|你误会|"
      "您理解错|你理解错|您搞错|你搞错|您不懂|你不懂|客户错了|客户不懂|根本不对|"
      "you are wrong|you're wrong|you are mistaken|you're mistaken|you misunderstood|you have misunderstood|you don't understand|"
      "you do not understand|your mistake|your fault|that's wrong|the customer is wrong");
  return list;
}

}  // namespace

std::vector<std::string> money_words(std::string_view text) {
  const SuggestText read(text);
  std::vector<std::string> words;
  TextRange rest{0, read.size()};
  while (const auto found = find_any(money_phrases(), read, rest)) {
    std::string word = read.original(*found);
    if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(std::move(word));
    rest.from = found->to;
  }
  return words;
}

std::optional<std::string> blaming_words(std::string_view text) {
  const SuggestText read(text);
  if (const auto found = find_any(blaming_phrases(), read, {0, read.size()})) return read.original(*found);
  return std::nullopt;
}

}  // namespace wheelhouse::service
