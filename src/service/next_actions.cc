#include "service/next_actions.h"

#include <algorithm>
#include <tuple>
#include <unordered_set>

#include "domain/call.h"
#include "domain/need.h"
#include "domain/objection.h"
#include "domain/statement.h"
#include "method/blank.h"
#include "method/call_outcome.h"
#include "method/next_action.h"
#include "method/question.h"
#include "method/stage.h"
#include "reflect/sql.h"
#include "service/account_people.h"
#include "service/dismissal.h"
#include "service/id_list.h"
#include "service/local_time.h"
#include "service/next_evidence.h"
#include "service/offer.h"
#include "service/record_traits.h"

namespace wheelhouse::service {
namespace {

constexpr std::size_t kEvidenceSlice = 32;  // opportunities whose evidence is read at a time; nearly all of them lack some

// Collects candidates rule by rule. A later rule never outranks an earlier one, so the search ends with the rule that
// fills the list.
class ActionFinder {
 public:
  ActionFinder(storage::Session& session, const Actor& actor, const WorkScope& scope,
               const std::vector<storage::PositionRow>& opportunities, const OpenWork& work, int offset_minutes, Instant now,
               std::size_t limit)
      : session_(session),
        actor_(actor),
        workspace_id_(scope.workspace_id),
        opportunities_(opportunities),
        work_(work),
        offset_minutes_(offset_minutes),
        now_(now),
        limit_(limit),
        dismissals_(standing_dismissals(session, actor, now)) {
    for (const auto& row : opportunities_) {
      by_id_.emplace(row.subject_id, &row);
      if (row.account_id && opportunity_of_account_.emplace(*row.account_id, &row).second) account_ids_.push_back(*row.account_id);
    }
  }

  std::vector<NextAction> find() {
    add_blocking_objections();
    if (enough()) return ranked();
    add_overdue_work();
    add_overdue_contacts();
    if (!enough()) add_quiet_positions();
    if (!enough()) add_missing_evidence();
    if (!enough()) add_needs_without_benefit();
    if (!enough()) add_unmet_people();
    if (!enough()) add_unplanned_calls();
    return ranked();
  }

 private:
  void add(NextAction action) {
    const auto dismissed = dismissals_.find(action.id);
    std::optional<Instant> dismissed_at;
    if (dismissed != dismissals_.end()) {
      if (dismissed->second.until) {
        if (now_ < *dismissed->second.until) return;
      } else {
        dismissed_at = dismissed->second.dismissed_at;
      }
    }
    if (!dismissed_at) note_shown(action);
    method::ActionCandidate& candidate = candidates_.emplace_back();
    candidate.id = action.id;
    candidate.rule = action.rule;
    candidate.since = action.since;
    candidate.ours = action.ours;
    candidate.dismissed_at = dismissed_at;
    actions_.push_back(std::move(action));
  }

  static Uuid subject(const NextAction& action) {
    return action.opportunity_id ? *action.opportunity_id : action.account_id.value_or(Uuid{});
  }
  void note_shown(const NextAction& action) {
    if (++shown_of_subject_[subject(action)] <= kActionsPerOpportunity) ++shown_;
  }
  bool enough() const { return shown_ >= limit_; }

  // Records of E of the opportunities in scope for which `condition` holds.
  template <Reflected E, class Visit>
  void for_each_of_deals(std::string_view condition, Visit&& visit) {
    std::vector<Uuid> ids;
    for (const auto& row : opportunities_) ids.push_back(row.subject_id);
    for_each_id_slice(ids, [&](const std::vector<Uuid>& slice) {
      std::vector<SqlValue> values{workspace_id_};
      const std::string sql = "SELECT " + column_list<E>() + " FROM " + std::string(Entity<E>::collection) +
                              " WHERE workspace_id = ?1 AND opportunity_id IN " + bind_id_list(slice, values) + " AND " +
                              std::string(condition) + " ORDER BY id";
      session_.query(sql, values, [&](const RowReader& row) {
        E record;
        read_row(record, row);
        visit(record);
      });
    });
  }

