#include "exchange/xlsx_reader.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <map>

#include "exchange/limits.h"
#include "exchange/xlsx_sheet.h"
#include "exchange/xml_reader.h"
#include "text/utf8.h"

namespace wheelhouse::exchange {
namespace {
constexpr std::size_t kPiece = 64 << 10;
constexpr std::size_t kMaxSharedBytes = 64 << 20;      // of text; an import has 200 MB in all
constexpr std::uint64_t kMaxSharedEntry = 96ull << 20;  // of XML around it: refused before it is inflated
constexpr std::size_t kMaxSheets = 1'000;

Result<void> parse_entry(ZipArchive& archive, const std::string& path, XmlReader& xml) {
  auto entry = archive.open_entry(path);
  if (!entry) return fail(entry.error());
  std::string piece(kPiece, '\0');
  for (;;) {
    const auto got = (*entry)->read(piece.data(), piece.size());
    if (!got) return fail(got.error());
    if (auto fed = xml.feed({piece.data(), *got}, *got == 0); !fed) return fed;
    if (*got == 0) return {};
  }
}

struct Relation {
  std::string type, target;  // type: the last part of its URI
};
class RelationsXml : public XmlReader {
 public:
  std::map<std::string, Relation, std::less<>> by_id;

 private:
  void on_start(std::string_view name, const XmlAttributes& attributes) override {
    if (name != "Relationship" || attributes.get("TargetMode") == "External" || by_id.size() > 10'000) return;
    const std::string_view type = attributes.get("Type");
    by_id[std::string(attributes.get("Id"))] = {std::string(type.substr(type.rfind('/') + 1)), std::string(attributes.get("Target"))};
  }
  void on_end(std::string_view) override {}
  void on_text(std::string_view) override {}
};

class WorkbookXml : public XmlReader {
 public:
  struct Sheet {
    std::string name, relation;
    bool hidden;
  };
  std::vector<Sheet> sheets;
  bool from_1904 = false;

 private:
  void on_start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "workbookPr") {
      const auto value = attributes.get("date1904");
      from_1904 = value == "1" || value == "true";
    } else if (name == "sheet" && sheets.size() < kMaxSheets) {
      const auto state = attributes.get("state");
      sheets.push_back(
          {std::string(attributes.get("name")), std::string(attributes.get("id")), state == "hidden" || state == "veryHidden"});
    }
  }
  void on_end(std::string_view) override {}
  void on_text(std::string_view) override {}
};

class StylesXml : public XmlReader {
 public:
  std::vector<NumberFormat> formats;

 private:
  static int to_int(std::string_view text) {
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
  }
  void on_start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "numFmt") {
      custom_[to_int(attributes.get("numFmtId"))] = parse_format(attributes.get("formatCode"));
    } else if (name == "cellXfs") {
      in_cells_ = true;
    } else if (name == "xf" && in_cells_ && formats.size() < 100'000) {
      const int id = to_int(attributes.get("numFmtId"));
      const auto found = custom_.find(id);
      formats.push_back(found != custom_.end() ? found->second : builtin_format(id));
    }
  }
  void on_end(std::string_view name) override {
    if (name == "cellXfs") in_cells_ = false;
  }
  void on_text(std::string_view) override {}
  std::map<int, NumberFormat> custom_;
  bool in_cells_ = false;
};

class SharedStringsXml : public XmlReader {
 public:
  SharedStringsXml(std::string& text, std::vector<std::uint32_t>& ends) : text_(text), ends_(ends) {}

 private:
  void on_start(std::string_view name, const XmlAttributes&) override {
    if (name == "si") in_item_ = true;
    else if (name == "rPh") in_hint_ = true;  // how to pronounce it; not part of the text
    else if (name == "t") in_text_ = in_item_ && !in_hint_;
  }
  void on_end(std::string_view name) override {
    if (name == "t") in_text_ = false;
    else if (name == "rPh") in_hint_ = false;
    else if (name == "si") finish();
  }
  void on_text(std::string_view text) override {
    if (!in_text_) return;
    item_.append(text);
    if (text_.size() + item_.size() > kMaxSharedBytes) stop(Error::make(Errc::too_large, "xlsx_shared_strings_too_large"));
  }
  void finish() {
    in_item_ = false;
    unescape_xlsx_in_place(item_);
    text_ += item_;
    item_.clear();
    ends_.push_back(static_cast<std::uint32_t>(text_.size()));
  }
  std::string& text_;
  std::vector<std::uint32_t>& ends_;
  std::string item_;
  bool in_item_ = false, in_hint_ = false, in_text_ = false;
};

// "xl/workbook.xml" -> "xl/"
std::string folder_of(std::string_view path) { return std::string(path.substr(0, path.rfind('/') + 1)); }

// A target within the package: absolute, or relative to the folder of the part that names it.
std::string resolve(const std::string& folder, std::string_view target) {
  std::string path = target.starts_with('/') ? std::string(target.substr(1)) : folder + std::string(target);
  for (std::size_t up; (up = path.find("../")) != std::string::npos;) {
    const std::size_t parent = up < 2 ? std::string::npos : path.rfind('/', up - 2);
    path.erase(parent == std::string::npos ? 0 : parent + 1, up + 3 - (parent == std::string::npos ? 0 : parent + 1));
  }
  if (path.starts_with("./")) path.erase(0, 2);
  return path;
}

