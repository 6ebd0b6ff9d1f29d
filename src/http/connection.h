// One connection: reads requests, hands them over, writes the answers in order, closes in time.
// A state machine that is driven by readiness and ticks; everything runs on its loop's thread.
#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <string_view>

#include "http/chunked_decoder.h"
#include "http/exchange.h"
#include "http/output_queue.h"
#include "http/peer_address.h"
#include "http/reactor.h"
#include "http/request_head.h"
#include "http/server.h"
#include "http/transport.h"

namespace wheelhouse::http {

class Loop;

class Connection final : public ReadinessListener, public std::enable_shared_from_this<Connection> {
 public:
  Connection(Loop& loop, int descriptor, PeerAddress peer, bool counted_by_address);
  ~Connection() override;

  void start();
  // Answers before any request has been read, and closes: the server is full.
  void turn_away(int status, std::string_view code);
  bool was_turned_away() const { return turned_away_; }

  void on_ready(Readiness readiness) override;
  void on_tick(std::int64_t now_ms);
  void drain();
  // Whether closing now would cut an exchange off.
  bool is_busy() const;
  void close();

  // From exchanges and streams.
  bool is_dispatching(const Exchange& exchange) const { return dispatching_ && exchange_.get() == &exchange; }
  void answer(Exchange& exchange);
  void pump_stream(StreamQueue& stream);

 private:
  friend class Loop;
  enum class State {
    handshake,
    head,       // between requests, or a head has come in part
    body,
    handling,   // the handler has it
    writing,
    streaming,
    lingering,  // all is written; reading until the other side closes, so that no reset overtakes our last bytes
    closed,
  };

  // connection.cc: bytes, time, the end
  bool wants_input() const;
  void arm(Readiness readiness);
  void shake_hands();
  void read_some();
  void flush();
  void begin_lingering();
  void guard(const std::function<void()>& work);  // an exception kills this connection and nothing else
  void set_deadline(std::chrono::milliseconds from_now);
  void begin_phase(std::chrono::milliseconds idle_max);
  void note_progress(std::uint64_t bytes, std::chrono::milliseconds idle_max);
  void on_deadline();

  // connection_request.cc: from bytes to a request in the handler's hands
  void receive(std::string_view bytes);
  std::size_t process(std::string_view bytes);
  std::size_t take_head(std::string_view bytes);
  void resume();
  void open_exchange();
  void begin_exchange(std::string_view head_bytes, bool body_has_come);
  void begin_body(const BodyPolicy& policy, bool expects_continue, bool body_has_come);
  std::size_t take_body(std::string_view bytes);
  void store_body(std::string_view piece);
  void dispatch();
  void refuse(int status, std::string_view code);

  // connection_answer.cc: from a response to bytes
  void write_answer();
  void append_head(std::string& out);
  void push_body();
  bool refill_output();
  bool refill_from_file();
  bool refill_from_stream();
  void finish_exchange();
  void settle_accounts();

  Loop& loop_;
  PeerAddress peer_;
  std::unique_ptr<Reactor::Watch> watch_;
  std::unique_ptr<Transport> transport_;
  std::list<std::shared_ptr<Connection>>::iterator place_;  // in the loop's list

  State state_ = State::head;
  bool counted_by_address_ = false;
  bool turned_away_ = false;
  bool processing_ = false;    // inside process(): what ends an exchange must not start the next one by recursion
  bool dispatching_ = false;   // inside Handler::on_request
  bool waiting_read_ = false;
  bool waiting_write_ = false;
  bool close_after_ = false;   // after the answer in progress
  bool head_started_ = false;  // a part of a head has come

  std::string input_;  // received, not yet used; empty while idle
  HeadScanner scanner_;
  ChunkedDecoder chunks_;
  std::uint64_t body_left_ = 0;  // of a declared length
  std::uint64_t body_max_ = 0;
  std::shared_ptr<Exchange> exchange_;
  OutputQueue output_;

  std::int64_t deadline_ms_ = 0;     // steady; 0: none
  std::int64_t phase_start_ms_ = 0;  // of the body or the answer in progress
  std::uint64_t phase_bytes_ = 0;
};

}  // namespace wheelhouse::http
