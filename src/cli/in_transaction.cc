#include "cli/in_transaction.h"

#include "api/between_processes.h"

namespace wheelhouse::cli {
Result<void> in_transaction(Book& book, const std::function<Result<void>(service::UnitOfWork&)>& function) {
  struct Refused {
    Error error;
  };
  try {
    book.database.write([&](storage::Session& session) {
      service::UnitOfWork work(session, book.actor, book.clock.now());
      if (auto done = function(work); !done) throw Refused{done.error()};
      work.finish();
      api::tell_others(session, api::announcements_of(work), work.notices());
    });
  } catch (const Refused& refused) {
    return fail(refused.error);
  }
  return {};
}
}  // namespace wheelhouse::cli
