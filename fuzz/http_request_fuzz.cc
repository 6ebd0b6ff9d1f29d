// libFuzzer over everything that reads a client's bytes before a handler does. Build with clang:
//   clang++-19 -std=c++20 -g -O1 -fsanitize=fuzzer,address,undefined -Isrc fuzz/http_request_fuzz.cc src/http/request_head.cc \
//     src/http/header_list.cc src/http/query.cc src/http/chunked_decoder.cc src/base/error.cc -o http_request_fuzz
#include <cstddef>
#include <cstdint>

#include "http/request_invariants.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  wheelhouse::http::check_request_invariants({reinterpret_cast<const char*>(data), size});
  return 0;
}
