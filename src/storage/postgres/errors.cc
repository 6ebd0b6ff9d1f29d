#include "storage/postgres/errors.h"

namespace wheelhouse::storage::postgres {

StorageError::Kind kind_of(std::string_view sqlstate) {
  using Kind = StorageError::Kind;
  const std::string_view family = sqlstate.substr(0, 2);
  if (family == "23") return Kind::constraint;
  if (sqlstate == "53100") return Kind::disk_full;
  if (sqlstate == "58030") return Kind::io;
  if (sqlstate == "25006") return Kind::read_only;  // a standby, or a reader that tries to write
  if (sqlstate == "55P03" || family == "40") return Kind::locked;
  if (family == "XX" && sqlstate != "XX000") return Kind::corrupt;
  if (family == "08" || family == "57" || family == "53" || family == "28" || family == "3D") return Kind::unreachable;
  return Kind::other;
}

StorageError error_of(const PGresult* result) {
  const auto field = [&](int code) {
    const char* text = PQresultErrorField(result, code);
    return std::string(text ? text : "");
  };
  const std::string sqlstate = field(PG_DIAG_SQLSTATE);
  std::string detail = field(PG_DIAG_MESSAGE_PRIMARY);
  if (detail.empty()) detail = PQresultErrorMessage(result);
  return StorageError(kind_of(sqlstate), sqlstate.empty() ? detail : sqlstate + ": " + detail);
}

StorageError connection_error(PGconn* connection) {
  std::string detail = connection ? PQerrorMessage(connection) : "out of memory";
  while (detail.ends_with('\n')) detail.pop_back();
  // One line: libpq gives each host it tried, and its advice, a line of their own.
  for (std::size_t at; (at = detail.find('\n')) != std::string::npos;) detail.replace(at, detail.substr(at, 2) == "\n\t" ? 2 : 1, "; ");
  return StorageError(StorageError::Kind::unreachable, detail);
}

}  // namespace wheelhouse::storage::postgres
