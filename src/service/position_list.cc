#include "service/position_list.h"

#include <algorithm>
#include <charconv>

namespace wheelhouse::service {
namespace {

constexpr std::int64_t kFew = 1'500;               // so many are found and ordered about as fast as a walk finds a page of them
constexpr std::int64_t kWalkMax = 20'000;          // rows looked at before the other way is tried
constexpr std::int64_t kCountedMax = 2'000;        // rows looked at for a total under several tests
constexpr std::int64_t kGatherCountMax = 200'000;  // how far the other way's cost is counted out then
constexpr std::string_view kNoValue = "~";         // place of a row without a value

// Most orders are those of columns of position. The others follow a column of a record, or of what is kept beside it: the walk then
// begins there and looks the position up.
struct Sort {
  std::string_view name;
  std::vector<std::string_view> columns;  // ties by the id
  bool text = false;
  bool nullable = false;
  bool reversed = false;  // the longest dwell is the earliest entry
  std::string_view table = "";  // of the column, alias s, when it is not one of position
  std::string_view key = "";    // its column of ids
};
const Sort& sort_named(std::string_view name, Unit unit) {
  static const std::vector<Sort> kSorts{{.name = "name", .columns = {"p.sort_key"}, .text = true},
                                        {.name = "stage", .columns = {"p.stage", "p.entered_at"}},
                                        {.name = "value", .columns = {"p.amount_minor"}, .nullable = true},
                                        {.name = "dwell", .columns = {"p.entered_at"}, .reversed = true},
                                        {.name = "recent", .columns = {"p.last_evidence_at"}}};
  static const std::vector<Sort> kOfAccounts{
      {.name = "updated_at", .columns = {"s.updated_at"}, .table = "accounts", .key = "s.id"},
      {.name = "last_touch_at", .columns = {"s.touched_at"}, .nullable = true, .table = "account_touch", .key = "s.account_id"}};
  static const std::vector<Sort> kOfOpportunities{
      {.name = "amount", .columns = {"p.amount_minor"}, .nullable = true},
      {.name = "updated_at", .columns = {"s.updated_at"}, .table = "opportunities", .key = "s.id"},
      {.name = "expected_close", .columns = {"s.expected_close"}, .nullable = true, .table = "opportunities", .key = "s.id"}};
  for (const auto* sorts : {&kSorts, unit == Unit::account ? &kOfAccounts : &kOfOpportunities})
    for (const Sort& sort : *sorts)
      if (sort.name == name) return sort;
  return kSorts.front();
}

class Statement {
 public:
  std::string text;
  std::vector<SqlValue> values;
  std::string bind(SqlValue value) {
    values.push_back(std::move(value));
    return "?" + std::to_string(values.size());
  }
  // Appends `piece`, each '?' in it bound to the next of `more`.
  void add(std::string_view piece, const std::vector<SqlValue>& more) {
    auto value = more.begin();
    for (std::size_t i = 0; i < piece.size(); ++i) {
      const bool numbered = i + 1 < piece.size() && piece[i + 1] >= '0' && piece[i + 1] <= '9';
      if (piece[i] == '?' && !numbered) text += bind(*value++);
      else text += piece[i];
    }
  }
};

class Pager {
 public:
  Pager(storage::Session& session, std::int64_t workspace_id, const PositionListing& listing)
      : session_(session), workspace_id_(workspace_id), listing_(listing), sort_(sort_named(listing.sort, listing.unit)),
        descending_(listing.descending != sort_.reversed) {}

