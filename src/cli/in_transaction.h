// One use case of a command in one transaction; a refusal rolls everything back.
#pragma once
#include <functional>

#include "cli/command.h"
#include "service/unit_of_work.h"

namespace wheelhouse::cli {
Result<void> in_transaction(Book& book, const std::function<Result<void>(service::UnitOfWork&)>& work);
}
