// A workbook, or what says it is one: zip, relations, styles, shared strings, a sheet.
#include "tests/fuzz/table.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  wheelhouse::exchange::read_whole_table({reinterpret_cast<const char*>(data), size});
  return 0;
}
