// The rules of who else has a part in a record: account teams and shares.
#include "service/record_rules.h"
#include "service/record_rules_impl.h"
#include "service/rule_parts.h"

namespace wheelhouse::service {

void apply_rules(const RuleContext& context, AccountMember& record, const AccountMember*, std::vector<FieldError>& errors) {
  context.session.query("SELECT id FROM account_members WHERE workspace_id = ?1 AND account_id = ?2 AND user_id = ?3",
                        {context.actor.workspace_id, record.account_id.uuid, record.user_id.uuid}, [&](const RowReader& row) {
                          if (row.id(0) != record.id.uuid) errors.push_back({"/user_id", "not_unique", {}});
                        });
}

void apply_rules(const RuleContext& context, Share& record, const Share* before, std::vector<FieldError>& errors) {
  require_belonging(record, errors);
  if (record.account_id && record.opportunity_id) errors.push_back({"/opportunity_id", "one_of_the_two", {}});
  if (!record.user_id && !record.team_id) errors.push_back({"/user_id", "person_or_team", {}});
  if (record.user_id && record.team_id) errors.push_back({"/team_id", "one_of_the_two", {}});
  const bool new_end = record.expires_at && (!before || before->expires_at != record.expires_at);
  if (new_end && *record.expires_at <= context.now) errors.push_back({"/expires_at", "not_in_the_future", {}});
}

}  // namespace wheelhouse::service
