// What an operator is told about the way to his book.
#pragma once
#include <string>

namespace wheelhouse::storage {

// How a connection to another machine is less than encrypted and checked, by the address's own words ("sslmode=require"); "" when it
// is, or stays on this machine.
std::string weak_connection(const std::string& url);

}  // namespace wheelhouse::storage
