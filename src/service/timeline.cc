#include "service/timeline.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <tuple>
#include <unordered_map>
#include <variant>
#include <vector>

#include "domain/all.h"
#include "method/evidence_table.h"
#include "reflect/json.h"
#include "reflect/sql.h"
#include "service/access.h"
#include "service/call_outcome.h"
#include "service/id_list.h"
#include "service/name_lookup.h"
#include "service/record_service.h"
#include "service/record_traits.h"

namespace wheelhouse::service {
namespace {

constexpr std::size_t kKinds = enum_size<TimelineKind>();

struct Move {
  Uuid subject_id;
  std::optional<Stage> from;
  Stage to{};
  Basis basis{};
};
using Payload = std::variant<Move, StageEvent, Evidence, Call, Commitment, NextStep, Note>;
struct Item {
  TimelineKind kind{};
  Instant at;
  Uuid id;
  Payload payload;
};

// Newest first; of one instant by kind, then by id, newest id first.
bool comes_before(const Item& a, const Item& b) {
  return std::tuple(b.at, a.kind, b.id) < std::tuple(a.at, b.kind, a.id);
}

struct Cursor {
  std::int64_t at = 0;
  TimelineKind kind{};
  Uuid id;
};
std::string print_cursor(const Item& item) {
  return std::to_string(item.at.ms) + "." + std::to_string(static_cast<int>(item.kind)) + "." + to_string(item.id);
}
std::optional<Cursor> parse_cursor(std::string_view text) {
  Cursor cursor;
  const char* const end = text.data() + text.size();
  const auto [point, error] = std::from_chars(text.data(), end, cursor.at);
  if (error != std::errc{} || end - point != 39 || point[0] != '.' || point[1] < '0' || point[1] >= '0' + static_cast<int>(kKinds) ||
      point[2] != '.')
    return std::nullopt;
  cursor.kind = static_cast<TimelineKind>(point[1] - '0');
  const auto id = parse_uuid({point + 3, 36});
  if (!id) return std::nullopt;
  cursor.id = *id;
  return cursor;
}

// Reads a page from each source and merges them: a page costs the same wherever it is.
class Reader {
 public:
  Reader(storage::Session& session, const Actor& actor, const TimelineQuery& query, const std::optional<Cursor>& cursor, Instant now)
      : session_(session), actor_(actor), query_(query), cursor_(cursor), now_(now) {}

  std::vector<Item> read(const std::array<bool, kKinds>& wanted) {
    const auto wants = [&](TimelineKind kind) { return wanted[static_cast<std::size_t>(kind)]; };
    if (wants(TimelineKind::stage)) read_moves();
    if (wants(TimelineKind::stage_event)) read_stage_events();
    if (wants(TimelineKind::evidence)) read_records<Evidence>(TimelineKind::evidence, "t.observed_at", "");
    if (wants(TimelineKind::call)) read_records<Call>(TimelineKind::call, "t.held_at", " AND t.status <> 'cancelled'");
    // A promise given in a call is told with the call.
    if (wants(TimelineKind::commitment)) read_records<Commitment>(TimelineKind::commitment, "t.created_at", " AND t.call_id IS NULL");
    if (wants(TimelineKind::next_step)) read_records<NextStep>(TimelineKind::next_step, "t.done_at", " AND t.done_at IS NOT NULL");
    if (wants(TimelineKind::note)) read_records<Note>(TimelineKind::note, "t.at", "");
    std::sort(items_.begin(), items_.end(), comes_before);
    return std::move(items_);
  }

