// Takes a chunked body apart (RFC 9112 §7.1) as its bytes come. Strict: CRLF alone ends a line, sizes are plain hex,
// extensions and trailers are read, checked for control characters, and dropped. Pure; not thread-safe.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace wheelhouse::http {

class ChunkedDecoder {
 public:
  struct Step {
    std::size_t consumed = 0;  // bytes of `input` that are done with, data included
    std::string_view data;     // a piece of the body, inside `input`
  };
  // Call again with what is left of the input until it is all consumed, or the body is done or bad.
  Step next(std::string_view input);
  bool is_done() const { return state_ == State::done; }
  bool is_bad() const { return state_ == State::bad; }

 private:
  enum class State {
    size,
    extension,
    size_newline,
    data,
    data_return,
    data_newline,
    trailer_start,
    trailer,
    trailer_newline,
    end_newline,
    done,
    bad
  };
  State after(char c);

  State state_ = State::size;
  std::uint64_t chunk_left_ = 0;
  unsigned size_digits_ = 0;
  std::size_t overhead_ = 0;  // bytes of the current chunk's extension, or of all trailers
};

}  // namespace wheelhouse::http
