#include "storage/piece.h"

#include <charconv>

namespace wheelhouse::storage {

std::string take_in(const Piece& piece, std::vector<SqlValue>& values) {
  constexpr std::size_t kShared = 2;
  const std::size_t shift = values.size() - kShared;
  std::string out;
  const char* at = piece.text.data();
  const char* const end = at + piece.text.size();
  while (at != end) {
    out += *at;
    if (*at++ != '?') continue;
    std::size_t number = 0;
    at = std::from_chars(at, end, number).ptr;
    out += std::to_string(number > kShared ? number + shift : number);
  }
  values.insert(values.end(), piece.values.begin(), piece.values.end());
  return out;
}

}  // namespace wheelhouse::storage
