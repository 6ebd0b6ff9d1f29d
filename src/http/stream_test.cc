// Event streams: many, slow, ended from either side, written from any thread.
#include "http/test_client.h"

namespace wheelhouse::http {
namespace {

// Streams that a test holds in its hand.
struct Streams {
  std::mutex mutex;
  std::vector<EventStream> open;
  std::atomic<int> closed{0};

  TestHandler::Route route() {
    return [this](Request&&, const Responder& to) {
      Response head;
      head.set("Content-Type", "text/event-stream");
      const EventStream stream = to.open_stream(std::move(head));
      stream.on_close([this] { ++closed; });
      const std::lock_guard lock(mutex);
      open.push_back(stream);
    };
  }
  // The head reaches a client before its handler has returned.
  bool reaches(std::size_t count) {
    return eventually([&] {
      const std::lock_guard lock(mutex);
      return open.size() == count;
    });
  }
  EventStream at(std::size_t index) {
    const std::lock_guard lock(mutex);
    return open.at(index);
  }
};

struct StreamTest : testing::Test {
  void SetUp() override {
    test.handler.routes["/events"] = streams.route();
    test.start();
  }
  Streams streams;
  TestServer test{[] {
    ServerOptions options;
    options.stream_queue_bytes = 64 * 1024;
    return options;
  }()};
};

TEST_F(StreamTest, WritesArriveInOrderAndTheEndIsOrderly) {
  TestClient client = test.client();
  client.send(get("/events"));
  const Answer head = client.read_head();
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("Content-Type"), "text/event-stream");
  EXPECT_EQ(head.header("Transfer-Encoding"), "chunked");
  EXPECT_EQ(head.header("Content-Length"), "");
  ASSERT_TRUE(streams.reaches(1));
  const EventStream stream = streams.at(0);
  EXPECT_TRUE(stream.write("data: 1\n\n"));
  EXPECT_TRUE(stream.write(""));
  EXPECT_TRUE(stream.write(std::make_shared<const std::string>("data: 2\n\n")));
  std::string chunk;
  ASSERT_TRUE(client.read_chunk(chunk));
  EXPECT_EQ(chunk, "data: 1\n\n");
  ASSERT_TRUE(client.read_chunk(chunk));
  EXPECT_EQ(chunk, "data: 2\n\n");
  EXPECT_EQ(test.server.stats().streams_open, 1u);
  stream.write("last");
  stream.close();
  EXPECT_FALSE(stream.write("too late"));
  ASSERT_TRUE(client.read_chunk(chunk));
  EXPECT_EQ(chunk, "last");
  ASSERT_TRUE(client.read_chunk(chunk));
  EXPECT_EQ(chunk, "");
  EXPECT_TRUE(client.closes_within(std::chrono::seconds(5)));
  EXPECT_TRUE(eventually([&] { return streams.closed == 1 && test.server.stats().streams_open == 0; }));
}

TEST_F(StreamTest, WhatIsWrittenInsideTheHandlerIsSentToo) {
  test.server.stop();
  TestServer other;
  other.handler.routes["/all"] = [](Request&&, const Responder& to) {
    const EventStream stream = to.open_stream(Response());
    stream.write("a");
    stream.write("b");
    stream.close();
  };
  other.start();
  TestClient client = other.client();
  const Answer answer = client.ask(get("/all"));
  EXPECT_TRUE(answer.complete);
  EXPECT_EQ(answer.body, "ab");
  TestClient old = other.client();
  EXPECT_EQ(old.ask("GET /all HTTP/1.0\r\nHost: localhost\r\n\r\n").body, "ab");
  TestClient head = other.client();
  head.send("HEAD /all HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(head.read_answer(true).status, 200);
  EXPECT_TRUE(head.closes_within(std::chrono::seconds(5)));
}

TEST_F(StreamTest, AClientThatLeavesIsNoticed) {
  {
    TestClient client = test.client();
    client.send(get("/events"));
    client.read_head();
    ASSERT_TRUE(streams.reaches(1));
  }
  EXPECT_TRUE(eventually([&] { return streams.closed == 1; }));
  EXPECT_FALSE(streams.at(0).is_open());
  EXPECT_FALSE(streams.at(0).write("x"));
}

TEST_F(StreamTest, ASlowReaderIsCutOffAndOthersAreNot) {
  TestClient slow = test.client();
  slow.send(get("/events"));
  slow.read_head();
  ASSERT_TRUE(streams.reaches(1));
  TestClient quick = test.client();
  quick.send(get("/events"));
  quick.read_head();
  ASSERT_TRUE(streams.reaches(2));
  const auto event = std::make_shared<const std::string>(16 * 1024, 'e');
  std::atomic<bool> reading{true};
  std::atomic<int> read{0};
  std::thread reader([&] {
    std::string chunk;
    while (reading && quick.read_chunk(chunk) && !chunk.empty()) ++read;
  });
  int written = 0;
  // Socket buffers take some megabytes before the queue can fill.
  while (streams.at(0).write(event) && written < 5'000) {
    ++written;
    if (!streams.at(1).write(event) || !eventually([&] { return read == written; })) {
      ADD_FAILURE() << "the quick one was held up after " << written;
      break;
    }
  }
  EXPECT_LT(written, 5'000);
  EXPECT_FALSE(streams.at(0).is_open());
  EXPECT_TRUE(eventually([&] { return streams.closed == 1; }));
  EXPECT_TRUE(streams.at(1).is_open());
  reading = false;
  streams.at(1).close();
  reader.join();
}

TEST_F(StreamTest, FiveHundredStreamsHearOneBroadcast) {
  constexpr int kStreams = 500;
  std::vector<TestClient> clients;
  for (int i = 0; i < kStreams; ++i) {
    clients.push_back(test.client());
    clients.back().send(get("/events"));
  }
  ASSERT_TRUE(streams.reaches(kStreams));
  const auto event = std::make_shared<const std::string>("event: change\ndata: {}\n\n");
  std::vector<std::thread> writers;
  for (int t = 0; t < 4; ++t) {
    writers.emplace_back([&] {
      for (int i = 0; i < kStreams; ++i) streams.at(static_cast<std::size_t>(i)).write(event);
    });
  }
  for (std::thread& writer : writers) writer.join();
  for (TestClient& client : clients) {
    client.read_head();
    std::string chunk;
    for (int i = 0; i < 4; ++i) {
      ASSERT_TRUE(client.read_chunk(chunk));
      ASSERT_EQ(chunk, *event);
    }
  }
  EXPECT_EQ(test.client().ask(get("/ping")).body, "pong");
  EXPECT_TRUE(test.server.stop(std::chrono::seconds(10))) << "streams end in order when the server drains";
  EXPECT_EQ(streams.closed, kStreams);
}

TEST(EventStream, ADefaultOneIsClosed) {
  const EventStream stream;
  EXPECT_FALSE(stream.is_open());
  EXPECT_FALSE(stream.write("x"));
  stream.close();
  int told = 0;
  stream.on_close([&] { ++told; });
  EXPECT_EQ(told, 1);
}

}  // namespace
}  // namespace wheelhouse::http
