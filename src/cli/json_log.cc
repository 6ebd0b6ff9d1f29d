#include "cli/json_log.h"

#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "api/visitor.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/time.h"
#include "reflect/json_text.h"

namespace wheelhouse::cli {
namespace {

constexpr std::size_t kDetailBytesMax = 300;

spdlog::logger& logger() {
  static spdlog::logger one = [] {
    spdlog::logger made("wheelhouse", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made.set_pattern("%v");
    made.flush_on(spdlog::level::info);
    return made;
  }();
  return one;
}

void begin(json_text::Object& line, std::string_view level, std::string_view event, std::string_view request_id) {
  line.string("at", to_string(SystemClock().now()));
  line.string("level", level);
  line.string("event", event);
  if (!request_id.empty()) line.string("request_id", request_id);
}

void write(std::string line) { logger().log(spdlog::level::info, spdlog::string_view_t(line)); }

// Ids name records, and one-time tokens are no better: whatever could be one is left out.
std::string shape_of(std::string_view path) {
  std::string shape;
  while (!path.empty()) {
    path.remove_prefix(1);  // the '/'
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, end);
    shape += '/';
    if (parse_uuid(segment)) shape += "{id}";
    else if (segment.size() > 24) shape += "{…}";
    else shape += segment;
    path.remove_prefix(end);
  }
  return shape;
}

// Whoever attacks writes no more of the log than this.
class AttemptBudget {
 public:
  static constexpr int kASecond = 20;
  // How many were left out since the last line; nothing when this one is left out too.
  std::optional<std::int64_t> take(Instant now) {
    const std::lock_guard lock(mutex_);
    if (now.ms / 1000 != second_) {
      second_ = now.ms / 1000;
      written_ = 0;
    }
    if (written_ >= kASecond) {
      ++left_out_;
      return std::nullopt;
    }
    ++written_;
    return std::exchange(left_out_, 0);
  }

 private:
  std::mutex mutex_;
  std::int64_t second_ = 0, left_out_ = 0;
  int written_ = 0;
};

}  // namespace

void log_access(LogLevel level, const http::AccessRecord& record) {
  if (level == LogLevel::off || (level == LogLevel::trouble && record.status < 500)) return;
  std::string line;
  json_text::Object object(line);
  begin(object, record.status >= 500 ? "error" : "info", "access", record.request_id);
  object.string("method", record.method);
  object.string("path", shape_of(record.path));
  object.integer("status", record.status);
  object.integer("bytes_in", static_cast<std::int64_t>(record.bytes_in));
  object.integer("bytes_out", static_cast<std::int64_t>(record.bytes_out));
  object.number("milliseconds", static_cast<double>(record.duration.count()) / 1000);
  object.close();
  write(std::move(line));
}

void log_trouble(LogLevel level, std::string_view what, std::string_view detail, std::string_view request_id) {
  if (level == LogLevel::off) return;
  std::string line;
  json_text::Object object(line);
  begin(object, "error", "trouble", request_id);
  object.string("what", what);
  object.string("detail", detail.substr(0, kDetailBytesMax));
  object.close();
  write(std::move(line));
}

void log_security(LogLevel level, const api::SecurityRecord& record) {
  if (level == LogLevel::off) return;
  std::int64_t left_out = 0;
  if (record.what == "attempt") {
    static AttemptBudget budget;
    const auto taken = budget.take(SystemClock().now());
    if (!taken) return;
    left_out = *taken;
  }
  std::string line;
  json_text::Object object(line);
  begin(object, record.reason.empty() ? "info" : "warning", "security", record.request_id);
  object.string("what", record.what);
  object.string("method", record.method);
  object.string("path", record.pattern);
  object.integer("status", record.status);
  if (!record.reason.empty()) object.string("reason", record.reason);
  if (!record.from.empty()) object.string("from", record.from);
  if (left_out > 0) object.integer("left_out", left_out);
  if (record.user_id) object.string("user_id", to_string(*record.user_id));
  if (record.object_id) object.string("object_id", to_string(*record.object_id));
  object.close();
  write(std::move(line));
}

void log_refusal(LogLevel level, const http::AccessRecord& record) {
  static constexpr std::array<std::string_view, 11> kAttempts{
      "bad_target", "bad_request_line", "folded_header", "bad_header", "bad_content_length", "bad_transfer_encoding",
      "bad_host", "bare_newline", "bad_chunk", "host_not_allowed", "content_encoding"};
  if (std::find(kAttempts.begin(), kAttempts.end(), record.refused) == kAttempts.end()) return;
  // Neither method nor path: what was sent instead of one is the sender's text.
  log_security(level, {"attempt", "", "", record.request_id, api::visitor_mark(record.remote_address), std::nullopt, std::nullopt,
                       record.status, record.refused});
}

}  // namespace wheelhouse::cli
