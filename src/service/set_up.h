// How a book gets its first administrator: by whoever runs the program, through a one-time link on the terminal or the
// command line; never through an open page and never with a password that came with the program.
#pragma once
#include <string>
#include <string_view>

#include "base/result.h"
#include "domain/record.h"
#include "service/auth.h"
#include "service/workspace.h"

namespace wheelhouse::service {

// What the set-up page asks for.
struct SetUp {
  std::string token;  // of the link; not looked at by create_first_admin
  std::string locale;
  std::string name, email, password;
  std::string workspace_name, currency, time_zone;
};

}  // namespace wheelhouse::service

namespace wheelhouse {
template <>
struct Entity<service::SetUp> {
  using SetUp = service::SetUp;
  static constexpr std::string_view name = "set_up", collection = "setup";
  static constexpr auto fields = std::tuple{
      field(&SetUp::token, "token", {.required = true, .max_length = 100}),
      field(&SetUp::locale, "locale", {.required = true, .max_length = 10}),
      field(&SetUp::name, "name", kName),
      field(&SetUp::email, "email", {.required = true, .max_length = 200}),
      field(&SetUp::password, "password", {.required = true, .max_length = 200}),
      field(&SetUp::workspace_name, "workspace_name", kName),
      field(&SetUp::currency, "currency", {.required = true, .max_length = 3}),
      field(&SetUp::time_zone, "time_zone", {.required = true, .max_length = 64})};
};
static_assert(every_member_is_described<service::SetUp>());
}  // namespace wheelhouse

namespace wheelhouse::service {

// True while nobody can administer the book.
bool is_set_up_needed(storage::Session& session);
// True while it holds no accounts: only then may the demo book go into it.
bool is_book_empty(storage::Session& session);
// For the terminal, at every start while set-up is needed; the link of an earlier start ends.
// Errors: conflict "setup_done".
Result<std::string> issue_setup_link_token(storage::Database& database, Instant now);
// POST /setup. Errors: those of find_valid_link; conflict "setup_done"; invalid with every field that is wrong.
Result<SignedIn> set_up_with_link(storage::Database& database, PasswordHasher& hasher, const SetUp& input, const Device& device,
                                  Instant now);
// The command line and the demo book, which need no link: whoever can call this owns the file. Errors: as above.
Result<User> create_first_admin(storage::Database& database, PasswordHasher& hasher, const SetUp& input, Instant now);
// A link that signs the longest-standing admin in, for the browser that a start of the program opens. Errors: not_found.
Result<std::string> make_run_sign_in(storage::Database& database, Instant now);

}  // namespace wheelhouse::service
