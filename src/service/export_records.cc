#include "service/export_records.h"

#include <fstream>
#include <memory>
#include <unordered_map>

#include "domain/all.h"
#include "exchange/csv_writer.h"
#include "exchange/xlsx_writer.h"
#include "reflect/sql.h"
#include "service/access.h"
#include "service/field_policy.h"
#include "service/record_rules.h"
#include "service/record_traits.h"
#include "storage/position_store.h"
#include "storage/record_store.h"
#include "text/amount.h"

namespace wheelhouse::service {
namespace {

// One row at a time into either format.
class Table {
 public:
  virtual ~Table() = default;
  virtual void header(const std::vector<std::string>& names) = 0;
  virtual void text(std::string_view value) = 0;     // what people wrote
  virtual void plain(std::string_view value) = 0;    // what we write: ids, numbers, dates, words
  virtual Result<void> end_row() = 0;
  virtual void finish() = 0;
};

class CsvTable final : public Table {
 public:
  explicit CsvTable(const std::string& path) : file_(path, std::ios::binary), writer_(buffer_) {
    file_.exceptions(std::ios::failbit | std::ios::badbit);
  }
  void header(const std::vector<std::string>& names) override {
    for (const auto& name : names) writer_.plain(name);
    writer_.end_row();
  }
  void text(std::string_view value) override { writer_.text(value); }
  void plain(std::string_view value) override { writer_.plain(value); }
  Result<void> end_row() override {
    writer_.end_row();
    if (buffer_.size() > 1 << 20) flush();
    return {};
  }
  void finish() override {
    flush();
    file_.close();
  }

 private:
  void flush() {
    file_.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    buffer_.clear();
  }
  std::ofstream file_;
  std::string buffer_;
  exchange::CsvWriter writer_;
};

class XlsxTable final : public Table {
 public:
  XlsxTable(const std::string& path, std::string_view sheet) : writer_(path), sheet_(sheet) {}
  void header(const std::vector<std::string>& names) override {
    const std::vector<std::string_view> views(names.begin(), names.end());
    writer_.start_sheet(sheet_, views);
  }
  void text(std::string_view value) override { value.empty() ? writer_.empty() : writer_.text(value); }
  void plain(std::string_view value) override { text(value); }
  Result<void> end_row() override { return writer_.end_row(); }
  void finish() override { writer_.finish(); }

 private:
  exchange::XlsxWriter writer_;
  const std::string sheet_;
};

// The plain text of a field: the JSON value without quotes; texts as they are.
template <class T>
void write_cell(Table& table, const T& value) {
  using U = unwrapped_t<T>;
  if constexpr (std::is_same_v<U, std::string>) {
    if constexpr (Kind<T>::nullable) table.text(value ? std::string_view(*value) : std::string_view());
    else table.text(value);
  } else {
    std::string json;
    Kind<T>::write_json(json, value);
    if (json == "null" || json == "[]") json.clear();
    if (json.size() >= 2 && json.front() == '"') json = json.substr(1, json.size() - 2);
    table.plain(json);
  }
}

// Money leaves as people read and change it, in whole units of the currency in the row: 1234.50.
constexpr std::string_view kMinorSuffix = "_minor";
std::string_view column_name(std::string_view field) {
  return field.ends_with(kMinorSuffix) ? field.substr(0, field.size() - kMinorSuffix.size()) : field;
}

// Names by id, read once: an export asks for the same few owners and accounts again and again.
class Names {
 public:
  Names(storage::Session& session, std::int64_t workspace_id) : session_(session), workspace_id_(workspace_id) {}
  const std::string& find(std::string_view table, const std::optional<Uuid>& id) {
    static const std::string none;
    if (!id) return none;
    const auto [found, is_new] = names_.try_emplace(*id);
    if (is_new)
      session_.query_first("SELECT name FROM " + std::string(table) + " WHERE workspace_id = ?1 AND id = ?2", {workspace_id_, *id},
                           [&](const RowReader& row) { found->second = row.text(0); });
    return found->second;
  }

