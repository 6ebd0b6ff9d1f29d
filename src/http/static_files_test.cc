#include "http/static_files.h"

#include <gtest/gtest.h>

namespace wheelhouse::http {
namespace {

constexpr EmbeddedFile kFiles[] = {
    {"index.html", "<!doctype html>"},
    {"assets/app-1a2b.js", "let a"},
    {"assets/app-1a2b.js.br", "BROTLI"},
    {"favicon.svg", "<svg/>"},
    {"empty.txt", ""},
};

StaticFiles make_files() {
  StaticFilesOptions options;
  options.html_headers = {{"Content-Security-Policy", "default-src 'self'"}};
  return StaticFiles(kFiles, options);
}

RequestHead get(std::string path, std::initializer_list<std::pair<const char*, const char*>> headers = {}) {
  RequestHead request;
  request.method = "GET";
  request.path = std::move(path);
  for (const auto& [name, value] : headers) request.headers.add(name, value);
  return request;
}

TEST(StaticFiles, ServesTheBytesWithTypeAndStrongTag) {
  const auto response = make_files().respond(get("/favicon.svg"));
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 200);
  EXPECT_EQ(response->static_body, "<svg/>");
  EXPECT_EQ(response->header("Content-Type"), "image/svg+xml; charset=utf-8");
  EXPECT_EQ(response->header("Cache-Control"), "no-cache");
  EXPECT_EQ(response->header("ETag").size(), 34u);
  EXPECT_EQ(response->header("Content-Security-Policy"), "");
}

TEST(StaticFiles, HashedNamesAreKeptForAYear) {
  const auto response = make_files().respond(get("/assets/app-1a2b.js"));
  ASSERT_TRUE(response);
  EXPECT_NE(response->header("Cache-Control").find("immutable"), std::string_view::npos);
  EXPECT_EQ(response->static_body, "let a");
  EXPECT_EQ(response->header("Content-Encoding"), "");
  EXPECT_EQ(response->header("Vary"), "Accept-Encoding");
}

TEST(StaticFiles, BrotliOnlyForThoseWhoTakeIt) {
  const StaticFiles files = make_files();
  const struct {
    const char* accept;
    bool brotli;
  } cases[] = {{"br", true}, {"gzip, deflate, BR", true}, {"br;q=0.5", true}, {"gzip,br;q=1", true}, {"br;q=0", false},
               {"br; q=0.000", false}, {"gzip", false}, {"", false}, {"brotli", false}, {"identity;q=0, br;q=0.001", true}};
  for (const auto& [accept, brotli] : cases) {
    const auto response = files.respond(get("/assets/app-1a2b.js", {{"Accept-Encoding", accept}}));
    EXPECT_EQ(response->static_body, brotli ? "BROTLI" : "let a") << accept;
    EXPECT_EQ(response->header("Content-Encoding"), brotli ? "br" : "") << accept;
  }
  EXPECT_FALSE(files.respond(get("/assets/app-1a2b.js.br"))) << "a variant is no file of its own";
}

TEST(StaticFiles, VariantsHaveTagsOfTheirOwn) {
  const StaticFiles files = make_files();
  const auto plain = files.respond(get("/assets/app-1a2b.js"));
  const auto brotli = files.respond(get("/assets/app-1a2b.js", {{"Accept-Encoding", "br"}}));
  EXPECT_NE(plain->header("ETag"), brotli->header("ETag"));
  const std::string tag(plain->header("ETag"));
  for (const std::string& sent : {tag, "W/" + tag, "\"x\", " + tag, std::string("*")}) {
    const auto again = files.respond(get("/assets/app-1a2b.js", {{"If-None-Match", sent.c_str()}}));
    EXPECT_EQ(again->status, 304) << sent;
    EXPECT_TRUE(again->static_body.empty());
    EXPECT_EQ(again->header("ETag"), tag);
  }
  EXPECT_EQ(files.respond(get("/assets/app-1a2b.js", {{"If-None-Match", tag.c_str()}, {"Accept-Encoding", "br"}}))->status, 200);
}

TEST(StaticFiles, NavigationsGetTheInterfaceAndNothingElseDoes) {
  const StaticFiles files = make_files();
  const auto page = files.respond(get("/accounts/7", {{"Accept", "text/html,*/*"}}));
  ASSERT_TRUE(page);
  EXPECT_EQ(page->static_body, "<!doctype html>");
  EXPECT_EQ(page->header("Content-Security-Policy"), "default-src 'self'");
  EXPECT_EQ(files.respond(get("/"))->static_body, "<!doctype html>");
  EXPECT_TRUE(files.respond(get("/a/b.c", {{"Accept", "text/html"}, {"Sec-Fetch-Mode", "navigate"}})));

  EXPECT_FALSE(files.respond(get("/accounts/7", {{"Accept", "application/json"}})));
  EXPECT_FALSE(files.respond(get("/accounts/7", {{"Accept", "text/html"}, {"Sec-Fetch-Mode", "cors"}})));
  EXPECT_FALSE(files.respond(get("/old.js", {{"Accept", "text/html"}})));
  EXPECT_FALSE(files.respond(get("/assets/gone.js", {{"Accept", "text/html"}, {"Sec-Fetch-Mode", "navigate"}})));
  RequestHead post = get("/accounts/7", {{"Accept", "text/html"}});
  post.method = "POST";
  EXPECT_FALSE(files.respond(post));
}

TEST(StaticFiles, OtherMethodsOnAFileAreRefused) {
  RequestHead request = get("/favicon.svg");
  request.method = "DELETE";
  const auto response = make_files().respond(request);
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 405);
  EXPECT_EQ(response->header("Allow"), "GET, HEAD");
}

TEST(StaticFiles, UnknownExtensionsAreNotGuessed) {
  EXPECT_EQ(content_type_of("a.exe"), "application/octet-stream");
  EXPECT_EQ(content_type_of("noextension"), "application/octet-stream");
  EXPECT_EQ(content_type_of("a.js"), "text/javascript; charset=utf-8");
}

}  // namespace
}  // namespace wheelhouse::http
