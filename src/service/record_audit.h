// Does every record say what its history says? Each is folded from its events and compared field by field: whoever changes a row
// past the program leaves a record that nobody ever wrote. (That the events themselves were not changed is what the chain is for.)
#pragma once
#include <cstdint>
#include <string>

#include "storage/session.h"

namespace wheelhouse::service {

struct RecordAudit {
  std::int64_t records = 0;    // compared
  std::int64_t unlike = 0;     // say otherwise than their events, are there although deleted, or missing although never deleted
  std::int64_t unwritten = 0;  // that no event speaks of
  std::string example;         // "evidence 01a2… quote" of the first that is wrong; "" when none is
};
// Reads all events along the index of their objects; holds one record at a time. What was erased is not compared.
RecordAudit audit_records(storage::Session& session, std::int64_t workspace_id);

}  // namespace wheelhouse::service
