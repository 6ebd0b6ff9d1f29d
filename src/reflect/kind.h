// Kind<T>: what a member's type means outside C++: its column, its JSON text, its schema.
// The types that may stand in an entity are exactly those specialised here.
#pragma once
#include <charconv>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "base/time.h"
#include "reflect/enum_names.h"
#include "reflect/field.h"
#include "reflect/json_text.h"
#include "reflect/sql_value.h"

namespace wheelhouse {

template <class T>
struct Kind;

template <>
struct Kind<std::string> {
  static constexpr ColumnType column = ColumnType::text;
  static constexpr bool nullable = false;
  static constexpr std::string_view schema_type = "string", schema_format = "", ts = "string";
  static SqlValue to_sql(const std::string& v) { return std::string_view(v); }
  static void from_sql(std::string& v, const RowReader& row, int i) { v = row.text(i); }
  static void write_json(std::string& out, const std::string& v) { json_text::append_string(out, v); }
};
template <>
struct Kind<bool> {
  static constexpr ColumnType column = ColumnType::integer;
  static constexpr bool nullable = false;
  static constexpr std::string_view schema_type = "boolean", schema_format = "", ts = "boolean";
  static SqlValue to_sql(bool v) { return std::int64_t{v}; }
  static void from_sql(bool& v, const RowReader& row, int i) { v = row.integer(i) != 0; }
  static void write_json(std::string& out, bool v) { out += v ? "true" : "false"; }
};
template <>
struct Kind<std::int64_t> {
  static constexpr ColumnType column = ColumnType::integer;
  static constexpr bool nullable = false;
  static constexpr std::string_view schema_type = "integer", schema_format = "int64", ts = "number";
  static SqlValue to_sql(std::int64_t v) { return v; }
  static void from_sql(std::int64_t& v, const RowReader& row, int i) { v = row.integer(i); }
  static void write_json(std::string& out, std::int64_t v) { json_text::append_integer(out, v); }
};
template <>
struct Kind<double> {
  static constexpr ColumnType column = ColumnType::real;
  static constexpr bool nullable = false;
  static constexpr std::string_view schema_type = "number", schema_format = "double", ts = "number";
  static SqlValue to_sql(double v) { return v; }
  static void from_sql(double& v, const RowReader& row, int i) { v = row.real(i); }
  static void write_json(std::string& out, double v) { json_text::append_number(out, v); }
};
template <>
struct Kind<Instant> {
  static constexpr ColumnType column = ColumnType::integer;
  static constexpr bool nullable = false;
  static constexpr std::string_view schema_type = "string", schema_format = "date-time", ts = "string";
  static SqlValue to_sql(Instant v) { return v.ms; }
  static void from_sql(Instant& v, const RowReader& row, int i) { v.ms = row.integer(i); }
  static void write_json(std::string& out, Instant v) { out += '"'; append_instant(out, v); out += '"'; }
};
template <>
struct Kind<Date> {
  static constexpr ColumnType column = ColumnType::integer;  // days since 1970-01-01
  static constexpr bool nullable = false;
  static constexpr std::string_view schema_type = "string", schema_format = "date", ts = "string";
  static SqlValue to_sql(Date v) { return std::int64_t{v.days}; }
  static void from_sql(Date& v, const RowReader& row, int i) { v.days = static_cast<std::int32_t>(row.integer(i)); }
  static void write_json(std::string& out, Date v) { out += '"'; out += to_string(v); out += '"'; }
};
template <class E>
struct Kind<Id<E>> {
  static constexpr ColumnType column = ColumnType::id;
  static constexpr bool nullable = false;
  static constexpr std::string_view schema_type = "string", schema_format = "uuid", ts = "string";
  using Target = E;
  static SqlValue to_sql(const Id<E>& v) { return v.uuid; }
  static void from_sql(Id<E>& v, const RowReader& row, int i) { v.uuid = row.id(i); }
  static void write_json(std::string& out, const Id<E>& v) { out += '"'; append_uuid(out, v.uuid); out += '"'; }
};
template <NamedEnum E>
struct Kind<E> {
  static constexpr ColumnType column = ColumnType::text;
  static constexpr bool nullable = false;
  static constexpr std::string_view schema_type = "string", schema_format = "", ts = "";
  static SqlValue to_sql(E v) { return to_string(v); }
  static void from_sql(E& v, const RowReader& row, int i) {
    // A name this build does not know can only come from a newer program, which the schema check refuses to open.
    if (auto parsed = parse_enum<E>(row.text(i))) v = *parsed;
  }
  static void write_json(std::string& out, E v) { out += '"'; out += to_string(v); out += '"'; }
};

// Ratings of a fixed list of questions, each a number or null; one text column holding a JSON array.
using RatingList = std::vector<std::optional<double>>;
template <>
struct Kind<RatingList> {
  static constexpr ColumnType column = ColumnType::text;
  static constexpr bool nullable = false;
  static constexpr std::string_view schema_type = "array", schema_format = "", ts = "(number | null)[]";
  static SqlValue to_sql(const RatingList& v) {
    std::string out;
    if (!v.empty()) write_json(out, v);
    return out;
  }
  static void from_sql(RatingList& v, const RowReader& row, int i);
  static void write_json(std::string& out, const RatingList& v);
};
template <class E>
struct Kind<std::vector<Id<E>>> {
  static constexpr ColumnType column = ColumnType::text;
  static constexpr bool nullable = false;
  static constexpr std::string_view schema_type = "array", schema_format = "", ts = "string[]";
  using Target = E;
  static SqlValue to_sql(const std::vector<Id<E>>& v) {
    std::string out;
    for (const auto& id : v) append_uuid(out, id.uuid);  // 36 characters each, no separator needed
    return out;
  }
  static void from_sql(std::vector<Id<E>>& v, const RowReader& row, int i) {
    v.clear();
    for (std::string_view rest = row.text(i); rest.size() >= 36; rest.remove_prefix(36))
      if (auto id = parse_uuid(rest.substr(0, 36))) v.push_back({*id});
  }
  static void write_json(std::string& out, const std::vector<Id<E>>& v) {
    out += '[';
    for (std::size_t i = 0; i < v.size(); ++i) {
      if (i) out += ',';
      Kind<Id<E>>::write_json(out, v[i]);
    }
    out += ']';
  }
};
template <class T>
struct Kind<std::optional<T>> {
  static constexpr ColumnType column = Kind<T>::column;
  static constexpr bool nullable = true;
  static constexpr std::string_view schema_type = Kind<T>::schema_type, schema_format = Kind<T>::schema_format, ts = Kind<T>::ts;
  static SqlValue to_sql(const std::optional<T>& v) { return v ? Kind<T>::to_sql(*v) : SqlValue{}; }
  static void from_sql(std::optional<T>& v, const RowReader& row, int i) {
    if (row.is_null(i)) v.reset();
    else Kind<T>::from_sql(v.emplace(), row, i);
  }
  static void write_json(std::string& out, const std::optional<T>& v) {
    if (v) Kind<T>::write_json(out, *v);
    else out += "null";
  }
};

// The type behind an optional, for code that treats both alike.
template <class T>
struct Unwrapped { using type = T; };
template <class T>
struct Unwrapped<std::optional<T>> { using type = T; };
template <class T>
using unwrapped_t = typename Unwrapped<T>::type;

}  // namespace wheelhouse
