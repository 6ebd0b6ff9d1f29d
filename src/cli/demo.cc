#include "cli/demo.h"

#include "service/demo_book.h"

namespace wheelhouse::cli {
Result<void> fill_demo_if_empty(Book& book) { return service::fill_demo_book(book.database, book.clock.now()); }
}  // namespace wheelhouse::cli
