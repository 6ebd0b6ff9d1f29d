#include "service/step_figures.h"

#include <optional>
#include <string_view>
#include <vector>

#include "service/call_numbers.h"
#include "service/json_parts.h"
#include "service/name_lookup.h"
#include "service/offer.h"
#include "service/self_check.h"
#include "storage/record_store.h"

namespace wheelhouse::service {
namespace {

struct Figure {
  std::string_view name, unit;
  std::optional<double> value;
  std::int64_t of = 0;
};
struct Step {
  SellerStep step;
  std::vector<Figure> figures;
};

class Figures {
 public:
  Figures(storage::Session& session, const Actor& actor, const Uuid& user_id, Instant now)
      : session_(session), ws_(actor.workspace_id), user_(user_id), numbers_(call_numbers(session, actor, scope_of(user_id), now)) {}

  std::vector<Step> all() {
    return {{SellerStep::preparation, preparation()},
            {SellerStep::approach, approach()},
            {SellerStep::survey, survey()},
            {SellerStep::presentation, presentation()},
            {SellerStep::demo, demo()},
            {SellerStep::proposal, proposal()},
            {SellerStep::close, close()},
            {SellerStep::service, service()}};
  }

 private:
  static SellingScope scope_of(const Uuid& user_id) {
    SellingScope scope;
    scope.owner_id = user_id;
    return scope;
  }
  static Figure share(std::string_view name, std::int64_t part, std::int64_t of) {
    return {name, "share", of > 0 ? std::optional(static_cast<double>(part) / static_cast<double>(of)) : std::nullopt, of};
  }
  static Figure ratio(std::string_view name, std::int64_t part, std::int64_t of) {
    Figure figure = share(name, part, of);
    figure.unit = "number";
    return figure;
  }
  // A row of whole numbers about what he owns: ?1 the workspace, ?2 him.
  std::vector<std::int64_t> ask(std::string_view sql, std::size_t columns) {
    std::vector<std::int64_t> row_of(columns, 0);
    session_.query_first(sql, {ws_, user_}, [&](const RowReader& row) {
      for (std::size_t i = 0; i < columns; ++i)
        if (!row.is_null(static_cast<int>(i))) row_of[i] = row.integer(static_cast<int>(i));
    });
    return row_of;
  }

