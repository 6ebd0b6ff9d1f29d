// One page of accounts or opportunities in an order that an index keeps, at much the same cost wherever the page is, however
// large the book and however rare what is looked for. Two ways lead to it:
//   walk    along the order, passing over rows that do not meet the filters: right when many do
//   gather  through the index of one filter, then order what it found: right when few do
// Which one is decided by counting a little. The database is not trusted with the choice: it has no statistics on a book that is
// still growing, and the two engines would choose differently.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "service/list.h"
#include "service/list_cursor.h"
#include "storage/piece.h"
#include "storage/position_store.h"

namespace wheelhouse::service {

// A test that a listed row must pass, over the alias p of position; in each text '?' stands for the values in order.
struct PositionTest {
  std::string text;  // in a spelling that no index on positions answers, so that it does not draw the engine off the order
  std::vector<SqlValue> values;
  std::string ids = "";                            // the ids that pass, from one index alone; "" = no index knows
  std::optional<std::vector<SqlValue>> ids_values = {};  // of its '?', where they are not those of `text`
  std::string ordered_text = "";                   // the test in the spelling of an index that keeps the order …
  std::vector<std::string_view> ordered_for = {};  // … of these sorts among the rows that pass
};

struct PositionListing {
  Unit unit = Unit::account;
  std::vector<PositionTest> tests;
  std::string_view sort;  // of position_sorts(unit)
  bool descending = false;
  std::optional<Cursor> cursor;
  std::optional<storage::Piece> unvalued = {};  // ids of those whose value is not for who asks: they stand with those that have none
  std::optional<storage::Piece> touches = {};   // in place of account_touch
  std::uint64_t fingerprint = 0;  // of the list, for the next cursor
  int limit = 50;
};
// The orders there are, each kept by an index.
std::span<const std::string_view> position_sorts(Unit unit);

// With the total on the first page only.
Page list_positions(storage::Session& session, std::int64_t workspace_id, const PositionListing& listing);

}  // namespace wheelhouse::service
