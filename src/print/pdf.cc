#include "print/pdf.h"

#include <cairo-pdf.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

#include "print/compose.h"

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif

namespace wheelhouse::print {
namespace {

// Cairo 1.16 loses some 8 KiB whenever it embeds a subset of a CFF font (a table it grows and does not free). Its frames are not to be
// walked by the sanitizer's quick way, so a suppression by name does not find it.
void finish_surface(cairo_surface_t* surface) {
#ifdef __SANITIZE_ADDRESS__
  const __lsan::ScopedDisabler not_ours;
#endif
  cairo_surface_finish(surface);
}

constexpr double kPageWidth = 595.28, kPageHeight = 841.89;  // A4
constexpr double kLeft = 48, kWidth = kPageWidth - 2 * kLeft, kTop = 40, kFoot = 40;
constexpr double kFootLine = 12;

// From all that a page could hold to the bare bones: lines of a text, rows of a list.
constexpr std::array<Room, 17> kRooms{{{8, 40},
                                       {4, 24},
                                       {3, 18},
                                       {2, 15},
                                       {2, 12},
                                       {2, 9},
                                       {2, 7},
                                       {1, 9},
                                       {2, 5},
                                       {1, 7},
                                       {2, 4},
                                       {1, 5},
                                       {2, 3},
                                       {1, 4},
                                       {1, 3},
                                       {1, 2},
                                       {1, 1}}};

cairo_status_t append(void* bytes, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

// Part of a box on a page.
struct Placed {
  const Box* box;
  double y, from, to;
};
using Page = std::vector<Placed>;

// The title, as a box of the first page.
Box title_box(const Typesetter& type, const Document& document, const Sizes& sizes) {
  const int lines = document.one_page ? 1 : 3;
  auto house = std::make_shared<SetText>(type.set(document.house, {sizes.small, sizes.small_line, false, Tone::quiet}, kWidth * 0.6, 1));
  auto label =
      std::make_shared<SetText>(type.set(document.label, {sizes.small, sizes.small_line, true, Tone::bad, Align::right}, kWidth * 0.38, 1));
  auto title = std::make_shared<SetText>(type.set(document.title, {18, 26, true, Tone::plain}, kWidth, lines));
  auto subtitle = std::make_shared<SetText>(
      type.set(document.subtitle, {sizes.text, sizes.line, false, Tone::quiet}, kWidth, document.one_page ? 1 : 2));
  Box box;
  const double title_at = sizes.small_line + 3, subtitle_at = title_at + title->height();
  box.height = subtitle_at + (document.subtitle.empty() ? 0 : subtitle->height()) + 7;
  box.cut = title->is_cut() || (document.one_page && subtitle->is_cut());
  box.draw = [=, height = box.height, has_subtitle = !document.subtitle.empty()](cairo_t* cairo, double x, double y, double, double) {
    house->draw(cairo, x, y, 0, 100);
    label->draw(cairo, x + kWidth * 0.62, y, 0, 100);
    title->draw(cairo, x, y + title_at, 0, 1000);
    if (has_subtitle) subtitle->draw(cairo, x, y + subtitle_at, 0, 1000);
    cairo_set_source_rgb(cairo, kAccent.r, kAccent.g, kAccent.b);
    cairo_rectangle(cairo, x, y + height - 1.6, kWidth, 1.6);
    cairo_fill(cairo);
  };
  return box;
}

// Where a box may be cut so that at most `room` of it stays; 0: nowhere.
double cut_within(const Box& box, double from, double room) {
  if (box.line <= 0) return 0;
  const double lines = std::floor((from + room - box.padding) / box.line);
  const double at = box.padding + lines * box.line;
  return at > from + box.line ? at : 0;
}

std::vector<Page> paginate(const std::vector<Box>& boxes, double room) {
  std::vector<Page> pages(1);
  double y = 0;
  const auto turn = [&](const Box& box) {
    pages.emplace_back();
    y = 0;
    if (box.head) {
      pages.back().push_back({box.head.get(), 0, 0, box.head->height});
      y = box.head->height;
    }
  };
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    const Box& box = boxes[i];
    double needed = box.height;
    for (std::size_t j = i; boxes[j].keep && j + 1 < boxes.size(); ++j)  // with what it heads, but not all of something long
      needed += boxes[j + 1].before + std::min(boxes[j + 1].height, room / 4);
    if (!pages.back().empty()) {
      y += box.before;
      const bool too_high = box.height > room * 0.6 && cut_within(box, 0, room - y) > 0;
      if (y + needed > room && !too_high) turn(box);
    }
    double from = 0;
    while (box.height - from > room - y + 0.01) {
      double to = cut_within(box, from, room - y);
      if (to <= from) {
        if (y == 0 || box.line <= 0) break;  // cannot be cut: drawn as it is
        turn(box);
        to = cut_within(box, from, room - y);
        if (to <= from) break;
      }
      pages.back().push_back({&box, y, from, to});
      from = to;
      turn(box);
    }
    pages.back().push_back({&box, y, from, box.height});
    y += box.height - from;
  }
  return pages;
}

void draw_foot(cairo_t* cairo, const Typesetter& type, const Document& document, std::size_t page, std::size_t pages, bool cut) {
  const double y = kPageHeight - kFoot + 8;
  const Style quiet{7.5, kFootLine, false, Tone::quiet};
  Style right = quiet;
  right.align = Align::right;
  std::string left = document.label.empty() ? document.house : document.label;
  if (cut) left += (left.empty() ? "" : " · ") + document.cut;
  type.set(left, quiet, kWidth * 0.7, 1).draw(cairo, kLeft, y, 0, 100);
  type.set(document.date + "   " + std::to_string(page) + " / " + std::to_string(pages), right, kWidth * 0.3, 1)
      .draw(cairo, kLeft + kWidth * 0.7, y, 0, 100);
}

class Surface {
 public:
  Surface() : surface_(cairo_pdf_surface_create_for_stream(append, &bytes_, kPageWidth, kPageHeight)), cairo_(cairo_create(surface_)) {}
  ~Surface() {
    cairo_destroy(cairo_);
    cairo_surface_destroy(surface_);
  }
  Surface(const Surface&) = delete;
  Surface& operator=(const Surface&) = delete;
  cairo_t* cairo() const { return cairo_; }
  cairo_surface_t* surface() const { return surface_; }
  std::string finish() {
    finish_surface(surface_);
    if (const auto status = cairo_status(cairo_); status != CAIRO_STATUS_SUCCESS) throw std::runtime_error(cairo_status_to_string(status));
    if (const auto status = cairo_surface_status(surface_); status != CAIRO_STATUS_SUCCESS)
      throw std::runtime_error(cairo_status_to_string(status));
    return std::move(bytes_);
  }

