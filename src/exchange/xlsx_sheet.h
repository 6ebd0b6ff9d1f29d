// The worksheet part of xlsx_reader.cc: XML events in, finished rows out.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "exchange/xlsx_reader.h"
#include "exchange/xml_reader.h"

namespace wheelhouse::exchange {

// "_x000D_" -> CR and so on, as workbooks escape what XML cannot hold; "_x005F_" protects an underscore.
std::string unescape_xlsx(std::string_view text);
void unescape_xlsx_in_place(std::string& text);

class SheetXml : public XmlReader {
 public:
  explicit SheetXml(const XlsxReader& book) : book_(book) {}
  // Takes the next finished row; false when more of the document is needed.
  bool take(XlsxRow& row);

 private:
  void on_start(std::string_view name, const XmlAttributes& attributes) override;
  void on_end(std::string_view name) override;
  void on_text(std::string_view text) override;
  void start_row(const XmlAttributes& attributes);
  void start_cell(const XmlAttributes& attributes);
  void finish_cell();
  void finish_row();
  void set_problem(std::string code);

  struct Cell {
    std::uint32_t column;
    bool shared;               // text lies in the shared strings, else in text_
    std::size_t begin, length;
  };
  struct Row {
    std::uint64_t number;
    std::size_t first, count;  // cells
    std::optional<RowProblem> problem;
  };

  const XlsxReader& book_;
  // Finished rows that wait to be taken; all emptied together once they are.
  std::string text_;
  std::vector<Cell> cells_;
  std::vector<Row> rows_;
  std::size_t taken_ = 0;
  // The row and cell being read.
  bool in_data_ = false, in_row_ = false, in_cell_ = false, in_value_ = false, in_inline_ = false;
  int skip_ = 0;  // depth inside phonetic hints, formulas and extensions
  std::uint64_t row_number_ = 0;
  std::size_t row_first_ = 0;
  std::optional<RowProblem> problem_;
  std::uint32_t column_ = 0, next_column_ = 0;
  std::string type_, value_;
  std::size_t style_ = 0;
};

}  // namespace wheelhouse::exchange
