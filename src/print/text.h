// Set text and its measure: a paragraph broken into lines of one height, so that it can be cut between any two of them. Internal to
// print/.
#pragma once
#include <cairo.h>
#include <pango/pango.h>

#include <memory>
#include <string_view>

#include "print/document.h"

namespace wheelhouse::print {

struct Rgb {
  double r, g, b;
};
constexpr Rgb rgb(unsigned hex) { return {((hex >> 16) & 255) / 255.0, ((hex >> 8) & 255) / 255.0, (hex & 255) / 255.0}; }
Rgb colour_of(Tone tone);
inline constexpr Rgb kInk = rgb(0x14171d), kQuiet = rgb(0x5b6270), kAccent = rgb(0x0b6b80), kLine = rgb(0xdfe3e9), kGround = rgb(0xf3f5f7),
                     kWhite = rgb(0xffffff);

enum class Align { left, centre, right };
struct Style {
  double size = 9, line = 13;  // points
  bool strong = false;
  Tone tone = Tone::plain;
  Align align = Align::left;
  bool white = false;
};

// A paragraph of one width. Movable.
class SetText {
 public:
  SetText() = default;
  double height() const { return lines_ * line_; }
  bool is_cut() const { return cut_; }
  // The lines that begin in [from, to) below the top; `y` is where `from` lies.
  void draw(cairo_t* cairo, double x, double y, double from, double to) const;

 private:
  friend class Typesetter;
  struct Unref {
    void operator()(PangoLayout* layout) const { g_object_unref(layout); }
  };
  std::unique_ptr<PangoLayout, Unref> layout_;
  int lines_ = 0;
  double line_ = 0;
  bool cut_ = false;
};

class Typesetter {
 public:
  explicit Typesetter(std::string_view language);
  ~Typesetter();
  Typesetter(const Typesetter&) = delete;
  Typesetter& operator=(const Typesetter&) = delete;
  bool has_chinese() const;
  // Not more than `lines_max` lines, 0: as many as it takes. What does not fit ends in "…".
  SetText set(const Line& spans, const Style& style, double width, int lines_max) const;
  SetText set(std::string_view text, const Style& style, double width, int lines_max) const;

 private:
  const bool english_;
  PangoContext* context_;
};

}  // namespace wheelhouse::print
