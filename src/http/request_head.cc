#include "http/request_head.h"

#include <algorithm>
#include <array>

namespace wheelhouse::http {
namespace {

tl::unexpected<Refusal> refuse(int status, std::string_view code) { return tl::unexpected<Refusal>(Refusal{status, code}); }

// RFC 9110 §5.6.2.
constexpr std::array<bool, 256> make_token_table() {
  std::array<bool, 256> table{};
  for (int c = '0'; c <= '9'; ++c) table[c] = true;
  for (int c = 'a'; c <= 'z'; ++c) table[c] = true;
  for (int c = 'A'; c <= 'Z'; ++c) table[c] = true;
  for (const char c : std::string_view("!#$%&'*+-.^_`|~")) table[static_cast<unsigned char>(c)] = true;
  return table;
}
constexpr std::array<bool, 256> kToken = make_token_table();

bool is_token_character(char c) { return kToken[static_cast<unsigned char>(c)]; }
bool is_token(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_token_character); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }
bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }
// Bytes from 0x80 are let through in values: they are opaque to HTTP and browsers send UTF-8 in cookies.
bool is_value_character(char c) { return !is_control(c) || c == '\t'; }

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::string to_lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return out;
}

// The text before the next CRLF, which is taken off `rest` with it. The scanner has made sure that there is one.
std::string_view take_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find("\r\n"), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 2, rest.size()));
  return line;
}

// Whether a decoded path has a "." or ".." segment: browsers resolve those before they send.
bool has_dot_segment(std::string_view path) {
  std::size_t at = 0;
  while (at <= path.size()) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    const std::string_view segment = path.substr(at, end - at);
    if (segment == "." || segment == "..") return true;
    at = end + 1;
  }
  return false;
}

// An escaped slash would mean two paths to two readers, so it is refused with the rest of what is ambiguous.
bool has_escaped_separator(std::string_view raw_path) {
  for (std::size_t i = 0; i + 2 < raw_path.size(); ++i) {
    if (raw_path[i] != '%') continue;
    const std::string code = to_lower(raw_path.substr(i + 1, 2));
    if (code == "2f" || code == "5c") return true;
  }
  return raw_path.find('\\') != std::string_view::npos;
}

tl::expected<void, Refusal> read_origin_form(std::string_view target, RequestHead& head) {
  const std::size_t question = std::min(target.find('?'), target.size());
  const std::string_view raw_path = target.substr(0, question);
  if (has_escaped_separator(raw_path)) return refuse(400, "bad_target");
  std::optional<std::string> path = percent_decode(raw_path, false);
  if (!path) return refuse(400, "bad_target");
  if (std::any_of(path->begin(), path->end(), is_control) || has_dot_segment(*path)) return refuse(400, "bad_target");
  head.path = std::move(*path);
  head.query = target.substr(std::min(question + 1, target.size()));
  return {};
}

// Fills target, path and query. `authority` is set when the target names one ("GET http://host/ HTTP/1.1").
tl::expected<void, Refusal> read_target(std::string_view target, RequestHead& head, std::string_view& authority) {
  const auto is_target_character = [](char c) { return c > 0x20 && c < 0x7F && c != '#'; };
  if (target.empty() || !std::all_of(target.begin(), target.end(), is_target_character)) return refuse(400, "bad_target");
  head.target = target;
  if (target == "*") {
    if (head.method != "OPTIONS") return refuse(400, "bad_target");
    head.path = "*";
    return {};
  }
  if (head.method == "CONNECT") return refuse(400, "bad_target");
  if (target.front() == '/') return read_origin_form(target, head);
  const std::size_t scheme_end = target.find("://");
  if (scheme_end == std::string_view::npos) return refuse(400, "bad_target");
  const std::string_view scheme = target.substr(0, scheme_end);
  if (!equal_ignoring_case(scheme, "http") && !equal_ignoring_case(scheme, "https")) return refuse(400, "bad_target");
  const std::string_view rest = target.substr(scheme_end + 3);
  const std::size_t path_at = std::min(rest.find_first_of("/?"), rest.size());
  authority = rest.substr(0, path_at);
  if (authority.empty()) return refuse(400, "bad_target");
  const std::string_view path_and_query = rest.substr(path_at);
  if (!path_and_query.empty() && path_and_query.front() == '/') return read_origin_form(path_and_query, head);
  return read_origin_form("/" + std::string(path_and_query), head);
}

tl::expected<void, Refusal> read_version(std::string_view version, RequestHead& head) {
  const bool well_formed = version.size() == 8 && version.starts_with("HTTP/") && is_digit(version[5]) && version[6] == '.' &&
                           is_digit(version[7]);
  if (!well_formed) return refuse(400, "bad_request_line");
  if (version == "HTTP/1.1") return {};
  if (version != "HTTP/1.0") return refuse(505, "http_version");
  head.http_1_0 = true;
  return {};
}

