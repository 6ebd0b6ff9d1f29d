#include "service/qr_code.h"

#include <qrencode.h>

#include <memory>

namespace wheelhouse::service {

Result<std::vector<std::vector<bool>>> make_qr_code(std::string_view text) {
  const std::string terminated(text);
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(QRcode_encodeString8bit(terminated.c_str(), 0, QR_ECLEVEL_M), QRcode_free);
  if (!code) return fail(Error::make(Errc::too_large, "too_large", {{"limit", "2331"}}));  // bytes at this level of correction
  const auto width = static_cast<std::size_t>(code->width);
  std::vector<std::vector<bool>> rows(width, std::vector<bool>(width));
  for (std::size_t y = 0; y < width; ++y)
    for (std::size_t x = 0; x < width; ++x) rows[y][x] = (code->data[y * width + x] & 1) != 0;
  return rows;
}

}  // namespace wheelhouse::service
