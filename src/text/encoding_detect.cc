// Which encoding a file is in. The statistics are over character classes that the encodings' own tables define:
// the frequent half of GB 2312 and of Big5 sits in known rows, and reading one as the other scatters characters
// over rows that real text hardly uses.
#include <algorithm>
#include <array>

#include "text/encoding.h"
#include "text/utf8.h"

namespace wheelhouse::text {
namespace {

struct Score {
  double value = 0;         // mean weight of the characters outside ASCII
  double invalid_share = 0;
  std::size_t characters = 0;
};

unsigned char byte_at(std::string_view text, std::size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0; }

// Weights: 1 for the frequent characters, less for rarer rows, nothing for rows hardly used.
double gb_weight(unsigned char lead, unsigned char trail) {
  if (trail >= 0xA1) {
    if (lead >= 0xB0 && lead <= 0xD7) return 1.0;  // GB 2312 level 1, by frequency
    if (lead >= 0xD8 && lead <= 0xF7) return 0.5;  // level 2
    if (lead >= 0xA1 && lead <= 0xA3) return 0.9;  // punctuation and full-width ASCII
    if (lead >= 0xA4 && lead <= 0xA9) return 0.1;  // kana, Greek, Cyrillic, boxes
  }
  return 0.4;  // the characters that GBK added: traditional forms and rare names
}

double big5_weight(unsigned char lead, unsigned char trail) {
  if (lead >= 0xA4 && (lead < 0xC6 || (lead == 0xC6 && trail <= 0x7E))) return 1.0;  // level 1, by frequency
  if (lead >= 0xA1 && lead <= 0xA3) return 0.9;                                      // punctuation
  if (lead >= 0xC9 && (lead < 0xF9 || (lead == 0xF9 && trail <= 0xD5))) return 0.3;  // level 2
  return 0.0;
}

Score score_gb18030(std::string_view text) {
  double sum = 0;
  std::size_t characters = 0, invalid = 0;
  for (std::size_t at = 0; at < text.size();) {
    const unsigned char lead = byte_at(text, at);
    if (lead < 0x80) {
      ++at;
      continue;
    }
    if (at + 4 > text.size()) break;  // perhaps cut; three bytes decide nothing
    ++characters;
    const unsigned char second = byte_at(text, at + 1), third = byte_at(text, at + 2), fourth = byte_at(text, at + 3);
    if (lead >= 0x81 && lead <= 0xFE && second >= 0x40 && second != 0x7F && second != 0xFF) {
      sum += gb_weight(lead, second);
      at += 2;
    } else if (lead >= 0x81 && lead <= 0xFE && second >= 0x30 && second <= 0x39 && third >= 0x81 && third <= 0xFE && fourth >= 0x30 &&
               fourth <= 0x39) {
      sum += 0.5;
      at += 4;
    } else {
      ++invalid;
      ++at;
    }
  }
  if (characters == 0) return {};
  const auto n = static_cast<double>(characters);
  return {sum / n, static_cast<double>(invalid) / n, characters};
}

Score score_big5(std::string_view text) {
  double sum = 0;
  std::size_t characters = 0, invalid = 0;
  for (std::size_t at = 0; at < text.size();) {
    const unsigned char lead = byte_at(text, at);
    if (lead < 0x80) {
      ++at;
      continue;
    }
    if (at + 2 > text.size()) break;
    ++characters;
    const unsigned char trail = byte_at(text, at + 1);
    if (lead >= 0x81 && lead <= 0xFE && ((trail >= 0x40 && trail <= 0x7E) || (trail >= 0xA1 && trail <= 0xFE))) {
      sum += big5_weight(lead, trail);
      at += 2;
    } else {
      ++invalid;
      ++at;
    }
  }
  if (characters == 0) return {};
  const auto n = static_cast<double>(characters);
  return {sum / n, static_cast<double>(invalid) / n, characters};
}

// Share of the bytes above ASCII that stand alone between ASCII: accents in Western text do, Chinese hardly ever.
double lonely_share(std::string_view text) {
  std::size_t high = 0, lonely = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (byte_at(text, at) < 0x80) continue;
    ++high;
    if ((at == 0 || byte_at(text, at - 1) < 0x80) && byte_at(text, at + 1) < 0x80) ++lonely;
  }
  return high == 0 ? 0 : static_cast<double>(lonely) / static_cast<double>(high);
}

bool is_plausible_unit(unsigned unit) {
  return (unit >= 0x20 && unit < 0x7F) || unit == '\t' || unit == '\n' || unit == '\r' || (unit >= 0xA0 && unit < 0x250) ||
         (unit >= 0x2000 && unit < 0x2070) || (unit >= 0x3000 && unit < 0x3100) || (unit >= 0x3400 && unit < 0xA000) ||
         (unit >= 0xAC00 && unit < 0xE000) || (unit >= 0xFF00 && unit < 0xFFF0);
}

// Share of plausible UTF-16 units when the bytes are read in the given order.
double utf16_share(std::string_view text, bool big_endian) {
  const std::size_t units = text.size() / 2;
  if (units == 0) return 0;
  std::size_t plausible = 0;
  for (std::size_t i = 0; i < units; ++i) {
    const unsigned first = byte_at(text, 2 * i), second = byte_at(text, 2 * i + 1);
    plausible += is_plausible_unit(big_endian ? first << 8 | second : second << 8 | first) ? 1 : 0;
  }
  return static_cast<double>(plausible) / static_cast<double>(units);
}

std::optional<DetectedEncoding> detect_by_bom(std::string_view sample) {
  if (sample.starts_with("\xEF\xBB\xBF")) return DetectedEncoding{Encoding::utf8, 3, true};
  if (sample.starts_with("\xFF\xFE")) return DetectedEncoding{Encoding::utf16_le, 2, true};
  if (sample.starts_with("\xFE\xFF")) return DetectedEncoding{Encoding::utf16_be, 2, true};
  if (sample.starts_with("\x84\x31\x95\x33")) return DetectedEncoding{Encoding::gb18030, 4, true};
  return std::nullopt;
}

std::optional<DetectedEncoding> detect_utf16(std::string_view sample) {
  const auto nuls = static_cast<std::size_t>(std::count(sample.begin(), sample.end(), '\0'));
  if (nuls == 0) return std::nullopt;  // every table has an ASCII separator or digit
  // Two letters of ASCII read as one unit make a plausible Chinese character: text with a stray NUL stays what it is.
  if (nuls * 20 < sample.size() && valid_utf8_prefix(sample) + unfinished_utf8_tail(sample) >= sample.size()) return std::nullopt;
  const double little = utf16_share(sample, false), big = utf16_share(sample, true);
  if (std::max(little, big) < 0.9) return std::nullopt;
  return DetectedEncoding{little >= big ? Encoding::utf16_le : Encoding::utf16_be, 0, false};
}
}  // namespace

