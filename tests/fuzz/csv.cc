// A list that is not a workbook: encoding, delimiter and header found, every record read.
#include "tests/fuzz/table.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (!bytes.starts_with("PK")) wheelhouse::exchange::read_whole_table(bytes);  // workbooks have a target of their own
  return 0;
}
