#include "service/history_view.h"

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <functional>
#include <limits>
#include <map>
#include <unordered_map>

#include "domain/all.h"
#include "reflect/json_text.h"
#include "service/access.h"
#include "service/field_policy.h"
#include "service/id_list.h"
#include "service/name_lookup.h"
#include "storage/history.h"
#include "storage/record_store.h"
#include "text/utf8.h"

namespace wheelhouse::service {
namespace {

namespace json = boost::json;

constexpr int kScanMax = 2000;             // events looked at for one page, however few of them its reader may see
constexpr std::size_t kLabelBytes = 120;  // of a note's or a step's text where a name is wanted

std::string_view view(const json::string& text) { return {text.data(), text.size()}; }

std::string_view table_of(std::string_view object_type) {
  std::string_view table;
  AllEntities::for_each([&]<class E>() {
    if (Entity<E>::name == object_type) table = Entity<E>::collection;
  });
  return table;
}
bool has_field(std::string_view object_type, std::string_view field_name) {
  bool found = false;
  AllEntities::for_each([&]<class E>() {
    if (Entity<E>::name != object_type) return;
    for_each_field<E>([&](const auto& f, std::size_t) { found = found || f.name == field_name; });
  });
  return found;
}

// What a record is called by in a sentence; "" for what has no name of its own.
std::string_view label_column(std::string_view object_type) {
  if (object_type == "evidence") return "code";
  if (object_type == "stage_event") return "kind";
  for (const std::string_view column : {"name", "subject", "text", "quote", "feature"})
    if (has_field(object_type, column)) return column;
  return "";
}

// Decides once for each customer or deal who owns it, deleted ones too.
class EventAccess {
 public:
  EventAccess(storage::Session& session, const Actor& actor) : session_(session), actor_(actor) {}

  bool sees(std::string_view object_type, const Uuid& object_id, const std::optional<Uuid>& account_id,
            const std::optional<Uuid>& opportunity_id) {
    if (table_of(object_type).empty()) return false;
    // People and teams are administered, not sold to.
    if (object_type == Entity<User>::name || object_type == Entity<Team>::name) return role_allows(actor_.role, Verb::manage_users);
    if (!actor_.visible_owners) return true;
    if (object_type == Entity<Opportunity>::name) return sees_root("opportunities", object_id);
    if (object_type == Entity<Account>::name) return sees_root("accounts", object_id);
    if (opportunity_id) return sees_root("opportunities", *opportunity_id);
    if (account_id) return sees_root("accounts", *account_id);
    return true;
  }

 private:
  bool sees_root(std::string_view table, const Uuid& id) {
    const auto known = roots_.find(id);
    if (known != roots_.end()) return known->second;
    const bool exists = session_.query_first("SELECT 1 FROM " + std::string(table) + " WHERE workspace_id = ?1 AND id = ?2",
                                             {actor_.workspace_id, id}, [](const RowReader&) {});
    const Belonging root = table == "accounts" ? Belonging{id, std::nullopt} : Belonging{std::nullopt, id};
    const bool sees = exists ? sees_belonging(session_, actor_, root) : saw_deleted(id);
    roots_.emplace(id, sees);
    return sees;
  }
  bool saw_deleted(const Uuid& id) {
    for (const storage::Event& event :
         storage::events_of_object(session_, actor_.workspace_id, id, std::numeric_limits<std::int64_t>::max(), 1)) {
      if (event.verb != "delete" || event.erased) return false;
      const json::value data = json::parse(event.data);
      const auto* before = data.as_object().if_contains("before");
      if (!before || !before->is_object()) return false;
      const auto* owner = before->as_object().if_contains("owner_id");  // a whole picture leaves out what is empty
      return !owner || owner->is_null() || (owner->is_string() && sees_owner(actor_, parse_uuid(view(owner->as_string()))));
    }
    return false;
  }

