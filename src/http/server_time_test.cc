// Timeouts and draining, with short limits and generous margins: a loaded machine must not fail them.
#include "http/test_client.h"

namespace wheelhouse::http {
namespace {
using std::chrono::milliseconds;
using std::chrono::seconds;

milliseconds since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - start);
}

TEST(Timeouts, ASlowHeadIsCutAtTheDeadlineHoweverItTrickles) {
  ServerOptions options;
  options.header_timeout = milliseconds(400);
  TestServer test(options);
  test.start();
  TestClient client = test.client();
  const auto start = std::chrono::steady_clock::now();
  client.send("GET / HTTP/1.1\r\nHost: localhost\r\n");
  std::thread dripper([&] {
    // A byte every 20 ms would keep any timeout alive that starts anew with each byte.
    for (int i = 0; i < 400 && client.send("A"); ++i) std::this_thread::sleep_for(milliseconds(20));
  });
  const Answer answer = client.read_answer();
  const milliseconds took = since(start);
  EXPECT_EQ(answer.status, 408);
  EXPECT_GE(took, milliseconds(390));
  EXPECT_LT(took, seconds(6));
  dripper.join();
}

TEST(Timeouts, SilentConnectionsAreClosed) {
  ServerOptions options;
  options.header_timeout = milliseconds(200);
  options.keep_alive_timeout = milliseconds(300);
  TestServer test(options);
  test.start();
  TestClient never_spoke = test.client();
  EXPECT_TRUE(never_spoke.closes_within(seconds(6)));
  TestClient spoke = test.client();
  EXPECT_EQ(spoke.ask(get("/ping")).status, 200);
  EXPECT_TRUE(spoke.closes_within(seconds(6))) << "and without a 408 that the next request would take for its answer";
}

TEST(Timeouts, ABodyMustArrive) {
  ServerOptions options;
  options.body_idle_timeout = milliseconds(300);
  TestServer test(options);
  test.start();
  TestClient stopped = test.client();
  EXPECT_EQ(stopped.ask("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nabc").status, 408);
  EXPECT_TRUE(stopped.closes_within(seconds(6)));
  EXPECT_EQ(test.handler.requests, 0);
}

TEST(Timeouts, ABodyMustNotTrickle) {
  ServerOptions options;
  options.body_idle_timeout = milliseconds(300);
  options.bytes_per_second_min = 1'000'000;
  TestServer test(options);
  test.start();
  TestClient client = test.client();
  client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n");
  std::thread dripper([&] {
    for (int i = 0; i < 400 && client.send("a"); ++i) std::this_thread::sleep_for(milliseconds(20));
  });
  EXPECT_EQ(client.read_answer().status, 408);
  dripper.join();
}

TEST(Timeouts, AnAnswerMustBeRead) {
  ServerOptions options;
  options.write_timeout = milliseconds(300);
  TestServer test(options);
  const auto large = std::make_shared<const std::string>(64 << 20, 'x');
  test.handler.routes["/large"] = [&](Request&&, const Responder& to) {
    Response response;
    response.shared_body = large;
    to.send(std::move(response));
  };
  test.start();
  TestClient client = test.client();
  client.send(get("/large"));
  EXPECT_TRUE(eventually([&] { return test.server.stats().connections_open == 1; }));
  EXPECT_TRUE(eventually([&] { return test.server.stats().connections_open == 0; })) << "nobody reads: the connection is given up";
}

TEST(Timeouts, AHandlerMayTakeItsTime) {
  ServerOptions options;
  options.header_timeout = options.body_idle_timeout = options.keep_alive_timeout = options.write_timeout = milliseconds(100);
  TestServer test(options);
  test.handler.routes["/slow"] = [](Request&&, const Responder& to) {
    std::thread([to] {
      std::this_thread::sleep_for(milliseconds(500));
      to.send(Response::with_body(200, "text/plain", "done"));
    }).detach();
  };
  test.handler.routes["/quiet"] = [](Request&&, const Responder& to) {
    std::thread([stream = to.open_stream(Response())] {
      std::this_thread::sleep_for(milliseconds(500));
      stream.write("still here");
      stream.close();
    }).detach();
  };
  test.start();
  EXPECT_EQ(test.client().ask(get("/slow")).body, "done");
  EXPECT_EQ(test.client().ask(get("/quiet")).body, "still here");
}

