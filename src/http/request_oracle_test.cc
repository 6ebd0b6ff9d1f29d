// Our reading of a request against Boost.Beast's, over mutations of good and bad requests. We are stricter, so the other
// way round proves nothing; but whatever we accept, an independent parser must accept too, and see the same in it.
// The seed is fixed: the same inputs on every run.
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <random>

#include "http/malformed_requests.h"
#include "http/request_invariants.h"

namespace wheelhouse::http {
namespace {
namespace beast = boost::beast;

std::string mutate(std::string text, std::mt19937& random, const std::vector<std::string>& others) {
  static const std::string kPieces[] = {"\r\n",
                                        "\n",
                                        "\r",
                                        " ",
                                        "\t",
                                        ":",
                                        ",",
                                        ";",
                                        "0",
                                        "chunked",
                                        "Content-Length: 3\r\n",
                                        "Transfer-Encoding: chunked\r\n",
                                        "Host: localhost\r\n",
                                        "%2e",
                                        "%",
                                        "/",
                                        "http://",
                                        "\x80",
                                        std::string(1, '\0')};
  const int changes = 1 + static_cast<int>(random() % 3);
  for (int i = 0; i < changes && !text.empty(); ++i) {
    const std::size_t at = random() % text.size();
    switch (random() % 5) {
      case 0: text.erase(at, 1 + random() % 4); break;
      case 1: text.insert(at, kPieces[random() % std::size(kPieces)]); break;
      case 2: text[at] = static_cast<char>(random()); break;
      case 3: text.insert(at, text.substr(at, random() % 30)); break;
      case 4: {
        const std::string& other = others[random() % others.size()];
        text.replace(at, random() % 20, other.substr(std::min(at, other.size()), random() % 40));
        break;
      }
    }
  }
  return text;
}

// "" when Beast agrees with an accepted head.
std::string disagreement(std::string_view head_bytes, const ParsedHead& ours) {
  beast::http::request_parser<beast::http::string_body> parser;
  parser.header_limit(32 * 1024);
  parser.body_limit(boost::none);
  parser.eager(false);
  beast::error_code error;
  parser.put(boost::asio::buffer(head_bytes.data(), head_bytes.size()), error);
  if (error && error != beast::http::error::need_more) return "refused: " + error.message();
  if (!parser.is_header_done()) return "not finished";
  const auto& theirs = parser.get();
  if (theirs.method_string() != ours.head.method) return "method";
  if (theirs.target() != ours.head.target) return "target";
  if ((theirs.version() == 10) != ours.head.http_1_0) return "version";
  if (parser.chunked() != ours.head.chunked) return "chunked";
  if (!ours.head.chunked && parser.content_length().value_or(0) != ours.head.content_length.value_or(0)) return "length";
  std::size_t count = 0;
  for (const auto& field : theirs) {
    if (ours.head.headers.count({field.name_string().data(), field.name_string().size()}) == 0) return "field they see alone";
    ++count;
  }
  if (count != ours.head.headers.size()) return "number of fields";
  for (std::size_t i = 0; i < count; ++i) {
    const auto field = ours.head.headers.at(i);
    const auto [first, last] = theirs.equal_range({field.name.data(), field.name.size()});
    if (std::none_of(first, last, [&](const auto& their) { return their.value() == field.value; }))
      return "value of " + std::string(field.name);
  }
  return "";
}

TEST(RequestOracle, WhatWeAcceptBeastReadsTheSame) {
  std::vector<std::string> seeds;
  for (const Malformed& row : malformed_requests()) {
    if (row.bytes.size() < 2'000) seeds.push_back(row.bytes);
  }
  for (int i = 0; i < 40; ++i) seeds.push_back(post("/echo?a=b", "hello", "Accept: */*\r\nX-Long: a b\tc\r\nConnection: keep-alive\r\n"));
  std::mt19937 random(20260630);
  int accepted = 0;
  for (int i = 0; i < 30'000; ++i) {
    const std::string bytes = mutate(seeds[random() % seeds.size()], random, seeds);
    check_request_invariants(bytes);
    const std::size_t size = scan_in_steps(bytes, bytes.size()).size;
    if (size == 0) continue;
    const auto parsed = parse_request_head(std::string_view(bytes).substr(0, size), HeadLimits());
    if (!parsed) continue;
    ++accepted;
    std::string_view head = std::string_view(bytes).substr(0, size);
    if (head.starts_with("\r\n")) head.remove_prefix(2);  // the empty line we skip
    ASSERT_EQ(disagreement(head, *parsed), "") << bytes;
  }
  EXPECT_GT(accepted, 1'000) << "else this test looks at nothing";
}

TEST(RequestOracle, TheMalformedHoldTheInvariants) {
  for (const Malformed& row : malformed_requests()) check_request_invariants(row.bytes);
}

}  // namespace
}  // namespace wheelhouse::http