 private:
  storage::Session& session_;
  const std::int64_t workspace_id_;
  std::unordered_map<Uuid, std::string> names_;
};

template <Reflected E>
constexpr bool has_position() { return std::is_same_v<E, Account> || std::is_same_v<E, Opportunity>; }

template <Reflected E>
std::vector<std::string> header_of() {
  std::vector<std::string> names;
  for_each_field<E>([&](const auto& f, std::size_t) { names.emplace_back(column_name(f.name)); });
  if constexpr (HasAccount<E>) names.emplace_back("account_name");
  if constexpr (requires(const E& e) { e.owner_id; }) names.emplace_back("owner_name");
  if constexpr (has_position<E>()) names.insert(names.end(), {"stage", "basis"});
  return names;
}

template <Reflected E>
Result<std::int64_t> write_all(storage::Session& session, const Actor& actor, Table& table, ListQuery filter, Instant now) {
  Names names(session, actor.workspace_id);
  table.header(header_of<E>());
  const std::string default_currency = workspace_currency(session, actor.workspace_id);
  std::int64_t rows = 0;
  Result<void> failure;
  const auto write = [&](const E& stored) {
    if (!sees_belonging(session, actor, belonging_of(stored))) return true;
    E record = stored;
    withhold(session, actor, record);
    for_each_field<E>([&](const auto& f, std::size_t) {
      using T = std::remove_cvref_t<decltype(record.*f.member)>;
      if constexpr (requires { record.currency; }) {  // by itself: together with what depends on the field, clang reads on without it
        if constexpr (std::is_same_v<T, std::optional<std::int64_t>>)
          if (f.name.ends_with(kMinorSuffix)) {
            const auto& minor = record.*f.member;
            return table.plain(minor ? text::decimal_of_minor(*minor, record.currency.value_or(default_currency)) : std::string());
          }
      }
      write_cell(table, record.*f.member);
    });
    if constexpr (HasAccount<E>) table.text(names.find("accounts", plain(record.account_id)));
    if constexpr (requires { record.owner_id; }) table.text(names.find("users", plain(record.owner_id)));
    if constexpr (has_position<E>()) {
      const auto position = storage::find_position(session, actor.workspace_id,
                                                   std::is_same_v<E, Account> ? Unit::account : Unit::opportunity, record.id.uuid);
      table.plain(position ? to_string(position->stage) : std::string_view());
      table.plain(position ? to_string(position->basis) : std::string_view());
    }
    ++rows;
    if (auto ended = table.end_row(); !ended) { failure = fail(ended.error()); return false; }
    return true;
  };
  if (filter.filters.empty() && filter.sort.empty()) {
    session.query("SELECT " + column_list<E>() + " FROM " + std::string(Entity<E>::collection) + " WHERE workspace_id = ?1 ORDER BY id",
                  {actor.workspace_id}, [&](const RowReader& row) {
                    E record;
                    read_row(record, row);
                    return write(record);
                  });
  } else if constexpr (has_position<E>()) {
    // What the list shows under the same filters, in its order.
    filter.limit = kPageMax;
    while (failure) {
      const auto page = std::is_same_v<E, Account> ? list_accounts(session, actor, filter, now)
                                                   : list_opportunities(session, actor, filter, now);
      if (!page) return fail(page.error());
      for (const Uuid& id : page->ids)
        if (const auto record = storage::find_record(session, actor.workspace_id, Id<E>{id}); record && !write(*record)) break;
      if (!page->next) break;
      filter.cursor = *page->next;
    }
  } else {
    return fail(Error::invalid_field("?" + (filter.filters.empty() ? "sort" : filter.filters.front().first), "unknown_parameter"));
  }
  if (!failure) return fail(failure.error());
  table.finish();
  return rows;
}

}  // namespace

bool is_exportable(std::string_view collection) {
  bool found = false;
  AllEntities::for_each([&]<class E>() { found = found || Entity<E>::collection == collection; });
  return found;
}

Result<std::int64_t> export_records(storage::Session& session, const Actor& actor, std::string_view collection, ExportFormat format,
                                    const std::string& path, const ListQuery& filter, Instant now) {
  if (auto allowed = require(actor, Verb::export_records); !allowed) return fail(allowed.error());
  Result<std::int64_t> rows = fail(Error::not_found("collection"));
  AllEntities::for_each([&]<class E>() {
    if (Entity<E>::collection != collection) return;
    try {
      std::unique_ptr<Table> table;
      if (format == ExportFormat::csv) table = std::make_unique<CsvTable>(path);
      else table = std::make_unique<XlsxTable>(path, collection);
      rows = write_all<E>(session, actor, *table, filter, now);
    } catch (const std::ios_base::failure&) {
      rows = fail(Error::make(Errc::unavailable, "file_not_writable", {{"file", path}}));
    }
  });
  return rows;
}

}  // namespace wheelhouse::service
