#include "api/event_hub.h"

#include <algorithm>

#include "reflect/json_text.h"
#include "service/access.h"

namespace wheelhouse::api {
namespace {
constexpr std::size_t kAnnouncementsMax = 200;

std::string event_text(const service::ChangeNotice& notice) {
  std::string text = "event: change\ndata: ";
  json_text::Object object(text);
  object.string("object_type", notice.object_type);
  object.string("object_id", to_string(notice.object_id));
  if (notice.account_id) object.string("account_id", to_string(*notice.account_id));
  if (notice.opportunity_id) object.string("opportunity_id", to_string(*notice.opportunity_id));
  object.string("change_id", to_string(notice.change_id));
  object.close();
  return text += "\n\n";
}

bool hears(const service::Actor& actor, const EventHub::Announcement& a) {
  if (!actor.visible_owners) return true;
  if (!a.owner_is_known) return false;
  if (a.notice.opportunity_id) return service::sees_opportunity(actor, a.owner_id, *a.notice.opportunity_id, a.notice.account_id);
  return a.notice.account_id ? service::sees_account(actor, a.owner_id, *a.notice.account_id) : service::sees_owner(actor, a.owner_id);
}
}  // namespace

void EventHub::add(std::shared_ptr<const service::Identity> identity, http::EventStream stream) {
  stream.write(": welcome\nretry: 2000\n\n");
  std::lock_guard lock(mutex_);
  listeners_.push_back({std::move(identity), std::move(stream)});
}

void EventHub::announce(const std::vector<Announcement>& announcements, Instant now) {
  std::lock_guard lock(mutex_);
  if (listeners_.empty() || announcements.empty()) return;
  for (Listener& listener : listeners_)
    if (const auto& until = listener.identity->actor.grants.until; until && *until <= now) listener.stream.close();
  for (const Announcement& a : announcements) {
    const auto text = std::make_shared<const std::string>(event_text(a.notice));
    for (Listener& listener : listeners_)
      if (const auto& actor = listener.identity->actor; !(actor.grants.until && *actor.grants.until <= now) && hears(actor, a))
        listener.stream.write(text);
  }
}

void EventHub::announce_job(const Uuid& user_id, std::string_view json) {
  const auto text = std::make_shared<const std::string>("event: job\ndata: " + std::string(json) + "\n\n");
  std::lock_guard lock(mutex_);
  for (Listener& listener : listeners_)
    if (listener.identity->actor.user_id == user_id) listener.stream.write(text);
}

void EventHub::close_for(const Uuid& user_id) {
  std::lock_guard lock(mutex_);
  for (Listener& listener : listeners_)
    if (listener.identity->actor.user_id == user_id) listener.stream.close();
}

void EventHub::heartbeat(Instant now) {
  static const auto text = std::make_shared<const std::string>(": still here\n\n");
  std::lock_guard lock(mutex_);
  std::erase_if(listeners_, [&](Listener& listener) {
    // A browser whose session was used meanwhile comes back at once; others are told to sign in.
    if (listener.identity->expires_at <= now) listener.stream.close();
    return listener.identity->expires_at <= now || !listener.stream.write(text);
  });
}

void EventHub::close_all() {
  std::lock_guard lock(mutex_);
  for (Listener& listener : listeners_) listener.stream.close();
  listeners_.clear();
}

std::size_t EventHub::size() {
  std::lock_guard lock(mutex_);
  return listeners_.size();
}

std::vector<EventHub::Announcement> announcements_of(service::UnitOfWork& work) {
  std::vector<EventHub::Announcement> list;
  if (work.notices().size() > kAnnouncementsMax) return list;  // an import announces itself as a job
  for (const service::ChangeNotice& notice : work.notices()) {
    EventHub::Announcement& a = list.emplace_back(EventHub::Announcement{notice, std::nullopt});
    const auto take_owner = [&](std::string_view sql, const Uuid& id) {
      const bool stands = work.session().query_first(
          sql, {work.workspace_id(), id}, [&](const RowReader& row) {
            if (!row.is_null(0)) a.owner_id = row.id(0);
            a.notice.account_id = row.is_null(1) ? std::nullopt : std::optional(row.id(1));
          });
      if (stands) return;
      const auto removed = work.removed_owners().find(id);
      if (removed != work.removed_owners().end()) a.owner_id = removed->second;
      else a.owner_is_known = false;
    };
    if (notice.opportunity_id)
      take_owner("SELECT owner_id, account_id FROM opportunities WHERE workspace_id = ?1 AND id = ?2", *notice.opportunity_id);
    else if (notice.account_id)
      take_owner("SELECT owner_id, id FROM accounts WHERE workspace_id = ?1 AND id = ?2", *notice.account_id);
  }
  return list;
}
}  // namespace wheelhouse::api