std::string relations_of(const std::string& path) {
  const std::string folder = folder_of(path);
  return folder + "_rels/" + path.substr(folder.size()) + ".rels";
}
}  // namespace

XlsxReader::XlsxReader(std::unique_ptr<ZipArchive> archive) : archive_(std::move(archive)) {}
XlsxReader::~XlsxReader() = default;

Result<std::unique_ptr<XlsxReader>> XlsxReader::open(std::unique_ptr<ZipArchive> archive) {
  std::unique_ptr<XlsxReader> reader(new XlsxReader(std::move(archive)));
  if (auto loaded = reader->load_workbook(); !loaded) return fail(loaded.error());
  return reader;
}

Result<void> XlsxReader::load_workbook() {
  std::string path = "xl/workbook.xml";
  RelationsXml package;
  if (archive_->has("_rels/.rels"))
    if (auto parsed = parse_entry(*archive_, "_rels/.rels", package); !parsed) return parsed;
  for (const auto& [id, relation] : package.by_id)
    if (relation.type == "officeDocument") path = resolve("", relation.target);
  if (!archive_->has(path)) return fail(Error::make(Errc::invalid, "xlsx_no_workbook"));
  WorkbookXml workbook;
  if (auto parsed = parse_entry(*archive_, path, workbook); !parsed) return parsed;
  from_1904_ = workbook.from_1904;

  // Without its relations, or with damaged ones, the parts still stand where every program puts them.
  RelationsXml relations;
  const bool related = archive_->has(relations_of(path)) && parse_entry(*archive_, relations_of(path), relations).has_value();
  if (!related) relations.by_id.clear();
  const std::string folder = folder_of(path);
  std::string styles = folder + "styles.xml", strings = folder + "sharedStrings.xml";
  for (const auto& [id, relation] : relations.by_id) {
    if (relation.type == "styles") styles = resolve(folder, relation.target);
    if (relation.type == "sharedStrings") strings = resolve(folder, relation.target);
  }
  for (std::size_t i = 0; i < workbook.sheets.size(); ++i) {
    auto& sheet = workbook.sheets[i];
    if (!related) relations.by_id[sheet.relation] = {"worksheet", "worksheets/sheet" + std::to_string(i + 1) + ".xml"};
    const auto relation = relations.by_id.find(sheet.relation);
    if (relation == relations.by_id.end() || relation->second.type != "worksheet") continue;  // a chart
    std::string sheet_path = resolve(folder, relation->second.target);
    if (!archive_->has(sheet_path)) continue;
    sheets_.push_back({std::move(sheet.name), sheet.hidden});
    sheet_paths_.push_back(std::move(sheet_path));
  }
  if (sheets_.empty()) return fail(Error::make(Errc::invalid, "xlsx_no_sheet"));
  if (archive_->has(styles))
    if (auto loaded = load_styles(styles); !loaded) return loaded;
  if (archive_->has(strings)) return load_shared_strings(strings);
  return {};
}

Result<void> XlsxReader::load_styles(const std::string& path) {
  StylesXml xml;
  auto parsed = parse_entry(*archive_, path, xml);
  formats_ = std::move(xml.formats);
  return parsed;
}

Result<void> XlsxReader::load_shared_strings(const std::string& path) {
  if (archive_->declared_size(path) > kMaxSharedEntry) return fail(Error::make(Errc::too_large, "xlsx_shared_strings_too_large"));
  SharedStringsXml xml(shared_text_, shared_ends_);
  return parse_entry(*archive_, path, xml);
}

Result<void> XlsxReader::select(std::size_t sheet) {
  if (sheet >= sheets_.size()) return fail(Error::make(Errc::not_found, "xlsx_no_sheet"));
  xml_.reset();
  entry_.reset();
  auto entry = archive_->open_entry(sheet_paths_[sheet]);
  if (!entry) return fail(entry.error());
  entry_ = std::move(*entry);
  xml_ = std::make_unique<SheetXml>(*this);
  ended_ = false;
  bytes_read_ = 0;
  bytes_total_ = archive_->declared_size(sheet_paths_[sheet]);
  return {};
}

Result<void> XlsxReader::read_piece() {
  char piece[kPiece];
  const auto got = entry_->read(piece, sizeof piece);
  if (!got) return fail(got.error());
  bytes_read_ += *got;
  ended_ = *got == 0;
  return xml_->feed({piece, *got}, ended_);
}

Result<bool> XlsxReader::next(XlsxRow& row) {
  if (xml_ == nullptr) return false;
  for (;;) {
    if (xml_->take(row)) return true;
    if (ended_) return false;
    if (auto read = read_piece(); !read) {
      ended_ = true;
      return fail(read.error());
    }
  }
}
}  // namespace wheelhouse::exchange
