// For the fuzz targets of import files: every row of whatever this is read as, and what must hold of each.
#pragma once
#include <string_view>

#include "base/error.h"
#include "exchange/limits.h"
#include "exchange/table_source.h"
#include "http/query.h"

namespace wheelhouse::exchange {

inline void read_whole_table(std::string_view bytes, const TableOptions& options = {}) {
  auto table = TableSource::open_bytes(bytes, options);
  if (!table) {
    WH_ASSERT(!table.error().reason.empty() || !table.error().fields.empty());
    return;
  }
  const std::size_t width = (*table)->header().size();
  WH_ASSERT(width > 0 && width <= kMaxHeaderColumns);
  TableRow row;
  std::uint64_t last = 0;
  while (true) {
    const auto more = (*table)->next(row);
    if (!more || !*more) break;
    WH_ASSERT(row.number > last);
    last = row.number;
    WH_ASSERT(row.cells.size() >= width && row.cells.size() <= kMaxColumns);
    for (const std::string_view cell : row.cells) WH_ASSERT(http::is_utf8(cell));
    WH_ASSERT((*table)->bytes_done() <= (*table)->bytes_total());
  }
}

}  // namespace wheelhouse::exchange
