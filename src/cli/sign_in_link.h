// The one-time link printed at the start of a server: set-up for a new book, a sign-in for this run otherwise.
#pragma once
#include <string>

#include "cli/command.h"

namespace wheelhouse::cli {
std::string make_start_link(Book& book, const std::string& address);
}
