// A backup: one sealed archive (exchange/sealed_archive.h) with the book as it was at one commit, and a manifest that says what must
// be in it. Made while others read and write.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "storage/database.h"
#include "storage/history.h"

namespace wheelhouse::service {

constexpr int kBackupFormat = 1;                           // a program reads what is not newer
constexpr std::string_view kManifestName = "manifest.json";
constexpr std::string_view kBookName = "book.db";

struct BackupManifest {
  int format = kBackupFormat;
  std::string program;  // version of the program that made it
  std::string engine;   // "sqlite"
  int schema_version = 0;
  Instant made_at;
  std::vector<storage::ChainHead> heads;     // the ends of the histories: what an exact prefix ends with
  std::map<std::string, std::int64_t> rows;  // by table
  struct Member {
    std::string name;
    std::uint64_t bytes = 0;
    std::string sha256;
  };
  std::vector<Member> members;
  std::string certificate_sha256;  // of the server that made it, "" without TLS; keys are not in a backup

  // Of the book's first workspace: how many events, and the last link.
  std::int64_t events() const { return heads.empty() ? 0 : heads.front().seq; }
  std::string head() const { return storage::to_hex(heads.empty() ? storage::Hash{} : heads.front().hash); }
};
std::string write_manifest(const BackupManifest& manifest);
// Errors: backup_damaged when something is missing or is not what it should be; newer_backup.
Result<BackupManifest> read_manifest(std::string_view json);

struct BackupReport {
  BackupManifest manifest;
  std::uint64_t bytes = 0;  // of the archive
};
// Writes the new file `path`. `go_on` is asked now and then; false ends it and leaves nothing. Errors: file_exists, disk_full,
// file_not_writable, command_cancelled. Throws StorageError.
Result<BackupReport> make_backup(storage::Database& database, const std::string& path, const std::string& certificate_sha256, Instant now,
                                 const std::function<bool()>& go_on);

// "wheelhouse-20260630-090000.zip"
std::string backup_name(Instant now);

}  // namespace wheelhouse::service
