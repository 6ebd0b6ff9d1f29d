#include "print/docx.h"

#include <zip.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string_view>

#include "print/docx_package.h"

namespace wheelhouse::print {
namespace {

// Text that XML 1.0 can hold: control characters and broken UTF-8 are left out.
void append_escaped(std::string& out, std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<unsigned char>(text[i]);
    const std::size_t length = c < 0x80 ? 1 : c >= 0xf0 && c < 0xf5 ? 4 : c >= 0xe0 ? 3 : c >= 0xc2 ? 2 : 0;
    bool whole = length > 0 && i + length <= text.size() && c < 0xf5;
    for (std::size_t j = 1; whole && j < length; ++j) whole = (static_cast<unsigned char>(text[i + j]) & 0xc0) == 0x80;
    if (!whole) {
      ++i;
      continue;
    }
    const std::string_view character = text.substr(i, length);
    i += length;
    if (character == "&")
      out += "&amp;";
    else if (character == "<")
      out += "&lt;";
    else if (character == ">")
      out += "&gt;";
    else if (character == "\"")
      out += "&quot;";
    else if (length == 1 && c < 0x20 && c != '\n' && c != '\t')
      out += ' ';
    else if (character == "\xEF\xBF\xBE" || character == "\xEF\xBF\xBF")
      out += ' ';  // U+FFFE, U+FFFF
    else if (length == 3 && c == 0xed && static_cast<unsigned char>(character[1]) >= 0xa0)
      out += ' ';  // half a surrogate pair
    else
      out += character;
  }
}

std::string_view colour(Tone tone) {
  switch (tone) {
    case Tone::plain:
      return "";
    case Tone::quiet:
      return "5B6270";
    case Tone::accent:
      return "0B6B80";
    case Tone::ok:
      return "11703F";
    case Tone::warn:
      return "8A5200";
    case Tone::bad:
      return "B3261E";
  }
  return "";
}

void append_run(std::string& out, std::string_view text, Tone tone = Tone::plain, bool strong = false, bool small = false) {
  if (text.empty()) return;
  out += "<w:r>";
  if (strong || small || !colour(tone).empty()) {
    out += "<w:rPr>";
    if (strong) out += "<w:b/>";
    if (!colour(tone).empty()) out += "<w:color w:val=\"" + std::string(colour(tone)) + "\"/>";
    if (small) out += "<w:sz w:val=\"17\"/>";
    out += "</w:rPr>";
  }
  for (std::size_t from = 0;;) {
    const std::size_t to = text.find('\n', from);
    out += "<w:t xml:space=\"preserve\">";
    append_escaped(out, text.substr(from, to == std::string_view::npos ? to : to - from));
    out += "</w:t>";
    if (to == std::string_view::npos) break;
    out += "<w:br/>";
    from = to + 1;
  }
  out += "</w:r>";
}

void append_line(std::string& out, const Line& line, bool small = false) {
  for (const Span& span : line) append_run(out, span.text, span.tone, span.strong, small);
}

struct Body {
  std::string& out;

  void paragraph(std::string_view style, const std::string& runs, std::string_view more = "") const {
    out += "<w:p><w:pPr>";
    if (!style.empty()) out += "<w:pStyle w:val=\"" + std::string(style) + "\"/>";
    out += more;
    out += "</w:pPr>" + runs + "</w:p>";
  }
  void cell(int width, const std::string& paragraphs, std::string_view properties = "") const {
    out += "<w:tc><w:tcPr><w:tcW w:w=\"" + std::to_string(width) + "\" w:type=\"dxa\"/>" + std::string(properties) + "</w:tcPr>" +
           paragraphs + "</w:tc>";
  }
  static std::string in_cell(const std::string& runs, bool right) {
    return "<w:p><w:pPr><w:pStyle w:val=\"Cell\"/>" + std::string(right ? "<w:jc w:val=\"right\"/>" : "") + "</w:pPr>" + runs + "</w:p>";
  }
  void begin_table(const std::vector<int>& widths, bool lines) const {
    out += "<w:tbl><w:tblPr><w:tblW w:w=\"" + std::to_string(kWidth) + "\" w:type=\"dxa\"/>";
    if (lines)
      out +=
          "<w:tblBorders><w:bottom w:val=\"single\" w:sz=\"4\" w:color=\"DFE3E9\"/><w:insideH w:val=\"single\" w:sz=\"4\" "
          "w:color=\"DFE3E9\"/>"
          "</w:tblBorders>";
    out +=
        "<w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"120\" "
        "w:type=\"dxa\"/></w:tblCellMar>"
        "</w:tblPr><w:tblGrid>";
    for (const int width : widths) out += "<w:gridCol w:w=\"" + std::to_string(width) + "\"/>";
    out += "</w:tblGrid>";
  }
  void end_table() const {
    out += "</w:tbl>";
    paragraph("Space", "");  // two tables in a row would become one
  }

