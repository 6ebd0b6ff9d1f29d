// Names of many records at once, for answers that mention them. Reads only; asks no access question: what is named here was
// already found visible, or belongs to something that was.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/id.h"
#include "storage/session.h"

namespace wheelhouse::service {

using NamesById = std::unordered_map<Uuid, std::string>;

// `table` is a collection that has a name column ("accounts"). What does not exist any more is left out.
NamesById names_of(storage::Session& session, std::int64_t workspace_id, std::string_view table, std::vector<Uuid> ids);

// {"id":…,"name":…}, or null without an id or a name.
void write_named_reference(std::string& out, const std::optional<Uuid>& id, const NamesById& names);
// The name as a JSON string, or null.
void write_name(std::string& out, const std::optional<Uuid>& id, const NamesById& names);

}  // namespace wheelhouse::service
