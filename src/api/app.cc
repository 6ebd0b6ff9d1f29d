#include "api/app.h"

#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <typeinfo>

#include "api/between_processes.h"
#include "api/idempotency.h"
#include "api/problem.h"
#include "api/routes.h"
#include "api/seen_position.h"
#include "api/visitor.h"
#include "base/embedded.h"
#include "domain/user.h"
#include "lang/language.h"
#include "reflect/json_text.h"
#include "service/write_result.h"

namespace wheelhouse::api {
namespace {

constexpr std::int64_t kIdentityCacheMs = 30'000;  // an idle session's last use is noted at least this often
constexpr std::uint64_t kUnknownRouteBodyMax = 64 * 1024;
constexpr std::size_t kIdentityCacheSize = 20'000;

std::vector<std::string_view> segments(std::string_view path) {
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    path.remove_prefix(1);  // the '/'
    const std::size_t slash = std::min(path.find('/'), path.size());
    parts.push_back(path.substr(0, slash));
    path.remove_prefix(slash);
  }
  return parts;
}

bool is_parameter(std::string_view segment) { return !segment.empty() && segment.front() == '{'; }

std::string_view language_of(const http::Request& request, const service::Identity* identity) {
  const auto header = request.header("Accept-Language");
  if (!header.empty()) return lang::choose_language(header);
  return identity ? lang::choose_language(identity->actor.locale) : "en";
}

Error error_from(const storage::StorageError& error) {
  using Kind = storage::StorageError::Kind;
  switch (error.kind) {
    case Kind::disk_full: return Error::make(Errc::unavailable, "disk_full");
    case Kind::io: return Error::make(Errc::unavailable, "disk_failed");
    case Kind::read_only: return Error::make(Errc::unavailable, "read_only_book");
    case Kind::unknown_outcome: return Error::make(Errc::unavailable, "unknown_outcome");
    case Kind::constraint: return Error::make(Errc::conflict, "conflict");
    case Kind::unreachable: return Error::make(Errc::unavailable, "database_unreachable");
    case Kind::cancelled:
    case Kind::locked:
    case Kind::bad_address:
    case Kind::unfinished_copy:
    case Kind::newer_schema: return Error::make(Errc::unavailable, "unavailable");
    case Kind::corrupt:
    case Kind::other: return Error::make(Errc::unavailable, "internal");
  }
  return Error::make(Errc::unavailable, "internal");
}

// What a role, and a key's scope, allow of a route before any record is looked at.
Result<void> allow(const service::Identity& identity, const Route& route) {
  if (identity.key_scope == "read" && route.method != "GET") return fail(Error::make(Errc::forbidden, "key_is_read_only"));
  // Until there is a second factor, nothing but what leads to one.
  if (identity.must_set_up_second_factor && route.object != "session" && route.object != "password" && route.object != "second_factor")
    return fail(Error::make(Errc::forbidden, "second_factor_to_set_up"));
  return service::require(identity.actor, route.verb);
}

// A field that nobody may set, or that there is none of: no form of ours sends one.
bool is_no_field_of_theirs(std::string_view code) { return code == "read_only" || code == "unknown_field"; }

// Refused as what only a program, or another site, tries, or what brings something known along: not a slip in a form.
bool is_attempt(const Error& error) {
  static constexpr std::array<std::string_view, 4> kReasons{"cross_site", "asks_too_much", "too_many_requests", "file_infected"};
  return std::find(kReasons.begin(), kReasons.end(), error.reason) != kReasons.end() ||
         std::any_of(error.fields.begin(), error.fields.end(), [](const FieldError& field) { return is_no_field_of_theirs(field.code); });
}

// Passwords, second factors, keys, links and sessions: no event of the history tells of them.
bool decides_over_access(const Route& route) {
  return route.object == "password" || route.object == "second_factor" || route.object == "key" ||
         (route.object == "session" && route.method != "PATCH") || route.pattern == "/api/v1/users/{id}/reset";
}

// A use case refused by its own rules: rolls the savepoint back, carries the answer out.
struct Refused {
  Error error;
};

}  // namespace

