// Opens the book a command names, with its workspace in place. Throws storage::StorageError.
#pragma once
#include <memory>

#include "cli/command.h"

namespace wheelhouse::cli {

// The local operator acts for the workspace with an administrator's rights; history shows no person.
service::Actor local_operator(const std::string& language);

class OpenedBook {
 public:
  // Makes the book, and its folder, where there is none.
  explicit OpenedBook(const Invocation& invocation, const storage::OpenOptions& options = {});
  Book& book() { return *book_; }

 private:
  SystemClock clock_;
  std::unique_ptr<storage::Database> database_;
  std::unique_ptr<Book> book_;
};

// "sqlite:relative" made absolute from the invocation's directory.
std::string resolve_address(const Invocation& invocation);
// Whether the file is there, or the tables in the database. Throws storage::StorageError.
bool book_exists(const Invocation& invocation);
int print_storage_error(Invocation& invocation, const storage::StorageError& error);

}  // namespace wheelhouse::cli