DetectedEncoding detect_encoding(std::string_view sample) {
  if (const auto found = detect_by_bom(sample)) return *found;
  if (const auto found = detect_utf16(sample)) return *found;
  if (valid_utf8_prefix(sample) + unfinished_utf8_tail(sample) >= sample.size()) return {Encoding::utf8, 0, true};

  // A damaged UTF-8 file stays one: read as anything else, every character of it would be wrong without a word. Sequences of three
  // bytes and the Latin ones of two hardly come about by chance, neither in Chinese encodings nor between single accents.
  std::size_t telling = 0, valid_multibyte = 0, invalid_bytes = 0;
  for (std::size_t at = 0; at < sample.size() - unfinished_utf8_tail(sample);) {
    const Decoded d = decode_utf8(sample, at);
    if (!d.valid) ++invalid_bytes;
    else if (d.length > 1) ++valid_multibyte;
    if (d.valid && (d.length > 2 || (d.length == 2 && d.code_point < 0x180))) ++telling;
    at += d.length;
  }
  if (telling >= invalid_bytes || valid_multibyte > 20 * invalid_bytes) return {Encoding::utf8, 0, false};

  const Score gb = score_gb18030(sample), big5 = score_big5(sample);
  constexpr double kMaxInvalidShare = 0.05;  // a few damaged characters do not change the encoding
  const bool gb_possible = gb.characters > 0 && gb.invalid_share <= kMaxInvalidShare;
  const bool big5_possible = big5.characters > 0 && big5.invalid_share <= kMaxInvalidShare;
  if (lonely_share(sample) > 0.6 && (!gb_possible || gb.value < 0.55) && (!big5_possible || big5.value < 0.75))
    return {Encoding::windows_1252, 0, false};
  if (gb_possible && (!big5_possible || gb.value - 4 * gb.invalid_share >= big5.value - 4 * big5.invalid_share))
    return {Encoding::gb18030, 0, gb.value > 0.8 && gb.value > big5.value + 0.2};
  if (big5_possible) return {Encoding::big5, 0, big5.value > 0.8 && big5.value > gb.value + 0.2};
  return {Encoding::windows_1252, 0, false};
}
}  // namespace wheelhouse::text
