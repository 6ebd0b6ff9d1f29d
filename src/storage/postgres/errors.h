// What PostgreSQL reports, as a StorageError.
#pragma once
#include <libpq-fe.h>

#include "storage/session.h"

namespace wheelhouse::storage::postgres {

// Of a five-character SQLSTATE ("" when there is none).
StorageError::Kind kind_of(std::string_view sqlstate);
// Of a failed result. It names what was wrong; values of rows ("Key (email)=(…)") are left out: they are people's data.
StorageError error_of(const PGresult* result);
// Of a connection that is gone, or never came about.
StorageError connection_error(PGconn* connection);

}  // namespace wheelhouse::storage::postgres
