// The application behind the edge: finds the route, knows the person, runs the handler where its kind belongs, and turns
// what comes back into a response. Thread-safe.
#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "api/event_hub.h"
#include "api/import_runner.h"
#include "api/metrics.h"
#include "api/person_limits.h"
#include "api/route.h"
#include "http/server.h"
#include "http/static_files.h"
#include "service/authenticate.h"
#include "service/own_access.h"

namespace wheelhouse::oidc {
class Provider;
}

namespace wheelhouse::api {

// What whoever watches over a book wants to know: who signed in or could not, who was refused, who took records out. From any thread.
struct SecurityRecord {
  std::string_view what;     // sign_in refused export credentials attempt
  std::string_view method, pattern, request_id;
  std::string from;          // visitor_mark() of where it came from
  std::optional<Uuid> user_id;  // null: nobody, or nobody known by then
  std::optional<Uuid> object_id = std::nullopt;  // of an export: whom or what it is of, when it is of one
  int status = 0;
  std::string_view reason;   // the code of the refusal; "" when it was done
};

struct AppOptions {
  int workers = 16;  // most of them wait: for a reader of the book, or for their turn to hash a password
  bool demo = false;
  std::string data_dir;  // of uploads and failed rows; beside the book
  // Over plain HTTP a session is given on loopback only, unless this is set (TRUST: phones need a secure context).
  bool allow_plain_http = false;
  service::SecondFactorRule second_factor_rule = service::SecondFactorRule::nobody;
  bool person_limits = true;  // false for measurements alone
  std::shared_ptr<oidc::Provider> provider;  // where people sign in beside their password; null for none
  bool provider_makes_people = false;        // whoever it knows comes in as a viewer
  std::string virus_scanner;                 // the socket of clamd; "" for none
  std::string public_url;                    // "https://host": what people reach this server by; "" for what they came by
  // A request ended in "internal" or for want of the book: the kind of fault, and the request it happened to. From any thread.
  std::function<void(std::string_view what, std::string_view request_id)> on_trouble;
  std::function<void(const SecurityRecord&)> on_security;
};

class App final : public http::Handler {
 public:
  App(storage::Database& database, const Clock& clock, AppOptions options);
  ~App() override;

  http::BodyPolicy on_head(const http::RequestHead& head) override;
  void on_request(http::Request&& request, http::Responder responder) override;

  storage::Database& database() { return database_; }
  const Clock& clock() const { return clock_; }
  EventHub& hub() { return hub_; }
  ImportRunner& imports() { return imports_; }
  std::string uploads_folder() const { return options_.data_dir + "/imports"; }
  const AppOptions& options() const { return options_; }
  const RouteList& routes() const { return routes_; }
  // Where /metrics reads the figures of the edge; the server is made after its handler. Call once, before it starts.
  void watch_edge(std::function<http::ServerStats()> stats) { edge_stats_ = std::move(stats); }
  std::string metrics_text();
  // Forgets who is who, on every server of this book: after a session or a key ended. Cheap. Changes of users and teams are
  // noticed by themselves.
  void forget_identities();
  // Ends a person's streams on every server of this book.
  void close_streams_of(const Uuid& user_id);
  // Stops a job, whichever server runs it.
  void cancel_import(const Uuid& job_id);
  // Runs `task` on a worker thread (long jobs have threads of their own).
  enum class Lane { read, other };
  // On a worker. Not all of them read the book at once: they would wake up to wait for a reader, and stand before whoever else needs one.
  void run_later(Lane lane, std::function<void()> task);
  // One transaction of a worker: what UnitOfWork changed is announced to the streams after the commit.
  Result<Reply> write_now(const service::Actor& actor, const std::function<Result<Reply>(service::UnitOfWork&)>& work);

 private:
  struct Match {
    const Route* route = nullptr;
    std::vector<std::string> path;
    std::string allowed_methods;  // when the path is known but the method is not
  };
  Match find_route(std::string_view method, std::string_view path) const;
  struct Exchange;  // a request with everything a handler needs, alive until it is answered
  void dispatch(std::shared_ptr<Exchange> exchange);
  Result<void> take_from_limits(Exchange& exchange);
  Result<Reply> run_free(Exchange& exchange);
  void dispatch_write(std::shared_ptr<Exchange> exchange);
  void forget_changed_people(const std::vector<service::ChangeNotice>& notices, const std::vector<Uuid>& people);
  void forget_identities_here();
  void say_to_others(std::string text);
  void hear(std::string_view text);
  void answer(Exchange& exchange, Result<Reply> result);
  void tell_security(const Exchange& exchange, const Result<Reply>& result) const;
  Result<std::shared_ptr<const service::Identity>> identify(const http::RequestHead& request);
  static Result<void> check_origin(const http::Request& request);
  Error failed(std::exception_ptr failure, const http::RequestHead& request) const;
  void worker_loop();

  storage::Database& database_;
  const Clock& clock_;
  const AppOptions options_;
  EventHub hub_;

  std::mutex identities_mutex_;
  std::uint64_t identities_generation_ = 0;  // raised by forget_identities(): what was read before it is not remembered after it
  std::unordered_map<std::string, std::pair<std::shared_ptr<const service::Identity>, Instant>> identities_;  // token hash -> who, until

  ImportRunner imports_;
  RouteList routes_;
  Metrics metrics_;
  PersonLimits person_limits_;
  std::function<http::ServerStats()> edge_stats_;
  struct Pattern {
    const Route* route;
    std::vector<std::string_view> segments;
  };
  std::unordered_map<std::size_t, std::vector<Pattern>> by_depth_;  // by number of path segments
  std::unique_ptr<http::StaticFiles> assets_;

  static constexpr int kReadsAtOnce = 6;  // of storage::OpenOptions::readers: two are left to the loops and to other work
  std::mutex tasks_mutex_;
  std::condition_variable tasks_wake_;
  std::deque<std::function<void()>> tasks_, reads_;
  int reading_ = 0;
  bool may_read() const { return !reads_.empty() && reading_ < kReadsAtOnce; }
  bool stopping_ = false;
  std::vector<std::thread> workers_;
};

}  // namespace wheelhouse::api
