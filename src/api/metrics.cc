#include "api/metrics.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <string_view>

#include "base/version.h"

namespace wheelhouse::api {
namespace {

void append_number(std::string& out, double value) {
  char digits[32];
  out.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}

void declare(std::string& out, std::string_view name, std::string_view type, std::string_view help) {
  out.append("# HELP ").append(name).append(" ").append(help).append("\n# TYPE ").append(name).append(" ").append(type).append("\n");
}

void single(std::string& out, std::string_view name, std::string_view type, std::string_view help, double value) {
  declare(out, name, type, help);
  out.append(name).append(" ");
  append_number(out, value);
  out += '\n';
}

double resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  double total = 0, resident = 0;
  statm >> total >> resident;
  return resident * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

double open_files() {
  std::error_code failed;
  double count = 0;
  for (auto it = std::filesystem::directory_iterator("/proc/self/fd", failed); !failed && it != std::filesystem::directory_iterator();
       it.increment(failed))
    ++count;
  return count;
}

double processor_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6; };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace

Metrics::Metrics(const RouteList& routes) : routes_(routes), series_(std::make_unique<Series[]>(routes.size() + 1)) {}

void Metrics::count(const Route* route, int status, std::chrono::microseconds duration) {
  Series& series = series_[route ? static_cast<std::size_t>(route - routes_.data()) : routes_.size()];
  const auto bucket = std::lower_bound(kBucketsMicroseconds.begin(), kBucketsMicroseconds.end(), duration.count());
  series.answers_by_class[static_cast<std::size_t>(std::clamp(status / 100, 0, 5))].fetch_add(1, std::memory_order_relaxed);
  series.within[static_cast<std::size_t>(bucket - kBucketsMicroseconds.begin())].fetch_add(1, std::memory_order_relaxed);
  series.microseconds.fetch_add(static_cast<std::uint64_t>(std::max<std::int64_t>(duration.count(), 0)), std::memory_order_relaxed);
}

void Metrics::write_requests(std::string& out) const {
  const auto labels = [&](std::size_t i) {
    if (i == routes_.size()) return std::string("method=\"\",route=\"none\"");
    return "method=\"" + std::string(routes_[i].method) + "\",route=\"" + std::string(routes_[i].pattern) + "\"";
  };
  declare(out, "wheelhouse_http_requests_total", "counter", "Answers by route and class of status.");
  for (std::size_t i = 0; i <= routes_.size(); ++i)
    for (int c = 1; c <= 5; ++c)
      if (const auto n = series_[i].answers_by_class[static_cast<std::size_t>(c)].load(std::memory_order_relaxed))
        out += "wheelhouse_http_requests_total{" + labels(i) + ",status=\"" + std::to_string(c) + "xx\"} " + std::to_string(n) + "\n";
  declare(out, "wheelhouse_http_request_duration_seconds", "histogram", "From the end of a request to its answer, by route.");
  for (std::size_t i = 0; i <= routes_.size(); ++i) {
    std::uint64_t so_far = 0;
    std::string lines;
    for (std::size_t b = 0; b <= kBucketsMicroseconds.size(); ++b) {
      so_far += series_[i].within[b].load(std::memory_order_relaxed);
      lines += "wheelhouse_http_request_duration_seconds_bucket{" + labels(i) + ",le=\"";
      if (b == kBucketsMicroseconds.size()) lines += "+Inf";
      else append_number(lines, static_cast<double>(kBucketsMicroseconds[b]) / 1e6);
      lines += "\"} " + std::to_string(so_far) + "\n";
    }
    if (so_far == 0) continue;
    out += lines + "wheelhouse_http_request_duration_seconds_sum{" + labels(i) + "} ";
    append_number(out, static_cast<double>(series_[i].microseconds.load(std::memory_order_relaxed)) / 1e6);
    out += "\nwheelhouse_http_request_duration_seconds_count{" + labels(i) + "} " + std::to_string(so_far) + "\n";
  }
}

std::string Metrics::text(const Gauges& gauges) const {
  std::string out;
  declare(out, "wheelhouse_build_info", "gauge", "The version that runs.");
  out += "wheelhouse_build_info{version=\"" + std::string(kVersion) + "\"} 1\n";
  write_requests(out);
  const auto n = [](std::uint64_t value) { return static_cast<double>(value); };
  single(out, "wheelhouse_http_connections", "gauge", "Connections that are open.", n(gauges.edge.connections_open));
  single(out, "wheelhouse_http_connections_total", "counter", "Connections accepted.", n(gauges.edge.connections_total));
  single(out, "wheelhouse_http_connections_refused_total", "counter", "Connections turned away at a limit.",
         n(gauges.edge.connections_refused));
  single(out, "wheelhouse_http_received_bytes_total", "counter", "Bytes read.", n(gauges.edge.bytes_in));
  single(out, "wheelhouse_http_sent_bytes_total", "counter", "Bytes written.", n(gauges.edge.bytes_out));
  single(out, "wheelhouse_event_streams", "gauge", "Live streams that are open.", n(gauges.streams));
  single(out, "wheelhouse_tasks_waiting", "gauge", "Requests that wait for a worker thread.", n(gauges.tasks_waiting));
  if (gauges.reads) {
    declare(out, "wheelhouse_db_reads_total", "counter", "Reads of the book, by the database that answered.");
    out += "wheelhouse_db_reads_total{place=\"primary\"} " + std::to_string(gauges.reads->primary) + "\n";
    out += "wheelhouse_db_reads_total{place=\"standby\"} " + std::to_string(gauges.reads->standby) + "\n";
  }
  single(out, "process_resident_memory_bytes", "gauge", "Resident memory.", resident_bytes());
  single(out, "process_cpu_seconds_total", "counter", "Processor time, user and system.", processor_seconds());
  single(out, "process_open_fds", "gauge", "Open file descriptors.", open_files());
  return out;
}

}  // namespace wheelhouse::api
