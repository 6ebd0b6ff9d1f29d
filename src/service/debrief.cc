#include "service/debrief.h"

#include <algorithm>
#include <boost/json.hpp>

#include "reflect/json.h"
#include "service/access.h"
#include "service/need_move.h"
#include "service/objection_move.h"

namespace wheelhouse::service {
namespace {

namespace json = boost::json;

constexpr std::size_t kPartsMax = 50;  // of each list
constexpr std::string_view kLists[] = {"questions",   "statements",         "needs",     "evidence", "objections", "objection_moves",
                                       "commitments", "commitment_updates", "next_steps"};

class Debrief {
 public:
  Debrief(UnitOfWork& work, const Call& call, const json::object& input) : work_(work), call_(call), input_(input) {}

  Result<DebriefResult> run() {
    write_call();
    if (!errors_.empty()) return fail(Error::invalid_fields(std::move(errors_)));
    each("questions", [&](const json::object& part, const std::string& base) { write_question(part, base); });
    each("needs", [&](const json::object& part, const std::string& base) { write_need(part, base); });
    // After the needs: a benefit is one by the state its need has now.
    each("statements", [&](const json::object& part, const std::string& base) { write_statement(part, base); });
    each("evidence", [&](const json::object& part, const std::string& base) { create<Evidence>(part, base, "observed_at"); });
    each("objections", [&](const json::object& part, const std::string& base) { create<Objection>(part, base, "raised_at"); });
    each("objection_moves", [&](const json::object& part, const std::string& base) { move_known_objection(part, base); });
    each("commitments", [&](const json::object& part, const std::string& base) { create<Commitment>(part, base, ""); });
    each("commitment_updates", [&](const json::object& part, const std::string& base) {
      const auto id = read_id<Commitment>(part, base);
      if (id) patch(*id, without(part, "id"), base);
    });
    each("next_steps", [&](const json::object& part, const std::string& base) { create<NextStep>(part, base, ""); });
    if (!errors_.empty()) return fail(Error::invalid_fields(std::move(errors_)));
    return DebriefResult{call_, std::move(ids_)};
  }

 private:
  void wrong(std::string pointer, std::string code, Params params = {}) {
    errors_.push_back({std::move(pointer), std::move(code), std::move(params)});
  }
  // An error of one part, told where it is in the whole.
  void wrong(const std::string& base, const Error& error, std::string_view member = "") {
    for (const FieldError& field : error.fields) errors_.push_back(field);  // their pointers begin with the base already
    if (!error.fields.empty()) return;
    const bool absent = error.code == Errc::not_found;
    wrong(base + (absent ? "/id" : std::string(member)), absent ? "no_such_record" : error.reason, {});
  }
  void note(std::string_view collection, const Uuid& id) { ids_[std::string(collection)].push_back(id); }

  static json::object without(json::object object, std::string_view name) {
    object.erase(json::string_view(name.data(), name.size()));
    return object;
  }
  static void set_default(json::object& object, std::string_view name, const std::string& value) {
    object.emplace(json::string_view(name.data(), name.size()), json::string_view(value.data(), value.size()));
  }
  void set_place(json::object& object) {
    if (object.contains("account_id") || object.contains("opportunity_id")) return;
    if (call_.opportunity_id)
      set_default(object, "opportunity_id", to_string(*call_.opportunity_id));
    else if (call_.account_id)
      set_default(object, "account_id", to_string(*call_.account_id));
  }

  template <class Write>
  void each(std::string_view name, Write&& write) {
    const auto* value = input_.if_contains({name.data(), name.size()});
    if (!value || value->is_null()) return;
    const std::string pointer = "/" + std::string(name);
    const auto* list = value->if_array();
    if (!list) return wrong(pointer, "not_a_list");
    if (list->size() > kPartsMax) return wrong(pointer, "list_too_long", {{"max", std::to_string(kPartsMax)}});
    for (std::size_t i = 0; i < list->size(); ++i) {
      const std::string base = pointer + "/" + std::to_string(i);
      const auto* part = (*list)[i].if_object();
      if (!part)
        wrong(base, "not_an_object");
      else
        write(*part, base);
    }
  }

  template <Reflected E>
  std::optional<Id<E>> read_id(const json::object& part, const std::string& base, std::string_view name = "id") {
    const auto* value = part.if_contains({name.data(), name.size()});
    Id<E> id;
    Params params;
    if (!value || value->is_null())
      wrong(base + "/" + std::string(name), "required");
    else if (const auto code = json_read::read(*value, id, {}, params))
      wrong(base + "/" + std::string(name), code, std::move(params));
    else
      return id;
    return std::nullopt;
  }