  // What was put off counts from its day on.
  void add_blocking_objections() {
    for_each_of_deals<Objection>("blocking = 1 AND state <> 'resolved'", [&](const Objection& o) {
      NextAction action;
      action.rule = 1;
      action.id = print_action_id(1, o.id.uuid, "");
      action.kind = ActionKind::blocking_objection;
      action.since = o.deferred_until ? local_start(*o.deferred_until, offset_minutes_) : o.raised_at;
      if (action.since > now_) return;
      place(action, *by_id_.at(o.opportunity_id->uuid));
      action.detail.days = age_days(now_, action.since);
      action.detail.text = o.quote;
      action.detail.objection_id = o.id.uuid;
      action.detail.objection_class = o.cls;
      action.detail.contact_id = plain(o.contact_id);
      add(std::move(action));
    });
  }

  void add_needs_without_benefit() {
    std::vector<Need> needs;
    for_each_of_deals<Need>("state IN ('explicit', 'confirmed')", [&](const Need& need) { needs.push_back(need); });
    std::vector<Uuid> ids;
    for (const Need& need : needs) ids.push_back(need.id.uuid);
    std::unordered_map<Uuid, std::vector<Statement>> statements;
    for_each_id_slice(ids, [&](const std::vector<Uuid>& slice) {
      std::vector<SqlValue> values{workspace_id_};
      const std::string sql = "SELECT " + column_list<Statement>() + " FROM statements WHERE workspace_id = ?1 AND need_id IN " +
                              bind_id_list(slice, values) + " ORDER BY id";
      session_.query(sql, values, [&](const RowReader& row) {
        Statement statement;
        read_row(statement, row);
        const Uuid need_id = statement.need_id->uuid;
        statements[need_id].push_back(std::move(statement));
      });
    });
    for (const Need& need : needs) {
      const auto found = statements.find(need.id.uuid);
      if (found != statements.end() && std::any_of(found->second.begin(), found->second.end(), [&](const Statement& statement) {
            return class_of(statement, &need) >= StatementClass::benefit;
          }))
        continue;
      NextAction action;
      action.rule = 5;
      action.id = print_action_id(5, need.id.uuid, "");
      action.kind = ActionKind::need_without_benefit;
      action.since = need.explicit_at.value_or(need.state_at);
      place(action, *by_id_.at(need.opportunity_id->uuid));
      action.detail.days = std::max<std::int64_t>(0, age_days(now_, action.since));
      action.detail.text = need.text;
      action.detail.need_id = need.id.uuid;
      action.detail.need_state = need.state;
      add(std::move(action));
    }
  }

  void add_overdue_work() {
    for (const Commitment& c : work_.commitments) {
      if (!c.due_at || *c.due_at >= now_) continue;
      NextAction action;
      action.rule = 2;
      action.id = print_action_id(2, c.id.uuid, "");
      action.kind = ActionKind::overdue_commitment;
      action.since = *c.due_at;
      action.ours = c.who == CommitmentWho::us;
      action.opportunity_id = plain(c.opportunity_id);
      action.account_id = plain(c.account_id);
      action.detail.days = age_days(now_, *c.due_at);
      action.detail.who = c.who;
      action.detail.action = c.action;
      action.detail.text = c.text.value_or("");
      action.detail.due_at = c.due_at;
      action.detail.commitment_id = c.id.uuid;
      action.detail.contact_id = plain(c.contact_id);
      action.detail.owner_id = plain(c.owner_id);
      if (c.who == CommitmentWho::customer) action.detail.lapsed = method::has_lapsed({c.who, c.status, c.due_at}, now_);
      add(std::move(action));
    }
    const Date today = local_date(now_, offset_minutes_);
    for (const NextStep& s : work_.next_steps) {
      if (!s.due_on || *s.due_on >= today) continue;
      NextAction action;
      action.rule = 2;
      action.id = print_action_id(2, s.id.uuid, "");
      action.kind = ActionKind::next_step_due;
      action.since = local_start(*s.due_on, offset_minutes_);
      action.ours = true;
      action.opportunity_id = plain(s.opportunity_id);
      action.account_id = plain(s.account_id);
      action.detail.days = today.days - s.due_on->days;
      action.detail.text = s.text;
      action.detail.due_on = s.due_on;
      action.detail.next_step_id = s.id.uuid;
      action.detail.owner_id = plain(s.owner_id);
      add(std::move(action));
    }
  }

