#include "service/attachments.h"

#include <algorithm>
#include <array>

#include "exchange/sha256.h"
#include "service/record_service.h"
#include "service/rule_parts.h"
#include "service/workspace.h"
#include "storage/content_store.h"
#include "text/utf8.h"
#include "text/visible.h"

namespace wheelhouse::service {
namespace {

constexpr std::size_t kNameMax = 200;   // characters
constexpr std::size_t kEndingMax = 16;  // bytes of ".xlsx" that survive a cut
constexpr std::size_t kMarkupWithin = 1024;
constexpr std::string_view kMarkup[] = {"<!doctype", "<html", "<svg", "<script", "<?xml"};
constexpr std::string_view kPreviewable[] = {"image/png", "image/jpeg", "image/webp", "image/gif", "application/pdf", "text/plain"};

bool is_separator(char32_t c) { return c == '/' || c == '\\'; }

// Characters of `text` as code points.
std::u32string code_points(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) {
    const text::Decoded decoded = text::decode_utf8(text, at);
    out += decoded.code_point;
    at += decoded.length;
  }
  return out;
}

// Would a browser, or whoever opens the file by its look, take it for a page or a drawing? What begins so is never called text.
bool looks_like_markup(std::string_view bytes) {
  std::string head(bytes.substr(0, kMarkupWithin));
  for (char& c : head)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  std::string_view rest = head;
  if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
  rest = text::trim(rest);
  if (rest.starts_with("<")) return true;
  for (const std::string_view tag : kMarkup)
    if (rest.find(tag) != std::string_view::npos) return true;
  return false;
}

bool is_plain_text(std::string_view bytes) {
  const bool has_control = std::any_of(bytes.begin(), bytes.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f';
  });
  return !bytes.empty() && !has_control && text::is_valid_utf8(bytes) && !looks_like_markup(bytes);
}

}  // namespace

std::string file_name_of(std::string_view given) {
  std::string name;
  for (const char32_t c : code_points(given)) {
    if (is_separator(c)) {
      name.clear();
      continue;
    }
    std::string one;
    text::append_utf8(one, c);
    if (c != text::kReplacement && c != '\t' && !text::find_misleading_character(one)) name += one;
  }
  name = text::trim(name);
  if (!text::has_visible_character(name) || name == "." || name == "..") return "file";
  if (text::count_code_points(name) <= kNameMax) return name;
  const std::size_t dot = name.rfind('.');
  const bool has_ending = dot != std::string::npos && dot > 0 && name.size() - dot <= kEndingMax;
  const std::string ending = has_ending ? name.substr(dot) : "";
  std::string cut;
  std::size_t left = kNameMax - text::count_code_points(ending);
  for (const char32_t c : code_points(name)) {
    if (left-- == 0) break;
    text::append_utf8(cut, c);
  }
  return cut + ending;
}

std::string media_type_of(std::string_view bytes) {
  const auto starts = [&](std::string_view magic) { return bytes.starts_with(magic); };
  if (starts("\x89PNG\r\n\x1A\n")) return "image/png";
  if (starts("\xFF\xD8\xFF")) return "image/jpeg";
  if (starts("GIF87a") || starts("GIF89a")) return "image/gif";
  if (starts("RIFF") && bytes.substr(0, 12).ends_with("WEBP") && bytes.size() >= 12) return "image/webp";
  if (starts("%PDF-")) return "application/pdf";
  if (starts("PK\x03\x04")) return "application/zip";
  return is_plain_text(bytes) ? "text/plain" : "application/octet-stream";
}

bool is_previewable(std::string_view media_type) {
  return std::find(std::begin(kPreviewable), std::end(kPreviewable), media_type) != std::end(kPreviewable);
}

void apply_rules(const RuleContext& context, Attachment& record, const Attachment*, std::vector<FieldError>& errors) {
  const int parents = record.contact_id.has_value() + record.call_id.has_value() + record.evidence_id.has_value();
  if (parents > 1)
    errors.push_back({record.call_id && record.contact_id ? "/call_id" : "/evidence_id", "one_of_the_two", {}});
  if (record.call_id) take_place(record, parent_of(context, *record.call_id));
  if (record.evidence_id) take_place(record, parent_of(context, *record.evidence_id));
  if (record.contact_id && !record.account_id)
    if (const auto contact = parent_of(context, *record.contact_id)) record.account_id = contact->account_id;
  take_account_from_opportunity(context, record, errors);
  require_belonging(record, errors);
  if (record.name.find_first_of("/\\") != std::string::npos || record.name == "." || record.name == "..")
    errors.push_back({"/name", "not_a_file_name", {}});
}

IncomingFile look_at_file(std::string_view given_name, std::string_view bytes) {
  exchange::Sha256 sha256;
  sha256.add(bytes);
  return {file_name_of(given_name), media_type_of(bytes), sha256.hex(), bytes};
}

Result<Attachment> attach(UnitOfWork& work, Attachment place, const IncomingFile& file) {
  place.name = file.name;
  place.media_type = file.media_type;
  place.size_bytes = static_cast<std::int64_t>(file.bytes.size());
  place.sha256 = file.sha256;
  if (auto written = create_checked(work, place); !written) return fail(written.error());
  storage::Session& session = work.session();
  if (!storage::has_content(session, work.workspace_id(), file.sha256)) {
    const auto workspace = find_workspace(session, work.workspace_id());
    const std::int64_t most = workspace ? workspace->files_mib_max : 0;
    if (most > 0 && storage::content_bytes(session, work.workspace_id()) + place.size_bytes > most << 20)
      return fail(Error::make(Errc::conflict, "files_full", {{"max", std::to_string(most)}}));
  }
  storage::put_content(session, work.workspace_id(), file.sha256, file.bytes, work.now());
  return place;
}

Result<std::string> content_of(storage::Session& session, std::int64_t workspace_id, const Attachment& attachment) {
  std::string bytes;
  bytes.reserve(static_cast<std::size_t>(attachment.size_bytes));
  if (!storage::read_content(session, workspace_id, attachment.sha256, [&](std::string_view piece) { bytes += piece; }))
    return fail(Error::not_found(Entity<Attachment>::name));
  return bytes;
}

void sweep_files(storage::Session& session, std::int64_t workspace_id, Instant now) {
  storage::sweep_content(session, workspace_id, now, now.plus_days(-kFileUndoDays));
}

}  // namespace wheelhouse::service
