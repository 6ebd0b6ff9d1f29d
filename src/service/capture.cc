#include "service/capture.h"

#include <algorithm>
#include <boost/json.hpp>

#include "method/blank.h"
#include "reflect/json.h"
#include "service/access.h"
#include "service/position_of.h"
#include "service/record_service.h"
#include "service/record_traits.h"

namespace wheelhouse::service {
namespace {

namespace json = boost::json;

class Capture {
 public:
  Capture(UnitOfWork& work, const json::object& input) : work_(work), input_(input), at_(work.now()) {}

  Result<CaptureResult> run() {
    read_whole();
    if (!errors_.empty()) return fail(Error::invalid_fields(std::move(errors_)));
    if (auto held = require_hold(work_.session(), work_.actor(), {plain(account_id_), plain(opportunity_id_)}, Hold::tend); !held)
      return fail(held.error());
    write_call();
    write_evidence();
    write_next_step();
    write_claim();
    if (!errors_.empty()) return fail(Error::invalid_fields(std::move(errors_)));
    result_.account_id = plain(account_id_);
    result_.opportunity_id = plain(opportunity_id_);
    return std::move(result_);
  }

 private:
  const json::value* find(std::string_view name) const {
    const auto* value = input_.if_contains({name.data(), name.size()});
    return value && !value->is_null() ? value : nullptr;
  }
  void wrong(std::string pointer, std::string code, Params params = {}) {
    errors_.push_back({std::move(pointer), std::move(code), std::move(params)});
  }

  template <class T>
  void read_member(std::string_view name, T& out, const Limits& limits = {}) {
    const auto* value = find(name);
    if (!value) return;
    Params params;
    if (const auto code = json_read::read(*value, out, limits, params)) wrong("/" + std::string(name), code, std::move(params));
  }

