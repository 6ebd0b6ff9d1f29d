// Is the history whole? The question as a person puts it: to the book, and perhaps with the end of the chain that he noted last time.
#pragma once
#include <optional>
#include <string>

#include "base/result.h"
#include "storage/database.h"

namespace wheelhouse::service {

struct AuditReport {
  std::int64_t events = 0;                    // good ones, from the first
  std::int64_t erased = 0;                    // of them, those whose values were erased
  std::optional<std::int64_t> first_bad_seq;  // the first that was changed, or is missing where one was
  std::string head;                           // the last good link, 64 hexadecimal digits: to be noted down
  std::optional<bool> has_known_head;         // only when one was given

  bool is_whole() const { return !first_bad_seq && has_known_head.value_or(true); }
};
// Reads the whole history, in order. `known_head`: of an earlier report, "" for none. Error: invalid when it is no head.
Result<AuditReport> verify_history(storage::Database& database, std::int64_t workspace_id, const std::string& known_head);

}  // namespace wheelhouse::service
