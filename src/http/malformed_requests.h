// For tests only: requests that are wrong, smuggled, or too much, with the answer each must get. One row a case.
#pragma once
#include "http/test_client.h"

namespace wheelhouse::http {

struct Malformed {
  const char* name;
  std::string bytes;
  int status;
  bool closed;
};

inline std::string repeat(std::string_view text, int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += text;
  return out;
}
inline std::string line(std::string_view request_line) { return std::string(request_line) + "\r\nHost: localhost\r\n\r\n"; }
inline std::string chunked(std::string_view body, std::string_view path = "/echo") {
  return "POST " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" + std::string(body);
}
inline std::string framed(std::string_view fields, std::string_view body = "0\r\n\r\n") {
  return "POST /echo HTTP/1.1\r\nHost: localhost\r\n" + std::string(fields) + "\r\n" + std::string(body);
}

inline std::vector<Malformed> malformed_requests() {
  using namespace std::string_literals;
  return {
      // The request line
      {"no version", line("GET /"), 400, true},
      {"version 0.9", line("GET / HTTP/0.9"), 505, true},
      {"version 1.2", line("GET / HTTP/1.2"), 505, true},
      {"version 2.0", line("GET / HTTP/2.0"), 505, true},
      {"http/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, true},
      {"version in lower case", line("GET / http/1.1"), 400, true},
      {"version with more digits", line("GET / HTTP/1.10"), 400, true},
      {"version with a comma", line("GET / HTTP/1,1"), 400, true},
      {"another protocol", line("GET / ICAP/1.0"), 400, true},
      {"blank after the version", line("GET / HTTP/1.1 "), 400, true},
      {"two blanks before the target", line("GET  / HTTP/1.1"), 400, true},
      {"two blanks after the target", line("GET /  HTTP/1.1"), 400, true},
      {"tabs for blanks", line("GET\t/\tHTTP/1.1"), 400, true},
      {"blank before the method", line(" GET / HTTP/1.1"), 400, true},
      {"no method", line("/ HTTP/1.1"), 400, true},
      {"illegal method", line("G@T / HTTP/1.1"), 400, true},
      {"method without end", line(repeat("A", 40) + " / HTTP/1.1"), 400, true},
      {"target with a blank", line("GET /a b HTTP/1.1"), 400, true},
      {"empty line, then empty line", "\r\n\r\nGET / HTTP/1.1\r\nHost: localhost\r\n\r\n", 400, true},
      {"bare newlines", "GET / HTTP/1.1\nHost: localhost\n\n", 400, true},
      {"one bare newline", "GET / HTTP/1.1\r\nHost: localhost\nA: b\r\n\r\n", 400, true},
      {"newline alone at the end", "GET / HTTP/1.1\r\nHost: localhost\r\n\n", 400, true},
      {"NUL in the request line", "GET /\0 HTTP/1.1\r\nHost: localhost\r\n\r\n"s, 400, true},
      {"TLS hello on a plain port", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"s, 400, true},
      {"target of 8 KiB and one", line("GET /" + repeat("a", 8 * 1024) + " HTTP/1.1"), 414, true},
      {"target without end", "GET /" + repeat("a", 9'000), 414, true},
      // The target
      {"no slash", line("GET ping HTTP/1.1"), 400, true},
      {"fragment", line("GET /ping#x HTTP/1.1"), 400, true},
      {"raw UTF-8", line("GET /\xE6\x96\xB9 HTTP/1.1"), 400, true},
      {"DEL", line("GET /\x7F HTTP/1.1"), 400, true},
      {"escaped NUL", line("GET /ping%00 HTTP/1.1"), 400, true},
      {"escaped newline", line("GET /ping%0aX: HTTP/1.1"), 400, true},
      {"cut escape", line("GET /ping%4 HTTP/1.1"), 400, true},
      {"no hex in an escape", line("GET /ping%zz HTTP/1.1"), 400, true},
      {"overlong slash", line("GET /%c0%af HTTP/1.1"), 400, true},
      {"escaped bytes that are no UTF-8", line("GET /%ff HTTP/1.1"), 400, true},
      {"escaped surrogate", line("GET /%ed%a0%80 HTTP/1.1"), 400, true},
      {"escaped slash", line("GET /a%2Fb HTTP/1.1"), 400, true},
      {"backslash", line("GET /a\\b HTTP/1.1"), 400, true},
      {"escaped backslash", line("GET /a%5cb HTTP/1.1"), 400, true},
      {"dot dot", line("GET /../etc/passwd HTTP/1.1"), 400, true},
      {"dot dot at the end", line("GET /a/.. HTTP/1.1"), 400, true},
      {"escaped dot dot", line("GET /%2e%2e/etc/passwd HTTP/1.1"), 400, true},
      {"dot", line("GET /./ping HTTP/1.1"), 400, true},
      {"authority form", line("CONNECT localhost:80 HTTP/1.1"), 400, true},
      {"asterisk for GET", line("GET * HTTP/1.1"), 400, true},
      {"absolute form of another host", line("GET http://evil.example/ HTTP/1.1"), 400, true},
      {"absolute form of another scheme", line("GET file:///etc/passwd HTTP/1.1"), 400, true},
      {"absolute form without a host", line("GET http:///ping HTTP/1.1"), 400, true},
      {"absolute form with a user", line("GET http://a@localhost/ HTTP/1.1"), 400, true},
      // Host
      {"no host", "GET / HTTP/1.1\r\nA: b\r\n\r\n", 400, true},
      {"no field at all", "GET / HTTP/1.1\r\n\r\n", 400, true},
      {"no host in 1.0", "GET / HTTP/1.0\r\n\r\n", 400, true},
      {"two hosts", "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n", 400, true},
      {"two hosts in one", "GET / HTTP/1.1\r\nHost: localhost, localhost\r\n\r\n", 400, true},
      {"empty host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", 400, true},
      {"host with a path", "GET / HTTP/1.1\r\nHost: localhost/x\r\n\r\n", 400, true},
      {"host with a user", "GET / HTTP/1.1\r\nHost: a@localhost\r\n\r\n", 400, true},
      {"host with a bad port", "GET / HTTP/1.1\r\nHost: localhost:8o\r\n\r\n", 400, true},
      {"host that is not ours", "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421, true},
      {"host that only begins like ours", "GET / HTTP/1.1\r\nHost: localhost.evil.example\r\n\r\n", 421, true},
      {"loopback in another spelling", "GET / HTTP/1.1\r\nHost: 0x7f000001\r\n\r\n", 421, true},
      // Fields
      {"folded field", get("/", "A: b\r\n c\r\n"), 400, true},
      {"folded first field", "GET / HTTP/1.1\r\n Host: localhost\r\n\r\n", 400, true},
      {"blank before the colon", get("/", "Content-Length : 0\r\n"), 400, true},
      {"no colon", get("/", "Nonsense\r\n"), 400, true},
      {"no name", get("/", ": x\r\n"), 400, true},
      {"illegal character in a name", get("/", "A(b): c\r\n"), 400, true},
      {"UTF-8 in a name", get("/", "\xC3\xA9: c\r\n"), 400, true},
      {"NUL in a value", get("/", "A: b\0c\r\n"s), 400, true},
      {"control character in a value", get("/", "A: b\x01\r\n"), 400, true},
      {"lone return in a value", get("/", "A: b\rHost: evil\r\n"), 400, true},
      {"101 fields", get("/", repeat("A: b\r\n", 100)), 431, true},
      {"17 KiB of fields", get("/", "A: " + repeat("b", 17 * 1024) + "\r\n"), 431, true},
      {"fields without end", "GET / HTTP/1.1\r\n" + repeat("Aaaaaaaaaaaa: b\r\n", 1'100), 431, true},
      {"Connection that is no list", get("/", "Connection: keep alive\r\n"), 400, true},
      {"unknown expectation", get("/", "Expect: teapot\r\n"), 417, true},
      // Framing
      {"both framings", framed("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"), 400, true},
      {"both framings the other way", framed("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n"), 400, true},
      {"chunked, identity", framed("Transfer-Encoding: chunked, identity\r\n"), 400, true},
      {"identity, chunked", framed("Transfer-Encoding: identity, chunked\r\n"), 400, true},
      {"gzip, chunked", framed("Transfer-Encoding: gzip, chunked\r\n"), 400, true},
      {"identity", framed("Transfer-Encoding: identity\r\n"), 400, true},
      {"xchunked", framed("Transfer-Encoding: xchunked\r\n"), 400, true},
      {"Chunked", framed("Transfer-Encoding: Chunked\r\n"), 400, true},
      {"chunked twice", framed("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), 400, true},
      {"chunked with a vertical tab", framed("Transfer-Encoding: \x0b"s + "chunked\r\n"), 400, true},
      {"empty transfer encoding", framed("Transfer-Encoding:\r\n"), 400, true},
      {"chunked in 1.0", "POST /echo HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, true},
      {"two equal lengths", framed("Content-Length: 5\r\nContent-Length: 5\r\n", "hello"), 400, true},
      {"two lengths", framed("Content-Length: 5\r\nContent-Length: 6\r\n", "hello!"), 400, true},
      {"lengths in a list", framed("Content-Length: 5, 5\r\n", "hello"), 400, true},
      {"negative length", framed("Content-Length: -1\r\n", ""), 400, true},
      {"length with a plus", framed("Content-Length: +5\r\n", "hello"), 400, true},
      {"length in hex", framed("Content-Length: 0x5\r\n", "hello"), 400, true},
      {"length with a blank inside", framed("Content-Length: 1 1\r\n", "hello"), 400, true},
      {"empty length", framed("Content-Length:\r\n", ""), 400, true},
      {"length beyond 64 bits", framed("Content-Length: 99999999999999999999\r\n", ""), 413, true},
      {"length over the limit", framed("Content-Length: 1048577\r\n", ""), 413, true},
      {"gzip body", framed("Content-Encoding: gzip\r\nContent-Length: 5\r\n", "hello"), 415, true},
      {"gzip among others", framed("Content-Encoding: identity\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n", "hello"), 415, true},
      // Chunks
      {"chunk size that is no number", chunked("x\r\n"), 400, true},
      {"chunk size with a sign", chunked("+5\r\nhello\r\n0\r\n\r\n"), 400, true},
      {"chunk size with a prefix", chunked("0x5\r\nhello\r\n0\r\n\r\n"), 400, true},
      {"no chunk size", chunked("\r\nhello\r\n0\r\n\r\n"), 400, true},
      {"chunk size beyond 64 bits", chunked("fffffffffffffffff\r\n"), 400, true},
      {"chunk longer than its size", chunked("3\r\nhello\r\n0\r\n\r\n"), 400, true},
      {"chunk line with a bare newline", chunked("5\nhello\r\n0\r\n\r\n"), 400, true},
      {"chunk data with a bare newline", chunked("5\r\nhello\n0\r\n\r\n"), 400, true},
      {"newline in a chunk extension", chunked("5;a\nhello\r\n0\r\n\r\n"), 400, true},
      {"chunk extension without end", chunked("5;" + repeat("a", 5'000)), 400, true},
      {"trailers without end", chunked("0\r\n" + repeat("A: b\r\n", 2'000)), 400, true},
      {"one chunk over the limit", chunked("100001\r\n" + repeat("a", 0x100001) + "\r\n0\r\n\r\n"), 413, true},
      {"a chunk where no body may be", chunked("1\r\na\r\n0\r\n\r\n", "/none"), 413, true},
      {"early refusal with a body to come", framed("Content-Length: 5\r\n", "").replace(5, 5, "/refused"), 401, true},
      // Right, for contrast: the server stands, and the connection too.
      {"a good request", get("/ping"), 200, false},
      {"an empty line before a good request", "\r\n" + get("/ping"), 200, false},
      {"absolute form of our host", line("GET http://localhost/ping HTTP/1.1"), 200, false},
      {"a method nobody knows is the router's matter", line("BREW /nothing HTTP/1.1"), 404, false},
      {"early refusal without a body", get("/refused"), 401, false},
      {"UTF-8 in a value", get("/ping", "A: \xE6\x96\xB9\r\n"), 200, false},
      {"length zero", framed("Content-Length: 0\r\n", ""), 200, false},
  };
}

}  // namespace wheelhouse::http
