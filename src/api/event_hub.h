// Live updates: one server-sent event stream a browser, told of every committed change its person may see. Thread-safe.
#pragma once
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "http/responder.h"
#include "service/authenticate.h"
#include "service/unit_of_work.h"

namespace wheelhouse::api {

class EventHub {
 public:
  // The stream stays until the client leaves, its identity ends (close_for) or the server stops.
  void add(std::shared_ptr<const service::Identity> identity, http::EventStream stream);
  // What changed, and whose it is: each stream hears only of what its person may see. `owner_of` is asked once per record.
  struct Announcement {
    service::ChangeNotice notice;
    std::optional<Uuid> owner_id;
    bool owner_is_known = true;  // else only those hear of it who see everyone's
  };
  // A stream whose person had a share that ran out ends instead: his browser comes back with the rights of now.
  void announce(const std::vector<Announcement>& announcements, Instant now);
  void announce_job(const Uuid& user_id, std::string_view json);
  // Ends every stream of a person whose sessions were revoked or who was disabled.
  void close_for(const Uuid& user_id);
  // A comment line, so that dead connections are noticed; ends the streams of sessions and keys whose time is up.
  void heartbeat(Instant now);
  void close_all();
  std::size_t size();

 private:
  struct Listener {
    std::shared_ptr<const service::Identity> identity;
    http::EventStream stream;
  };
  std::mutex mutex_;
  std::vector<Listener> listeners_;
};

// Whose record each notice is about, read while the transaction still sees it; of what was deleted, whose it was. Empty when there
// is more to tell than a browser would look at one by one.
std::vector<EventHub::Announcement> announcements_of(service::UnitOfWork& work);

}  // namespace wheelhouse::api