  // M17: planned calls, and what they come to beside those that were not planned.
  std::vector<Figure> preparation() {
    return {share("planned", numbers_.planned_held, numbers_.planned_held + numbers_.unplanned_held),
            {"planned_success", "share", numbers_.planned.success_rate, numbers_.planned_held},
            {"unplanned_success", "share", numbers_.unplanned.success_rate, numbers_.unplanned_held}};
  }
  // M18: customers with whom a talk was set down, and those whom he then met.
  std::vector<Figure> approach() {
    const auto row =
        ask("SELECT count(DISTINCT account_id), count(DISTINCT CASE WHEN status = 'held' THEN account_id END) FROM calls WHERE "
            "workspace_id = ?1 AND owner_id = ?2 AND account_id IS NOT NULL",
            2);
    return {share("met", row[1], row[0])};
  }
  // M19: needs with a quote for each call, and questions about the situation whose answer was on file.
  std::vector<Figure> survey() {
    const auto needs =
        ask("SELECT count(*) FROM needs n JOIN opportunities o ON o.workspace_id = n.workspace_id AND o.id = n.opportunity_id "
            "WHERE n.workspace_id = ?1 AND o.owner_id = ?2 AND n.state <> 'latent'",
            1);
    const auto asked =
        ask("SELECT count(*), sum(q.on_file) FROM questions q JOIN calls c ON c.workspace_id = q.workspace_id AND c.id = "
            "q.call_id WHERE q.workspace_id = ?1 AND c.owner_id = ?2 AND q.asked = 1 AND q.type = 'situation'",
            2);
    return {ratio("needs_per_call", needs[0], numbers_.held), share("on_file", asked[1], asked[0])};
  }
  // M20, M61: what of the statements said is a benefit or a value; drills with all six slots, and how colleagues found them.
  std::vector<Figure> presentation() {
    const auto said =
        ask("SELECT count(*), sum(CASE WHEN u.class IN ('benefit', 'value') THEN 1 ELSE 0 END) FROM statement_uses u JOIN calls c "
            "ON c.workspace_id = u.workspace_id AND c.id = u.call_id WHERE u.workspace_id = ?1 AND c.owner_id = ?2 AND u.said = 1",
            2);
    const auto drills =
        ask("SELECT sum(CASE WHEN s.feature <> '' AND s.advantage <> '' AND s.benefit <> '' AND s.proof <> '' AND s.condition <> "
            "'' AND s.result <> '' THEN 1 ELSE 0 END), count(*), sum(s.peer_quality), count(s.peer_quality) FROM statements s "
            "JOIN opportunities o ON o.workspace_id = s.workspace_id AND o.id = s.opportunity_id WHERE s.workspace_id = ?1 AND "
            "o.owner_id = ?2",
            4);
    return {share("benefit_value", said[1], said[0]), share("drills", drills[0], drills[1]), ratio("drill_quality", drills[2], drills[3])};
  }
  // M21: criteria that were shown to be met, of those that were tried.
  std::vector<Figure> demo() {
    const auto row =
        ask("SELECT count(k.our_score), sum(CASE WHEN k.our_score IS NOT NULL AND k.proof <> '' THEN 1 ELSE 0 END) FROM criteria k "
            "JOIN opportunities o ON o.workspace_id = k.workspace_id AND o.id = k.opportunity_id WHERE k.workspace_id = ?1 AND "
            "o.owner_id = ?2",
            2);
    return {share("criteria_proven", row[1], row[0])};
  }
  // M22: how long a deal takes that is decided, and how many proposals became orders.
  std::vector<Figure> proposal() {
    const auto row =
        ask("SELECT count(*), CAST(sum(closed_at - opened_at) / 86400000 AS BIGINT), sum(CASE WHEN seller_step IN ('proposal', 'close', "
            "'service') "
            "THEN 1 ELSE 0 END), sum(CASE WHEN seller_step IN ('proposal', 'close', 'service') AND result = 'won' THEN 1 ELSE 0 END) "
            "FROM opportunities WHERE workspace_id = ?1 AND owner_id = ?2 AND result <> 'open'",
            4);
    Figure days = ratio("cycle_days", row[1], row[0]);
    days.unit = "days";
    return {days, share("proposal_to_order", row[3], row[2])};
  }
  // M23: orders and advances for each call.
  std::vector<Figure> close() {
    const auto count = [&](CallOutcome outcome) { return numbers_.outcomes[static_cast<std::size_t>(outcome)]; };
    return {share("orders", count(CallOutcome::order), numbers_.held), share("advances", count(CallOutcome::advance), numbers_.held)};
  }
  // M24, M25: objections settled; days an issue takes; value realised of what was promised.
  std::vector<Figure> service() {
    const auto objections =
        ask("SELECT count(*), sum(CASE WHEN b.state = 'resolved' THEN 1 ELSE 0 END), CAST(sum(CASE WHEN b.state = 'resolved' THEN "
            "b.state_at - b.raised_at END) / 86400000 AS BIGINT) FROM objections b JOIN opportunities o ON o.workspace_id = "
            "b.workspace_id AND o.id = b.opportunity_id WHERE b.workspace_id = ?1 AND o.owner_id = ?2",
            3);
    const auto issues =
        ask("SELECT count(*), CAST(sum(d.done_at - d.created_at) / 86400000 AS BIGINT) FROM delivery_items d JOIN opportunities o ON "
            "o.workspace_id = d.workspace_id AND o.id = d.opportunity_id WHERE d.workspace_id = ?1 AND o.owner_id = ?2 AND "
            "d.kind = 'issue' AND d.done_at IS NOT NULL",
            2);
    const auto value =
        ask("SELECT sum(v.realised_minor), sum(v.amount_minor), count(*) FROM value_items v JOIN opportunities o ON o.workspace_id = "
            "v.workspace_id AND o.id = v.opportunity_id WHERE v.workspace_id = ?1 AND o.owner_id = ?2 AND v.kind = 'benefit' AND "
            "v.competitor_id IS NULL AND v.realised_minor IS NOT NULL",
            3);
    Figure settled = ratio("objection_days", objections[2], objections[1]), issue_days = ratio("issue_days", issues[1], issues[0]);
    settled.unit = issue_days.unit = "days";
    Figure realised = share("realised", value[0], value[1]);
    realised.of = value[2];
    return {share("objections_resolved", objections[1], objections[0]), settled, issue_days, realised};
  }

  storage::Session& session_;
  const std::int64_t ws_;
  const Uuid user_;
  const CallNumbers numbers_;
};

}  // namespace

Result<void> write_step_figures(std::string& out, storage::Session& session, const Actor& actor, const Uuid& user_id, Instant now) {
  if (auto led = check_leads(session, actor, user_id); !led) return fail(led.error());
  json_text::Object object(out);
  object.key("user");
  write_named_reference(out, user_id, names_of(session, actor.workspace_id, "users", {user_id}));
  write_list(object.key("steps"), Figures(session, actor, user_id, now).all(), [&](const Step& step) {
    json_text::Object one(out);
    member(one, "step", step.step);
    write_list(one.key("figures"), step.figures, [&](const Figure& figure) {
      json_text::Object entry(out);
      entry.string("name", figure.name);
      entry.string("unit", figure.unit);
      member(entry, "value", figure.value);
      entry.integer("of", figure.of);
      entry.close();
    });
    one.close();
  });
  object.close();
  return {};
}

}  // namespace wheelhouse::service
