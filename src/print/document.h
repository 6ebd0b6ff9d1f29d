// A document for people to read on paper: what is on it, not where. Texts come ready in the reader's language; pdf.h and docx.h set
// them. Plain data; any thread.
#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/time.h"

namespace wheelhouse::print {

enum class Tone { plain, quiet, accent, ok, warn, bad };

struct Span {
  std::string text;
  Tone tone = Tone::plain;
  bool strong = false;
};
using Line = std::vector<Span>;  // one paragraph

struct Block;

struct Heading {
  std::string text;
  std::string note;  // at the right, quiet: a figure of the whole section
};
struct Paragraph {
  Line spans;
  bool lead = false;  // larger: the one sentence that counts
};
struct Note {  // set apart by its ground
  Line spans;
};
// Label over value, side by side.
struct Fact {
  std::string label, value;
  Tone tone = Tone::plain;
  std::string note;
};
struct Facts {
  std::vector<Fact> items;
  int columns = 4;
};
// The way to go with the place reached; hollow where nobody has proof.
struct Steps {
  std::vector<std::string> labels;
  std::optional<std::size_t> current;
  bool hollow = false;
};
struct Item {
  std::string mark;  // a date, a number
  Line text, below;
};
struct List {
  std::vector<Item> items;
  std::string empty;  // said where there is none
};
struct Column {
  std::string head;
  double share = 1;  // of the width
  bool right = false;
};
struct Cell {
  std::string text;
  Tone tone = Tone::plain;
  bool strong = false;
  std::string below = {};  // a second, quiet paragraph
};
struct Table {
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;
  std::vector<Cell> total;  // the last row, never cut
  std::string empty;
};
// Bars on one scale, from where the one before ended: a waterfall. Fractions of the width, 0..1.
struct Bar {
  std::string label, value;
  double from = 0, to = 0;
  Tone tone = Tone::accent;
  bool strong = false;
};
struct Bars {
  std::vector<Bar> items;
};
// Side by side where there is room.
struct Pair {
  std::vector<Block> left, right;
  double share = 0.5;  // of the left
};
struct Block {
  std::variant<Heading, Paragraph, Note, Facts, Steps, List, Table, Bars, Pair> content;
};

struct Document {
  std::string language;  // "zh-CN" or "en"
  std::string title, subtitle;
  std::string house;  // whose document it is, above the title
  std::string label;  // "Internal"; empty on what a customer is handed
  std::string date;   // in words, on every page
  Instant made_at;
  std::vector<Block> blocks;
  bool one_page = false;  // long texts and lists are cut until all is on one page, and the page says so
  std::string more;       // "… {n} more", where a list was cut
  std::string cut;        // said at the foot of a page that was cut
};

}  // namespace wheelhouse::print
