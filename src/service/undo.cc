#include "service/undo.h"

#include <algorithm>
#include <boost/json.hpp>

#include "service/access.h"
#include "service/history_view.h"
#include "service/references.h"
#include "service/rollback.h"
#include "service/unit_of_work_impl.h"
#include "storage/content_store.h"

namespace wheelhouse::service {
namespace {

namespace json = boost::json;

template <Reflected E>
class Undo {
 public:
  Undo(UnitOfWork& work, UndoReport& report) : work_(work), report_(report) {}

  void apply(const storage::Event& event, const json::object& data) {
    const Id<E> id{event.object_id};
    const auto current = storage::find_record(work_.session(), work_.workspace_id(), id);
    if (event.verb == "create") undo_create(event, current, member_object(data, "after"));
    else if (event.verb == "delete") undo_delete(event, current, member_object(data, "before"));
    else undo_update(event, current, member_object(data, "before"), member_object(data, "after"));
  }

 private:
  void conflict(const storage::Event& event, std::string field, std::string now, std::string undo_to) {
    report_.conflicts.push_back({event.object_type, event.object_id, std::move(field), std::move(now), std::move(undo_to)});
  }

  void undo_create(const storage::Event& event, const std::optional<E>& current, const json::object& after) {
    if (!current) return;  // somebody deleted it: that is what the undo wants
    if (current->version != 1 && differs(event, *current, after, {}, nullptr, true)) return;
    if (const auto user = pointed_at_by(work_.session(), work_.workspace_id(), *current); !user.empty()) {
      conflict(event, "", "\"in_use\"", "null");
      report_.conflicts.back().used_by = user;
      return;
    }
    work_.remove(*current);
    ++report_.undone;
  }

  void undo_delete(const storage::Event& event, const std::optional<E>& current, const json::object& before) {
    if (current) return conflict(event, "", "\"present\"", "\"present\"");
    E record;
    record.id.uuid = event.object_id;
    assign_fields(record, before);
    if (!let_go_of_missing(event, record, nullptr)) return;
    if constexpr (std::is_same_v<E, Attachment>)
      if (!storage::has_content(work_.session(), work_.workspace_id(), record.sha256)) return conflict(event, "sha256", "null", "\"gone\"");
    work_.create(record);
    ++report_.undone;
  }

  void undo_update(const storage::Event& event, const std::optional<E>& current, const json::object& before, const json::object& after) {
    if (!current) return conflict(event, "", "null", json::serialize(before));
    json::object restore = before;
    differs(event, *current, after, before, &restore);
    E record = *current;
    assign_fields(record, restore);
    let_go_of_missing(event, record, &*current);
    if (work_.update(*current, record)) ++report_.undone;
  }

  // What `record` would point at again may be gone by now: such a field stays as it is (empty in a record that comes back).
  // False when the record cannot come back at all, because it hung on what is gone.
  bool let_go_of_missing(const storage::Event& event, E& record, const E* current) {
    bool stands = true;
    for_each_field<E>([&](const auto& f, std::size_t i) {
      using T = typename std::remove_cvref_t<decltype(f)>::Type;
      if constexpr (requires { typename Kind<unwrapped_t<T>>::Target; }) {
        if (i < kRecordFieldCount || (current && current->*f.member == record.*f.member)) return;
        if constexpr (IsList<T>::value) {
          std::erase_if(record.*f.member, [&](const auto& id) { return is_missing(id); });
        } else if constexpr (requires(T value) { value.reset(); }) {
          if (!(record.*f.member) || !is_missing(*(record.*f.member))) return;
          stands = stands && !is_dependence<E>(f.name);
          conflict(event, std::string(f.name), "null", "\"" + to_string(*(record.*f.member)) + "\"");
          if (current) record.*f.member = current->*f.member;
          else (record.*f.member).reset();
        } else if (is_missing(record.*f.member)) {
          stands = false;
          conflict(event, std::string(f.name), "null", "\"" + to_string(record.*f.member) + "\"");
        }
      }
    });
    return stands;
  }
  template <class Target>
  bool is_missing(const Id<Target>& id) {
    return !storage::record_exists(work_.session(), work_.workspace_id(), id);
  }

  // Compares what the change wrote with what stands; each field changed since is a conflict and leaves `restore`. Of a `whole` picture
  // what is not named was empty.
  bool differs(const storage::Event& event, const E& current, const json::object& wrote, const json::object& undo_to,
               json::object* restore = nullptr, bool whole = false) {
    static const json::value kEmpty;
    bool any = false;
    for_each_field<E>([&](const auto& f, std::size_t i) {
      if (i < kRecordFieldCount) return;
      const json::string_view name(f.name.data(), f.name.size());
      using T = typename std::remove_cvref_t<decltype(f)>::Type;
      const auto* value = wrote.if_contains(name);
      if (!value && whole && (Kind<T>::nullable || IsList<T>::value)) value = &kEmpty;
      if (!value) return;
      E expected = current;
      assign_fields(expected, json::object{{name, *value}});
      if (expected.*f.member == current.*f.member) return;
      any = true;
      std::string now;
      Kind<T>::write_json(now, current.*f.member);
      const auto* back = undo_to.if_contains(name);
      conflict(event, std::string(f.name), std::move(now), back ? json::serialize(*back) : "null");
      if (restore) restore->erase(name);
    });
    return any;
  }

