// One spelling for things that mean the same to a reader: width, case, accents, compatibility forms and traditional
// Chinese are folded away. For searching and for finding duplicates, never for storing or showing.
// Table driven (text/tables.h), pure, any thread; about 20 ns a character.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "text/tables.h"

namespace wheelhouse::text {

// What one code point folds to: `length` code points at `data`, 0 when it is dropped. Points into static data,
// or into `self` of this object.
class FoldedCodePoint {
 public:
  explicit FoldedCodePoint(char32_t c) : self_(c), data_(&self_), length_(1) {
    if (c >= 0x110000) return;
    const std::uint32_t entry = tables::fold_entry[tables::fold_page[c >> 8]][c & 0xFF];
    if (entry == 0) return;
    if (entry < 0x80000000u) {
      self_ = entry;
      return;
    }
    length_ = entry >> 24 & 0x7F;
    data_ = tables::fold_expansion + (entry & 0xFFFFFF);
  }
  FoldedCodePoint(const FoldedCodePoint&) = delete;
  FoldedCodePoint& operator=(const FoldedCodePoint&) = delete;
  const char32_t* begin() const { return data_; }
  const char32_t* end() const { return data_ + length_; }

 private:
  char32_t self_;
  const char32_t* data_;
  std::uint32_t length_;
};

// Folded, blanks trimmed and collapsed to one space. Folding twice changes nothing.
std::string fold_for_search(std::string_view utf8);
// Full-width letters, digits and signs as ordinary ones (Ｃ０９ -> C09); nothing else changes. For codes and ids typed in a Chinese
// input method.
std::string fold_width(std::string_view utf8);
void append_folded(std::string& out, std::string_view utf8);

// The key under which two spellings of one organisation meet: folded, punctuation and blanks removed, legal forms
// (有限公司, 股份, 集团, Co., Ltd., GmbH …) stripped from the end. A branch (分公司) stays apart from its company.
// Never empty unless the name holds no letter or digit.
std::string normalise_company_name(std::string_view utf8);

bool is_cjk(char32_t c);             // ideographs, kana, Hangul: written without blanks, indexed by character
bool is_word_character(char32_t c);  // after folding: letters and digits of other scripts

}  // namespace wheelhouse::text
