#include "print/docx_package.h"

namespace wheelhouse::print {

std::string content_types() {
  std::string out(kXml);
  out += R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">)"
         R"(<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>)"
         R"(<Default Extension="xml" ContentType="application/xml"/>)";
  for (const std::string_view part : {"document.main", "styles", "numbering", "footer"}) {
    const std::string_view file = part == "document.main" ? "document" : part;
    out += R"(<Override PartName="/word/)" + std::string(file) +
           R"(.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.)" + std::string(part) + R"(+xml"/>)";
  }
  return out +
         R"(<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>)";
}

std::string relations(std::initializer_list<std::pair<std::string_view, std::string_view>> targets) {
  std::string out(kXml);
  out += R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)";
  int id = 0;
  for (const auto& [type, target] : targets)
    out += "<Relationship Id=\"rId" + std::to_string(++id) + "\" Type=\"http://schemas.openxmlformats.org/" + std::string(type) +
           "\" Target=\"" + std::string(target) + "\"/>";
  return out + "</Relationships>";
}

std::string styles(std::string_view language) {
  std::string out(kXml);
  out += "<w:styles " + std::string(kW) + ">";
  out +=
      "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:cs=\"Arial\" w:eastAsia=\"Microsoft YaHei\"/>"
      "<w:color w:val=\"14171D\"/><w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/><w:lang w:val=\"" +
      std::string(language == "en" ? "en-GB" : "zh-CN") +
      "\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
      "<w:spacing w:after=\"80\" w:line=\"300\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>";
  const auto style = [&](std::string_view id, std::string_view name, std::string_view paragraph, std::string_view run, bool base = false) {
    out += "<w:style w:type=\"paragraph\"" + std::string(base ? " w:default=\"1\"" : "") + " w:styleId=\"" + std::string(id) +
           "\"><w:name w:val=\"" + std::string(name) + "\"/>" + (base ? "" : "<w:basedOn w:val=\"Normal\"/>") + "<w:qFormat/><w:pPr>" +
           std::string(paragraph) + "</w:pPr><w:rPr>" + std::string(run) + "</w:rPr></w:style>";
  };
  style("Normal", "Normal", "", "", true);
  style("Title", "Title",
        "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"12\" w:space=\"4\" w:color=\"0B6B80\"/></w:pBdr><w:spacing w:after=\"160\"/>",
        "<w:b/><w:sz w:val=\"40\"/>");
  style("Subtitle", "Subtitle", "<w:spacing w:after=\"60\"/>", "<w:color w:val=\"5B6270\"/>");
  style("Heading1", "heading 1", "<w:keepNext/><w:spacing w:before=\"320\" w:after=\"100\"/><w:outlineLvl w:val=\"0\"/>",
        "<w:b/><w:color w:val=\"0B6B80\"/><w:sz w:val=\"25\"/>");
  style("Lead", "Lead", "<w:spacing w:after=\"120\"/>", "<w:sz w:val=\"23\"/>");
  style(
      "Note", "Note",
      "<w:pBdr><w:left w:val=\"single\" w:sz=\"18\" w:space=\"8\" w:color=\"0B6B80\"/></w:pBdr><w:shd w:val=\"clear\" w:fill=\"F3F5F7\"/>",
      "");
  style("Cell", "Cell", "<w:spacing w:before=\"30\" w:after=\"30\" w:line=\"270\" w:lineRule=\"auto\"/>", "");
  style("Space", "Space", "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"120\" w:lineRule=\"exact\"/>", "");
  style("ListBullet", "List Bullet", "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>", "");
  style("Footer", "footer", "<w:tabs><w:tab w:val=\"right\" w:pos=\"" + std::to_string(kWidth) + "\"/></w:tabs>",
        "<w:color w:val=\"5B6270\"/><w:sz w:val=\"16\"/>");
  return out + "</w:styles>";
}

std::string numbering() {
  return std::string(kXml) + "<w:numbering " + std::string(kW) +
         "><w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"singleLevel\"/><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>"
         "<w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"•\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"340\" "
         "w:hanging=\"340\"/></w:pPr>"
         "</w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>";
}

}  // namespace wheelhouse::print