  UnitOfWork& work_;
  UndoReport& report_;
};

// To take back a share, a place on a team, a handing over, or that an account or a deal is there at all, is to govern it.
Hold hold_to_undo(const storage::Event& event) {
  if (event.object_type == Entity<Share>::name || event.object_type == Entity<AccountMember>::name) return Hold::govern;
  if (event.object_type != Entity<Account>::name && event.object_type != Entity<Opportunity>::name) return Hold::tend;
  const bool hands_over = event.data.find("\"owner_id\":") != std::string::npos;
  return event.verb != "update" || hands_over ? Hold::govern : Hold::tend;
}

bool is_of_people(const storage::Event& event) {
  return event.object_type == Entity<User>::name || event.object_type == Entity<Team>::name;
}

bool has_active_admin(UnitOfWork& work) {
  return work.session().query_first(
      "SELECT 1 FROM users WHERE workspace_id = ?1 AND role = 'admin' AND disabled = 0 AND can_sign_in = 1 LIMIT 1", {work.workspace_id()},
      [](const RowReader&) {});
}

}  // namespace

void undo_events(UnitOfWork& work, const std::vector<storage::Event>& events, UndoReport& report) {
  for (auto event = events.rbegin(); event != events.rend(); ++event) {
    if (event->erased) continue;  // the values are gone for good: nothing to restore
    const json::object data = json::parse(event->data).as_object();
    AllEntities::for_each([&]<class E>() {
      if (Entity<E>::name == event->object_type) Undo<E>(work, report).apply(*event, data);
    });
  }
}

Result<UndoReport> undo_change(UnitOfWork& work, const Uuid& change_id) {
  const auto events = storage::events_of_change(work.session(), work.workspace_id(), change_id);
  if (events.empty()) return fail(Error::not_found("change"));
  // As the history shows it: also of what is deleted by now, which belongs to nobody any more.
  for (const auto& event : events)
    if (!is_of_people(event) && !sees_event_of(work.session(), work.actor(), event.object_type, event.object_id, event.account_id,
                                               event.opportunity_id))
      return fail(Error::not_found("change"));
  const bool own = work.actor().user_id && events.front().actor_id == work.actor().user_id;
  // Whoever gave an account back may take that back while nobody has claimed it.
  for (const auto& event : events)
    if (auto held = require_hold(work.session(), work.actor(), {event.account_id, event.opportunity_id}, hold_to_undo(event));
        !held && !(own && held.error().reason == "in_pool"))
      return fail(held.error());
  if (!role_allows(work.actor().role, Verb::update) || (!own && !role_allows(work.actor().role, Verb::override_stage)))
    return fail(Error::make(Errc::forbidden, "undo_not_yours"));
  // Roles and teams are the administrator's, also backwards: a right once taken away is not taken back by undoing that.
  const bool of_people = std::any_of(events.begin(), events.end(), is_of_people);
  if (of_people)
    if (auto allowed = require(work.actor(), Verb::manage_users); !allowed) return fail(allowed.error());
  if (storage::is_undone(work.session(), work.workspace_id(), change_id)) return fail(Error::make(Errc::conflict, "already_undone"));
  const bool had_admin = of_people && has_active_admin(work);
  work.set_undo_of(change_id);
  UndoReport report;
  undo_events(work, events, report);
  if (had_admin && !has_active_admin(work)) return fail(Error::make(Errc::conflict, "last_admin"));
  return report;
}
void write_undo(json_text::Object& answer, const UndoReport& report) {
  answer.integer("undone", report.undone);
  std::string& list = answer.key("conflicts");
  list += '[';
  for (const UndoConflict& conflict : report.conflicts) {
    if (list.back() != '[') list += ',';
    json_text::Object item(list);
    item.string("object_type", conflict.object_type);
    item.string("object_id", to_string(conflict.object_id));
    item.string("field", conflict.field);
    item.raw("now", conflict.now);
    item.raw("undo_to", conflict.undo_to);
    if (conflict.used_by.empty()) item.null("used_by");
    else item.string("used_by", conflict.used_by);
    item.close();
  }
  list += ']';
}

UndoReport undo_from_json(const json::object& object) {
  const auto text_of = [](const json::object& of, const char* name) { return std::string(of.at(name).as_string()); };
  UndoReport report;
  report.undone = object.at("undone").to_number<std::int64_t>();
  for (const json::value& value : object.at("conflicts").as_array()) {
    const json::object& item = value.as_object();
    report.conflicts.push_back({text_of(item, "object_type"), parse_uuid(text_of(item, "object_id")).value_or(Uuid{}),
                                text_of(item, "field"),
                                json::serialize(item.at("now")), json::serialize(item.at("undo_to")),
                                item.at("used_by").is_string() ? text_of(item, "used_by") : ""});
  }
  return report;
}

}  // namespace wheelhouse::service
