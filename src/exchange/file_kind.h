// What a file truly is, from its bytes and never from its name. What we do not read is named, so that a person is told
// "this is an old .xls, save it as .xlsx" and not "line 1 is wrong".
#pragma once
#include <cstdint>
#include <string_view>

namespace wheelhouse::exchange {

enum class FileKind : std::uint8_t {
  text,         // CSV, or anything else without a signature
  zip,          // perhaps a workbook: zip_archive.h looks inside
  xls,          // BIFF, in an OLE container or bare
  encrypted,    // an Office file with a password
  office_other, // Word, PowerPoint, Outlook in an OLE container
  xml_spreadsheet,  // SpreadsheetML 2003
  html,
  pdf,
  image,
  archive,      // gzip, rar, 7z, xz, bzip2
  sqlite,
  binary,       // none of these, and not text either
  // Told apart inside a zip:
  xlsx,
  xlsb,
  ods,
  office_zip_other,  // docx, pptx, Numbers, odt
  zip_other,
};

// Key in the language packs ("error.<key>") of why such a file is refused; empty for text and xlsx.
std::string_view refusal_reason(FileKind kind);

// From the first bytes, 4 KiB or all there are. `directory` is the sector that ole_directory_offset points to, when the
// caller can read it; with it an OLE file is told apart further.
FileKind sniff_file_kind(std::string_view beginning, std::string_view directory = {});
class ZipArchive;
// xlsx, xlsb, ods, office_zip_other or zip_other, by the entries.
FileKind zip_kind(const ZipArchive& archive);
// Where the directory of an OLE container starts; 0 when it is none.
std::uint64_t ole_directory_offset(std::string_view beginning);

}  // namespace wheelhouse::exchange
