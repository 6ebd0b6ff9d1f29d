// A document as PDF on A4 (Pango and Cairo): fonts embedded, text that can be searched and copied, lines of Chinese broken as Chinese is.
// Any thread; keeps nothing.
#pragma once
#include <string>

#include "base/result.h"
#include "print/document.h"

namespace wheelhouse::print {

struct Pdf {
  std::string bytes;
  int pages = 0;
  bool cut = false;  // something was left out to keep it to one page
};
// Error: unavailable "print_font_missing" where the machine has no font with Chinese characters.
Result<Pdf> to_pdf(const Document& document);

}  // namespace wheelhouse::print
