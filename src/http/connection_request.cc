// The receiving half of Connection: heads, bodies, and the hand-over to the handler.
#include <algorithm>
#include <cerrno>
#include <exception>
#include <system_error>

#include "base/id.h"
#include "http/connection.h"
#include "http/edge.h"
#include "http/loop.h"
#include "http/spool_file.h"

namespace wheelhouse::http {
namespace {

// A declared length is only a claim: beyond this, memory follows what has really come.
constexpr std::uint64_t kBodyReserveBytes = 64 * 1024;

std::string make_request_id() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return to_string(make_uuid_v7(std::chrono::duration_cast<std::chrono::milliseconds>(now).count()));
}

}  // namespace

void Connection::receive(std::string_view bytes) {
  if (input_.empty()) {
    const std::size_t used = process(bytes);
    if (used < bytes.size() && state_ != State::closed && state_ != State::lingering) input_.assign(bytes.substr(used));
    return;
  }
  input_.append(bytes);
  std::string all;
  all.swap(input_);
  const std::size_t used = process(all);
  if (used == all.size() || state_ == State::closed || state_ == State::lingering) return;
  all.erase(0, used);
  input_.swap(all);
}

// Goes as far as the state allows and says how far that was. The rest waits until the exchange in progress has ended.
std::size_t Connection::process(std::string_view bytes) {
  processing_ = true;
  std::size_t used = 0;
  while (used < bytes.size()) {
    std::size_t taken = 0;
    if (state_ == State::head) taken = take_head(bytes.substr(used));
    else if (state_ == State::body) taken = take_body(bytes.substr(used));
    if (taken == 0) break;
    used += taken;
  }
  processing_ = false;
  return used;
}

// After an exchange: the next request may have come already.
void Connection::resume() {
  if (!input_.empty()) {
    std::string waiting;
    waiting.swap(input_);
    receive(waiting);
  }
  if (!wants_input()) return;
  if (transport_->has_pending()) read_some();
  else arm(Readiness::readable);
}

std::size_t Connection::take_head(std::string_view bytes) {
  const auto size = scanner_.scan(bytes, loop_.edge().head_limits);
  if (!size) {
    refuse(size.error().status, size.error().code);
    return 0;
  }
  if (*size == 0) {
    if (!head_started_) set_deadline(loop_.edge().options.header_timeout);  // for the whole of it, however it trickles in
    head_started_ = true;
    return 0;
  }
  scanner_ = HeadScanner();
  head_started_ = false;
  begin_exchange(bytes.substr(0, *size), bytes.size() > *size);
  return *size;
}

void Connection::open_exchange() {
  exchange_ = std::make_shared<Exchange>(weak_from_this(), loop_.inbox(), loop_.edge().options.stream_queue_bytes);
  exchange_->request_id = make_request_id();
  exchange_->started = std::chrono::steady_clock::now();
  add(loop_.counters().requests, 1);
}

void Connection::begin_exchange(std::string_view head_bytes, bool body_has_come) {
  const Edge& edge = loop_.edge();
  open_exchange();
  Exchange& exchange = *exchange_;
  exchange.bytes_in = head_bytes.size();
  auto parsed = parse_request_head(head_bytes, edge.head_limits);
  if (!parsed) {
    refuse(parsed.error().status, parsed.error().code);
    return;
  }
  RequestHead& head = exchange.request;
  head = std::move(parsed->head);
  head.request_id = exchange.request_id;
  edge.identify_client(head, peer_, edge.tls != nullptr);
  exchange.is_head = head.method == "HEAD";
  exchange.http_1_0 = head.http_1_0;
  exchange.keep_alive = parsed->keep_alive;
  exchange.accept_language = head.header("Accept-Language");
  if (edge.options.on_access) {
    exchange.method = head.method;
    exchange.path = head.path;
    exchange.remote_address = head.remote_address;
  }
  if (!edge.allows_host(parsed->host)) {
    refuse(421, "host_not_allowed");
    return;
  }
  BodyPolicy policy;
  try {
    policy = edge.handler.on_head(head);
  } catch (const std::exception& error) {
    edge.report("handler_threw", error.what());
    policy.refuse = Response::empty(500);
  }
  if (policy.refuse) {
    close_after_ = head.has_body();  // the body that nobody will read is in the way of the next request
    exchange.response = std::move(*policy.refuse);
    write_answer();
    return;
  }
  begin_body(policy, parsed->expects_continue, body_has_come);
}

