#include "cli/sign_in_link.h"

#include "service/one_time_link.h"
#include "service/set_up.h"

namespace wheelhouse::cli {
std::string make_start_link(Book& book, const std::string& address) {
  if (auto token = service::issue_setup_link_token(book.database, book.clock.now()))
    return address + service::link_path(service::LinkPurpose::setup, *token);
  if (auto token = service::make_run_sign_in(book.database, book.clock.now()))
    return address + service::link_path(service::LinkPurpose::sign_in, *token);
  return "";
}
}  // namespace wheelhouse::cli
