#include "storage/migrations/migration_list.h"

namespace wheelhouse::storage {
namespace {

constexpr std::string_view kRecords = R"sql(
CREATE TABLE workspace (
  id {int} PRIMARY KEY, name {text} NOT NULL, currency {text} NOT NULL, locale {text} NOT NULL, time_zone {text} NOT NULL,
  book {text} NOT NULL, created_at {int} NOT NULL);
CREATE TABLE teams (
  workspace_id {int} NOT NULL, id {id} NOT NULL, version {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL,
  name {text} NOT NULL, parent_id {id}, PRIMARY KEY (workspace_id, id));
CREATE TABLE users (
  workspace_id {int} NOT NULL, id {id} NOT NULL, version {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL,
  name {text} NOT NULL, email {text}, role {text} NOT NULL, team_id {id}, locale {text}, disabled {int} NOT NULL,
  can_sign_in {int} NOT NULL, external_id {text}, PRIMARY KEY (workspace_id, id));
CREATE UNIQUE INDEX users_email ON users (workspace_id, email) WHERE email IS NOT NULL;
CREATE TABLE accounts (
  workspace_id {int} NOT NULL, id {id} NOT NULL, version {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL,
  name {text} NOT NULL, alias {text}, parent_id {id}, owner_id {id}, industry {text}, region {text}, city {text}, address {text},
  phone {text}, website {text}, email_domain {text}, tax_code {text}, tier {text}, buyer_type {text}, employees {int},
  annual_revenue_minor {int}, currency {text}, pinned_opportunity_id {id}, keyness {text} NOT NULL, attractiveness {text} NOT NULL,
  strength {text} NOT NULL, external_id {text}, source {text}, description {text}, PRIMARY KEY (workspace_id, id));
CREATE INDEX accounts_parent ON accounts (workspace_id, parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX accounts_pinned ON accounts (workspace_id, pinned_opportunity_id) WHERE pinned_opportunity_id IS NOT NULL;
CREATE INDEX accounts_industry ON accounts (industry, id, workspace_id) WHERE industry IS NOT NULL;
CREATE INDEX accounts_region ON accounts (region, id, workspace_id) WHERE region IS NOT NULL;
CREATE INDEX accounts_city ON accounts (city, id, workspace_id) WHERE city IS NOT NULL;
CREATE INDEX accounts_tier ON accounts (tier, id, workspace_id) WHERE tier IS NOT NULL;
CREATE TABLE contacts (
  workspace_id {int} NOT NULL, id {id} NOT NULL, version {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL,
  account_id {id} NOT NULL, name {text} NOT NULL, title {text}, department {text}, role {text}, level {text}, influence {int},
  attitude {int}, reports_to_id {id}, phone {text}, mobile {text}, email {text}, external_id {text}, description {text},
  PRIMARY KEY (workspace_id, id));
CREATE INDEX contacts_account ON contacts (workspace_id, account_id);
CREATE INDEX contacts_reports_to ON contacts (workspace_id, reports_to_id) WHERE reports_to_id IS NOT NULL;
CREATE TABLE products (
  workspace_id {int} NOT NULL, id {id} NOT NULL, version {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL,
  name {text} NOT NULL, code {text}, family {text}, list_price_minor {int}, currency {text}, external_id {text}, description {text},
  PRIMARY KEY (workspace_id, id));
CREATE TABLE opportunities (
  workspace_id {int} NOT NULL, id {id} NOT NULL, version {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL,
  name {text} NOT NULL, account_id {id}, owner_id {id}, amount_minor {int}, currency {text}, product_id {id}, opened_at {int} NOT NULL,
  expected_close {int}, closed_at {int}, result {text} NOT NULL, result_reason {text}, seller_step {text}, improvement_sentence {text},
  doubtful {int} NOT NULL, external_id {text}, source {text}, description {text}, PRIMARY KEY (workspace_id, id));
CREATE INDEX opportunities_account ON opportunities (workspace_id, account_id) WHERE account_id IS NOT NULL;
CREATE INDEX opportunities_without_account ON opportunities (workspace_id, id) WHERE account_id IS NULL;
CREATE INDEX opportunities_product ON opportunities (workspace_id, product_id) WHERE product_id IS NOT NULL;
CREATE TABLE competitors (
  workspace_id {int} NOT NULL, id {id} NOT NULL, version {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL,
  opportunity_id {id} NOT NULL, name {text} NOT NULL, kind {text} NOT NULL, strengths {text}, weaknesses {text}, claims {text},
  PRIMARY KEY (workspace_id, id));
CREATE INDEX competitors_opportunity ON competitors (workspace_id, opportunity_id);
CREATE TABLE calls (
  workspace_id {int} NOT NULL, id {id} NOT NULL, version {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL,
  account_id {id}, opportunity_id {id}, subject {text} NOT NULL, status {text} NOT NULL, held_at {int} NOT NULL, channel {text},
  objective {text}, fallback {text}, primary_state {text}, fallback_state {text}, closed_by_customer {int} NOT NULL, summary {text},
  owner_id {id}, contact_ids {text} NOT NULL, PRIMARY KEY (workspace_id, id));
CREATE INDEX calls_account ON calls (workspace_id, account_id, held_at);
CREATE INDEX calls_opportunity ON calls (workspace_id, opportunity_id, held_at) WHERE opportunity_id IS NOT NULL;
CREATE INDEX calls_owner ON calls (workspace_id, owner_id, held_at);
CREATE TABLE commitments (
  workspace_id {int} NOT NULL, id {id} NOT NULL, version {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL,
  call_id {id}, account_id {id}, opportunity_id {id}, who {text} NOT NULL, contact_id {id}, owner_id {id}, action {text} NOT NULL,
  form {text} NOT NULL, text {text}, due_at {int}, status {text} NOT NULL, PRIMARY KEY (workspace_id, id));
CREATE INDEX commitments_call ON commitments (workspace_id, call_id) WHERE call_id IS NOT NULL;
CREATE INDEX commitments_account ON commitments (workspace_id, account_id) WHERE account_id IS NOT NULL;
CREATE INDEX commitments_opportunity ON commitments (workspace_id, opportunity_id) WHERE opportunity_id IS NOT NULL;
CREATE INDEX commitments_contact ON commitments (workspace_id, contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX commitments_open ON commitments (workspace_id, due_at) WHERE status = 'open';
CREATE TABLE next_steps (
  workspace_id {int} NOT NULL, id {id} NOT NULL, version {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL,
  account_id {id}, opportunity_id {id}, text {text} NOT NULL, owner_id {id}, due_on {int}, done_at {int},
  PRIMARY KEY (workspace_id, id));
CREATE INDEX next_steps_account ON next_steps (workspace_id, account_id) WHERE account_id IS NOT NULL;
CREATE INDEX next_steps_opportunity ON next_steps (workspace_id, opportunity_id) WHERE opportunity_id IS NOT NULL;
CREATE INDEX next_steps_open ON next_steps (workspace_id, due_on) WHERE done_at IS NULL;
CREATE TABLE notes (
  workspace_id {int} NOT NULL, id {id} NOT NULL, version {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL,
  account_id {id}, opportunity_id {id}, contact_id {id}, text {text} NOT NULL, at {int} NOT NULL, external_id {text},
  PRIMARY KEY (workspace_id, id));
CREATE INDEX notes_account ON notes (workspace_id, account_id, at) WHERE account_id IS NOT NULL;
CREATE INDEX notes_opportunity ON notes (workspace_id, opportunity_id, at) WHERE opportunity_id IS NOT NULL;
CREATE INDEX notes_contact ON notes (workspace_id, contact_id) WHERE contact_id IS NOT NULL;
CREATE TABLE evidence (
  workspace_id {int} NOT NULL, id {id} NOT NULL, version {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL,
  account_id {id}, opportunity_id {id}, contact_id {id}, code {text} NOT NULL, source_class {text} NOT NULL, quote {text},
  document {text}, observed_at {int} NOT NULL, back_dated {int} NOT NULL, PRIMARY KEY (workspace_id, id));
CREATE INDEX evidence_opportunity ON evidence (workspace_id, opportunity_id, observed_at);
CREATE INDEX evidence_account ON evidence (workspace_id, account_id, observed_at);
CREATE INDEX evidence_contact ON evidence (workspace_id, contact_id) WHERE contact_id IS NOT NULL;
CREATE TABLE stage_events (
  workspace_id {int} NOT NULL, id {id} NOT NULL, version {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL,
  opportunity_id {id} NOT NULL, kind {text} NOT NULL, stage {text}, at {int} NOT NULL, reason {text}, source {text}, contact_id {id},
  PRIMARY KEY (workspace_id, id));
CREATE INDEX stage_events_opportunity ON stage_events (workspace_id, opportunity_id, at);
CREATE INDEX stage_events_contact ON stage_events (workspace_id, contact_id) WHERE contact_id IS NOT NULL;
)sql";

// History. `event` is the chain and never changes; what people typed lives in `event_value` and can be erased
// (values and salt set to null) without breaking a hash. `event_head` repeats its last link, so that a cut tail is missed.
constexpr std::string_view kHistory = R"sql(
CREATE TABLE event (
  workspace_id {int} NOT NULL, seq {int} NOT NULL, change_id {id} NOT NULL, recorded_at {int} NOT NULL, at {int} NOT NULL,
  actor_id {id}, verb {text} NOT NULL, object_type {text} NOT NULL, object_id {id} NOT NULL, account_id {id}, opportunity_id {id},
  undo_of {id}, job_id {id}, digest {bytes} NOT NULL, hash {bytes} NOT NULL, PRIMARY KEY (workspace_id, seq)) {compact};
CREATE INDEX event_object ON event (workspace_id, object_id, seq);
CREATE INDEX event_change ON event (workspace_id, change_id, seq);
CREATE INDEX event_account ON event (workspace_id, account_id, seq) WHERE account_id IS NOT NULL;
CREATE INDEX event_undo ON event (workspace_id, undo_of) WHERE undo_of IS NOT NULL;
CREATE TABLE event_value (
  workspace_id {int} NOT NULL, seq {int} NOT NULL, salt {bytes}, data {text}, PRIMARY KEY (workspace_id, seq)) {compact};
CREATE TABLE event_head (workspace_id {int} PRIMARY KEY, seq {int} NOT NULL, hash {bytes} NOT NULL);
)sql";

// Derived from the records and events, kept in the same transaction, rebuilt by `doctor --rebuild`. Stages are numbered 1..8
// here: these rows are compared and summed by the million. Each order that lists offer has an index that also holds the owner,
// so that what one may not see is passed over without looking up the row; what turns stuck or stale on a day is summed from its
// index alone. (So too accounts_industry and its like begin with what is asked for, not with the workspace: "is this id one of
// those" must not be answered from the wide rows by the primary key, which every engine prefers where it can.)
constexpr std::string_view kDerived = R"sql(
CREATE TABLE position (
  workspace_id {int} NOT NULL, unit {int} NOT NULL, subject_id {id} NOT NULL, account_id {id}, owner_id {id}, sort_key {text} NOT NULL,
  on_wheel {int} NOT NULL, stage {int} NOT NULL, basis {int} NOT NULL, proven_stage {int}, claimed_stage {int},
  confidence {real} NOT NULL, inferred {int} NOT NULL, lap {int} NOT NULL, lap_opened_at {int} NOT NULL, entered_at {int} NOT NULL,
  last_evidence_at {int} NOT NULL, stale_at {int}, stuck_at {int}, amount_minor {int}, currency {text}, lead_opportunity_id {id},
  PRIMARY KEY (workspace_id, unit, subject_id)) {compact};
CREATE INDEX position_name ON position (workspace_id, unit, sort_key, subject_id, owner_id, stage, on_wheel);
CREATE INDEX position_owner ON position (workspace_id, unit, owner_id, sort_key, subject_id);
CREATE INDEX position_stage ON position (workspace_id, unit, stage, entered_at, subject_id, owner_id, on_wheel);
CREATE INDEX position_value ON position (workspace_id, unit, amount_minor, subject_id, owner_id) WHERE amount_minor IS NOT NULL;
CREATE INDEX position_entered ON position (workspace_id, unit, entered_at, subject_id, owner_id);
CREATE INDEX position_recent ON position (workspace_id, unit, last_evidence_at, subject_id, owner_id);
CREATE INDEX position_stuck ON position (workspace_id, unit, stuck_at, subject_id, owner_id, stage, basis, currency, amount_minor)
  WHERE stuck_at IS NOT NULL;
CREATE INDEX position_stale ON position (workspace_id, unit, stale_at, subject_id, owner_id, stage, basis, currency)
  WHERE stale_at IS NOT NULL;
CREATE TABLE position_span (
  workspace_id {int} NOT NULL, unit {int} NOT NULL, subject_id {id} NOT NULL, from_at {int} NOT NULL, to_at {int},
  previous_stage {int}, stage {int} NOT NULL, basis {int} NOT NULL, owner_id {id}, stale_at {int}, stuck_at {int},
  amount_minor {int}, currency {text}, PRIMARY KEY (workspace_id, unit, subject_id, from_at)) {compact};
CREATE INDEX position_span_from ON position_span (workspace_id, unit, from_at);
CREATE TABLE wheel_delta (
  workspace_id {int} NOT NULL, unit {int} NOT NULL, owner_id {id} NOT NULL, on_date {int} NOT NULL, stage {int} NOT NULL,
  proven {int} NOT NULL, currency {text} NOT NULL, n {int} NOT NULL, n_stuck {int} NOT NULL, n_stale {int} NOT NULL,
  amount_minor {int} NOT NULL, stuck_amount_minor {int} NOT NULL,
  PRIMARY KEY (workspace_id, unit, owner_id, on_date, stage, proven, currency)) {compact};
CREATE TABLE search_entry (
  entry {int} PRIMARY KEY, workspace_id {int} NOT NULL, kind {int} NOT NULL, object_id {id} NOT NULL, account_id {id},
  owner_id {id}, body {text} NOT NULL);
CREATE UNIQUE INDEX search_entry_object ON search_entry (workspace_id, object_id);
CREATE TABLE match_key (
  workspace_id {int} NOT NULL, match_key {text} NOT NULL, object_id {id} NOT NULL,
  PRIMARY KEY (workspace_id, match_key, object_id)) {compact};
CREATE INDEX match_key_object ON match_key (workspace_id, object_id);
)sql";

constexpr std::string_view kPeople = R"sql(
CREATE TABLE credential (
  workspace_id {int} NOT NULL, user_id {id} NOT NULL, password_hash {text} NOT NULL, changed_at {int} NOT NULL,
  PRIMARY KEY (workspace_id, user_id));
CREATE TABLE session (
  token_hash {bytes} PRIMARY KEY, workspace_id {int} NOT NULL, id {id} NOT NULL, user_id {id} NOT NULL, created_at {int} NOT NULL,
  seen_at {int} NOT NULL, expires_at {int} NOT NULL, user_agent {text}, address {text});
CREATE INDEX "session_user" ON session (workspace_id, user_id);
CREATE TABLE api_key (
  key_hash {bytes} PRIMARY KEY, workspace_id {int} NOT NULL, id {id} NOT NULL, user_id {id} NOT NULL, label {text} NOT NULL,
  scope {text} NOT NULL, created_at {int} NOT NULL, expires_at {int}, revoked_at {int});
CREATE TABLE one_time_link (
  token_hash {bytes} PRIMARY KEY, workspace_id {int} NOT NULL, purpose {text} NOT NULL, user_id {id}, created_at {int} NOT NULL,
  expires_at {int} NOT NULL, used_at {int});
CREATE TABLE idempotency (
  workspace_id {int} NOT NULL, actor_id {id} NOT NULL, idempotency_key {text} NOT NULL, request_hash {bytes} NOT NULL,
  status {int} NOT NULL, headers {text} NOT NULL, body {text} NOT NULL, created_at {int} NOT NULL,
  PRIMARY KEY (workspace_id, actor_id, idempotency_key)) {compact};
CREATE INDEX idempotency_age ON idempotency (created_at);
CREATE TABLE dismissal (
  workspace_id {int} NOT NULL, user_id {id} NOT NULL, action_key {text} NOT NULL, reason {text}, dismissed_at {int} NOT NULL,
  until_at {int}, PRIMARY KEY (workspace_id, user_id, action_key));
CREATE TABLE import_job (
  workspace_id {int} NOT NULL, id {id} NOT NULL, user_id {id}, state {text} NOT NULL, plan {text} NOT NULL, result {text},
  created_at {int} NOT NULL, updated_at {int} NOT NULL, PRIMARY KEY (workspace_id, id));
)sql";

// What a password may lack when a second factor stands beside it, and that second factor. `last_step` makes a code good once.
constexpr std::string_view kSecondFactor = R"sql(
ALTER TABLE credential ADD COLUMN must_change {int} NOT NULL DEFAULT 0;
ALTER TABLE credential ADD COLUMN needs_second_factor {int} NOT NULL DEFAULT 0;
CREATE TABLE second_factor (
  workspace_id {int} NOT NULL, user_id {id} NOT NULL, secret {text} NOT NULL, created_at {int} NOT NULL, confirmed_at {int},
  last_step {int} NOT NULL, PRIMARY KEY (workspace_id, user_id));
CREATE TABLE recovery_code (
  workspace_id {int} NOT NULL, user_id {id} NOT NULL, code_hash {bytes} NOT NULL, used_at {int},
  PRIMARY KEY (workspace_id, user_id, code_hash)) {compact};
)sql";

// Orders of lists that follow a record's own columns, and the last call held with each account, kept beside the calls so that a
// list can follow it.
constexpr std::string_view kListOrders = R"sql(
CREATE INDEX accounts_updated ON accounts (workspace_id, updated_at, id);
CREATE INDEX opportunities_updated ON opportunities (workspace_id, updated_at, id);
CREATE INDEX opportunities_expected ON opportunities (workspace_id, expected_close, id) WHERE expected_close IS NOT NULL;
CREATE TABLE account_touch (
  workspace_id {int} NOT NULL, account_id {id} NOT NULL, touched_at {int} NOT NULL, PRIMARY KEY (workspace_id, account_id)) {compact};
CREATE INDEX account_touch_order ON account_touch (workspace_id, touched_at, account_id);
INSERT INTO account_touch (workspace_id, account_id, touched_at)
  SELECT workspace_id, account_id, max(held_at) FROM calls WHERE status = 'held' AND account_id IS NOT NULL
  GROUP BY workspace_id, account_id;
)sql";

// Moves alone, with all that is asked of them: most spans of an imported book are a first one, and the wheel counted past each.
constexpr std::string_view kMoves = R"sql(
DROP INDEX position_span_from;
CREATE INDEX position_span_moves ON position_span (workspace_id, unit, from_at, previous_stage, stage, owner_id, currency, amount_minor)
  WHERE previous_stage IS NOT NULL AND previous_stage <> stage;
)sql";

// From a customer's problem to the value of our answer. What one deal's screens ask for is found by its opportunity.
constexpr std::string_view kSelling = R"sql(
CREATE TABLE problems (
  workspace_id {int} NOT NULL, id {id} NOT NULL, version {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL,
  account_id {id}, opportunity_id {id}, name {text} NOT NULL, description {text}, contact_id {id}, unit {text}, weight {real},
  level_now {real}, level_ideal {real}, level_promised {real}, level_measured {real}, PRIMARY KEY (workspace_id, id));
CREATE INDEX problems_account ON problems (workspace_id, account_id) WHERE account_id IS NOT NULL;
CREATE INDEX problems_opportunity ON problems (workspace_id, opportunity_id) WHERE opportunity_id IS NOT NULL;
CREATE INDEX problems_contact ON problems (workspace_id, contact_id) WHERE contact_id IS NOT NULL;
CREATE TABLE needs (
  workspace_id {int} NOT NULL, id {id} NOT NULL, version {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL,
  account_id {id}, opportunity_id {id}, problem_id {id}, text {text} NOT NULL, state {text} NOT NULL, state_at {int} NOT NULL,
  severity {int}, urgency {int}, reach {int}, annual_cost_minor {int}, price_said_minor {int}, currency {text}, must_have {int} NOT NULL,
  visible {int} NOT NULL, conscious {int} NOT NULL, surface {int} NOT NULL, clear {int} NOT NULL, facts_on_file {int} NOT NULL,
  volunteered {int} NOT NULL, explicit_question_id {id}, explicit_at {int}, drop_reason {text}, PRIMARY KEY (workspace_id, id));
CREATE INDEX needs_account ON needs (workspace_id, account_id) WHERE account_id IS NOT NULL;
CREATE INDEX needs_opportunity ON needs (workspace_id, opportunity_id) WHERE opportunity_id IS NOT NULL;
CREATE INDEX needs_problem ON needs (workspace_id, problem_id) WHERE problem_id IS NOT NULL;
CREATE INDEX needs_explicit_question ON needs (workspace_id, explicit_question_id) WHERE explicit_question_id IS NOT NULL;
CREATE TABLE need_quotes (
  workspace_id {int} NOT NULL, id {id} NOT NULL, version {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL,
  need_id {id} NOT NULL, account_id {id}, opportunity_id {id}, contact_id {id}, call_id {id}, question_id {id}, kind {text} NOT NULL,
  text {text} NOT NULL, said_at {int} NOT NULL, PRIMARY KEY (workspace_id, id));
CREATE INDEX need_quotes_need ON need_quotes (workspace_id, need_id);
CREATE INDEX need_quotes_account ON need_quotes (workspace_id, account_id) WHERE account_id IS NOT NULL;
CREATE INDEX need_quotes_opportunity ON need_quotes (workspace_id, opportunity_id) WHERE opportunity_id IS NOT NULL;
CREATE INDEX need_quotes_contact ON need_quotes (workspace_id, contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX need_quotes_call ON need_quotes (workspace_id, call_id) WHERE call_id IS NOT NULL;
CREATE INDEX need_quotes_question ON need_quotes (workspace_id, question_id) WHERE question_id IS NOT NULL;
CREATE TABLE question_templates (
  workspace_id {int} NOT NULL, id {id} NOT NULL, version {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL,
  type {text} NOT NULL, code {text}, text_zh {text}, text_en {text}, stage {text}, role {text}, level {text}, style {text},
  industry {text}, PRIMARY KEY (workspace_id, id));
CREATE TABLE questions (
  workspace_id {int} NOT NULL, id {id} NOT NULL, version {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL,
  account_id {id}, opportunity_id {id}, need_id {id}, call_id {id}, contact_id {id}, type {text} NOT NULL, text {text} NOT NULL,
  template_id {text}, listen_for {text}, position {int} NOT NULL, asked {int} NOT NULL, answered {int} NOT NULL, accepted {int} NOT NULL,
  answer {text}, on_file {int} NOT NULL, deliverable {int} NOT NULL, PRIMARY KEY (workspace_id, id));
CREATE INDEX questions_account ON questions (workspace_id, account_id) WHERE account_id IS NOT NULL;
CREATE INDEX questions_opportunity ON questions (workspace_id, opportunity_id) WHERE opportunity_id IS NOT NULL;
CREATE INDEX questions_need ON questions (workspace_id, need_id) WHERE need_id IS NOT NULL;
CREATE INDEX questions_call ON questions (workspace_id, call_id) WHERE call_id IS NOT NULL;
CREATE INDEX questions_contact ON questions (workspace_id, contact_id) WHERE contact_id IS NOT NULL;
CREATE TABLE features (
  workspace_id {int} NOT NULL, id {id} NOT NULL, version {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL,
  product_id {id} NOT NULL, feature {text} NOT NULL, advantage {text}, proof {text}, limits {text}, PRIMARY KEY (workspace_id, id));
CREATE INDEX features_product ON features (workspace_id, product_id);
CREATE TABLE statements (
  workspace_id {int} NOT NULL, id {id} NOT NULL, version {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL,
  opportunity_id {id} NOT NULL, account_id {id}, need_id {id}, feature_id {id}, feature {text}, advantage {text}, benefit {text},
  proof {text}, condition {text}, result {text}, amount {real}, unit {text}, period {text}, basis {text}, contact_id {id},
  confirmed_at {int}, PRIMARY KEY (workspace_id, id));
CREATE INDEX statements_opportunity ON statements (workspace_id, opportunity_id);
CREATE INDEX statements_account ON statements (workspace_id, account_id) WHERE account_id IS NOT NULL;
CREATE INDEX statements_need ON statements (workspace_id, need_id) WHERE need_id IS NOT NULL;
CREATE INDEX statements_feature ON statements (workspace_id, feature_id) WHERE feature_id IS NOT NULL;
CREATE INDEX statements_contact ON statements (workspace_id, contact_id) WHERE contact_id IS NOT NULL;
CREATE TABLE statement_uses (
  workspace_id {int} NOT NULL, id {id} NOT NULL, version {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL,
  call_id {id} NOT NULL, statement_id {id} NOT NULL, account_id {id}, opportunity_id {id}, said {int} NOT NULL, class {text},
  stage {text}, PRIMARY KEY (workspace_id, id));
CREATE INDEX statement_uses_call ON statement_uses (workspace_id, call_id);
CREATE INDEX statement_uses_statement ON statement_uses (workspace_id, statement_id);
CREATE INDEX statement_uses_account ON statement_uses (workspace_id, account_id) WHERE account_id IS NOT NULL;
CREATE INDEX statement_uses_opportunity ON statement_uses (workspace_id, opportunity_id) WHERE opportunity_id IS NOT NULL;
CREATE TABLE solution_parts (
  workspace_id {int} NOT NULL, id {id} NOT NULL, version {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL,
  opportunity_id {id} NOT NULL, account_id {id}, name {text} NOT NULL, product_id {id}, need_id {id}, problem_id {id}, owner_id {id},
  cost_minor {int}, currency {text}, PRIMARY KEY (workspace_id, id));
CREATE INDEX solution_parts_opportunity ON solution_parts (workspace_id, opportunity_id);
CREATE INDEX solution_parts_account ON solution_parts (workspace_id, account_id) WHERE account_id IS NOT NULL;
CREATE INDEX solution_parts_product ON solution_parts (workspace_id, product_id) WHERE product_id IS NOT NULL;
CREATE INDEX solution_parts_need ON solution_parts (workspace_id, need_id) WHERE need_id IS NOT NULL;
CREATE INDEX solution_parts_problem ON solution_parts (workspace_id, problem_id) WHERE problem_id IS NOT NULL;
CREATE INDEX solution_parts_owner ON solution_parts (workspace_id, owner_id) WHERE owner_id IS NOT NULL;
CREATE TABLE objections (
  workspace_id {int} NOT NULL, id {id} NOT NULL, version {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL,
  account_id {id}, opportunity_id {id}, call_id {id}, contact_id {id}, quote {text} NOT NULL, class {text}, cause {text}, severity {int},
  blocking {int} NOT NULL, state {text} NOT NULL, state_at {int} NOT NULL, raised_at {int} NOT NULL, trigger_statement_id {id},
  trigger_question_id {id}, trigger_class {text}, restated {text}, response {text}, acknowledgement {text}, deferred_until {int},
  loops {int} NOT NULL, reason {text}, PRIMARY KEY (workspace_id, id));
CREATE INDEX objections_account ON objections (workspace_id, account_id) WHERE account_id IS NOT NULL;
CREATE INDEX objections_opportunity ON objections (workspace_id, opportunity_id) WHERE opportunity_id IS NOT NULL;
CREATE INDEX objections_call ON objections (workspace_id, call_id) WHERE call_id IS NOT NULL;
CREATE INDEX objections_contact ON objections (workspace_id, contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX objections_trigger_statement ON objections (workspace_id, trigger_statement_id) WHERE trigger_statement_id IS NOT NULL;
CREATE INDEX objections_trigger_question ON objections (workspace_id, trigger_question_id) WHERE trigger_question_id IS NOT NULL;
CREATE TABLE criteria (
  workspace_id {int} NOT NULL, id {id} NOT NULL, version {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL,
  opportunity_id {id} NOT NULL, account_id {id}, name {text} NOT NULL, weight {real}, target {text}, measure {text},
  must_have {int} NOT NULL, shaped_by_us {int} NOT NULL, problem_id {id}, need_id {id}, contact_id {id}, our_score {real}, proof {text},
  PRIMARY KEY (workspace_id, id));
CREATE INDEX criteria_opportunity ON criteria (workspace_id, opportunity_id);
CREATE INDEX criteria_account ON criteria (workspace_id, account_id) WHERE account_id IS NOT NULL;
CREATE INDEX criteria_problem ON criteria (workspace_id, problem_id) WHERE problem_id IS NOT NULL;
CREATE INDEX criteria_need ON criteria (workspace_id, need_id) WHERE need_id IS NOT NULL;
CREATE INDEX criteria_contact ON criteria (workspace_id, contact_id) WHERE contact_id IS NOT NULL;
CREATE TABLE criterion_scores (
  workspace_id {int} NOT NULL, id {id} NOT NULL, version {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL,
  criterion_id {id} NOT NULL, competitor_id {id} NOT NULL, account_id {id}, opportunity_id {id}, score {real} NOT NULL,
  PRIMARY KEY (workspace_id, id));
CREATE INDEX criterion_scores_criterion ON criterion_scores (workspace_id, criterion_id);
CREATE INDEX criterion_scores_competitor ON criterion_scores (workspace_id, competitor_id);
CREATE INDEX criterion_scores_account ON criterion_scores (workspace_id, account_id) WHERE account_id IS NOT NULL;
CREATE INDEX criterion_scores_opportunity ON criterion_scores (workspace_id, opportunity_id) WHERE opportunity_id IS NOT NULL;
CREATE TABLE value_items (
  workspace_id {int} NOT NULL, id {id} NOT NULL, version {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL,
  opportunity_id {id} NOT NULL, account_id {id}, competitor_id {id}, kind {text} NOT NULL, name {text} NOT NULL,
  amount_minor {int} NOT NULL, currency {text}, yearly {int}, probability {real}, confidence {text} NOT NULL, contact_id {id},
  confirmed_at {int}, document {text}, basis {text}, need_id {id}, realised_minor {int}, realised_at {int},
  PRIMARY KEY (workspace_id, id));
CREATE INDEX value_items_opportunity ON value_items (workspace_id, opportunity_id);
CREATE INDEX value_items_account ON value_items (workspace_id, account_id) WHERE account_id IS NOT NULL;
CREATE INDEX value_items_competitor ON value_items (workspace_id, competitor_id) WHERE competitor_id IS NOT NULL;
CREATE INDEX value_items_contact ON value_items (workspace_id, contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX value_items_need ON value_items (workspace_id, need_id) WHERE need_id IS NOT NULL;
CREATE TABLE value_cases (
  workspace_id {int} NOT NULL, id {id} NOT NULL, version {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL,
  opportunity_id {id} NOT NULL, account_id {id}, years {int} NOT NULL, rate {real} NOT NULL, currency {text}, margin_minor {int},
  cost_to_serve_minor {int}, PRIMARY KEY (workspace_id, id));
CREATE INDEX value_cases_opportunity ON value_cases (workspace_id, opportunity_id);
CREATE INDEX value_cases_account ON value_cases (workspace_id, account_id) WHERE account_id IS NOT NULL;
CREATE TABLE buyer_profiles (
  workspace_id {int} NOT NULL, id {id} NOT NULL, version {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL,
  opportunity_id {id} NOT NULL, account_id {id}, answers {text} NOT NULL, our_sponsor_id {id}, their_sponsor_id {id},
  joint_goals {int} NOT NULL, worked_as {text}, PRIMARY KEY (workspace_id, id));
CREATE INDEX buyer_profiles_opportunity ON buyer_profiles (workspace_id, opportunity_id);
CREATE INDEX buyer_profiles_account ON buyer_profiles (workspace_id, account_id) WHERE account_id IS NOT NULL;
CREATE INDEX buyer_profiles_our_sponsor ON buyer_profiles (workspace_id, our_sponsor_id) WHERE our_sponsor_id IS NOT NULL;
CREATE INDEX buyer_profiles_their_sponsor ON buyer_profiles (workspace_id, their_sponsor_id) WHERE their_sponsor_id IS NOT NULL;
ALTER TABLE calls ADD COLUMN dress {text};
ALTER TABLE calls ADD COLUMN materials {text};
ALTER TABLE calls ADD COLUMN listen_for {text};
ALTER TABLE calls ADD COLUMN look_for {text};
ALTER TABLE calls ADD COLUMN observations {text};
ALTER TABLE calls ADD COLUMN talk_share {int};
ALTER TABLE calls ADD COLUMN confirmed_summaries {int};
ALTER TABLE calls ADD COLUMN reflections {text} NOT NULL DEFAULT '';
)sql";

// The ground a deal stands on: current and ideal, rules of the game, the triangle, our own issues; after the order; and reframes.
constexpr std::string_view kGround = R"sql(
ALTER TABLE problems ADD COLUMN value_now {text};
ALTER TABLE problems ADD COLUMN value_ideal {text};
ALTER TABLE problems ADD COLUMN value_promised {text};
ALTER TABLE problems ADD COLUMN value_measured {text};
ALTER TABLE problems ADD COLUMN confirmed_at {int};
ALTER TABLE problems ADD COLUMN yearly_value_minor {int};
ALTER TABLE problems ADD COLUMN currency {text};
ALTER TABLE value_items ADD COLUMN realised_contact_id {id};
CREATE INDEX value_items_realised_contact ON value_items (workspace_id, realised_contact_id) WHERE realised_contact_id IS NOT NULL;
ALTER TABLE competitors ADD COLUMN aims {text};
ALTER TABLE competitors ADD COLUMN last_move {text};
CREATE TABLE game_rules (
  workspace_id {int} NOT NULL, id {id} NOT NULL, version {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL,
  account_id {id} NOT NULL, text {text} NOT NULL, source {text}, applies_to {text}, due_on {int}, mandatory {int} NOT NULL,
  compliance {text} NOT NULL, PRIMARY KEY (workspace_id, id));
CREATE INDEX game_rules_account ON game_rules (workspace_id, account_id);
CREATE INDEX game_rules_due ON game_rules (workspace_id, due_on) WHERE due_on IS NOT NULL;
CREATE TABLE seller_issues (
  workspace_id {int} NOT NULL, id {id} NOT NULL, version {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL,
  opportunity_id {id} NOT NULL, account_id {id}, text {text} NOT NULL, kind {text} NOT NULL, owner_id {id}, due_on {int} NOT NULL,
  topic {text}, resolved_at {int}, PRIMARY KEY (workspace_id, id));
CREATE INDEX seller_issues_opportunity ON seller_issues (workspace_id, opportunity_id);
CREATE INDEX seller_issues_account ON seller_issues (workspace_id, account_id) WHERE account_id IS NOT NULL;
CREATE INDEX seller_issues_owner ON seller_issues (workspace_id, owner_id) WHERE owner_id IS NOT NULL;
CREATE INDEX seller_issues_open ON seller_issues (workspace_id, due_on) WHERE resolved_at IS NULL;
CREATE TABLE triangles (
  workspace_id {int} NOT NULL, id {id} NOT NULL, version {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL,
  opportunity_id {id} NOT NULL, account_id {id}, our_strengths {text}, our_weaknesses {text}, our_aims {text}, our_last_move {text},
  customer_strengths {text}, customer_weaknesses {text}, customer_aims {text}, customer_last_move {text}, rules_of {text},
  rules_note {text}, PRIMARY KEY (workspace_id, id));
CREATE INDEX triangles_opportunity ON triangles (workspace_id, opportunity_id);
CREATE INDEX triangles_account ON triangles (workspace_id, account_id) WHERE account_id IS NOT NULL;
CREATE TABLE service_reminders (
  workspace_id {int} NOT NULL, id {id} NOT NULL, version {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL,
  opportunity_id {id} NOT NULL, account_id {id}, day {int} NOT NULL, contact_id {id}, done_at {int} NOT NULL, note {text},
  PRIMARY KEY (workspace_id, id));
CREATE INDEX service_reminders_opportunity ON service_reminders (workspace_id, opportunity_id);
CREATE INDEX service_reminders_account ON service_reminders (workspace_id, account_id) WHERE account_id IS NOT NULL;
CREATE INDEX service_reminders_contact ON service_reminders (workspace_id, contact_id) WHERE contact_id IS NOT NULL;
CREATE TABLE remorse_signals (
  workspace_id {int} NOT NULL, id {id} NOT NULL, version {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL,
  opportunity_id {id} NOT NULL, account_id {id}, contact_id {id}, text {text} NOT NULL, severity {int} NOT NULL,
  observed_at {int} NOT NULL, resolved_at {int}, resolution {text}, PRIMARY KEY (workspace_id, id));
CREATE INDEX remorse_signals_opportunity ON remorse_signals (workspace_id, opportunity_id);
CREATE INDEX remorse_signals_account ON remorse_signals (workspace_id, account_id) WHERE account_id IS NOT NULL;
CREATE INDEX remorse_signals_contact ON remorse_signals (workspace_id, contact_id) WHERE contact_id IS NOT NULL;
CREATE TABLE delivery_items (
  workspace_id {int} NOT NULL, id {id} NOT NULL, version {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL,
  opportunity_id {id} NOT NULL, account_id {id}, kind {text} NOT NULL, name {text} NOT NULL, owner_id {id}, opened_on {int},
  due_on {int}, done_at {int}, note {text}, PRIMARY KEY (workspace_id, id));
CREATE INDEX delivery_items_opportunity ON delivery_items (workspace_id, opportunity_id);
CREATE INDEX delivery_items_account ON delivery_items (workspace_id, account_id) WHERE account_id IS NOT NULL;
CREATE INDEX delivery_items_owner ON delivery_items (workspace_id, owner_id) WHERE owner_id IS NOT NULL;
CREATE TABLE reframe_cards (
  workspace_id {int} NOT NULL, id {id} NOT NULL, version {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL,
  opportunity_id {id} NOT NULL, account_id {id}, cause {text} NOT NULL, old_assumption {text} NOT NULL,
  why_it_failed {text} NOT NULL, new_hypothesis {text} NOT NULL, test {text}, contact_id {id}, test_on {int}, result {text},
  PRIMARY KEY (workspace_id, id));
CREATE INDEX reframe_cards_opportunity ON reframe_cards (workspace_id, opportunity_id);
CREATE INDEX reframe_cards_account ON reframe_cards (workspace_id, account_id) WHERE account_id IS NOT NULL;
CREATE INDEX reframe_cards_contact ON reframe_cards (workspace_id, contact_id) WHERE contact_id IS NOT NULL;
)sql";

constexpr std::string_view kSqlite = R"sql(
CREATE TRIGGER event_is_append_only_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'event is append-only'); END;
CREATE TRIGGER event_is_append_only_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'event is append-only'); END;
CREATE VIRTUAL TABLE search_index USING fts5(body, content='', tokenize='wheelhouse', detail=full, columnsize=0);
INSERT INTO search_index(search_index, rank) VALUES('automerge', 8);
)sql";

// The terms of search_terms.h, made in this program: PostgreSQL's own parsers and dictionaries know no Chinese and differ by server.
constexpr std::string_view kPostgres = R"sql(
CREATE FUNCTION event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN RAISE EXCEPTION 'event is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER event_is_append_only BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION event_is_append_only();
CREATE TRIGGER event_is_append_only_whole BEFORE TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION event_is_append_only();
ALTER TABLE search_entry ADD COLUMN terms tsvector NOT NULL;
CREATE INDEX search_entry_terms ON search_entry USING gin (terms);
)sql";

constexpr std::string_view kAccess = R"sql(
CREATE TABLE account_members (
  workspace_id {int} NOT NULL, id {id} NOT NULL, version {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL,
  account_id {id} NOT NULL, user_id {id} NOT NULL, role {text} NOT NULL, PRIMARY KEY (workspace_id, id));
CREATE UNIQUE INDEX account_members_account ON account_members (workspace_id, account_id, user_id);
CREATE INDEX account_members_user ON account_members (workspace_id, user_id);
CREATE TABLE shares (
  workspace_id {int} NOT NULL, id {id} NOT NULL, version {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL,
  account_id {id}, opportunity_id {id}, user_id {id}, team_id {id}, access {text} NOT NULL, expires_at {int},
  PRIMARY KEY (workspace_id, id));
CREATE INDEX shares_account ON shares (workspace_id, account_id) WHERE account_id IS NOT NULL;
CREATE INDEX shares_opportunity ON shares (workspace_id, opportunity_id) WHERE opportunity_id IS NOT NULL;
CREATE INDEX shares_user ON shares (workspace_id, user_id) WHERE user_id IS NOT NULL;
CREATE INDEX shares_team ON shares (workspace_id, team_id) WHERE team_id IS NOT NULL;
ALTER TABLE workspace ADD COLUMN pool_limit {int} NOT NULL DEFAULT 0;
ALTER TABLE workspace ADD COLUMN pool_idle_days {int} NOT NULL DEFAULT 0;
)sql";

// Files. Contents are kept by what they are (SHA-256), in pieces, each once however often it hangs somewhere. `unused_since`: nobody
// has it any more; it stays for the days in which its removal can be undone.
constexpr std::string_view kFiles = R"sql(
CREATE TABLE attachments (
  workspace_id {int} NOT NULL, id {id} NOT NULL, version {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL,
  account_id {id}, opportunity_id {id}, contact_id {id}, call_id {id}, evidence_id {id}, name {text} NOT NULL, media_type {text} NOT NULL,
  size_bytes {int} NOT NULL, sha256 {text} NOT NULL, PRIMARY KEY (workspace_id, id));
CREATE INDEX attachments_account ON attachments (workspace_id, account_id) WHERE account_id IS NOT NULL;
CREATE INDEX attachments_opportunity ON attachments (workspace_id, opportunity_id) WHERE opportunity_id IS NOT NULL;
CREATE INDEX attachments_contact ON attachments (workspace_id, contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX attachments_call ON attachments (workspace_id, call_id) WHERE call_id IS NOT NULL;
CREATE INDEX attachments_evidence ON attachments (workspace_id, evidence_id) WHERE evidence_id IS NOT NULL;
CREATE INDEX attachments_content ON attachments (workspace_id, sha256);
CREATE TABLE file_content (
  workspace_id {int} NOT NULL, sha256 {text} NOT NULL, size_bytes {int} NOT NULL, stored_at {int} NOT NULL, unused_since {int},
  PRIMARY KEY (workspace_id, sha256));
CREATE TABLE file_chunk (
  workspace_id {int} NOT NULL, sha256 {text} NOT NULL, position {int} NOT NULL, data {bytes} NOT NULL,
  PRIMARY KEY (workspace_id, sha256, position));
ALTER TABLE workspace ADD COLUMN files_mib_max {int} NOT NULL DEFAULT 10240;
)sql";

constexpr std::string_view kSignIn = R"sql(
CREATE TABLE sign_in_failure (
  workspace_id {int} NOT NULL, kind {text} NOT NULL, name_hash {bytes} NOT NULL, failures {int} NOT NULL, first_at {int} NOT NULL,
  last_at {int} NOT NULL, next_at {int} NOT NULL, PRIMARY KEY (workspace_id, kind, name_hash)) {compact};
CREATE INDEX sign_in_failure_age ON sign_in_failure (workspace_id, last_at);
CREATE TABLE sign_in_attempt (
  state_hash {bytes} PRIMARY KEY, browser_hash {bytes} NOT NULL, workspace_id {int} NOT NULL, redirect_uri {text} NOT NULL,
  created_at {int} NOT NULL, expires_at {int} NOT NULL, user_id {id});
CREATE INDEX sign_in_attempt_age ON sign_in_attempt (expires_at);
CREATE TABLE sign_in_identity (
  workspace_id {int} NOT NULL, issuer {text} NOT NULL, subject {text} NOT NULL, user_id {id} NOT NULL, created_at {int} NOT NULL,
  PRIMARY KEY (workspace_id, issuer, subject));
CREATE UNIQUE INDEX sign_in_identity_user ON sign_in_identity (workspace_id, user_id, issuer);
)sql";

constexpr std::string_view kPeopleStyle = R"sql(
ALTER TABLE contacts ADD COLUMN style {text};
ALTER TABLE contacts ADD COLUMN style_evidence {text};
CREATE INDEX opportunities_lost ON opportunities (workspace_id, owner_id, closed_at) WHERE result = 'lost';
)sql";

// An object's keys follow from the object, so nothing asks for them by it; of an import's writes it was a tenth.
// The median of days in a stage asks for a currency, too.
constexpr std::string_view kLeaner = R"sql(
DROP INDEX match_key_object;
DROP INDEX position_stage;
CREATE INDEX position_stage ON position (workspace_id, unit, stage, entered_at, subject_id, owner_id, on_wheel, currency);
)sql";

// What the customer wants to become, what each person gains, why a person is against; self-checks (METHOD M5) and exercises
// (METHOD §10), which belong to the colleague who did them and to no customer.
constexpr std::string_view kGoals = R"sql(
CREATE TABLE development_goals (
  workspace_id {int} NOT NULL, id {id} NOT NULL, version {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL,
  account_id {id} NOT NULL, text {text} NOT NULL, measure {text}, target {text}, due_on {int}, contact_id {id}, contribution {text},
  contributed_at {int}, result {text}, PRIMARY KEY (workspace_id, id));
CREATE INDEX development_goals_account ON development_goals (workspace_id, account_id);
CREATE INDEX development_goals_contact ON development_goals (workspace_id, contact_id) WHERE contact_id IS NOT NULL;
CREATE TABLE contact_benefits (
  workspace_id {int} NOT NULL, id {id} NOT NULL, version {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL,
  opportunity_id {id} NOT NULL, account_id {id}, contact_id {id} NOT NULL, organisation_benefit {text}, personal_benefit {text},
  personal_gain {text}, reviewed_at {int}, reviewed_by_id {id}, PRIMARY KEY (workspace_id, id));
CREATE INDEX contact_benefits_opportunity ON contact_benefits (workspace_id, opportunity_id);
CREATE INDEX contact_benefits_account ON contact_benefits (workspace_id, account_id) WHERE account_id IS NOT NULL;
CREATE INDEX contact_benefits_contact ON contact_benefits (workspace_id, contact_id);
CREATE INDEX contact_benefits_reviewed_by ON contact_benefits (workspace_id, reviewed_by_id) WHERE reviewed_by_id IS NOT NULL;
ALTER TABLE contacts ADD COLUMN opposition_cause {text};
ALTER TABLE contacts ADD COLUMN opposition_words {text};
ALTER TABLE statements ADD COLUMN composed_seconds {int};
ALTER TABLE statements ADD COLUMN peer_quality {int};
CREATE TABLE self_checks (
  workspace_id {int} NOT NULL, id {id} NOT NULL, user_id {id} NOT NULL, rated_by_id {id} NOT NULL, call_id {id}, rated_at {int} NOT NULL,
  ratings {text} NOT NULL, actions {text} NOT NULL, PRIMARY KEY (workspace_id, id));
CREATE INDEX self_checks_user ON self_checks (workspace_id, user_id, rated_at);
ALTER TABLE workspace ADD COLUMN pool_claim {text} NOT NULL DEFAULT 'sellers';
CREATE TABLE practice_attempts (
  workspace_id {int} NOT NULL, id {id} NOT NULL, user_id {id} NOT NULL, kind {text} NOT NULL, subject {text} NOT NULL,
  answers {text} NOT NULL, score {real}, agreement {real}, submitted_at {int} NOT NULL, PRIMARY KEY (workspace_id, id));
CREATE INDEX practice_attempts_user ON practice_attempts (workspace_id, user_id, kind, subject, submitted_at);
)sql";

// SQLite's stays: its key is the row number of the index of words, and no number is taken twice there.
constexpr std::string_view kSearchByWorkspace = R"sql(
UPDATE search_entry SET entry = entry + ((workspace_id - 1) << 32) WHERE workspace_id > 1;
ALTER TABLE search_entry DROP CONSTRAINT search_entry_pkey;
ALTER TABLE search_entry ADD PRIMARY KEY (workspace_id, entry);
)sql";

constexpr Migration kList[] = {
    {1, "the book: people, records, history, derived positions", kRecords, "", ""},
    {2, "history apart from its values, so that erasure leaves the chain whole", kHistory, "", ""},
    {3, "derived rows: positions, spans, counts, search", kDerived, kSqlite, kPostgres},
    {4, "sign-in, keys, idempotency, imports", kPeople, "", ""},
    {5, "second factor, and passwords that need one or need changing", kSecondFactor, "", ""},
    {6, "lists by last change, expected close and last call", kListOrders, "", ""},
    {7, "an index of moves", kMoves, "", ""},
    {8, "problems, needs, questions, statements, objections, criteria and value; what a call's plan and log hold", kSelling, "", ""},
    {9, "gaps in the customer's measure, rules of the game, own issues, the triangle, after the order, reframes", kGround, "", ""},
    {10, "who else may see or tend a record: account teams and shares; the open pool's rules", kAccess, "", ""},
    {11, "files", kFiles, "", ""},
    {12, "failed sign-ins counted for all servers; sign-in at a provider", kSignIn, "", ""},
    {13, "a person's style; lost deals by owner", kPeopleStyle, "", ""},
    {14, "match keys found by key alone; stays by currency from their index", kLeaner, "", ""},
    {15, "goals of the customer, what each person gains, why one is against; self-checks and exercises; who claims from the pool", kGoals,
     "", ""},
    {16, "entries of the search numbered by workspace", "", "", kSearchByWorkspace},
};

}  // namespace

std::span<const Migration> migration_list() { return kList; }

}  // namespace wheelhouse::storage
