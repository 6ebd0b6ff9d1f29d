// Who acts, in which book, with which rights. Built once per request from a session, an API key or the command line.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "domain/vocabulary.h"

namespace wheelhouse::service {

// What others let this person have a part in, beyond what is his by ownership. Ids are sorted. Empty for most people, who then pay nothing.
struct Grants {
  std::vector<Uuid> accounts, opportunities;                    // may see; an account with all that belongs to it
  std::vector<Uuid> writable_accounts, writable_opportunities;  // of these, may change
  std::optional<Instant> until;                                 // when the first of them runs out: look again then
  bool empty() const { return accounts.empty() && opportunities.empty(); }
};

struct Actor {
  std::int64_t workspace_id = 1;
  std::optional<Uuid> user_id;  // null: the command line or the program itself
  std::string name;
  UserRole role = UserRole::viewer;
  std::string locale = "en";
  // Whose records the actor may see; null = everyone's. Decided by service/access.h, used by every list and count.
  std::optional<std::vector<Uuid>> visible_owners;
  Grants grants;
};

}  // namespace wheelhouse::service
