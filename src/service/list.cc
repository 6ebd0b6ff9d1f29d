#include "service/list.h"

#include <algorithm>
#include <charconv>

#include "domain/all.h"
#include "service/access.h"
#include "service/wheel.h"

namespace wheelhouse::service {
namespace {

// A cursor is the sort value and the id, hex for the id, ':' between. It carries nothing secret and is checked like input.
struct Cursor {
  std::string value;  // text of the sort column; "~" for null
  Uuid id;
};
std::string print_cursor(const std::string& value, const Uuid& id) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out = to_string(id) + ".";
  for (const unsigned char c : value) { out += kHex[c >> 4]; out += kHex[c & 15]; }
  return out;
}
std::optional<Cursor> parse_cursor(std::string_view text) {
  const auto id = parse_uuid(text.substr(0, std::min<std::size_t>(36, text.size())));
  if (!id || text.size() < 37 || text[36] != '.' || text.size() % 2 == 0 || text.size() > 600) return std::nullopt;
  Cursor cursor{"", *id};
  const auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; };
  for (std::size_t i = 37; i + 1 < text.size(); i += 2) {
    const int high = digit(text[i]), low = digit(text[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    cursor.value += static_cast<char>(high << 4 | low);
  }
  return cursor;
}

class Builder {
 public:
  std::string where;
  std::vector<SqlValue> values;
  std::vector<FieldError> errors;
  std::string bind(SqlValue value) {
    values.push_back(std::move(value));
    return "?" + std::to_string(values.size());
  }
  void wrong(std::string_view name, std::string code, Params params = {}) { errors.push_back({"?" + std::string(name), std::move(code), std::move(params)}); }
  std::optional<Uuid> id(std::string_view name, std::string_view value) {
    const auto parsed = parse_uuid(value);
    if (!parsed) wrong(name, "bad_id");
    return parsed;
  }
  bool flag(std::string_view name, std::string_view value) {
    if (value != "true" && value != "false") wrong(name, "not_a_boolean");
    return value == "true";
  }
};

struct Sort {
  std::string_view name, column;
  bool integer;
  bool nullable;
};
constexpr Sort kSorts[] = {{"name", "p.sort_key", false, false},
                           {"stage", "p.stage", true, false},
                           {"value", "p.amount_minor", true, true},
                           {"dwell", "p.entered_at", true, false},
                           {"recent", "p.last_evidence_at", true, false}};

// The filters that accounts and opportunities share; returns whether `name` was one.
bool apply_position_filter(Builder& b, storage::Session& session, const Actor& actor, std::string_view name, std::string_view value, Instant now) {
  if (name == "stage") {
    const auto stage = parse_enum<Stage>(value);
    if (stage) b.where += " AND p.on_wheel = 1 AND p.stage = " + b.bind(std::int64_t{stage_number(*stage)});
    else b.wrong(name, "unknown_value", {{"value", std::string(value.substr(0, 60))}, {"allowed", "satisfaction … reassessment"}});
  } else if (name == "basis") {
    if (value != "proven" && value != "unproven") b.wrong(name, "unknown_value", {{"value", std::string(value.substr(0, 60))}, {"allowed", "proven, unproven"}});
    else b.where += value == "proven" ? " AND p.basis IN (0, 3)" : " AND p.basis IN (1, 2)";
  } else if (name == "stuck") {
    b.where += b.flag(name, value) ? " AND p.stuck_at <= " + b.bind(now.ms) : " AND (p.stuck_at IS NULL OR p.stuck_at > " + b.bind(now.ms) + ")";
  } else if (name == "stale") {
    b.where += b.flag(name, value) ? " AND p.stale_at <= " + b.bind(now.ms) : " AND (p.stale_at IS NULL OR p.stale_at > " + b.bind(now.ms) + ")";
  } else if (name == "on_wheel") {
    b.where += b.flag(name, value) ? " AND p.on_wheel = 1" : " AND p.on_wheel = 0";
  } else if (name == "owner_id") {
    if (const auto id = b.id(name, value)) b.where += " AND p.owner_id = " + b.bind(*id);
  } else if (name == "team_id") {
    if (const auto id = b.id(name, value)) {
      b.where += " AND p.owner_id IN (";
      const auto owners = visible_owners(session, actor.workspace_id, Uuid{}, UserRole::manager, id);
      for (std::size_t i = 0; i < owners->size(); ++i) b.where += (i ? ", " : "") + b.bind((*owners)[i]);
      b.where += ")";
    }
  } else {
    return false;
  }
  return true;
}

Result<Page> list_positions(storage::Session& session, const Actor& actor, Unit unit, const ListQuery& query, Builder b) {
  const bool descending = query.sort.starts_with("-");
  const std::string_view sort_name = query.sort.empty() ? "name" : std::string_view(query.sort).substr(descending ? 1 : 0);
  const auto* sort = std::find_if(std::begin(kSorts), std::end(kSorts), [&](const Sort& s) { return s.name == sort_name; });
  if (sort == std::end(kSorts)) b.wrong("sort", "unknown_value", {{"value", std::string(sort_name.substr(0, 60))}, {"allowed", "name, stage, value, dwell, recent"}});
  if (query.limit < 1 || query.limit > kPageMax) b.wrong("limit", "out_of_range", {{"min", "1"}, {"max", std::to_string(kPageMax)}});
  const auto cursor = query.cursor.empty() ? std::optional<Cursor>{} : parse_cursor(query.cursor);
  if (!query.cursor.empty() && !cursor) b.wrong("cursor", "bad_cursor");
  if (!b.errors.empty()) return fail(Error::invalid_fields(std::move(b.errors)));

  b.where += owner_predicate(actor, "p.owner_id", b.values);
  const std::string from = "FROM position p WHERE p.workspace_id = ?1 AND p.unit = ?2" + b.where;
  const std::vector<SqlValue> count_values = b.values;
  // Rows without a value come last in either direction: a second pass fetches them once the first runs dry.
  const std::string column(sort->column);
  const std::string direction = descending ? " DESC" : "";
  const std::string beyond = descending ? " < " : " > ";
  const bool in_nulls = cursor && cursor->value == "~";
  Page page;
  std::string last_value;
  const auto fetch = [&](bool nulls, const std::optional<Cursor>& after, int limit) {
    Builder q;
    q.values = b.values;
    std::string sql = "SELECT p.subject_id" + (nulls ? std::string() : ", " + column) + " " + from;
    if (sort->nullable) sql += " AND " + column + (nulls ? " IS NULL" : " IS NOT NULL");
    if (after && nulls) sql += " AND p.subject_id" + beyond + q.bind(after->id);
    else if (after) {
      std::int64_t number = 0;
      std::from_chars(after->value.data(), after->value.data() + after->value.size(), number);
      const std::string value = sort->integer ? q.bind(number) : q.bind(std::string_view(after->value));
      sql += " AND (" + column + ", p.subject_id)" + beyond + "(" + value + ", " + q.bind(after->id) + ")";
    }
    sql += " ORDER BY " + (nulls ? std::string() : column + direction + ", ") + "p.subject_id" + direction + " LIMIT " + q.bind(std::int64_t{limit});
    session.query(sql, q.values, [&](const RowReader& row) {
      page.ids.push_back(row.id(0));
      last_value = nulls ? "~" : sort->integer ? std::to_string(row.integer(1)) : std::string(row.text(1));
      if (static_cast<int>(page.ids.size()) == query.limit) page.next = print_cursor(last_value, page.ids.back());
    });
  };
  const int want = query.limit + 1;
  if (!in_nulls) fetch(false, cursor, want);
  if (sort->nullable && static_cast<int>(page.ids.size()) < want)
    fetch(true, in_nulls ? cursor : std::nullopt, want - static_cast<int>(page.ids.size()));
  if (static_cast<int>(page.ids.size()) > query.limit) page.ids.resize(static_cast<std::size_t>(query.limit));
  else page.next.reset();
  if (query.cursor.empty()) {
    Builder q;
    q.values = count_values;
    std::int64_t total = 0;
    const std::string sql = "SELECT count(*) FROM (SELECT 1 " + from + " LIMIT " + q.bind(kCountMax + 1) + ") AS counted";
    session.query(sql, q.values, [&](const RowReader& row) { total = row.integer(0); });
    page.total_is_floor = total > kCountMax;
    page.total = std::min(total, kCountMax);
  }
  return page;
}

}  // namespace

Result<Page> list_accounts(storage::Session& session, const Actor& actor, const ListQuery& query, Instant now) {
  Builder b;
  b.values = {actor.workspace_id, static_cast<std::int64_t>(Unit::account)};
  for (const auto& [name, value] : query.filters) {
    if (apply_position_filter(b, session, actor, name, value, now)) continue;
    if (name == "parent_id") {
      if (const auto id = b.id(name, value)) b.where += " AND p.account_id = " + b.bind(*id);
    } else if (name == "industry" || name == "region" || name == "tier" || name == "city") {
      b.where += " AND EXISTS (SELECT 1 FROM accounts a WHERE a.workspace_id = ?1 AND a.id = p.subject_id AND a." + name + " = " + b.bind(std::string_view(value)) + ")";
    } else {
      b.wrong(name, "unknown_parameter");
    }
  }
  return list_positions(session, actor, Unit::account, query, std::move(b));
}

Result<Page> list_opportunities(storage::Session& session, const Actor& actor, const ListQuery& query, Instant now) {
  Builder b;
  b.values = {actor.workspace_id, static_cast<std::int64_t>(Unit::opportunity)};
  for (const auto& [name, value] : query.filters) {
    if (apply_position_filter(b, session, actor, name, value, now)) continue;
    const std::string exists = " AND EXISTS (SELECT 1 FROM opportunities o WHERE o.workspace_id = ?1 AND o.id = p.subject_id AND o.";
    if (name == "account_id") {
      // By the opportunities' own index: position rows are not indexed by account.
      if (const auto id = b.id(name, value))
        b.where += " AND p.subject_id IN (SELECT o.id FROM opportunities o WHERE o.workspace_id = ?1 AND o.account_id = " + b.bind(*id) + ")";
    } else if (name == "product_id") {
      if (const auto id = b.id(name, value)) b.where += exists + "product_id = " + b.bind(*id) + ")";
    } else if (name == "result") {
      if (!parse_enum<OpportunityResult>(value)) b.wrong(name, "unknown_value", {{"value", value.substr(0, 60)}, {"allowed", "open, won, lost, no_decision"}});
      else b.where += exists + "result = " + b.bind(std::string_view(value)) + ")";
    } else if (name == "without_account") {
      b.where += b.flag(name, value) ? " AND p.account_id IS NULL" : " AND p.account_id IS NOT NULL";
    } else {
      b.wrong(name, "unknown_parameter");
    }
  }
  return list_positions(session, actor, Unit::opportunity, query, std::move(b));
}

Result<Page> list_table(storage::Session& session, const Actor& actor, const TableList& table, const ListQuery& query) {
  Builder b;
  b.values = {actor.workspace_id};
  for (const auto& [name, value] : query.filters) {
    const auto filter = std::find_if(table.filters.begin(), table.filters.end(), [&](const ColumnFilter& f) { return f.name == name; });
    if (filter == table.filters.end()) { b.wrong(name, "unknown_parameter"); continue; }
    switch (filter->kind) {
      case ColumnFilter::Kind::id:
        if (const auto id = b.id(name, value)) b.where += " AND t." + name + " = " + b.bind(*id);
        break;
      case ColumnFilter::Kind::text: b.where += " AND t." + name + " = " + b.bind(std::string_view(value)); break;
      case ColumnFilter::Kind::flag: b.where += " AND t." + name + " = " + b.bind(std::int64_t{b.flag(name, value)}); break;
    }
  }
  if (!query.sort.empty()) b.wrong("sort", "unknown_parameter");
  if (query.limit < 1 || query.limit > kPageMax) b.wrong("limit", "out_of_range", {{"min", "1"}, {"max", std::to_string(kPageMax)}});
  const auto cursor = query.cursor.empty() ? std::optional<Cursor>{} : parse_cursor(query.cursor);
  if (!query.cursor.empty() && !cursor) b.wrong("cursor", "bad_cursor");
  if (!b.errors.empty()) return fail(Error::invalid_fields(std::move(b.errors)));
  if (!table.owner_sql.empty() && actor.visible_owners) b.where += owner_predicate(actor, table.owner_sql, b.values);
  const std::string column = "t." + std::string(table.order_column);
  const std::string direction = table.newest_first ? " DESC" : "";
  const bool text_order = table.order_column == "name";
  if (cursor) {
    std::int64_t number = 0;
    std::from_chars(cursor->value.data(), cursor->value.data() + cursor->value.size(), number);
    const std::string value = text_order ? b.bind(std::string_view(cursor->value)) : b.bind(number);
    b.where += " AND (" + column + ", t.id)" + (table.newest_first ? " < (" : " > (") + value + ", " + b.bind(cursor->id) + ")";
  }
  const std::string sql = "SELECT t.id, " + column + " FROM " + std::string(table.table) + " t WHERE t.workspace_id = ?1" + b.where + " ORDER BY " +
                          column + direction + ", t.id" + direction + " LIMIT " + b.bind(std::int64_t{query.limit + 1});
  Page page;
  session.query(sql, b.values, [&](const RowReader& row) {
    page.ids.push_back(row.id(0));
    if (static_cast<int>(page.ids.size()) == query.limit)
      page.next = print_cursor(text_order ? std::string(row.text(1)) : std::to_string(row.integer(1)), page.ids.back());
  });
  if (static_cast<int>(page.ids.size()) > query.limit) page.ids.pop_back();
  else page.next.reset();
  return page;
}

}  // namespace wheelhouse::service
