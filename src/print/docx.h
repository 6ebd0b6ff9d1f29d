// A document as DOCX, to be edited: real headings, lists and tables, in one column. Any thread; keeps nothing.
#pragma once
#include <string>

#include "print/document.h"

namespace wheelhouse::print {

// Throws when the memory for it cannot be had.
std::string to_docx(const Document& document);

}  // namespace wheelhouse::print