  void operator()(const Heading& heading) const {
    std::string runs;
    append_run(runs, heading.text);
    if (!heading.note.empty()) append_run(runs, "    " + heading.note, Tone::quiet, false, true);
    paragraph("Heading1", runs);
  }
  void operator()(const Paragraph& text) const {
    std::string runs;
    append_line(runs, text.spans);
    paragraph(text.lead ? "Lead" : "", runs);
  }
  void operator()(const Note& note) const {
    std::string runs;
    append_line(runs, note.spans);
    paragraph("Note", runs);
  }
  void operator()(const Facts& facts) const {
    const auto columns = static_cast<std::size_t>(std::max(1, facts.columns));
    const std::vector<int> widths(columns, kWidth / static_cast<int>(columns));
    begin_table(widths, false);
    for (std::size_t first = 0; first < facts.items.size(); first += columns) {
      out += "<w:tr>";
      for (std::size_t i = first; i < first + columns; ++i) {
        std::string inside, runs;
        if (i < facts.items.size()) {
          const Fact& fact = facts.items[i];
          append_run(runs, fact.label, Tone::quiet, false, true);
          inside += in_cell(runs, false);
          append_run(runs = "", fact.value, fact.tone, true);
          inside += in_cell(runs, false);
          if (!fact.note.empty()) {
            append_run(runs = "", fact.note, Tone::quiet, false, true);
            inside += in_cell(runs, false);
          }
        } else {
          inside = in_cell("", false);
        }
        cell(widths.front(), inside);
      }
      out += "</w:tr>";
    }
    end_table();
  }
  void operator()(const Steps& steps) const {
    std::string runs;
    for (std::size_t i = 0; i < steps.labels.size(); ++i) {
      if (i) append_run(runs, "  ›  ", Tone::quiet);
      const bool here = steps.current == i;
      append_run(runs, here && steps.hollow ? "○ " + steps.labels[i] : steps.labels[i], here ? Tone::accent : Tone::quiet, here);
    }
    paragraph("", runs);
  }
  void operator()(const List& list) const {
    std::string runs;
    if (list.items.empty() && !list.empty.empty()) append_run(runs, list.empty, Tone::quiet), paragraph("", runs);
    for (const Item& item : list.items) {
      runs.clear();
      // A bare number is what the bullet is for.
      if (item.mark.size() > 2) append_run(runs, item.mark + "  ", Tone::quiet);
      append_line(runs, item.text);
      if (!item.below.empty()) {
        runs += "<w:r><w:br/></w:r>";
        append_line(runs, item.below, true);
      }
      paragraph("ListBullet", runs);
    }
  }
  void operator()(const Table& table) const {
    std::string runs;
    if (table.rows.empty()) {
      if (!table.empty.empty()) append_run(runs, table.empty, Tone::quiet), paragraph("", runs);
      return;
    }
    double shares = 0;
    for (const Column& column : table.columns) shares += column.share;
    std::vector<int> widths;
    for (const Column& column : table.columns) widths.push_back(static_cast<int>(kWidth * column.share / shares));
    begin_table(widths, true);
    out += "<w:tr><w:trPr><w:tblHeader/></w:trPr>";
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      append_run(runs = "", table.columns[i].head, Tone::quiet, false, true);
      cell(widths[i], in_cell(runs, table.columns[i].right));
    }
    out += "</w:tr>";
    const auto row = [&](const std::vector<Cell>& cells, bool total) {
      out += "<w:tr><w:trPr><w:cantSplit/></w:trPr>";
      for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const Cell none;
        const Cell& content = i < cells.size() ? cells[i] : none;
        append_run(runs = "", content.text, content.tone, content.strong || total);
        std::string inside = in_cell(runs, table.columns[i].right);
        if (!content.below.empty()) {
          append_run(runs = "", content.below, Tone::quiet, false, true);
          inside += in_cell(runs, table.columns[i].right);
        }
        cell(widths[i], inside, total ? "<w:tcBorders><w:top w:val=\"single\" w:sz=\"6\" w:color=\"14171D\"/></w:tcBorders>" : "");
      }
      out += "</w:tr>";
    };
    for (const auto& cells : table.rows) row(cells, false);
    if (!table.total.empty()) row(table.total, true);
    end_table();
  }
  void operator()(const Bars& bars) const {
    begin_table({kWidth * 3 / 4, kWidth / 4}, true);
    for (const Bar& bar : bars.items) {
      std::string label, value;
      append_run(label, bar.label, Tone::plain, bar.strong);
      append_run(value, bar.value, bar.strong ? bar.tone : Tone::plain, bar.strong);
      out += "<w:tr>";
      cell(kWidth * 3 / 4, in_cell(label, false));
      cell(kWidth / 4, in_cell(value, true));
      out += "</w:tr>";
    }
    end_table();
  }
  void operator()(const Pair& pair) const {
    for (const Block& block : pair.left) std::visit(*this, block.content);
    for (const Block& block : pair.right) std::visit(*this, block.content);
  }
};

