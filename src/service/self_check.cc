#include "service/self_check.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "domain/call.h"
#include "domain/user.h"
#include "method/blank.h"
#include "method/conversation.h"
#include "reflect/json.h"
#include "service/access.h"
#include "service/json_parts.h"
#include "service/name_lookup.h"
#include "service/record_service.h"
#include "storage/record_store.h"

namespace wheelhouse::service {
namespace {

namespace json = boost::json;

constexpr std::size_t kActionLengthMax = 300;
constexpr int kActionBelow = 2;  // METHOD M5: a rating of 0 or 1 takes an action
constexpr std::size_t kElements = 4;

struct SelfCheck {
  Uuid id, user_id, rated_by_id;
  std::optional<Uuid> call_id;
  Instant rated_at;
  method::SelfCheckItems ratings{};
  std::array<std::string, kSelfCheckItems> actions;
};

template <class Read>
void read_items(const json::object& input, const char* name, std::vector<FieldError>& errors, bool required, Read&& read) {
  const json::value* value = input.if_contains(name);
  const std::string pointer = "/" + std::string(name);
  if (!value || value->is_null()) {
    if (required) errors.push_back({pointer, "required", {}});
    return;
  }
  if (!value->is_array()) {
    errors.push_back({pointer, "not_a_list", {}});
    return;
  }
  const json::array& list = value->get_array();
  if (list.size() != kSelfCheckItems) {
    errors.push_back({pointer, "wrong_list_size", {{"size", std::to_string(kSelfCheckItems)}}});
    return;
  }
  for (std::size_t i = 0; i < kSelfCheckItems; ++i)
    if (!list[i].is_null()) read(list[i], i, pointer + "/" + std::to_string(i));
}

std::optional<Uuid> read_reference(const json::object& input, const char* name, std::vector<FieldError>& errors) {
  const json::value* value = input.if_contains(name);
  if (!value || value->is_null()) return std::nullopt;
  std::optional<Uuid> id;
  if (value->is_string()) id = parse_uuid(std::string_view(value->get_string().data(), value->get_string().size()));
  if (!id) errors.push_back({"/" + std::string(name), "bad_id", {}});
  return id;
}

SelfCheck read_self_check(const json::object& input, std::vector<FieldError>& errors) {
  SelfCheck check;
  constexpr std::array<std::string_view, 4> kKnown = {"user_id", "call_id", "ratings", "actions"};
  for (const auto& member : input)
    if (std::find(kKnown.begin(), kKnown.end(), std::string_view(member.key().data(), member.key().size())) == kKnown.end())
      errors.push_back({"/" + std::string(member.key()), "unknown_field", {}});
  read_items(input, "ratings", errors, true, [&](const json::value& value, std::size_t i, const std::string& pointer) {
    if (!value.is_int64())
      errors.push_back({pointer, "not_an_integer", {}});
    else if (value.get_int64() < 0 || value.get_int64() > 4)
      errors.push_back({pointer, "out_of_range", {{"min", "0"}, {"max", "4"}}});
    else
      check.ratings[i] = static_cast<int>(value.get_int64());
  });
  read_items(input, "actions", errors, false, [&](const json::value& value, std::size_t i, const std::string& pointer) {
    std::string text;
    Params params;
    Limits limits;
    limits.max_length = kActionLengthMax;
    if (const auto code = json_read::read(value, text, limits, params))
      errors.push_back({pointer, code, std::move(params)});
    else
      check.actions[i] = std::move(text);
  });
  if (errors.empty())
    for (std::size_t i = 0; i < kSelfCheckItems; ++i)
      if (check.ratings[i] && *check.ratings[i] < kActionBelow && method::is_blank(check.actions[i]))
        errors.push_back({"/actions/" + std::to_string(i), "low_rating_takes_action", {}});
  return check;
}

template <class Items, class Write>
std::string listed(const Items& items, Write&& write) {
  std::string out;
  write_list(out, items, [&](const auto& item) { write(out, item); });
  return out;
}
std::string ratings_json(const method::SelfCheckItems& ratings) {
  return listed(ratings, [](std::string& out, const std::optional<int>& rating) {
    if (rating)
      json_text::append_integer(out, *rating);
    else
      out += "null";
  });
}
std::string actions_json(const std::array<std::string, kSelfCheckItems>& actions) {
  return listed(actions, [](std::string& out, const std::string& action) {
    if (action.empty())
      out += "null";
    else
      json_text::append_string(out, action);
  });
}

std::vector<SelfCheck> latest(storage::Session& session, std::int64_t workspace_id, const Uuid& user_id) {
  std::vector<SelfCheck> checks;
  session.query(
      "SELECT id, rated_by_id, call_id, rated_at, ratings, actions FROM self_checks WHERE workspace_id = ?1 AND user_id = ?2 "
      "ORDER BY rated_at DESC, id DESC LIMIT " +
          std::to_string(kSelfChecksShown),
      {workspace_id, user_id}, [&](const RowReader& row) {
        SelfCheck& check = checks.emplace_back();
        check.id = row.id(0);
        check.user_id = user_id;
        check.rated_by_id = row.id(1);
        if (!row.is_null(2)) check.call_id = row.id(2);
        check.rated_at = Instant{row.integer(3)};
        std::vector<FieldError> ours;  // what we wrote ourselves is right
        json::object stored{{"ratings", json::parse(row.text(4))}, {"actions", json::parse(row.text(5))}};
        const SelfCheck read = read_self_check(stored, ours);
        check.ratings = read.ratings;
        check.actions = read.actions;
      });
  return checks;
}

std::optional<double> score_of(const SelfCheck& check) {
  const auto score = method::self_check_score(check.ratings);
  return score ? *score : std::nullopt;
}

}  // namespace

Result<void> check_leads(storage::Session& session, const Actor& actor, const Uuid& user_id) {
  const bool himself = actor.user_id == user_id;
  const bool leads = actor.role == UserRole::admin || actor.role == UserRole::manager || actor.role == UserRole::coach;
  const auto user = storage::find_record(session, actor.workspace_id, Id<User>{user_id});
  if (user && (himself || (leads && sees_owner(actor, user_id)))) return {};
  return fail(Error::not_found(Entity<User>::name));
}

Result<Uuid> create_self_check(UnitOfWork& work, const json::object& input) {
  const Actor& actor = work.actor();
  if (auto allowed = require(actor, Verb::create); !allowed) return fail(allowed.error());
  std::vector<FieldError> errors;
  SelfCheck check = read_self_check(input, errors);
  const auto user_id = read_reference(input, "user_id", errors);
  check.call_id = read_reference(input, "call_id", errors);
  if (!user_id && !actor.user_id) errors.push_back({"/user_id", "required", {}});
  if (check.call_id && !find_visible(work.session(), actor, Id<Call>{*check.call_id}))
    errors.push_back({"/call_id", "no_such_record", {{"value", to_string(*check.call_id)}}});
  if (!errors.empty()) return fail(Error::invalid_fields(std::move(errors)));
  check.user_id = user_id ? *user_id : *actor.user_id;
  if (auto led = check_leads(work.session(), actor, check.user_id); !led) return fail(led.error());
  check.id = work.session().new_id(work.now().ms);
  check.rated_by_id = actor.user_id.value_or(check.user_id);
  work.session().execute(
      "INSERT INTO self_checks (workspace_id, id, user_id, rated_by_id, call_id, rated_at, ratings, actions) VALUES (?1, ?2, ?3, ?4, ?5, "
      "?6, ?7, ?8)",
      {actor.workspace_id, check.id, check.user_id, check.rated_by_id, check.call_id ? SqlValue(*check.call_id) : SqlValue(), work.now().ms,
       ratings_json(check.ratings), actions_json(check.actions)});
  return check.id;
}

Result<void> write_self_checks(std::string& out, storage::Session& session, const Actor& actor, const Uuid& user_id) {
  if (auto led = check_leads(session, actor, user_id); !led) return fail(led.error());
  const auto checks = latest(session, actor.workspace_id, user_id);
  std::vector<Uuid> raters{user_id};
  for (const SelfCheck& check : checks) raters.push_back(check.rated_by_id);
  const auto names = names_of(session, actor.workspace_id, "users", std::move(raters));
  std::array<std::pair<double, int>, kElements> sums{};
  std::optional<double> own, manager;
  for (const SelfCheck& check : checks) {  // the latest first
    const bool himself = check.rated_by_id == user_id;
    std::optional<double>& score = himself ? own : manager;
    if (!score) score = score_of(check);
    if (!himself) continue;
    for (std::size_t i = 0; i < kSelfCheckItems; ++i)
      if (check.ratings[i]) sums[i / 2].first += *check.ratings[i], ++sums[i / 2].second;
  }
  json_text::Object object(out);
  object.key("user");
  write_named_reference(out, user_id, names);
  write_list(object.key("items"), checks, [&](const SelfCheck& check) {
    json_text::Object one(out);
    one.string("id", to_string(check.id));
    one.key("rated_by");
    write_named_reference(out, check.rated_by_id, names);
    one.boolean("own", check.rated_by_id == user_id);
    member(one, "call_id", check.call_id);
    one.string("rated_at", to_string(check.rated_at));
    one.raw("ratings", ratings_json(check.ratings));
    one.raw("actions", actions_json(check.actions));
    member(one, "score", score_of(check));
    json_text::Object input(one.key("input"));  // of rule C22.selfcheck
    input.raw("items", ratings_json(check.ratings));
    input.close();
    one.close();
  });
  write_list(object.key("elements"), sums, [&](const auto& sum) {
    if (sum.second)
      json_text::append_number(out, sum.first / sum.second);
    else
      out += "null";
  });
  member(object, "self_score", own);
  member(object, "manager_score", manager);
  member(object, "gap", own && manager ? std::optional(*own - *manager) : std::nullopt);
  object.close();
  return {};
}

}  // namespace wheelhouse::service
