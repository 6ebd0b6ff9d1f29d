// Where the header of a table is: under titles and blank lines, above the first row of data.
#include <algorithm>

#include "exchange/header_map.h"
#include "exchange/table_source.h"
#include "text/amount.h"
#include "text/identifiers.h"
#include "text/loose_date.h"
#include "text/utf8.h"

namespace wheelhouse::exchange {
namespace {
constexpr std::size_t kMaxHeaderCell = 120;  // bytes; a longer text is no name of a column

std::size_t count_filled(const std::vector<std::string>& row) {
  return static_cast<std::size_t>(std::count_if(row.begin(), row.end(), [](const auto& cell) { return !text::trim(cell).empty(); }));
}

// A number, date, phone number or address is a value, not the name of a column.
bool is_value(std::string_view cell) {
  cell = text::trim(cell);
  if (cell.empty()) return false;
  if (cell.size() > kMaxHeaderCell) return true;
  return text::parse_amount(cell).has_value() || text::parse_loose_date(cell).has_value() || text::normalise_email(cell).has_value() ||
         text::parse_phone(cell).has_value();
}

bool could_be_header(const std::vector<std::string>& row) { return std::none_of(row.begin(), row.end(), [](const auto& cell) { return is_value(cell); }); }

std::size_t count_known(const std::vector<std::string>& row) {
  const std::vector<std::string_view> cells(row.begin(), row.end());
  return count_known_headers(cells);
}
}  // namespace

std::optional<std::size_t> choose_header(std::span<const std::vector<std::string>> rows) {
  std::size_t widest = 0;
  for (const auto& row : rows) widest = std::max(widest, count_filled(row));
  // The first row that is nearly as full as the fullest: titles above it hold a cell or two.
  const auto is_full = [&](const std::vector<std::string>& row) { return 10 * count_filled(row) >= 6 * widest; };
  std::optional<std::size_t> first_full;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::size_t known = count_known(rows[i]);
    if (known >= 2 && 3 * known >= count_filled(rows[i])) return i;
    if (!first_full && widest > 0 && is_full(rows[i])) first_full = i;
  }
  if (!first_full) return std::nullopt;
  if (count_known(rows[*first_full]) > 0 || could_be_header(rows[*first_full])) return first_full;
  // Names of columns may be numbers (years) in part; what follows decides no better, so take it for data.
  return std::nullopt;
}
}  // namespace wheelhouse::exchange