std::string footer(const Document& document) {
  const auto field = [](std::string_view name) {
    return "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> " + std::string(name) +
           " </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar "
           "w:fldCharType=\"end\"/></w:r>";
  };
  std::string runs;
  append_run(runs, document.label.empty() ? document.house : document.label);
  runs += "<w:r><w:tab/></w:r>";
  append_run(runs, document.date + "   ");
  runs += field("PAGE");
  append_run(runs, " / ");
  runs += field("NUMPAGES");
  return std::string(kXml) + "<w:ftr " + std::string(kW) + "><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>" + runs + "</w:p></w:ftr>";
}

std::string core(const Document& document) {
  std::string title;
  append_escaped(title, document.title);
  const std::string when = to_string(Instant{document.made_at.ms / 1000 * 1000});
  return std::string(kXml) +
         R"(<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" )"
         R"(xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" )"
         R"(xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>)" +
         title + "</dc:title><dcterms:created xsi:type=\"dcterms:W3CDTF\">" + when + "</dcterms:created></cp:coreProperties>";
}

std::string body_of(const Document& document) {
  std::string out(kXml);
  out += "<w:document " + std::string(kW) + " " + std::string(kR) + "><w:body>";
  const Body body{out};
  std::string runs;
  append_run(runs, document.house, Tone::quiet, false, true);
  if (!document.label.empty()) append_run(runs, (runs.empty() ? "" : "    ") + document.label, Tone::bad, true, true);
  body.paragraph("", runs);
  append_run(runs = "", document.title);
  body.paragraph("Title", runs);
  append_run(runs = "", document.subtitle);
  if (!document.subtitle.empty()) body.paragraph("Subtitle", runs);
  for (const Block& block : document.blocks) std::visit(body, block.content);
  out +=
      "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId3\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1080\" "
      "w:right=\"1080\" w:bottom=\"1080\" w:left=\"1080\" w:header=\"560\" w:footer=\"560\" "
      "w:gutter=\"0\"/></w:sectPr></w:body></w:document>";
  return out;
}

[[noreturn]] void give_up(zip_error_t* error) { throw std::runtime_error(zip_error_strerror(error)); }

}  // namespace

std::string to_docx(const Document& document) {
  const std::vector<std::pair<const char*, std::string>> parts{
      {"[Content_Types].xml", content_types()},
      {"_rels/.rels", relations({{"officeDocument/2006/relationships/officeDocument", "word/document.xml"},
                                 {"package/2006/relationships/metadata/core-properties", "docProps/core.xml"}})},
      {"word/_rels/document.xml.rels", relations({{"officeDocument/2006/relationships/styles", "styles.xml"},
                                                  {"officeDocument/2006/relationships/numbering", "numbering.xml"},
                                                  {"officeDocument/2006/relationships/footer", "footer.xml"}})},
      {"word/document.xml", body_of(document)},
      {"word/styles.xml", styles(document.language)},
      {"word/numbering.xml", numbering()},
      {"word/footer.xml", footer(document)},
      {"docProps/core.xml", core(document)},
  };
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* memory = zip_source_buffer_create(nullptr, 0, 0, &error);
  if (!memory) give_up(&error);
  zip_source_keep(memory);
  const std::unique_ptr<zip_source_t, void (*)(zip_source_t*)> kept(memory, zip_source_free);
  zip_t* zip = zip_open_from_source(memory, ZIP_TRUNCATE, &error);
  if (!zip) {
    zip_source_free(memory);
    give_up(&error);
  }
  for (const auto& [name, content] : parts) {
    zip_source_t* source = zip_source_buffer(zip, content.data(), content.size(), 0);
    const zip_int64_t index = source ? zip_file_add(zip, name, source, ZIP_FL_ENC_UTF_8) : -1;
    if (index < 0) {
      if (source) zip_source_free(source);
      const std::string words = zip_strerror(zip);
      zip_discard(zip);
      throw std::runtime_error(words);
    }
    zip_file_set_mtime(zip, static_cast<zip_uint64_t>(index), static_cast<time_t>(document.made_at.ms / 1000), 0);
  }
  if (zip_close(zip) < 0) {
    const std::string words = zip_strerror(zip);
    zip_discard(zip);
    throw std::runtime_error(words);
  }
  if (zip_source_open(memory) < 0) give_up(zip_source_error(memory));
  zip_stat_t stat;
  zip_source_stat(memory, &stat);
  std::string bytes(stat.size, '\0');
  const zip_int64_t read = zip_source_read(memory, bytes.data(), bytes.size());
  zip_source_close(memory);
  if (read != static_cast<zip_int64_t>(bytes.size())) throw std::runtime_error("zip: short read");
  return bytes;
}

}  // namespace wheelhouse::print