 private:
  // " AND <at> <= now AND <after the cursor> ORDER BY … LIMIT …", bound after `values`.
  std::string page(TimelineKind kind, const std::string& at, const std::string& id, std::vector<SqlValue>& values) const {
    const auto bind = [&](SqlValue value) {
      values.push_back(std::move(value));
      return "?" + std::to_string(values.size());
    };
    std::string sql = " AND " + at + " <= " + bind(now_.ms);
    if (cursor_) {
      const std::string when = bind(cursor_->at);
      if (kind < cursor_->kind) sql += " AND " + at + " < " + when;
      else if (kind > cursor_->kind) sql += " AND " + at + " <= " + when;
      else sql += " AND (" + at + " < " + when + " OR (" + at + " = " + when + " AND " + id + " < " + bind(cursor_->id) + "))";
    }
    return sql + " ORDER BY " + at + " DESC, " + id + " DESC LIMIT " + std::to_string(query_.limit + 1);
  }
  // Deals of other people do not tell their story here.
  std::string visible_deals(std::vector<SqlValue>& values) const {
    if (!actor_.visible_owners || query_.unit == Unit::opportunity) return "";
    return " AND (t.opportunity_id IS NULL OR EXISTS (SELECT 1 FROM opportunities o WHERE o.workspace_id = ?1 AND o.id = t.opportunity_id" +
           visible_predicate(actor_, {"o.owner_id", "", "o.id"}, values) + "))";
  }

  template <Reflected E>
  void read_records(TimelineKind kind, const std::string& at, std::string_view condition) {
    std::vector<SqlValue> values{actor_.workspace_id, query_.id};
    std::string sql = "SELECT " + column_list<E>("t.") + ", " + at + " FROM " + std::string(Entity<E>::collection) +
                      " t WHERE t.workspace_id = ?1 AND " + (query_.unit == Unit::account ? "t.account_id = ?2" : "t.opportunity_id = ?2") +
                      std::string(condition);
    sql += visible_deals(values);
    sql += page(kind, at, "t.id", values);
    session_.query(sql, values, [&](const RowReader& row) {
      E record;
      read_row(record, row);
      const Uuid id = record.id.uuid;
      items_.push_back({kind, Instant{row.integer(static_cast<int>(field_count<E>()))}, id, std::move(record)});
    });
  }

  void read_stage_events() {
    std::vector<SqlValue> values{actor_.workspace_id, query_.id};
    std::string sql = "SELECT " + column_list<StageEvent>("t.") + " FROM ";
    if (query_.unit == Unit::opportunity) sql += "stage_events t WHERE t.workspace_id = ?1 AND t.opportunity_id = ?2";
    else
      sql +=
          "opportunities d CROSS JOIN stage_events t WHERE d.workspace_id = ?1 AND d.account_id = ?2 AND t.workspace_id = ?1 AND "
          "t.opportunity_id = d.id" +
          visible_predicate(actor_, {"d.owner_id", "", "d.id"}, values);
    sql += page(TimelineKind::stage_event, "t.at", "t.id", values);
    session_.query(sql, values, [&](const RowReader& row) {
      StageEvent record;
      read_row(record, row);
      items_.push_back({TimelineKind::stage_event, record.at, record.id.uuid, record});
    });
  }

  // A move has no id of its own: that of whoever moved names it, with its time.
  void read_moves() {
    std::vector<SqlValue> values{actor_.workspace_id, static_cast<std::int64_t>(query_.unit), query_.id};
    std::string sql =
        "SELECT s.from_at, s.previous_stage, s.stage, s.basis FROM position_span s WHERE s.workspace_id = ?1 AND s.unit = ?2 AND "
        "s.subject_id = ?3 AND (s.previous_stage IS NULL OR s.previous_stage <> s.stage)";
    sql += page(TimelineKind::stage, "s.from_at", "s.subject_id", values);
    session_.query(sql, values, [&](const RowReader& row) {
      Move move;
      move.subject_id = query_.id;
      if (!row.is_null(1)) move.from = static_cast<Stage>(row.integer(1) - 1);
      move.to = static_cast<Stage>(row.integer(2) - 1);
      move.basis = static_cast<Basis>(row.integer(3));
      items_.push_back({TimelineKind::stage, Instant{row.integer(0)}, query_.id, move});
    });
  }

