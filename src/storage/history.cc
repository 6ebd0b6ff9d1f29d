#include "storage/history.h"

#include <openssl/sha.h>
#include <sys/random.h>

#include <algorithm>
#include <cstring>

#include "storage/left.h"

namespace wheelhouse::storage {
namespace {

// A self-delimiting byte string of what is hashed: every part is led by its length or has a fixed one.
class Canonical {
 public:
  void integer(std::int64_t value) {
    for (int i = 7; i >= 0; --i) bytes_.push_back(static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * i)));
  }
  void text(std::string_view value) {
    integer(static_cast<std::int64_t>(value.size()));
    bytes_ += value;
  }
  void id(const std::optional<Uuid>& value) { text(value ? value->view() : std::string_view()); }
  void raw(std::string_view value) { bytes_ += value; }
  Hash sha256() const {
    Hash hash;
    SHA256(reinterpret_cast<const unsigned char*>(bytes_.data()), bytes_.size(), hash.data());
    return hash;
  }
  void clear() { bytes_.clear(); }

 private:
  std::string bytes_;
};

std::string_view view(const Hash& hash) { return {reinterpret_cast<const char*>(hash.data()), hash.size()}; }

Hash digest_of(std::string_view salt, std::string_view data) {
  Canonical canonical;
  canonical.raw(salt);
  canonical.raw(data);
  return canonical.sha256();
}

Hash chain_hash(const Hash& previous, std::int64_t workspace_id, const Event& event, std::string_view digest) {
  Canonical c;
  c.raw(view(previous));
  c.integer(workspace_id);
  c.integer(event.seq);
  c.id(event.change_id);
  c.integer(event.recorded_at.ms);
  c.integer(event.at.ms);
  c.id(event.actor_id);
  c.text(event.verb);
  c.text(event.object_type);
  c.id(event.object_id);
  c.id(event.account_id);
  c.id(event.opportunity_id);
  c.id(event.undo_of);
  c.id(event.job_id);
  c.raw(digest);
  return c.sha256();
}

SqlValue optional_id(const std::optional<Uuid>& id) { return id ? SqlValue(*id) : SqlValue(); }
std::optional<Uuid> read_optional_id(const RowReader& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return row.id(column);
}

constexpr std::string_view kColumns =
    "e.seq, e.change_id, e.recorded_at, e.at, e.actor_id, e.verb, e.object_type, e.object_id, e.account_id, e.opportunity_id, e.undo_of, "
    "e.job_id, v.data FROM event e JOIN event_value v ON v.workspace_id = e.workspace_id AND v.seq = e.seq WHERE e.workspace_id = ?1 ";

Event read_event(const RowReader& row) {
  Event event;
  event.seq = row.integer(0);
  event.change_id = row.id(1);
  event.recorded_at.ms = row.integer(2);
  event.at.ms = row.integer(3);
  event.actor_id = read_optional_id(row, 4);
  event.verb = row.text(5);
  event.object_type = row.text(6);
  event.object_id = row.id(7);
  event.account_id = read_optional_id(row, 8);
  event.opportunity_id = read_optional_id(row, 9);
  event.undo_of = read_optional_id(row, 10);
  event.job_id = read_optional_id(row, 11);
  event.erased = row.is_null(12);
  if (!event.erased) event.data = row.text(12);
  return event;
}

std::vector<Event> select_events(Session& session, std::string_view where, std::initializer_list<SqlValue> values) {
  std::vector<Event> events;
  std::string sql = "SELECT ";
  sql += kColumns;
  sql += where;
  session.query(sql, values, [&](const RowReader& row) { events.push_back(read_event(row)); });
  return events;
}

struct Head {
  std::int64_t seq = 0;
  Hash hash{};
  Instant recorded_at;
};
Head read_head(Session& session, std::int64_t workspace_id) {
  Head head;
  session.query_first(
      "SELECT h.seq, h.hash, e.recorded_at FROM event_head h LEFT JOIN event e ON e.workspace_id = h.workspace_id AND e.seq = h.seq "
      "WHERE h.workspace_id = ?1",
      {workspace_id}, [&](const RowReader& row) {
        head.seq = row.integer(0);
        const auto hash = row.text(1);
        std::memcpy(head.hash.data(), hash.data(), std::min(hash.size(), head.hash.size()));
        if (!row.is_null(2)) head.recorded_at.ms = row.integer(2);
      });
  return head;
}

constexpr std::string_view kLeft = "event_head";

