// Fields that not everyone learns who sees their record: what a deal costs us, and how people stand to us. Others get null, and the
// field's name under "withheld". No list filters, sorts or searches by them; history, exports and figures that follow from them go
// through here too.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "domain/all.h"
#include "service/access.h"
#include "service/record_traits.h"

namespace wheelhouse::service {

enum class FieldGuard : std::uint8_t {
  account_team,           // the owner, the account team, who has a share to write, their managers, administrators
  account_team_no_coach,  // the same without coaches, whatever they have a part in: limits, costs, margins
};
struct FieldRule {
  std::string_view entity, field;
  FieldGuard guard;
};
inline constexpr FieldRule kFieldRules[] = {
    {"contact", "attitude", FieldGuard::account_team},
    {"contact", "opposition_cause", FieldGuard::account_team},
    {"contact", "opposition_words", FieldGuard::account_team},
    {"contact", "style", FieldGuard::account_team},
    {"contact", "style_evidence", FieldGuard::account_team},
    {"contact_benefit", "personal_benefit", FieldGuard::account_team},
    {"contact_benefit", "personal_gain", FieldGuard::account_team},
    {"solution_part", "cost_minor", FieldGuard::account_team_no_coach},
    {"value_case", "margin_minor", FieldGuard::account_team_no_coach},
    {"value_case", "cost_to_serve_minor", FieldGuard::account_team_no_coach},
};
constexpr bool is_guarded(std::string_view entity) {
  for (const FieldRule& rule : kFieldRules)
    if (rule.entity == entity) return true;
  return false;
}

// May this person learn such fields of what belongs there? Ask only of what he sees.
bool learns(storage::Session& session, const Actor& actor, const Belonging& belonging, FieldGuard guard);

// Takes away what this person may not learn and names it.
template <Reflected E>
std::vector<std::string_view> withhold([[maybe_unused]] storage::Session& session, [[maybe_unused]] const Actor& actor,
                                       [[maybe_unused]] E& record) {
  std::vector<std::string_view> withheld;
  if constexpr (is_guarded(Entity<E>::name))
    for_each_field<E>([&](const auto& f, std::size_t) {
      for (const FieldRule& rule : kFieldRules) {
        if (rule.entity != Entity<E>::name || rule.field != f.name || learns(session, actor, belonging_of(record), rule.guard)) continue;
        if constexpr (requires { (record.*f.member).reset(); }) {
          (record.*f.member).reset();
          withheld.push_back(f.name);
        }
      }
    });
  return withheld;
}
// The names of the fields of such a record that are withheld: for events, which hold values without a record.
std::vector<std::string_view> withheld_of(storage::Session& session, const Actor& actor, std::string_view entity,
                                          const Belonging& belonging);
// ,"withheld":["…"], or nothing.
void write_withheld(std::string& out, const std::vector<std::string_view>& withheld);

}  // namespace wheelhouse::service
