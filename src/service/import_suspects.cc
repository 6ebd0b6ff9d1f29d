#include "service/import_suspects.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <map>
#include <set>

#include "exchange/table_source.h"
#include "text/fold.h"

namespace wheelhouse::service {
namespace {

constexpr std::size_t kWordsMax = 500;       // a column with more is free text, not a list of words
constexpr std::size_t kLengthMin = 6;        // shorter words are one letter from too many others

// The names of countries in English, from ICU, and the commonest industries.
const std::set<std::string>& known_words() {
  static const std::set<std::string> words = [] {
    std::set<std::string> list = {"technology",      "technologies",       "medical",     "retail",
                                  "software",        "entertainment",      "marketing",   "telecommunications",
                                  "finance",         "financial services", "employment",  "services",
                                  "manufacturing",   "automotive",         "healthcare",  "education",
                                  "logistics",       "construction",       "agriculture", "insurance",
                                  "pharmaceuticals", "hospitality",        "electronics", "aerospace",
                                  "government"};
    for (const char* const* code = icu::Locale::getISOCountries(); *code; ++code) {
      icu::UnicodeString name;
      icu::Locale("", *code).getDisplayCountry(icu::Locale::getEnglish(), name);
      std::string utf8;
      name.toUTF8String(utf8);
      list.insert(text::fold_for_search(utf8));
    }
    return list;
  }();
  return words;
}

// Letters to change, add, leave out or swap (neighbours) between two words; more than `limit` counts as limit + 1.
std::size_t distance(std::string_view a, std::string_view b, std::size_t limit) {
  if (a.size() > b.size() + limit || b.size() > a.size() + limit) return limit + 1;
  std::vector<std::size_t> before(b.size() + 1), row(b.size() + 1), next(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    next[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      next[j] = std::min({row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) next[j] = std::min(next[j], before[j - 2] + 1);
    }
    std::swap(before, row);
    std::swap(row, next);
  }
  return row[b.size()];
}

std::string closest(const std::string& word, const std::map<std::string, std::int64_t>& counts) {
  const std::string folded = text::fold_for_search(word);
  // Letters only: a Chinese place differs from its neighbour by one character and is no misspelling of it.
  if (std::any_of(folded.begin(), folded.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) return "";
  if (folded.size() < kLengthMin || known_words().contains(folded)) return "";
  for (const std::string& known : known_words())
    if (known.size() >= kLengthMin && distance(folded, known, 1) == 1) return known;
  // A rare word one letter from a common one of the same column.
  for (const auto& [other, count] : counts)
    if (other != word && count >= 3 * counts.at(word) && distance(folded, text::fold_for_search(other), 1) == 1) return other;
  return "";
}

struct Word {
  std::int64_t count = 0;
  std::uint64_t first_row = 0;
};

}  // namespace

void add_suspects(const ImportPlan& plan, ImportReport& report) {
  for (std::size_t f = 0; f < plan.files.size(); ++f) {
    const FilePlan& file = plan.files[f];
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < file.columns.size(); ++i) {
      const auto& target = file.columns[i].target;
      if (target && (target->field == "industry" || target->field == "region" || target->field == "city")) columns.push_back(i);
    }
    if (columns.empty() || !file.importable) continue;
    auto table = exchange::TableSource::open(file.path);
    if (!table) continue;  // it was read a moment ago; what the check found stands
    std::vector<std::map<std::string, Word>> words(columns.size());
    exchange::TableRow row;
    while (true) {
      auto more = (*table)->next(row);
      if (!more || !*more) break;
      for (std::size_t k = 0; k < columns.size(); ++k) {
        if (columns[k] >= row.cells.size() || row.cells[columns[k]].empty() || words[k].size() > kWordsMax) continue;
        Word& word = words[k][std::string(row.cells[columns[k]])];
        if (word.count++ == 0) word.first_row = row.number;
      }
    }
    for (std::size_t k = 0; k < columns.size(); ++k) {
      if (words[k].size() > kWordsMax) continue;
      std::map<std::string, std::int64_t> counts;
      for (const auto& [word, found] : words[k]) counts[word] = found.count;
      for (const auto& [word, found] : words[k])
        if (const std::string like = closest(word, counts); !like.empty()) {
          report.add_issue(false, "looks_like", {f, found.first_row, file.columns[columns[k]].header, word, like});
          report.warnings["looks_like"].count += found.count - 1;
        }
    }
  }
}

}  // namespace wheelhouse::service
