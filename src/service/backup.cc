#include "service/backup.h"

#include <sys/stat.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <cerrno>
#include <filesystem>

#include "base/version.h"
#include "exchange/sealed_archive.h"
#include "exchange/sha256.h"
#include "reflect/json_text.h"
#include "storage/book_file.h"
#include "storage/migrations/migrate.h"

namespace wheelhouse::service {
namespace {

constexpr std::size_t kBlockBytes = 1 << 20;

Result<BackupManifest::Member> describe_file(std::string_view name, int descriptor) {
  exchange::Sha256 hash;
  std::string block(kBlockBytes, '\0');
  BackupManifest::Member member;
  member.name = name;
  while (true) {
    const ssize_t got = ::pread(descriptor, block.data(), block.size(), static_cast<off_t>(member.bytes));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(exchange::write_failure(errno, std::string(name)));
    if (got == 0) break;
    hash.add(std::string_view(block.data(), static_cast<std::size_t>(got)));
    member.bytes += static_cast<std::uint64_t>(got);
  }
  member.sha256 = hash.hex();
  return member;
}

}  // namespace

std::string write_manifest(const BackupManifest& manifest) {
  std::string out;
  json_text::Object object(out);
  object.integer("format", manifest.format);
  object.string("program", manifest.program);
  object.string("engine", manifest.engine);
  object.integer("schema_version", manifest.schema_version);
  object.string("made_at", to_string(manifest.made_at));
  const auto list = [&](const char* name, const auto& items, const auto& write) {
    std::string& json = object.key(name);
    json += '[';
    bool first = true;
    for (const auto& item : items) {
      if (!first) json += ',';
      first = false;
      json_text::Object entry(json);
      write(entry, item);
      entry.close();
    }
    json += ']';
  };
  list("chain", manifest.heads, [](json_text::Object& entry, const storage::ChainHead& head) {
    entry.integer("workspace_id", head.workspace_id);
    entry.integer("seq", head.seq);
    entry.string("hash", storage::to_hex(head.hash));
  });
  json_text::Object rows(object.key("rows"));
  for (const auto& [table, count] : manifest.rows) rows.integer(table, count);
  rows.close();
  list("members", manifest.members, [](json_text::Object& entry, const BackupManifest::Member& member) {
    entry.string("name", member.name);
    entry.integer("bytes", static_cast<std::int64_t>(member.bytes));
    entry.string("sha256", member.sha256);
  });
  if (manifest.certificate_sha256.empty()) object.null("certificate_sha256");
  else object.string("certificate_sha256", manifest.certificate_sha256);
  object.close();
  return out + "\n";
}

Result<BackupManifest> read_manifest(std::string_view json) {
  const Error damaged = exchange::backup_damaged("", std::string(kManifestName));  // whoever knows the file says which
  // Whatever is missing or of another kind throws below: one place to say so.
  try {
    const boost::json::value parsed = boost::json::parse(json);
    const boost::json::object& object = parsed.as_object();
    BackupManifest manifest;
    manifest.format = static_cast<int>(object.at("format").as_int64());
    if (manifest.format > kBackupFormat) return fail(Error::make(Errc::unavailable, "newer_backup"));
    manifest.program = object.at("program").as_string();
    manifest.engine = object.at("engine").as_string();
    manifest.schema_version = static_cast<int>(object.at("schema_version").as_int64());
    const auto made_at = parse_instant(std::string_view(object.at("made_at").as_string()));
    if (!made_at) return fail(damaged);
    manifest.made_at = *made_at;
    for (const auto& item : object.at("chain").as_array()) {
      const auto& head = item.as_object();
      const auto hash = storage::parse_hash(std::string_view(head.at("hash").as_string()));
      if (!hash) return fail(damaged);
      manifest.heads.push_back({head.at("workspace_id").as_int64(), head.at("seq").as_int64(), *hash});
    }
    for (const auto& [table, count] : object.at("rows").as_object()) manifest.rows[std::string(table)] = count.as_int64();
    for (const auto& item : object.at("members").as_array()) {
      const auto& member = item.as_object();
      manifest.members.push_back({std::string(member.at("name").as_string()), static_cast<std::uint64_t>(member.at("bytes").as_int64()),
                                  std::string(member.at("sha256").as_string())});
    }
    if (const auto& certificate = object.at("certificate_sha256"); !certificate.is_null())
      manifest.certificate_sha256 = certificate.as_string();
    return manifest;
  } catch (const std::exception&) {
    return fail(damaged);
  }
}

Result<BackupReport> make_backup(storage::Database& database, const std::string& path, const std::string& certificate_sha256, Instant now,
                                 const std::function<bool()>& go_on) {
  auto archive = exchange::SealedArchiveWriter::create(path);
  if (!archive) return fail(archive.error());
  BackupReport report;
  BackupManifest& manifest = report.manifest;
  manifest.program = kVersion;
  manifest.engine = "sqlite";
  manifest.made_at = now;
  manifest.certificate_sha256 = certificate_sha256;
  // The copy lies where the backup will: it needs the room there, and not on the disk that the book must be able to grow on.
  const std::string folder = std::filesystem::path(path).parent_path().string();
  try {
    const storage::NamelessFile book = database.snapshot(
        folder.empty() ? "." : folder,
        [&](storage::Session& session) {
          manifest.schema_version = storage::schema_version(session);
          manifest.heads = storage::chain_heads(session);
          manifest.rows = storage::rows_by_table(session);
        },
        go_on);
    auto member = describe_file(kBookName, book.descriptor());
    if (!member) return fail(member.error());
    manifest.members.push_back(std::move(*member));
    if (auto added = (*archive)->add_text(std::string(kManifestName), write_manifest(manifest)); !added) return fail(added.error());
    if (auto added = (*archive)->add_file(std::string(kBookName), book.descriptor()); !added) return fail(added.error());
    auto bytes = (*archive)->finish(go_on);
    if (!bytes) return fail(bytes.error());
    report.bytes = *bytes;
  } catch (const storage::StorageError& error) {
    if (error.kind == storage::StorageError::Kind::cancelled) return fail(Error::make(Errc::unavailable, "command_cancelled"));
    throw;
  }
  return report;
}

std::string backup_name(Instant now) {
  std::string name = "wheelhouse-";
  for (const char c : to_string(Instant{now.ms / 1000 * 1000})) {
    if (c >= '0' && c <= '9') name += c;
    if (c == 'T') name += '-';
  }
  return name + ".zip";
}

}  // namespace wheelhouse::service
