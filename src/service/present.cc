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

std::optional<storage::PositionRow> append_position(std::string& out, storage::Session& session, std::int64_t workspace_id, Unit unit,
                                                    const Uuid& id, Instant now) {
  auto row = storage::find_position(session, workspace_id, unit, id);
  out += ",\"position\":";
  if (row) write_position(out, *row, now);
  else out += "null";
  return row;
}

void write_next_step(std::string& out, storage::Session& session, const Actor& actor, std::string_view column, const Uuid& id) {
  out += ",\"next_step\":";
  std::vector<SqlValue> values{actor.workspace_id, id};
  std::string sql = "SELECT t.id, t.text, t.due_on, t.owner_id FROM next_steps t WHERE t.workspace_id = ?1 AND t." + std::string(column) +
                    " = ?2 AND t.done_at IS NULL";
  sql += visible_predicate(actor, kByBelonging, values);
  sql += " ORDER BY t.due_on IS NULL, t.due_on LIMIT 1";
  bool found = false;
  session.query(sql, values, [&](const RowReader& row) {
    found = true;
    json_text::Object step(out);
    step.string("id", to_string(row.id(0)));
    step.string("text", row.text(1));
    if (row.is_null(2)) step.null("due_on");
    else step.string("due_on", to_string(Date{static_cast<std::int32_t>(row.integer(2))}));
    if (row.is_null(3)) step.null("owner_id");
    else step.string("owner_id", to_string(row.id(3)));
    step.close();
  });
  if (!found) out += "null";
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

// What an account's row says of its lead opportunity; false when it is not there.
bool write_lead(std::string& out, storage::Session& session, std::int64_t workspace_id, const Uuid& id) {
  return session.query_first(
      "SELECT name, amount_minor, currency, expected_close, seller_step FROM opportunities WHERE workspace_id = ?1 AND id = ?2",
      {workspace_id, id}, [&](const RowReader& row) {
        json_text::Object lead(out);
        lead.string("id", to_string(id));
        lead.string("name", row.text(0));
        row.is_null(1) ? lead.null("amount_minor") : lead.integer("amount_minor", row.integer(1));
        row.is_null(2) ? lead.null("currency") : lead.string("currency", row.text(2));
        row.is_null(3) ? lead.null("expected_close")
                       : lead.string("expected_close", to_string(Date{static_cast<std::int32_t>(row.integer(3))}));
        row.is_null(4) ? lead.null("seller_step") : lead.string("seller_step", row.text(4));
        lead.close();
      });
}

// Supporters, neutrals, opponents and unknown among an account's people, and the highest level that was met in a call.
void write_people(std::string& out, storage::Session& session, const Actor& actor, const Uuid& account_id, const CallsHeld& held) {
  std::int64_t supporter = 0, neutral = 0, opponent = 0, unknown = 0;
  int highest = -1;
  session.query("SELECT attitude, level, id FROM contacts WHERE workspace_id = ?1 AND account_id = ?2", {actor.workspace_id, account_id},
                [&](const RowReader& row) {
                  if (row.is_null(0))
                    ++unknown;
                  else if (row.integer(0) > 0)
                    ++supporter;
                  else if (row.integer(0) < 0)
                    ++opponent;
                  else
                    ++neutral;
                  if (const auto level = parse_enum<ContactLevel>(row.text(1));
                      level && held.met.find(to_string(row.id(2))) != std::string::npos)
                    highest = std::max(highest, static_cast<int>(*level));
                });
  out += ",\"stance\":";
  if (learns(session, actor, {account_id, std::nullopt}, FieldGuard::account_team)) {
    json_text::Object stance(out);
    stance.integer("supporter", supporter);
    stance.integer("neutral", neutral);
    stance.integer("opponent", opponent);
    stance.integer("unknown", unknown);
    stance.close();
  } else {
    out += "null";
  }
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

void write_extras(std::string& out, storage::Session& session, const Actor& actor, const Account& record, Instant now, Detail detail) {
  const std::int64_t ws = actor.workspace_id;
  const auto position = append_position(out, session, ws, Unit::account, record.id.uuid, now);
  out += ",\"owner\":";
  write_reference(out, session, ws, "users", plain(record.owner_id));
  out += ",\"lead_opportunity\":";
  // The customer stands where his leading deal does; whose deal that is, and how large, is another matter.
  const bool has_lead = position && position->lead_opportunity_id &&
                        sees_belonging(session, actor, {record.id.uuid, position->lead_opportunity_id}) &&
                        write_lead(out, session, ws, *position->lead_opportunity_id);
  if (!has_lead) out += "null";
  const CallsHeld held = calls_held(session, actor, record.id.uuid);
  out += ",\"last_touch_at\":";
  Kind<std::optional<Instant>>::write_json(out, held.last_at);
  write_next_step(out, session, actor, "account_id", record.id.uuid);
  write_people(out, session, actor, record.id.uuid, held);
  if (detail == Detail::row) return;
  out += ",\"hold\":";
  json_text::append_string(out, to_string(shown_hold(session, actor, belonging_of(record))));
  out += ",\"open_opportunities\":";
  std::vector<SqlValue> values{ws, record.id.uuid};
  std::string sql = "SELECT count(*) FROM opportunities t WHERE t.workspace_id = ?1 AND t.account_id = ?2 AND t.result = 'open'";
  sql += visible_predicate(actor, {"t.owner_id", "t.account_id", "t.id"}, values);
  std::int64_t open = 0;
  session.query(sql, values, [&](const RowReader& row) { open = row.integer(0); });
  json_text::append_integer(out, open);
}

void write_extras(std::string& out, storage::Session& session, const Actor& actor, const Opportunity& record, Instant now, Detail detail) {
  const std::int64_t ws = actor.workspace_id;
  const auto position = append_position(out, session, ws, Unit::opportunity, record.id.uuid, now);
  out += ",\"account\":";
  write_reference(out, session, ws, "accounts", plain(record.account_id));
  out += ",\"owner\":";
  write_reference(out, session, ws, "users", plain(record.owner_id));
  write_next_step(out, session, actor, "opportunity_id", record.id.uuid);
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
  out += ",\"product\":";
  write_reference(out, session, ws, "products", plain(record.product_id));
  out += ",\"quality\":";
  write_quality(out, session, actor, record, position ? position->stage : Stage::satisfaction, now);
}

// METHOD M10–M12: whoever is against us is so for a reason. Said to those who may learn that he is.
void write_extras(std::string& out, storage::Session& session, const Actor& actor, const Contact& record, Instant, Detail) {
  const bool told = learns(session, actor, belonging_of(record), FieldGuard::account_team);
  out += told && record.attitude.value_or(0) < 0 && !record.opposition_cause ? ",\"wants_cause\":true" : ",\"wants_cause\":false";
}

void write_extras(std::string& out, storage::Session& session, const Actor& actor, const Call& record, Instant, Detail detail) {
  write_call_extras(out, session, actor.workspace_id, record, detail == Detail::one);
}

}  // namespace wheelhouse::service
