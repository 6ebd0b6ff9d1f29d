#include "service/list.h"

#include <algorithm>
#include <charconv>

#include "domain/all.h"
#include "service/access.h"
#include "service/list_cursor.h"
#include "service/out_of_sight.h"
#include "service/position_list.h"
#include "service/search.h"
#include "storage/search_store.h"
#include "storage/search_terms.h"
#include "text/utf8.h"
#include "text/visible.h"

namespace wheelhouse::service {
namespace {

class Builder {
 public:
  std::string where;
  std::vector<SqlValue> values;
  std::vector<FieldError> errors;
  std::string bind(SqlValue value) {
    values.push_back(std::move(value));
    return "?" + std::to_string(values.size());
  }
  void wrong(std::string_view name, std::string code, Params params = {}) {
    errors.push_back({"?" + std::string(name), std::move(code), std::move(params)});
  }
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

// What a request asks for, turned into tests; what is wrong with it is gathered, not stopped at.
class Filters : public Builder {
 public:
  Filters(storage::Session& session, const Actor& actor, Unit unit, Instant now)
      : session_(session), actor_(actor), unit_(unit), now_(now) {}
  std::vector<PositionTest> tests;

  void unknown_value(std::string_view name, std::string_view value, std::string allowed) {
    wrong(name, "unknown_value", {{"value", std::string(value.substr(0, 60))}, {"allowed", std::move(allowed)}});
  }
  static std::string positions_where(const std::string& test) {
    return "SELECT i.subject_id FROM position i WHERE i.workspace_id = ?1 AND i.unit = ?2 AND i." + test;
  }
  // Those of a list of owners; the list may be empty, and hold nobody's as well.
  void owned_by(const std::vector<Uuid>& owners, bool or_nobody) {
    std::string list = "(";
    for (std::size_t i = 0; i < owners.size(); ++i) list += i ? ", ?" : "?";
    list += owners.empty() ? "NULL)" : ")";
    PositionTest test;
    test.text = std::string(or_nobody ? "(p.owner_id IS NULL OR " : "(") + "coalesce(p.owner_id, p.owner_id) IN " + list + ")";
    test.ids = (or_nobody ? positions_where("owner_id IS NULL") + " UNION ALL " : "") + positions_where("owner_id IN " + list);
    test.values.assign(owners.begin(), owners.end());
    tests.push_back(std::move(test));
  }
  // What the actor may see: his own people's and nobody's, and what he was given a part in.
  void visible() {
    owned_by(*actor_.visible_owners, true);
    const Grants& grants = actor_.grants;
    const bool deals = unit_ == Unit::opportunity;
    if (grants.accounts.empty() && (!deals || grants.opportunities.empty())) return;
    PositionTest& test = tests.back();
    const auto marks = [](const std::vector<Uuid>& ids) {
      std::string list = " IN (";
      for (std::size_t i = 0; i < ids.size(); ++i) list += i ? ", ?" : "?";
      return list + (ids.empty() ? "NULL)" : ")");
    };
    std::string shared = deals ? "%.subject_id" + marks(grants.opportunities) : "%.subject_id" + marks(grants.accounts);
    std::vector<SqlValue> values(deals ? grants.opportunities.begin() : grants.accounts.begin(),
                                 deals ? grants.opportunities.end() : grants.accounts.end());
    if (deals && !grants.accounts.empty()) {
      shared = "(" + shared + " OR %.subject_id IN (SELECT h.id FROM opportunities h WHERE h.workspace_id = ?1 AND h.account_id" +
               marks(grants.accounts) + "))";
      values.insert(values.end(), grants.accounts.begin(), grants.accounts.end());
    }
    const auto on = [&](char alias) {
      std::string text = shared;
      std::replace(text.begin(), text.end(), '%', alias);
      return text;
    };
    const std::vector<SqlValue> owners = test.values;
    test.text = "(" + test.text + " OR " + on('p') + ")";
    // Each id once: those of the owners are in already.
    test.ids += " UNION ALL SELECT i.subject_id FROM position i WHERE i.workspace_id = ?1 AND i.unit = ?2 AND " + on('i') +
                " AND i.owner_id IS NOT NULL AND NOT i.owner_id" + marks(*actor_.visible_owners);
    test.values.insert(test.values.end(), values.begin(), values.end());
    test.ids_values = test.values;
    test.ids_values->insert(test.ids_values->end(), owners.begin(), owners.end());
  }
  // What lies on the record's own row, in a column with an index.
  void on_record(const std::string& table, const std::string& column, SqlValue value) {
    tests.push_back({.text = "EXISTS (SELECT 1 FROM " + table + " r WHERE r.workspace_id = ?1 AND r." + column +
                             " = ? AND r.id = p.subject_id)",
                     .values = {std::move(value)},
                     .ids = "SELECT r.id FROM " + table + " r WHERE r.workspace_id = ?1 AND r." + column + " = ?"});
  }
  // The same where the index begins with the column (accounts_industry …): it, not the primary key, shall say whether an id is there.
  void in_segment(const std::string& column, std::string_view value) {
    tests.push_back({.text = "EXISTS (SELECT 1 FROM accounts r WHERE coalesce(r.workspace_id, r.workspace_id) = ?1 AND r." + column +
                             " = ? AND r.id = p.subject_id)",
                     .values = {value},
                     .ids = "SELECT r.id FROM accounts r WHERE r.workspace_id = ?1 AND r." + column + " = ?"});
  }