 private:
  std::string bytes_;
  cairo_surface_t* surface_;
  cairo_t* cairo_;
};

}  // namespace

Result<Pdf> to_pdf(const Document& document) {
  const Typesetter type(document.language);
  if (!type.has_chinese()) return fail(Error::make(Errc::unavailable, "print_font_missing"));
  // A page that must hold all is set as large as it goes; only the small size has anything cut.
  static constexpr std::array<Sizes, 3> kSizes{
      {{9.6, 14.4, 8.2, 12.2, 10.8, 16, 13, 4.6}, {9, 13.3, 7.8, 11.5, 10.1, 14.8, 11, 4.1}, {8.4, 12.2, 7.4, 10.8, 9.4, 13.5, 9, 3.6}}};
  Sizes sizes = document.one_page ? kSizes.front() : Sizes{};
  const double room = kPageHeight - kTop - kFoot;
  const auto all = [&](const Room& limits) {
    std::vector<Box> boxes{title_box(type, document, sizes)};
    auto rest = Composer(type, sizes, limits, document.more).compose(document.blocks, kWidth);
    std::move(rest.begin(), rest.end(), std::back_inserter(boxes));
    if (boxes.size() > 1) boxes[1].before = std::max(boxes[1].before, sizes.gap * 2);
    return boxes;
  };
  const auto is_cut = [](const std::vector<Box>& boxes) {
    return std::any_of(boxes.begin(), boxes.end(), [](const Box& box) { return box.cut; });
  };
  std::vector<Box> boxes = all(document.one_page ? kRooms.front() : Room{});
  double scale = 1;
  if (document.one_page) {
    for (std::size_t i = 1; i < kSizes.size() && (height_of(boxes) > room || is_cut(boxes)); ++i) {
      sizes = kSizes[i];
      boxes = all(kRooms.front());
    }
    for (std::size_t i = 1; i < kRooms.size() && height_of(boxes) > room; ++i) boxes = all(kRooms[i]);
    scale = std::min(1.0, room / height_of(boxes));
  }
  const std::vector<Page> pages = paginate(boxes, document.one_page ? room / scale + 1 : room);
  Pdf result;
  result.pages = static_cast<int>(pages.size());
  result.cut = document.one_page && is_cut(boxes);

  Surface surface;
  cairo_pdf_surface_set_metadata(surface.surface(), CAIRO_PDF_METADATA_TITLE, document.title.c_str());
  cairo_pdf_surface_set_metadata(surface.surface(), CAIRO_PDF_METADATA_CREATE_DATE,
                                 to_string(Instant{document.made_at.ms / 1000 * 1000}).c_str());
  for (std::size_t i = 0; i < pages.size(); ++i) {
    cairo_save(surface.cairo());
    cairo_translate(surface.cairo(), kLeft, kTop);
    cairo_scale(surface.cairo(), scale, scale);
    for (const Placed& part : pages[i]) part.box->draw(surface.cairo(), 0, part.y, part.from, part.to);
    cairo_restore(surface.cairo());
    draw_foot(surface.cairo(), type, document, i + 1, pages.size(), result.cut);
    cairo_show_page(surface.cairo());
  }
  result.bytes = surface.finish();
  return result;
}

}  // namespace wheelhouse::print
