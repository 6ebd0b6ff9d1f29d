// Opens a SQLite file as a Database; only storage/database.cc calls it.
#pragma once
#include <memory>
#include <string>

#include "storage/database.h"

namespace wheelhouse::storage::sqlite {
std::unique_ptr<Database> open(const std::string& path, const OpenOptions& options);
}
