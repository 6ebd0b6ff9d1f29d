#include "text/fold.h"

#include <algorithm>
#include <array>
#include <vector>

#include "text/utf8.h"

namespace wheelhouse::text {
namespace {
// Ends of Chinese names that say the legal form and nothing about who it is; longest first.
constexpr std::string_view kChineseForms[] = {"有限责任公司", "股份有限公司", "有限公司", "集团公司", "总公司", "股份", "集团", "公司", "控股"};
constexpr std::string_view kBranch = "分公司";

constexpr std::string_view kEnglishForms[] = {
    "ab",    "ag",      "as",       "bhd", "bv",           "co",  "company", "corp", "corporation", "doo", "gmbh",
    "group", "holding", "holdings", "inc", "incorporated", "kft", "kg",      "kk",   "limited",     "llc", "llp",
    "lp",    "ltd",     "ltda",     "mbh", "nv",           "oy",  "oyj",     "plc",  "pte",         "pty", "pvt",
    "sa",    "sarl",    "sas",      "sdn", "se",           "sl",  "spa",     "srl",  "sro",         "zoo"};

bool is_english_form(std::string_view word) {
  return std::find(std::begin(kEnglishForms), std::end(kEnglishForms), word) != std::end(kEnglishForms);
}

// Words of letters and digits; "S.A." and "L.L.C." become one word, "&" becomes "and".
std::vector<std::string> split_words(std::string_view folded) {
  std::vector<std::string> words(1);
  for (std::size_t at = 0; at < folded.size();) {
    const Decoded d = decode_utf8(folded, at);
    const char32_t c = d.code_point;
    if (is_word_character(c) || is_cjk(c)) {
      words.back().append(folded.substr(at, d.length));
    } else if (c == '&' || c == '+') {
      words.emplace_back("and");
      words.emplace_back();
    } else if (c != '.' && c != '\'' && !words.back().empty()) {
      words.emplace_back();
    } else if (c == '.' && !words.back().empty()) {
      // "s.a." goes on as one word, "co.ltd" and "inc. x" do not.
      const bool single_letter = words.back().size() == 1 || (at >= 2 && folded[at - 2] == '.');
      if (!single_letter) words.emplace_back();
    }
    at += d.length;
  }
  words.erase(std::remove_if(words.begin(), words.end(), [](const auto& word) { return word.empty(); }), words.end());
  return words;
}

void strip_chinese_forms(std::string& name) {
  for (bool again = true; again;) {
    again = false;
    if (name.ends_with(kBranch)) return;
    for (const std::string_view form : kChineseForms) {
      if (name.size() <= form.size() || !name.ends_with(form)) continue;
      if (name.size() - form.size() < 4) continue;  // one character left says nothing
      const auto rest = std::string_view(name).substr(0, name.size() - form.size());
      if (std::find(std::begin(kChineseForms), std::end(kChineseForms), rest) != std::end(kChineseForms)) continue;
      name.resize(name.size() - form.size());
      again = true;
      break;
    }
  }
}
}  // namespace

bool is_cjk(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x3041 && c <= 0x30FF && c != 0x30FB) ||
         (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF) || c == 0x3005 || c == 0x3007 ||
         (c >= 0x31F0 && c <= 0x31FF);
}

bool is_word_character(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  if (is_cjk(c)) return false;
  // Letters of other scripts. Blocks of symbols and punctuation are excluded; what is left is written with letters.
  return (c >= 0xC0 && c < 0x2000 && c != 0xD7 && c != 0xF7) || (c >= 0x2C00 && c < 0x2E00) || (c >= 0xA4D0 && c < 0xAC00) ||
         (c >= 0xFB00 && c < 0xFE00) || (c >= 0x10000 && c < 0x1D000);
}

void append_folded(std::string& out, std::string_view utf8) {
  const std::size_t start = out.size();
  bool blank = false;
  for (std::size_t at = 0; at < utf8.size();) {
    const Decoded d = decode_utf8(utf8, at);
    at += d.length;
    for (const char32_t c : FoldedCodePoint(d.code_point)) {
      if (c == ' ') {
        blank = true;
        continue;
      }
      if (blank && out.size() > start) out.push_back(' ');
      blank = false;
      append_utf8(out, c);
    }
  }
}

std::string fold_width(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  for (std::size_t i = 0; i < utf8.size();) {
    const auto byte = [&](std::size_t at) { return i + at < utf8.size() ? static_cast<unsigned char>(utf8[i + at]) : 0u; };
    // U+FF01..FF5E are EF BC 81 .. EF BD 9E in UTF-8, in the order of 0x21..0x7E; U+3000 is E3 80 80.
    if (byte(0) == 0xEF && (byte(1) == 0xBC || byte(1) == 0xBD)) {
      const unsigned code_point = 0xF000u | (byte(1) & 0x3Fu) << 6 | (byte(2) & 0x3Fu);
      if (code_point >= 0xFF01 && code_point <= 0xFF5E) {
        out += static_cast<char>(code_point - 0xFF01 + 0x21);
        i += 3;
        continue;
      }
    } else if (byte(0) == 0xE3 && byte(1) == 0x80 && byte(2) == 0x80) {
      out += ' ';
      i += 3;
      continue;
    }
    out += utf8[i++];
  }
  return out;
}

std::string fold_for_search(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  append_folded(out, utf8);
  return out;
}

std::string normalise_company_name(std::string_view utf8) {
  auto words = split_words(fold_for_search(utf8));
  std::size_t count = words.size();
  while (count > 1 && (is_english_form(words[count - 1]) || words[count - 1] == "and")) --count;
  const std::size_t first = count > 1 && words.front() == "the" ? 1 : 0;
  std::string name;
  for (std::size_t i = first; i < count; ++i) name += words[i];
  strip_chinese_forms(name);
  return name;
}
}  // namespace wheelhouse::text