  // A deal of an account of that segment.
  void of_segment(const std::string& column, std::string_view value) {
    tests.push_back({.text = "EXISTS (SELECT 1 FROM accounts r WHERE r.workspace_id = ?1 AND r.id = p.account_id AND r." + column + " = ?)",
                     .values = {value},
                     .ids = "SELECT o.id FROM accounts r CROSS JOIN opportunities o WHERE r.workspace_id = ?1 AND r." + column +
                            " = ? AND o.workspace_id = ?1 AND o.account_id = r.id"});
  }
  // What a search for `text` finds among the names, by sound and in part as well. Owners are tested beside it like those of any list.
  void found_by(std::string_view text) {
    if (text::count_code_points(text) > kSearchTextMax) return wrong("q", "too_long", {{"max", std::to_string(kSearchTextMax)}});
    if (!text::has_visible_character(text)) return;  // an empty box hides nothing
    const auto question = text::parse_query(text);
    if (question.empty()) return tests.push_back({.text = "1 = 0"});
    const SearchKind kind = unit_ == Unit::account ? SearchKind::account : SearchKind::opportunity;
    std::string match = storage::narrowed(storage::search_expressions(question, text).inside, 1u << static_cast<unsigned>(kind),
                                                kAllSearchKinds, nullptr);
    tests.push_back({.text = storage::found_test(session_.engine(), "p.subject_id"),
                     .values = {storage::match_value(session_.engine(), std::move(match))},
                     .ids = storage::found_ids(session_.engine())});
  }
  void check_tier(std::string_view value) {
    if (!parse_enum<AccountTier>(value)) unknown_value("tier", value, "key, watch, individual, undecided");
  }

  // The filters that accounts and opportunities share; returns whether `name` was one.
  bool add_shared(std::string_view name, std::string_view value) {
    if (name == "stage") {
      if (const auto stage = parse_enum<Stage>(value))
        tests.push_back({.text = "coalesce(p.stage, p.stage) = ? AND p.on_wheel = 1",
                         .values = {std::int64_t{stage_number(*stage)}},
                         .ids = positions_where("stage = ? AND i.on_wheel = 1"),
                         .ordered_text = "p.stage = ? AND p.on_wheel = 1",
                         .ordered_for = {"stage", "dwell"}});
      else
        unknown_value(name, value, "satisfaction … reassessment");
    } else if (name == "basis") {
      if (value != "proven" && value != "unproven")
        unknown_value(name, value, "proven, unproven");
      else
        tests.push_back({.text = value == "proven" ? "p.basis IN (0, 3)" : "p.basis IN (1, 2)"});
    } else if (name == "stuck" || name == "stale") {
      const std::string column = std::string(name) + "_at";
      const std::string plain = "coalesce(p." + column + ", p." + column + ")";
      if (flag(name, value)) tests.push_back({.text = plain + " <= ?", .values = {now_.ms}, .ids = positions_where(column + " <= ?")});
      else tests.push_back({.text = "(" + plain + " IS NULL OR " + plain + " > ?)", .values = {now_.ms}});
    } else if (name == "on_wheel") {
      tests.push_back({.text = flag(name, value) ? "p.on_wheel = 1" : "p.on_wheel = 0"});
    } else if (name == "q") {
      found_by(value);
    } else if (name == "owner_id") {
      if (const auto owner = id(name, value))
        tests.push_back({.text = "coalesce(p.owner_id, p.owner_id) = ?",
                         .values = {*owner},
                         .ids = positions_where("owner_id = ?"),
                         .ordered_text = "p.owner_id = ?",
                         .ordered_for = {"name"}});
    } else if (name == "team_id") {
      if (const auto team = id(name, value)) {
        auto members = *visible_owners(session_, actor_.workspace_id, Uuid{}, UserRole::manager, team);
        std::erase(members, Uuid{});
        owned_by(members, false);
      }
    } else {
      return false;
    }
    return true;
  }

