#include "http/chunked_decoder.h"

#include <algorithm>

namespace wheelhouse::http {
namespace {
constexpr unsigned kSizeDigitsMax = 12;           // 256 TiB: no overflow, and more than any limit of ours
constexpr std::size_t kExtensionBytesMax = 256;   // nobody sends them; enough to be polite
constexpr std::size_t kTrailerBytesMax = 4 * 1024;

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}
bool is_text(char c) { return (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) || c == '\t'; }
}  // namespace

// The state after one byte that is not data.
ChunkedDecoder::State ChunkedDecoder::after(char c) {
  switch (state_) {
    case State::size: {
      const int digit = hex_value(c);
      if (digit >= 0) {
        if (++size_digits_ > kSizeDigitsMax) return State::bad;
        chunk_left_ = chunk_left_ * 16 + static_cast<std::uint64_t>(digit);
        return State::size;
      }
      if (size_digits_ == 0) return State::bad;
      if (c == '\r') return State::size_newline;
      overhead_ = 0;
      return c == ';' ? State::extension : State::bad;
    }
    case State::extension:
      if (c == '\r') return State::size_newline;
      return is_text(c) && ++overhead_ <= kExtensionBytesMax ? State::extension : State::bad;
    case State::size_newline:
      if (c != '\n') return State::bad;
      overhead_ = 0;
      return chunk_left_ > 0 ? State::data : State::trailer_start;
    case State::data_return:
      return c == '\r' ? State::data_newline : State::bad;
    case State::data_newline:
      size_digits_ = 0;
      return c == '\n' ? State::size : State::bad;
    case State::trailer_start:
      if (c == '\r') return State::end_newline;
      [[fallthrough]];
    case State::trailer:
      if (c == '\r') return State::trailer_newline;
      return is_text(c) && ++overhead_ <= kTrailerBytesMax ? State::trailer : State::bad;
    case State::trailer_newline:
      return c == '\n' ? State::trailer_start : State::bad;
    case State::end_newline:
      return c == '\n' ? State::done : State::bad;
    case State::data:
    case State::done:
    case State::bad:
      break;
  }
  return state_;
}

ChunkedDecoder::Step ChunkedDecoder::next(std::string_view input) {
  Step step;
  while (step.consumed < input.size() && state_ != State::done && state_ != State::bad) {
    if (state_ == State::data) {
      const std::size_t size = static_cast<std::size_t>(std::min<std::uint64_t>(chunk_left_, input.size() - step.consumed));
      step.data = input.substr(step.consumed, size);
      step.consumed += size;
      chunk_left_ -= size;
      if (chunk_left_ == 0) state_ = State::data_return;
      return step;
    }
    state_ = after(input[step.consumed]);
    ++step.consumed;
  }
  return step;
}

}  // namespace wheelhouse::http
