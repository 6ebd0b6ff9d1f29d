// The answering half of Connection: heads, bodies, files, streams, and what comes after them.
#include <array>
#include <cstdio>

#include "http/connection.h"
#include "http/edge.h"
#include "http/loop.h"
#include "http/response_writer.h"

namespace wheelhouse::http {
namespace {

constexpr std::size_t kFilePieceBytes = 64 * 1024;

std::uint64_t body_size(const Exchange& exchange) {
  const Response& response = exchange.response;
  if (exchange.file) return exchange.file->size();
  if (response.shared_body) return response.shared_body->size();
  return response.static_body.empty() ? response.body.size() : response.static_body.size();
}

}  // namespace

void Connection::answer(Exchange& exchange) {
  if (state_ != State::handling || exchange_.get() != &exchange) {
    if (exchange.stream) exchange.stream->finish();  // the client has gone while the answer was made
    return;
  }
  guard([&] { write_answer(); });
}

void Connection::write_answer() {
  Exchange& exchange = *exchange_;
  if (exchange.response.status >= 400 && !exchange.stream && body_size(exchange) == 0) {
    // Every error has a body that says what it is; the headers (Allow, Retry-After, …) are the handler's.
    Response problem = loop_.edge().make_problem(exchange.response.status, default_problem_code(exchange.response.status),
                                                 exchange.accept_language, exchange.request_id);
    problem.close = exchange.response.close;
    for (auto& [name, value] : exchange.response.headers) {
      if (!equal_ignoring_case(name, "Content-Type")) problem.set(name, std::move(value));
    }
    exchange.response = std::move(problem);
  }
  close_after_ = close_after_ || !exchange.keep_alive || exchange.response.close || exchange.stream || loop_.edge().draining.load();
  std::string head;
  head.reserve(512);
  append_head(head);
  add(loop_.counters().responses_by_class[static_cast<std::size_t>(exchange.response.status / 100)], 1);
  output_.push(std::move(head));
  exchange.answered = true;
  state_ = State::writing;
  if (exchange.stream && exchange.is_head) {
    exchange.stream->finish();
  } else if (exchange.stream) {
    state_ = State::streaming;
    exchange.streaming = true;
    add(loop_.counters().streams_open, 1);
    arm(Readiness::readable);  // to notice when the client leaves
  } else if (!exchange.is_head && status_has_body(exchange.response.status)) {
    push_body();
  } else {
    exchange.file.reset();
  }
  begin_phase(loop_.edge().options.write_timeout);
  flush();
}

void Connection::append_head(std::string& out) {
  Exchange& exchange = *exchange_;
  ResponseFraming framing;
  framing.date = loop_.date();
  framing.request_id = exchange.request_id;
  framing.chunked = exchange.stream && !exchange.http_1_0;
  if (!exchange.stream && status_has_body(exchange.response.status)) framing.content_length = body_size(exchange);
  framing.close = close_after_;
  framing.http_1_0_keep_alive = exchange.http_1_0 && !close_after_;
  const auto& defaults = loop_.edge().options.default_headers;
  if (append_response_head(out, exchange.response, framing, defaults)) return;

  loop_.edge().report("illegal_response_header", exchange.request_id);
  if (exchange.stream) exchange.stream->finish();
  exchange.stream.reset();
  exchange.file.reset();
  exchange.response = loop_.edge().make_problem(500, "internal", exchange.accept_language, exchange.request_id);
  framing.chunked = false;
  framing.content_length = exchange.response.body.size();
  append_response_head(out, exchange.response, framing, defaults);
}

void Connection::push_body() {
  Exchange& exchange = *exchange_;
  Response& response = exchange.response;
  if (exchange.file) return;  // refill_output reads it piece by piece
  if (response.shared_body) output_.push(std::move(response.shared_body));
  else if (!response.static_body.empty()) output_.push_borrowed(response.static_body);
  else output_.push(std::move(response.body));
}

// More to write once everything so far has been written. False when there is nothing (now).
bool Connection::refill_output() {
  if (state_ == State::streaming) return refill_from_stream();
  if (state_ == State::writing && exchange_->file && exchange_->file->left() > 0) return refill_from_file();
  return false;
}

bool Connection::refill_from_file() {
  std::string piece;
  if (!exchange_->file->read_next(piece, kFilePieceBytes)) {
    loop_.edge().report("file_became_shorter", exchange_->request_id);
    close();  // its length has been promised: only an unfinished answer tells the client
    return false;
  }
  output_.push(std::move(piece));
  return true;
}

bool Connection::refill_from_stream() {
  Exchange& exchange = *exchange_;
  StreamQueue::Batch batch = exchange.stream->take();
  if (batch.overrun) {
    close();
    return false;
  }
  for (auto& chunk : batch.chunks) {
    if (exchange.http_1_0) {
      output_.push(std::move(chunk));
      continue;
    }
    std::array<char, 24> size;
    const int length = std::snprintf(size.data(), size.size(), "%zx\r\n", chunk->size());
    output_.push(std::string(size.data(), static_cast<std::size_t>(length)));
    output_.push(std::move(chunk));
    output_.push_borrowed("\r\n");
  }
  if (batch.ended) {
    state_ = State::writing;
    exchange.stream->finish();
    if (!exchange.http_1_0) output_.push_borrowed("0\r\n\r\n");
  }
  if (output_.empty()) deadline_ms_ = 0;  // nothing to say is no reason to hang up
  else begin_phase(loop_.edge().options.write_timeout);
  return !output_.empty();
}

void Connection::pump_stream(StreamQueue& stream) {
  if (state_ != State::streaming || exchange_->stream.get() != &stream) return;
  guard([&] {
    if (stream.has_overrun()) close();
    else if (output_.empty()) flush();  // else what is being written now brings it along when it is through
  });
}

void Connection::finish_exchange() {
  settle_accounts();
  exchange_.reset();
  output_.shrink();
  if (close_after_ || loop_.edge().draining.load()) {
    begin_lingering();
    return;
  }
  state_ = State::head;
  set_deadline(loop_.edge().options.keep_alive_timeout);
  if (!processing_) resume();
}

// What an exchange leaves behind, ended well or not.
void Connection::settle_accounts() {
  if (!exchange_) return;
  Exchange& exchange = *exchange_;
  Edge& edge = loop_.edge();
  if (exchange.body_memory > 0) edge.body_memory.fetch_sub(exchange.body_memory);
  if (exchange.streaming) add(loop_.counters().streams_open, static_cast<std::uint64_t>(-1));
  if (exchange.stream) exchange.stream->finish();
  if (!edge.options.on_access) return;
  AccessRecord record;
  record.request_id = exchange.request_id;
  record.method = exchange.method;
  record.path = exchange.path;
  record.remote_address = exchange.remote_address;
  record.refused = exchange.refused;
  record.status = exchange.answered ? exchange.response.status : 0;
  record.bytes_in = exchange.bytes_in;
  record.bytes_out = exchange.bytes_out;
  record.duration = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - exchange.started);
  try {
    edge.options.on_access(record);
  } catch (const std::exception& error) {
    edge.report("access_log_threw", error.what());
  }
}

}  // namespace wheelhouse::http
