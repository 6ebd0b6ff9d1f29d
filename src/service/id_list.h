// "(?3, ?4, …)" for the IN of a statement, with the ids bound. Lists are padded to a few lengths by repeating the last id, so that
// the statement cache sees few different texts.
#pragma once
#include <algorithm>
#include <string>
#include <vector>

#include "base/id.h"
#include "reflect/sql_value.h"

namespace wheelhouse::service {

constexpr std::size_t kIdListMax = 512;

// Appends the ids to `values`. `ids` must hold 1 to kIdListMax ids.
inline std::string bind_id_list(const std::vector<Uuid>& ids, std::vector<SqlValue>& values) {
  std::size_t length = 8;
  while (length < ids.size()) length *= 4;
  std::string sql = "(";
  for (std::size_t i = 0; i < length; ++i) {
    values.emplace_back(ids[i < ids.size() ? i : ids.size() - 1]);
    if (i) sql += ", ";
    sql += "?" + std::to_string(values.size());
  }
  return sql + ")";
}

// Calls visit(slice) for consecutive slices of at most kIdListMax ids.
template <class Visit>
void for_each_id_slice(const std::vector<Uuid>& ids, Visit&& visit) {
  for (std::size_t from = 0; from < ids.size(); from += kIdListMax) {
    const auto first = ids.begin() + static_cast<std::ptrdiff_t>(from);
    visit(std::vector<Uuid>(first, first + static_cast<std::ptrdiff_t>(std::min(kIdListMax, ids.size() - from))));
  }
}

}  // namespace wheelhouse::service
