#include "service/name_lookup.h"

#include <algorithm>

#include "reflect/json_text.h"
#include "service/id_list.h"

namespace wheelhouse::service {

NamesById names_of(storage::Session& session, std::int64_t workspace_id, std::string_view table, std::vector<Uuid> ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  NamesById names;
  for_each_id_slice(ids, [&](const std::vector<Uuid>& slice) {
    std::vector<SqlValue> values{workspace_id};
    const std::string sql =
        "SELECT id, name FROM " + std::string(table) + " WHERE workspace_id = ?1 AND id IN " + bind_id_list(slice, values);
    session.query(sql, values, [&](const RowReader& row) { names.emplace(row.id(0), row.text(1)); });
  });
  return names;
}

void write_name(std::string& out, const std::optional<Uuid>& id, const NamesById& names) {
  const auto found = id ? names.find(*id) : names.end();
  if (found == names.end()) out += "null";
  else json_text::append_string(out, found->second);
}

void write_named_reference(std::string& out, const std::optional<Uuid>& id, const NamesById& names) {
  const auto found = id ? names.find(*id) : names.end();
  if (found == names.end()) {
    out += "null";
    return;
  }
  json_text::Object object(out);
  object.string("id", to_string(*id));
  object.string("name", found->second);
  object.close();
}

}  // namespace wheelhouse::service
