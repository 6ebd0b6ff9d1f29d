#include "http/request_head.h"

#include <gtest/gtest.h>

namespace wheelhouse::http {
namespace {

constexpr HeadLimits kLimits;

// What a connection would make of these bytes: status and code of the refusal, "" when accepted, "more" when incomplete.
std::string verdict(std::string_view bytes) {
  HeadScanner scanner;
  const auto size = scanner.scan(bytes, kLimits);
  if (!size) return std::to_string(size.error().status) + " " + std::string(size.error().code);
  if (*size == 0) return "more";
  const auto parsed = parse_request_head(bytes.substr(0, *size), kLimits);
  if (!parsed) return std::to_string(parsed.error().status) + " " + std::string(parsed.error().code);
  return "";
}
ParsedHead parse(std::string_view bytes) {
  auto parsed = parse_request_head(bytes, kLimits);
  EXPECT_TRUE(parsed) << bytes;
  return parsed ? std::move(*parsed) : ParsedHead();
}
std::string with(std::string_view fields) { return "GET / HTTP/1.1\r\nHost: localhost\r\n" + std::string(fields) + "\r\n"; }

TEST(RequestHead, ReadsEveryPart) {
  const ParsedHead parsed =
      parse("POST /a/%E6%96%B9?x=1&y=%20 HTTP/1.1\r\nHost: Example.COM:8080\r\ncontent-length: 12\r\nX-A:\t b  c \r\n\r\n");
  EXPECT_EQ(parsed.head.method, "POST");
  EXPECT_EQ(parsed.head.target, "/a/%E6%96%B9?x=1&y=%20");
  EXPECT_EQ(parsed.head.path, "/a/方");
  EXPECT_EQ(parsed.head.query, "x=1&y=%20");
  EXPECT_EQ(parsed.host, "example.com");
  EXPECT_EQ(parsed.head.content_length, 12u);
  EXPECT_EQ(parsed.head.header("x-a"), "b  c");
  EXPECT_EQ(parsed.head.header("X-Absent"), "");
  EXPECT_TRUE(parsed.keep_alive);
  EXPECT_FALSE(parsed.expects_continue);
}

TEST(RequestHead, ConnectionAndExpect) {
  EXPECT_FALSE(parse(with("Connection: close\r\n")).keep_alive);
  EXPECT_FALSE(parse(with("Connection: x\r\nConnection: te , Close\r\n")).keep_alive);
  EXPECT_TRUE(parse(with("Connection: upgrade\r\n")).keep_alive);
  EXPECT_FALSE(parse("GET / HTTP/1.0\r\nHost: a\r\n\r\n").keep_alive);
  EXPECT_TRUE(parse("GET / HTTP/1.0\r\nHost: a\r\nConnection: Keep-Alive\r\n\r\n").keep_alive);
  EXPECT_TRUE(parse(with("Expect: 100-Continue\r\n")).expects_continue);
  EXPECT_EQ(verdict(with("Expect: 200-maybe\r\n")), "417 expectation");
}

TEST(RequestHead, AbsoluteFormMustAgreeWithHost) {
  const ParsedHead parsed = parse("GET http://LOCALHOST/x?y HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(parsed.head.path, "/x");
  EXPECT_EQ(parsed.head.query, "y");
  EXPECT_EQ(parse("GET http://localhost HTTP/1.1\r\nHost: localhost\r\n\r\n").head.path, "/");
  EXPECT_EQ(verdict("GET http://other/ HTTP/1.1\r\nHost: localhost\r\n\r\n"), "400 bad_host");
  EXPECT_EQ(verdict("GET ftp://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n"), "400 bad_target");
  EXPECT_EQ(parse("OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n").head.path, "*");
}

TEST(RequestHead, EveryPrefixOfAGoodHeadIsIncompleteNotWrong) {
  const std::string head = "\r\nGET /a HTTP/1.1\r\nHost: localhost\r\nA: b\r\n\r\n";
  HeadScanner scanner;  // one scanner over growing input, as a connection has it
  for (std::size_t size = 0; size < head.size(); ++size) {
    const auto result = scanner.scan(std::string_view(head).substr(0, size), kLimits);
    ASSERT_TRUE(result) << size;
    EXPECT_EQ(*result, 0u) << size;
  }
  EXPECT_EQ(scanner.scan(head, kLimits).value(), head.size());
  EXPECT_EQ(verdict(head), "");
}

TEST(RequestHead, WhatFollowsTheHeadIsNotTouched) {
  HeadScanner scanner;
  const std::string head = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  EXPECT_EQ(scanner.scan(head + "\nGET /\n", kLimits).value(), head.size());
}

TEST(RequestHead, LimitsAreExact) {
  const auto target_of = [](std::size_t size) { return "GET /" + std::string(size - 1, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n"; };
  EXPECT_EQ(verdict(target_of(8 * 1024)), "");
  EXPECT_EQ(verdict(target_of(8 * 1024 + 1)), "414 target_too_long");
  EXPECT_EQ(verdict(std::string("GET /") + std::string(9000, 'a')), "414 target_too_long");

  const auto fields = [](int count) {
    std::string out;
    for (int i = 0; i < count; ++i) out += "A: b\r\n";
    return out;
  };
  EXPECT_EQ(verdict(with(fields(99))), "");  // and Host
  EXPECT_EQ(verdict(with(fields(100))), "431 too_many_headers");

  const std::string frame = with("A: \r\n");
  const auto head_of = [&](std::size_t size) { return with("A: " + std::string(size - frame.size(), 'b') + "\r\n"); };
  EXPECT_EQ(verdict(head_of(16 * 1024)), "");
  EXPECT_EQ(verdict(head_of(16 * 1024 + 1)), "431 header_too_large");
}

TEST(RequestHead, HostNames) {
  EXPECT_EQ(host_of("Example.com"), "example.com");
  EXPECT_EQ(host_of("a:80"), "a");
  EXPECT_EQ(host_of("[::1]:80"), "[::1]");
  EXPECT_EQ(host_of("[2001:DB8::1]"), "[2001:db8::1]");
  for (const char* bad : {"", "a b", "a:b", "a:", "a:123456", "[::1", "[]", "[::1]x", "a@b", "a/b", "http://a", "a,b", ":80", "a:80:80"}) {
    EXPECT_EQ(host_of(bad), std::nullopt) << bad;
  }
}

TEST(RequestHead, LoopbackNames) {
  for (const char* yes : {"localhost", "a.localhost", "127.0.0.1", "127.1.2.3", "[::1]"}) EXPECT_TRUE(is_loopback_host(yes)) << yes;
  for (const char* no : {"localhost.example", "127.0.0.1.example", "127.1", "128.0.0.1", "notlocalhost", "[::2]"})
    EXPECT_FALSE(is_loopback_host(no)) << no;
}

TEST(RequestHead, Cookies) {
  RequestHead head;
  head.headers.add("Cookie", "a=1; session=x=y;b=");
  head.headers.add("cookie", "c=3");
  EXPECT_EQ(find_cookie(head, "session"), "x=y");
  EXPECT_EQ(find_cookie(head, "b"), "");
  EXPECT_EQ(find_cookie(head, "c"), "3");
  EXPECT_EQ(find_cookie(head, "ession"), std::nullopt);
}

}  // namespace
}  // namespace wheelhouse::http
