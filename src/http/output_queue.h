// Bytes waiting to be written, in pieces that are owned, shared or borrowed, so that bodies are not copied. Not thread-safe.
#pragma once
#include <sys/uio.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace wheelhouse::http {

class OutputQueue {
 public:
  void push(std::string bytes);
  void push(std::shared_ptr<const std::string> bytes);
  void push_borrowed(std::string_view bytes);  // must outlive its stay here
  bool empty() const { return next_ == pieces_.size(); }
  // Fills up to `most` of `out` with what comes next; how many.
  int gather(iovec* out, int most) const;
  void consume(std::size_t bytes);
  // Gives memory back that an ordinary answer does not need. Only when empty().
  void shrink();

 private:
  struct Piece {
    std::string owned;
    std::shared_ptr<const std::string> shared;
    std::string_view borrowed;
    std::string_view bytes() const;
  };
  std::vector<Piece> pieces_;
  std::size_t next_ = 0;    // pieces before it are written
  std::size_t offset_ = 0;  // bytes of pieces_[next_] that are written
};

}  // namespace wheelhouse::http