  Page run() {
    choose_way();
    const int want = listing_.limit + 1;
    const bool in_nulls = sort_.nullable && listing_.cursor && listing_.cursor->place == kNoValue;
    if (!in_nulls) fetch(false, want);
    // Rows without a value come last in either direction.
    if (sort_.nullable && static_cast<int>(rows_.size()) < want) fetch(true, want);
    Page page;
    for (const Cursor& row : rows_) page.ids.push_back(row.id);
    if (static_cast<int>(rows_.size()) == want) {
      page.ids.pop_back();
      page.next = print_cursor(rows_[rows_.size() - 2], listing_.fingerprint);
    }
    if (!listing_.cursor) count(page);
    return page;
  }

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  Statement begin(std::string text) const {
    Statement s;
    s.text = std::move(text);
    s.values = {workspace_id_, static_cast<std::int64_t>(listing_.unit)};
    return s;
  }
  static const std::vector<SqlValue>& values_of_ids(const PositionTest& test) { return test.ids_values ? *test.ids_values : test.values; }
  std::int64_t count_ids(const PositionTest& test, std::int64_t most) {
    Statement s = begin("SELECT count(*) FROM (");
    if (test.ids.find("?2") == std::string::npos) s.values.pop_back();  // asks a record's own table, which knows no unit
    s.add(test.ids, values_of_ids(test));
    s.text += " LIMIT " + s.bind(most) + ") AS passing";
    std::int64_t n = 0;
    session_.query(s.text, s.values, [&](const RowReader& row) { n = row.integer(0); });
    return n;
  }
  // The test that leaves fewest, counted up to `most`; `n` is how many.
  std::size_t most_selective(std::int64_t most, std::int64_t& n) {
    std::size_t best = kNone;
    n = most;
    for (std::size_t i = 0; i < listing_.tests.size(); ++i) {
      if (listing_.tests[i].ids.empty()) continue;
      const std::int64_t passing = count_ids(listing_.tests[i], n);
      if (passing < n || best == kNone) best = i;
      n = std::min(n, passing);
    }
    return best;
  }

  void choose_way() {
    for (std::size_t i = 0; i < listing_.tests.size() && ordered_ == kNone; ++i) {
      const auto& sorts = listing_.tests[i].ordered_for;
      if (std::find(sorts.begin(), sorts.end(), sort_.name) != sorts.end()) ordered_ = i;
    }
    std::int64_t n = 0;
    selective_ = most_selective(kFew + 1, n);
    const bool straight = ordered_ != kNone && listing_.tests.size() == 1;
    gather_ = selective_ != kNone && n <= kFew && !straight;
  }

  void fetch(bool nulls, int want) {
    if (!gather_) {
      if (walk(nulls, want, kWalkMax)) return;
      // So few meet the filters together that walking on would mean the whole book, unless there is nothing else to go by.
      std::int64_t n = 0;
      const std::size_t best = most_selective(kGatherCountMax + 1, n);
      if (best == kNone || n > kGatherCountMax) {
        walk(nulls, want, INT64_MAX);
        return;
      }
      selective_ = best;
      gather_ = true;
    }
    gather(nulls, want);
  }