  storage::Session& session_;
  const Actor& actor_;
  std::unordered_map<Uuid, bool> roots_;
};

using Fetch = std::function<std::vector<storage::Event>(std::int64_t before_seq, int limit)>;

struct EventPage {
  std::vector<storage::Event> events;
  std::optional<std::int64_t> next;  // the seq to go on below
};

template <class Visible>
EventPage read_page(const Fetch& fetch, std::int64_t before_seq, int limit, Visible&& visible) {
  EventPage page;
  for (int scanned = 0; scanned < kScanMax;) {
    const auto batch = fetch(before_seq, limit + 1);
    for (const storage::Event& event : batch) {
      if (static_cast<int>(page.events.size()) == limit) {
        page.next = before_seq;
        return page;
      }
      before_seq = event.seq;
      if (visible(event)) page.events.push_back(event);
    }
    if (static_cast<int>(batch.size()) <= limit) return page;
    scanned += static_cast<int>(batch.size());
  }
  page.next = before_seq;
  return page;
}

// Labels of the records that still exist, by id.
NamesById labels_of(storage::Session& session, std::int64_t workspace_id, const std::vector<storage::Event>& events) {
  std::map<std::string_view, std::vector<Uuid>> by_type;
  for (const storage::Event& event : events) by_type[event.object_type].push_back(event.object_id);
  NamesById labels;
  for (auto& [type, ids] : by_type) {
    const std::string_view column = label_column(type);
    if (column.empty()) continue;
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    for_each_id_slice(ids, [&, type = type](const std::vector<Uuid>& slice) {
      std::vector<SqlValue> values{workspace_id};
      const std::string sql = "SELECT id, " + std::string(column) + " FROM " + std::string(table_of(type)) +
                              " WHERE workspace_id = ?1 AND id IN " + bind_id_list(slice, values);
      session.query(sql, values, [&](const RowReader& row) {
        if (!row.is_null(1)) labels.emplace(row.id(0), text::truncate_utf8(row.text(1), kLabelBytes));
      });
    });
  }
  return labels;
}

// Only what the entity declares: what a newer program or a mistake may have written is not shown.
void write_values(std::string& out, std::string_view object_type, const json::object* values,
                  const std::vector<std::string_view>& withheld) {
  if (!values) {
    out += "null";
    return;
  }
  json_text::Object object(out);
  for (const auto& [key, value] : *values) {
    const std::string_view name(key.data(), key.size());
    if (std::find(withheld.begin(), withheld.end(), name) != withheld.end()) object.null(name);
    else if (has_field(object_type, name)) object.raw(name, json::serialize(value));
  }
  object.close();
}

std::string_view told_verb(const storage::Event& event) {
  if (event.undo_of) return "undo";
  if (event.job_id) return "import";
  return event.verb;
}

class Writer {
 public:
  Writer(std::string& out, storage::Session& session, const Actor& actor, const std::vector<storage::Event>& events)
      : out_(out), session_(session), actor_(actor), workspace_id_(actor.workspace_id),
        labels_(labels_of(session, actor.workspace_id, events)) {
    std::vector<Uuid> actors;
    for (const storage::Event& event : events)
      if (event.actor_id) actors.push_back(*event.actor_id);
    actors_ = names_of(session, workspace_id_, "users", std::move(actors));
  }

  void write(const storage::Event& event) {
    json::object data;
    if (!event.erased) data = json::parse(event.data).as_object();
    const auto part = [&](const char* name) -> const json::object* {
      const auto* value = data.if_contains(name);
      return value && value->is_object() ? &value->as_object() : nullptr;
    };
    json_text::Object item(out_);
    item.string("id", std::to_string(event.seq));
    item.string("change_id", to_string(event.change_id));
    item.string("at", to_string(event.at));
    item.string("recorded_at", to_string(event.recorded_at));
    write_named_reference(item.key("actor"), event.actor_id, actors_);
    item.string("verb", told_verb(event));
    item.string("action", event.verb);
    item.string("object_type", event.object_type);
    item.string("object_id", to_string(event.object_id));
    write_label(item.key("object_name"), event, part("after") ? part("after") : part("before"));
    write_id(item, "account_id", event.account_id);
    write_id(item, "opportunity_id", event.opportunity_id);
    const auto withheld = withheld_of(session_, actor_, event.object_type, {event.account_id, event.opportunity_id});
    write_values(item.key("before"), event.object_type, part("before"), withheld);
    write_values(item.key("after"), event.object_type, part("after"), withheld);
    write_withheld(out_, withheld);
    const auto* reason = data.if_contains("reason");
    if (reason && reason->is_string()) item.string("reason", view(reason->as_string()));
    else item.null("reason");
    item.boolean("undone", undone(event.change_id));
    item.boolean("erased", event.erased);
    write_id(item, "undo_of", event.undo_of);
    write_id(item, "job_id", event.job_id);
    item.close();
  }

 private:
  static void write_id(json_text::Object& item, std::string_view name, const std::optional<Uuid>& id) {
    if (id) item.string(name, to_string(*id));
    else item.null(name);
  }
  void write_label(std::string& out, const storage::Event& event, const json::object* values) {
    if (labels_.contains(event.object_id)) return write_name(out, event.object_id, labels_);
    const std::string_view column = label_column(event.object_type);
    const auto* value = values ? values->if_contains(json::string_view(column.data(), column.size())) : nullptr;
    if (value && value->is_string()) json_text::append_string(out, text::truncate_utf8(view(value->as_string()), kLabelBytes));
    else out += "null";
  }
  bool undone(const Uuid& change_id) {
    const auto known = undone_.find(change_id);
    if (known != undone_.end()) return known->second;
    const bool value = storage::is_undone(session_, workspace_id_, change_id);
    undone_.emplace(change_id, value);
    return value;
  }

