#include "service/privacy.h"

#include <openssl/evp.h>

#include <algorithm>

#include "lang/language.h"
#include "reflect/json.h"
#include "service/access.h"
#include "service/match_keys.h"
#include "service/person.h"
#include "service/practice.h"
#include "service/rollback.h"
#include "service/workspace.h"
#include "storage/content_store.h"
#include "storage/erasure.h"
#include "storage/match_store.h"

namespace wheelhouse::service {
namespace {

namespace json = boost::json;

constexpr std::int64_t kEnd = std::int64_t{1} << 53;

// As it stands, or as it was when it was deleted.
template <Reflected E>
std::optional<PersonRef> person_of(storage::Session& session, std::int64_t workspace_id, const Uuid& id) {
  auto record = storage::find_record(session, workspace_id, Id<E>{id});
  if (!record)
    for (const storage::Event& event : storage::events_of_object(session, workspace_id, id, kEnd, 1)) {
      if (event.object_type != Entity<E>::name || event.erased) continue;
      record.emplace().id.uuid = id;
      assign_fields(*record, member_object(json::parse(event.data).as_object(), "before"));
    }
  if (!record) return std::nullopt;
  return PersonRef{std::string(Entity<E>::name), id, record->name, belonging_of(*record).account_id};
}

void add(std::vector<std::string>& list, const json::object& values, const char* name) {
  const auto* value = values.if_contains(name);
  if (!value || !value->is_string()) return;
  std::string text(value->get_string().data(), value->get_string().size());
  if (!text.empty() && std::find(list.begin(), list.end(), text) == list.end()) list.push_back(std::move(text));
}

bool bears_name(storage::Session& session, std::int64_t workspace_id, const PersonRef& ref) {
  return session.query_integer(
             "SELECT (SELECT count(*) FROM contacts WHERE workspace_id = ?1 AND lower(name) = lower(?3) AND id <> ?2) + "
             "(SELECT count(*) FROM users WHERE workspace_id = ?1 AND lower(name) = lower(?3) AND id <> ?2)",
             {workspace_id, ref.id, std::string_view(ref.name)}) > 0;
}

std::string base64(std::string_view bytes) {
  std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()), reinterpret_cast<const unsigned char*>(bytes.data()),
                                     static_cast<int>(bytes.size()));
  out.resize(static_cast<std::size_t>(length));
  return out;
}

void write_events(std::string& out, storage::Session& session, std::int64_t workspace_id, const Uuid& id) {
  out += '[';
  for (const storage::Event& event : storage::events_of_object(session, workspace_id, id, kEnd, 1'000)) {
    if (out.back() != '[') out += ',';
    json_text::Object item(out);
    item.string("at", to_string(event.at));
    item.string("recorded_at", to_string(event.recorded_at));
    item.string("verb", event.verb);
    item.boolean("erased", event.erased);
    if (!event.erased) item.raw("values", event.data);
    item.close();
  }
  out += ']';
}

void write_own_checks(std::string& out, storage::Session& session, std::int64_t workspace_id, const Uuid& id) {
  out += '[';
  session.query("SELECT id, rated_at, ratings, actions FROM self_checks WHERE workspace_id = ?1 AND user_id = ?2 ORDER BY rated_at, id",
                {workspace_id, id}, [&](const RowReader& row) {
                  if (out.back() != '[') out += ',';
                  json_text::Object item(out);
                  item.string("id", to_string(row.id(0)));
                  item.string("rated_at", to_string(Instant{row.integer(1)}));
                  item.raw("ratings", row.text(2));
                  item.raw("actions", row.text(3));
                  item.close();
                });
  out += ']';
}

void write_files(std::string& out, storage::Session& session, std::int64_t workspace_id, const std::vector<Attachment>& files) {
  std::size_t left = kExportedFileBytes;
  out += '[';
  for (const Attachment& file : files) {
    if (out.back() != '[') out += ',';
    json_text::Object item(out);
    item.string("id", to_string(file.id));
    item.string("name", file.name);
    item.string("media_type", file.media_type);
    item.integer("size_bytes", file.size_bytes);
    std::string bytes;
    const bool fits = static_cast<std::size_t>(file.size_bytes) <= left;
    if (fits && storage::read_content(session, workspace_id, file.sha256, [&](std::string_view piece) { bytes += piece; })) {
      left -= bytes.size();
      item.string("content_base64", base64(bytes));
    } else {
      item.null("content_base64");
    }
    item.close();
  }
  out += ']';
}

}  // namespace

Result<PersonRef> find_person(storage::Session& session, const Actor& actor, std::string_view object_type, const Uuid& id) {
  if (auto allowed = require(actor, Verb::administer); !allowed) return fail(allowed.error());
  auto person = object_type == Entity<User>::name ? person_of<User>(session, actor.workspace_id, id)
                                                  : person_of<Contact>(session, actor.workspace_id, id);
  if (!person) return fail(Error::not_found(object_type));
  return std::move(*person);
}

