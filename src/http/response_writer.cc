#include "http/response_writer.h"

#include <algorithm>
#include <charconv>

#include "http/header_list.h"

namespace wheelhouse::http {
namespace {

bool is_legal_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}
bool is_legal_value(std::string_view value) {
  return std::all_of(value.begin(), value.end(), [](char c) { return (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) || c == '\t'; });
}

// Headers that only the edge knows how to set.
bool is_edge_header(std::string_view name) {
  switch (name.size()) {
    case 4: return equal_ignoring_case(name, "Date");
    case 10: return equal_ignoring_case(name, "Connection");
    case 12: return equal_ignoring_case(name, "X-Request-Id");
    case 14: return equal_ignoring_case(name, "Content-Length");
    case 17: return equal_ignoring_case(name, "Transfer-Encoding");
    case 22: return equal_ignoring_case(name, "X-Content-Type-Options");
    default: return false;
  }
}

void append_number(std::string& out, std::uint64_t number) {
  char text[24];
  const auto end = std::to_chars(text, text + sizeof text, number).ptr;
  out.append(text, end);
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

void append_json_string(std::string& out, std::string_view text) {
  constexpr char kHex[] = "0123456789abcdef";
  out.push_back('"');
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out.push_back('\\');
      out.push_back(c);
    } else if (byte < 0x20) {
      out.append("\\u00").push_back(kHex[byte >> 4]);
      out.push_back(kHex[byte & 15]);
    } else {
      out.push_back(c);
    }
  }
  out.push_back('"');
}

}  // namespace

bool append_response_head(std::string& out, const Response& response, const ResponseFraming& framing,
                          const std::vector<std::pair<std::string, std::string>>& default_headers) {
  const bool legal = response.status >= 200 && response.status <= 599 &&
                     std::all_of(response.headers.begin(), response.headers.end(),
                                 [](const auto& header) { return is_legal_name(header.first) && is_legal_value(header.second); });
  if (!legal) return false;
  out.append("HTTP/1.1 ");
  append_number(out, static_cast<std::uint64_t>(response.status));
  out.append(" ").append(status_phrase(response.status)).append("\r\n");
  append_field(out, "Date", framing.date);
  append_field(out, "X-Request-Id", framing.request_id);
  out.append("X-Content-Type-Options: nosniff\r\n");
  if (framing.chunked) out.append("Transfer-Encoding: chunked\r\n");
  if (framing.content_length) {
    out.append("Content-Length: ");
    append_number(out, *framing.content_length);
    out.append("\r\n");
  }
  if (framing.close) out.append("Connection: close\r\n");
  else if (framing.http_1_0_keep_alive) out.append("Connection: keep-alive\r\n");
  for (const auto& [name, value] : response.headers) {
    if (!is_edge_header(name)) append_field(out, name, value);
  }
  for (const auto& [name, value] : default_headers) {
    const bool set = std::any_of(response.headers.begin(), response.headers.end(),
                                 [&name = name](const auto& header) { return equal_ignoring_case(header.first, name); });
    if (!set) append_field(out, name, value);
  }
  out.append("\r\n");
  return true;
}

bool status_has_body(int status) { return status >= 200 && status != 204 && status != 304; }

std::string print_problem(int status, std::string_view code, std::string_view detail, std::string_view request_id) {
  std::string out;
  out.append("{\"type\":\"about:blank\",\"title\":");
  append_json_string(out, status_phrase(status));
  out.append(",\"status\":");
  append_number(out, static_cast<std::uint64_t>(status));
  out.append(",\"code\":");
  append_json_string(out, code);
  if (!detail.empty()) {
    out.append(",\"detail\":");
    append_json_string(out, detail);
  }
  out.append(",\"request_id\":");
  append_json_string(out, request_id);
  out.append("}");
  return out;
}

}  // namespace wheelhouse::http
