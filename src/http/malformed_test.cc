// Every row of malformed_requests.h against a real server: the status, the closing, and nothing served behind it.
#include "http/malformed_requests.h"
#include "http/test_client.h"

namespace wheelhouse::http {
namespace {

TEST(Malformed, EachGetsItsAnswer) {
  TestServer test;
  test.start();
  for (const Malformed& row : malformed_requests()) {
    SCOPED_TRACE(row.name);
    TestClient client = test.client();
    client.send(row.bytes);
    const Answer answer = client.read_answer();
    EXPECT_EQ(answer.status, row.status);
    EXPECT_TRUE(answer.complete);
    EXPECT_NE(answer.header("X-Request-Id"), "");
    EXPECT_EQ(answer.header("X-Content-Type-Options"), "nosniff");
    EXPECT_NE(answer.header("Date"), "");
    EXPECT_EQ(answer.header("Server"), "");
    if (row.status >= 400) {
      EXPECT_EQ(answer.header("Content-Type"), "application/problem+json");
      EXPECT_NE(answer.body.find("\"code\":\""), std::string::npos);
    }
    EXPECT_EQ(answer.header("Connection"), row.closed ? "close" : "");
    if (row.closed) {
      EXPECT_TRUE(client.closes_within(std::chrono::seconds(5)));
    } else {
      EXPECT_EQ(client.ask(get("/ping")).status, 200);
    }
  }
  EXPECT_EQ(test.client().ask(get("/ping")).body, "pong");
}

// The same bytes one at a time: no verdict may depend on how the network cuts a request.
TEST(Malformed, TheAnswerDoesNotDependOnHowBytesArrive) {
  TestServer test;
  test.start();
  for (const Malformed& row : malformed_requests()) {
    if (row.bytes.size() > 300) continue;
    SCOPED_TRACE(row.name);
    TestClient client = test.client();
    for (const char& byte : row.bytes) {
      if (!client.send({&byte, 1})) break;
    }
    EXPECT_EQ(client.read_answer().status, row.status);
  }
}

// Whatever hides behind a refused request must not be served.
TEST(Malformed, NothingIsSmuggledBehindARefusal) {
  TestServer test;
  std::atomic<int> reached{0};
  test.handler.routes["/secret"] = [&](Request&&, const Responder& to) {
    ++reached;
    to.send(Response::empty(204));
  };
  test.start();
  const std::string hidden = get("/secret");
  const std::string shapes[] = {
      framed("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n" + hidden),
      framed("Transfer-Encoding: xchunked\r\nContent-Length: 4\r\n", "0\r\n\r\n" + hidden),
      framed("Content-Length: 0\r\nContent-Length: 44\r\n", hidden),
      framed("Content-Length: 1048577\r\n", hidden),
      chunked("x\r\n" + hidden),
      chunked("0\r\nA: b\nC: d\r\n\r\n" + hidden),
      get("/", "A: b\r\n c\r\n") + hidden,
      post("/refused", hidden),
  };
  for (const std::string& shape : shapes) {
    TestClient client = test.client();
    client.send(shape);
    EXPECT_GE(client.read_answer().status, 400);
    EXPECT_TRUE(client.closes_within(std::chrono::seconds(5)));
  }
  EXPECT_EQ(reached, 0);
  // In a body it is content.
  TestClient client = test.client();
  EXPECT_EQ(client.ask(post("/echo", hidden)).body, hidden);
  EXPECT_EQ(reached, 0);
}

}  // namespace
}  // namespace wheelhouse::http