  Result<Page> list(const ListQuery& query) {
    PositionListing listing;
    listing.unit = unit_;
    listing.limit = query.limit;
    listing.descending = query.sort.starts_with("-");
    listing.sort = query.sort.empty() ? "name" : std::string_view(query.sort).substr(listing.descending ? 1 : 0);
    const auto sorts = position_sorts(unit_);
    if (std::find(sorts.begin(), sorts.end(), listing.sort) == sorts.end()) {
      std::string allowed;
      for (const std::string_view sort : sorts) allowed += (allowed.empty() ? "" : ", ") + std::string(sort);
      unknown_value("sort", listing.sort, std::move(allowed));
    }
    if (query.limit < 1 || query.limit > kPageMax) wrong("limit", "out_of_range", {{"min", "1"}, {"max", std::to_string(kPageMax)}});
    listing.fingerprint = list_fingerprint(to_string(unit_), query.sort.empty() ? "name" : query.sort, query.filters);
    if (!query.cursor.empty() && !(listing.cursor = parse_cursor(query.cursor, listing.fingerprint))) wrong("cursor", "bad_cursor");
    if (!errors.empty()) return fail(Error::invalid_fields(std::move(errors)));
    if (actor_.visible_owners) visible();
    // Where an order told what a deal out of sight is worth, or when it was called about, others would read it off the neighbours.
    if (unit_ == Unit::account && listing.sort == "value") listing.unvalued = accounts_led_out_of_sight(session_, actor_);
    if (unit_ == Unit::account && listing.sort == "last_touch_at") listing.touches = touches_in_sight(session_, actor_);
    listing.tests = std::move(tests);
    return list_positions(session_, actor_.workspace_id, listing);
  }