  storage::Session& session_;
  const Actor& actor_;
  const TimelineQuery& query_;
  const std::optional<Cursor>& cursor_;
  const Instant now_;
  std::vector<Item> items_;
};

class Writer {
 public:
  Writer(std::string& out, storage::Session& session, const Actor& actor, const std::vector<Item>& items, Instant now)
      : out_(out), now_(now) {
    std::vector<Uuid> opportunities, contacts, users;
    std::vector<Call> calls;
    for (const Item& item : items)
      std::visit([&](const auto& record) {
        if constexpr (requires { record.opportunity_id; }) add(opportunities, plain(record.opportunity_id));
        if constexpr (requires { record.contact_id; }) add(contacts, plain(record.contact_id));
        if constexpr (requires { record.owner_id; }) add(users, plain(record.owner_id));
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(record)>, Call>) {
          calls.push_back(record);
          for (const auto& id : record.contact_ids) contacts.push_back(id.uuid);
        }
      }, item.payload);
    commitments_ = commitments_of_calls(session, actor.workspace_id, calls);
    for (const auto& [call, list] : commitments_)
      for (const Commitment& c : list) add(contacts, plain(c.contact_id));
    opportunities_ = names_of(session, actor.workspace_id, "opportunities", std::move(opportunities));
    contacts_ = names_of(session, actor.workspace_id, "contacts", std::move(contacts));
    users_ = names_of(session, actor.workspace_id, "users", std::move(users));
  }

  void write(const Item& item) {
    json_text::Object object(out_);
    object.string("kind", to_string(item.kind));
    object.string("at", to_string(item.at));
    object.string("id", to_string(item.id));
    std::visit([&](const auto& record) { write_payload(object, record); }, item.payload);
    object.close();
  }

 private:
  static void add(std::vector<Uuid>& ids, const std::optional<Uuid>& id) {
    if (id) ids.push_back(*id);
  }
  template <class T>
  void member(json_text::Object& object, std::string_view name, const T& value) {
    Kind<T>::write_json(object.key(name), value);
  }
  template <class E>
  void write_belonging(json_text::Object& object, const E& record) {
    if constexpr (requires { record.opportunity_id; })
      write_named_reference(object.key("opportunity"), plain(record.opportunity_id), opportunities_);
    if constexpr (requires { record.contact_id; }) write_named_reference(object.key("contact"), plain(record.contact_id), contacts_);
    if constexpr (requires { record.owner_id; }) write_named_reference(object.key("owner"), plain(record.owner_id), users_);
  }

  void write_payload(json_text::Object& object, const Move& move) {
    member(object, "from", move.from);
    member(object, "stage", move.to);
    member(object, "basis", move.basis);
    if (move.from) object.boolean("forward", move.to > *move.from);
    else object.null("forward");
  }
  void write_payload(json_text::Object& object, const StageEvent& event) {
    member(object, "event", event.kind);
    member(object, "stage", event.stage);
    member(object, "text", event.reason);
    member(object, "source", event.source);
    write_belonging(object, event);
  }
  void write_payload(json_text::Object& object, const Evidence& evidence) {
    member(object, "code", evidence.code);
    const auto* rule = method::find_evidence_rule(evidence.code);
    member(object, "stage", rule ? std::optional(rule->stage) : std::nullopt);
    member(object, "source_class", evidence.source_class);
    member(object, "quote", evidence.quote);
    member(object, "document", evidence.document);
    write_belonging(object, evidence);
  }
  void write_payload(json_text::Object& object, const Call& call) {
    static const std::vector<Commitment> none;
    const auto found = commitments_.find(call.id.uuid);
    const std::vector<Commitment>& commitments = found == commitments_.end() ? none : found->second;
    member(object, "text", call.subject);
    member(object, "summary", call.summary);
    member(object, "status", call.status);
    member(object, "channel", call.channel);
    member(object, "objective", call.objective);
    member(object, "outcome", outcome_of(call, commitments));
    object.boolean("unplanned", is_unplanned(call));
    std::string& contacts = object.key("contacts");
    contacts += '[';
    bool first = true;
    for (const auto& id : call.contact_ids) {
      if (!contacts_.contains(id.uuid)) continue;
      if (!first) contacts += ',';
      first = false;
      write_named_reference(contacts, id.uuid, contacts_);
    }
    contacts += ']';
    std::string& list = object.key("commitments");
    list += '[';
    for (std::size_t i = 0; i < commitments.size(); ++i) {
      if (i) list += ',';
      json_text::Object entry(list);
      entry.string("id", to_string(commitments[i].id));
      write_promise(entry, commitments[i]);
      entry.close();
    }
    list += ']';
    write_belonging(object, call);
  }
  void write_payload(json_text::Object& object, const Commitment& commitment) {
    write_promise(object, commitment);
    write_named_reference(object.key("opportunity"), plain(commitment.opportunity_id), opportunities_);
    write_named_reference(object.key("owner"), plain(commitment.owner_id), users_);
  }
  void write_promise(json_text::Object& object, const Commitment& c) {
    member(object, "who", c.who);
    member(object, "action", c.action);
    member(object, "form", c.form);
    member(object, "text", c.text);
    member(object, "due_at", c.due_at);
    member(object, "status", c.status);
    object.boolean("lapsed", method::has_lapsed({c.who, c.status, c.due_at}, now_));
    write_named_reference(object.key("contact"), plain(c.contact_id), contacts_);
  }
  void write_payload(json_text::Object& object, const NextStep& step) {
    member(object, "text", step.text);
    member(object, "due_on", step.due_on);
    write_belonging(object, step);
  }
  void write_payload(json_text::Object& object, const Note& note) {
    member(object, "text", note.text);
    write_belonging(object, note);
  }

