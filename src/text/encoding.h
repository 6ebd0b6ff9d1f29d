// From the bytes of a file to UTF-8: which encoding is it, and a decoder that takes the bytes in pieces.
// GB18030 and Big5 go through glibc iconv, never ICU: the two disagree on bytes A6D9 (TRUST §1.7).
// A Decoder belongs to one thread; detection is pure.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace wheelhouse::text {

enum class Encoding : std::uint8_t {
  utf8,
  utf16_le,
  utf16_be,
  gb18030,       // GBK and GB2312 are subsets and come out as this
  big5,          // with the Hong Kong additions
  windows_1252,  // what Western spreadsheets write when nobody chose
};
std::string_view encoding_name(Encoding encoding);                        // as IANA spells it, for screens and JSON
std::optional<Encoding> encoding_from_name(std::string_view name);        // any case; GBK, GB2312, UTF-8-SIG … too

struct DetectedEncoding {
  Encoding encoding = Encoding::utf8;
  std::size_t bom_length = 0;  // bytes to skip at the start
  bool certain = true;         // false: only statistics speak for it, so let a person confirm
};
// `sample` is the beginning of a file, 64 KiB is plenty; it may end inside a character.
DetectedEncoding detect_encoding(std::string_view sample);

// Decodes piece by piece. What cannot be decoded becomes U+FFFD, is counted, and the first place is kept:
// a value is reported as damaged, never silently repaired.
class Decoder {
 public:
  explicit Decoder(Encoding encoding);
  ~Decoder();
  Decoder(Decoder&&) noexcept;
  Decoder& operator=(Decoder&&) noexcept;

  // Appends what `bytes` decode to. A character cut at the end waits for the next call.
  void decode(std::string_view bytes, std::string& out);
  // The input has ended: a character that is still waiting is damage.
  void finish(std::string& out);

  std::uint64_t replaced() const { return replaced_; }
  std::uint64_t first_replaced_at() const { return first_replaced_at_; }  // byte offset; meaningful when replaced() > 0

 private:
  struct Iconv;
  void note_damage(std::uint64_t offset, std::string& out);
  std::size_t decode_utf8_piece(std::string_view bytes, std::string& out);
  std::size_t decode_utf16_piece(std::string_view bytes, std::string& out);
  std::size_t decode_windows_1252_piece(std::string_view bytes, std::string& out);
  std::size_t decode_iconv_piece(std::string_view bytes, std::string& out);

  Encoding encoding_;
  std::string waiting_;         // an unfinished character, at most 4 bytes
  std::uint64_t consumed_ = 0;  // bytes decoded before `waiting_`
  std::uint64_t replaced_ = 0;
  std::uint64_t first_replaced_at_ = 0;
  std::unique_ptr<Iconv> iconv_;
};

// All of it at once.
std::string decode_all(Encoding encoding, std::string_view bytes);

}  // namespace wheelhouse::text
