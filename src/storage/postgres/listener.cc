#include "storage/postgres/listener.h"

#include <libpq-fe.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <memory>
#include <string>
#include <vector>

#include "storage/postgres/address.h"
#include "storage/postgres/wal_position.h"
#include "storage/session.h"

namespace wheelhouse::storage::postgres {
namespace {
constexpr int kTryAgainMs = 1'000;
constexpr int kAskAliveMs = 30'000;  // a network that swallows packets says nothing: ask
}  // namespace

Listener::Listener(std::string url, std::string channel, std::string own, std::function<void(std::string_view)> hear,
                   std::function<void(std::string_view)> reach)
    : url_(std::move(url)),
      channel_(std::move(channel)),
      own_(std::move(own)),
      hear_(std::move(hear)),
      reach_(std::move(reach)),
      stop_(::eventfd(0, EFD_CLOEXEC)),
      thread_([this] { loop(); }) {}

Listener::~Listener() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = ::write(stop_, &one, sizeof one);
  thread_.join();
  ::close(stop_);
}

// False when it is to end. `socket` may be -1: then it only waits.
bool Listener::wait(int socket, int milliseconds) {
  pollfd files[2] = {{stop_, POLLIN, 0}, {socket, POLLIN, 0}};
  ::poll(files, 2, milliseconds);
  return (files[0].revents & POLLIN) == 0;
}

void Listener::loop() {
  bool again = false;
  while (listen_once(again)) {
    again = true;
    if (!wait(-1, kTryAgainMs)) return;
  }
}

bool Listener::listen_once(bool again) {
  struct Close {
    void operator()(PGconn* connection) const { PQfinish(connection); }
    void operator()(PGresult* result) const { PQclear(result); }
    void operator()(PGnotify* notice) const { PQfreemem(notice); }
  };
  std::vector<const char*> keywords, values;
  const auto parameters = parameters_of(url_, Purpose::write);
  for (const auto& [keyword, value] : parameters) {
    keywords.push_back(keyword.c_str());
    values.push_back(value.c_str());
  }
  keywords.push_back(nullptr);
  values.push_back(nullptr);
  const std::unique_ptr<PGconn, Close> connection(PQconnectdbParams(keywords.data(), values.data(), 0));
  if (!connection || PQstatus(connection.get()) != CONNECTION_OK) return true;
  PQsetNoticeReceiver(connection.get(), [](void*, const PGresult*) {}, nullptr);  // a server's farewell is no news for a terminal
  const std::unique_ptr<char, decltype(&PQfreemem)> name(PQescapeIdentifier(connection.get(), channel_.data(), channel_.size()),
                                                         &PQfreemem);
  const std::unique_ptr<PGresult, Close> begun(PQexec(connection.get(), ("LISTEN " + std::string(name.get())).c_str()));
  if (PQresultStatus(begun.get()) != PGRES_COMMAND_OK) return true;
  // Who is told of a change and looks must find it, on a standby too.
  const auto ask_reach = [&] {
    if (!reach_) return true;
    const std::unique_ptr<PGresult, Close> written(PQexec(connection.get(), kWrittenSql));
    if (PQresultStatus(written.get()) != PGRES_TUPLES_OK || PQntuples(written.get()) != 1) return false;
    reach_(PQgetvalue(written.get(), 0, 0));
    return true;
  };
  if (!ask_reach()) return true;
  if (again) hear_("");
  while (PQstatus(connection.get()) == CONNECTION_OK) {
    std::vector<std::string> texts;
    while (const std::unique_ptr<PGnotify, Close> notice{PQnotifies(connection.get())}) {
      const std::string_view text = notice->extra;
      if (text.size() >= own_.size() && !text.starts_with(own_)) texts.emplace_back(text.substr(own_.size()));
    }
    if (!texts.empty() && !ask_reach()) return true;  // heard of again as something missed
    for (const std::string& text : texts) hear_(text);
    // What came along with that answer.
    if (!texts.empty()) continue;
    if (!wait(PQsocket(connection.get()), kAskAliveMs)) return false;
    pollfd ready{PQsocket(connection.get()), POLLIN, 0};
    if (::poll(&ready, 1, 0) == 0) {
      const std::unique_ptr<PGresult, Close> alive(PQexec(connection.get(), "SELECT 1"));
      continue;
    }
    if (PQconsumeInput(connection.get()) != 1) return true;
  }
  return true;
}

}  // namespace wheelhouse::storage::postgres
