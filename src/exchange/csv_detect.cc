// Which delimiter and quote a CSV file uses: the one under which the records of its beginning agree best on how many
// cells they have.
#include <algorithm>
#include <cmath>
#include <map>

#include "exchange/csv_reader.h"
#include "text/utf8.h"

namespace wheelhouse::exchange {
namespace {
constexpr std::size_t kRecordsLookedAt = 200;

// 0 when the records have one cell each; grows with agreement and, slowly, with the number of cells.
double score(std::string_view sample, bool whole, CsvDialect dialect) {
  CsvReader reader(from_view(sample), dialect, {});
  CsvRow row;
  std::vector<std::size_t> widths;
  while (widths.size() < kRecordsLookedAt) {
    const auto more = reader.next(row);
    if (!more || !*more) break;
    if (row.cells.size() == 1 && text::trim(row.cells[0]).empty()) continue;
    widths.push_back(row.cells.size());
  }
  if (!whole && widths.size() > 1 && widths.size() < kRecordsLookedAt) widths.pop_back();  // cut in the middle
  std::map<std::size_t, std::size_t> counts;
  for (const std::size_t width : widths) ++counts[width];
  double best = 0;
  for (const auto& [width, count] : counts) {
    const double share = static_cast<double>(count) / static_cast<double>(widths.size());
    best = std::max(best, share * share * std::log2(static_cast<double>(width)));
  }
  return best;
}

// Share of the non-empty cells that stand between apostrophes.
bool uses_apostrophes(std::string_view sample, char delimiter) {
  if (sample.find('"') != std::string_view::npos) return false;
  CsvReader reader(from_view(sample), {delimiter, '"'}, {});
  CsvRow row;
  std::size_t cells = 0, enclosed = 0;
  for (std::size_t records = 0; records < kRecordsLookedAt; ++records) {
    const auto more = reader.next(row);
    if (!more || !*more) break;
    for (const auto cell : row.cells) {
      if (cell.empty()) continue;
      ++cells;
      enclosed += cell.size() >= 2 && cell.front() == '\'' && cell.back() == '\'' ? 1 : 0;
    }
  }
  return cells >= 2 && 2 * enclosed > cells;
}
}  // namespace

DetectedCsv detect_csv(std::string_view sample, bool whole) {
  DetectedCsv found;
  if (sample.size() >= 5 && (sample.starts_with("sep=") || sample.starts_with("SEP=")) &&
      (sample.size() == 5 || sample[5] == '\r' || sample[5] == '\n')) {
    found.dialect.delimiter = sample[4];
    found.has_separator_line = true;
    return found;
  }
  double best = 0;
  for (const char delimiter : {',', '\t', ';', '|'}) {
    const double value = score(sample, whole, {delimiter, '"'});
    if (value > best) {
      best = value;
      found.dialect.delimiter = delimiter;
    }
  }
  if (uses_apostrophes(sample, found.dialect.delimiter)) found.dialect.quote = '\'';
  return found;
}
}  // namespace wheelhouse::exchange
