#include "cli/demo.h"

#include "service/demo_book.h"
#include "service/list.h"

namespace wheelhouse::cli {

bool is_empty(Book& book) {
  bool empty = true;
  book.database.read([&](storage::Session& session) {
    const auto page = service::list_accounts(session, book.actor, {.limit = 1}, book.clock.now());
    empty = page && page->ids.empty();
  });
  return empty;
}

Result<void> fill_demo_if_empty(Book& book) { return service::fill_demo_book(book.database, book.clock.now()); }

}  // namespace wheelhouse::cli
