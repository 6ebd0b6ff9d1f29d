// What a "postgresql://…" address means to us: checked, completed with our defaults, and shown without its secrets.
#pragma once
#include <string>
#include <utility>
#include <vector>

namespace wheelhouse::storage::postgres {

bool is_address(const std::string& url);  // postgresql:// or postgres://

enum class Purpose { read, write, read_on_standby };

// The parameters of libpq, in the address's order, with our defaults where it says nothing: UTF-8, a connection within 10 s, TCP
// that notices a dead peer, and to another machine TLS with a certificate that fits its name. The host that takes writes is chosen, for
// writing or if there are several; for a standby all is sooner given up, and any host will do. Throws StorageError(bad_address) with
// libpq's reason, which never repeats a password.
std::vector<std::pair<std::string, std::string>> parameters_of(const std::string& url, Purpose purpose);

// The sslmode that the address, or the environment, gives for another machine, when it checks less than all: "disable" … "verify-ca".
// "" otherwise.
std::string weak_mode(const std::string& url);

// The address without its password, wherever that stood. Of one that cannot be read, only the scheme.
std::string printable(const std::string& url);

}  // namespace wheelhouse::storage::postgres
