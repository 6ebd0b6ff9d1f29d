// Who stands at the other end, before anybody is known: the address, and whether a secret may travel to it.
#pragma once
#include "api/route.h"
#include "http/peer_address.h"
#include "service/auth.h"

namespace wheelhouse::api {

// The client's address, behind a trusted proxy what that proxy says.
http::PeerAddress visitor_address(const http::RequestHead& request);
// Secrets travel over TLS or stay on this machine, unless the owner of the server says otherwise.
bool is_safe_transport(const http::RequestHead& request, bool allow_plain_http);
// What marks one visitor in the log without naming him: the same address has the same mark until this process ends, and no mark leads
// back to an address.
std::string visitor_mark(std::string_view address);
// Passwords and cookies only over TLS or on this machine itself. Errors: forbidden "plain_http_refused".
Result<void> check_transport(const Call& call);
// For the list of sessions and for the throttle; with the session this browser has now.
service::Device device_of(const Call& call);

}  // namespace wheelhouse::api
