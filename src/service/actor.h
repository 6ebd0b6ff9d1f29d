// Who acts, in which book, with which rights. Built once per request from a session, an API key or the command line.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "domain/vocabulary.h"

namespace wheelhouse::service {

struct Actor {
  std::int64_t workspace_id = 1;
  std::optional<Uuid> user_id;  // null: the command line or the program itself
  std::string name;
  UserRole role = UserRole::viewer;
  std::string locale = "en";
  // Whose records the actor may see; null = everyone's. Decided by service/access.h, used by every list and count.
  std::optional<std::vector<Uuid>> visible_owners;
};

}  // namespace wheelhouse::service
