// Blocks set to a width, as boxes one below the other: a box is moved to the next page, or cut between two lines where it is higher than
// a page. Internal to print/.
#pragma once
#include <functional>
#include <memory>
#include <vector>

#include "print/document.h"
#include "print/text.h"

namespace wheelhouse::print {

struct Box {
  double height = 0;
  double before = 0;  // space above it, but not at the top of a page
  double line = 0;    // may be cut at multiples of this below `padding`; 0: never
  double padding = 0;
  bool keep = false;          // not the last of a page: what it heads follows
  bool cut = false;           // some of it was left out
  std::shared_ptr<Box> head;  // drawn again when a page begins with this box
  // The part of it between `from` and `to` below its top, whose upper edge is to lie at y.
  std::function<void(cairo_t*, double x, double y, double from, double to)> draw;
};

// How much of long texts and lists is shown; 0: all.
struct Room {
  int lines = 0, rows = 0;
};
struct Sizes {
  double text = 10, line = 15.5, small = 8.5, small_line = 13, head = 11.5, head_line = 17, section = 16, gap = 5;
};

class Composer {
 public:
  Composer(const Typesetter& typesetter, const Sizes& sizes, const Room& room, const std::string& more)
      : type_(typesetter), sizes_(sizes), room_(room), more_(more) {}
  std::vector<Box> compose(const std::vector<Block>& blocks, double width) const;

 private:
  void add(std::vector<Box>& out, const Heading& heading, double width) const;
  void add(std::vector<Box>& out, const Paragraph& paragraph, double width) const;
  void add(std::vector<Box>& out, const Note& note, double width) const;
  void add(std::vector<Box>& out, const Facts& facts, double width) const;
  void add(std::vector<Box>& out, const Steps& steps, double width) const;
  void add(std::vector<Box>& out, const List& list, double width) const;
  void add(std::vector<Box>& out, const Table& table, double width) const;
  void add(std::vector<Box>& out, const Bars& bars, double width) const;
  void add(std::vector<Box>& out, const Pair& pair, double width) const;
  void add_quiet(std::vector<Box>& out, const std::string& text, double width, bool cut) const;
  void add_more(std::vector<Box>& out, std::size_t shown, std::size_t all, double width) const;
  Box row(const Table& table, const std::vector<Cell>& cells, double width, bool head, bool total) const;
  std::size_t shown(std::size_t count) const;
  Style text_style(Tone tone = Tone::plain) const { return {sizes_.text, sizes_.line, false, tone}; }
  Style small_style(Tone tone = Tone::quiet) const { return {sizes_.small, sizes_.small_line, false, tone}; }

  const Typesetter& type_;
  const Sizes& sizes_;
  const Room& room_;
  const std::string& more_;
};

double height_of(const std::vector<Box>& boxes);

}  // namespace wheelhouse::print
