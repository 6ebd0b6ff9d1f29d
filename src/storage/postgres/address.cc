#include "storage/postgres/address.h"

#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <memory>

#include "storage/session.h"

namespace wheelhouse::storage::postgres {
namespace {

using Options = std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)>;

Options parse(const std::string& url, std::string& reason) {
  char* message = nullptr;
  Options options(PQconninfoParse(url.c_str(), &message), &PQconninfoFree);
  if (message) reason = message;
  PQfreemem(message);
  while (reason.ends_with('\n')) reason.pop_back();
  return options;
}

// libpq's reasons quote the address they could not read, and a slip of one character can put the password there.
std::string without_quotes(const std::string& reason) { return reason.substr(0, reason.find_first_of("\"\xE2\xC2\xAB:")); }

// "postgresql://anna:secret/book", an '@' forgotten: what stands where a port should is never shown.
bool ports_are_numbers(const PQconninfoOption* option) {
  for (; option->keyword; ++option)
    if (option->val && std::string_view(option->keyword) == "port" &&
        std::string_view(option->val).find_first_not_of("0123456789,") != std::string_view::npos)
      return false;
  return true;
}

std::string percent_encoded(std::string_view text, std::string_view kept) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter || std::string_view("-._~").find(c) != std::string_view::npos || kept.find(c) != std::string_view::npos) {
      out += c;
      continue;
    }
    out += '%';
    out += kHex[static_cast<unsigned char>(c) >> 4];
    out += kHex[static_cast<unsigned char>(c) & 15];
  }
  return out;
}

// Debian's list of the authorities that everybody trusts; libpq 15 does not look there by itself.
constexpr char kSystemAuthorities[] = "/etc/ssl/certs/ca-certificates.crt";

using Parameters = std::vector<std::pair<std::string, std::string>>;

std::string value_of(const Parameters& parameters, std::string_view keyword) {
  for (const auto& [name, value] : parameters)
    if (name == keyword) return value;
  return "";
}

// As libpq would take it: what the address says, else the environment.
std::string in_force(const Parameters& parameters, std::string_view keyword, const char* variable) {
  std::string value = value_of(parameters, keyword);
  if (const char* given = std::getenv(variable); value.empty() && given) value = given;
  return value;
}

bool is_this_machine(std::string_view host) {
  return host.empty() || host.front() == '/' || host.front() == '@' || host == "localhost" || host == "::1" || host.starts_with("127.");
}

// Does any connection leave this machine? An address counts before the name that it was found by.
bool reaches_elsewhere(const Parameters& parameters) {
  std::string hosts = in_force(parameters, "hostaddr", "PGHOSTADDR");
  if (hosts.empty()) hosts = in_force(parameters, "host", "PGHOST");
  for (std::size_t at = 0; at <= hosts.size();) {
    const std::size_t end = std::min(hosts.find(',', at), hosts.size());
    if (!is_this_machine(std::string_view(hosts).substr(at, end - at))) return true;
    at = end + 1;
  }
  return false;
}

bool has_own_authorities() {
  const char* home = std::getenv("HOME");
  std::error_code unreadable;
  return home && std::filesystem::exists(std::filesystem::path(home) / ".postgresql" / "root.crt", unreadable);
}

Parameters given_parameters(const PQconninfoOption* option) {
  Parameters parameters;
  for (; option->keyword; ++option)
    if (option->val) parameters.emplace_back(option->keyword, option->val);
  return parameters;
}

}  // namespace

bool is_address(const std::string& url) { return url.starts_with("postgresql://") || url.starts_with("postgres://"); }