// Salts come from the kernel, 4 KiB at a time.
void take_salt(std::uint8_t* out) {
  thread_local std::array<std::uint8_t, 4096> pool;
  thread_local std::size_t used = pool.size();
  if (used == pool.size()) {
    if (getrandom(pool.data(), pool.size(), 0) != static_cast<ssize_t>(pool.size())) throw std::runtime_error("getrandom failed");
    used = 0;
  }
  std::memcpy(out, pool.data() + used, 16);
  used += 16;
}

}  // namespace

HistoryWriter::HistoryWriter(Session& session, std::int64_t workspace_id) : session_(session), workspace_id_(workspace_id) {
  const Head* left = find_left<Head>(session, kLeft, workspace_id, {});
  const Head head = left ? *left : read_head(session, workspace_id);
  seq_ = closed_seq_ = head.seq;
  last_ = head.hash;
  last_recorded_at_ = head.recorded_at;
}

void HistoryWriter::append(Event& event) {
  event.seq = ++seq_;
  // Requests do not commit in the order in which they came, and clocks step back: the order of the chain is the one that counts.
  event.recorded_at = last_recorded_at_ = std::max(event.recorded_at, last_recorded_at_);
  std::array<std::uint8_t, 16> salt;
  take_salt(salt.data());
  const std::string_view salt_view(reinterpret_cast<const char*>(salt.data()), salt.size());
  const Hash digest = digest_of(salt_view, event.data);
  last_ = chain_hash(last_, workspace_id_, event, view(digest));
  session_.send(
      "INSERT INTO event (workspace_id, seq, change_id, recorded_at, at, actor_id, verb, object_type, object_id, account_id, "
      "opportunity_id, undo_of, job_id, digest, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
      {workspace_id_, event.seq, event.change_id, event.recorded_at.ms, event.at.ms, optional_id(event.actor_id),
       std::string_view(event.verb), std::string_view(event.object_type), event.object_id, optional_id(event.account_id),
       optional_id(event.opportunity_id), optional_id(event.undo_of), optional_id(event.job_id), Bytes{view(digest)}, Bytes{view(last_)}});
  session_.send("INSERT INTO event_value (workspace_id, seq, salt, data) VALUES (?1, ?2, ?3, ?4)",
                   {workspace_id_, event.seq, Bytes{salt_view}, std::string_view(event.data)});
}

void HistoryWriter::close() {
  if (seq_ == closed_seq_) return;
  session_.send(
      "INSERT INTO event_head (workspace_id, seq, hash) VALUES (?1, ?2, ?3) ON CONFLICT (workspace_id) DO UPDATE SET seq = excluded.seq, "
      "hash = excluded.hash",
      {workspace_id_, seq_, Bytes{view(last_)}});
  closed_seq_ = seq_;
  leave(session_, kLeft, workspace_id_, {}, Head{seq_, last_, last_recorded_at_});
}

std::vector<Event> events_of_change(Session& session, std::int64_t workspace_id, const Uuid& change_id) {
  return select_events(session, "AND e.change_id = ?2 ORDER BY e.seq", {workspace_id, change_id});
}
std::vector<Event> events_of_change_before(Session& session, std::int64_t workspace_id, const Uuid& change_id, std::int64_t before_seq,
                                           int limit) {
  return select_events(session, "AND e.change_id = ?2 AND e.seq < ?3 ORDER BY e.seq DESC LIMIT ?4",
                       {workspace_id, change_id, before_seq, std::int64_t{limit}});
}
std::vector<Event> events_of_object(Session& session, std::int64_t workspace_id, const Uuid& object_id, std::int64_t before_seq,
                                    int limit) {
  return select_events(session, "AND e.object_id = ?2 AND e.seq < ?3 ORDER BY e.seq DESC LIMIT ?4",
                       {workspace_id, object_id, before_seq, std::int64_t{limit}});
}
std::vector<Event> events_of_account(Session& session, std::int64_t workspace_id, const Uuid& account_id, std::int64_t before_seq,
                                     int limit) {
  return select_events(session, "AND e.account_id = ?2 AND e.seq < ?3 ORDER BY e.seq DESC LIMIT ?4",
                       {workspace_id, account_id, before_seq, std::int64_t{limit}});
}
std::vector<Event> latest_events(Session& session, std::int64_t workspace_id, std::int64_t before_seq, int limit) {
  return select_events(session, "AND e.seq < ?2 ORDER BY e.seq DESC LIMIT ?3", {workspace_id, before_seq, std::int64_t{limit}});
}
void visit_events_after(Session& session, std::int64_t workspace_id, Instant known_on, const std::function<void(const Event&)>& visit) {
  std::string sql = "SELECT ";
  sql += kColumns;
  // recorded_at never falls along the chain, so the walk from the end can stop at the first older one.
  sql += "AND e.seq > coalesce((SELECT max(o.seq) FROM event o WHERE o.workspace_id = ?1 AND o.recorded_at <= ?2), 0) "
         "ORDER BY e.seq DESC";
  const std::vector<SqlValue> values{workspace_id, known_on.ms};
  session.scan(sql, values, [&](const RowReader& row) { visit(read_event(row)); });
}
bool is_undone(Session& session, std::int64_t workspace_id, const Uuid& change_id) {
  // An undo can itself be undone: the last word counts.
  bool undone = false;
  Uuid by;
  session.query_first("SELECT change_id FROM event WHERE workspace_id = ?1 AND undo_of = ?2 ORDER BY seq DESC LIMIT 1",
                      {workspace_id, change_id}, [&](const RowReader& row) {
                        undone = true;
                        by = row.id(0);
                      });
  return undone && !is_undone(session, workspace_id, by);
}

