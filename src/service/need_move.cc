#include "service/need_move.h"

#include <algorithm>

#include "method/blank.h"
#include "reflect/json.h"
#include "service/access.h"
#include "service/need_view.h"

namespace wheelhouse::service {
namespace {

namespace json = boost::json;

struct MoveForm {
  NeedState to = NeedState::latent;
  std::optional<Id<NeedQuote>> quote_id;
  std::optional<Id<Question>> question_id;
  std::optional<bool> visible, conscious, surface, clear;
  bool volunteered = false;
  bool delivery_confirmed = false;
  Text reason;
};

}  // namespace
}  // namespace wheelhouse::service

namespace wheelhouse {
template <>
struct Entity<service::MoveForm> {
  using F = service::MoveForm;
  static constexpr std::string_view name = "move", collection = "needs";
  static constexpr auto fields = std::tuple{field(&F::to, "to", {.required = true}),
                                            field(&F::quote_id, "quote_id"),
                                            field(&F::question_id, "question_id"),
                                            field(&F::visible, "visible"),
                                            field(&F::conscious, "conscious"),
                                            field(&F::surface, "surface"),
                                            field(&F::clear, "clear"),
                                            field(&F::volunteered, "volunteered"),
                                            field(&F::delivery_confirmed, "delivery_confirmed"),
                                            field(&F::reason, "reason", {.max_length = 300})};
};
static_assert(every_member_is_described<service::MoveForm>());
}  // namespace wheelhouse

namespace wheelhouse::service {
namespace {

std::string guard_reason(NeedState to, method::NeedProof proof) {
  if (proof == method::NeedProof::quote_retraction) return "need_guard_retraction";
  if (proof == method::NeedProof::quote_denial) return "need_guard_denial";
  return "need_guard_" + std::string(to_string(to));
}

Error refusal(NeedState from, NeedState to, method::TransitionRefusal why) {
  std::string reason;
  switch (why) {
    case method::TransitionRefusal::transition:
      reason = "need_transition";
      break;
    case method::TransitionRefusal::layer:
      reason = "need_layer";
      break;
    case method::TransitionRefusal::guard:
      reason = guard_reason(to, *method::proof_for(from, to));
      break;
  }
  return Error::make(
      Errc::conflict, std::move(reason),
      {{"refusal", std::string(to_string(why))}, {"from", std::string(to_string(from))}, {"to", std::string(to_string(to))}});
}

class Move {
 public:
  Move(UnitOfWork& work, const Need& before, const std::string& base) : work_(work), before_(before), base_(base) {}

  Result<Need> run(json::object input) {
    json::value quote;
    if (const auto* value = input.if_contains("quote")) quote = *value;
    input.erase("quote");
    read_fields(input, form_, ReadMode::create, errors_, base_);
    if (!errors_.empty()) return fail(Error::invalid_fields(std::move(errors_)));
    const auto proof = method::proof_for(before_.state, form_.to);
    if (proof) read_quote(quote, method::quote_kind_for(*proof));
    if (!errors_.empty()) return fail(Error::invalid_fields(std::move(errors_)));

    Need after = before_;
    after.visible = form_.visible.value_or(after.visible);
    after.conscious = form_.conscious.value_or(after.conscious);
    after.surface = form_.surface.value_or(after.surface);
    after.clear = form_.clear.value_or(after.clear);
    if (auto answer = method::evaluate_need_transition(transition(after)); !answer.allowed)
      return fail(refusal(before_.state, form_.to, *answer.reason));
    if (new_quote_)
      if (auto written = create_checked(work_, quote_, {}, base_ + "/quote"); !written) return fail(written.error());
    settle(after);
    std::vector<FieldError> errors;
    check_record<Need>(rule_context(work_), after, &before_, errors);
    for (FieldError& error : errors) error.pointer = base_ + error.pointer;
    if (!errors.empty()) return fail(Error::invalid_fields(std::move(errors)));
    work_.update(before_, after);
    return after;
  }

 private:
  void wrong(std::string_view pointer, std::string_view code) { errors_.push_back({base_ + std::string(pointer), std::string(code), {}}); }

  void read_quote(const json::value& value, std::optional<QuoteKind> kind) {
    if (form_.quote_id) {
      const auto found = storage::find_record(work_.session(), work_.workspace_id(), *form_.quote_id);
      if (!found || found->need_id != before_.id) return wrong("/quote_id", found ? "not_of_need" : "no_such_record");
      quote_ = *found;
      has_quote_ = true;
      if (!quote_.contact_id) wrong("/quote_id", "speaker_required");
      return;
    }
    if (value.is_null()) return;
    if (!value.is_object()) return wrong("/quote", "not_an_object");
    json::object object = value.as_object();
    object.erase("need_id");
    object["need_id"] = to_string(before_.id);
    const bool has_kind = object.contains("kind");
    if (!has_kind) object["kind"] = std::string(to_string(kind.value_or(QuoteKind::difficulty)));
    read_fields(object, quote_, ReadMode::create, errors_, base_ + "/quote");
    has_quote_ = new_quote_ = true;
    // A move rests on the quote, so it wants to know who spoke; a draft is written as a quote of its own.
    if (kind && !quote_.contact_id) wrong("/quote/contact_id", "speaker_required");
  }