  // An expression that no index answers, on either engine.
  static std::string unindexed(std::string_view column) {
    return "coalesce(" + std::string(column) + ", " + std::string(column) + ")";
  }
  std::string order_columns(bool nulls, bool indexed) const {
    std::string out;
    if (!nulls)
      for (const std::string_view column : sort_.columns) out += (indexed ? std::string(column) : unindexed(column)) + ", ";
    return out;
  }
  // SELECT of the place and the id, from where the page before ended.
  Statement select(bool nulls, bool indexed, const std::string& passes) const {
    Statement s = begin("SELECT p.subject_id, " + passes);
    if (!nulls)
      for (const std::string_view column : sort_.columns) s.text += ", " + std::string(column);
    s.text += from(s, nulls, indexed);
    const auto& cursor = listing_.cursor;
    if (cursor && (!sort_.nullable || nulls == (cursor->place == kNoValue)))
      s.text += " AND (" + order_columns(nulls, indexed) + tie(nulls, indexed) + ")" +
                (descending_ ? " < (" : " > (") + (nulls ? "" : bind_place(s, cursor->place)) + s.bind(cursor->id) + ")";
    return s;
  }
  std::string from(Statement& s, bool nulls, bool indexed) const {
    const std::string column(sort_.columns[0]), own = "p.workspace_id = ?1 AND p.unit = ?2";
    if (sort_.table.empty() && sort_.nullable && listing_.unvalued) {
      const std::string hidden = "p.subject_id IN (" + storage::take_in(*listing_.unvalued, s.values);
      return " FROM position p WHERE " + own + " AND " +
             (nulls ? "(" + column + " IS NULL OR " + hidden + "))" : column + " IS NOT NULL AND NOT " + hidden + ")");
    }
    if (sort_.table.empty())
      return " FROM position p WHERE " + own + (sort_.nullable ? " AND " + column + (nulls ? " IS NULL" : " IS NOT NULL") : "");
    const std::string key(sort_.key);
    if (listing_.touches && nulls)  // asked for once, not for every row
      return " FROM position p WHERE " + own + " AND p.subject_id NOT IN (SELECT " + key + " FROM " +
             storage::take_in(*listing_.touches, s.values) + " s)";
    const std::string table = listing_.touches ? storage::take_in(*listing_.touches, s.values) : std::string(sort_.table);
    if (nulls)
      return " FROM position p WHERE " + own + " AND NOT EXISTS (SELECT 1 FROM " + table + " s WHERE s.workspace_id = ?1 AND " + key +
             " = p.subject_id AND " + column + " IS NOT NULL)";
    // CROSS JOIN: in this order. The first table is the one whose index leads.
    return (indexed ? " FROM " + table + " s CROSS JOIN position p" : " FROM position p CROSS JOIN " + table + " s") + " WHERE " + own +
           " AND s.workspace_id = ?1 AND " + key + " = p.subject_id" + (sort_.nullable ? " AND " + column + " IS NOT NULL" : "");
  }
  std::string tie(bool nulls, bool indexed) const {
    if (!indexed) return unindexed("p.subject_id");
    return nulls || sort_.key.empty() ? "p.subject_id" : std::string(sort_.key);
  }
  std::string bind_place(Statement& s, std::string_view place) const {
    if (sort_.text) return s.bind(place) + ", ";
    std::string out;
    for (std::size_t i = 0; i < sort_.columns.size(); ++i) {
      std::int64_t number = 0;
      const auto parsed = std::from_chars(place.data(), place.data() + place.size(), number);
      place.remove_prefix(static_cast<std::size_t>(parsed.ptr - place.data()));
      if (!place.empty()) place.remove_prefix(1);
      out += s.bind(number) + ", ";
    }
    return out;
  }
  std::string order_by(bool nulls, bool indexed) const {
    const std::string direction = descending_ ? " DESC" : "";
    std::string out = " ORDER BY ";
    if (!nulls)
      for (const std::string_view column : sort_.columns) out += (indexed ? std::string(column) : unindexed(column)) + direction + ", ";
    return out + (indexed ? tie(nulls, true) : "p.subject_id") + direction;
  }
  void take(const RowReader& row, bool nulls) {
    Cursor& taken = rows_.emplace_back();
    taken.id = row.id(0);
    if (nulls) taken.place = kNoValue;
    else if (sort_.text) taken.place = row.text(2);
    else
      for (std::size_t i = 0; i < sort_.columns.size(); ++i)
        taken.place += (i ? "." : "") + std::to_string(row.integer(2 + static_cast<int>(i)));
  }

  // An engine at the other end of a wire would send every row before the first is looked at: there the walk ends by itself. With the
  // row at which it gives up, if it comes to that, and the number of each.
  static void stop_there(Statement& walk, bool has_tests, int room, std::int64_t looked_at_max) {
    const std::string limit = looked_at_max == INT64_MAX ? "" : std::to_string(looked_at_max);
    const std::string inner = limit.empty() ? walk.text : walk.text + " LIMIT " + (has_tests ? limit : std::to_string(room));
    walk.text = "SELECT * FROM (SELECT looked.*, row_number() OVER () AS number FROM (" + inner + ") AS looked) AS numbered";
    if (has_tests) walk.text += " WHERE passes = 1" + (limit.empty() ? "" : " OR number = " + limit);
    walk.text += " LIMIT " + std::to_string(room + (limit.empty() ? 0 : 1));
  }

