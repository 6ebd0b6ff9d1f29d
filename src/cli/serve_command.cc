// `wheelhouse serve`: the server over one book, until SIGTERM or SIGINT.
#include <CLI/CLI.hpp>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <thread>

#include "api/app.h"
#include "api/idempotency.h"
#include "api/pool_sweep.h"
#include "cli/command.h"
#include "cli/demo.h"
#include "cli/local_socket.h"
#include "cli/open_book.h"
#include "cli/sign_in_link.h"
#include "http/server.h"
#include "lang/language.h"
#include "cli/json_log.h"
#include "oidc/outbound.h"
#include "oidc/provider.h"
#include "reflect/json_text.h"
#include "service/argon2id.h"
#include "service/attachments.h"
#include "service/import_job.h"
#include "storage/connection_security.h"

namespace wheelhouse::cli {
namespace {

constexpr int kHeartbeatSeconds = 15;
constexpr std::int64_t kSweepEveryMs = 3600 * 1000;  // of the open pool
constexpr auto kStopGrace = std::chrono::seconds(2);  // for what ends after the last answer: workers, an import's batch, the book

struct Options {
  std::string listen = "127.0.0.1:8080";
  std::string tls_cert, tls_key, tls;
  std::string data_dir;
  std::vector<std::string> allow_host, trust_proxy;
  bool demo = false, print_json = false, allow_plain_http = false, hsts_subdomains = false;
  std::string oidc_issuer, oidc_client_id, oidc_client_secret_file, oidc_name, oidc_acr, oidc_new_people = "refuse";
  std::string public_url;
  std::string read_from, virus_scanner;
  std::string log = "trouble";
  std::string person_limits = "on", second_factor = "nobody";
  unsigned threads = 0;
  int drain_seconds = 10;
};

bool split_address(const std::string& listen, std::string& address, std::uint16_t& port) {
  const auto colon = listen.rfind(':');
  if (colon == std::string::npos) return false;
  address = listen.substr(0, colon);
  if (address.size() > 2 && address.front() == '[' && address.back() == ']') address = address.substr(1, address.size() - 2);
  try {
    const int number = std::stoi(listen.substr(colon + 1));
    if (number < 0 || number > 65535) return false;
    port = static_cast<std::uint16_t>(number);
  } catch (const std::exception&) {
    return false;
  }
  return !address.empty();
}

LogLevel log_level(const Options& options) {
  return options.log == "access" ? LogLevel::access : options.log == "off" ? LogLevel::off : LogLevel::trouble;
}

// The secret comes in a file: a command line and an environment can be read by others.
Result<std::string> read_secret(const std::string& path) {
  std::string secret;
  if (std::ifstream file(path, std::ios::binary); file) {
    secret.resize(4096);
    file.read(secret.data(), static_cast<std::streamsize>(secret.size()));
    secret.resize(static_cast<std::size_t>(file.gcount()));
  }
  while (!secret.empty() && (secret.back() == '\n' || secret.back() == '\r')) secret.pop_back();
  if (secret.empty()) return fail(Error::make(Errc::invalid, "no_client_secret", {{"file", path}}));
  return secret;
}

// Null without --oidc-issuer.
Result<std::shared_ptr<oidc::Provider>> provider_of(const Options& options, const Invocation& invocation) {
  if (options.oidc_issuer.empty()) return nullptr;
  if (options.oidc_client_id.empty()) return fail(Error::invalid_field("--oidc-client-id", "required"));
  if (options.oidc_client_secret_file.empty()) return fail(Error::invalid_field("--oidc-client-secret-file", "required"));
  auto secret = read_secret(absolute_path(invocation, options.oidc_client_secret_file));
  if (!secret) return fail(secret.error());
  return oidc::Provider::make({options.oidc_issuer, options.oidc_client_id, std::move(*secret), options.oidc_name, options.oidc_acr,
                               [level = log_level(options)](std::string_view what) { log_trouble(level, "single_sign_on", what); }});
}

// "https://host[:port]", as browsers write it: without a path. "" stays "".
Result<std::string> public_url_of(const Options& options) {
  std::string url = options.public_url;
  if (url.ends_with('/')) url.pop_back();
  if (url.empty()) return url;
  const auto address = oidc::read_address(url);
  if (!address || url.find('/', url.find("://") + 3) != std::string::npos || url.find('?') != std::string::npos)
    return fail(Error::invalid_field("--public-url", "bad_public_url", {{"value", options.public_url}}));
  return url;
}

// A standby to read from is PostgreSQL's, and so must be the book.
Result<storage::OpenOptions> open_options(const Options& options, const Invocation& invocation) {
  storage::OpenOptions open;
  if (options.read_from.empty()) return open;
  if (!storage::sqlite_path(invocation.db).empty()) return fail(Error::make(Errc::unavailable, "read_from_needs_postgresql"));
  try {
    storage::check_server_address(options.read_from);
  } catch (const storage::StorageError& error) {
    return fail(Error::make(Errc::unavailable, "bad_read_from", {{"detail", error.what()}}));
  }
  open.read_from = options.read_from;
  open.on_standby_trouble = [level = log_level(options)](std::string_view what) { log_trouble(level, "standby_not_used", what); };
  return open;
}

bool is_loopback(const std::string& address) { return address == "127.0.0.1" || address == "::1" || address == "localhost"; }

http::ServerOptions server_options(const Options& options) {
  http::ServerOptions server;
  const LogLevel level = log_level(options);
  server.on_access = [level](const http::AccessRecord& record) {
    log_access(level, record);
    log_refusal(level, record);
  };
  server.on_trouble = [level](std::string_view what, std::string_view detail) { log_trouble(level, what, detail); };
  server.threads = options.threads;
  server.allowed_hosts = options.allow_host;
  server.trusted_proxies = options.trust_proxy;
  if (options.tls == "self") {
    server.tls.mode = http::TlsOptions::Mode::self_signed;
    server.tls.self_signed_names = options.allow_host;
    server.tls.certificate_file = options.tls_cert;
    server.tls.key_file = options.tls_key;
  } else if (!options.tls_cert.empty()) {
    server.tls.mode = http::TlsOptions::Mode::files;
    server.tls.certificate_file = options.tls_cert;
    server.tls.key_file = options.tls_key;
  }
  server.problem_text = [](int, std::string_view code, std::string_view accept_language) {
    return lang::text(lang::choose_language(accept_language), "error." + std::string(code));
  };
  // Not with a certificate of our own making: on localhost it would pin every port of that name to https.
  if (server.tls.mode == http::TlsOptions::Mode::files)
    server.default_headers.emplace_back("Strict-Transport-Security",
                                        options.hsts_subdomains ? "max-age=31536000; includeSubDomains" : "max-age=31536000");
  // Of whatever is no page (pages and attachments have stricter ones of their own): nobody frames it, nothing embeds by it.
  server.default_headers.emplace_back("Content-Security-Policy", "object-src 'none'; base-uri 'none'; frame-ancestors 'none'");
  server.default_headers.emplace_back("Referrer-Policy", "same-origin");
  return server;
}

void print_start(Invocation& invocation, const Options& options, const std::string& address, const std::string& link,
                 const std::string& fingerprint) {
  if (options.print_json) {
    std::string json;
    json_text::Object object(json);
    object.string("listening", address);
    object.string(link.find("/setup") != std::string::npos ? "setup_link" : "sign_in_link", link);
    if (!fingerprint.empty()) object.string("certificate_sha256", fingerprint);
    object.close();
    invocation.output.out(json + "\n");
    return;
  }
  const auto text = [&](const char* key, const Params& params) {
    return lang::text(invocation.language, std::string("cli.serve.") + key, params) + "\n";
  };
  invocation.output.out(text("listening", {{"address", address}}));
  if (!link.empty()) invocation.output.out(text(link.find("/setup") != std::string::npos ? "set_up" : "sign_in", {{"link", link}}));
  if (!fingerprint.empty()) invocation.output.out(text("fingerprint", {{"sha256", fingerprint}}));
}

// Blocks SIGTERM and SIGINT in every thread started later, so that wait_for_stop() alone sees them.
sigset_t block_stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}
bool wait_for_stop(const sigset_t& signals, int seconds) {
  const timespec timeout{seconds, 0};
  return sigtimedwait(&signals, nullptr, &timeout) > 0;
}

// Stopping has a limit, whatever hangs: a command in the middle of something, a disk that does not answer. What was committed is safe,
// the book is made to be cut off anywhere.
class StopLimit {
 public:
  explicit StopLimit(std::chrono::milliseconds limit)
      : thread_([this, limit] {
          std::unique_lock lock(mutex_);
          if (!stopped_.wait_for(lock, limit, [&] { return done_; })) std::_Exit(kFailed);
        }) {}
  ~StopLimit() {
    {
      std::lock_guard lock(mutex_);
      done_ = true;
    }
    stopped_.notify_all();
    thread_.join();
  }

