// Opens a PostgreSQL database as a Database; only storage/database.cc calls it.
#pragma once
#include <memory>
#include <string>

#include "storage/database.h"

namespace wheelhouse::storage::postgres {
std::unique_ptr<Database> open(const std::string& url, const OpenOptions& options);
int schema_version_at(const std::string& url);
}  // namespace wheelhouse::storage::postgres
