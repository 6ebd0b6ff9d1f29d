// Column lists and statements that follow from an entity's fields. Every table is led by workspace_id.
#pragma once
#include <string>
#include <vector>

#include "reflect/kind.h"

namespace wheelhouse {

template <Reflected E>
std::string column_list(std::string_view prefix = "") {
  std::string out;
  for_each_field<E>([&](const auto& f, std::size_t i) {
    if (i) out += ", ";
    out += prefix;
    out += f.name;
  });
  return out;
}
// Reads the fields of one record from consecutive columns that begin at `first`.
template <Reflected E>
void read_row(E& record, const RowReader& row, int first = 0) {
  for_each_field<E>([&](const auto& f, std::size_t i) {
    using T = typename std::remove_cvref_t<decltype(f)>::Type;
    Kind<T>::from_sql(record.*f.member, row, first + static_cast<int>(i));
  });
}
// INSERT with parameters ?1 = workspace_id, ?2… = the fields in order.
template <Reflected E>
const std::string& insert_statement() {
  static const std::string sql = [] {
    std::string values = "?1";
    for (std::size_t i = 0; i < field_count<E>(); ++i) values += ", ?" + std::to_string(i + 2);
    return "INSERT INTO " + std::string(Entity<E>::collection) + " (workspace_id, " + column_list<E>() + ") VALUES (" + values + ")";
  }();
  return sql;
}
// UPDATE of every field but the id: ?1 = workspace_id, ?2 = id, ?3… = the other fields in order.
template <Reflected E>
const std::string& update_statement() {
  static const std::string sql = [] {
    std::string sets;
    for_each_field<E>([&](const auto& f, std::size_t i) {
      if (i == 0) return;
      if (i > 1) sets += ", ";
      sets += std::string(f.name) + " = ?" + std::to_string(i + 2);
    });
    return "UPDATE " + std::string(Entity<E>::collection) + " SET " + sets + " WHERE workspace_id = ?1 AND id = ?2";
  }();
  return sql;
}
template <Reflected E>
std::vector<SqlValue> bind_values(std::int64_t workspace_id, const E& record) {
  std::vector<SqlValue> values;
  values.reserve(field_count<E>() + 1);
  values.emplace_back(workspace_id);
  for_each_field<E>([&](const auto& f, std::size_t) {
    using T = typename std::remove_cvref_t<decltype(f)>::Type;
    values.push_back(Kind<T>::to_sql(record.*f.member));
  });
  return values;
}

}  // namespace wheelhouse
