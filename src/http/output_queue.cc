#include "http/output_queue.h"

namespace wheelhouse::http {
namespace {
constexpr std::size_t kPiecesKept = 4;  // what an ordinary answer needs; a stream's burst is not kept
}

std::string_view OutputQueue::Piece::bytes() const {
  if (shared) return *shared;
  return owned.empty() ? borrowed : std::string_view(owned);
}

void OutputQueue::push(std::string bytes) {
  if (!bytes.empty()) pieces_.push_back({std::move(bytes), nullptr, {}});
}
void OutputQueue::push(std::shared_ptr<const std::string> bytes) {
  if (bytes && !bytes->empty()) pieces_.push_back({{}, std::move(bytes), {}});
}
void OutputQueue::push_borrowed(std::string_view bytes) {
  if (!bytes.empty()) pieces_.push_back({{}, nullptr, bytes});
}

int OutputQueue::gather(iovec* out, int most) const {
  int count = 0;
  for (std::size_t i = next_; i < pieces_.size() && count < most; ++i) {
    std::string_view bytes = pieces_[i].bytes();
    if (i == next_) bytes.remove_prefix(offset_);
    out[count++] = {const_cast<char*>(bytes.data()), bytes.size()};  // iovec has no const; writing only reads
  }
  return count;
}

void OutputQueue::consume(std::size_t bytes) {
  offset_ += bytes;
  while (next_ < pieces_.size() && offset_ >= pieces_[next_].bytes().size()) {
    offset_ -= pieces_[next_].bytes().size();
    pieces_[next_] = Piece();  // a long answer gives its memory back piece by piece
    ++next_;
  }
  if (next_ == pieces_.size()) {
    pieces_.clear();
    next_ = offset_ = 0;
  }
}

void OutputQueue::shrink() {
  if (pieces_.capacity() > kPiecesKept) std::vector<Piece>().swap(pieces_);
}

}  // namespace wheelhouse::http
