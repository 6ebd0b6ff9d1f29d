#include "http/edge.h"

#include <exception>

#include "http/response_writer.h"

namespace wheelhouse::http {

Edge::Edge(ServerOptions from, Handler& to)
    : options(std::move(from)),
      head_limits{options.header_bytes_max, options.headers_max, options.target_bytes_max},
      handler(to),
      addresses(options.connections_per_address_max) {
  for (const std::string& name : options.allowed_hosts) {
    if (name == "*") any_host = true;
    // An IPv6 address may be given without the brackets it has in a Host header.
    const bool bare_v6 = name.find(':') != name.rfind(':') && !name.starts_with('[');
    if (auto host = host_of(bare_v6 ? "[" + name + "]" : name)) hosts.insert(std::move(*host));
  }
  for (const std::string& address : options.trusted_proxies) {
    std::string normal;
    if (normalize_address(address, normal)) proxies.insert(std::move(normal));
  }
}

bool Edge::allows_host(const std::string& lower_case_host) const {
  return any_host || is_loopback_host(lower_case_host) || hosts.contains(lower_case_host);
}

void Edge::identify_client(RequestHead& head, const PeerAddress& peer, bool tls_here) const {
  head.remote_address = peer.text;
  head.secure = tls_here;
  if (proxies.empty() || !proxies.contains(peer.text)) return;
  head.secure = tls_here || equal_ignoring_case(head.header("X-Forwarded-Proto"), "https");
  // Each proxy appends whom it heard: the last address that is not a proxy of ours is the client, whatever stands before it.
  for (std::size_t i = head.headers.size(); i-- > 0;) {
    const HeaderList::Field field = head.headers.at(i);
    if (!equal_ignoring_case(field.name, "X-Forwarded-For")) continue;
    std::string_view rest = field.value;
    while (!rest.empty()) {
      const std::size_t comma = rest.rfind(',');
      std::string_view entry = comma == std::string_view::npos ? rest : rest.substr(comma + 1);
      rest = comma == std::string_view::npos ? std::string_view() : rest.substr(0, comma);
      while (entry.starts_with(' ')) entry.remove_prefix(1);
      while (entry.ends_with(' ')) entry.remove_suffix(1);
      std::string address;
      if (!normalize_address(entry, address)) return;
      head.remote_address = address;
      if (!proxies.contains(address)) return;
    }
  }
}

bool Edge::counts_towards_cap(const PeerAddress& peer) const {
  return options.count_loopback || (!peer.loopback && !proxies.contains(peer.text));
}

Response Edge::make_problem(int status, std::string_view code, std::string_view accept_language, std::string_view request_id) const {
  std::string detail;
  if (options.problem_text) {
    try {
      detail = options.problem_text(status, code, accept_language);
    } catch (const std::exception& error) {
      report("problem_text_threw", error.what());
    }
  }
  constexpr std::string_view kPlace = "{request_id}";  // where a sentence wants the number that finds it in the log
  if (const std::size_t at = detail.find(kPlace); at != std::string::npos) detail.replace(at, kPlace.size(), request_id);
  Response response = Response::with_body(status, "application/problem+json", print_problem(status, code, detail, request_id));
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

void Edge::report(std::string_view what, std::string_view detail) const noexcept {
  if (!options.on_trouble) return;
  try {
    options.on_trouble(what, detail);
  } catch (...) {
    // A log that cannot be written must not take connections down with it.
  }
}

std::string_view default_problem_code(int status) {
  switch (status) {
    case 400: return "bad_request";
    case 401: return "unauthenticated";
    case 403: return "forbidden";
    case 404: return "not_found";
    case 405: return "method_not_allowed";
    case 413: return "body_too_large";
    case 415: return "content_type";
    case 429: return "too_many_requests";
    case 501: return "method_unknown";
    case 503: return "unavailable";
    case 507: return "storage_full";
    default: return status >= 500 ? "internal" : "refused";
  }
}

}  // namespace wheelhouse::http
