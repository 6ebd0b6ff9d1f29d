// Files on records: what they may be called, what they are, how they come in and go out. Seen and changed with what they hang on.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "domain/attachment.h"
#include "service/unit_of_work.h"

namespace wheelhouse::service {

constexpr std::uint64_t kFileBytesMax = 25u << 20;
constexpr int kFileUndoDays = 7;  // so long the bytes of a removed file stay, and its removal can be undone

// A name as it may stand on a screen and on a disk: the last part of a path, without control or direction characters, at most 200
// characters with its ending kept. "file" when nothing is left.
std::string file_name_of(std::string_view given);

// What the bytes are: image/png, image/jpeg, image/webp, image/gif, application/pdf, text/plain (UTF-8 without anything that looks like
// markup), application/zip; application/octet-stream for all else. `bytes` is all of it.
std::string media_type_of(std::string_view bytes);
// Shown in the page; all else is only ever downloaded. Never SVG or HTML, which are no media type here.
bool is_previewable(std::string_view media_type);

// Bytes that came in, on their way into the book.
struct IncomingFile {
  std::string name, media_type, sha256;
  std::string_view bytes;
};
// `bytes` outlives what is returned.
IncomingFile look_at_file(std::string_view given_name, std::string_view bytes);
// `place` names what it hangs on. Errors: invalid, forbidden, conflict "files_full".
Result<Attachment> attach(UnitOfWork& work, Attachment place, const IncomingFile& file);

// All of it. Errors: not_found.
Result<std::string> content_of(storage::Session& session, std::int64_t workspace_id, const Attachment& attachment);

// Bytes that nobody has had for kFileUndoDays are let go.
void sweep_files(storage::Session& session, std::int64_t workspace_id, Instant now);

}  // namespace wheelhouse::service