 private:
  storage::Session& session_;
  const Actor& actor_;
  const Unit unit_;
  const Instant now_;
};

bool is_segment(std::string_view name) { return name == "industry" || name == "region" || name == "tier" || name == "city"; }

// Those of deals alone come first, that of accounts alone comes last: both lists are a stretch of this one.
constexpr std::string_view kFilters[] = {"account_id", "product_id", "result",   "without_account", "q",      "stage", "basis", "stuck",
                                         "stale",      "on_wheel",   "owner_id", "team_id",         "industry", "region", "tier", "city",
                                         "pool",       "parent_id"};

}  // namespace

std::span<const std::string_view> account_filters() { return std::span(kFilters).subspan(4); }
std::span<const std::string_view> opportunity_filters() { return std::span(kFilters).first(std::size(kFilters) - 2); }

Result<Page> list_accounts(storage::Session& session, const Actor& actor, const ListQuery& query, Instant now) {
  Filters filters(session, actor, Unit::account, now);
  for (const auto& [name, value] : query.filters) {
    if (filters.add_shared(name, value)) continue;
    if (name == "pool") {
      if (filters.flag(name, value))
        filters.tests.push_back({.text = "p.owner_id IS NULL", .ids = Filters::positions_where("owner_id IS NULL")});
      else
        filters.tests.push_back({.text = "p.owner_id IS NOT NULL"});
    } else if (name == "parent_id") {
      if (const auto parent = filters.id(name, value)) filters.on_record("accounts", "parent_id", *parent);
    } else if (is_segment(name)) {
      if (name == "tier") filters.check_tier(value);
      filters.in_segment(name, value);
    } else {
      filters.wrong(name, "unknown_parameter");
    }
  }
  return filters.list(query);
}

Result<Page> list_opportunities(storage::Session& session, const Actor& actor, const ListQuery& query, Instant now) {
  Filters filters(session, actor, Unit::opportunity, now);
  for (const auto& [name, value] : query.filters) {
    if (filters.add_shared(name, value)) continue;
    if (name == "account_id" || name == "product_id") {
      if (const auto id = filters.id(name, value)) filters.on_record("opportunities", name, *id);
    } else if (is_segment(name)) {
      if (name == "tier") filters.check_tier(value);
      filters.of_segment(name, value);
    } else if (name == "result") {
      if (!parse_enum<OpportunityResult>(value))
        filters.unknown_value(name, value, "open, won, lost, no_decision");
      else
        filters.tests.push_back(
            {.text = "EXISTS (SELECT 1 FROM opportunities r WHERE r.workspace_id = ?1 AND r.id = p.subject_id AND r.result = ?)",
             .values = {std::string_view(value)}});
    } else if (name == "without_account") {
      if (filters.flag(name, value))
        filters.tests.push_back(
            {.text = "p.account_id IS NULL", .ids = "SELECT r.id FROM opportunities r WHERE r.workspace_id = ?1 AND r.account_id IS NULL"});
      else
        filters.tests.push_back({.text = "p.account_id IS NOT NULL"});
    } else {
      filters.wrong(name, "unknown_parameter");
    }
  }
  return filters.list(query);
}

Result<Page> list_table(storage::Session& session, const Actor& actor, const TableList& table, const ListQuery& query) {
  Builder b;
  b.values = {actor.workspace_id};
  for (const auto& [name, value] : query.filters) {
    const auto filter = std::find_if(table.filters.begin(), table.filters.end(), [&](const ColumnFilter& f) { return f.name == name; });
    if (filter == table.filters.end()) {
      b.wrong(name, "unknown_parameter");
      continue;
    }
    switch (filter->kind) {
      case ColumnFilter::Kind::id:
        if (const auto id = b.id(name, value)) b.where += " AND t." + name + " = " + b.bind(*id);
        break;
      case ColumnFilter::Kind::text:
        b.where += " AND t." + name + " = " + b.bind(std::string_view(value));
        break;
      case ColumnFilter::Kind::flag:
        b.where += " AND t." + name + " = " + b.bind(std::int64_t{b.flag(name, value)});
        break;
    }
  }
  if (!query.sort.empty()) b.wrong("sort", "unknown_parameter");
  if (query.limit < 1 || query.limit > kPageMax) b.wrong("limit", "out_of_range", {{"min", "1"}, {"max", std::to_string(kPageMax)}});
  const std::uint64_t fingerprint = list_fingerprint(table.table, table.order_column, query.filters);
  const auto cursor = query.cursor.empty() ? std::optional<Cursor>{} : parse_cursor(query.cursor, fingerprint);
  if (!query.cursor.empty() && !cursor) b.wrong("cursor", "bad_cursor");
  if (!b.errors.empty()) return fail(Error::invalid_fields(std::move(b.errors)));
  if (!table.place.owner.empty()) b.where += visible_predicate(actor, table.place, b.values);
  const std::string column = "t." + std::string(table.order_column);
  const std::string direction = table.newest_first ? " DESC" : "";
  const bool text_order = table.order_column == "name";
  if (cursor) {
    std::int64_t number = 0;
    std::from_chars(cursor->place.data(), cursor->place.data() + cursor->place.size(), number);
    const std::string value = text_order ? b.bind(std::string_view(cursor->place)) : b.bind(number);
    b.where += " AND (" + column + ", t.id)" + (table.newest_first ? " < (" : " > (") + value + ", " + b.bind(cursor->id) + ")";
  }
  const std::string sql = "SELECT t.id, " + column + " FROM " + std::string(table.table) + " t WHERE t.workspace_id = ?1" + b.where +
                          " ORDER BY " + column + direction + ", t.id" + direction + " LIMIT " + b.bind(std::int64_t{query.limit + 1});
  Page page;
  session.query(sql, b.values, [&](const RowReader& row) {
    page.ids.push_back(row.id(0));
    if (static_cast<int>(page.ids.size()) == query.limit)
      page.next = print_cursor({text_order ? std::string(row.text(1)) : std::to_string(row.integer(1)), page.ids.back()}, fingerprint);
  });
  if (static_cast<int>(page.ids.size()) > query.limit)
    page.ids.pop_back();
  else
    page.next.reset();
  return page;
}

}  // namespace wheelhouse::service