Result<PersonRef> find_person(storage::Session& session, const Actor& actor, std::string_view object_type, const std::string& text) {
  std::vector<Uuid> found;
  if (const auto id = parse_uuid(text)) found.push_back(*id);
  else found = storage::find_by_match_key(session, actor.workspace_id, email_key(object_type, text), 2);
  if (found.size() != 1) return fail(Error::make(Errc::not_found, "no_such_owner", {{"value", text}}));
  return find_person(session, actor, object_type, found.front());
}

Person know_person(storage::Session& session, std::int64_t workspace_id, const PersonRef& ref) {
  std::vector<std::string> names{ref.name}, addresses, numbers;
  const auto learn = [&](const json::object& values) {
    add(names, values, "name");
    add(addresses, values, "email");
    add(numbers, values, "phone");
    add(numbers, values, "mobile");
  };
  for (const storage::Event& event : storage::events_of_object(session, workspace_id, ref.id, kEnd, 100'000)) {
    if (event.erased) continue;
    const json::object data = json::parse(event.data).as_object();
    learn(member_object(data, "before"));
    learn(member_object(data, "after"));
  }
  const auto workspace = find_workspace(session, workspace_id);
  const std::string language = workspace ? workspace->locale : "en";
  Person person{ref, Redactor({}, {}, {}, ""), lang::text(language, "privacy.no_name"), lang::text(language, "privacy.no_words"),
                bears_name(session, workspace_id, ref)};
  // What stands in his place after an erasure is nobody's name.
  std::erase(names, person.no_name);
  person.redactor = Redactor(std::move(names), std::move(addresses), std::move(numbers), person.no_name);
  return person;
}

std::string export_person(storage::Session& session, const Actor& actor, const PersonRef& ref, Instant now) {
  const Person person = know_person(session, actor.workspace_id, ref);
  std::string out;
  json_text::Object object(out);
  object.string("person", ref.object_type);
  object.string("id", to_string(ref.id));
  object.string("exported_at", to_string(now));
  std::string record = "null";
  std::string linked, mentioned;
  std::vector<Attachment> files;
  const auto write_list = [](std::string& to, std::string_view collection, const std::string& items) {
    if (items.empty()) return;
    to += to.empty() ? "{\"" : ",\"";
    to += std::string(collection) + "\":[" + items + "]";
  };
  AllEntities::for_each([&]<class E>() {
    std::string named, told;
    for (const E& one : touched_records<E>(session, actor.workspace_id, person)) {
      if (is_himself(person, one)) {
        record.clear();
        write_json(record, one);
        continue;
      }
      std::string& to = is_linked(person, one) ? named : told;
      if (!to.empty()) to += ',';
      write_json(to, one);
      if constexpr (std::is_same_v<E, Attachment>)
        if (is_linked(person, one)) files.push_back(one);
    }
    write_list(linked, Entity<E>::collection, named);
    write_list(mentioned, Entity<E>::collection, told);
  });
  object.raw("record", record);
  object.raw("linked", linked.empty() ? "{}" : linked + "}");
  object.raw("mentions", mentioned.empty() ? "{}" : mentioned + "}");
  write_events(object.key("events"), session, actor.workspace_id, ref.id);
  if (ref.object_type == Entity<User>::name) {
    write_own_checks(object.key("self_checks"), session, actor.workspace_id, ref.id);
    write_attempts(object.key("practice_attempts"), session, actor.workspace_id, ref.id);
  }
  write_files(object.key("files"), session, actor.workspace_id, files);
  object.close();
  return out;
}

void write_erasure(std::string& out, const ErasurePlan& plan) {
  const auto write_items = [](std::string& list, const std::vector<ErasureItem>& items) {
    list += '[';
    for (const ErasureItem& item : items) {
      if (list.back() != '[') list += ',';
      json_text::Object object(list);
      object.string("object_type", item.object_type);
      object.string("id", to_string(item.id));
      object.string("act", to_string(item.act));
      std::string& fields = object.key("fields");
      fields += '[';
      for (const std::string& field : item.fields) {
        if (fields.back() != '[') fields += ',';
        json_text::append_string(fields, field);
      }
      fields += ']';
      object.close();
    }
    list += ']';
  };
  json_text::Object object(out);
  object.boolean("already_erased", plan.already_erased);
  write_items(object.key("items"), plan.items);
  object.integer("events", plan.events);
  object.integer("kept_answers", plan.kept_answers);
  object.integer("dismissals", plan.dismissals);
  object.integer("imports", plan.imports);
  object.integer("sign_ins", plan.sign_ins);
  object.integer("learning", plan.learning);
  write_items(object.key("unread_files"), plan.unread);
  object.boolean("name_is_shared", plan.name_is_shared);
  object.close();
}

}  // namespace wheelhouse::service
