#include "text/encoding.h"

#include <iconv.h>

#include <array>
#include <cerrno>
#include <stdexcept>
#include <utility>

#include "base/error.h"
#include "text/utf8.h"

namespace wheelhouse::text {
namespace {
struct EncodingNames {
  Encoding encoding;
  std::string_view name;
};
constexpr EncodingNames kNames[] = {
    {Encoding::utf8, "UTF-8"},         {Encoding::utf16_le, "UTF-16LE"}, {Encoding::utf16_be, "UTF-16BE"},
    {Encoding::gb18030, "GB18030"},    {Encoding::big5, "Big5"},         {Encoding::windows_1252, "windows-1252"},
    {Encoding::utf8, "UTF8"},          {Encoding::utf8, "UTF-8-SIG"},    {Encoding::utf8, "US-ASCII"},
    {Encoding::utf8, "ASCII"},         {Encoding::utf16_le, "UTF-16"},   {Encoding::utf16_le, "UTF-16-LE"},
    {Encoding::utf16_be, "UTF-16-BE"}, {Encoding::gb18030, "GBK"},       {Encoding::gb18030, "GB2312"},
    {Encoding::gb18030, "CP936"},      {Encoding::big5, "BIG5-HKSCS"},   {Encoding::big5, "CP950"},
    {Encoding::windows_1252, "CP1252"}, {Encoding::windows_1252, "ISO-8859-1"}, {Encoding::windows_1252, "LATIN1"},
};

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if ((a[i] | 0x20) != (b[i] | 0x20)) return false;
  return true;
}

// 0x80..0x9F of windows-1252; 0 where nothing is assigned.
constexpr std::array<char16_t, 32> kWindows1252High = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178};

constexpr std::size_t kLongestCharacter = 4;  // bytes, in every encoding here
}  // namespace

std::string_view encoding_name(Encoding encoding) {
  for (const auto& entry : kNames)
    if (entry.encoding == encoding) return entry.name;
  return "";
}

std::optional<Encoding> encoding_from_name(std::string_view name) {
  for (const auto& entry : kNames)
    if (equal_ignoring_case(entry.name, name)) return entry.encoding;
  return std::nullopt;
}

struct Decoder::Iconv {
  explicit Iconv(const char* from) : handle(iconv_open("UTF-8", from)) {
    // The tables come with the C library (libc-bin, locales); without them the machine is broken, not the input.
    if (handle == reinterpret_cast<iconv_t>(-1)) throw std::runtime_error(std::string("iconv cannot decode ") + from);
  }
  ~Iconv() { iconv_close(handle); }
  Iconv(const Iconv&) = delete;
  Iconv& operator=(const Iconv&) = delete;
  iconv_t handle;
};

Decoder::Decoder(Encoding encoding) : encoding_(encoding) {
  if (encoding == Encoding::gb18030) iconv_ = std::make_unique<Iconv>("GB18030");
  if (encoding == Encoding::big5) iconv_ = std::make_unique<Iconv>("BIG5-HKSCS");
}
Decoder::~Decoder() = default;
Decoder::Decoder(Decoder&&) noexcept = default;
Decoder& Decoder::operator=(Decoder&&) noexcept = default;

void Decoder::note_damage(std::uint64_t offset, std::string& out) {
  if (replaced_++ == 0) first_replaced_at_ = offset;
  append_utf8(out, kReplacement);
}

void Decoder::decode(std::string_view bytes, std::string& out) {
  // First finish what waits, byte by byte, so that the large piece is decoded where it lies.
  while (!waiting_.empty() && !bytes.empty()) {
    waiting_.push_back(bytes.front());
    bytes.remove_prefix(1);
    const std::string piece = std::exchange(waiting_, {});
    decode(piece, out);  // ends decoded, or waits again one byte longer
    WH_ASSERT(waiting_.size() < kLongestCharacter);
  }
  if (bytes.empty()) return;
  std::size_t done = 0;
  switch (encoding_) {
    case Encoding::utf8: done = decode_utf8_piece(bytes, out); break;
    case Encoding::utf16_le:
    case Encoding::utf16_be: done = decode_utf16_piece(bytes, out); break;
    case Encoding::windows_1252: done = decode_windows_1252_piece(bytes, out); break;
    case Encoding::gb18030:
    case Encoding::big5: done = decode_iconv_piece(bytes, out); break;
  }
  consumed_ += done;
  waiting_.assign(bytes.substr(done));
}

