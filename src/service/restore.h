// Bringing a book back from a backup (service/backup.h). Everything is checked in a file beside the book before anything is changed;
// then the one takes the other's place at once.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "service/backup.h"
#include "service/doctor.h"

namespace wheelhouse::service {

struct RestoreOptions {
  std::string archive;
  std::string target;        // the book's file
  bool verify = false;       // examine the book as the doctor does, before it takes its place
  bool replace = false;      // a book that is there is kept under another name; refused otherwise
  bool check_only = false;   // change nothing
};
struct RestoreReport {
  BackupManifest manifest;
  std::vector<Check> checks;  // with `verify`
  std::string kept_as;        // where the book that was there lies now; "" when there was none
};
// Errors: file_not_readable, backup_damaged, newer_backup, book_exists, backup_unwell (with `verify`), disk_full, file_not_writable,
// command_cancelled. Throws StorageError (locked: a program has the book open).
Result<RestoreReport> restore_backup(const RestoreOptions& options, Instant now, const std::function<bool()>& go_on);

}  // namespace wheelhouse::service
