#include "http/connection.h"

#include <algorithm>
#include <exception>

#include "http/edge.h"
#include "http/loop.h"

namespace wheelhouse::http {
namespace {
constexpr std::chrono::milliseconds kLinger{2'000};  // long enough for a last acknowledgement across the world
constexpr int kPiecesPerWrite = 16;
}  // namespace

Connection::Connection(Loop& loop, int descriptor, PeerAddress peer, bool counted_by_address)
    : loop_(loop),
      peer_(std::move(peer)),
      watch_(std::make_unique<Reactor::Watch>(loop.reactor(), descriptor)),
      counted_by_address_(counted_by_address) {
  const TlsContext* tls = loop_.edge().tls.get();
  transport_ = tls ? tls->make_transport(descriptor) : make_plain_transport(descriptor);
  state_ = tls ? State::handshake : State::head;
}

Connection::~Connection() = default;

void Connection::start() {
  set_deadline(loop_.edge().options.header_timeout);
  arm(Readiness::readable);
}

void Connection::turn_away(int status, std::string_view code) {
  turned_away_ = true;
  if (state_ == State::handshake) {
    close();  // a handshake costs more than the answer is worth when the server is full
  } else {
    guard([&] { refuse(status, code); });
  }
}

void Connection::guard(const std::function<void()>& work) {
  try {
    work();
  } catch (const std::exception& error) {
    loop_.edge().report("connection_failed", error.what());
    close();
  }
}

bool Connection::wants_input() const {
  switch (state_) {
    case State::head:
    case State::body:
    case State::streaming:
    case State::lingering:
      return true;
    case State::handshake:
    case State::handling:
    case State::writing:
    case State::closed:
      return false;
  }
  return false;
}

void Connection::arm(Readiness readiness) {
  if (state_ == State::closed) return;
  bool& waiting = readiness == Readiness::readable ? waiting_read_ : waiting_write_;
  if (waiting) return;
  waiting = true;
  watch_->wait(readiness, shared_from_this());
}

void Connection::on_ready(Readiness readiness) {
  (readiness == Readiness::readable ? waiting_read_ : waiting_write_) = false;
  if (state_ == State::closed) return;
  guard([&] {
    if (state_ == State::handshake) {
      shake_hands();
      return;
    }
    // TLS may need to read in order to write, and the other way round: either readiness tries both.
    if (!output_.empty()) flush();
    if (wants_input()) read_some();
  });
}

void Connection::shake_hands() {
  switch (transport_->handshake().kind) {
    case IoResult::Kind::done:
      state_ = State::head;
      read_some();
      return;
    case IoResult::Kind::want_read: arm(Readiness::readable); return;
    case IoResult::Kind::want_write: arm(Readiness::writable); return;
    case IoResult::Kind::closed:
    case IoResult::Kind::failed: close(); return;
  }
}

void Connection::read_some() {
  while (wants_input()) {
    auto& scratch = loop_.scratch();
    const IoResult result = transport_->read(scratch.data(), scratch.size());
    switch (result.kind) {
      case IoResult::Kind::done:
        add(loop_.counters().bytes_in, result.bytes);
        // While streaming or lingering, what still comes is read only to notice the end.
        if (state_ == State::head || state_ == State::body) receive({scratch.data(), result.bytes});
        if (!wants_input()) return;
        if (transport_->has_pending()) break;
        arm(Readiness::readable);
        return;
      case IoResult::Kind::want_read: arm(Readiness::readable); return;
      case IoResult::Kind::want_write: arm(Readiness::writable); return;
      case IoResult::Kind::closed:
      case IoResult::Kind::failed: close(); return;
    }
  }
}

void Connection::flush() {
  do {
    while (!output_.empty()) {
      iovec pieces[kPiecesPerWrite];
      const int count = output_.gather(pieces, kPiecesPerWrite);
      const IoResult result = transport_->write(pieces, count);
      switch (result.kind) {
        case IoResult::Kind::done:
          output_.consume(result.bytes);
          add(loop_.counters().bytes_out, result.bytes);
          if (exchange_) exchange_->bytes_out += result.bytes;
          if (state_ != State::body) note_progress(result.bytes, loop_.edge().options.write_timeout);
          break;
        case IoResult::Kind::want_read: arm(Readiness::readable); return;
        case IoResult::Kind::want_write: arm(Readiness::writable); return;
        case IoResult::Kind::closed:
        case IoResult::Kind::failed: close(); return;
      }
    }
  } while (refill_output());
  if (state_ == State::writing) finish_exchange();
}

void Connection::begin_lingering() {
  state_ = State::lingering;
  std::string().swap(input_);
  transport_->finish_writing();
  set_deadline(kLinger);
  arm(Readiness::readable);
}

void Connection::set_deadline(std::chrono::milliseconds from_now) { deadline_ms_ = Loop::steady_ms() + from_now.count(); }

void Connection::begin_phase(std::chrono::milliseconds idle_max) {
  phase_start_ms_ = Loop::steady_ms();
  phase_bytes_ = 0;
  deadline_ms_ = phase_start_ms_ + idle_max.count();
}

// A byte now and then keeps no connection: besides the idle time there is a slowest average rate.
void Connection::note_progress(std::uint64_t bytes, std::chrono::milliseconds idle_max) {
  phase_bytes_ += bytes;
  deadline_ms_ = Loop::steady_ms() + idle_max.count();
  const std::uint64_t rate = loop_.edge().options.bytes_per_second_min;
  if (rate == 0) return;
  const std::int64_t earned_ms = static_cast<std::int64_t>(phase_bytes_ * 1000 / rate);
  deadline_ms_ = std::min(deadline_ms_, phase_start_ms_ + idle_max.count() + earned_ms);
}

void Connection::on_tick(std::int64_t now_ms) {
  if (deadline_ms_ == 0 || now_ms < deadline_ms_) return;
  guard([&] { on_deadline(); });
}

void Connection::on_deadline() {
  deadline_ms_ = 0;
  switch (state_) {
    case State::head:
      if (!head_started_) break;
      refuse(408, "request_timeout");
      return;
    case State::body:
      refuse(408, "request_timeout");
      return;
    case State::handling:
    case State::closed:
      return;
    case State::handshake:
    case State::writing:
    case State::streaming:
    case State::lingering:
      break;
  }
  close();
}

void Connection::drain() {
  guard([&] {
    if (state_ == State::streaming) {
      exchange_->stream->close();
    } else if (state_ == State::handshake) {
      close();
    } else if (state_ == State::head && !head_started_) {
      read_some();  // a request may have come before we could say that we are leaving
      if (state_ == State::head && !head_started_) close();
    }
  });
}

bool Connection::is_busy() const {
  switch (state_) {
    case State::head: return head_started_;
    case State::body:
    case State::handling:
    case State::writing:
    case State::streaming:
      return true;
    case State::handshake:
    case State::lingering:
    case State::closed:
      return false;
  }
  return false;
}

void Connection::close() {
  if (state_ == State::closed) return;
  const std::shared_ptr<Connection> self = shared_from_this();  // the loop lets go of us below
  state_ = State::closed;
  settle_accounts();
  exchange_.reset();
  std::string().swap(input_);
  transport_.reset();
  watch_.reset();
  loop_.remove(*this);
}

}  // namespace wheelhouse::http
