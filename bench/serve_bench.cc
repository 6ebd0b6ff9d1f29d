// The figures of a served book, as rows of Markdown for docs/PERFORMANCE.md. Starts the program itself, asks it as a browser or a
// script would, and stops it.
//   serve_bench PROGRAM BOOK [part …]      parts: start load list wheel search memory (all of them when none is named)
// The machine may be shared: throughput is told as ratios of rounds that follow one another, work of one request also as the
// processor time that the server spent on it.
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>

#include <boost/json.hpp>

#include "bench/http_client.h"
#include "bench/invented_names.h"
#include "text/utf8.h"

namespace {
using namespace wheelhouse::bench;
using Clock = std::chrono::steady_clock;
namespace json = boost::json;

// BOOK: a file of SQLite, or postgresql://…
std::string address_of(const std::string& book) { return book.find("://") == std::string::npos ? "sqlite:" + book : book; }

double milliseconds_since(Clock::time_point start) { return std::chrono::duration<double, std::milli>(Clock::now() - start).count(); }

double at(std::vector<double>& values, double share) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

std::string output_of(const std::string& command) {
  std::string text;
  FILE* pipe = ::popen(command.c_str(), "r");
  char bytes[4096];
  while (pipe && std::fgets(bytes, sizeof bytes, pipe)) text += bytes;
  if (pipe) ::pclose(pipe);
  return text;
}

class Server {
 public:
  Server(const std::string& program, const std::string& book) {
    int out[2];
    if (::pipe2(out, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    const auto start = Clock::now();
    process_ = ::fork();
    if (process_ == 0) {
      ::dup2(out[1], 1);
      ::setenv("WHEELHOUSE_PERSON_LIMITS", "off", 1);  // one person stands for hundreds here
      ::execl(program.c_str(), program.c_str(), "--db", address_of(book).c_str(), "serve", "--listen", "127.0.0.1:0", "--print-json",
              nullptr);
      std::_Exit(127);
    }
    ::close(out[1]);
    std::string line;
    for (char c = 0; ::read(out[0], &c, 1) == 1 && c != '\n';) line += c;
    start_milliseconds = milliseconds_since(start);
    const std::string listening = json::parse(line).at("listening").as_string().c_str();
    port = static_cast<std::uint16_t>(std::stoi(listening.substr(listening.rfind(':') + 1)));
  }
  ~Server() {
    ::kill(process_, SIGTERM);
    ::waitpid(process_, nullptr, 0);
  }
  // Processor time of all its threads so far.
  double cpu_milliseconds() const {
    double nanoseconds = 0;
    for (const auto& task : std::filesystem::directory_iterator("/proc/" + std::to_string(process_) + "/task")) {
      std::ifstream file(task.path() / "schedstat");
      double running = 0;
      file >> running;
      nanoseconds += running;
    }
    return nanoseconds / 1e6;
  }
  double resident_mib() const {
    std::ifstream status("/proc/" + std::to_string(process_) + "/status");
    std::string word;
    while (status >> word && word != "VmRSS:") {}
    double kib = 0;
    status >> kib;
    return kib / 1024;
  }
  std::uint16_t port = 0;
  double start_milliseconds = 0;

 private:
  pid_t process_ = -1;
};

void row(const std::string& work, const std::string& goal, const std::string& measured) {
  std::cout << "| " << work << " | " << goal << " | " << measured << " |" << std::endl;
}
std::string number(double value, int digits = 2) {
  char text[40];
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  return text;
}

class Bench {
 public:
  Bench(std::string program, std::string book) : program_(std::move(program)), book_(std::move(book)) {
    const std::string made = output_of(program_ + " --json --db '" + address_of(book_) + "' key add --label bench --scope write");
    key_ = json::parse(made).at("key").as_string().c_str();
  }

  void start() {
    std::vector<double> times;
    for (int i = 0; i < 5; ++i) times.push_back(Server(program_, book_).start_milliseconds);
    row("start to listening", "≤ 300 ms", number(at(times, 0.5), 0) + " ms (five starts, middle one)");
  }

  void load() {
    Server server(program_, book_);
    const std::vector<std::string> ids = account_ids(server);
    Dice dice(1);
    std::uint64_t notes = 0;
    std::vector<double> get_ratio, post_ratio, get_cpu, post_cpu, post_p99, get_p99;
    std::int64_t failed = 0;
    const auto busy = [&](int expected, const std::function<std::string()>& make, double& cpu) {
      const double before = server.cpu_milliseconds();
      Load load = keep_busy(server.port, 64, 2.0, expected, make);
      cpu = (server.cpu_milliseconds() - before) * 1000 / static_cast<double>(load.milliseconds.size());
      failed += load.failed;
      return load;
    };
    double live_rate = 0, live_cpu_last = 0;
    for (int round = 0; round < 6; ++round) {
      double live_cpu = 0, cpu = 0;
      const Load live = busy(
          200, [] { return get_request("/livez", ""); }, live_cpu);
      const Load get = busy(
          200, [&] { return get_request("/api/v1/accounts/" + ids[dice.next() % ids.size()], key_); }, cpu);
      const double get_round_cpu = cpu;
      const Load post = busy(
          201,
          [&] {
            return post_request(
                "/api/v1/notes", key_, "bench-" + std::to_string(dice.next()) + std::to_string(notes++),
                R"({"account_id":")" + ids[dice.next() % ids.size()] + R"(","text":"客户说下周三开会，参加的有采购和生产的负责人"})");
          },
          cpu);
      if (round == 0) continue;  // caches are cold
      live_rate = std::max(live_rate, live.requests_per_second);
      live_cpu_last = live_cpu;
      get_ratio.push_back(get.requests_per_second / live.requests_per_second);
      post_ratio.push_back(post.requests_per_second / live.requests_per_second);
      get_cpu.push_back(get_round_cpu / live_cpu);
      post_cpu.push_back(cpu / live_cpu);
      get_p99.push_back(get.at(0.99));
      post_p99.push_back(post.at(0.99));
    }
    row("`/livez`, 64 connections", "—", number(live_rate, 0) + "/s at best, " + number(live_cpu_last, 1) + " µs of processor each");
    row("GET one account, 64 connections", "≥ 0.40 of `/livez`",
        number(at(get_ratio, 0.5)) + " (" + number(1 / at(get_cpu, 0.5)) + " by processor time), p99 " + number(at(get_p99, 0.5), 1) +
            " ms");
    row("POST one note, durable, 64 connections", "≥ 0.20 of `/livez`, p99 ≤ 25 ms",
        number(at(post_ratio, 0.5)) + " (" + number(1 / at(post_cpu, 0.5)) + " by processor time), p99 " + number(at(post_p99, 0.5), 1) +
            " ms");
    if (failed > 0) row("answers other than expected", "0", std::to_string(failed));
  }

  void list() {
    Server server(program_, book_);
    Connection connection(server.port);
    Dice dice(2);
    const auto users = seller_ids(connection);
    const auto seller = [&] { return "owner_id=" + users[dice.next() % users.size()]; };
    const auto industry = [&] { return "industry=" + percent(dice.of(kIndustries)); };
    const std::array<std::string, 8> stages{"satisfaction", "recognition",   "decision", "criteria",
                                            "assessment",   "investigation", "choice",   "reassessment"};
    const auto stage = [&] { return "stage=" + stages[dice.below(8)]; };
    using Make = std::function<std::string()>;
    std::vector<std::pair<std::string, Make>> cases;
    for (const std::string sort : {"name", "stage", "-value", "-dwell"}) {
      cases.emplace_back("all, sort " + sort, [=] { return "sort=" + sort; });
      cases.emplace_back("of an owner, sort " + sort, [=] { return seller() + "&sort=" + sort; });
      cases.emplace_back("at a stage, sort " + sort, [=] { return stage() + "&sort=" + sort; });
      cases.emplace_back("of an industry, sort " + sort, [=] { return industry() + "&sort=" + sort; });
    }
    cases.emplace_back("of an industry and a region, at a stage, sort name",
                       [=] { return industry() + "&" + stage() + "&region=" + percent("西北") + "&sort=name"; });
    cases.emplace_back("stuck, sort -dwell", [] { return std::string("stuck=true&sort=-dwell"); });
    for (const std::string collection : {"accounts", "opportunities"}) {
      std::vector<double> middles;
      for (const auto& [name, make] : cases) {
        if (collection == "opportunities" && name.find("industry") != std::string::npos) continue;
        const Times times = ask(server, connection, 60, [&] { return "/api/v1/" + collection + "?limit=50&" + make(); });
        middles.push_back(times.median);
        row("list 50 " + collection + ": " + name, "≤ 3 ms", times.text());
      }
      for (const std::string sort : {"name", "-value"}) {
        const auto deep = deep_cursors(connection, collection, sort);
        if (deep.empty()) continue;
        const Times times = ask(server, connection, 60, [&] {
          return "/api/v1/" + collection + "?limit=50&sort=" + sort + "&cursor=" + deep[dice.next() % deep.size()];
        });
        middles.push_back(times.median);
        row("list 50 " + collection + ": next page, 20,000 rows in, sort " + sort, "≤ 3 ms", times.text());
      }
      row("list 50 " + collection + ": **middle of the middles**", "≤ 3 ms", number(at(middles, 0.5)) + " ms");
    }
  }

  void wheel() {
    Server server(program_, book_);
    Connection connection(server.port);
    Dice dice(3);
    const auto users = seller_ids(connection);
    for (const std::string unit : {"account", "opportunity"}) {
      const std::string base = "/api/v1/wheel?unit=" + unit;
      const json::value whole = json::parse(connection.exchange(get_request(base, key_)).body);
      const std::string of = std::to_string(whole.at("total").as_int64()) + " " + (unit == "account" ? "accounts" : "opportunities");
      const std::string goal = whole.at("total").as_int64() > 300'000 ? "≤ 150 ms" : "≤ 20 ms";
      const auto measure = [&](const std::string& name, const std::function<std::string()>& make) {
        row("wheel of " + of + name, goal, ask(server, connection, 20, make).text());
      };
      measure("", [&] { return base; });
      measure(", one owner", [&] { return base + "&owner_id=" + users[dice.next() % users.size()]; });
      measure(", as of a past day", [&] { return base + "&as_of=" + past_day(dice); });
      measure(", one currency", [&] { return base + "&currency=CNY"; });
      measure(", one industry (odd filter)", [&] { return base + "&industry=" + percent(dice.of(kIndustries)); });
      measure(", dots", [&] { return "/api/v1/wheel/dots?unit=" + unit; });
      measure(", twelve weeks", [&] { return "/api/v1/wheel/history?unit=" + unit + "&weeks=12"; });
      measure(", stuck list", [&] { return "/api/v1/wheel/stuck?unit=" + unit; });
    }
  }

  void search() {
    Server server(program_, book_);
    Connection connection(server.port);
    std::vector<std::string> mix;
    for (const std::string common :
         {"公司", "有限公司", "有限", "上海", "北京", "科技", "限", "司", "海",      "上",  "s",     "sh", "shang", "shanghai", "yx",
          "gs",   "kj",       "z",    "l",    "lan",  "a",    "al", "sy", "systems", "ltd", "group", "in", "go",    "bj",       "beijing"})
      mix.push_back(common);
    Dice dice(4);
    while (mix.size() < 300) {
      const std::string name = company_name(dice);
      const std::vector<std::string> characters = characters_of(name);
      if (characters.size() < 6) continue;
      const bool latin = characters[0].size() == 1;
      const std::uint32_t length = latin ? 2 + dice.below(5) : 1 + dice.below(4);
      const std::uint32_t from = latin || dice.chance(50) ? 0 : dice.below(static_cast<std::uint32_t>(characters.size()) - 4);
      std::string query;
      for (std::uint32_t i = 0; i < length; ++i) query += characters[from + i];
      mix.push_back(query);
      std::string letters;  // initials or a beginning of pinyin that somebody might try
      for (std::uint32_t i = 2 + dice.below(5); i > 0; --i) letters += static_cast<char>('a' + dice.below(26));
      if (dice.chance(30)) mix.push_back(letters);
    }
    std::size_t next = 0;
    std::vector<std::pair<double, std::string>> slowest;
    const Times times = ask(
        server, connection, static_cast<int>(mix.size()) * 3,
        [&] { return "/api/v1/search?limit=10&q=" + percent(mix[next++ % mix.size()]); }, &slowest);
    row("search as you type, mix of " + std::to_string(mix.size()) + " (1–4 characters, 2–6 letters, the commonest among them)",
        "p99 ≤ 20 ms",
        "p99 " + number(times.p99) + " ms, median " + number(times.median) + " ms, processor p99 about " + number(times.cpu_max) +
            " ms at most");
  }

  void memory() {
    const std::string empty = book_ + ".empty";
    std::filesystem::remove(empty);
    {
      Server idle(program_, empty);
      row("resident memory, idle, empty book", "≤ 40 MiB", number(idle.resident_mib(), 0) + " MiB");
    }
    Server server(program_, book_);
    row("resident memory, idle, this book", "≤ 40 MiB", number(server.resident_mib(), 0) + " MiB");
    Dice dice(5);
    const std::vector<std::string> ids = account_ids(server);
    const auto users = [&] {
      Connection c(server.port);
      return seller_ids(c);
    }();
    keep_busy(server.port, 64, 6.0, 200, [&] {
      switch (dice.below(5)) {
        case 0:
          return get_request("/api/v1/accounts?sort=-value&owner_id=" + users[dice.next() % users.size()], key_);
        case 1:
          return get_request("/api/v1/search?q=" + percent(dice.of(kPlaces)), key_);
        case 2:
          return get_request("/api/v1/wheel?unit=account", key_);
        default:
          return get_request("/api/v1/accounts/" + ids[dice.next() % ids.size()], key_);
      }
    });
    row("resident memory, serving this book to 64 connections", "≤ 300 MiB", number(server.resident_mib(), 0) + " MiB");
  }

 private:
  struct Times {
    double median = 0, p99 = 0, cpu = 0, cpu_max = 0;
    std::string text() const { return number(median) + " ms (p99 " + number(p99) + "), " + number(cpu) + " ms of processor"; }
  };
  Times ask(Server& server, Connection& connection, int count, const std::function<std::string()>& make,
            std::vector<std::pair<double, std::string>>* slowest = nullptr) {
    for (int i = 0; i < 3; ++i) connection.exchange(get_request(make(), key_));
    std::vector<double> times;
    double most = 0;
    const double before = server.cpu_milliseconds();
    double cpu_before = before;
    for (int i = 0; i < count; ++i) {
      const std::string target = make();
      const auto start = Clock::now();
      const Answer answer = connection.exchange(get_request(target, key_));
      times.push_back(milliseconds_since(start));
      if (answer.status != 200) std::cerr << target << " answered " << answer.status << ": " << answer.body.substr(0, 200) << "\n";
      if (slowest) {
        const double cpu = server.cpu_milliseconds();
        slowest->emplace_back(cpu - cpu_before, target);
        cpu_before = cpu;
      }
    }
    Times result;
    result.cpu = (server.cpu_milliseconds() - before) / count;
    if (slowest) {
      std::sort(slowest->rbegin(), slowest->rend());
      most = (*slowest)[slowest->size() / 100].first;
      for (std::size_t i = 0; i < 8 && i < slowest->size(); ++i)
        std::cerr << number((*slowest)[i].first) << " ms of processor: " << (*slowest)[i].second << "\n";
    }
    result.cpu_max = most;
    result.median = at(times, 0.5);
    result.p99 = at(times, 0.99);
    return result;
  }

  json::value read(Connection& connection, const std::string& target) {
    const Answer answer = connection.exchange(get_request(target, key_));
    if (answer.status != 200) throw std::runtime_error(target + " answered " + std::to_string(answer.status) + ": " + answer.body);
    return json::parse(answer.body);
  }
  // Two thousand accounts from all over the book: every owner's first.
  std::vector<std::string> account_ids(Server& server) {
    Connection connection(server.port);
    std::vector<std::string> ids;
    for (const std::string& owner : seller_ids(connection)) {
      const json::value page = read(connection, "/api/v1/accounts?limit=10&sort=name&owner_id=" + owner);
      for (const auto& item : page.at("items").as_array())
        ids.emplace_back(item.at("id").as_string());
      if (ids.size() > 2000) break;
    }
    return ids;
  }
  std::vector<std::string> seller_ids(Connection& connection) {
    std::set<std::string> ids;
    const json::value page = read(connection, "/api/v1/users?limit=200");
    for (const auto& item : page.at("items").as_array())
      if (item.at("role").as_string() == "seller") ids.emplace(item.at("id").as_string());
    return {ids.begin(), ids.end()};
  }
  std::vector<std::string> deep_cursors(Connection& connection, const std::string& collection, const std::string& sort) {
    std::vector<std::string> cursors;
    std::string cursor;
    for (int page = 0; page < 110; ++page) {
      const json::value answer =
          read(connection, "/api/v1/" + collection + "?limit=200&sort=" + sort + (cursor.empty() ? "" : "&cursor=" + cursor));
      if (answer.at("next").is_null()) return cursors;
      cursor = answer.at("next").as_string().c_str();
      if (page >= 99) cursors.push_back(cursor);
    }
    return cursors;
  }
  static std::string percent(std::string_view text) {
    std::string out;
    char hex[4];
    for (const unsigned char c : text) {
      std::snprintf(hex, sizeof hex, "%%%02X", c);
      out += hex;
    }
    return out;
  }
  static std::vector<std::string> characters_of(std::string_view text) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < text.size();) {
      const std::size_t length = wheelhouse::text::decode_utf8(text, i).length;
      out.emplace_back(text.substr(i, length));
      i += length;
    }
    return out;
  }
  static std::string past_day(Dice& dice) {
    const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    const std::chrono::year_month_day day(today - std::chrono::days(1 + dice.below(400)));
    char text[16];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                  static_cast<unsigned>(day.day()));
    return text;
  }

  const std::string program_, book_;
  std::string key_;
};

}  // namespace

int main(int count, char** words) {
  if (count < 3) {
    std::cerr << "serve_bench PROGRAM BOOK.db [start|load|list|wheel|search|memory …]\n";
    return 2;
  }
  std::set<std::string> parts(words + 3, words + count);
  if (parts.empty()) parts = {"start", "load", "list", "wheel", "search", "memory"};
  try {
    Bench bench(words[1], words[2]);
    if (parts.contains("start")) bench.start();
    if (parts.contains("memory")) bench.memory();
    if (parts.contains("list")) bench.list();
    if (parts.contains("wheel")) bench.wheel();
    if (parts.contains("search")) bench.search();
    if (parts.contains("load")) bench.load();
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
  return 0;
}