void Connection::begin_body(const BodyPolicy& policy, bool expects_continue, bool body_has_come) {
  Request& request = exchange_->request;
  if (request.content_length.value_or(0) > policy.bytes_max) {
    refuse(413, "body_too_large");
    return;
  }
  if (!request.has_body()) {
    dispatch();
    return;
  }
  state_ = State::body;
  body_max_ = policy.bytes_max;
  body_left_ = request.content_length.value_or(0);
  chunks_ = ChunkedDecoder();
  if (policy.sink == BodyPolicy::Sink::file) {
    try {
      request.spool = std::make_shared<SpoolFile>(loop_.edge().options.temp_dir);
    } catch (const std::system_error& error) {
      loop_.edge().report("spool_failed", error.what());
      refuse(500, "internal");
      return;
    }
  } else {
    request.body.reserve(static_cast<std::size_t>(std::min(body_left_, kBodyReserveBytes)));
  }
  begin_phase(loop_.edge().options.body_idle_timeout);
  if (expects_continue && !body_has_come) {
    output_.push_borrowed("HTTP/1.1 100 Continue\r\n\r\n");
    flush();
  }
}

std::size_t Connection::take_body(std::string_view bytes) {
  if (exchange_->request.chunked) {
    const ChunkedDecoder::Step step = chunks_.next(bytes);
    exchange_->bytes_in += step.consumed;
    if (chunks_.is_bad()) {
      refuse(400, "bad_chunk");
    } else {
      store_body(step.data);
      if (state_ == State::body && chunks_.is_done()) dispatch();
    }
    return step.consumed;
  }
  const std::string_view piece = bytes.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(body_left_, bytes.size())));
  body_left_ -= piece.size();
  exchange_->bytes_in += piece.size();
  store_body(piece);
  if (state_ == State::body && body_left_ == 0) dispatch();
  return piece.size();
}

void Connection::store_body(std::string_view piece) {
  if (piece.empty()) return;
  Edge& edge = loop_.edge();
  Request& request = exchange_->request;
  note_progress(piece.size(), edge.options.body_idle_timeout);
  if (request.body_size + piece.size() > body_max_) {
    refuse(413, "body_too_large");
    return;
  }
  request.body_size += piece.size();
  if (request.spool) {
    try {
      request.spool->append(piece);
    } catch (const std::system_error& error) {
      edge.report("spool_failed", error.what());
      const bool full = error.code().value() == ENOSPC || error.code().value() == EDQUOT;
      refuse(full ? 507 : 500, full ? "storage_full" : "internal");
    }
    return;
  }
  exchange_->body_memory += piece.size();
  if (edge.body_memory.fetch_add(piece.size()) + piece.size() > edge.options.body_memory_total_max) {
    refuse(503, "unavailable");
    return;
  }
  request.body.append(piece);
}

void Connection::dispatch() {
  state_ = State::handling;
  deadline_ms_ = 0;
  const std::shared_ptr<Exchange> exchange = exchange_;  // an answer at once lets go of it
  Request& request = exchange->request;
  if (request.spool) request.body_file = request.spool->path();
  dispatching_ = true;
  try {
    loop_.edge().handler.on_request(std::move(request), Responder(exchange));
  } catch (const std::exception& error) {
    // Its Responder has died on the way here, unless a worker has it; either way somebody answers.
    loop_.edge().report("handler_threw", error.what());
  }
  dispatching_ = false;
}

void Connection::refuse(int status, std::string_view code) {
  if (!exchange_) open_exchange();
  close_after_ = true;
  exchange_->refused = code;
  if (exchange_->remote_address.empty()) exchange_->remote_address = peer_.text;
  exchange_->response = loop_.edge().make_problem(status, code, exchange_->accept_language, exchange_->request_id);
  write_answer();
}

}  // namespace wheelhouse::http
