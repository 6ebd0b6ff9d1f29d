#include "service/restore.h"

#include <filesystem>
#include <optional>

#include "exchange/sealed_archive.h"
#include "service/workspace.h"
#include "storage/book_file.h"
#include "storage/migrations/migrate.h"

namespace wheelhouse::service {
namespace {

constexpr std::size_t kManifestBytesMax = 1 << 20;

Result<BackupManifest> manifest_of(const exchange::SealedArchive& archive, const std::string& path) {
  const auto text = archive.read(std::string(kManifestName), kManifestBytesMax);
  if (!text) return fail(text.error());
  auto manifest = read_manifest(*text);
  if (!manifest && manifest.error().reason == "newer_backup")
    return fail(Error::make(Errc::unavailable, "newer_backup", {{"file", path}}));
  if (!manifest) return fail(exchange::backup_damaged(path, std::string(kManifestName)));
  if (manifest->schema_version > storage::newest_schema_version())
    return fail(Error::make(Errc::unavailable, "newer_backup", {{"file", path}}));
  bool has_book = false;
  for (const BackupManifest::Member& member : manifest->members) {
    if (!archive.has(member.name)) return fail(exchange::backup_damaged(path, member.name));
    has_book = has_book || member.name == kBookName;
  }
  if (!has_book) return fail(exchange::backup_damaged(path, std::string(kBookName)));
  return manifest;
}

// Is the book that was unpacked the one that the manifest speaks of?
Result<void> check_book(const BackupManifest& manifest, const std::string& book, const std::string& archive) {
  const storage::BookFileFacts facts = storage::look_at_book_file(book);
  if (!facts.is_whole) return fail(exchange::backup_damaged(archive, "integrity_check"));
  if (facts.schema_version != manifest.schema_version) return fail(exchange::backup_damaged(archive, "schema_version"));
  if (facts.heads != manifest.heads) return fail(exchange::backup_damaged(archive, "chain"));
  if (facts.rows != manifest.rows) return fail(exchange::backup_damaged(archive, "rows"));
  return {};
}

// Opens the book, which brings an older one to this program's schema, and examines it.
Result<std::vector<Check>> examine_book(const std::string& book, const std::string& archive, Instant now) {
  std::vector<Check> checks;
  {
    const auto database = storage::open_database("sqlite:" + book, {.readers = 1});
    checks = examine(*database, kWorkspaceId, book, now, false);
  }
  // The copy of before the upgrade: the backup itself is that.
  std::filesystem::remove(storage::copy_before_upgrade(book));
  std::string failed;
  for (const Check& check : checks)
    if (check.state == CheckState::failed)
      failed += (failed.empty() ? "" : ", ") + check.name + (check.detail.empty() ? "" : " " + check.detail);
  if (!failed.empty()) return fail(Error::make(Errc::invalid, "backup_unwell", {{"file", archive}, {"checks", failed}}));
  return checks;
}

std::string name_to_keep(const std::string& target, Instant now) {
  std::string stem = backup_name(now);  // "wheelhouse-20260630-090000.zip"
  stem = stem.substr(stem.find('-') + 1);
  std::string name = target + ".replaced-" + stem.substr(0, stem.find('.'));
  const std::string first = name;
  for (int n = 2; std::filesystem::exists(name); ++n) name = first + "-" + std::to_string(n);
  return name;
}

}  // namespace

Result<RestoreReport> restore_backup(const RestoreOptions& options, Instant now, const std::function<bool()>& go_on) {
  const bool changes = !options.check_only;
  std::optional<storage::BookFileGuard> guard;
  const std::filesystem::path folder = std::filesystem::path(options.target).parent_path();
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) return fail(exchange::write_failure(failed.value(), folder.string()));
  if (changes) {
    guard.emplace(options.target);
    storage::remove_leftovers(options.target);
    if (!options.replace && std::filesystem::exists(options.target))
      return fail(Error::make(Errc::conflict, "book_exists", {{"book", options.target}}));
  }
  const auto archive = exchange::SealedArchive::open(options.archive, go_on);
  if (!archive) return fail(archive.error());
  auto manifest = manifest_of(**archive, options.archive);
  if (!manifest) return fail(manifest.error());
  RestoreReport report;
  report.manifest = std::move(*manifest);

  storage::IncomingFile book(options.target);
  for (const BackupManifest::Member& member : report.manifest.members) {
    if (member.name != kBookName) continue;  // of a later program of this format: nothing that a book needs
    const auto unpacked = (*archive)->unpack(member.name, book.descriptor(), go_on);
    if (!unpacked) return fail(unpacked.error());
    if (unpacked->bytes != member.bytes || unpacked->sha256 != member.sha256)
      return fail(exchange::backup_damaged(options.archive, member.name));
  }
  if (auto checked = check_book(report.manifest, book.path(), options.archive); !checked) return fail(checked.error());
  if (options.verify) {
    auto checks = examine_book(book.path(), options.archive, now);
    if (!checks) return fail(checks.error());
    report.checks = std::move(*checks);
  }
  if (!changes) return report;
  if (std::filesystem::exists(options.target)) report.kept_as = name_to_keep(options.target, now);
  try {
    const std::string keep_as = report.kept_as.empty() ? name_to_keep(options.target, now) : report.kept_as;
    storage::replace_book_file(book.path(), options.target, keep_as);
  } catch (const std::filesystem::filesystem_error& error) {
    return fail(exchange::write_failure(error.code().value(), options.target));
  }
  return report;
}

}  // namespace wheelhouse::service
