#include "storage/copy_book.h"

#include <openssl/evp.h>

#include <algorithm>
#include <bit>
#include <memory>
#include <vector>

#include "storage/search_store.h"

namespace wheelhouse::storage {
namespace {

constexpr int kBatchRows = 1'000;
constexpr std::size_t kBatchBytes = 8u << 20;  // of pieces of files
constexpr std::string_view kMark = "book_copy";  // a table that stands in the target from the first row to the last check

enum class ValueKind { integer, real, text, id, bytes };
struct Column {
  std::string name;
  ValueKind kind;
  bool operator==(const Column&) const = default;
};
struct Table {
  std::string name;
  std::vector<Column> columns;  // the key first, in its order
  std::size_t key_size = 0;
};

ValueKind kind_of_type(std::string_view type) {
  if (type == "INTEGER" || type == "bigint") return ValueKind::integer;
  if (type == "REAL" || type == "double precision") return ValueKind::real;
  if (type == "uuid") return ValueKind::id;
  if (type == "BLOB" || type == "bytea") return ValueKind::bytes;
  return ValueKind::text;
}

std::vector<std::string> table_names(Session& session) {
  std::vector<std::string> names;
  // The search index of SQLite is made anew from search_entry.
  const std::string_view sql =
      session.engine() == Engine::sqlite
          ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'search_index%' "
            "ORDER BY name"
          : "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename COLLATE \"C\"";
  session.query(sql, {}, [&](const RowReader& row) {
    if (row.text(0) != "schema_migration" && row.text(0) != kMark) names.emplace_back(row.text(0));
  });
  return names;
}

Table describe(Session& session, const std::string& name) {
  Table table{.name = name};
  std::vector<std::pair<std::int64_t, Column>> columns;  // place in the key, from 1; behind it what is not in the key
  const std::string_view sql =
      session.engine() == Engine::sqlite
          ? "SELECT name, type, pk FROM pragma_table_info(?1) ORDER BY cid"
          : "SELECT a.attname, format_type(a.atttypid, NULL), coalesce(array_position(i.indkey::smallint[], a.attnum), -1) + 1 "
            "FROM pg_attribute a LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary "
            "WHERE a.attrelid = (quote_ident(current_schema()) || '.' || quote_ident(?1))::regclass AND a.attnum > 0 "
            "AND NOT a.attisdropped "
            "ORDER BY a.attnum";
  session.query(sql, {std::string_view(name)}, [&](const RowReader& row) {
    if (row.text(1) == "tsvector") return;  // made from the row's text
    // Of entries of the search the number alone is the key on SQLite, the number in its workspace on PostgreSQL: the number will do.
    const std::int64_t place = name == "search_entry" ? row.text(0) == "entry" : row.integer(2);
    columns.push_back({place > 0 ? place : 1'000, {std::string(row.text(0)), kind_of_type(row.text(1))}});
    table.key_size += place > 0;
  });
  std::stable_sort(columns.begin(), columns.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (auto& [place, column] : columns) table.columns.push_back(std::move(column));
  return table;
}

// SQLite knows bytes alone where PostgreSQL tells ids and bytes apart; otherwise both must say the same.
Table agreed(const Table& a, const Table& b) {
  Table table = a;
  bool same = a.columns.size() == b.columns.size() && a.key_size == b.key_size && a.key_size > 0;
  for (const Column& column : b.columns) {
    const auto mine = std::find_if(table.columns.begin(), table.columns.end(), [&](const Column& c) { return c.name == column.name; });
    if (mine == table.columns.end()) { same = false; break; }
    if (mine->kind == ValueKind::bytes && column.kind == ValueKind::id) mine->kind = ValueKind::id;
    same = same && (mine->kind == column.kind || (mine->kind == ValueKind::id && column.kind == ValueKind::bytes));
  }
  if (!same) throw StorageError(StorageError::Kind::other, "table " + a.name + " differs between the two schemas");
  return table;
}

std::vector<Table> tables_of(Session& from, Session& to) {
  const std::vector<std::string> names = table_names(from);
  if (names != table_names(to)) throw StorageError(StorageError::Kind::other, "the two schemas differ");
  std::vector<Table> tables;
  for (const std::string& name : names) tables.push_back(agreed(describe(from, name), describe(to, name)));
  return tables;
}

std::string column_list(const Table& table, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += (i ? ", \"" : "\"") + table.columns[i].name + "\"";
  return out;
}
std::string placeholders(std::size_t count) {
  std::string out;
  for (std::size_t i = 1; i <= count; ++i) out += (i > 1 ? ", ?" : "?") + std::to_string(i);
  return out;
}

// A row that outlives its RowReader.
using Values = std::vector<SqlValue>;
SqlValue value_at(const RowReader& row, int column, ValueKind kind) {
  if (row.is_null(column)) return {};
  switch (kind) {
    case ValueKind::integer: return row.integer(column);
    case ValueKind::real: return row.real(column);
    case ValueKind::text:
    case ValueKind::bytes: return std::string(row.text(column));
    case ValueKind::id: return row.id(column);
  }
  return {};
}
Values values_of(const Table& table, const RowReader& row, std::size_t count) {
  Values values;
  values.reserve(count);
  for (std::size_t i = 0; i < count; ++i) values.push_back(value_at(row, static_cast<int>(i), table.columns[i].kind));
  return values;
}
// As they are bound: bytes are not text. Views into `values`.
Values bound(const Table& table, const Values& values) {
  Values out;
  out.reserve(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto* text = std::get_if<std::string>(&values[i]);
    if (!text) out.push_back(values[i]);
    else if (table.columns[i].kind == ValueKind::bytes) out.emplace_back(Bytes{*text});
    else out.emplace_back(std::string_view(*text));
  }
  return out;
}

struct Sum {
  std::int64_t rows = 0;
  std::string hash;
  bool operator==(const Sum&) const = default;
};

// SHA-256 over every row in the order of the key. Each value is led by its kind and length, so that no two books look alike.
Sum sum_of(Session& session, const Table& table) {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  if (EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) != 1) throw std::runtime_error("SHA-256 is not available");
  const auto add = [&](char tag, std::string_view bytes) {
    const std::uint64_t size = bytes.size();
    EVP_DigestUpdate(context.get(), &tag, 1);
    EVP_DigestUpdate(context.get(), &size, sizeof size);
    EVP_DigestUpdate(context.get(), bytes.data(), bytes.size());
  };
  const auto add_number = [&](char tag, std::uint64_t bits) { add(tag, {reinterpret_cast<const char*>(&bits), sizeof bits}); };
  Sum sum;
  const std::string all = column_list(table, table.columns.size()), key = column_list(table, table.key_size);
  session.scan("SELECT " + all + " FROM " + table.name + " ORDER BY " + key, {}, [&](const RowReader& row) {
    ++sum.rows;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const int c = static_cast<int>(i);
      if (row.is_null(c)) { add('n', {}); continue; }
      switch (table.columns[i].kind) {
        case ValueKind::integer: add_number('i', static_cast<std::uint64_t>(row.integer(c))); break;
        case ValueKind::real: add_number('r', std::bit_cast<std::uint64_t>(row.real(c))); break;
        case ValueKind::text: add('t', row.text(c)); break;
        case ValueKind::id: add('b', row.id(c).view()); break;
        case ValueKind::bytes: add('b', row.text(c)); break;
      }
    }
  });
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  EVP_DigestFinal_ex(context.get(), digest, &size);
  sum.hash.assign(reinterpret_cast<const char*>(digest), size);
  return sum;
}

std::int64_t count_rows(Session& session, const std::string& table) { return session.query_integer("SELECT count(*) FROM " + table); }

// What a book is known by: the end of each workspace's chain. A book without history is known by its first workspace.
std::string identity_of(Session& session) {
  std::string identity;
  session.query("SELECT id, created_at FROM workspace ORDER BY id", {}, [&](const RowReader& row) {
    identity += std::to_string(row.integer(0)) + "@" + std::to_string(row.integer(1)) + " ";
  });
  session.query("SELECT workspace_id, seq, hash FROM event_head ORDER BY workspace_id", {}, [&](const RowReader& row) {
    static constexpr char kHex[] = "0123456789abcdef";
    identity += std::to_string(row.integer(0)) + ":" + std::to_string(row.integer(1)) + ":";
    for (const char c : row.text(2)) {
      identity += kHex[static_cast<unsigned char>(c) >> 4];
      identity += kHex[static_cast<unsigned char>(c) & 15];
    }
    identity += ' ';
  });
  return identity;
}

class Copy {
 public:
  Copy(Session& from, Database& to, const std::function<void(const CopyProgress&)>& progress) : from_(from), to_(to), progress_(progress) {}

  CopyReport run() {
    to_.read([&](Session& session) {
      tables_ = tables_of(from_, session);
      for (const Table& table : tables_) {
        state_.total += count_rows(from_, table.name);
        state_.done += count_rows(session, table.name);
      }
      check_target(session);
    });
    if (!report_.resumed)
      to_.write([&](Session& session) {
        session.run_script("CREATE TABLE " + std::string(kMark) + " (identity text NOT NULL)");
        session.send("INSERT INTO " + std::string(kMark) + " (identity) VALUES (?1)", {identity_of(from_)});
      });
    for (const Table& table : tables_) copy(table);
    for (const Table& table : tables_) verify(table);
    to_.write([](Session& session) { session.run_script("DROP TABLE " + std::string(kMark)); });
    report_.tables = static_cast<int>(tables_.size());
    return report_;
  }

 private:
  void check_target(Session& session) {
    report_.resumed = is_unfinished_copy(session);
    if (!report_.resumed) {
      if (state_.done > 0) throw CopyRefused(CopyRefused::Reason::target_not_empty, "");
      return;
    }
    std::string begun;
    session.query_first("SELECT identity FROM " + std::string(kMark), {}, [&](const RowReader& row) { begun = row.text(0); });
    if (begun != identity_of(from_)) throw CopyRefused(CopyRefused::Reason::source_changed, "");
  }

  // The last key that the target holds; keys are ordered alike on every engine (by bytes), and so are the batches.
  Values last_key(const Table& table) {
    Values key;
    const std::string columns = column_list(table, table.key_size);
    std::string order;
    for (std::size_t i = 0; i < table.key_size; ++i) order += (i ? ", \"" : "\"") + table.columns[i].name + "\" DESC";
    to_.read([&](Session& session) {
      session.query_first("SELECT " + columns + " FROM " + table.name + " ORDER BY " + order + " LIMIT 1", {},
                          [&](const RowReader& row) { key = values_of(table, row, table.key_size); });
    });
    return key;
  }

  void copy(const Table& table) {
    const std::string columns = column_list(table, table.columns.size()), key_columns = column_list(table, table.key_size);
    const std::string select = "SELECT " + columns + " FROM " + table.name;
    const std::string batch = " ORDER BY " + key_columns + " LIMIT " + std::to_string(kBatchRows);
    const std::string first = select + batch;
    const std::string next = select + " WHERE (" + key_columns + ") > (" + placeholders(table.key_size) + ")" + batch;
    const std::string insert =
        "INSERT INTO " + table.name + " (" + columns + ") VALUES (" + placeholders(table.columns.size()) + ")";
    Values key = last_key(table);
    while (true) {
      std::vector<Values> rows;
      std::size_t bytes = 0;
      from_.query(key.empty() ? first : next, bound(table, key), [&](const RowReader& row) {
        rows.push_back(values_of(table, row, table.columns.size()));
        for (const SqlValue& value : rows.back())
          if (const auto* text = std::get_if<std::string>(&value)) bytes += text->size();
        return bytes < kBatchBytes;
      });
      if (rows.empty()) return;
      to_.write([&](Session& session) {
        for (const Values& row : rows)
          if (table.name == "search_entry") put(session, table, row);
          else session.send(insert, bound(table, row));
      });
      key.assign(rows.back().begin(), rows.back().begin() + static_cast<std::ptrdiff_t>(table.key_size));
      report_.rows += static_cast<std::int64_t>(rows.size());
      state_.table = table.name;
      state_.done += static_cast<std::int64_t>(rows.size());
      progress_(state_);
      if (rows.size() < static_cast<std::size_t>(kBatchRows) && bytes < kBatchBytes) return;
    }
  }

  // With what the target's own index keeps of it.
  static void put(Session& session, const Table& table, const Values& row) {
    const auto at = [&](std::string_view name) -> const SqlValue& {
      for (std::size_t i = 0; i < table.columns.size(); ++i)
        if (table.columns[i].name == name) return row[i];
      throw StorageError(StorageError::Kind::other, "search_entry has no " + std::string(name));
    };
    const auto id = [&](std::string_view name) -> std::optional<Uuid> {
      if (const auto* uuid = std::get_if<Uuid>(&at(name))) return *uuid;
      if (const auto* bytes = std::get_if<std::string>(&at(name))) return Uuid::from_view(*bytes);
      return std::nullopt;
    };
    put_search_entry(session, std::get<std::int64_t>(at("entry")), std::get<std::int64_t>(at("workspace_id")),
                     static_cast<int>(std::get<std::int64_t>(at("kind"))), id("object_id").value(), id("account_id"), id("owner_id"),
                     std::get<std::string>(at("body")));
  }

  void verify(const Table& table) {
    const Sum source = sum_of(from_, table);
    Sum target;
    to_.read([&](Session& session) { target = sum_of(session, table); });
    if (source != target)
      throw CopyRefused(CopyRefused::Reason::differs,
                        table.name + " (" + std::to_string(source.rows) + " / " + std::to_string(target.rows) + ")");
  }

  Session& from_;
  Database& to_;
  const std::function<void(const CopyProgress&)>& progress_;
  std::vector<Table> tables_;
  CopyProgress state_;
  CopyReport report_;
};

}  // namespace

bool is_unfinished_copy(Session& session) {
  const std::string_view sql = session.engine() == Engine::sqlite
                                   ? "SELECT count(*) FROM sqlite_master WHERE name = ?1"
                                   : "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = ?1";
  return session.query_integer(sql, {kMark}) > 0;
}

CopyReport copy_book(Database& from, Database& to, const std::function<void(const CopyProgress&)>& progress) {
  CopyReport report;
  // In the writer's turn: nobody else writes while it is copied.
  from.write([&](Session& session) { report = copy_book(session, to, progress); });
  return report;
}

CopyReport copy_book(Session& from, Database& to, const std::function<void(const CopyProgress&)>& progress) {
  return Copy(from, to, progress).run();
}

}  // namespace wheelhouse::storage