  // One action an account: the person waiting longest, and how many more.
  void add_overdue_contacts() {
    for (auto& [account_id, people] : people_of_accounts(session_, actor_, account_ids_, AccountTier::key, now_)) {
      const Person* longest = nullptr;
      Instant due;
      std::int64_t overdue = 0;
      for (const Person& person : people) {
        const auto every = cadence_days(person.role);
        if (!every) continue;
        const Instant person_due = person.last_met_at.value_or(person.created_at).plus_days(*every);
        if (person_due >= now_) continue;
        ++overdue;
        if (longest && due <= person_due) continue;
        longest = &person;
        due = person_due;
      }
      if (!longest) continue;
      NextAction action;
      action.rule = 2;
      action.id = print_action_id(2, longest->id, "contact");
      action.kind = ActionKind::contact_due;
      action.since = due;
      action.ours = true;
      place(action, *opportunity_of_account_.at(account_id));
      action.detail.days = age_days(now_, due);
      action.detail.line_days = cadence_days(longest->role);
      action.detail.role = longest->role;
      action.detail.contact_id = longest->id;
      action.detail.last_contact_at = longest->last_met_at;
      action.detail.others = overdue - 1;
      add(std::move(action));
    }
  }

  void add_quiet_positions() {
    const auto& settings = method::default_stage_settings();
    for (const auto& row : opportunities_) {
      const bool stuck = row.stuck_at && *row.stuck_at <= now_;
      const bool stale = row.stale_at && *row.stale_at <= now_;
      if (!stuck && !stale) continue;
      NextAction action;
      action.rule = 3;
      action.kind = stuck ? ActionKind::stuck : ActionKind::stale;
      action.id = print_action_id(3, row.subject_id, std::string(to_string(row.stage)) + "-" + std::string(to_string(action.kind)));
      action.since = row.entered_at;
      place(action, row);
      const double norm = settings.norm_dwell_days[static_cast<std::size_t>(row.stage)];
      action.detail.days = std::max<std::int64_t>(0, age_days(now_, stuck ? row.entered_at : row.last_evidence_at));
      action.detail.line_days = static_cast<std::int64_t>(norm * (stuck ? settings.stuck_factor : settings.stale_factor));
      add(std::move(action));
    }
  }

  void add_missing_evidence() {
    for (std::size_t from = 0; from < opportunities_.size() && !enough(); from += kEvidenceSlice) {
      const std::size_t to = std::min(from + kEvidenceSlice, opportunities_.size());
      std::vector<Uuid> ids;
      for (std::size_t i = from; i < to; ++i) ids.push_back(opportunities_[i].subject_id);
      const auto evidence = next_evidence(session_, workspace_id_, ids, now_);
      for (std::size_t i = from; i < to; ++i) {
        const auto found = evidence.find(opportunities_[i].subject_id);
        if (found == evidence.end() || found->second.mandatory.empty()) continue;
        NextAction action;
        action.rule = 4;
        action.id = print_action_id(4, opportunities_[i].subject_id, to_string(found->second.next));
        action.kind = ActionKind::missing_evidence;
        action.since = opportunities_[i].entered_at;
        place(action, opportunities_[i]);
        action.detail.codes = found->second.mandatory;
        add(std::move(action));
      }
    }
  }

