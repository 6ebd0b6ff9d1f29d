#include "http/chunked_decoder.h"

#include <gtest/gtest.h>

#include <string>

namespace wheelhouse::http {
namespace {

struct Decoded {
  std::string body;
  std::string state;
  std::size_t consumed = 0;
};
Decoded decode(std::string_view input, std::size_t pieces_of) {
  ChunkedDecoder decoder;
  Decoded out;
  while (out.consumed < input.size() && !decoder.is_done() && !decoder.is_bad()) {
    const auto step = decoder.next(input.substr(out.consumed, pieces_of));
    out.body.append(step.data);
    out.consumed += step.consumed;
    if (step.consumed == 0) break;
  }
  out.state = decoder.is_done() ? "done" : decoder.is_bad() ? "bad" : "more";
  return out;
}

TEST(ChunkedDecoder, GoodBodiesHoweverTheyAreCut) {
  const std::string input = "5\r\nhello\r\n00a;x=\"y\"\r\n, 0123 456\r\n0\r\nTrailer: x\r\n\r\n";
  for (std::size_t pieces = 1; pieces <= input.size(); ++pieces) {
    const Decoded decoded = decode(input + "NEXT", pieces);
    EXPECT_EQ(decoded.body, "hello, 0123 456") << pieces;
    EXPECT_EQ(decoded.state, "done");
    EXPECT_EQ(decoded.consumed, input.size()) << "what follows belongs to the next request";
  }
  EXPECT_EQ(decode("0\r\n\r\n", 99).state, "done");
  EXPECT_EQ(decode("5\r\nhel", 99).state, "more");
}

TEST(ChunkedDecoder, BadBodies) {
  const std::string bad[] = {
      "\r\n",
      "g\r\n",
      "-1\r\n",
      "+1\r\n",
      "0x1\r\n",
      " 1\r\n",
      "1 \r\na\r\n",
      "1\na\r\n0\r\n\r\n",
      "1\r\nab\r\n",
      "1\r\na\n0\r\n\r\n",
      "1\r\na0\r\n\r\n",
      "1\rX",
      "1;a\nb\r\n",
      "0\r\nA: b\n\r\n",
      "0\r\nA\x01\r\n\r\n",
      "0\r\n\rX",
      "1234567890123\r\n",
      "ffffffffffffffff1\r\n",
      "1;" + std::string(300, 'x') + "\r\n",
      "0\r\n" + std::string(5000, 't') + "\r\n",
      "1;a\x7f\r\n",
  };
  for (const std::string& input : bad) EXPECT_EQ(decode(input, 7).state, "bad") << input;
}

}  // namespace
}  // namespace wheelhouse::http
