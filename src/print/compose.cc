#include "print/compose.h"

#include <algorithm>
#include <cmath>

namespace wheelhouse::print {
namespace {

void fill(cairo_t* cairo, const Rgb& colour, double x, double y, double width, double height) {
  cairo_set_source_rgb(cairo, colour.r, colour.g, colour.b);
  cairo_rectangle(cairo, x, y, width, height);
  cairo_fill(cairo);
}

void rule(cairo_t* cairo, const Rgb& colour, double x, double y, double width, double thick = 0.6) {
  fill(cairo, colour, x, y, width, thick);
}

Box text_box(SetText text, double line, double indent = 0) {
  Box box;
  box.height = text.height();
  box.line = line;
  box.cut = text.is_cut();
  box.draw = [shared = std::make_shared<SetText>(std::move(text)), indent](cairo_t* cairo, double x, double y, double from, double to) {
    shared->draw(cairo, x + indent, y, from, to);
  };
  return box;
}

// Texts of one line height beside and below one another.
struct Placed {
  SetText text;
  double x = 0, y = 0;
};
using Parts = std::vector<Placed>;

void draw_parts(const Parts& parts, cairo_t* cairo, double x, double y, double from, double to) {
  for (const Placed& part : parts) {
    if (part.y >= to || part.y + part.text.height() <= from) continue;
    const double first = std::max(0.0, from - part.y);
    part.text.draw(cairo, x + part.x, y + part.y - from + first, first, to - part.y);
  }
}

bool any_cut(const Parts& parts) {
  return std::any_of(parts.begin(), parts.end(), [](const Placed& part) { return part.text.is_cut(); });
}

std::string with_number(std::string text, std::size_t number) {
  if (const auto at = text.find("{n}"); at != std::string::npos) text.replace(at, 3, std::to_string(number));
  return text;
}

}  // namespace

double height_of(const std::vector<Box>& boxes) {
  double height = 0;
  for (std::size_t i = 0; i < boxes.size(); ++i) height += (i ? boxes[i].before : 0) + boxes[i].height;
  return height;
}

std::size_t Composer::shown(std::size_t count) const {
  return room_.rows > 0 ? std::min(count, static_cast<std::size_t>(room_.rows)) : count;
}

std::vector<Box> Composer::compose(const std::vector<Block>& blocks, double width) const {
  std::vector<Box> boxes;
  for (const Block& block : blocks) {
    const std::size_t first = boxes.size();
    std::visit([&](const auto& content) { add(boxes, content, width); }, block.content);
    if (first < boxes.size() && !std::holds_alternative<Heading>(block.content) && boxes[first].before == 0)
      boxes[first].before = sizes_.gap;
  }
  return boxes;
}

void Composer::add_quiet(std::vector<Box>& out, const std::string& text, double width, bool cut) const {
  out.push_back(text_box(type_.set(text, small_style(), width, room_.lines), sizes_.small_line));
  out.back().cut = out.back().cut || cut;
  out.back().before = sizes_.gap * 0.5;
}

void Composer::add_more(std::vector<Box>& out, std::size_t shown, std::size_t all, double width) const {
  if (shown < all) add_quiet(out, with_number(more_, all - shown), width, true);
}

void Composer::add(std::vector<Box>& out, const Heading& heading, double width) const {
  const Style style{sizes_.head, sizes_.head_line, true, Tone::plain};
  const double share = heading.note.empty() ? 1 : 0.5;
  auto parts = std::make_shared<Parts>();
  parts->push_back({type_.set(heading.text, style, width * share, 1), 0, 0});
  if (!heading.note.empty()) {
    Style note = small_style();
    note.align = Align::right;
    parts->push_back(
        {type_.set(heading.note, note, width * (1 - share), 1), width * share, (sizes_.head_line - sizes_.small_line) / 2 + 0.6});
  }
  Box box;
  box.height = sizes_.head_line + 3;
  box.before = sizes_.section;
  box.keep = true;
  box.draw = [parts, width, height = box.height](cairo_t* cairo, double x, double y, double from, double to) {
    draw_parts(*parts, cairo, x, y, from, to);
    rule(cairo, kLine, x, y + height - 1, width);
  };
  out.push_back(std::move(box));
}

void Composer::add(std::vector<Box>& out, const Paragraph& paragraph, double width) const {
  Style style = text_style();
  if (paragraph.lead) style = {sizes_.text + 1.5, sizes_.line + 2.5, false, Tone::plain};
  out.push_back(text_box(type_.set(paragraph.spans, style, width, room_.lines), style.line));
}

void Composer::add(std::vector<Box>& out, const Note& note, double width) const {
  constexpr double kPad = 7;
  auto text = std::make_shared<SetText>(type_.set(note.spans, text_style(), width - 2 * kPad - 3, room_.lines));
  Box box;
  box.height = text->height() + 2 * kPad - 2;
  box.cut = text->is_cut();
  box.draw = [text, width, height = box.height](cairo_t* cairo, double x, double y, double, double) {
    fill(cairo, kGround, x, y, width, height);
    fill(cairo, kAccent, x, y, 2.4, height);
    text->draw(cairo, x + kPad + 3, y + kPad - 1, 0, height);
  };
  out.push_back(std::move(box));
}

void Composer::add(std::vector<Box>& out, const Facts& facts, double width) const {
  const auto columns = static_cast<std::size_t>(std::max(1, facts.columns));
  const double gutter = 14, each = (width - gutter * static_cast<double>(columns - 1)) / static_cast<double>(columns);
  for (std::size_t first = 0; first < facts.items.size(); first += columns) {
    auto parts = std::make_shared<Parts>();
    double height = 0;
    for (std::size_t i = first; i < std::min(first + columns, facts.items.size()); ++i) {
      const Fact& fact = facts.items[i];
      const double x = static_cast<double>(i - first) * (each + gutter);
      const int lines = room_.lines > 0 ? std::min(room_.lines, 2) : 0;
      double y = 0;
      parts->push_back({type_.set(fact.label, small_style(), each, 1), x, y});
      y += sizes_.small_line;
      Style value{sizes_.text + 1.2, sizes_.line + 1, true, fact.tone};
      parts->push_back({type_.set(fact.value, value, each, lines), x, y});
      y += parts->back().text.height();
      if (!fact.note.empty()) {
        parts->push_back({type_.set(fact.note, small_style(), each, lines), x, y});
        y += parts->back().text.height();
      }
      height = std::max(height, y);
    }
    Box box;
    box.height = height;
    box.before = first ? sizes_.gap : 0;
    box.cut = any_cut(*parts);
    box.draw = [parts](cairo_t* cairo, double x, double y, double from, double to) { draw_parts(*parts, cairo, x, y, from, to); };
    out.push_back(std::move(box));
  }
}

void Composer::add(std::vector<Box>& out, const Steps& steps, double width) const {
  if (steps.labels.empty()) return;
  const double each = width / static_cast<double>(steps.labels.size()), height = sizes_.line + 6;
  auto parts = std::make_shared<Parts>();
  for (std::size_t i = 0; i < steps.labels.size(); ++i) {
    const bool here = steps.current == i;
    Style style{sizes_.small - (here ? 0.9 : 0.4), sizes_.line + 6, here,
                here ? Tone::accent : Tone::quiet, Align::centre,   here && !steps.hollow};
    parts->push_back({type_.set(steps.labels[i], style, each - 4, 1), static_cast<double>(i) * each + 3.5, 0});
  }
  Box box;
  box.height = height;
  box.before = sizes_.gap * 2;
  box.draw = [parts, steps, each, height](cairo_t* cairo, double x, double y, double from, double to) {
    constexpr double kPoint = 5;
    for (std::size_t i = 0; i < steps.labels.size(); ++i) {
      const double left = x + static_cast<double>(i) * each, right = left + each - 1.6;
      const bool here = steps.current == i;
      cairo_move_to(cairo, left, y);
      cairo_line_to(cairo, right - kPoint + 3, y);
      cairo_line_to(cairo, right + 3, y + height / 2);
      cairo_line_to(cairo, right - kPoint + 3, y + height);
      cairo_line_to(cairo, left, y + height);
      if (i) cairo_line_to(cairo, left + kPoint, y + height / 2);
      cairo_close_path(cairo);
      const Rgb ground = here && !steps.hollow ? kAccent : here ? kWhite : kGround;
      cairo_set_source_rgb(cairo, ground.r, ground.g, ground.b);
      if (here && steps.hollow) {
        cairo_fill_preserve(cairo);
        cairo_set_source_rgb(cairo, kAccent.r, kAccent.g, kAccent.b);
        cairo_set_line_width(cairo, 1);
        cairo_stroke(cairo);
      } else {
        cairo_fill(cairo);
      }
    }
    draw_parts(*parts, cairo, x, y, from, to);
  };
  out.push_back(std::move(box));
}

void Composer::add(std::vector<Box>& out, const List& list, double width) const {
  if (list.items.empty()) {
    if (!list.empty.empty()) add_quiet(out, list.empty, width, false);
    return;
  }
  // As wide as the widest mark, within a quarter of the width.
  std::size_t longest = 0;
  for (const Item& item : list.items) longest = std::max(longest, item.mark.size());
  const double mark = std::min(width / 4, longest <= 2 ? 13.0 : sizes_.small * 5.6);
  const std::size_t count = shown(list.items.size());
  for (std::size_t i = 0; i < count; ++i) {
    const Item& item = list.items[i];
    auto parts = std::make_shared<Parts>();
    Style style = small_style();
    style.line = sizes_.line;
    parts->push_back({type_.set(item.mark.empty() ? "•" : item.mark, style, mark - 3, 1), 0, 0});
    parts->push_back({type_.set(item.text, text_style(), width - mark, room_.lines), mark, 0});
    double height = parts->back().text.height();
    if (!item.below.empty()) {
      parts->push_back({type_.set(item.below, small_style(), width - mark, room_.lines), mark, height});
      height += parts->back().text.height();
    }
    Box box;
    box.height = height;
    box.line = item.below.empty() ? sizes_.line : 0;
    box.before = i ? sizes_.gap * 0.5 : sizes_.gap;
    box.cut = any_cut(*parts);
    box.draw = [parts](cairo_t* cairo, double x, double y, double from, double to) { draw_parts(*parts, cairo, x, y, from, to); };
    out.push_back(std::move(box));
  }
  add_more(out, count, list.items.size(), width);
}

Box Composer::row(const Table& table, const std::vector<Cell>& cells, double width, bool head, bool total) const {
  constexpr double kGutter = 8;
  const double pad = head ? 1.5 : 2.5;
  double shares = 0;
  for (const Column& column : table.columns) shares += column.share;
  auto parts = std::make_shared<Parts>();
  double x = 0, height = 0;
  for (std::size_t i = 0; i < table.columns.size() && i < cells.size(); ++i) {
    const Column& column = table.columns[i];
    const bool last = i + 1 == table.columns.size();
    const double cell = width * column.share / shares;
    Style style = head ? small_style() : text_style(cells[i].tone);
    style.strong = !head && (cells[i].strong || total);
    style.align = column.right ? Align::right : Align::left;
    parts->push_back({type_.set(cells[i].text, style, cell - (last ? 0 : kGutter), room_.lines), x, pad});
    double y = pad + parts->back().text.height();
    if (!cells[i].below.empty()) {
      Style below = small_style();
      below.align = style.align;
      parts->push_back({type_.set(cells[i].below, below, cell - (last ? 0 : kGutter), room_.lines), x, y});
      y += parts->back().text.height();
    }
    height = std::max(height, y + pad);
    x += cell;
  }
  const bool plain = std::all_of(cells.begin(), cells.end(), [](const Cell& cell) { return cell.below.empty(); });
  Box box;
  box.height = height + 0.6;
  box.line = plain ? (head ? sizes_.small_line : sizes_.line) : 0;
  box.padding = pad;
  box.cut = any_cut(*parts);
  box.draw = [parts, width, total, head, full = box.height](cairo_t* cairo, double x, double y, double from, double to) {
    draw_parts(*parts, cairo, x, y, from, to);
    if (total)
      rule(cairo, kInk, x, y, width, 0.8);
    else if (to >= full)
      rule(cairo, kLine, x, y + full - from - 0.6, width, head ? 0.9 : 0.5);
  };
  return box;
}

void Composer::add(std::vector<Box>& out, const Table& table, double width) const {
  if (table.rows.empty()) {
    if (!table.empty.empty()) add_quiet(out, table.empty, width, false);
    return;
  }
  std::vector<Cell> head;
  for (const Column& column : table.columns) head.push_back({column.head});
  auto heading = std::make_shared<Box>(row(table, head, width, true, false));
  heading->keep = true;
  out.push_back(*heading);
  const std::size_t count = shown(table.rows.size());
  for (std::size_t i = 0; i < count; ++i) {
    out.push_back(row(table, table.rows[i], width, false, false));
    out.back().head = heading;
  }
  add_more(out, count, table.rows.size(), width);
  if (!table.total.empty()) out.push_back(row(table, table.total, width, false, true));
}

void Composer::add(std::vector<Box>& out, const Bars& bars, double width) const {
  const double label = width * 0.4, value = width * 0.24, area = width - label - value - 10;
  // What ends the account stays when the middle has to go.
  std::vector<const Bar*> items;
  const std::size_t count = shown(bars.items.size());
  for (std::size_t i = 0; i < bars.items.size(); ++i)
    if (i + 1 < count || i + 1 == bars.items.size()) items.push_back(&bars.items[i]);
  for (const Bar* bar : items) {
    auto parts = std::make_shared<Parts>();
    Style style = text_style();
    style.strong = bar->strong;
    parts->push_back({type_.set(bar->label, style, label - 6, 1), 0, 0});
    style.align = Align::right;
    style.tone = bar->strong ? bar->tone : Tone::plain;
    parts->push_back({type_.set(bar->value, style, value, 1), width - value, 0});
    Box box;
    box.height = sizes_.line;
    box.before = 1;
    box.cut = any_cut(*parts);
    box.draw = [parts, bar = *bar, label, area, line = sizes_.line](cairo_t* cairo, double x, double y, double from, double to) {
      const Rgb colour = bar.tone == Tone::quiet ? rgb(0x9aa2ad) : colour_of(bar.tone);
      const double left = std::clamp(std::min(bar.from, bar.to), 0.0, 1.0), right = std::clamp(std::max(bar.from, bar.to), 0.0, 1.0);
      fill(cairo, colour, x + label + left * area, y + 3, std::max(0.8, (right - left) * area), line - 6);
      draw_parts(*parts, cairo, x, y, from, to);
    };
    out.push_back(std::move(box));
  }
  if (items.size() < bars.items.size()) add_more(out, items.size(), bars.items.size(), width);
}

void Composer::add(std::vector<Box>& out, const Pair& pair, double width) const {
  constexpr double kGutter = 20;
  const double left_width = (width - kGutter) * pair.share, right_width = width - kGutter - left_width;
  auto left = std::make_shared<std::vector<Box>>(compose(pair.left, left_width));
  auto right = std::make_shared<std::vector<Box>>(compose(pair.right, right_width));
  Box box;
  box.height = std::max(height_of(*left), height_of(*right));
  for (const auto& side : {left, right}) {
    if (!side->empty()) box.before = std::max(box.before, side->front().before);
    for (const Box& inner : *side) box.cut = box.cut || inner.cut;
  }
  const auto draw_side = [](const std::vector<Box>& side, cairo_t* cairo, double x, double y) {
    for (std::size_t i = 0; i < side.size(); ++i) {
      if (i) y += side[i].before;
      side[i].draw(cairo, x, y, 0, side[i].height);
      y += side[i].height;
    }
  };
  box.draw = [left, right, draw_side, offset = left_width + kGutter](cairo_t* cairo, double x, double y, double, double) {
    draw_side(*left, cairo, x, y);
    draw_side(*right, cairo, x + offset, y);
  };
  out.push_back(std::move(box));
}

}  // namespace wheelhouse::print