  // Rules 6 and 7. After the order the people who decide are behind us: service has its own round.
  void add_unmet_people() {
    const auto people = people_of_accounts(session_, actor_, account_ids_, std::nullopt, now_);
    const auto for_each_open = [&](auto&& visit) {
      for (const auto& row : opportunities_) {
        if (row.stage == Stage::reassessment || !row.account_id) continue;
        const auto found = people.find(*row.account_id);
        if (found != people.end()) visit(row, found->second);
      }
    };
    for_each_open([&](const storage::PositionRow& row, const std::vector<Person>& list) {
      const auto level = level_not_reached(list);
      if (!level) return;
      NextAction action;
      action.rule = 6;
      action.id = print_action_id(6, row.subject_id, to_string(*level));
      action.kind = ActionKind::level_not_reached;
      action.since = row.lap_opened_at;
      place(action, row);
      action.detail.level = level;
      add(std::move(action));
    });
    if (enough()) return;
    std::vector<std::pair<const storage::PositionRow*, const Person*>> opponents;
    for_each_open([&](const storage::PositionRow& row, const std::vector<Person>& list) {
      if (const Person* opponent = strongest_opponent(list)) opponents.emplace_back(&row, opponent);
    });
    const auto noted = attitudes_noted(opponents);
    for (const auto& [row, person] : opponents) {
      NextAction action;
      action.rule = 7;
      action.id = print_action_id(7, row->subject_id, to_string(person->id));
      action.kind = ActionKind::opponent;
      const auto found = noted.find(person->id);
      action.since = found == noted.end() ? person->created_at : found->second;
      place(action, *row);
      action.detail.contact_id = person->id;
      action.detail.influence = person->influence;
      action.detail.attitude = person->attitude;
      action.detail.role = person->role;
      action.detail.level = person->level;
      add(std::move(action));
    }
  }

  // When the attitude that stands was written down: the latest event that carries one.
  std::unordered_map<Uuid, Instant> attitudes_noted(const std::vector<std::pair<const storage::PositionRow*, const Person*>>& opponents) {
    std::vector<Uuid> ids;
    for (const auto& [row, person] : opponents) ids.push_back(person->id);
    std::unordered_map<Uuid, Instant> noted;
    for_each_id_slice(ids, [&](const std::vector<Uuid>& slice) {
      std::vector<SqlValue> values{workspace_id_};
      const std::string sql =
          "SELECT e.object_id, max(e.at) FROM event e JOIN event_value v ON v.workspace_id = e.workspace_id AND v.seq = e.seq "
          "WHERE e.workspace_id = ?1 AND e.object_id IN " +
          bind_id_list(slice, values) + " AND v.data LIKE '%\"attitude\":%' GROUP BY e.object_id";
      session_.query(sql, values, [&](const RowReader& row) { noted[row.id(0)] = Instant{row.integer(1)}; });
    });
    return noted;
  }

  void add_unplanned_calls() {
    std::vector<Uuid> ids;
    for (const auto& row : opportunities_) ids.push_back(row.subject_id);
    add_unplanned_calls("opportunity_id", ids);
    add_unplanned_calls("account_id", account_ids_);
  }
  void add_unplanned_calls(const std::string& column, const std::vector<Uuid>& ids) {
    for_each_id_slice(ids, [&](const std::vector<Uuid>& slice) {
      std::vector<SqlValue> values{workspace_id_, now_.ms};
      const std::string sql =
          "SELECT id, opportunity_id, account_id, subject, held_at, created_at, objective FROM calls WHERE workspace_id = ?1 AND "
          "held_at >= ?2 AND status = 'planned'" +
          std::string(column == "account_id" ? " AND opportunity_id IS NULL" : "") + " AND " + column + " IN " +
          bind_id_list(slice, values);
      session_.query(sql, values, [&](const RowReader& row) {
        if (!row.is_null(6) && !method::is_blank(row.text(6))) return;
        NextAction action;
        action.rule = 8;
        action.id = print_action_id(8, row.id(0), "");
        action.kind = ActionKind::call_without_plan;
        action.since = Instant{row.integer(5)};
        if (!row.is_null(1)) action.opportunity_id = row.id(1);
        if (!row.is_null(2)) action.account_id = row.id(2);
        action.detail.call_id = row.id(0);
        action.detail.text = row.text(3);
        action.detail.held_at = Instant{row.integer(4)};
        add(std::move(action));
      });
    });
  }