 private:
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool done_ = false;
  std::thread thread_;
};

// The streams are heard to be alive, and so are this server's jobs; those of a server that is gone are given up.
void heartbeat(api::App& app, const Book& book, Instant& next_sweep) {
  app.hub().heartbeat(book.clock.now());
  service::give_hash_memory_back(std::chrono::seconds(kHeartbeatSeconds));
  if (const Instant now = book.clock.now(); now >= next_sweep) {
    next_sweep = Instant{now.ms + kSweepEveryMs};
    try {
      api::sweep_the_pool(app, book.actor, now);
      for (bool more = true; more;) book.database.write([&](storage::Session& session) { more = api::forget_old_answers(session, now); });
      book.database.write([&](storage::Session& session) { service::sweep_files(session, book.actor.workspace_id, now); });
    } catch (const storage::StorageError&) {  // no disk, no database: the next hour tries again
    }
  }
  if (book.database.engine() == storage::Engine::sqlite) return;
  try {
    app.imports().keep_alive();
    service::mark_interrupted_jobs(book.database, book.actor.workspace_id, book.clock.now());
  } catch (const storage::StorageError&) {  // the database is away: the next heartbeat tries again
  }
}

int serve(const Options& given, Invocation& invocation) {
  Options options = given;
  http::ServerOptions server = server_options(options);
  if (!split_address(options.listen, server.address, server.port))
    return print_error(invocation, Error::invalid_field("--listen", "bad_address", {{"value", options.listen}}));
  if (options.demo && !is_loopback(server.address)) return print_error(invocation, Error::make(Errc::invalid, "demo_on_loopback_only"));
  if (options.demo && invocation.db == "sqlite:data/wheelhouse.db") invocation.db = "sqlite:data/demo.db";
  const auto provider = provider_of(options, invocation);
  if (!provider) return print_error(invocation, provider.error());
  const auto public_url = public_url_of(options);
  if (!public_url) return print_error(invocation, public_url.error());
  const auto open = open_options(options, invocation);
  if (!open) return print_error(invocation, open.error());
  const sigset_t signals = block_stop_signals();

  for (const std::string& url : {invocation.db, options.read_from})
    if (const std::string weak = storage::weak_connection(url); !weak.empty())
      log_trouble(log_level(options), "connection_not_checked", weak);

  std::optional<StopLimit> stop_limit;  // first, so that it watches over the end of all that follows
  OpenedBook opened(invocation, *open);
  Book& book = opened.book();
  if (options.demo)
    if (auto filled = fill_demo_if_empty(book); !filled) return print_error(invocation, filled.error());
  service::mark_interrupted_jobs(book.database, book.actor.workspace_id, book.clock.now());
  api::AppOptions app_options;
  app_options.demo = options.demo;
  app_options.allow_plain_http = options.allow_plain_http;
  app_options.second_factor_rule = parse_enum<service::SecondFactorRule>(options.second_factor).value();
  app_options.person_limits = options.person_limits == "on";
  app_options.provider = *provider;
  app_options.provider_makes_people = options.oidc_new_people == "viewer";
  app_options.public_url = *public_url;
  if (!options.virus_scanner.empty()) app_options.virus_scanner = absolute_path(invocation, options.virus_scanner);
  app_options.on_trouble = [level = log_level(options)](std::string_view what, std::string_view request_id) {
    log_trouble(level, "request_failed", what, request_id);
  };
  app_options.on_security = [level = log_level(options)](const api::SecurityRecord& record) { log_security(level, record); };
  // Uploads stand beside the book's file. Servers that share a database are given a folder that they share.
  app_options.data_dir = !options.data_dir.empty() ? absolute_path(invocation, options.data_dir)
                         : book.path.empty()       ? absolute_path(invocation, "data")
                                                   : std::filesystem::path(book.path).parent_path().string();
  api::App app(book.database, book.clock, app_options);
  http::Server listener(server, app);
  app.watch_edge([&listener] { return listener.stats(); });
  if (auto started = listener.start(); !started) return print_error(invocation, started.error());

  std::optional<LocalSocket> socket;  // beside a file; commands reach a database by themselves
  if (!book.path.empty()) socket.emplace(book.path, [&](const std::vector<std::string>& arguments, Invocation& called) {
    return run_command(arguments, called, [&](Invocation& inner, Action& action) {
      Book same{book.database, book.clock, book.path, local_operator(inner.language), listener.certificate_fingerprint()};
      const int code = action.on_book(inner, same);
      // Whoever may read the book's file is not asked who he is; that it was done is known.
      log_security(log_level(options), {.what = "command", .pattern = action.name, .status = code, .reason = code == kOk ? "" : "failed"});
      app.forget_identities();  // the command may have changed who may do what
      return code;
    });
  });

  const std::string scheme = server.tls.mode == http::TlsOptions::Mode::off ? "http://" : "https://";
  const std::string host = server.address.find(':') == std::string::npos ? server.address : "[" + server.address + "]";
  const std::string address = scheme + host + ":" + std::to_string(listener.port());
  print_start(invocation, options, address, make_start_link(book, address), listener.certificate_fingerprint());

  Instant next_sweep = book.clock.now();
  while (!wait_for_stop(signals, kHeartbeatSeconds)) heartbeat(app, book, next_sweep);
  const auto began = std::chrono::steady_clock::now();
  const std::chrono::milliseconds limit = std::chrono::seconds(options.drain_seconds);
  stop_limit.emplace(limit + kStopGrace);
  app.hub().close_all();
  if (socket) socket->stop(limit / 2);
  const auto spent = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
  const bool drained = listener.stop(std::max(limit - spent, std::chrono::milliseconds(100)));
  return drained ? kOk : kFailed;
}

}  // namespace