std::vector<std::pair<std::string, std::string>> parameters_of(const std::string& url, Purpose purpose) {
  std::string reason;
  const Options options = parse(url, reason);
  if (!options) throw StorageError(StorageError::Kind::bad_address, without_quotes(reason));
  Parameters parameters = given_parameters(options.get());
  if (!ports_are_numbers(options.get())) throw StorageError(StorageError::Kind::bad_address, "port");
  const auto otherwise = [&](std::string keyword, std::string value) {
    const bool given = std::any_of(parameters.begin(), parameters.end(), [&](const auto& p) { return p.first == keyword; });
    if (!given) parameters.emplace_back(std::move(keyword), std::move(value));
  };
  // libpq's own default falls back to plain text, and looks at no certificate. Whoever wants that says so; a service of pg_service.conf
  // speaks for itself.
  if (reaches_elsewhere(parameters) && in_force(parameters, "sslmode", "PGSSLMODE").empty() &&
      in_force(parameters, "service", "PGSERVICE").empty()) {
    parameters.emplace_back("sslmode", "verify-full");
    if (in_force(parameters, "sslrootcert", "PGSSLROOTCERT").empty() && !has_own_authorities())
      parameters.emplace_back("sslrootcert", kSystemAuthorities);
  }
  const bool on_standby = purpose == Purpose::read_on_standby;
  otherwise("connect_timeout", on_standby ? "3" : "10");
  otherwise("keepalives_idle", "30");
  otherwise("keepalives_interval", "10");
  otherwise("keepalives_count", "3");
  otherwise("tcp_user_timeout", on_standby ? "3000" : "30000");
  otherwise("fallback_application_name", "wheelhouse");
  // Where several hosts are named, readers too go to the one that takes writes: a standby may lag behind what a person just saved.
  const bool several = std::any_of(parameters.begin(), parameters.end(), [](const auto& p) {
    return (p.first == "host" || p.first == "hostaddr") && p.second.find(',') != std::string::npos;
  });
  if (purpose == Purpose::write || (several && !on_standby)) otherwise("target_session_attrs", "read-write");
  std::erase_if(parameters, [](const auto& p) { return p.first == "client_encoding"; });
  parameters.emplace_back("client_encoding", "UTF8");
  return parameters;
}

std::string weak_mode(const std::string& url) {
  std::string ignored;
  const Options options = parse(url, ignored);
  if (!options) return "";
  const Parameters parameters = given_parameters(options.get());
  if (!reaches_elsewhere(parameters)) return "";
  const std::string mode = in_force(parameters, "sslmode", "PGSSLMODE");
  static constexpr std::array<std::string_view, 5> kWeak{"disable", "allow", "prefer", "require", "verify-ca"};
  return std::find(kWeak.begin(), kWeak.end(), mode) == kWeak.end() ? "" : mode;
}

std::string printable(const std::string& url) {
  std::string ignored;
  const Options options = parse(url, ignored);
  if (!options || !ports_are_numbers(options.get())) return "postgresql://…";
  std::string user, hosts, ports, database, rest;
  for (const PQconninfoOption* option = options.get(); option->keyword; ++option) {
    if (!option->val) continue;
    const std::string_view keyword = option->keyword, value = option->val;
    // Whatever libpq itself would not show on a screen stays out: passwords of every kind.
    if (std::string_view(option->dispchar).starts_with('*') || keyword.find("password") != std::string_view::npos) continue;
    if (keyword == "user") user = percent_encoded(value, "");
    else if (keyword == "host") hosts = value;
    else if (keyword == "port") ports = value;
    else if (keyword == "dbname") database = percent_encoded(value, "");
    else rest += (rest.empty() ? "?" : "&") + std::string(keyword) + "=" + percent_encoded(value, "/,:");
  }
  std::string out = "postgresql://" + (user.empty() ? "" : user + "@");
  const bool socket = hosts.find('/') != std::string::npos;
  if (socket) {
    rest += (rest.empty() ? "?host=" : "&host=") + percent_encoded(hosts, "/,");
    if (!ports.empty()) rest += "&port=" + ports;
  } else {
    for (std::size_t host_at = 0, port_at = 0; host_at <= hosts.size();) {
      const std::size_t host_end = std::min(hosts.find(',', host_at), hosts.size());
      const std::size_t port_end = std::min(ports.find(',', port_at), ports.size());
      if (host_at) out += ',';
      const std::string host = hosts.substr(host_at, host_end - host_at);
      out += host.find(':') == std::string::npos ? percent_encoded(host, "") : "[" + host + "]";
      if (port_at < ports.size()) out += ":" + ports.substr(port_at, port_end - port_at);
      host_at = host_end + 1;
      if (ports.find(',') != std::string::npos) port_at = port_end + 1;
    }
  }
  return out + "/" + database + rest;
}

}  // namespace wheelhouse::storage::postgres
