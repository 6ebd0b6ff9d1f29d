// One page of accounts or opportunities in an order that an index keeps, at much the same cost wherever the page is, however
// large the book and however rare what is looked for. Two ways lead to it:
//   walk    along the order, passing over rows that do not meet the filters: right when many do
//   gather  through the index of one filter, then order what it found: right when few do
// Which one is decided by counting a little. The database is not trusted with the choice: it has no statistics on a book that is
// still growing, and the two engines would choose differently.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "service/list.h"
#include "service/list_cursor.h"
#include "storage/position_store.h"

namespace wheelhouse::service {

// A test that a listed row must pass, over the alias p of position. '?' are its values in order.
struct PositionTest {
  std::string text;             // in a spelling that an index may answer
  std::vector<SqlValue> values;
  std::string plain_text = "";  // the same in a spelling that no index answers; "" = `text` is one
  std::string candidates = "";  // "SELECT 1 FROM … WHERE …" over the index that answers it, same values; "" = none does
  std::vector<std::string_view> keeps_order = {};  // sorts whose order that index keeps among the rows it finds
};

struct PositionListing {
  Unit unit = Unit::account;
  std::vector<PositionTest> tests;
  std::string_view sort;  // of kPositionSorts
  bool descending = false;
  std::optional<Cursor> cursor;
  int limit = 50;
};
constexpr std::string_view kPositionSorts[] = {"name", "stage", "value", "dwell", "recent"};

// With the total on the first page only.
Page list_positions(storage::Session& session, std::int64_t workspace_id, const PositionListing& listing);

}  // namespace wheelhouse::service
