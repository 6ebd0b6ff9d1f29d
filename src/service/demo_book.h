// A demo book of about sixty invented customers, Chinese and English, at every stage, with people, deals, evidence, calls,
// commitments, regressions and gaps, dated backwards from `now` so that it is always fresh. Every record goes through the
// same use cases as a person's would; its sign-in is made at random.
#pragma once
#include "base/result.h"
#include "base/time.h"
#include "storage/database.h"

namespace wheelhouse::service {
// Does nothing to a book that holds accounts. Errors: those of a use case refused (a fault of this file).
Result<void> fill_demo_book(storage::Database& database, Instant now);
}
