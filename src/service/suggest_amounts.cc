#include "service/suggest_amounts.h"

#include <algorithm>

#include "text/amount.h"

namespace wheelhouse::service {
namespace {

constexpr std::size_t kNearby = 8;  // code points between a word about money and its number

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_letter(char32_t c) { return c >= U'a' && c <= U'z'; }

// What follows a number and makes it money, longest first.
constexpr std::u32string_view kUnits[] = {U"万美元", U"万欧元", U"万元", U"亿元", U"千元", U"美元", U"欧元", U"日元", U"人民币", U"元", U"块", U"rmb", U"cny",
                                         U"usd", U"eur", U"gbp", U"hkd", U"jpy"};
constexpr std::u32string_view kScales[] = {U"万", U"亿", U"百万", U"千万", U"million", U"m", U"k"};

std::size_t skip_blanks(const SuggestText& text, std::size_t at) {
  while (text.at(at) == U' ') ++at;
  return at;
}
template <std::size_t N>
std::size_t take_one(const SuggestText& text, std::size_t at, const std::u32string_view (&words)[N]) {
  const std::size_t from = skip_blanks(text, at);
  std::size_t best = 0;
  for (const auto word : words) {
    if (text.folded().compare(from, word.size(), word) != 0) continue;
    if (is_letter(word.back()) && is_letter(text.at(from + word.size()))) continue;
    best = std::max(best, word.size());
  }
  return best == 0 ? at : from + best;
}

// A word about money shortly before, in the same clause.
bool about_money(const SuggestText& text, std::size_t before) {
  static const PhraseList words = phrase_list(
      "预算|报价|金额|合同额|价格|总价|单价|费|成本|投资|损失|budget|price|quote|quoted|cost|costs|amount|worth");
  std::size_t from = before > kNearby ? before - kNearby : 0;
  for (const TextRange& clause : text.clauses())
    if (clause.from < before && before <= clause.to) from = std::max(from, clause.from);
  return find_any(words, text, {from, before}).has_value();
}

// 8折, 20%, 3年, 5 people: a number of something else.
bool counts_something(const SuggestText& text, std::size_t end) {
  static constexpr std::u32string_view kCounters = U"折%年月日号天周人台个条次分小级期名家套件点";
  return end < text.size() && kCounters.find(text.at(end)) != std::u32string_view::npos;
}

}  // namespace

std::vector<FoundAmount> find_amounts(const SuggestText& text, std::string_view default_currency) {
  std::vector<FoundAmount> found;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_digit(text.at(at)) || (at > 0 && (is_letter(text.at(at - 1)) || is_digit(text.at(at - 1))))) { ++at; continue; }
    std::size_t end = at;
    while (is_digit(text.at(end)) || ((text.at(end) == U'.' || text.at(end) == U',') && is_digit(text.at(end + 1)))) ++end;
    const std::size_t number_end = end;
    std::size_t from = at;
    bool money = false;
    // A sign or a code before the number, a blank between or not.
    std::size_t sign = from;
    while (sign > 0 && text.at(sign - 1) == U' ') --sign;
    if (sign > 0 && (text.at(sign - 1) == U'¥' || text.at(sign - 1) == U'$' || text.at(sign - 1) == U'€' || text.at(sign - 1) == U'£' ||
                     text.at(sign - 1) == U'￥')) {
      from = sign - 1;
      money = true;
    } else {
      std::size_t word = sign;
      while (word > 0 && is_letter(text.at(word - 1))) --word;
      if (word < sign && !text::parse_currency(text.original_exact({word, sign})).empty()) {
        from = word;
        money = true;
      }
    }
    const std::size_t scaled = take_one(text, end, kScales);
    bool has_scale = scaled != end;
    end = scaled;
    if (const std::size_t unit = take_one(text, end, kUnits); unit != end) { money = true; end = unit; }
    else if (has_scale && text.at(end) == U'元') { money = true; ++end; }
    money = money || (!counts_something(text, end) && about_money(text, from));
    at = std::max(end, number_end);
    if (!money) continue;
    const auto amount = text::parse_amount(text.original_exact({from, end}), {.default_currency = default_currency});
    if (!amount || amount->minor <= 0) continue;
    found.push_back({{from, end}, amount->minor, amount->currency.empty() ? std::string(default_currency) : amount->currency});
  }
  return found;
}

}  // namespace wheelhouse::service
