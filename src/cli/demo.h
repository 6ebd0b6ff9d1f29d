// The demo book, from the command line's side.
#pragma once
#include "base/result.h"
#include "cli/command.h"

namespace wheelhouse::cli {
// Writes the demo book into a book without accounts; does nothing to any other.
Result<void> fill_demo_if_empty(Book& book);
}
