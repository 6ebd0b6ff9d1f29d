#include "service/qualification_view.h"

#include <algorithm>

#include "method/development.h"
#include "method/qualification.h"
#include "service/access.h"
#include "service/json_parts.h"

namespace wheelhouse::service {
namespace {

// What the book shows of a row of M28, 0 (individual pole) … 4 (key pole), by where a count or an age falls. Null where it shows nothing.
std::optional<double> rung(std::optional<std::int64_t> value, const std::array<std::int64_t, 4>& from) {
  if (!value) return std::nullopt;
  return static_cast<double>(std::count_if(from.begin(), from.end(), [&](std::int64_t least) { return *value >= least; }));
}

constexpr Place kDeal{"t.owner_id", "t.account_id", "t.id"};

// From what the actor sees, like everything here: what hangs on a hidden deal is not told, in a sum neither.
std::array<std::optional<double>, 7> suggested_keyness(storage::Session& session, const Actor& actor, const Account& account) {
  const auto ask = [&](std::string sql, const Place* place) {
    std::optional<std::int64_t> answer;
    std::vector<SqlValue> values{actor.workspace_id, account.id.uuid};
    if (place) sql += visible_predicate(actor, *place, values);
    session.query(sql, values, [&](const RowReader& row) {
      if (!row.is_null(0)) answer = row.integer(0);
    });
    return answer;
  };
  const auto something = [](std::optional<std::int64_t> value) { return value && *value > 0 ? value : std::nullopt; };
  std::array<std::optional<double>, 7> rows;
  // Row 1, the sales cycle: the mean length of closed deals, in days.
  rows[0] =
      rung(ask("SELECT avg(t.closed_at - t.opened_at) / 86400000 FROM opportunities t WHERE t.workspace_id = ?1 AND t.account_id = ?2 AND "
               "t.closed_at IS NOT NULL",
               &kDeal),
           {8, 31, 91, 181});
  // Row 3, who decides: decision makers and influencers known.
  rows[2] = rung(something(ask("SELECT count(*) FROM contacts WHERE workspace_id = ?1 AND account_id = ?2 AND role IN ('decision_maker', "
                               "'influencer')",
                               nullptr)),
                 {2, 3, 4, 5});
  // Row 5, the sales force: people of ours who called on them.
  rows[4] = rung(
      something(ask("SELECT count(DISTINCT t.owner_id) FROM calls t WHERE t.workspace_id = ?1 AND t.account_id = ?2 AND t.status = 'held'",
                    &kByBelonging)),
      {2, 3, 4, 5});
  return rows;
}

template <std::size_t N>
void take(std::array<std::optional<double>, N>& to, const RatingList& from) {
  for (std::size_t i = 0; i < N && i < from.size(); ++i) to[i] = from[i];
}
template <std::size_t N>
void write_ratings(json_text::Object& object, std::string_view name, const std::array<std::optional<double>, N>& ratings) {
  std::string& out = object.key(name);
  write_list(out, ratings, [&](const std::optional<double>& rating) { Kind<std::optional<double>>::write_json(out, rating); });
}
template <std::size_t N>
void write_missing(json_text::Object& object, std::string_view name, const std::array<std::optional<double>, N>& ratings) {
  std::string& out = object.key(name);
  out += '[';
  for (std::size_t i = 0; i < N; ++i) {
    if (ratings[i]) continue;
    if (out.back() != '[') out += ',';
    json_text::append_integer(out, static_cast<std::int64_t>(i + 1));
  }
  out += ']';
}

// How the account is worked, from what the book holds of it.
method::AccountWork work_of(storage::Session& session, const Actor& actor, const Account& account, std::optional<double> keyness) {
  method::AccountWork work;
  work.keyness = keyness;
  std::vector<SqlValue> values{actor.workspace_id, account.id.uuid};
  const auto of_account = [&](std::string_view table, const Place& place, std::string_view more = "") {
    return "FROM " + std::string(table) + " t WHERE t.workspace_id = ?1 AND t.account_id = ?2" + std::string(more) +
           visible_predicate(actor, place, values);
  };
  constexpr std::string_view kHeld = " AND t.status = 'held'";
  std::string sql = "SELECT EXISTS (SELECT 1 " + of_account("opportunities", kDeal, " AND t.result = 'open'") + ") OR EXISTS (SELECT 1 ";
  sql += of_account("calls", kByBelonging, kHeld) + "), EXISTS (SELECT 1 " + of_account("questions", kByBelonging) + "), EXISTS (SELECT 1 ";
  sql += of_account("needs", kByBelonging) + "), (SELECT count(*) FROM (SELECT t.owner_id ";
  sql += of_account("calls", kByBelonging, kHeld) + " AND t.owner_id IS NOT NULL UNION SELECT user_id FROM account_members WHERE ";
  sql += "workspace_id = ?1 AND account_id = ?2) AS people)";
  session.query(sql, values, [&](const RowReader& row) {
    work.worked = row.integer(0) != 0;
    work.has_questions = row.integer(1) != 0;
    work.has_needs = row.integer(2) != 0;
    work.team = static_cast<int>(row.integer(3));
  });
  return work;
}

void write_work(json_text::Object& object, const method::AccountWork& work) {
  const auto mismatch = method::check_account_work(work);
  json_text::Object entry(object.key("work"));
  member(entry, "mismatch", mismatch ? *mismatch : std::nullopt);
  json_text::Object given(entry.key("input"));  // of rule M28.work
  member(given, "keyness", work.keyness);
  given.boolean("worked", work.worked);
  given.boolean("has_questions", work.has_questions);
  given.boolean("has_needs", work.has_needs);
  given.integer("team", work.team);
  given.close();
  entry.close();
}

}  // namespace

void write_qualification(std::string& out, storage::Session& session, const Actor& actor, const Account& account, Instant) {
  method::QualificationInput input;
  take(input.keyness, account.keyness);
  take(input.attractiveness, account.attractiveness);
  take(input.strength, account.strength);
  input.current_tier = account.tier;
  const auto evaluated = method::evaluate_qualification(input);
  const method::Qualification result = evaluated ? *evaluated : method::Qualification{};  // the record's own limits are the rule's
  json_text::Object object(out);
  member(object, "keyness", result.keyness);
  member(object, "attractiveness", result.attractiveness);
  member(object, "strength", result.strength);
  member(object, "tier", result.tier);
  member(object, "tier_on_record", account.tier);
  member(object, "grid", result.grid);
  json_text::Object missing(object.key("missing"));
  write_missing(missing, "keyness", input.keyness);
  write_missing(missing, "attractiveness", input.attractiveness);
  write_missing(missing, "strength", input.strength);
  missing.close();
  json_text::Object suggested(object.key("suggested"));
  write_ratings(suggested, "keyness", suggested_keyness(session, actor, account));
  suggested.close();
  write_work(object, work_of(session, actor, account, result.keyness));
  json_text::Object given(object.key("input"));
  write_ratings(given, "keyness", input.keyness);
  write_ratings(given, "attractiveness", input.attractiveness);
  write_ratings(given, "strength", input.strength);
  member(given, "current_tier", input.current_tier);
  given.close();
  object.close();
}

}  // namespace wheelhouse::service