tl::expected<void, Refusal> read_fields(std::string_view rest, const HeadLimits& limits, HeaderList& headers) {
  headers.reserve(16, rest.size());
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    if (line.empty()) break;
    if (line.front() == ' ' || line.front() == '\t') return refuse(400, "folded_header");
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return refuse(400, "bad_header");
    const std::string_view value = trim(line.substr(colon + 1));
    if (!std::all_of(value.begin(), value.end(), is_value_character)) return refuse(400, "bad_header");
    if (headers.size() == limits.headers_max) return refuse(431, "too_many_headers");
    headers.add(line.substr(0, colon), value);
  }
  return {};
}

tl::expected<void, Refusal> read_body_framing(RequestHead& head) {
  const std::size_t lengths = head.headers.count("Content-Length");
  const std::size_t encodings = head.headers.count("Transfer-Encoding");
  if (lengths > 1) return refuse(400, "bad_content_length");
  if (encodings > 0) {
    if (lengths > 0 || head.http_1_0) return refuse(400, "bad_transfer_encoding");
    if (encodings > 1 || head.header("Transfer-Encoding") != "chunked") return refuse(400, "bad_transfer_encoding");
    head.chunked = true;
  }
  if (lengths == 1) {
    const std::string_view digits = head.header("Content-Length");
    if (!all_digits(digits)) return refuse(400, "bad_content_length");
    if (digits.size() > 18) return refuse(413, "body_too_large");
    std::uint64_t length = 0;
    for (const char c : digits) length = length * 10 + static_cast<std::uint64_t>(c - '0');
    head.content_length = length;
  }
  const std::string_view coding = head.header("Content-Encoding");
  const bool coded = head.headers.count("Content-Encoding") > 1 || (!coding.empty() && !equal_ignoring_case(coding, "identity"));
  if (coded) return refuse(415, "content_encoding");
  return {};
}

// One Connection field: a list of tokens (RFC 9110 §7.6.1), of which two concern us. False when it is no such list.
bool read_connection_options(std::string_view list, bool& close, bool& keep) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    const std::string_view option = trim(list.substr(0, comma));
    list.remove_prefix(std::min(comma + 1, list.size()));
    if (!option.empty() && !is_token(option)) return false;
    close = close || equal_ignoring_case(option, "close");
    keep = keep || equal_ignoring_case(option, "keep-alive");
  }
  return true;
}

tl::expected<void, Refusal> read_connection_fields(ParsedHead& parsed) {
  const RequestHead& head = parsed.head;
  bool close = false;
  bool keep = false;
  for (std::size_t i = 0; i < head.headers.size(); ++i) {
    const HeaderList::Field field = head.headers.at(i);
    if (!equal_ignoring_case(field.name, "Connection")) continue;
    if (!read_connection_options(field.value, close, keep)) return refuse(400, "bad_header");
  }
  parsed.keep_alive = !close && (!head.http_1_0 || keep);
  const std::string_view expectation = head.header("Expect");
  if (!expectation.empty() && !head.http_1_0) {
    if (!equal_ignoring_case(expectation, "100-continue")) return refuse(417, "expectation");
    parsed.expects_continue = true;
  }
  return {};
}

tl::expected<void, Refusal> read_host(std::string_view target_authority, ParsedHead& parsed) {
  if (parsed.head.headers.count("Host") != 1) return refuse(400, "bad_host");
  const std::string_view value = parsed.head.header("Host");
  std::optional<std::string> host = host_of(value);
  if (!host) return refuse(400, "bad_host");
  // RFC 9112 §3.2.2 lets the target overrule Host; two names for one request are a smuggler's tool, so they must agree.
  if (!target_authority.empty() && !equal_ignoring_case(target_authority, value)) return refuse(400, "bad_host");
  parsed.host = std::move(*host);
  return {};
}

}  // namespace