  std::string& out_;
  storage::Session& session_;
  const Actor& actor_;
  const std::int64_t workspace_id_;
  NamesById labels_, actors_;
  std::unordered_map<Uuid, bool> undone_;
};

struct ObjectName {
  std::string type;
  Uuid id;
};
std::optional<ObjectName> parse_object(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto id = parse_uuid(text.substr(colon + 1));
  const std::string_view type = text.substr(0, colon);
  if (!id || table_of(type).empty()) return std::nullopt;
  return ObjectName{std::string(type), *id};
}

// Where the events of a query come from. Errors as write_history().
Result<Fetch> fetch_for(storage::Session& session, const Actor& actor, const HistoryQuery& query, EventAccess& access) {
  const std::int64_t workspace_id = actor.workspace_id;
  if (!query.object.empty()) {
    const auto object = parse_object(query.object);
    if (!object) return fail(Error::invalid_field("?object", "bad_id"));
    const Fetch fetch = [&session, workspace_id, id = object->id](std::int64_t before, int limit) {
      return storage::events_of_object(session, workspace_id, id, before, limit);
    };
    const auto last = fetch(std::numeric_limits<std::int64_t>::max(), 1);
    if (last.empty() || last.front().object_type != object->type ||
        !access.sees(object->type, object->id, last.front().account_id, last.front().opportunity_id))
      return fail(Error::not_found(object->type));
    return fetch;
  }
  if (query.opportunity_id) {
    const Uuid id = *query.opportunity_id;
    if (!access.sees(Entity<Opportunity>::name, id, std::nullopt, std::nullopt)) return fail(Error::not_found(Entity<Opportunity>::name));
    std::optional<Uuid> account_id;
    const bool exists = session.query_first("SELECT account_id FROM opportunities WHERE workspace_id = ?1 AND id = ?2", {workspace_id, id},
                                            [&](const RowReader& row) { if (!row.is_null(0)) account_id = row.id(0); });
    if (!exists) return fail(Error::not_found(Entity<Opportunity>::name));
    return Fetch([&session, workspace_id, id, account_id](std::int64_t before, int limit) {
      return account_id ? storage::events_of_account(session, workspace_id, *account_id, before, limit)
                        : storage::events_of_object(session, workspace_id, id, before, limit);
    });
  }
  if (query.account_id) {
    const Uuid id = *query.account_id;
    if (!storage::record_exists(session, workspace_id, Id<Account>{id}) ||
        !access.sees(Entity<Account>::name, id, std::nullopt, std::nullopt))
      return fail(Error::not_found(Entity<Account>::name));
    return Fetch([&session, workspace_id, id](std::int64_t before, int limit) {
      return storage::events_of_account(session, workspace_id, id, before, limit);
    });
  }
  if (actor.user_id && actor.role != UserRole::admin && actor.role != UserRole::manager)
    return fail(Error::make(Errc::forbidden, "forbidden"));
  return Fetch(
      [&session, workspace_id](std::int64_t before, int limit) { return storage::latest_events(session, workspace_id, before, limit); });
}

}  // namespace

bool sees_event_of(storage::Session& session, const Actor& actor, std::string_view object_type, const Uuid& object_id,
                   const std::optional<Uuid>& account_id, const std::optional<Uuid>& opportunity_id) {
  return EventAccess(session, actor).sees(object_type, object_id, account_id, opportunity_id);
}

Result<void> write_history(std::string& out, storage::Session& session, const Actor& actor, const HistoryQuery& query) {
  std::int64_t before_seq = std::numeric_limits<std::int64_t>::max();
  if (!query.cursor.empty()) {
    const auto [end, error] = std::from_chars(query.cursor.data(), query.cursor.data() + query.cursor.size(), before_seq);
    if (error != std::errc{} || end != query.cursor.data() + query.cursor.size() || before_seq < 1)
      return fail(Error::invalid_field("?cursor", "bad_cursor"));
  }
  if (!query.object.empty() + query.account_id.has_value() + query.opportunity_id.has_value() > 1)
    return fail(Error::invalid_field("?object", "one_of_these"));
  EventAccess access(session, actor);
  const auto fetch = fetch_for(session, actor, query, access);
  if (!fetch) return fail(fetch.error());
  const EventPage page = read_page(*fetch, before_seq, query.limit, [&](const storage::Event& event) {
    if (query.opportunity_id && event.opportunity_id != query.opportunity_id) return false;
    return access.sees(event.object_type, event.object_id, event.account_id, event.opportunity_id);
  });
  Writer writer(out, session, actor, page.events);
  out += "{\"items\":[";
  for (std::size_t i = 0; i < page.events.size(); ++i) {
    if (i) out += ',';
    writer.write(page.events[i]);
  }
  out += "],\"next\":";
  if (page.next) json_text::append_string(out, std::to_string(*page.next));
  else out += "null";
  out += '}';
  return {};
}

}  // namespace wheelhouse::service