struct App::Exchange {
  Exchange(http::Request&& r, http::Responder&& to) : request(std::move(r)), responder(std::move(to)) {}
  http::Request request;
  http::Responder responder;
  Match match;
  http::QueryParameters query;
  std::shared_ptr<const service::Identity> identity;
  Instant now;
  std::shared_ptr<void> turn;  // of PersonLimits
  const std::chrono::steady_clock::time_point arrived = std::chrono::steady_clock::now();

  const service::Actor& actor() const {
    static const service::Actor nobody;
    return identity ? identity->actor : nobody;
  }
};

App::App(storage::Database& database, const Clock& clock, AppOptions options)
    : database_(database),
      clock_(clock),
      options_(std::move(options)),
      imports_(database, clock, uploads_folder(),
               {.after_writing = [this] { forget_identities(); },
                .tell = [this](const Uuid& user_id, const std::string& json) {
                  hub_.announce_job(user_id, json);
                  say_to_others(job_text(user_id, json));
                }}),
      routes_(all_routes()),
      metrics_(routes_) {
  for (const Route& route : routes_) {
    WH_ASSERT(!route.object.empty());
    WH_ASSERT(route.read || route.write || route.free || route.kind == RouteKind::stream);
    auto parts = segments(route.pattern);
    by_depth_[parts.size()].push_back({&route, std::move(parts)});
  }
  http::StaticFilesOptions static_options;
  static_options.html_headers = {
      {"Content-Security-Policy",
       "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; "
       "frame-src blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"},
      {"Referrer-Policy", "same-origin"},
      {"Cross-Origin-Opener-Policy", "same-origin"}};
  assets_ = std::make_unique<http::StaticFiles>(ui_assets::files(), std::move(static_options));
  if (database_.engine() == storage::Engine::postgres) database_.listen([this](std::string_view text) { hear(text); });
  for (int i = 0; i < options_.workers; ++i) workers_.emplace_back([this] { worker_loop(); });
}

App::~App() {
  database_.listen({});
  {
    std::lock_guard lock(tasks_mutex_);
    stopping_ = true;
  }
  tasks_wake_.notify_all();
  for (std::thread& worker : workers_) worker.join();
}

void App::worker_loop() {
  std::unique_lock lock(tasks_mutex_);
  while (true) {
    tasks_wake_.wait(lock, [&] { return stopping_ || may_read() || !tasks_.empty(); });
    const bool reads = may_read();
    auto& queue = reads ? reads_ : tasks_;
    if (queue.empty()) return;  // reads that are left are taken by those who read now
    std::function<void()> task = std::move(queue.front());
    queue.pop_front();
    reading_ += reads;
    lock.unlock();
    task();
    task = nullptr;  // what it holds may want the lock
    lock.lock();
    reading_ -= reads;
  }
}

void App::run_later(Lane lane, std::function<void()> task) {
  bool wakes = true;
  {
    std::lock_guard lock(tasks_mutex_);
    (lane == Lane::read ? reads_ : tasks_).push_back(std::move(task));
    // Whoever reads takes the next read when he is done.
    if (lane == Lane::read) wakes = reading_ < kReadsAtOnce;
  }
  if (wakes) tasks_wake_.notify_one();
}

App::Match App::find_route(std::string_view method, std::string_view path) const {
  Match match;
  const auto parts = segments(path);
  const auto candidates = by_depth_.find(parts.size());
  if (candidates == by_depth_.end()) return match;
  int best_literals = -1;
  for (const auto& [route, pattern] : candidates->second) {
    bool fits = true;
    int literals = 0;
    for (std::size_t i = 0; i < parts.size() && fits; ++i) {
      if (is_parameter(pattern[i])) fits = !parts[i].empty();
      else fits = pattern[i] == parts[i], ++literals;
    }
    if (!fits) continue;
    if (route->method == method || (method == "HEAD" && route->method == "GET")) {
      if (literals <= best_literals) continue;  // "/accounts/export" before "/accounts/{id}"
      best_literals = literals;
      match.route = route;
      match.path.clear();
      for (std::size_t i = 0; i < parts.size(); ++i)
        if (is_parameter(pattern[i])) match.path.emplace_back(parts[i]);
    } else {
      if (!match.allowed_methods.empty()) match.allowed_methods += ", ";
      match.allowed_methods += route->method;
    }
  }
  return match;
}