void add_serve_command(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("serve");
  command->add_option("--listen", options->listen)->capture_default_str();
  command->add_option("--tls-cert", options->tls_cert);
  command->add_option("--tls-key", options->tls_key);
  command->add_option("--tls", options->tls)->check(CLI::IsMember({"self"}));
  command->add_option("--data-dir", options->data_dir);
  command->add_option("--allow-host", options->allow_host);
  command->add_option("--trust-proxy", options->trust_proxy);
  command->add_flag("--allow-plain-http", options->allow_plain_http);
  command->add_flag("--hsts-subdomains", options->hsts_subdomains);
  command->add_option("--public-url", options->public_url)->envname("WHEELHOUSE_PUBLIC_URL");
  command->add_option("--read-from", options->read_from)->envname("WHEELHOUSE_READ_FROM");
  command->add_option("--virus-scanner", options->virus_scanner)->envname("WHEELHOUSE_VIRUS_SCANNER");
  command->add_option("--oidc-issuer", options->oidc_issuer)->envname("WHEELHOUSE_OIDC_ISSUER");
  command->add_option("--oidc-client-id", options->oidc_client_id)->envname("WHEELHOUSE_OIDC_CLIENT_ID");
  command->add_option("--oidc-client-secret-file", options->oidc_client_secret_file)->envname("WHEELHOUSE_OIDC_CLIENT_SECRET_FILE");
  command->add_option("--oidc-name", options->oidc_name)->envname("WHEELHOUSE_OIDC_NAME");
  command->add_option("--oidc-acr", options->oidc_acr)->envname("WHEELHOUSE_OIDC_ACR");
  command->add_option("--oidc-new-people", options->oidc_new_people)
      ->check(CLI::IsMember({"refuse", "viewer"}))
      ->envname("WHEELHOUSE_OIDC_NEW_PEOPLE")
      ->capture_default_str();
  command->add_option("--log", options->log)->check(CLI::IsMember({"off", "trouble", "access"}))->capture_default_str();
  command->add_option("--require-second-factor", options->second_factor)
      ->check(CLI::IsMember({"nobody", "admins", "everybody"}))
      ->envname("WHEELHOUSE_REQUIRE_SECOND_FACTOR")
      ->capture_default_str();
  command->add_option("--person-limits", options->person_limits)
      ->check(CLI::IsMember({"on", "off"}))
      ->envname("WHEELHOUSE_PERSON_LIMITS")
      ->capture_default_str();
  command->add_flag("--demo", options->demo);
  command->add_flag("--print-json", options->print_json);
  command->add_option("--threads", options->threads)->capture_default_str();
  command->callback([&action, options] { action.plain = [options](Invocation& i) { return serve(*options, i); }; });
}

}  // namespace wheelhouse::cli
