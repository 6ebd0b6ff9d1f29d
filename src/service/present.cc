#include "service/present.h"

#include "service/field_policy.h"

#include "method/step_fit.h"
#include "service/access.h"
#include "service/call_outcome.h"
#include "service/position.h"
#include "service/quality.h"
#include "service/record_traits.h"
#include "storage/record_store.h"

namespace wheelhouse::service {
namespace {

void append_position(std::string& out, const std::optional<storage::PositionRow>& row, Instant now) {
  out += ",\"position\":";
  if (row) write_position(out, *row, now);
  else out += "null";
}

// {"id","name"} of two columns, or null.
void append_reference(std::string& out, const RowReader& row, int column) {
  if (row.is_null(column)) {
    out += "null";
    return;
  }
  json_text::Object object(out);
  object.string("id", to_string(row.id(column)));
  object.string("name", row.text(column + 1));
  object.close();
}

std::optional<storage::PositionRow> position_at(const RowReader& row, int column) {
  if (row.is_null(column + 1)) return std::nullopt;  // its subject
  return storage::read_position(row, column);
}

// The first open step that hangs on record ?2 by `column`, as a query of its id.
std::string next_step_of(const Actor& actor, std::string_view column, std::vector<SqlValue>& values) {
  return "(SELECT t.id FROM next_steps t WHERE t.workspace_id = ?1 AND t." + std::string(column) + " = ?2 AND t.done_at IS NULL" +
         visible_predicate(actor, kByBelonging, values) + " ORDER BY t.due_on IS NULL, t.due_on LIMIT 1)";
}
constexpr std::string_view kNextStepColumns = "n.id, n.text, n.due_on, n.owner_id";  // of next_steps n
void append_next_step(std::string& out, const RowReader& row, int column) {
  out += ",\"next_step\":";
  if (row.is_null(column)) {
    out += "null";
    return;
  }
  json_text::Object step(out);
  step.string("id", to_string(row.id(column)));
  step.string("text", row.text(column + 1));
  if (row.is_null(column + 2))
    step.null("due_on");
  else
    step.string("due_on", to_string(Date{static_cast<std::int32_t>(row.integer(column + 2))}));
  if (row.is_null(column + 3))
    step.null("owner_id");
  else
    step.string("owner_id", to_string(row.id(column + 3)));
  step.close();
}

struct CallsHeld {
  std::optional<Instant> last_at;
  std::string met;  // ids of everyone met, as calls keep them: 36 characters each
};
CallsHeld calls_held(storage::Session& session, const Actor& actor, const Uuid& account_id) {
  CallsHeld held;
  std::vector<SqlValue> values{actor.workspace_id, account_id};
  std::string sql = "SELECT t.held_at, t.contact_ids FROM calls t WHERE t.workspace_id = ?1 AND t.account_id = ?2 AND t.status = 'held'";
  sql += visible_predicate(actor, kByBelonging, values);
  session.query(sql, values, [&](const RowReader& row) {
    const Instant at{row.integer(0)};
    held.last_at = held.last_at ? std::max(*held.last_at, at) : at;
    held.met += row.text(1);
  });
  return held;
}

struct Stance {
  std::int64_t supporter = 0, neutral = 0, opponent = 0, unknown = 0;
};
void write_stance(std::string& out, bool is_told, const Stance& people) {
  out += ",\"stance\":";
  if (!is_told) {
    out += "null";
    return;
  }
  json_text::Object stance(out);
  stance.integer("supporter", people.supporter);
  stance.integer("neutral", people.neutral);
  stance.integer("opponent", people.opponent);
  stance.integer("unknown", people.unknown);
  stance.close();
}

// Supporters, neutrals, opponents and unknown among an account's people, and the highest level that was met in a call.
void write_people(std::string& out, storage::Session& session, const Actor& actor, const Uuid& account_id, const CallsHeld& held) {
  Stance stance;
  int highest = -1;
  session.query(
      "SELECT attitude, level, id FROM contacts WHERE workspace_id = ?1 AND account_id = ?2", {actor.workspace_id, account_id},
      [&](const RowReader& row) {
        ++(row.is_null(0) ? stance.unknown : row.integer(0) > 0 ? stance.supporter : row.integer(0) < 0 ? stance.opponent : stance.neutral);
        if (const auto level = parse_enum<ContactLevel>(row.text(1)); level && held.met.find(to_string(row.id(2))) != std::string::npos)
          highest = std::max(highest, static_cast<int>(*level));
      });
  write_stance(out, learns(session, actor, {account_id, std::nullopt}, FieldGuard::account_team), stance);
  out += ",\"highest_level\":";
  if (highest < 0) out += "null";
  else json_text::append_string(out, to_string(static_cast<ContactLevel>(highest)));
}

}  // namespace

void write_reference(std::string& out, storage::Session& session, std::int64_t workspace_id, std::string_view table,
                     const std::optional<Uuid>& id) {
  if (!id || !session.query_first("SELECT name FROM " + std::string(table) + " WHERE workspace_id = ?1 AND id = ?2", {workspace_id, *id},
                                  [&](const RowReader& row) {
                                    json_text::Object object(out);
                                    object.string("id", to_string(*id));
                                    object.string("name", row.text(0));
                                    object.close();
                                  }))
    out += "null";
}

void write_position(std::string& out, const storage::PositionRow& row, Instant now) {
  const auto& settings = method::default_stage_settings();
  json_text::Object object(out);
  object.string("stage", to_string(row.stage));
  object.string("basis", to_string(row.basis));
  if (row.proven_stage) object.string("proven_stage", to_string(*row.proven_stage));
  else object.null("proven_stage");
  if (row.claimed_stage) object.string("claimed_stage", to_string(*row.claimed_stage));
  else object.null("claimed_stage");
  if (row.claimed_stage && row.proven_stage)
    object.integer("overclaim", stage_number(*row.claimed_stage) - stage_number(*row.proven_stage));
  else object.null("overclaim");
  object.number("confidence", method::decay_confidence(row.confidence, row.stage, row.last_evidence_at, now, settings));
  object.string("entered_at", to_string(row.entered_at));
  object.integer("dwell_days", std::max<std::int64_t>(0, age_days(now, row.entered_at)));
  object.integer("age_last_days", std::max<std::int64_t>(0, age_days(now, row.last_evidence_at)));
  if (row.stage == Stage::satisfaction) object.null("stuck_line_days");
  else
    object.integer("stuck_line_days",
                   static_cast<std::int64_t>(settings.stuck_factor * settings.norm_dwell_days[static_cast<std::size_t>(row.stage)]));
  object.boolean("stale", row.on_wheel && row.stale_at && *row.stale_at <= now);
  object.boolean("stuck", row.on_wheel && row.stuck_at && *row.stuck_at <= now);
  if (row.stale_at) object.string("stale_at", to_string(*row.stale_at));
  else object.null("stale_at");
  if (row.stuck_at) object.string("stuck_at", to_string(*row.stuck_at));
  else object.null("stuck_at");
  std::string& inferred = object.key("inferred");
  inferred += '[';
  for (int i = 0, n = 0; i < kStageCount; ++i)
    if (row.inferred >> i & 1u) {
      if (n++) inferred += ',';
      json_text::append_string(inferred, to_string(static_cast<Stage>(i)));
    }
  inferred += ']';
  object.integer("lap", row.lap);
  object.boolean("on_wheel", row.on_wheel);
  object.close();
}

namespace {

// Where an account stands, whose it is, its leading deal, what is next and how many deals are open: by its id alone, and one statement,
// as each costs a tenth of a read on PostgreSQL.
struct AccountStanding {
  std::string position, next_step;      // with the names of their fields
  std::int64_t open_opportunities = 0;  // not asked for in a row of a list
};
AccountStanding standing_of_account(storage::Session& session, const Actor& actor, const Uuid& account_id, Instant now, Detail detail) {
  std::vector<SqlValue> values{actor.workspace_id, account_id};
  std::string sql =
      "SELECT u.id, u.name, d.id, d.name, d.amount_minor, d.currency, d.expected_close, d.seller_step, d.owner_id, d.account_id, ";
  sql += kNextStepColumns;
  if (detail == Detail::row) {
    sql += ", 0, ";
  } else {
    sql += ", (SELECT count(*) FROM opportunities t WHERE t.workspace_id = ?1 AND t.account_id = ?2 AND t.result = 'open'";
    sql += visible_predicate(actor, {"t.owner_id", "t.account_id", "t.id"}, values) + "), ";
  }
  sql += storage::position_columns();
  sql +=
      " FROM accounts c LEFT JOIN users u ON u.workspace_id = c.workspace_id AND u.id = c.owner_id "
      "LEFT JOIN position p ON p.workspace_id = c.workspace_id AND p.unit = 0 AND p.subject_id = c.id "
      "LEFT JOIN opportunities d ON d.workspace_id = p.workspace_id AND d.id = p.lead_opportunity_id "
      "LEFT JOIN next_steps n ON n.workspace_id = c.workspace_id AND n.id = ";
  sql += next_step_of(actor, "account_id", values) + " WHERE c.workspace_id = ?1 AND c.id = ?2";
  constexpr int kLead = 2, kLeadOwner = 8, kLeadAccount = 9, kNextStep = 10, kOpen = 14, kPosition = 15;
  const auto id_at = [](const RowReader& row, int column) { return row.is_null(column) ? std::nullopt : std::optional(row.id(column)); };
  AccountStanding standing;
  session.query(sql, values, [&](const RowReader& row) {
    std::string& out = standing.position;
    append_position(out, position_at(row, kPosition), now);
    out += ",\"owner\":";
    append_reference(out, row, 0);
    append_next_step(standing.next_step, row, kNextStep);
    standing.open_opportunities = row.integer(kOpen);
    out += ",\"lead_opportunity\":";
    // The customer stands where his leading deal does; whose deal that is, and how large, is another matter.
    if (row.is_null(kLead) || !sees_opportunity(actor, id_at(row, kLeadOwner), row.id(kLead), id_at(row, kLeadAccount))) {
      out += "null";
      return;
    }
    json_text::Object lead(out);
    lead.string("id", to_string(row.id(kLead)));
    lead.string("name", row.text(kLead + 1));
    row.is_null(kLead + 2) ? lead.null("amount_minor") : lead.integer("amount_minor", row.integer(kLead + 2));
    row.is_null(kLead + 3) ? lead.null("currency") : lead.string("currency", row.text(kLead + 3));
    row.is_null(kLead + 4) ? lead.null("expected_close")
                           : lead.string("expected_close", to_string(Date{static_cast<std::int32_t>(row.integer(kLead + 4))}));
    row.is_null(kLead + 5) ? lead.null("seller_step") : lead.string("seller_step", row.text(kLead + 5));
    lead.close();
  });
  return standing;
}

// Nothing hangs yet on an account that was just made.
void write_made_extras(std::string& out, storage::Session& session, const Actor& actor, const Account& record, Instant now) {
  append_position(out, storage::find_position(session, actor.workspace_id, Unit::account, record.id.uuid), now);
  out += ",\"owner\":";
  write_reference(out, session, actor.workspace_id, "users", plain(record.owner_id));
  out += ",\"lead_opportunity\":null,\"last_touch_at\":null,\"next_step\":null";
  write_stance(out, learns(session, actor, {record.id.uuid, std::nullopt}, FieldGuard::account_team), {});
  out += ",\"highest_level\":null,\"hold\":";
  json_text::append_string(out, to_string(shown_hold(session, actor, belonging_of(record))));
  out += ",\"open_opportunities\":0";
}

}  // namespace

void write_extras(std::string& out, storage::Session& session, const Actor& actor, const Account& record, Instant now, Detail detail) {
  if (detail == Detail::made) return write_made_extras(out, session, actor, record, now);
  const AccountStanding standing = standing_of_account(session, actor, record.id.uuid, now, detail);
  out += standing.position;
  const CallsHeld held = calls_held(session, actor, record.id.uuid);
  out += ",\"last_touch_at\":";
  Kind<std::optional<Instant>>::write_json(out, held.last_at);
  out += standing.next_step;
  write_people(out, session, actor, record.id.uuid, held);
  if (detail == Detail::row) return;
  out += ",\"hold\":";
  json_text::append_string(out, to_string(shown_hold(session, actor, belonging_of(record))));
  out += ",\"open_opportunities\":";
  json_text::append_integer(out, standing.open_opportunities);
}

void write_extras(std::string& out, storage::Session& session, const Actor& actor, const Opportunity& record, Instant now, Detail detail) {
  std::vector<SqlValue> values{actor.workspace_id, record.id.uuid};
  std::string sql = "SELECT a.id, a.name, u.id, u.name, r.id, r.name, ";
  sql += kNextStepColumns;
  sql += ", ";
  sql += storage::position_columns();
  sql +=
      " FROM opportunities d LEFT JOIN accounts a ON a.workspace_id = d.workspace_id AND a.id = d.account_id "
      "LEFT JOIN users u ON u.workspace_id = d.workspace_id AND u.id = d.owner_id "
      "LEFT JOIN products r ON r.workspace_id = d.workspace_id AND r.id = d.product_id "
      "LEFT JOIN position p ON p.workspace_id = d.workspace_id AND p.unit = 1 AND p.subject_id = d.id "
      "LEFT JOIN next_steps n ON n.workspace_id = d.workspace_id AND n.id = ";
  sql += next_step_of(actor, "opportunity_id", values) + " WHERE d.workspace_id = ?1 AND d.id = ?2";
  constexpr int kAccount = 0, kOwner = 2, kProduct = 4, kNextStep = 6, kPosition = 10;
  std::optional<storage::PositionRow> position;
  std::string product = "null";
  session.query(sql, values, [&](const RowReader& row) {
    position = position_at(row, kPosition);
    append_position(out, position, now);
    out += ",\"account\":";
    append_reference(out, row, kAccount);
    out += ",\"owner\":";
    append_reference(out, row, kOwner);
    product.clear();
    append_next_step(out, row, kNextStep);
    append_reference(product, row, kProduct);
  });
  out += ",\"alignment\":";
  if (record.seller_step && position) {
    json_text::Object alignment(out);
    alignment.string("step_stage", to_string(method::step_fit(*record.seller_step).from));
    alignment.integer("gap", method::step_gap(*record.seller_step, position->stage));
    alignment.string("step_for_stage", to_string(method::step_for(position->stage)));
    alignment.close();
  } else {
    out += "null";
  }
  if (detail == Detail::row) return;
  out += ",\"hold\":";
  json_text::append_string(out, to_string(shown_hold(session, actor, belonging_of(record))));
  out += ",\"product\":" + product;
  out += ",\"quality\":";
  write_quality(out, session, actor, record, position ? position->stage : Stage::satisfaction, now);
}

// METHOD M10–M12: whoever is against us is so for a reason. Said to those who may learn that he is.
void write_extras(std::string& out, storage::Session& session, const Actor& actor, const Contact& record, Instant, Detail) {
  const bool told = learns(session, actor, belonging_of(record), FieldGuard::account_team);
  out += told && record.attitude.value_or(0) < 0 && !record.opposition_cause ? ",\"wants_cause\":true" : ",\"wants_cause\":false";
}

void write_extras(std::string& out, storage::Session& session, const Actor& actor, const Call& record, Instant, Detail detail) {
  write_call_extras(out, session, actor.workspace_id, record, detail != Detail::row);
}

}  // namespace wheelhouse::service