  method::NeedTransition transition(const Need& after) {
    method::NeedTransition move;
    move.state = before_.state;
    move.to = form_.to;
    move.layer = layer_of(after);
    move.has_quote = has_quote_ && proves(quote_);
    if (has_quote_) move.quote_kind = quote_.kind;
    const auto questions =
        storage::select_records<Question>(work_.session(), work_.workspace_id(), "need_id = ?2 ORDER BY position, id", {before_.id.uuid});
    move.accepted_implications = accepted_implications(questions);
    move.volunteered = form_.volunteered;
    move.has_reason = form_.reason && !method::is_blank(*form_.reason);
    move.delivery_confirmed = form_.delivery_confirmed;
    return move;
  }

  void settle(Need& after) {
    after.state = form_.to;
    after.state_at = work_.now();
    if (form_.to == NeedState::explicit_) {
      after.explicit_at = work_.now();
      after.volunteered = form_.volunteered;
      after.explicit_question_id = form_.question_id ? form_.question_id : has_quote_ ? quote_.question_id : std::nullopt;
    }
    if (form_.to == NeedState::dropped) after.drop_reason = form_.reason;
  }

  UnitOfWork& work_;
  const Need& before_;
  const std::string base_;
  MoveForm form_;
  NeedQuote quote_;
  bool has_quote_ = false, new_quote_ = false;
  std::vector<FieldError> errors_;
};

}  // namespace

Result<Need> move_need(UnitOfWork& work, Id<Need> id, ExpectedVersion expected, const json::object& input, const std::string& base) {
  auto before = find_writable(work.session(), work.actor(), id);
  if (!before) return fail(before.error());
  if (auto allowed = require(work.actor(), Verb::update); !allowed) return fail(allowed.error());
  if (expected && *expected != before->version) return fail(Error::make(Errc::stale, "stale"));
  return Move(work, *before, base).run(input);
}

Result<HeardNeed> hear_need(UnitOfWork& work, const json::object& input, const std::string& base) {
  if (auto allowed = require(work.actor(), Verb::create); !allowed) return fail(allowed.error());
  json::object fields = input;
  std::vector<FieldError> errors;
  const json::value quote_value = fields.contains("quote") ? fields.at("quote") : json::value();
  std::optional<NeedState> to;
  if (const auto* value = fields.if_contains("to"); value && !value->is_null()) {
    Params params;
    if (const auto code = json_read::read(*value, to, {}, params))
      errors.push_back({base + "/to", code, std::move(params)});
    else if (to != NeedState::implied && to != NeedState::explicit_)
      errors.push_back({base + "/to", "unknown_value", {{"value", std::string(to_string(*to))}, {"allowed", "implied, explicit"}}});
  }
  fields.erase("quote");
  fields.erase("to");
  if (!quote_value.is_object()) errors.push_back({base + "/quote", quote_value.is_null() ? "required" : "not_an_object", {}});
  if (!errors.empty()) return fail(Error::invalid_fields(std::move(errors)));

  // Where it is not said otherwise: an implied need shows its upper side only, an explicit one all of it.
  const json::object& quote = quote_value.as_object();
  const bool wants = to == NeedState::explicit_;
  json::object flags;
  for (const char* name : {"visible", "conscious", "surface", "clear"}) {
    flags[name] = fields.contains(name) ? fields.at(name) : json::value(wants || std::string_view(name) == "visible");
    fields.erase(name);
  }
  const auto* words = quote.if_contains("text");
  if (!words || !words->is_string() || method::is_blank({words->get_string().data(), words->get_string().size()}))
    return fail(Error::invalid_field(base + "/quote/text", words && !words->is_string() ? "not_a_string" : "required"));
  if (!fields.contains("text")) fields["text"] = *words;
  Need need;
  read_fields(fields, need, ReadMode::create, errors, base);
  if (auto written = create_checked(work, need, std::move(errors), base); !written) return fail(written.error());

  HeardNeed heard{need, false};
  const auto* speaker = quote.if_contains("contact_id");
  if (!speaker || speaker->is_null()) {
    heard.draft = true;
    json::object draft = quote;
    draft["need_id"] = to_string(need.id);
    if (!draft.contains("kind")) draft["kind"] = wants ? "want" : "difficulty";
    NeedQuote record;
    std::vector<FieldError> wrong;
    read_fields(draft, record, ReadMode::create, wrong, base + "/quote");
    if (auto written = create_checked(work, record, std::move(wrong), base + "/quote"); !written) return fail(written.error());
    return heard;
  }
  json::object move = flags;
  move["to"] = wants ? "explicit" : "implied";
  move["volunteered"] = wants;
  move["quote"] = quote;
  auto moved = Move(work, need, base).run(std::move(move));
  if (!moved) return fail(moved.error());
  heard.need = *moved;
  return heard;
}

}  // namespace wheelhouse::service
