// What one input file may hold (TRUST R-11). Every limit is refused by name, none is met by running out of memory.
#pragma once
#include <cstddef>
#include <cstdint>

namespace wheelhouse::exchange {
constexpr std::size_t kMaxCellCharacters = 32'767;       // what a spreadsheet cell holds
constexpr std::size_t kMaxColumns = 16'384;              // likewise
constexpr std::size_t kMaxHeaderColumns = 4'096;         // that one list may name; the widest CRM exports have some 800
constexpr std::uint64_t kMaxRows = 1'048'576;            // of one worksheet; a CSV file has no such limit
// Of a cell without quotation marks; in one with them, what ends it has to look like an end from here on.
constexpr std::size_t kMaxCellBytesScanned = 1 << 20;
constexpr std::size_t kMaxRowBytes = 16 << 20;
constexpr std::uint64_t kMaxInflatedBytes = 200ull << 20;  // of a workbook
constexpr std::uint64_t kMaxInflationRatio = 100;
constexpr std::uint64_t kMaxZipEntries = 2'000;
}  // namespace wheelhouse::exchange
