// Lists a page at a time. A cursor names the last row by its sort value and id, so a page costs the same wherever it is.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "service/access.h"
#include "storage/session.h"

namespace wheelhouse::service {

constexpr int kPageMax = 200;

struct ListQuery {
  std::vector<std::pair<std::string, std::string>> filters;  // name, value as they came
  std::string sort;    // "name", "-value"; "" = the entity's own order
  std::string cursor;  // from the page before
  int limit = 50;      // 1..kPageMax
};
struct Page {
  std::vector<Uuid> ids;
  std::optional<std::string> next;
  std::optional<std::int64_t> total;  // exact up to kCountMax, else that many ("or more")
  bool total_is_floor = false;
};
constexpr std::int64_t kCountMax = 10'000;

// Accounts and opportunities come in the order of their position rows: by name, stage, value, dwell.
// Filters of both: q (search text) stage basis stuck stale on_wheel owner_id team_id industry region tier city (of a deal: its
// account's); of accounts: parent_id, pool (nobody's); of deals: account_id result product_id without_account.
// Sorts: position_sorts(); what is not
// known comes last either way. Errors: invalid with pointer "?<name>".
// The filters' names alone, for descriptions:
std::span<const std::string_view> account_filters();
std::span<const std::string_view> opportunity_filters();
Result<Page> list_accounts(storage::Session& session, const Actor& actor, const ListQuery& query, Instant now);
Result<Page> list_opportunities(storage::Session& session, const Actor& actor, const ListQuery& query, Instant now);

// Any other entity: equality filters on the columns given, one order.
struct ColumnFilter {
  std::string_view name;      // of the filter and of the column
  enum class Kind { id, text, flag } kind = Kind::id;
};
struct TableList {
  std::string_view table;
  std::vector<ColumnFilter> filters;
  std::string_view order_column;  // integer or text; ties by id
  bool newest_first = true;
  Place place = {};               // whose the rows are, for visibility; {} = visible to all
};
Result<Page> list_table(storage::Session& session, const Actor& actor, const TableList& table, const ListQuery& query);

}  // namespace wheelhouse::service
