// Sockets that listen: one for each loop, all on the same address and port (SO_REUSEPORT).
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"

namespace wheelhouse::http {

struct ListeningSockets {
  std::vector<int> descriptors;  // do not block; the caller closes them
  std::uint16_t port = 0;
};
// `address` is numeric or "localhost"; port 0 lets the system choose. Errors: Errc::unavailable "address_in_use" or
// "address_unusable" with the params "address", "port" and "detail" (for the log).
Result<ListeningSockets> listen_on(const std::string& address, std::uint16_t port, unsigned count);

}  // namespace wheelhouse::http