http::BodyPolicy App::on_head(const http::RequestHead& head) {
  http::BodyPolicy policy;
  const Match match = find_route(head.method, head.path);
  policy.bytes_max = kUnknownRouteBodyMax;  // read and dropped, so that the answer is 404 or 405 and not about the body
  if (!match.route) return policy;
  policy.bytes_max = match.route->body_bytes_max;
  if (match.route->body_to_file) {
    // Nobody unknown fills the disk, nor who may not do this anyway.
    auto identity = identify(head);
    Result<void> allowed = identity ? allow(**identity, *match.route) : fail(identity.error());
    if (!allowed) {
      const Reply reply = problem(allowed.error(), lang::choose_language(head.header("Accept-Language")), head.request_id);
      policy.refuse = http::Response::with_body(reply.status, reply.content_type, reply.body);
      return policy;
    }
  }
  if (!match.route->too_large.empty() && head.content_length.value_or(0) > policy.bytes_max) {
    const Params most{{"max", std::to_string(policy.bytes_max >> 20)}};
    const Error error = Error::make(Errc::too_large, std::string(match.route->too_large), most);
    const Reply reply = problem(error, lang::choose_language(head.header("Accept-Language")), head.request_id);
    policy.refuse = http::Response::with_body(reply.status, reply.content_type, reply.body);
    return policy;
  }
  if (match.route->body_to_file) policy.sink = http::BodyPolicy::Sink::file;
  return policy;
}

Result<std::shared_ptr<const service::Identity>> App::identify(const http::RequestHead& request) {
  std::string token;
  bool is_key = false;
  if (const auto header = request.header("Authorization"); header.starts_with("Bearer ")) {
    token = header.substr(7);
    is_key = true;
  } else if (const auto cookie = http::find_cookie(request, request.secure ? "__Host-wheelhouse" : "wheelhouse")) {
    token = *cookie;
  }
  if (token.empty()) return fail(Error::make(Errc::unauthenticated, "unauthenticated"));
  const std::string hash = service::token_hash(token);
  const Instant now = clock_.now();
  std::uint64_t generation = 0;
  {
    std::lock_guard lock(identities_mutex_);
    generation = identities_generation_;
    const auto found = identities_.find(hash);
    if (found != identities_.end() && found->second.second > now) return found->second.first;
  }
  Result<service::Identity> identity = fail(Error::make(Errc::unauthenticated, "unauthenticated"));
  database_.read([&](storage::Session& session) {
    identity = is_key ? service::authenticate_key(session, token, now) : service::authenticate_session(session, token, now);
    if (!identity || is_key || options_.second_factor_rule == service::SecondFactorRule::nobody) return;
    const auto access = service::own_access(session, identity->actor);
    identity->must_set_up_second_factor = access && service::lacks_second_factor(*access, options_.second_factor_rule);
  });
  if (!identity) return fail(identity.error());
  auto shared = std::make_shared<const service::Identity>(std::move(*identity));
  if (!is_key) service::note_session_use(database_, *shared, now);
  std::lock_guard lock(identities_mutex_);
  if (generation != identities_generation_) return shared;
  if (identities_.size() >= kIdentityCacheSize) identities_.clear();
  Instant until = std::min(shared->expires_at, Instant{now.ms + kIdentityCacheMs});
  if (shared->actor.grants.until) until = std::min(until, *shared->actor.grants.until);
  identities_[hash] = {shared, until};
  return shared;
}

void App::forget_identities() {
  forget_identities_here();
  say_to_others(forget_text());
}

void App::close_streams_of(const Uuid& user_id) {
  hub_.close_for(user_id);
  say_to_others(close_text(user_id));
}

void App::cancel_import(const Uuid& job_id) {
  imports_.cancel(job_id);
  say_to_others(cancel_text(job_id));
}

