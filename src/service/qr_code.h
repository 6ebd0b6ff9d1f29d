// A text as a QR code: rows of modules, for the interface to draw and for the terminal. Pure.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace wheelhouse::service {
// Square, without the quiet zone of four modules around it; true is dark. Errors: too_large.
Result<std::vector<std::vector<bool>>> make_qr_code(std::string_view text);
}  // namespace wheelhouse::service
