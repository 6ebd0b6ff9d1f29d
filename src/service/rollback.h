// Taking recorded changes back on records held in memory.
#pragma once
#include <boost/json.hpp>
#include <unordered_map>

#include "reflect/json.h"
#include "storage/history.h"

namespace wheelhouse::service {

// Sets the fields of `record` that `values` names (the server's own among them); what no longer parses becomes empty.
template <Reflected E>
void assign_fields(E& record, const boost::json::object& values) {
  for_each_field<E>([&](const auto& f, std::size_t) {
    const auto* value = values.if_contains({f.name.data(), f.name.size()});
    if (!value) return;
    using T = typename std::remove_cvref_t<decltype(f)>::Type;
    T parsed{};
    Params params;
    if (value->is_null() || !json_read::read(*value, parsed, Limits{}, params)) record.*f.member = std::move(parsed);
  });
}

inline boost::json::object member_object(const boost::json::object& data, const char* name) {
  const auto* value = data.if_contains(name);
  return value && value->is_object() ? value->as_object() : boost::json::object{};
}

template <Reflected E>
using RecordMap = std::unordered_map<Uuid, E>;

// One step back in time. Events must come newest first.
template <Reflected E>
void roll_back(RecordMap<E>& records, const storage::Event& event) {
  if (event.object_type != Entity<E>::name) return;
  if (event.verb == "create") {
    records.erase(event.object_id);
    return;
  }
  if (event.erased) return;  // its values are gone for good
  const auto before = member_object(boost::json::parse(event.data).as_object(), "before");
  if (event.verb == "delete") {
    E record;
    record.id.uuid = event.object_id;
    assign_fields(record, before);
    records.insert_or_assign(event.object_id, std::move(record));
  } else if (const auto found = records.find(event.object_id); found != records.end()) {
    assign_fields(found->second, before);
  }
}

}  // namespace wheelhouse::service
