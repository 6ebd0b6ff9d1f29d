#include "print/text.h"

#include <pango/pangocairo.h>

#include <algorithm>
#include <string>

namespace wheelhouse::print {
namespace {

// What people wrote, as one paragraph where it has to be one: UTF-8 that Pango takes, no control characters.
std::string clean(std::string_view text, bool one_paragraph) {
  gchar* valid = g_utf8_make_valid(text.data(), static_cast<gssize>(text.size()));
  std::string out;
  for (const char* c = valid; *c; ++c) {
    if (*c == '\r') continue;
    if (*c == '\n')
      out += one_paragraph ? ' ' : '\n';
    else if (static_cast<unsigned char>(*c) >= 0x20 && *c != 0x7f)
      out += *c;
    else
      out += ' ';
  }
  g_free(valid);
  return out;
}

// The middle dot is as wide as a character in Chinese and needs no spaces beside it.
std::string spaced(std::string text, bool english) {
  if (english) return text;
  for (std::size_t at = 0; (at = text.find(" · ", at)) != std::string::npos;) text.replace(at, 4, "·");
  return text;
}

// At most `room` characters, which they are taken from.
std::string first_characters(std::string text, std::size_t& room) {
  if (room == std::string::npos) return text;
  std::size_t end = 0;
  while (end < text.size() && room > 0) {
    ++end;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) ++end;
    --room;
  }
  text.resize(end);
  return text;
}

void insert(PangoAttrList* list, PangoAttribute* attribute, std::size_t from, std::size_t to) {
  attribute->start_index = static_cast<guint>(from);
  attribute->end_index = static_cast<guint>(to);
  pango_attr_list_insert(list, attribute);
}

constexpr guint16 channel(double value) { return static_cast<guint16>(value * 65535); }

}  // namespace

Rgb colour_of(Tone tone) {
  switch (tone) {
    case Tone::plain:
      return kInk;
    case Tone::quiet:
      return kQuiet;
    case Tone::accent:
      return kAccent;
    case Tone::ok:
      return rgb(0x11703f);
    case Tone::warn:
      return rgb(0x8a5200);
    case Tone::bad:
      return rgb(0xb3261e);
  }
  return kInk;
}

void SetText::draw(cairo_t* cairo, double x, double y, double from, double to) const {
  if (!layout_) return;
  PangoLayoutIter* iter = pango_layout_get_iter(layout_.get());
  int index = 0;
  do {
    const double top = index++ * line_;
    if (top + 0.01 < from || top + 0.01 >= to) continue;
    PangoRectangle extents;
    pango_layout_iter_get_line_extents(iter, nullptr, &extents);
    cairo_move_to(cairo, x + pango_units_to_double(extents.x), y + pango_units_to_double(pango_layout_iter_get_baseline(iter)) - from);
    pango_cairo_show_layout_line(cairo, pango_layout_iter_get_line_readonly(iter));
  } while (pango_layout_iter_next_line(iter));
  pango_layout_iter_free(iter);
}

Typesetter::Typesetter(std::string_view language) : english_(language == "en") {
  // The default map belongs to the thread and keeps its fonts open for the next document.
  context_ = pango_font_map_create_context(pango_cairo_font_map_get_default());
  pango_cairo_context_set_resolution(context_, 72);  // a unit is a point
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context_, options);
  cairo_font_options_destroy(options);
  pango_context_set_round_glyph_positions(context_, FALSE);
  // Customers' names are Chinese in an English document too: the same font sets both, and Han characters are drawn as in China.
  pango_context_set_language(context_, pango_language_from_string(language == "en" ? "en" : "zh-cn"));
}

Typesetter::~Typesetter() { g_object_unref(context_); }

bool Typesetter::has_chinese() const {
  const SetText probe = set("客户", Style{}, 100, 0);
  return pango_layout_get_unknown_glyphs_count(probe.layout_.get()) == 0;
}

SetText Typesetter::set(std::string_view text, const Style& style, double width, int lines_max) const {
  return set(Line{Span{std::string(text), style.tone, style.strong}}, style, width, lines_max);
}

SetText Typesetter::set(const Line& spans, const Style& style, double width, int lines_max) const {
  SetText result;
  result.line_ = style.line;
  PangoLayout* layout = pango_layout_new(context_);
  result.layout_.reset(layout);
  PangoFontDescription* font = pango_font_description_from_string("Noto Sans CJK SC, Source Han Sans SC, sans-serif");
  pango_font_description_set_absolute_size(font, style.size * PANGO_SCALE);
  pango_layout_set_font_description(layout, font);
  pango_font_description_free(font);

  std::string text;
  PangoAttrList* attributes = pango_attr_list_new();
  // More characters than fit, however narrow, need not be set: cutting off a novel takes as long as setting it.
  std::size_t room = lines_max > 0 ? static_cast<std::size_t>(lines_max * (width / (style.size * 0.2) + 8)) : std::string::npos;
  for (const Span& span : spans) {
    const std::size_t from = text.size();
    text += first_characters(spaced(clean(span.text, lines_max > 0), english_), room);
    const Rgb colour = style.white ? kWhite : colour_of(span.tone == Tone::plain ? style.tone : span.tone);
    insert(attributes, pango_attr_foreground_new(channel(colour.r), channel(colour.g), channel(colour.b)), from, text.size());
    if (span.strong || style.strong) insert(attributes, pango_attr_weight_new(PANGO_WEIGHT_BOLD), from, text.size());
  }
  insert(attributes, pango_attr_font_features_new("tnum=1"), 0, text.size());  // figures of one width
  // In English, marks that a Chinese font makes as wide as a character are not.
  if (english_)
    for (const std::string_view mark : {"“", "”", "‘", "’", "·"})
      for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos; at += mark.size())
        insert(attributes, pango_attr_font_features_new("pwid=1"), at, at + mark.size());
  insert(attributes, pango_attr_line_height_new_absolute(static_cast<int>(style.line * PANGO_SCALE)), 0, G_MAXUINT);
  pango_layout_set_text(layout, text.c_str(), static_cast<int>(text.size()));
  pango_layout_set_attributes(layout, attributes);
  pango_attr_list_unref(attributes);
  pango_layout_set_width(layout, static_cast<int>(std::max(width, 1.0) * PANGO_SCALE));
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment(layout, style.align == Align::centre  ? PANGO_ALIGN_CENTER
                                     : style.align == Align::right ? PANGO_ALIGN_RIGHT
                                                                   : PANGO_ALIGN_LEFT);
  if (lines_max > 0) {
    pango_layout_set_height(layout, -lines_max);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
  }
  result.lines_ = pango_layout_get_line_count(layout);
  result.cut_ = pango_layout_is_ellipsized(layout);
  return result;
}

}  // namespace wheelhouse::print

#ifdef __SANITIZE_ADDRESS__
// Fontconfig keeps its configuration and patterns until the process ends, some of them where no pointer leads.
extern "C" const char* __lsan_default_suppressions() { return "leak:libfontconfig\n"; }
#endif
