#include "storage/connection_security.h"

#include "storage/postgres/address.h"

namespace wheelhouse::storage {

std::string weak_connection(const std::string& url) {
  if (!postgres::is_address(url)) return "";
  const std::string mode = postgres::weak_mode(url);
  return mode.empty() ? "" : "sslmode=" + mode;
}

}  // namespace wheelhouse::storage