ChainReport verify_chain(Session& session, std::int64_t workspace_id, const std::optional<Hash>& known_link) {
  ChainReport report;
  Hash previous{};
  std::int64_t expected_seq = 1;
  std::string sql =
      "SELECT e.digest, e.hash, v.salt, e.seq, e.change_id, e.recorded_at, e.at, e.actor_id, e.verb, e.object_type, e.object_id, "
      "e.account_id, e.opportunity_id, e.undo_of, e.job_id, v.data, v.seq FROM event e LEFT JOIN event_value v ON v.workspace_id = "
      "e.workspace_id AND v.seq = e.seq WHERE e.workspace_id = ?1 ORDER BY e.seq";
  const std::vector<SqlValue> values{workspace_id};
  session.scan(sql, values, [&](const RowReader& row) {
    Event event;
    event.seq = row.integer(3);
    event.change_id = row.id(4);
    event.recorded_at.ms = row.integer(5);
    event.at.ms = row.integer(6);
    event.actor_id = read_optional_id(row, 7);
    event.verb = row.text(8);
    event.object_type = row.text(9);
    event.object_id = row.id(10);
    event.account_id = read_optional_id(row, 11);
    event.opportunity_id = read_optional_id(row, 12);
    event.undo_of = read_optional_id(row, 13);
    event.job_id = read_optional_id(row, 14);
    const std::string digest(row.text(0));
    bool good = event.seq == expected_seq;
    const bool is_erased = !row.is_null(16) && row.is_null(15) && row.is_null(2);  // as erasing leaves it; a row that is gone is not that
    if (!is_erased) good = good && !row.is_null(15) && !row.is_null(2) && view(digest_of(row.text(2), row.text(15))) == digest;
    const Hash hash = chain_hash(previous, workspace_id, event, digest);
    good = good && view(hash) == row.text(1);
    if (!good) { report.first_bad_seq = event.seq; return false; }
    report.erased += is_erased ? 1 : 0;
    previous = hash;
    report.has_known_link = report.has_known_link || hash == known_link;
    ++expected_seq;
    ++report.events;
    return true;
  });
  report.head = previous;
  if (report.first_bad_seq) return report;
  if (const Head head = read_head(session, workspace_id); head.seq != report.events || head.hash != previous)
    report.first_bad_seq = std::min(head.seq, report.events) + 1;
  else  // values that belong to no event
    session.query_first("SELECT min(v.seq) FROM event_value v WHERE v.workspace_id = ?1 AND (v.seq < 1 OR v.seq > ?2)",
                        {workspace_id, report.events}, [&](const RowReader& row) {
                          if (!row.is_null(0)) report.first_bad_seq = row.integer(0);
                        });
  return report;
}

std::vector<ChainHead> chain_heads(Session& session) {
  std::vector<ChainHead> heads;
  session.query("SELECT workspace_id, seq, hash FROM event_head ORDER BY workspace_id", {}, [&](const RowReader& row) {
    ChainHead head{row.integer(0), row.integer(1), {}};
    const auto hash = row.text(2);
    std::memcpy(head.hash.data(), hash.data(), std::min(hash.size(), head.hash.size()));
    heads.push_back(head);
  });
  return heads;
}

std::string to_hex(const Hash& hash) {
  std::string text;
  for (const std::uint8_t byte : hash) {
    text += "0123456789abcdef"[byte >> 4];
    text += "0123456789abcdef"[byte & 15];
  }
  return text;
}

std::optional<Hash> parse_hash(std::string_view hex_text) {
  Hash hash{};
  if (hex_text.size() != 2 * hash.size()) return std::nullopt;
  for (std::size_t i = 0; i < hex_text.size(); ++i) {
    const char c = hex_text[i];
    const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    if (digit < 0) return std::nullopt;
    hash[i / 2] = static_cast<std::uint8_t>(hash[i / 2] << 4 | digit);
  }
  return hash;
}

}  // namespace wheelhouse::storage
