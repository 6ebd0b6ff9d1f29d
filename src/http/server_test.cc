// The ordinary life of connections: order, bodies, files, threads, streams. Limits in time are in server_time_test.cc.
#include "http/server.h"

#include <fstream>
#include <set>

#include "http/test_client.h"

namespace wheelhouse::http {
namespace {

TEST(Server, KeepsAConnectionForManyRequests) {
  TestServer test;
  test.start();
  TestClient client = test.client();
  std::set<std::string> ids;
  for (int i = 0; i < 50; ++i) {
    const Answer answer = client.ask(get("/ping"));
    ASSERT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "pong");
    ids.insert(answer.header("X-Request-Id"));
  }
  EXPECT_EQ(ids.size(), 50u);
  EXPECT_EQ(test.server.stats().connections_total, 1u);
  EXPECT_EQ(test.server.stats().requests, 50u);
  EXPECT_EQ(test.server.stats().responses_by_class[2], 50u);
}

TEST(Server, ClosesWhenAsked) {
  TestServer test;
  test.start();
  TestClient client = test.client();
  EXPECT_EQ(client.ask(get("/ping", "Connection: close\r\n")).header("Connection"), "close");
  EXPECT_TRUE(client.closes_within(std::chrono::seconds(5)));
}

TEST(Server, SpeaksToOldClients) {
  TestServer test;
  test.start();
  TestClient once = test.client();
  EXPECT_EQ(once.ask("GET /ping HTTP/1.0\r\nHost: localhost\r\n\r\n").body, "pong");
  EXPECT_TRUE(once.closes_within(std::chrono::seconds(5)));
  TestClient kept = test.client();
  EXPECT_EQ(kept.ask("GET /ping HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n").header("Connection"), "keep-alive");
  EXPECT_EQ(kept.ask(get("/ping")).status, 200);
}

TEST(Server, AClientThatHasSaidAllStillGetsItsAnswer) {
  TestServer test;
  test.start();
  TestClient client = test.client();
  client.send(get("/ping"));
  client.finish_sending();
  EXPECT_EQ(client.read_answer().body, "pong");
  EXPECT_TRUE(client.closes_within(std::chrono::seconds(5)));
}

TEST(Server, HeadHasTheHeadOfGetAndNoBody) {
  TestServer test;
  test.start();
  TestClient client = test.client();
  client.send("HEAD /ping HTTP/1.1\r\nHost: localhost\r\n\r\n");
  const Answer answer = client.read_answer(true);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("Content-Length"), "4");
  EXPECT_EQ(client.ask(get("/ping")).body, "pong") << "no body may be in the way";
  client.send("HEAD /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(client.read_answer(true).status, 404);
  EXPECT_EQ(client.ask(get("/ping")).body, "pong");
}

TEST(Server, StatusesWithoutBody) {
  TestServer test;
  test.handler.routes["/204"] = [](Request&&, const Responder& to) { to.send(Response::with_body(204, "text/plain", "no")); };
  test.handler.routes["/304"] = [](Request&&, const Responder& to) { to.send(Response::empty(304)); };
  test.start();
  TestClient client = test.client();
  for (const char* path : {"/204", "/304"}) {
    const Answer answer = client.ask(get(path));
    EXPECT_EQ(answer.header("Content-Length"), "");
    EXPECT_EQ(client.ask(get("/ping")).body, "pong");
  }
}

TEST(Server, PipelinedRequestsAreAnsweredInOrder) {
  TestServer test;
  // The earlier a request, the later its handler is ready.
  test.handler.routes["/slow"] = [](Request&& request, const Responder& to) {
    std::thread([request = std::move(request), to] {
      const std::string number(request.parameters()->get("n"));
      std::this_thread::sleep_for(std::chrono::milliseconds(20 - 2 * std::stoi(number)));
      to.send(Response::with_body(200, "text/plain", number));
    }).detach();
  };
  test.start();
  TestClient client = test.client();
  std::string all;
  for (int i = 0; i < 10; ++i) all += get("/slow?n=" + std::to_string(i)) + post("/echo", "body " + std::to_string(i));
  client.send(all);
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(client.read_answer().body, std::to_string(i));
    EXPECT_EQ(client.read_answer().body, "body " + std::to_string(i));
  }
}