  // What the whole request says, before any part of it is looked at.
  void read_whole() {
    static constexpr std::string_view kMembers[] = {"account_id", "opportunity_id", "text", "at", "call", "evidence", "next_step", "claim"};
    for (const auto& [key, value] : input_) {
      const std::string_view name(key.data(), key.size());
      if (std::find(std::begin(kMembers), std::end(kMembers), name) != std::end(kMembers)) continue;
      std::string pointer = "/";
      json_read::escape_pointer(pointer, name);
      wrong(std::move(pointer), "unknown_field");
    }
    read_member("account_id", account_id_);
    read_member("opportunity_id", opportunity_id_);
    read_member("text", text_, Limits{.max_length = 10'000});
    read_member("at", at_);
    if (at_ > work_.now()) wrong("/at", "in_the_future");
    find_customer();
    const auto* evidence = find("evidence");
    const bool has_evidence = evidence && (!evidence->is_array() || !evidence->as_array().empty());
    const bool text_refused = std::any_of(errors_.begin(), errors_.end(), [](const FieldError& error) { return error.pointer == "/text"; });
    if (method::is_blank(text_) && !text_refused && !find("call") && !has_evidence && !find("next_step") && !find("claim"))
      wrong("/text", "required");
    if (find("claim") && !opportunity_id_) wrong("/opportunity_id", "required");
  }

  void find_customer() {
    if (opportunity_id_) {
      const auto opportunity = find_visible(work_.session(), work_.actor(), *opportunity_id_);
      if (!opportunity) return wrong("/opportunity_id", "no_such_record", {{"value", to_string(*opportunity_id_)}});
      if (!account_id_) account_id_ = opportunity->account_id;
      else if (opportunity->account_id && opportunity->account_id != account_id_) return wrong("/account_id", "not_of_opportunity");
    }
    if (!account_id_) {
      if (!opportunity_id_) wrong("/account_id", "account_or_opportunity");
      return;
    }
    if (!find_visible(work_.session(), work_.actor(), *account_id_))
      wrong("/account_id", "no_such_record", {{"value", to_string(*account_id_)}});
  }

  // Reads one part, lets `complete` fill what it did not say, checks and writes it. Null when something is wrong with it.
  template <Reflected E, class Complete>
  std::optional<Id<E>> write_part(const json::value& value, const std::string& base, Complete&& complete) {
    if (!value.is_object()) {
      wrong(base, "not_an_object");
      return std::nullopt;
    }
    json::object object = value.as_object();
    complete(object);
    E record;
    std::vector<FieldError> errors;
    read_fields(object, record, ReadMode::create, errors, base);
    return write_record(record, object.contains("owner_id"), std::move(errors), base);
  }
  template <Reflected E>
  std::optional<Id<E>> write_record(E& record, bool has_owner, std::vector<FieldError> errors, const std::string& base) {
    if constexpr (requires { record.account_id = account_id_; })
      if (!record.account_id) record.account_id = account_id_;
    if constexpr (requires { record.opportunity_id = opportunity_id_; })
      if (!record.opportunity_id && record.account_id == account_id_) record.opportunity_id = opportunity_id_;
    if constexpr (requires { record.owner_id; })
      if (!has_owner && work_.actor().user_id) record.owner_id = Id<User>{*work_.actor().user_id};
    auto written = create_checked(work_, record, std::move(errors), base);
    if (!written) {
      for (FieldError& error : written.error().fields) errors_.push_back(std::move(error));
      if (written.error().fields.empty()) wrong(base, written.error().reason);
      return std::nullopt;
    }
    result_.ids[std::string(Entity<E>::collection)].push_back(record.id.uuid);
    return record.id;
  }

  // The items of a list part; null when it is absent or no list.
  const json::array* list_of(const json::value* value, const std::string& pointer) {
    if (!value || value->is_null()) return nullptr;
    const auto* list = value->if_array();
    if (!list) wrong(pointer, "not_a_list");
    else if (list->size() > kCapturePartsMax) wrong(pointer, "list_too_long", {{"max", std::to_string(kCapturePartsMax)}});
    else return list;
    return nullptr;
  }

  static void set_default(json::object& object, std::string_view name, std::string_view value) {
    object.emplace(json::string_view(name.data(), name.size()), json::string_view(value.data(), value.size()));
  }

  void write_call() {
    const auto* value = find("call");
    if (!value) {
      if (!method::is_blank(text_)) write_note();
      return;
    }
    std::optional<json::value> commitments;
    bool text_has_place = true;
    const auto call_id = write_part<Call>(*value, "/call", [&](json::object& call) {
      if (const auto* list = call.if_contains("commitments")) commitments = *list;
      call.erase("commitments");
      set_default(call, "held_at", to_string(at_));
      set_default(call, "status", "held");
      text_has_place = !call.contains("summary");
      if (text_has_place && !method::is_blank(text_)) set_default(call, "summary", text_);
    });
    if (!text_has_place && !method::is_blank(text_)) write_note();
    const auto* list = list_of(commitments ? &*commitments : nullptr, "/call/commitments");
    if (!list) return;
    for (std::size_t i = 0; i < list->size(); ++i)
      write_part<Commitment>((*list)[i], "/call/commitments/" + std::to_string(i), [&](json::object& commitment) {
        if (call_id) commitment["call_id"] = to_string(*call_id);
      });
  }

  void write_note() {
    Note note;
    note.text = text_;
    note.at = at_;
    note.account_id = account_id_;
    note.opportunity_id = opportunity_id_;
    write_record(note, true, {}, "");
  }

  void write_evidence() {
    const auto* list = list_of(find("evidence"), "/evidence");
    if (!list) return;
    for (std::size_t i = 0; i < list->size(); ++i)
      write_part<Evidence>((*list)[i], "/evidence/" + std::to_string(i),
                           [&](json::object& evidence) { set_default(evidence, "observed_at", to_string(at_)); });
  }

  void write_next_step() {
    if (const auto* value = find("next_step")) write_part<NextStep>(*value, "/next_step", [](json::object&) {});
  }

  void write_claim() {
    const auto* value = find("claim");
    if (!value) return;
    if (!value->is_object()) return wrong("/claim", "not_an_object");
    // Only the stage may be said: a claim typed on a phone must not be able to pass for anything else.
    for (const auto& [key, member] : value->as_object()) {
      if (key == "stage") continue;
      std::string pointer = "/claim/";
      json_read::escape_pointer(pointer, {key.data(), key.size()});
      wrong(std::move(pointer), "unknown_field");
    }
    StageEvent event;
    event.opportunity_id = *opportunity_id_;
    event.kind = StageEventKind::claim;
    event.at = at_;
    event.source = "capture";
    std::vector<FieldError> errors;
    if (const auto* stage = value->as_object().if_contains("stage"); stage && !stage->is_null()) {
      Params params;
      if (const auto code = json_read::read(*stage, event.stage, {}, params)) {
        wrong("/claim/stage", code, std::move(params));
        return;
      }
    }
    write_record(event, true, std::move(errors), "/claim");
  }

  UnitOfWork& work_;
  const json::object& input_;
  std::optional<Id<Account>> account_id_;
  std::optional<Id<Opportunity>> opportunity_id_;
  std::string text_;
  Instant at_;
  CaptureResult result_;
  std::vector<FieldError> errors_;
};

}  // namespace

Result<CaptureResult> capture(UnitOfWork& work, const boost::json::object& input) {
  if (auto allowed = require(work.actor(), Verb::create); !allowed) return fail(allowed.error());
  return Capture(work, input).run();
}

void write_capture(std::string& out, storage::Session& session, const Actor& actor, const CaptureResult& result, Instant now) {
  json_text::Object object(out);
  json_text::Object created(object.key("created"));
  for (const auto& [collection, ids] : result.ids) created.integer(collection, static_cast<std::int64_t>(ids.size()));
  created.close();
  json_text::Object lists(object.key("ids"));
  for (const auto& [collection, ids] : result.ids) {
    std::string& list = lists.key(collection);
    list += '[';
    for (std::size_t i = 0; i < ids.size(); ++i) {
      if (i) list += ',';
      json_text::append_string(list, to_string(ids[i]));
    }
    list += ']';
  }
  lists.close();
  write_position_of(object.key("position"), session, actor.workspace_id, result.account_id, result.opportunity_id, now);
  object.close();
}

}  // namespace wheelhouse::service
