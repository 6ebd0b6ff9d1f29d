#include "cli/json_log.h"

#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <string>

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
  std::string line;
  json_text::Object object(line);
  begin(object, record.reason.empty() ? "info" : "warning", "security", record.request_id);
  object.string("what", record.what);
  object.string("method", record.method);
  object.string("path", record.pattern);
  object.integer("status", record.status);
  if (!record.reason.empty()) object.string("reason", record.reason);
  if (record.user_id) object.string("user_id", to_string(*record.user_id));
  if (record.object_id) object.string("object_id", to_string(*record.object_id));
  object.close();
  write(std::move(line));
}

}  // namespace wheelhouse::cli