  // False, and nothing taken, when `looked_at_max` rows did not fill the page.
  bool walk(bool nulls, int want, std::int64_t looked_at_max) {
    // The tests become a column, so that rows that fail them are counted too.
    Statement tests;
    std::string passes = "CASE WHEN 1 = 1";
    std::vector<SqlValue> test_values;
    bool has_tests = false;
    for (std::size_t i = 0; i < listing_.tests.size(); ++i) {
      if (i == ordered_) continue;
      has_tests = true;
      passes += " AND " + listing_.tests[i].text;
      test_values.insert(test_values.end(), listing_.tests[i].values.begin(), listing_.tests[i].values.end());
    }
    passes += " THEN 1 ELSE 0 END AS passes";
    Statement s = select(nulls, true, "@passes@");
    const std::size_t at = s.text.find("@passes@");
    Statement numbered;
    numbered.values = std::move(s.values);
    numbered.add(passes, test_values);
    s.text.replace(at, 8, numbered.text);
    s.values = std::move(numbered.values);
    if (ordered_ != kNone) {
      s.text += " AND ";
      s.add(listing_.tests[ordered_].ordered_text, listing_.tests[ordered_].values);
    }
    s.text += order_by(nulls, true);
    const std::size_t before = rows_.size();
    const bool in_process = session_.engine() == storage::Engine::sqlite;
    if (!in_process) stop_there(s, has_tests, want - static_cast<int>(before), looked_at_max);
    const int number_at = 2 + (nulls ? 0 : static_cast<int>(sort_.columns.size()));  // of the row among those looked at
    std::int64_t looked_at = 0;
    bool given_up = false;
    session_.query(s.text, s.values, [&](const RowReader& row) {
      if (row.integer(1) != 0) take(row, nulls);
      looked_at = in_process ? looked_at + 1 : row.integer(number_at);
      given_up = looked_at >= looked_at_max;
      return static_cast<int>(rows_.size()) < want && !given_up;
    });
    if (!given_up || static_cast<int>(rows_.size()) >= want) return true;
    rows_.resize(before);
    return false;
  }

  void gather(bool nulls, int want) {
    Statement s = select(nulls, false, "1");
    for (std::size_t i = 0; i < listing_.tests.size(); ++i) {
      s.text += " AND ";
      const PositionTest& test = listing_.tests[i];
      if (i == selective_) s.add("p.subject_id IN (" + test.ids + ")", values_of_ids(test));
      else s.add(test.text, test.values);
    }
    s.text += order_by(nulls, false) + " LIMIT " + s.bind(std::int64_t{want} - static_cast<std::int64_t>(rows_.size()));
    session_.query(s.text, s.values, [&](const RowReader& row) { take(row, nulls); });
  }

  // Exact while few rows need looking at; else what was found so far, "or more".
  void count(Page& page) {
    std::int64_t n = 0;
    const std::size_t first = selective_;
    if (first != kNone && listing_.tests.size() == 1) {
      n = count_ids(listing_.tests[first], kCountMax + 1);
      page.total_is_floor = n > kCountMax;
      page.total = std::min(n, kCountMax);
      return;
    }
    Statement s = begin("SELECT count(*), coalesce(sum(passes), 0) FROM (SELECT CASE WHEN 1 = 1");
    for (std::size_t i = 0; i < listing_.tests.size(); ++i) {
      if (i == first) continue;
      s.text += " AND ";
      s.add(listing_.tests[i].text, listing_.tests[i].values);
    }
    s.text += " THEN 1 ELSE 0 END AS passes FROM position p WHERE p.workspace_id = ?1 AND p.unit = ?2";
    if (first != kNone) {
      s.text += " AND ";
      s.add("p.subject_id IN (" + listing_.tests[first].ids + ")", values_of_ids(listing_.tests[first]));
    }
    const std::int64_t most = listing_.tests.empty() ? kCountMax + 1 : kCountedMax;
    s.text += " LIMIT " + s.bind(most) + ") AS looked_at";
    bool all = true;
    session_.query(s.text, s.values, [&](const RowReader& row) {
      all = row.integer(0) < most;
      n = row.integer(1);
    });
    n = std::max(n, static_cast<std::int64_t>(page.ids.size()) + (page.next ? 1 : 0));
    page.total_is_floor = !all || n > kCountMax;
    page.total = std::min(n, kCountMax);
  }

  storage::Session& session_;
  const std::int64_t workspace_id_;
  const PositionListing& listing_;
  const Sort& sort_;
  const bool descending_;
  std::size_t selective_ = kNone;  // the test that leaves fewest
  std::size_t ordered_ = kNone;  // a test whose index keeps the order
  bool gather_ = false;
  std::vector<Cursor> rows_;
};

}  // namespace

std::span<const std::string_view> position_sorts(Unit unit) {
  static constexpr std::string_view kAccounts[] = {"name", "stage", "value", "dwell", "recent", "updated_at", "last_touch_at"};
  static constexpr std::string_view kOpportunities[] = {"name",   "stage",      "value",         "dwell", "recent",
                                                        "amount", "updated_at", "expected_close"};
  if (unit == Unit::account) return kAccounts;
  return kOpportunities;
}

Page list_positions(storage::Session& session, std::int64_t workspace_id, const PositionListing& listing) {
  return Pager(session, workspace_id, listing).run();
}

}  // namespace wheelhouse::service