  std::string& out_;
  const Instant now_;
  std::unordered_map<Uuid, std::vector<Commitment>> commitments_;
  NamesById opportunities_, contacts_, users_;
};

Result<std::array<bool, kKinds>> wanted_kinds(std::string_view only) {
  std::array<bool, kKinds> wanted{};
  if (only.empty()) {
    wanted.fill(true);
    return wanted;
  }
  while (!only.empty()) {
    const std::size_t comma = std::min(only.find(','), only.size());
    const auto kind = parse_enum<TimelineKind>(only.substr(0, comma));
    if (!kind) {
      Params params;
      json_read::unknown_value(params, EnumNames<TimelineKind>::names, only.substr(0, comma));
      return fail(Error::invalid_field("?only", "unknown_value", std::move(params)));
    }
    wanted[static_cast<std::size_t>(*kind)] = true;
    only.remove_prefix(std::min(comma + 1, only.size()));
  }
  return wanted;
}

template <Reflected E>
Result<void> require_visible(storage::Session& session, const Actor& actor, const Uuid& id) {
  if (auto record = find_visible(session, actor, Id<E>{id}); !record) return fail(record.error());
  return {};
}

}  // namespace

Result<void> write_timeline(std::string& out, storage::Session& session, const Actor& actor, const TimelineQuery& query, Instant now) {
  const auto visible = query.unit == Unit::account ? require_visible<Account>(session, actor, query.id)
                                                   : require_visible<Opportunity>(session, actor, query.id);
  if (!visible) return fail(visible.error());
  const auto wanted = wanted_kinds(query.only);
  if (!wanted) return fail(wanted.error());
  const auto cursor = query.cursor.empty() ? std::nullopt : parse_cursor(query.cursor);
  if (!query.cursor.empty() && !cursor) return fail(Error::invalid_field("?cursor", "bad_cursor"));

  std::vector<Item> items = Reader(session, actor, query, cursor, now).read(*wanted);
  const bool more = items.size() > static_cast<std::size_t>(query.limit);
  if (more) items.resize(static_cast<std::size_t>(query.limit));
  Writer writer(out, session, actor, items, now);
  out += "{\"items\":[";
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i) out += ',';
    writer.write(items[i]);
  }
  out += "],\"next\":";
  if (more) json_text::append_string(out, print_cursor(items.back()));
  else out += "null";
  out += '}';
  return {};
}

}  // namespace wheelhouse::service