  template <Reflected E>
  void patch(Id<E> id, const json::object& fields, const std::string& base) {
    const auto before = find_writable(work_.session(), work_.actor(), id);
    if (!before) return wrong(base, before.error());
    E after = *before;
    std::vector<FieldError> errors, found;
    read_fields(fields, after, ReadMode::patch, errors, base);
    check_record<E>(rule_context(work_), after, &*before, found);
    for (FieldError& error : found) {
      error.pointer = base + error.pointer;
      errors.push_back(std::move(error));
    }
    if (!errors.empty()) {
      errors_.insert(errors_.end(), errors.begin(), errors.end());
      return;
    }
    work_.update(*before, after);
    note(Entity<E>::collection, id.uuid);
  }

  template <Reflected E>
  void create(json::object part, const std::string& base, std::string_view time_field) {
    set_place(part);
    if constexpr (requires(E e) { e.call_id; }) set_default(part, "call_id", to_string(call_.id));
    if (!time_field.empty()) set_default(part, time_field, to_string(call_.held_at));
    E record;
    std::vector<FieldError> errors;
    read_fields(part, record, ReadMode::create, errors, base);
    if constexpr (requires { record.owner_id; })
      if (!part.contains("owner_id") && work_.actor().user_id) record.owner_id = Id<User>{*work_.actor().user_id};
    if (auto written = create_checked(work_, record, std::move(errors), base); !written) return wrong(base, written.error());
    note(Entity<E>::collection, record.id.uuid);
  }

  void write_call() {
    json::object fields = input_;
    for (const std::string_view list : kLists) fields.erase(json::string_view(list.data(), list.size()));
    set_default(fields, "status", "held");
    if (call_.held_at > work_.now()) set_default(fields, "held_at", to_string(work_.now()));  // it was planned for later
    Call after = call_;
    read_fields(fields, after, ReadMode::patch, errors_);
    check_record<Call>(rule_context(work_), after, &call_, errors_);
    if (!errors_.empty()) return;
    work_.update(call_, after);
    call_ = after;
  }

  void write_question(const json::object& part, const std::string& base) {
    if (!part.contains("id")) return create<Question>(part, base, "");
    const auto id = read_id<Question>(part, base);
    if (!id) return;
    json::object fields = without(part, "id");
    set_default(fields, "call_id", to_string(call_.id));
    patch(*id, fields, base);
  }

  void write_statement(const json::object& part, const std::string& base) {
    const auto id = read_id<Statement>(part, base, "statement_id");
    if (!id) return;
    const auto known = storage::select_records<StatementUse>(work_.session(), work_.workspace_id(), "call_id = ?2 AND statement_id = ?3",
                                                             {call_.id.uuid, id->uuid});
    if (!known.empty()) return patch(known.front().id, without(part, "statement_id"), base);
    create<StatementUse>(part, base, "");
  }

  // The quote of a need was said in this call, unless it says otherwise.
  void of_this_call(json::object& holder) {
    auto* quote = holder.if_contains("quote");
    if (!quote || !quote->is_object()) return;
    set_default(quote->as_object(), "call_id", to_string(call_.id));
    set_default(quote->as_object(), "said_at", to_string(call_.held_at));
  }

  void write_need(json::object part, const std::string& base) {
    if (!part.contains("id")) {
      set_place(part);
      of_this_call(part);
      const auto heard = hear_need(work_, part, base);
      if (!heard) return wrong(base, heard.error(), "/to");
      return note(Entity<Need>::collection, heard->need.id.uuid);
    }
    const auto id = read_id<Need>(part, base);
    auto* move = part.if_contains("move");
    if (!move || !move->is_object()) return wrong(base + "/move", "required");
    if (!id) return;
    of_this_call(move->as_object());
    const auto moved = move_need(work_, *id, std::nullopt, move->as_object(), base + "/move");
    if (!moved) return wrong(base, moved.error(), "/move/to");
    note(Entity<Need>::collection, id->uuid);
  }

  void move_known_objection(const json::object& part, const std::string& base) {
    const auto id = read_id<Objection>(part, base);
    const auto* move = part.if_contains("move");
    if (!move || !move->is_object()) return wrong(base + "/move", "required");
    if (!id) return;
    const auto moved = move_objection(work_, *id, std::nullopt, move->as_object(), base + "/move");
    if (!moved) return wrong(base, moved.error(), "/move/to");
    note(Entity<Objection>::collection, id->uuid);
  }

  UnitOfWork& work_;
  Call call_;
  const json::object& input_;
  std::map<std::string, std::vector<Uuid>, std::less<>> ids_;
  std::vector<FieldError> errors_;
};

}  // namespace

Result<DebriefResult> debrief_call(UnitOfWork& work, Id<Call> id, ExpectedVersion expected, const json::object& input) {
  const auto call = find_writable(work.session(), work.actor(), id);
  if (!call) return fail(call.error());
  for (const Verb verb : {Verb::update, Verb::create})
    if (auto allowed = require(work.actor(), verb); !allowed) return fail(allowed.error());
  if (expected && *expected != call->version) return fail(Error::make(Errc::stale, "stale"));
  return Debrief(work, *call, input).run();
}

}  // namespace wheelhouse::service