// Of what is no transaction's own: what it speaks of is committed already.
void App::say_to_others(std::string text) {
  if (database_.engine() != storage::Engine::postgres) return;
  database_.write_async([text = std::move(text)](storage::Session& session) { session.notify(text); }, [](std::exception_ptr) {});
}

void App::hear(std::string_view text) {
  // Something was missed: everybody is looked up again, and every browser comes back and asks for what it shows.
  if (text.empty()) {
    forget_identities_here();
    hub_.close_all();
    return;
  }
  const Heard heard = heard_from(text);
  if (heard.forget || !heard.closed.empty()) forget_identities_here();
  for (const Uuid& user_id : heard.closed) hub_.close_for(user_id);
  for (const auto& [user_id, json] : heard.jobs) hub_.announce_job(user_id, json);
  for (const Uuid& job_id : heard.cancelled) imports_.cancel(job_id);
  hub_.announce(heard.announcements, clock_.now());
}

void App::forget_identities_here() {
  std::lock_guard lock(identities_mutex_);
  ++identities_generation_;
  identities_.clear();
}

// Cross-site request forgery: a browser says where a request comes from. Signing somebody in from elsewhere is one too, so whoever
// is not known yet is asked as well.
Result<void> App::check_origin(const http::Request& request) {
  const auto site = request.header("Sec-Fetch-Site");
  if (!site.empty()) {
    if (site == "same-origin" || site == "none") return {};
    return fail(Error::make(Errc::forbidden, "cross_site"));
  }
  const auto origin = request.header("Origin");
  if (origin.empty()) return {};
  const auto scheme = origin.find("://");
  if (scheme != std::string_view::npos && origin.substr(scheme + 3) == request.header("Host")) return {};
  return fail(Error::make(Errc::forbidden, "cross_site"));
}

// What happened is the log's to say; the person is told what he can do, and the id that leads there.
Error App::failed(std::exception_ptr failure, const http::RequestHead& request) const {
  const auto note = [&](std::string_view what) { if (options_.on_trouble) options_.on_trouble(what, request.request_id); };
  try {
    std::rethrow_exception(failure);
  } catch (const storage::StorageError& error) {
    if (error.kind != storage::StorageError::Kind::constraint) note(std::string("storage: ") + error.what());
    return error_from(error);
  } catch (const std::exception& error) {
    note(typeid(error).name());
  } catch (...) {
    note("unknown");
  }
  return Error::make(Errc::unavailable, "internal");
}

void App::on_request(http::Request&& request, http::Responder responder) {
  auto exchange = std::make_shared<Exchange>(std::move(request), std::move(responder));
  exchange->match = find_route(exchange->request.method, exchange->request.path);
  exchange->now = clock_.now();
  const http::Request& r = exchange->request;
  const Route* route = exchange->match.route;
  if (!route) {
    if (!exchange->match.allowed_methods.empty()) {
      Reply reply = problem(Error::make(Errc::invalid, "method_not_allowed"), language_of(r, nullptr), r.request_id);
      reply.headers.emplace_back("Allow", exchange->match.allowed_methods);
      return answer(*exchange, std::move(reply));
    }
    if (!r.path.starts_with("/api/"))
      if (auto asset = assets_->respond(r)) {
        exchange->responder.send(std::move(*asset));
        return;
      }
    return answer(*exchange, fail(Error::not_found("route")));
  }
  auto query = r.parameters();
  if (!query) return answer(*exchange, fail(query.error()));
  exchange->query = std::move(*query);
  if (r.method != "GET" && r.method != "HEAD" && r.body_size > 0 && !route->any_content_type &&
      !r.header("Content-Type").starts_with("application/json"))
    return answer(*exchange, fail(Error::make(Errc::invalid, "unsupported_media_type")));
  try {
    auto identity = identify(r);
    if (identity) exchange->identity = std::move(*identity);
    else if (route->access == Access::signed_in) return answer(*exchange, fail(identity.error()));
  } catch (...) {
    return answer(*exchange, fail(failed(std::current_exception(), r)));
  }
  // An API key is not sent by a browser on its own.
  const bool by_key = exchange->identity && exchange->identity->kind == service::Identity::Kind::api_key;
  if (route->method != "GET" && !by_key)
    if (auto origin = check_origin(r); !origin) return answer(*exchange, fail(origin.error()));
  if (by_key && !is_safe_transport(r, options_.allow_plain_http))
    return answer(*exchange, fail(Error::make(Errc::forbidden, "plain_http_refused")));
  if (exchange->identity && route->access == Access::signed_in)
    if (auto allowed = allow(*exchange->identity, *route); !allowed) return answer(*exchange, fail(allowed.error()));
  if (auto taken = take_from_limits(*exchange); !taken) return answer(*exchange, fail(taken.error()));
  dispatch(std::move(exchange));
}

