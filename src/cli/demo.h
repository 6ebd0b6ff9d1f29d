// The demo book, from the command line's side.
#pragma once
#include "base/result.h"
#include "cli/command.h"

namespace wheelhouse::cli {
bool is_empty(Book& book);  // holds no accounts
// Writes the demo book into an empty book; does nothing to any other.
Result<void> fill_demo_if_empty(Book& book);
}
