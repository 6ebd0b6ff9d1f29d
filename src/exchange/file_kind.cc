#include "exchange/file_kind.h"

#include <algorithm>
#include <array>
#include <string>

#include "exchange/zip_archive.h"
#include "text/encoding.h"

namespace wheelhouse::exchange {
namespace {
constexpr std::string_view kOleSignature = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

struct Signature {
  std::string_view bytes;
  FileKind kind;
};
constexpr Signature kSignatures[] = {
    {{"PK\x03\x04", 4}, FileKind::zip},
    {{"PK\x05\x06", 4}, FileKind::zip},  // an empty archive
    {"%PDF-", FileKind::pdf},
    {"\x89PNG", FileKind::image},
    {"\xFF\xD8\xFF", FileKind::image},
    {"GIF8", FileKind::image},
    {"\x1F\x8B", FileKind::archive},
    {"Rar!", FileKind::archive},
    {"7z\xBC\xAF", FileKind::archive},
    {"BZh", FileKind::archive},
    {"\xFD" "7zXZ", FileKind::archive},
    {"SQLite format 3", FileKind::sqlite},
    {{"\x09\x08\x10\x00", 4}, FileKind::xls},  // BIFF8 without a container
    {{"\x09\x08\x08\x00", 4}, FileKind::xls},  // BIFF5
    {{"\x09\x04\x06\x00", 4}, FileKind::xls},  // BIFF4
    {{"\x09\x02\x06\x00", 4}, FileKind::xls},  // BIFF3
    {{"\x09\x00\x04\x00", 4}, FileKind::xls},  // BIFF2
};

std::uint32_t little_endian(std::string_view bytes, std::size_t at, std::size_t width) {
  std::uint32_t value = 0;
  for (std::size_t i = width; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

// Names in an OLE directory are UTF-16LE, 64 bytes at the start of each 128-byte entry.
bool has_entry(std::string_view directory, std::string_view name) {
  for (std::size_t at = 0; at + 64 <= directory.size(); at += 128) {
    std::size_t i = 0;
    while (i < name.size() && (directory[at + 2 * i] | 0x20) == (name[i] | 0x20) && directory[at + 2 * i + 1] == 0) ++i;
    if (i == name.size() && directory[at + 2 * i] == 0) return true;
  }
  return false;
}

FileKind ole_kind(std::string_view directory) {
  if (has_entry(directory, "EncryptedPackage")) return FileKind::encrypted;
  if (has_entry(directory, "Workbook") || has_entry(directory, "Book")) return FileKind::xls;
  for (const std::string_view other : {"WordDocument", "PowerPoint Document", "__properties_version1.0"})
    if (has_entry(directory, other)) return FileKind::office_other;
  return FileKind::xls;  // by far the likeliest among files somebody tries to import
}

// Text has no control characters but those of lines and columns. A stray one in a cell is that cell's own fault; many of them, or
// a NUL in the line of the headers, mean that this is no table.
bool is_binary(std::string_view decoded) {
  constexpr std::size_t kStrayMax = 8;
  const auto is_control = [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && std::string_view("\t\n\r\f\v\x1A\x1B").find(c) == std::string_view::npos;
  };
  const auto controls = static_cast<std::size_t>(std::count_if(decoded.begin(), decoded.end(), is_control));
  const std::string_view first_line = decoded.substr(0, decoded.find('\n'));
  return (controls > kStrayMax && controls * 50 > decoded.size()) || first_line.find('\0') != std::string_view::npos;
}

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}
}  // namespace

std::string_view refusal_reason(FileKind kind) {
  switch (kind) {
    case FileKind::text:
    case FileKind::zip:
    case FileKind::xlsx: return "";
    case FileKind::xls: return "file_is_xls";
    case FileKind::encrypted: return "file_is_encrypted";
    case FileKind::office_other:
    case FileKind::office_zip_other: return "file_is_other_office";
    case FileKind::xml_spreadsheet: return "file_is_xml_spreadsheet";
    case FileKind::html: return "file_is_html";
    case FileKind::pdf: return "file_is_pdf";
    case FileKind::image: return "file_is_image";
    case FileKind::archive:
    case FileKind::zip_other: return "file_is_archive";
    case FileKind::sqlite: return "file_is_database";
    case FileKind::binary: return "file_is_binary";
    case FileKind::xlsb: return "file_is_xlsb";
    case FileKind::ods: return "file_is_ods";
  }
  return "";
}

FileKind zip_kind(const ZipArchive& archive) {
  const auto has_any = [&](std::initializer_list<std::string_view> names) {
    for (const auto name : names)
      if (archive.has(name)) return true;
    return false;
  };
  if (has_any({"xl/workbook.bin"})) return FileKind::xlsb;
  if (has_any({"word/document.xml", "ppt/presentation.xml", "index/document.iwa", "index.zip"})) return FileKind::office_zip_other;
  if (has_any({"xl/workbook.xml", "[content_types].xml"})) return FileKind::xlsx;
  if (has_any({"content.xml"})) return FileKind::ods;  // text documents of the kind are as unreadable here
  return FileKind::zip_other;
}

std::uint64_t ole_directory_offset(std::string_view beginning) {
  if (!beginning.starts_with(kOleSignature) || beginning.size() < 52) return 0;
  const std::uint32_t shift = little_endian(beginning, 30, 2), sector = little_endian(beginning, 48, 4);
  if (shift < 7 || shift > 16) return 0;
  return (static_cast<std::uint64_t>(sector) + 1) << shift;
}

FileKind sniff_file_kind(std::string_view beginning, std::string_view directory) {
  if (beginning.starts_with(kOleSignature)) return ole_kind(directory);
  for (const auto& [bytes, kind] : kSignatures)
    if (beginning.starts_with(bytes)) return kind;
  // Markup is recognised in any encoding a program may have written it in.
  const auto encoding = text::detect_encoding(beginning);
  const std::string head = lower_ascii(text::decode_all(encoding.encoding, beginning.substr(encoding.bom_length)));
  const std::size_t first = head.find_first_not_of(" \t\r\n");
  if (first == std::string::npos || head[first] != '<') return is_binary(head) ? FileKind::binary : FileKind::text;
  const std::string_view markup = std::string_view(head).substr(first);
  if (markup.find("urn:schemas-microsoft-com:office:spreadsheet") != std::string_view::npos) return FileKind::xml_spreadsheet;
  for (const std::string_view tag : {"<!doctype html", "<html", "<table", "<head", "<body", "<meta"})
    if (markup.starts_with(tag) || markup.substr(0, 1024).find(tag) != std::string_view::npos) return FileKind::html;
  return FileKind::text;
}
}  // namespace wheelhouse::exchange
