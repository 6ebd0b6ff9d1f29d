// What the doctor found, as a person or a program reads it.
#pragma once
#include <string>
#include <vector>

#include "service/doctor.h"

namespace wheelhouse::cli {
std::string checks_as_json(const std::vector<service::Check>& checks);  // [{"check":…,"state":…,"detail":…}, …]
std::string checks_as_text(const std::vector<service::Check>& checks, const std::string& language);  // a line each
}  // namespace wheelhouse::cli
