// Bytes over one connection, with TLS or without, never blocking. Knows nothing of HTTP. One thread at a time.
#pragma once
#include <sys/uio.h>

#include <cstddef>
#include <memory>

namespace wheelhouse::http {

struct IoResult {
  enum class Kind {
    done,        // `bytes` of them; 0 only from handshake
    want_read,   // call again when the descriptor is readable
    want_write,  // … writable
    closed,      // the other side has sent its last byte
    failed,      // nothing more will come or go
  };
  Kind kind = Kind::failed;
  std::size_t bytes = 0;
};

class Transport {
 public:
  virtual ~Transport() = default;
  virtual IoResult handshake() = 0;
  virtual IoResult read(char* out, std::size_t size) = 0;
  // May take fewer bytes than offered. After want_… the next call must begin with the same bytes.
  virtual IoResult write(const iovec* pieces, int count) = 0;
  // Whether read() would give more without waiting for the descriptor.
  virtual bool has_pending() const = 0;
  // Nothing more will be written.
  virtual void finish_writing() = 0;
};

// The descriptor must not block; it stays the caller's to close.
std::unique_ptr<Transport> make_plain_transport(int descriptor);

}  // namespace wheelhouse::http