void Decoder::finish(std::string& out) {
  if (waiting_.empty()) return;
  note_damage(consumed_, out);
  consumed_ += waiting_.size();
  waiting_.clear();
}

std::size_t Decoder::decode_utf8_piece(std::string_view bytes, std::string& out) {
  const std::size_t tail = unfinished_utf8_tail(bytes);
  const std::size_t end = bytes.size() - tail;
  std::size_t at = 0;
  while (at < end) {
    const std::size_t valid = valid_utf8_prefix(bytes.substr(at, end - at));
    out.append(bytes.substr(at, valid));
    at += valid;
    if (at < end) note_damage(consumed_ + at++, out);
  }
  return end;
}

std::size_t Decoder::decode_utf16_piece(std::string_view bytes, std::string& out) {
  const bool big = encoding_ == Encoding::utf16_be;
  const auto unit_at = [&](std::size_t at) {
    const auto first = static_cast<unsigned char>(bytes[at]), second = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<char32_t>(big ? first << 8 | second : second << 8 | first);
  };
  std::size_t at = 0;
  while (at + 2 <= bytes.size()) {
    const char32_t unit = unit_at(at);
    if (unit < 0xD800 || unit > 0xDFFF) {
      append_utf8(out, unit);
      at += 2;
    } else if (unit >= 0xDC00) {
      note_damage(consumed_ + at, out);
      at += 2;
    } else if (at + 4 > bytes.size()) {
      break;
    } else {
      const char32_t low = unit_at(at + 2);
      if (low >= 0xDC00 && low <= 0xDFFF) {
        append_utf8(out, 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
        at += 4;
      } else {
        note_damage(consumed_ + at, out);
        at += 2;
      }
    }
  }
  return at;
}

std::size_t Decoder::decode_windows_1252_piece(std::string_view bytes, std::string& out) {
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const auto byte = static_cast<unsigned char>(bytes[at]);
    if (byte < 0x80 || byte >= 0xA0) append_utf8(out, byte);
    else if (kWindows1252High[byte - 0x80] != 0) append_utf8(out, kWindows1252High[byte - 0x80]);
    else note_damage(consumed_ + at, out);
  }
  return bytes.size();
}

std::size_t Decoder::decode_iconv_piece(std::string_view bytes, std::string& out) {
  char* in = const_cast<char*>(bytes.data());  // iconv's signature; it does not write there
  std::size_t left = bytes.size();
  char buffer[16384];
  while (left > 0) {
    char* to = buffer;
    std::size_t room = sizeof buffer;
    const std::size_t answer = iconv(iconv_->handle, &in, &left, &to, &room);
    const int error = errno;
    out.append(buffer, sizeof buffer - room);
    if (answer != static_cast<std::size_t>(-1) || error == E2BIG) continue;
    if (error == EINVAL && left < kLongestCharacter) break;  // cut at the end
    note_damage(consumed_ + (bytes.size() - left), out);
    ++in;
    --left;
  }
  // Big5-HKSCS keeps a character back that a combining mark may follow; ask for it, pieces are cut between lines anyway.
  char* to = buffer;
  std::size_t room = sizeof buffer;
  iconv(iconv_->handle, nullptr, nullptr, &to, &room);
  out.append(buffer, sizeof buffer - room);
  return bytes.size() - left;
}

std::string decode_all(Encoding encoding, std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 2);
  Decoder decoder(encoding);
  decoder.decode(bytes, out);
  decoder.finish(out);
  return out;
}
}  // namespace wheelhouse::text
