#include "service/quality.h"

#include "method/blank.h"
#include "method/stage.h"
#include "service/json_parts.h"
#include "service/lap.h"
#include "service/record_faults.h"
#include "service/record_traits.h"

namespace wheelhouse::service {
namespace {

using method::QualityField;

// Each column answers 0 or 1; one statement, every EXISTS by an index.
constexpr std::string_view kRelated = R"sql(
SELECT
  EXISTS (SELECT 1 FROM contacts c WHERE c.workspace_id = ?1 AND c.account_id = ?3),
  EXISTS (SELECT 1 FROM contacts c WHERE c.workspace_id = ?1 AND c.account_id = ?3 AND c.role = 'decision_maker'),
  EXISTS (SELECT 1 FROM evidence e WHERE e.workspace_id = ?1 AND e.opportunity_id = ?2 AND e.code IN ('AK1', 'AK2') AND e.quote <> '')
    OR EXISTS (SELECT 1 FROM need_quotes q WHERE q.workspace_id = ?1 AND q.opportunity_id = ?2 AND q.contact_id IS NOT NULL),
  EXISTS (SELECT 1 FROM evidence e WHERE e.workspace_id = ?1 AND e.opportunity_id = ?2 AND e.code = 'CR1')
    OR EXISTS (SELECT 1 FROM criteria k WHERE k.workspace_id = ?1 AND k.opportunity_id = ?2),
  EXISTS (SELECT 1 FROM evidence e WHERE e.workspace_id = ?1 AND e.opportunity_id = ?2 AND e.code IN ('EV1', 'EV2'))
    OR EXISTS (SELECT 1 FROM criteria k WHERE k.workspace_id = ?1 AND k.opportunity_id = ?2 AND k.weight > 0),
  EXISTS (SELECT 1 FROM competitors r WHERE r.workspace_id = ?1 AND r.opportunity_id = ?2),
  EXISTS (SELECT 1 FROM commitments m WHERE m.workspace_id = ?1 AND m.opportunity_id = ?2 AND m.status = 'open' AND m.due_at >= ?4),
  EXISTS (SELECT 1 FROM value_items v WHERE v.workspace_id = ?1 AND v.opportunity_id = ?2 AND v.kind = 'benefit'
          AND v.competitor_id IS NULL AND v.contact_id IS NOT NULL AND v.confidence IN ('documented', 'said'))
    OR EXISTS (SELECT 1 FROM statements s WHERE s.workspace_id = ?1 AND s.opportunity_id = ?2 AND s.benefit <> ''
               AND s.amount IS NOT NULL AND s.contact_id IS NOT NULL AND s.confirmed_at IS NOT NULL)
)sql";

bool is_skipped(storage::Session& session, std::int64_t workspace_id, const Opportunity& opportunity, Stage stage, Instant now) {
  return stage > Stage::assessment && evaluate_current_lap(session, workspace_id, opportunity, now).evaluation_skipped;
}

}  // namespace

method::QualityFieldSet fields_present(storage::Session& session, std::int64_t workspace_id, const Opportunity& o, Instant now) {
  method::QualityFieldSet present;
  const auto note = [&](bool there, QualityField field) {
    if (there) present.insert(field);
  };
  note(o.account_id.has_value(), QualityField::account);
  note(o.owner_id.has_value(), QualityField::owner);
  note(o.amount_minor && o.currency && !o.currency->empty(), QualityField::amount);
  note(o.improvement_sentence && !method::is_blank(*o.improvement_sentence), QualityField::improvement_sentence);
  note(o.expected_close.has_value(), QualityField::expected_close);
  const Uuid account_id = plain(o.account_id).value_or(Uuid{});  // the nil id belongs to nobody
  session.query_first(kRelated, {workspace_id, o.id.uuid, account_id, now.ms}, [&](const RowReader& row) {
    note(row.integer(0) != 0, QualityField::contact);
    note(row.integer(1) != 0, QualityField::decision_maker);
    note(row.integer(2) != 0, QualityField::need_with_quote);
    note(row.integer(3) != 0, QualityField::criterion);
    note(row.integer(4) != 0, QualityField::criterion_weights);
    note(row.integer(5) != 0, QualityField::rival);
    note(row.integer(6) != 0, QualityField::next_commitment);
    note(row.integer(7) != 0, QualityField::promised_value);
  });
  return present;
}

method::DataQuality quality_of(storage::Session& session, std::int64_t workspace_id, const Opportunity& opportunity, Stage stage,
                               Instant now) {
  return method::evaluate_data_quality(stage, is_skipped(session, workspace_id, opportunity, stage, now),
                                       fields_present(session, workspace_id, opportunity, now));
}

void write_quality(std::string& json, storage::Session& session, const Actor& actor, const Opportunity& opportunity, Stage stage,
                   Instant now) {
  const bool skipped = is_skipped(session, actor.workspace_id, opportunity, stage, now);
  const method::QualityFieldSet present = fields_present(session, actor.workspace_id, opportunity, now);
  const method::DataQuality result = method::evaluate_data_quality(stage, skipped, present);
  json_text::Object object(json);
  object.number("quality", result.quality);
  object.boolean("greyed", result.greyed);
  const auto name = [&](QualityField field) { json_text::append_string(json, to_string(field)); };
  write_list(object.key("missing"), result.missing, name);
  write_faults(object.key("faults"), record_faults(session, actor, opportunity));
  std::vector<QualityField> there;
  for (std::size_t i = 0; i < enum_size<QualityField>(); ++i)
    if (const auto field = static_cast<QualityField>(i); present.contains(field)) there.push_back(field);
  json_text::Object input(object.key("input"));
  input.string("stage", to_string(stage));
  input.boolean("evaluation_skipped", skipped);
  write_list(input.key("present"), there, name);
  input.close();
  object.close();
}

}  // namespace wheelhouse::service
