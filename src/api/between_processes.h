// What one server tells the others on the same book (PostgreSQL), so that a browser on any of them hears of a change on each: kinds
// and ids, never contents. The process that hears decides by its own people's rights who may be told. Text of lines, one a notice.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/event_hub.h"

namespace wheelhouse::api {

// Tells the other processes when the transaction commits. Where a book has one process (SQLite), nobody is told.
void tell_others(storage::Session& session, const std::vector<EventHub::Announcement>& announcements,
                 const std::vector<service::ChangeNotice>& notices);

// Did rights change with it? Then who is who is looked up again.
bool rights_changed(const std::vector<service::ChangeNotice>& notices);
// The people whose own rights these changed: their streams end and come back with what holds now.
std::vector<Uuid> people_of(storage::Session& session, std::int64_t workspace_id, const std::vector<service::ChangeNotice>& notices);

// Outside of a transaction of their own: somebody's streams end; who is who is to be looked up again; how far a job is; stop a job.
std::string close_text(const Uuid& user_id);
std::string forget_text();
std::string job_text(const Uuid& user_id, std::string_view json);
std::string cancel_text(const Uuid& job_id);

struct Heard {
  std::vector<EventHub::Announcement> announcements;
  std::vector<Uuid> closed;
  std::vector<std::pair<Uuid, std::string>> jobs;
  std::vector<Uuid> cancelled;
  bool forget = false;
};
// What another version of this program says that this one does not understand is passed over.
Heard heard_from(std::string_view text);

}  // namespace wheelhouse::api
