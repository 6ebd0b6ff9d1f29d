// Whole collections as CSV or XLSX, as much as a person may see, in the spelling of the API: one column a field, beside ids the
// names they stand for, and for accounts and opportunities the stage shown and what it rests on. What comes out goes back in
// through an import unchanged (formulas are guarded on the way out and unguarded on the way in).
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "service/actor.h"
#include "service/list.h"
#include "storage/session.h"

namespace wheelhouse::service {

enum class ExportFormat { csv, xlsx };

// Collections that can be exported: the records of the book, not its people's secrets.
bool is_exportable(std::string_view collection);

// Writes the table into a new file at `path`. `filter`: only what the list shows under these filters, in its order (accounts and
// opportunities; sort and filters as there). Returns the number of rows. Errors: forbidden; not_found for another collection;
// unavailable "file_not_writable" (no such folder, disk full), and those of the list.
Result<std::int64_t> export_records(storage::Session& session, const Actor& actor, std::string_view collection, ExportFormat format,
                                    const std::string& path, const ListQuery& filter, Instant now);

}  // namespace wheelhouse::service