TEST(Timeouts, SlowClientsDoNotSlowOthers) {
  TestServer test;
  test.start();
  std::vector<TestClient> slow;
  for (int i = 0; i < 300; ++i) {
    slow.push_back(test.client());
    slow.back().send(i % 2 ? "GET / HTTP/1.1\r\nHo" : "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nabc");
  }
  TestClient client = test.client();
  for (int i = 0; i < 200; ++i) ASSERT_EQ(client.ask(get("/ping")).status, 200);
}

TEST(Draining, UnderLoadNothingIsTruncated) {
  for (int round = 0; round < 3; ++round) {
    TestServer test;
    const std::string body(200'000, 'b');
    test.handler.routes["/work"] = [&](Request&&, const Responder& to) {
      std::thread([&body, to] {
        std::this_thread::sleep_for(milliseconds(3));
        to.send(Response::with_body(200, "text/plain", body));
      }).detach();
    };
    test.start();
    const std::uint16_t port = test.server.port();
    std::atomic<int> whole{0};
    std::atomic<int> truncated{0};
    std::atomic<bool> go_on{true};
    std::vector<std::thread> clients;
    for (int i = 0; i < 12; ++i) {
      clients.emplace_back([&, port] {
        while (go_on) {
          TestClient client(port);
          if (!client.connected()) return;
          for (int n = 0; n < 20; ++n) {
            if (!client.send(get("/work"))) break;
            const Answer answer = client.read_answer();
            if (answer.status == 0) break;  // refused as a whole: an honest answer, and safe to repeat elsewhere
            if (answer.complete && answer.body == body) ++whole;
            else ++truncated;
            if (answer.header("Connection") == "close") break;
          }
        }
      });
    }
    EXPECT_TRUE(eventually([&] { return whole > 30; }));
    const auto start = std::chrono::steady_clock::now();
    EXPECT_TRUE(test.server.stop(seconds(10)));
    EXPECT_LT(since(start), seconds(10));
    go_on = false;
    for (std::thread& client : clients) client.join();
    EXPECT_EQ(truncated, 0);
    EXPECT_FALSE(TestClient(port).connected());
  }
}

TEST(Draining, WaitsForTheBodyAndTheHandlerButNotForever) {
  TestServer test;
  std::mutex mutex;
  std::vector<Responder> kept;
  test.handler.routes["/keep"] = [&](Request&&, Responder to) {
    const std::lock_guard lock(mutex);
    kept.push_back(std::move(to));
  };
  test.start();
  TestClient idle = test.client();
  EXPECT_EQ(idle.ask(get("/ping")).status, 200);
  TestClient uploading = test.client();
  uploading.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 6\r\n\r\nabc");
  TestClient stuck = test.client();
  stuck.send(get("/keep"));
  ASSERT_TRUE(eventually([&] { return test.server.stats().requests == 3 && test.handler.requests == 2; }));

  std::atomic<int> result{-1};
  std::thread stopper([&] { result = test.server.stop(milliseconds(1500)) ? 1 : 0; });
  EXPECT_TRUE(idle.closes_within(seconds(6)));
  const Answer answer = uploading.ask("def");
  EXPECT_EQ(answer.body, "abcdef");
  EXPECT_EQ(answer.header("Connection"), "close");
  stopper.join();
  EXPECT_EQ(result, 0) << "the stuck one was cut off, and that is said";
  EXPECT_TRUE(stuck.closes_within(seconds(6)));
}

TEST(Draining, StoppingTwiceAndNeverStartedIsFine) {
  TestServer test;
  EXPECT_TRUE(test.server.stop());
  TestServer started;
  started.start();
  EXPECT_TRUE(started.server.stop(milliseconds(0)));
  EXPECT_TRUE(started.server.stop());
}

}  // namespace
}  // namespace wheelhouse::http
