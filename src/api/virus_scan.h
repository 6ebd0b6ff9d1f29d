// A look at a file by the virus scanner of the machine: clamd, by its Unix socket (INSTREAM). Waits for it: call from a worker's thread.
#pragma once
#include <string>
#include <string_view>

#include "base/result.h"

namespace wheelhouse::api {

// Errors: invalid "file_infected" ({"what"}: the scanner's name for it); unavailable "scanner_unreachable" ({"detail"}), also when the
// scanner says anything else than that the file is clean: what was not looked at is not taken.
Result<void> scan_for_viruses(const std::string& socket_path, std::string_view bytes);

}  // namespace wheelhouse::api