Result<void> App::take_from_limits(Exchange& exchange) {
  if (!options_.person_limits || !exchange.identity || exchange.match.route->access != Access::signed_in) return {};
  const Uuid& who = exchange.identity->actor.user_id.value();
  const auto wait = [](int seconds) {
    const std::string text = std::to_string(seconds);
    return fail(Error::make(Errc::unavailable, "asks_too_much", {{"retry_after", text}, {"seconds", text}}));
  };
  if (const int seconds = person_limits_.take(who, PersonLimits::kind_of(*exchange.match.route), exchange.arrived); seconds > 0)
    return wait(seconds);
  if (exchange.match.route->kind == RouteKind::stream) return {};  // bounded as a connection
  exchange.turn = person_limits_.enter(who);
  if (!exchange.turn) return wait(1);
  return {};
}

void App::dispatch(std::shared_ptr<Exchange> exchange) {
  const Route& route = *exchange->match.route;
  const auto run_read = [this](Exchange& e) {
    Result<Reply> result = fail(Error::make(Errc::unavailable, "internal"));
    try {
      if (e.match.route->free) result = run_free(e);
      else database_.read_at({e.match.route->may_be_read_on_standby, seen_position(e.request)}, [&](storage::Session& session) {
        Call call{*this, e.request, e.query, e.match.path, e.actor(), e.now};
        const auto read = [&] { result = e.match.route->read(call, session); };
        if (e.match.route->in_one_go) read();
        else session.read_in_rounds(read);
      });
    } catch (...) {
      result = fail(failed(std::current_exception(), e.request));
    }
    answer(e, std::move(result));
  };
  switch (route.kind) {
    case RouteKind::immediate: return run_read(*exchange);
    case RouteKind::read:
      // A book behind a wire may keep its reader waiting: that must not stand in the way of the loop's other connections.
      if (database_.engine() == storage::Engine::postgres) return run_later(Lane::read, [exchange, run_read] { run_read(*exchange); });
      return run_read(*exchange);
    case RouteKind::slow_read:
      return run_later(Lane::read, [exchange, run_read] { run_read(*exchange); });
    case RouteKind::free:
      return run_later(Lane::other, [exchange, run_read] { run_read(*exchange); });
    case RouteKind::write: return dispatch_write(std::move(exchange));
    case RouteKind::stream: {
      hub_.add(exchange->identity, exchange->responder.open_stream([] {
        http::Response head;
        head.set("Content-Type", "text/event-stream").set("Cache-Control", "no-store");
        return head;
      }()));
      return;
    }
  }
}

// A route that opens its own transactions. What must not happen twice is reserved before and remembered after.
Result<Reply> App::run_free(Exchange& exchange) {
  const Route& route = *exchange.match.route;
  Call call{*this, exchange.request, exchange.query, exchange.match.path, exchange.actor(), exchange.now};
  if (!route.keeps_answer) return route.free(call);
  const Idempotency idempotency(exchange.actor(), exchange.request);
  if (!idempotency.is_asked_for()) return route.free(call);
  auto before = service::write_result(database_, [&](storage::Session& session) -> Result<std::optional<Reply>> {
    auto stored = idempotency.find(session, exchange.now);
    if (stored && !*stored) idempotency.reserve(session, exchange.now);
    return stored;
  });
  if (!before) return fail(before.error());
  if (*before) return std::move(**before);
  Result<Reply> reply = fail(Error::make(Errc::unavailable, "internal"));
  try {
    reply = route.free(call);
  } catch (...) {
    reply = fail(failed(std::current_exception(), exchange.request));
  }
  if (!reply && reply.error().reason == "unknown_outcome") return reply;  // it may have happened: the reservation stands
  database_.write([&](storage::Session& session) {
    if (reply) idempotency.remember(session, *reply, exchange.now);
    else idempotency.release(session);
  });
  return reply;
}