  static void place(NextAction& action, const storage::PositionRow& row) {
    action.opportunity_id = row.subject_id;
    action.account_id = row.account_id;
  }

  std::vector<NextAction> ranked() {
    auto order = method::rank_actions(candidates_, now_, candidates_.size());
    WH_ASSERT(order.has_value());  // rules and dates are made here
    std::vector<NextAction> best;
    std::unordered_map<Uuid, std::size_t> taken;
    for (const std::size_t i : *order) {
      if (best.size() == limit_) break;
      if (++taken[subject(actions_[i])] <= kActionsPerOpportunity) best.push_back(std::move(actions_[i]));
    }
    for (NextAction& action : best) complete(action);
    suggest_questions(best);
    return best;
  }

  void complete(NextAction& action) {
    if (action.opportunity_id) {
      const auto found = by_id_.find(*action.opportunity_id);
      if (found != by_id_.end()) action.standing = *found->second;
      else action.standing = storage::find_position(session_, workspace_id_, Unit::opportunity, *action.opportunity_id);
      if (action.standing && !action.account_id) action.account_id = action.standing->account_id;
    } else if (action.account_id) {
      action.standing = storage::find_position(session_, workspace_id_, Unit::account, *action.account_id);
    }
  }

  // What is worth asking next goes with every action that is about an opportunity's place.
  void suggest_questions(std::vector<NextAction>& actions) {
    std::vector<Uuid> ids;
    for (const NextAction& action : actions)
      if (action.opportunity_id) ids.push_back(*action.opportunity_id);
    const auto evidence = next_evidence(session_, workspace_id_, ids, now_);
    for (NextAction& action : actions) {
      const auto found = action.opportunity_id ? evidence.find(*action.opportunity_id) : evidence.end();
      if (found == evidence.end()) continue;
      action.next_stage = found->second.next;
      if (action.rule != 3 && action.rule != 4) continue;
      if (!found->second.missing.empty()) action.detail.code = found->second.missing.front();
      const method::SuggestedQuestion question = method::question_out_of(found->second.stage);
      action.detail.question_type = question.type;
      action.detail.template_id = question.template_id;
    }
  }

  storage::Session& session_;
  const Actor& actor_;
  const std::int64_t workspace_id_;
  const std::vector<storage::PositionRow>& opportunities_;
  const OpenWork& work_;
  const int offset_minutes_;
  const Instant now_;
  const std::size_t limit_;
  const Dismissals dismissals_;
  std::unordered_map<Uuid, const storage::PositionRow*> by_id_, opportunity_of_account_;
  std::vector<Uuid> account_ids_;
  std::vector<NextAction> actions_;
  std::vector<method::ActionCandidate> candidates_;
  std::unordered_map<Uuid, std::size_t> shown_of_subject_;
  std::size_t shown_ = 0;
};

}  // namespace

std::vector<NextAction> next_actions(storage::Session& session, const Actor& actor, const WorkScope& scope,
                                     const std::vector<storage::PositionRow>& opportunities, const OpenWork& work, int offset_minutes,
                                     Instant now, std::size_t limit) {
  return ActionFinder(session, actor, scope, opportunities, work, offset_minutes, now, limit).find();
}

}  // namespace wheelhouse::service
