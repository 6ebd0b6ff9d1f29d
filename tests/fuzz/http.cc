// The bytes of a connection: where a head ends, what it says, and a chunked body after it, however the network cuts them.
#include "http/request_invariants.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  wheelhouse::http::check_request_invariants({reinterpret_cast<const char*>(data), size});
  return 0;
}
