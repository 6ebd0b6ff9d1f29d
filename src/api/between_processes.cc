#include "api/between_processes.h"

#include <algorithm>

#include "domain/user.h"
#include "service/access.h"
#include "service/workspace.h"

namespace wheelhouse::api {
namespace {

constexpr std::string_view kNobody = "-", kUnknown = "?";

std::string id_text(const std::optional<Uuid>& id) { return id ? to_string(*id) : std::string(kNobody); }

std::string change_text(const EventHub::Announcement& a) {
  const service::ChangeNotice& n = a.notice;
  return "change " + n.object_type + " " + to_string(n.object_id) + " " + id_text(n.account_id) + " " + id_text(n.opportunity_id) + " " +
         to_string(n.change_id) + " " + (a.owner_is_known ? id_text(a.owner_id) : std::string(kUnknown)) + "\n";
}

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  while (!line.empty()) {
    const std::size_t end = std::min(line.find(' '), line.size());
    words.push_back(line.substr(0, end));
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return words;
}

// False when `word` is neither an id nor "-".
bool read_id(std::string_view word, std::optional<Uuid>& id) {
  id = parse_uuid(word);
  return id || word == kNobody;
}

std::optional<EventHub::Announcement> read_change(std::string_view line) {
  const auto words = words_of(line);
  if (words.size() != 7) return std::nullopt;
  EventHub::Announcement a{.notice = {.object_type = std::string(words[1])}};
  const auto object = parse_uuid(words[2]), change = parse_uuid(words[5]);
  if (!object || !change || !read_id(words[3], a.notice.account_id) || !read_id(words[4], a.notice.opportunity_id)) return std::nullopt;
  a.notice.object_id = *object;
  a.notice.change_id = *change;
  a.owner_is_known = words[6] != kUnknown;
  if (a.owner_is_known && !read_id(words[6], a.owner_id)) return std::nullopt;
  return a;
}

}  // namespace

bool rights_changed(const std::vector<service::ChangeNotice>& notices) {
  return std::any_of(notices.begin(), notices.end(), [](const service::ChangeNotice& notice) {
    const bool of_people = notice.object_type == Entity<User>::name || notice.object_type == Entity<Team>::name;
    return of_people || !notice.of_users.empty() || !notice.of_teams.empty();
  });
}

std::vector<Uuid> people_of(storage::Session& session, std::int64_t workspace_id, const std::vector<service::ChangeNotice>& notices) {
  std::vector<Uuid> people;
  for (const service::ChangeNotice& notice : notices) {
    if (notice.object_type == Entity<User>::name) people.push_back(notice.object_id);
    people.insert(people.end(), notice.of_users.begin(), notice.of_users.end());
    for (const Uuid& team : notice.of_teams)
      for (const Uuid& person :
           service::people_of_teams(session, workspace_id, service::teams_below(session, workspace_id, team)))
        people.push_back(person);
  }
  return people;
}

std::string close_text(const Uuid& user_id) { return "close " + to_string(user_id) + "\n"; }
std::string forget_text() { return "forget\n"; }
std::string job_text(const Uuid& user_id, std::string_view json) { return "job " + to_string(user_id) + " " + std::string(json) + "\n"; }
std::string cancel_text(const Uuid& job_id) { return "cancel " + to_string(job_id) + "\n"; }

void tell_others(storage::Session& session, const std::vector<EventHub::Announcement>& announcements,
                 const std::vector<service::ChangeNotice>& notices) {
  if (session.engine() != storage::Engine::postgres) return;
  std::string text;
  const auto add = [&](const std::string& line) {
    if (text.size() + line.size() > storage::Session::kNoticeBytesMax) {
      session.notify(text);
      text.clear();
    }
    text += line;
  };
  for (const Uuid& person : people_of(session, service::kWorkspaceId, notices)) add(close_text(person));
  if (rights_changed(notices)) add(forget_text());
  for (const EventHub::Announcement& announcement : announcements) add(change_text(announcement));
  if (!text.empty()) session.notify(text);
}

Heard heard_from(std::string_view text) {
  Heard heard;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line == "forget") {
      heard.forget = true;
    } else if (line.starts_with("change ")) {
      if (auto change = read_change(line)) heard.announcements.push_back(std::move(*change));
    } else if (line.starts_with("close ")) {
      if (const auto id = parse_uuid(line.substr(6))) heard.closed.push_back(*id);
    } else if (line.starts_with("cancel ")) {
      if (const auto id = parse_uuid(line.substr(7))) heard.cancelled.push_back(*id);
    } else if (line.starts_with("job ") && line.size() > 41) {
      if (const auto id = parse_uuid(line.substr(4, 36))) heard.jobs.emplace_back(*id, line.substr(41));
    }
  }
  return heard;
}

}  // namespace wheelhouse::api
