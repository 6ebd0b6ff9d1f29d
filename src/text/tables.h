// The tables that tools/make_text_tables.cc writes at build time from unicode-data. Only text/ itself reads them,
// through fold.h and pinyin.h.
#pragma once
#include <cstddef>
#include <cstdint>

namespace wheelhouse::text::tables {

// Folding of one code point: entry 0 = itself; below 2^31 = that code point; else length (bits 24..30) and
// offset (bits 0..23) of a sequence in `fold_expansion`, length 0 = dropped.
extern const std::uint16_t fold_page[0x1100];
extern const std::uint32_t fold_entry[][256];
extern const char32_t fold_expansion[];

// Readings of one code point below 0x34000: offset into `reading_pool`, where a count and that many syllable ids stand.
extern const std::uint16_t reading_page[0x340];
extern const std::uint16_t reading_entry[][256];
extern const std::uint16_t reading_pool[];
extern const std::size_t syllable_count;
extern const char syllable_tokens[][10];  // "p:zhuang", in alphabetic order
extern const std::uint8_t syllable_lengths[];  // without the "p:"

}  // namespace wheelhouse::text::tables