TEST(Server, ManyPipelinedRequestsInOnePiece) {
  TestServer test;
  test.start();
  TestClient client = test.client();
  std::string all;
  for (int i = 0; i < 5'000; ++i) all += get("/ping");
  std::thread sender([&] { client.send(all); });
  for (int i = 0; i < 5'000; ++i) ASSERT_EQ(client.read_answer().body, "pong") << i;
  sender.join();
}

TEST(Server, BodiesWithDeclaredLengthAndInChunks) {
  TestServer test;
  test.start();
  TestClient client = test.client();
  const std::string body(300'000, 'x');
  EXPECT_EQ(client.ask(post("/echo", body)).body, body);
  std::string chunked = "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (int i = 0; i < 300; ++i) chunked += "3E8;part=" + std::to_string(i) + "\r\n" + std::string(1000, 'x') + "\r\n";
  EXPECT_EQ(client.ask(chunked + "0\r\nSum: 1\r\n\r\n").body, body);
  EXPECT_EQ(client.ask(get("/ping")).body, "pong");
}

TEST(Server, ExpectContinueIsAnsweredBeforeTheBody) {
  TestServer test;
  test.start();
  TestClient client = test.client();
  client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.read_answer().status, 100);
  EXPECT_EQ(client.ask("hello").body, "hello");
  // Too long: refused without asking for it.
  client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000000\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.read_answer().status, 413);
}

TEST(Server, UploadsAreSpooledAndLeaveNothingBehind) {
  const auto directory = std::filesystem::temp_directory_path() / ("wheelhouse-spool-test-" + std::to_string(::getpid()));
  std::filesystem::create_directory(directory);
  ServerOptions options;
  options.temp_dir = directory;
  TestServer test(options);
  std::string seen;
  bool named = true;
  std::filesystem::path path;
  test.handler.routes["/upload"] = [&](Request&& request, const Responder& to) {
    std::ifstream in(request.body_file, std::ios::binary);
    seen.assign(std::istreambuf_iterator<char>(in), {});
    named = std::distance(std::filesystem::directory_iterator(directory), {}) > 0;
    path = request.body_file;
    to.send(Response::with_body(200, "text/plain", std::to_string(request.body_size) + " " + std::to_string(request.body.size())));
  };
  test.start();
  std::string body(5 << 20, '\0');
  for (std::size_t i = 0; i < body.size(); ++i) body[i] = static_cast<char>(i * 31 >> 7);
  EXPECT_EQ(test.client().ask(post("/upload", body)).body, std::to_string(body.size()) + " 0");
  EXPECT_TRUE(seen == body);
  EXPECT_FALSE(named) << "a crash would leave a file with a name";
  EXPECT_TRUE(eventually([&] { return !std::filesystem::exists(path); }));
  std::filesystem::remove_all(directory);
}

TEST(Server, BigUploadsAreRefusedWithoutReadingThem) {
  TestServer test;
  test.start();
  TestClient client = test.client();
  client.send("POST /upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1073741824\r\n\r\n");
  EXPECT_EQ(client.read_answer().status, 413);
  EXPECT_EQ(test.handler.requests, 0);
  // Without a declared length it is counted on the way, and the answer arrives although we keep sending.
  TestClient undeclared = test.client();
  undeclared.send("POST /upload HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "100000\r\n" + std::string(0x100000, 'x') + "\r\n";
  std::thread sender([&] {
    for (int i = 0; i < 64 && undeclared.send(chunk); ++i) {
    }
  });
  EXPECT_EQ(undeclared.read_answer().status, 413);
  sender.join();
  EXPECT_EQ(test.handler.requests, 0);
}

TEST(Server, AllBodiesInMemoryTogetherHaveALimit) {
  ServerOptions options;
  options.body_memory_total_max = 600'000;
  TestServer test(options);
  test.start();
  const std::string half(400'000, 'x');
  TestClient first = test.client();
  first.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 400001\r\n\r\n" + half);
  ASSERT_TRUE(eventually([&] { return test.server.stats().bytes_in >= half.size(); }));
  EXPECT_EQ(test.client().ask(post("/echo", half)).status, 503);
  // What the refused one held is given back with its exchange, just after its client has the answer.
  ASSERT_TRUE(eventually([&] { return test.server.stats().connections_open == 1; }));
  EXPECT_EQ(first.ask("x").body.size(), 400'001u);
  // Given back once an exchange has ended, which is just after its client has the answer.
  EXPECT_TRUE(eventually([&] { return test.client().ask(post("/echo", half)).status == 200; }));
}

TEST(Server, AnswersMayComeFromAnyThread) {
  TestServer test;
  test.handler.routes["/later"] = [](Request&&, const Responder& to) {
    std::thread([to] { to.send(Response::with_body(200, "text/plain", "later")); }).detach();
  };
  test.start();
  std::vector<std::thread> clients;
  std::atomic<int> right{0};
  for (int i = 0; i < 8; ++i) {
    clients.emplace_back([&] {
      TestClient client = test.client();
      for (int n = 0; n < 50; ++n) right += client.ask(get("/later")).body == "later" ? 1 : 0;
    });
  }
  for (std::thread& thread : clients) thread.join();
  EXPECT_EQ(right, 400);
}

TEST(Server, AnExchangeIsAnsweredExactlyOnce) {
  TestServer test;
  std::atomic<bool> second{true};
  test.handler.routes["/twice"] = [&](Request&&, const Responder& to) {
    to.send(Response::with_body(200, "text/plain", "one"));
    second = to.send(Response::with_body(200, "text/plain", "two")) || to.open_stream(Response()).is_open();
  };
  test.handler.routes["/never"] = [](Request&&, Responder) {};
  test.handler.routes["/throws"] = [](Request&&, const Responder&) { throw std::runtime_error("late"); };
  test.start();
  TestClient client = test.client();
  EXPECT_EQ(client.ask(get("/twice")).body, "one");
  EXPECT_TRUE(eventually([&] { return !second; }));
  for (const char* path : {"/never", "/throws", "/throws-early"}) {
    const Answer answer = client.ask(get(path));
    EXPECT_EQ(answer.status, 500) << path;
    EXPECT_NE(answer.body.find("\"code\":\"internal\""), std::string::npos);
    EXPECT_EQ(answer.body.find("late"), std::string::npos) << "what went wrong is for the log";
  }
  EXPECT_EQ(client.ask(get("/ping")).body, "pong") << "one bad handler harms no one else";
}

TEST(Server, ResponderOutlivesClientAndServer) {
  std::mutex mutex;
  std::vector<Responder> kept;
  std::vector<EventStream> streams;
  const auto holds = [&](std::size_t responders, std::size_t open_streams) {
    return eventually([&] {
      const std::lock_guard lock(mutex);
      return kept.size() == responders && streams.size() == open_streams;
    });
  };
  {
    TestServer test;
    test.handler.routes["/keep"] = [&](Request&&, Responder to) {
      const std::lock_guard lock(mutex);
      kept.push_back(std::move(to));
    };
    test.handler.routes["/stream"] = [&](Request&&, const Responder& to) {
      const std::lock_guard lock(mutex);
      streams.push_back(to.open_stream(Response()));
    };
    test.start();
    {
      TestClient gone = test.client();
      gone.send(get("/keep"));
      ASSERT_TRUE(holds(1, 0));
    }
    EXPECT_TRUE(kept.at(0).send(Response::empty(204)));
    TestClient client = test.client();
    client.send(get("/keep"));
    ASSERT_TRUE(holds(2, 0));
    TestClient listener = test.client();
    listener.send(get("/stream"));
    ASSERT_TRUE(holds(2, 1));
  }
  EXPECT_TRUE(kept.at(1).send(Response::empty(204)));
  EXPECT_FALSE(streams.at(0).is_open());
  EXPECT_FALSE(streams.at(0).write("x"));
  bool told = false;
  streams.at(0).on_close([&] { told = true; });
  EXPECT_TRUE(told);
}

TEST(Server, SharedStaticAndFileBodies) {
  const auto path = std::filesystem::temp_directory_path() / ("wheelhouse-send-test-" + std::to_string(::getpid()));
  const std::string content(3'000'000, 'f');
  std::ofstream(path, std::ios::binary) << content;
  const auto shared = std::make_shared<const std::string>(1'000'000, 's');
  TestServer test;
  test.handler.routes["/file"] = [&](Request&&, const Responder& to) {
    Response response;
    response.file = path;
    to.send(std::move(response));
  };
  test.handler.routes["/gone"] = [&](Request&&, const Responder& to) {
    Response response;
    response.file = path.string() + ".gone";
    to.send(std::move(response));
  };
  test.handler.routes["/directory"] = [&](Request&&, const Responder& to) {
    Response response;
    response.file = path.parent_path();
    to.send(std::move(response));
  };
  test.handler.routes["/shared"] = [&](Request&&, const Responder& to) {
    Response response;
    response.shared_body = shared;
    to.send(std::move(response));
  };
  test.handler.routes["/static"] = [&](Request&&, const Responder& to) {
    Response response;
    response.static_body = "compiled in";
    to.send(std::move(response));
  };
  test.start();
  TestClient client = test.client();
  EXPECT_TRUE(client.ask(get("/file")).body == content);
  client.send("HEAD /file HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(client.read_answer(true).header("Content-Length"), "3000000");
  EXPECT_EQ(client.ask(get("/gone")).status, 500);
  EXPECT_EQ(client.ask(get("/directory")).status, 500);
  EXPECT_TRUE(client.ask(get("/shared")).body == *shared);
  EXPECT_EQ(client.ask(get("/static")).body, "compiled in");
  std::filesystem::remove(path);
}

TEST(Server, HeadersCannotBeInjected) {
  TestServer test;
  test.handler.routes["/inject"] = [](Request&& request, const Responder& to) {
    Response response = Response::with_body(200, "text/plain", "x");
    response.headers.emplace_back("Content-Disposition", std::string(request.parameters()->get("name")));
    to.send(std::move(response));
  };
  test.start();
  TestClient client = test.client();
  EXPECT_EQ(client.ask(get("/inject?name=a%20b")).header("Content-Disposition"), "a b");
  const Answer answer = client.ask(get("/inject?name=a%0d%0aSet-Cookie:%20x"));
  EXPECT_EQ(answer.status, 500);
  EXPECT_EQ(answer.header("Set-Cookie"), "");
}

TEST(Server, DefaultHeadersGiveWayAndEdgeHeadersDoNot) {
  ServerOptions options;
  options.default_headers = {{"Referrer-Policy", "same-origin"}, {"X-Frame-Options", "DENY"}};
  TestServer test(options);
  test.handler.routes["/own"] = [](Request&&, const Responder& to) {
    Response response = Response::with_body(200, "text/plain", "x");
    response.set("referrer-policy", "no-referrer");
    response.set("Content-Length", "99");
    response.set("Connection", "upgrade");
    response.set("Transfer-Encoding", "chunked");
    to.send(std::move(response));
  };
  test.start();
  TestClient client = test.client();
  const Answer answer = client.ask(get("/own"));
  EXPECT_EQ(answer.header("Referrer-Policy"), "no-referrer");
  EXPECT_EQ(answer.header("X-Frame-Options"), "DENY");
  EXPECT_EQ(answer.header("Content-Length"), "1");
  EXPECT_EQ(answer.header("Connection"), "");
  EXPECT_EQ(answer.header("Transfer-Encoding"), "");
  EXPECT_EQ(client.ask("BAD\r\n\r\n").header("X-Frame-Options"), "DENY") << "errors too";
}

TEST(Server, ProblemsSpeakTheClientsLanguage) {
  ServerOptions options;
  options.problem_text = [](int status, std::string_view code, std::string_view language) {
    return std::to_string(status) + "|" + std::string(code) + "|" + std::string(language) + "|{request_id}";
  };
  TestServer test(options);
  test.start();
  const Answer answer =
      test.client().ask("POST /echo HTTP/1.1\r\nHost: localhost\r\nAccept-Language: zh-CN\r\nContent-Length: 9999999\r\n\r\n");
  EXPECT_NE(answer.body.find("\"detail\":\"413|body_too_large|zh-CN|" + answer.header("X-Request-Id") + "\""), std::string::npos)
      << answer.body;
  EXPECT_NE(answer.body.find("\"request_id\":\"" + answer.header("X-Request-Id")), std::string::npos);
}

TEST(Server, HostsProxiesAndAddresses) {
  ServerOptions options;
  options.allowed_hosts = {"Crm.Example", "192.0.2.7", "2001:db8::7"};
  options.trusted_proxies = {"127.0.0.1", "192.0.2.1"};
  TestServer test(options);
  test.handler.routes["/who"] = [](Request&& request, const Responder& to) {
    to.send(Response::with_body(200, "text/plain", request.remote_address + (request.secure ? " secure" : "")));
  };
  test.start();
  TestClient client = test.client();
  for (const char* host : {"crm.example", "CRM.example:443", "192.0.2.7:8080", "[2001:db8::7]", "localhost", "127.0.0.1:1", "[::1]"}) {
    EXPECT_EQ(client.ask("GET /ping HTTP/1.1\r\nHost: " + std::string(host) + "\r\n\r\n").status, 200) << host;
  }
  EXPECT_EQ(client.ask(get("/who")).body, "127.0.0.1");
  EXPECT_EQ(client.ask(get("/who", "X-Forwarded-For: 6.6.6.6, 203.0.113.9, 192.0.2.1\r\nX-Forwarded-Proto: https\r\n")).body,
            "203.0.113.9 secure");
  EXPECT_EQ(client.ask(get("/who", "X-Forwarded-For: 2001:db8::1\r\nX-Forwarded-For: 203.0.113.9\r\n")).body, "203.0.113.9");
  EXPECT_EQ(client.ask(get("/who", "X-Forwarded-For: nonsense\r\n")).body, "127.0.0.1");

  TestServer direct;
  direct.handler.routes = test.handler.routes;
  direct.start();
  EXPECT_EQ(direct.client().ask(get("/who", "X-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: https\r\n")).body, "127.0.0.1")
      << "anyone can write that";
}

TEST(Server, AccessRecordsTellEachExchange) {
  std::mutex mutex;
  std::vector<std::string> records;
  ServerOptions options;
  options.on_access = [&](const AccessRecord& record) {
    const std::lock_guard lock(mutex);
    records.push_back(std::string(record.method) + " " + std::string(record.path) + " " + std::to_string(record.status) +
                      std::string(record.refused));
  };
  TestServer test(options);
  test.start();
  TestClient client = test.client();
  client.ask(get("/ping?secret=1"));
  client.ask(get("/nothing"));
  client.ask("NONSENSE\r\n\r\n");
  ASSERT_TRUE(eventually([&] { const std::lock_guard lock(mutex); return records.size() == 3; }));
  EXPECT_EQ(records[0], "GET /ping 200");
  EXPECT_EQ(records[1], "GET /nothing 404");
  EXPECT_EQ(records[2], "  400bad_request_line") << "what the edge refuses has its code";
}

TEST(Server, ASecondServerOnThePortIsRefused) {
  TestServer first;
  first.start();
  ServerOptions options;
  options.port = first.server.port();
  TestServer second(options);
  const auto started = second.server.start();
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().reason, "address_in_use");
  options.port = 0;
  options.address = "not an address";
  EXPECT_EQ(TestServer(options).server.start().error().reason, "address_unusable");
  options.address = "127.0.0.1";
  options.temp_dir = "/nowhere/at/all";
  EXPECT_EQ(TestServer(options).server.start().error().reason, "temp_dir_unusable");
}

TEST(Server, FullServersSaySo) {
  ServerOptions options;
  options.connections_max = 3;
  TestServer test(options);
  test.start();
  std::vector<TestClient> inside;
  for (int i = 0; i < 3; ++i) {
    inside.push_back(test.client());
    EXPECT_EQ(inside.back().ask(get("/ping")).status, 200);
  }
  TestClient outside = test.client();
  const Answer answer = outside.ask(get("/ping"));
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.header("Connection"), "close");
  EXPECT_TRUE(outside.closes_within(std::chrono::seconds(5)));
  EXPECT_EQ(inside[0].ask(get("/ping")).status, 200);
  EXPECT_EQ(test.server.stats().connections_refused, 1u);
  inside.pop_back();
  EXPECT_TRUE(eventually([&] { return test.client().ask(get("/ping")).status == 200; }));
}

TEST(Server, OneAddressCannotTakeAllConnections) {
  ServerOptions options;
  options.connections_per_address_max = 2;
  options.count_loopback = true;
  TestServer test(options);
  test.start();
  TestClient first = test.client();
  TestClient second = test.client();
  EXPECT_EQ(first.ask(get("/ping")).status, 200);
  EXPECT_EQ(second.ask(get("/ping")).status, 200);
  EXPECT_EQ(test.client().ask(get("/ping")).status, 429);
}

}  // namespace
}  // namespace wheelhouse::http
