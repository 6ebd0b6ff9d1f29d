#include "service/account_people.h"

#include "service/field_policy.h"

#include <algorithm>
#include <iterator>

#include "domain/call.h"
#include "method/support.h"
#include "service/access.h"
#include "service/id_list.h"

namespace wheelhouse::service {
namespace {

constexpr int kMeetingWindowDays = 90;  // METHOD C12

using PeopleById = std::unordered_map<Uuid, Person*>;

// In calls that the actor sees: when somebody was met about a deal that is hidden is not his to know.
void count_meetings(storage::Session& session, const Actor& actor, const std::vector<Uuid>& account_ids, const PeopleById& people,
                    Instant now) {
  for_each_id_slice(account_ids, [&](const std::vector<Uuid>& slice) {
    std::vector<SqlValue> values{actor.workspace_id, now.plus_days(-kMetWithinDays).ms, now.ms};
    std::string sql =
        "SELECT t.held_at, t.contact_ids FROM calls t WHERE t.workspace_id = ?1 AND t.held_at >= ?2 AND t.held_at <= ?3 AND "
        "t.status = 'held' AND t.contact_ids <> '' AND t.account_id IN " +
        bind_id_list(slice, values);
    sql += visible_predicate(actor, kByBelonging, values);
    session.query(sql, values, [&](const RowReader& row) {
      const Instant held_at{row.integer(0)};
      std::vector<Id<Contact>> present;
      Kind<std::vector<Id<Contact>>>::from_sql(present, row, 1);
      for (const Id<Contact>& id : present) {
        const auto found = people.find(id.uuid);
        if (found == people.end()) continue;
        Person& person = *found->second;
        person.last_met_at = std::max(person.last_met_at.value_or(held_at), held_at);
        if (age_days(now, held_at) <= kMeetingWindowDays) ++person.meetings_90_days;
      }
    });
  });
}

}  // namespace

method::SupportResult support_of(const std::vector<Person>& people) {
  std::vector<method::SupportContact> contacts;
  for (const Person& person : people) {
    method::SupportContact& contact = contacts.emplace_back();
    if (person.influence) contact.influence = static_cast<double>(*person.influence);
    if (person.attitude) contact.attitude = static_cast<int>(*person.attitude);
    contact.decision_maker = person.role == ContactRole::decision_maker;
    contact.level = person.level;
    contact.meetings_90d = person.meetings_90_days;
  }
  return method::evaluate_support(contacts).value_or(method::SupportResult{});
}

std::unordered_map<Uuid, std::vector<Person>> people_of_accounts(storage::Session& session, const Actor& actor,
                                                                 const std::vector<Uuid>& account_ids, std::optional<AccountTier> only_tier,
                                                                 Instant now) {
  const std::int64_t workspace_id = actor.workspace_id;
  std::unordered_map<Uuid, std::vector<Person>> by_account;
  std::vector<Uuid> with_people;
  for_each_id_slice(account_ids, [&](const std::vector<Uuid>& slice) {
    std::vector<SqlValue> values{workspace_id};
    const std::string list = bind_id_list(slice, values);
    std::string sql =
        "SELECT c.id, c.account_id, c.created_at, c.role, c.level, c.influence, c.attitude FROM contacts c WHERE c.workspace_id = ?1 "
        "AND c.account_id IN " +
        list;
    if (only_tier) {
      values.emplace_back(to_string(*only_tier));
      sql = "SELECT c.id, c.account_id, c.created_at, c.role, c.level, c.influence, c.attitude FROM accounts a CROSS JOIN contacts c "
            "WHERE a.workspace_id = ?1 AND a.id IN " + list + " AND a.tier = ?" + std::to_string(values.size()) +
            " AND c.workspace_id = ?1 AND c.account_id = a.id";
    }
    session.query(sql + " ORDER BY c.account_id, c.id", values, [&](const RowReader& row) {
      Person person{row.id(0),
                    row.id(1),
                    Instant{row.integer(2)},
                    parse_enum<ContactRole>(row.text(3)),
                    parse_enum<ContactLevel>(row.text(4)),
                    {},
                    {},
                    {},
                    0};
      if (!row.is_null(5)) person.influence = row.integer(5);
      if (!row.is_null(6)) person.attitude = row.integer(6);
      auto& people = by_account[person.account_id];
      if (people.empty()) with_people.push_back(person.account_id);
      people.push_back(person);
    });
  });
  for (auto& [id, list] : by_account)
    if (!learns(session, actor, {id, std::nullopt}, FieldGuard::account_team))
      for (Person& person : list) person.attitude.reset();
  PeopleById people;
  for (auto& [id, list] : by_account)
    for (Person& person : list) people.emplace(person.id, &person);
  count_meetings(session, actor, with_people, people, now);
  return by_account;
}

std::optional<ContactLevel> level_not_reached(const std::vector<Person>& people) {
  if (std::none_of(people.begin(), people.end(), [](const Person& p) { return p.level.has_value(); })) return std::nullopt;
  for (std::size_t i = enum_size<ContactLevel>(); i-- > 0;) {
    const auto level = static_cast<ContactLevel>(i);
    std::vector<Person> of_level;
    std::copy_if(people.begin(), people.end(), std::back_inserter(of_level), [&](const Person& p) { return p.level == level; });
    if (support_of(of_level).levels_reached == 0) return level;
  }
  return std::nullopt;
}

const Person* strongest_opponent(const std::vector<Person>& people) {
  for (const method::SupportMove& move : support_of(people).moves)
    if (move.gain > 0 && people[move.contact].attitude.value_or(0) < 0) return &people[move.contact];
  return nullptr;
}

std::optional<int> cadence_days(const std::optional<ContactRole>& role) {
  if (!role) return std::nullopt;
  switch (*role) {
    case ContactRole::decision_maker: return 30;
    case ContactRole::influencer: return 45;
    case ContactRole::user: return 60;
    case ContactRole::purchasing:
    case ContactRole::gatekeeper: return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace wheelhouse::service
