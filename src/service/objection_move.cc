#include "service/objection_move.h"

#include "method/blank.h"
#include "method/objection.h"
#include "service/access.h"
#include "service/json_parts.h"
#include "service/local_time.h"
#include "service/present.h"
#include "service/wording.h"

namespace wheelhouse::service {
namespace {

struct ObjectionMoveForm {
  ObjectionState to = ObjectionState::raised;
  Text restated, response, acknowledgement, reason;
  std::optional<ObjectionClass> cls;
  std::optional<OppositionCause> cause;
  std::optional<Date> deferred_until;
};

}  // namespace
}  // namespace wheelhouse::service

namespace wheelhouse {
template <>
struct Entity<service::ObjectionMoveForm> {
  using F = service::ObjectionMoveForm;
  static constexpr std::string_view name = "move", collection = "objections";
  static constexpr auto fields = std::tuple{field(&F::to, "to", {.required = true}),
                                            field(&F::restated, "restated", kWords),
                                            field(&F::response, "response", kWords),
                                            field(&F::acknowledgement, "acknowledgement", kWords),
                                            field(&F::reason, "reason", kWords),
                                            field(&F::cls, "class"),
                                            field(&F::cause, "cause"),
                                            field(&F::deferred_until, "deferred_until")};
};
static_assert(every_member_is_described<service::ObjectionMoveForm>());
}  // namespace wheelhouse

namespace wheelhouse::service {
namespace {

bool says(const Text& text) { return text && !method::is_blank(*text); }

Date reader_today(UnitOfWork& work) {
  const auto offset = work.reader_offset_minutes();
  return local_date(work.now(), offset ? *offset : workspace_offset_minutes(work.session(), work.workspace_id(), work.now()));
}

void write_moves(std::string& out, ObjectionState from) {
  out += '[';
  for (std::size_t i = 0; i < enum_size<ObjectionState>(); ++i) {
    const auto to = static_cast<ObjectionState>(i);
    if (!method::is_listed_move(from, to)) continue;
    if (out.back() != '[') out += ',';
    json_text::append_string(out, to_string(to));
  }
  out += ']';
}

}  // namespace

Result<Objection> move_objection(UnitOfWork& work, Id<Objection> id, ExpectedVersion expected, const boost::json::object& input,
                                 const std::string& base) {
  auto before = find_writable(work.session(), work.actor(), id);
  if (!before) return fail(before.error());
  if (auto allowed = require(work.actor(), Verb::update); !allowed) return fail(allowed.error());
  if (expected && *expected != before->version) return fail(Error::make(Errc::stale, "stale"));
  ObjectionMoveForm form;
  std::vector<FieldError> errors;
  read_fields(input, form, ReadMode::create, errors, base);
  if (!errors.empty()) return fail(Error::invalid_fields(std::move(errors)));

  Objection after = *before;
  if (says(form.restated)) after.restated = form.restated;
  if (says(form.response)) after.response = form.response;
  if (says(form.acknowledgement)) after.acknowledgement = form.acknowledgement;
  if (form.cls) after.cls = form.cls;
  if (form.cause) after.cause = form.cause;
  const bool again = before->state != ObjectionState::raised;  // taken up anew: what was said before did not settle it
  method::ObjectionTransition move;
  move.state = before->state;
  move.to = form.to;
  move.restated = says(again ? form.restated : after.restated);
  move.classified = after.cls.has_value();
  move.responded = says(before->loops > 0 ? form.response : after.response);
  move.acknowledged = says(after.acknowledgement);
  move.has_date = form.deferred_until && *form.deferred_until >= reader_today(work);
  move.has_reason = says(form.reason);
  if (const auto refused = method::refuse_objection_move(move)) {
    const std::string to(to_string(form.to));
    return fail(Error::make(Errc::conflict,
                            *refused == method::ObjectionRefusal::transition ? "objection_transition" : "objection_guard_" + to,
                            {{"refusal", std::string(to_string(*refused))}, {"from", std::string(to_string(before->state))}, {"to", to}}));
  }
  if (form.to == ObjectionState::responded && after.response)  // METHOD M24: "the customer is wrong" is no response
    if (const auto words = blaming_words(*after.response))
      return fail(Error::make(Errc::conflict, "objection_blames",
                              {{"refusal", "blames"},
                               {"from", std::string(to_string(before->state))},
                               {"to", std::string(to_string(form.to))},
                               {"value", *words}}));
  if (before->state == ObjectionState::checked && form.to == ObjectionState::clarified) ++after.loops;
  after.state = form.to;
  after.state_at = work.now();
  after.deferred_until = form.to == ObjectionState::deferred ? form.deferred_until : std::nullopt;
  after.reason = form.to == ObjectionState::unresolved ? form.reason : std::nullopt;
  check_record<Objection>(rule_context(work), after, &*before, errors);
  for (FieldError& error : errors) error.pointer = base + error.pointer;
  if (!errors.empty()) return fail(Error::invalid_fields(std::move(errors)));
  work.update(*before, after);
  return after;
}

void write_extras(std::string& out, storage::Session&, const Actor&, const Objection& record, Instant, Detail) {
  out += ",\"treatment\":";
  Kind<std::optional<method::ObjectionTreatment>>::write_json(out,
                                                              record.cls ? std::optional(method::treatment_of(*record.cls)) : std::nullopt);
  out += ",\"root_treatment\":";
  Kind<std::optional<OppositionCause>>::write_json(out, record.cause);
  out += record.cause ? ",\"wants_cause\":false" : ",\"wants_cause\":true";
  out += method::is_open(record.state) ? ",\"open\":true,\"moves\":" : ",\"open\":false,\"moves\":";
  write_moves(out, record.state);
}

}  // namespace wheelhouse::service