tl::expected<std::size_t, Refusal> HeadScanner::scan(std::string_view bytes, const HeadLimits& limits) {
  // Anything that is not a method says at once that the other side does not speak HTTP (a TLS hello, say).
  if (!bytes.empty() && !is_token_character(bytes.front()) && bytes.front() != '\r') return refuse(400, "bad_request_line");
  const std::size_t line_bytes_max = limits.target_bytes_max + 64;  // 64: method, version and the blanks between
  while (true) {
    const std::size_t newline = bytes.find('\n', looked_at_);
    if (newline == std::string_view::npos) {
      looked_at_ = bytes.size();
      if (first_line_ && bytes.size() - line_at_ > line_bytes_max) return refuse(414, "target_too_long");
      if (bytes.size() > limits.header_bytes_max) return refuse(431, "header_too_large");
      return std::size_t{0};
    }
    if (newline == line_at_ || bytes[newline - 1] != '\r') return refuse(400, "bare_newline");
    const bool empty_line = newline == line_at_ + 1;
    if (empty_line && !(first_line_ && line_at_ == 0)) {
      if (first_line_) return refuse(400, "bad_request_line");  // a second empty line before any request line
      if (newline + 1 > limits.header_bytes_max) return refuse(431, "header_too_large");
      return newline + 1;
    }
    if (!empty_line && first_line_) {
      if (newline - line_at_ > line_bytes_max) return refuse(414, "target_too_long");
      first_line_ = false;
    }
    line_at_ = looked_at_ = newline + 1;
  }
}

tl::expected<ParsedHead, Refusal> parse_request_head(std::string_view head, const HeadLimits& limits) {
  if (head.starts_with("\r\n")) head.remove_prefix(2);
  const std::string_view line = take_line(head);
  const std::size_t method_end = std::min(line.find(' '), line.size());
  const std::size_t target_end = line.rfind(' ');
  if (method_end == line.size() || target_end == method_end) return refuse(400, "bad_request_line");

  ParsedHead parsed;
  const std::string_view method = line.substr(0, method_end);
  const std::string_view target = line.substr(method_end + 1, target_end - method_end - 1);
  if (!is_token(method) || method.size() > 32) return refuse(400, "bad_request_line");
  parsed.head.method = method;
  if (auto read = read_version(line.substr(target_end + 1), parsed.head); !read) return tl::unexpected(read.error());
  if (target.size() > limits.target_bytes_max) return refuse(414, "target_too_long");
  std::string_view authority;
  if (auto read = read_target(target, parsed.head, authority); !read) return tl::unexpected(read.error());
  if (auto read = read_fields(head, limits, parsed.head.headers); !read) return tl::unexpected(read.error());
  if (auto read = read_host(authority, parsed); !read) return tl::unexpected(read.error());
  if (auto read = read_body_framing(parsed.head); !read) return tl::unexpected(read.error());
  if (auto read = read_connection_fields(parsed); !read) return tl::unexpected(read.error());
  return parsed;
}

std::optional<std::string> host_of(std::string_view authority) {
  std::string_view name = authority;
  std::string_view port;
  bool has_port = false;
  if (authority.starts_with('[')) {
    const std::size_t close = authority.find(']');
    if (close == std::string_view::npos) return std::nullopt;
    name = authority.substr(0, close + 1);
    const std::string_view rest = authority.substr(close + 1);
    if (!rest.empty() && rest.front() != ':') return std::nullopt;
    has_port = !rest.empty();
    if (has_port) port = rest.substr(1);
    const auto is_address_character = [](char c) {
      return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' || c == '.';
    };
    const std::string_view inside = name.substr(1, name.size() - 2);
    if (inside.empty() || !std::all_of(inside.begin(), inside.end(), is_address_character)) return std::nullopt;
  } else {
    const std::size_t colon = authority.find(':');
    has_port = colon != std::string_view::npos;
    name = authority.substr(0, std::min(colon, authority.size()));
    if (has_port) port = authority.substr(colon + 1);
    const auto is_name_character = [](char c) {
      return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.' || c == '_';
    };
    if (name.empty() || name.size() > 253 || !std::all_of(name.begin(), name.end(), is_name_character)) return std::nullopt;
  }
  if (has_port && (!all_digits(port) || port.size() > 5)) return std::nullopt;
  return to_lower(name);
}

bool is_loopback_host(std::string_view host) {
  if (host == "localhost" || host == "[::1]" || host.ends_with(".localhost")) return true;
  if (!host.starts_with("127.")) return false;
  return std::count(host.begin(), host.end(), '.') == 3 &&
         std::all_of(host.begin(), host.end(), [](char c) { return is_digit(c) || c == '.'; });
}

std::optional<std::string_view> find_cookie(const RequestHead& request, std::string_view name) {
  for (std::size_t i = 0; i < request.headers.size(); ++i) {
    const HeaderList::Field field = request.headers.at(i);
    if (!equal_ignoring_case(field.name, "Cookie")) continue;
    std::string_view rest = field.value;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(';'), rest.size());
      const std::string_view pair = trim(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      const std::size_t equals = pair.find('=');
      if (equals != std::string_view::npos && pair.substr(0, equals) == name) return pair.substr(equals + 1);
    }
  }
  return std::nullopt;
}

}  // namespace wheelhouse::http
