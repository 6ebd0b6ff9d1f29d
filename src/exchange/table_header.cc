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

bool could_be_header(const std::vector<std::string>& row) {
  return std::none_of(row.begin(), row.end(), [](const auto& cell) { return is_value(cell); });
}

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
  const auto first_full = static_cast<std::size_t>(std::find_if(rows.begin(), rows.end(), is_full) - rows.begin());
  if (widest == 0) return std::nullopt;
  const std::size_t known_first = count_known(rows[first_full]);
  if (known_first > 0 && (known_first >= 2 || could_be_header(rows[first_full]))) return first_full;
  // Nobody is known to use these names. Below a wide title the true header may follow.
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::size_t known = count_known(rows[i]);
    if (known >= 2 && 3 * known >= count_filled(rows[i])) return i;
  }
  if (could_be_header(rows[first_full])) return first_full;
  return std::nullopt;  // numbers, dates or phone numbers: data already
}
}  // namespace wheelhouse::exchange