// Rights follow from people and teams, whichever way these change (undo too), and hold from the next request on. Streams
// of a changed person end: his browser comes back with today's rights, or not at all.
void App::forget_changed_people(const std::vector<service::ChangeNotice>& notices, const std::vector<Uuid>& people) {
  for (const Uuid& person : people) hub_.close_for(person);
  if (rights_changed(notices)) forget_identities_here();
}

void App::dispatch_write(std::shared_ptr<Exchange> exchange) {
  struct Outcome {
    Result<Reply> result = fail(Error::make(Errc::unavailable, "internal"));
    std::vector<service::ChangeNotice> notices;
    std::vector<EventHub::Announcement> announcements;
    std::vector<Uuid> people;  // whose rights changed
  };
  auto outcome = std::make_shared<Outcome>();
  database_.write_rehearsed(
      [this, exchange, outcome](storage::Session& session) {
        Exchange& e = *exchange;
        *outcome = {};
        const Idempotency idempotency(e.actor(), e.request);
        if (auto stored = idempotency.find(session, e.now); !stored) throw Refused{stored.error()};
        else if (*stored) { outcome->result = std::move(**stored); return; }
        Call call{*this, e.request, e.query, e.match.path, e.actor(), e.now};
        service::UnitOfWork work(session, e.actor(), e.now);
        auto result = e.match.route->write(call, work);
        if (!result) throw Refused{std::move(result.error())};
        work.finish();
        if (work.changed()) result->headers.emplace_back("X-Undo-Id", to_string(work.change_id()));
        idempotency.remember(session, *result, e.now);
        outcome->announcements = announcements_of(work);
        outcome->notices = work.notices();
        outcome->people = people_of(session, e.actor().workspace_id, outcome->notices);
        tell_others(session, outcome->announcements, outcome->notices);
        outcome->result = std::move(result);
      },
      [this, exchange, outcome](std::exception_ptr failure) {
        if (failure) {
          try {
            std::rethrow_exception(failure);
          } catch (const Refused& refused) {
            return answer(*exchange, fail(refused.error));
          } catch (...) {
            return answer(*exchange, fail(failed(std::current_exception(), exchange->request)));
          }
        }
        forget_changed_people(outcome->notices, outcome->people);
        answer(*exchange, std::move(outcome->result));
        hub_.announce(outcome->announcements, clock_.now());
      });
}

Result<Reply> App::write_now(const service::Actor& actor, const std::function<Result<Reply>(service::UnitOfWork&)>& function) {
  Result<Reply> result = fail(Error::make(Errc::unavailable, "internal"));
  std::vector<service::ChangeNotice> notices;
  std::vector<EventHub::Announcement> announcements;
  std::vector<Uuid> people;
  try {
    database_.write([&](storage::Session& session) {
      service::UnitOfWork work(session, actor, clock_.now());
      auto written = function(work);
      if (!written) throw Refused{std::move(written.error())};
      work.finish();
      if (work.changed()) written->headers.emplace_back("X-Undo-Id", to_string(work.change_id()));
      announcements = announcements_of(work);
      notices = work.notices();
      people = people_of(session, actor.workspace_id, notices);
      tell_others(session, announcements, notices);
      result = std::move(written);
    });
  } catch (const Refused& refused) {
    return fail(refused.error);
  }
  forget_changed_people(notices, people);
  hub_.announce(announcements, clock_.now());
  return result;
}

void App::tell_security(const Exchange& exchange, const Result<Reply>& result) const {
  const Route* route = exchange.match.route;
  if (!route || !options_.on_security) return;
  const bool signs_in = route->method == "POST" && route->access == Access::open &&
                        (route->pattern == "/api/v1/session" || route->pattern == "/api/v1/single_sign_on/finish");
  const bool takes_out = route->method == "GET" && (route->verb == service::Verb::export_records || route->pattern.ends_with("/export"));
  const bool is_refused = !result && (result.error().code == Errc::forbidden || result.error().code == Errc::unauthenticated);
  const bool tries = !result && is_attempt(result.error());
  const bool changes_access = result && result->status < 300 && route->method != "GET" && decides_over_access(*route);
  if (!signs_in && !takes_out && !is_refused && !tries && !changes_access) return;
  // Whoever shows nothing at all is a browser that was never signed in.
  if (is_refused && !tries && !signs_in && !exchange.identity && exchange.request.header("Authorization").empty()) return;
  SecurityRecord record{signs_in ? "sign_in" : tries ? "attempt" : is_refused ? "refused" : takes_out ? "export" : "credentials",
                        route->method, route->pattern, exchange.request.request_id,
                        visitor_mark(exchange.request.remote_address), exchange.actor().user_id};
  if (takes_out && !exchange.match.path.empty()) record.object_id = parse_uuid(exchange.match.path.front());
  if (result) {
    record.status = result->status;
    if (result->signed_in) record.user_id = result->signed_in;
  } else {
    record.status = status_of(result.error());
    record.reason = result.error().reason;
    for (const FieldError& field : result.error().fields)
      if (is_no_field_of_theirs(field.code)) record.reason = field.code;
  }
  options_.on_security(record);
}

void App::answer(Exchange& exchange, Result<Reply> result) {
  tell_security(exchange, result);
  Reply reply = result ? std::move(*result)
                       : problem(result.error(), language_of(exchange.request, exchange.identity.get()), exchange.request.request_id);
  // Whoever may have written is told how far, so that he finds it wherever he reads next: sign-in too, which knows nobody before.
  const bool writes = exchange.match.route && exchange.match.route->method != "GET";
  if (writes && (exchange.identity || reply.status < 400))
    show_position(reply, exchange.request, exchange.identity.get(), database_.position());
  metrics_.count(exchange.match.route, reply.status,
                 std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - exchange.arrived));
  http::Response response = http::Response::with_body(reply.status, reply.content_type, std::move(reply.body));
  for (auto& [name, value] : reply.headers) {
    if (name == "Set-Cookie") response.headers.emplace_back(name, std::move(value));  // there may be two
    else response.set(name, std::move(value));
  }
  if (response.header("Cache-Control").empty()) response.set("Cache-Control", "no-store");
  exchange.responder.send(std::move(response));
}

std::string App::metrics_text() {
  Metrics::Gauges gauges;
  gauges.streams = hub_.size();
  {
    std::lock_guard lock(tasks_mutex_);
    gauges.tasks_waiting = tasks_.size();
  }
  gauges.reads = database_.read_counts();
  if (edge_stats_) gauges.edge = edge_stats_();
  return metrics_.text(gauges);
}

Result<Uuid> path_id(const Call& call, std::size_t index) {
  if (const auto id = parse_uuid(call.path[index])) return *id;
  return fail(Error::not_found("record"));
}

Result<std::int64_t> expected_version(const Call& call) {
  const auto header = call.request.header("If-Match");
  if (header.empty()) return fail(Error::make(Errc::invalid, "precondition_required"));
  if (header == "*") return -1;
  std::int64_t version = 0;
  if (header.size() < 3 || header.front() != '"' || header.back() != '"') return fail(Error::make(Errc::stale, "stale"));
  for (const char c : header.substr(1, header.size() - 2)) {
    if (c < '0' || c > '9' || version > (1LL << 40)) return fail(Error::make(Errc::stale, "stale"));
    version = version * 10 + (c - '0');
  }
  return version;
}

std::string etag(std::int64_t version) { return "\"" + std::to_string(version) + "\""; }

}  // namespace wheelhouse::api
