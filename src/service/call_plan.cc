#include "service/call_plan.h"

#include <algorithm>

#include "domain/commitment.h"
#include "domain/contact.h"
#include "domain/objection.h"
#include "domain/seller_issue.h"
#include "domain/statement.h"
#include "domain/statement_use.h"
#include "method/blank.h"
#include "method/call_plan.h"
#include "method/conversation.h"
#include "method/manner.h"
#include "method/objection.h"
#include "service/account_people.h"
#include "service/call_balance.h"
#include "service/call_outcome.h"
#include "service/field_policy.h"
#include "service/json_counts.h"
#include "service/json_parts.h"
#include "service/next_evidence.h"
#include "service/offer.h"
#include "service/position_of.h"
#include "service/question_chains.h"
#include "service/record_traits.h"
#include "service/stage_shown.h"
#include "storage/record_store.h"

namespace wheelhouse::service {
namespace {

bool says(const Text& text) { return text && !method::is_blank(*text); }

// What hangs on the deal of the call, or on its customer where it has none.
template <Reflected E>
std::vector<E> around(storage::Session& session, const Actor& actor, const Call& call, std::string_view tail) {
  const bool deal = call.opportunity_id.has_value();
  const std::optional<Uuid> id = deal ? plain(call.opportunity_id) : plain(call.account_id);
  if (!id) return {};
  auto records = storage::select_records<E>(session, actor.workspace_id,
                                            std::string(deal ? "opportunity_id" : "account_id") + " = ?2" + std::string(tail), {*id});
  // Of a customer's deals, those that the reader sees.
  std::erase_if(records, [&](const E& record) { return !sees_belonging(session, actor, belonging_of(record)); });
  return records;
}

void write_people(std::string& out, storage::Session& session, const Actor& actor, const Call& call,
                  const std::optional<Stage>& stage, Instant now) {
  std::vector<Uuid> accounts;
  if (call.account_id) accounts.push_back(call.account_id->uuid);
  const auto by_account = people_of_accounts(session, actor, accounts, std::nullopt, now);
  write_list(out, call.contact_ids, [&](const Id<Contact>& id) {
    auto contact = storage::find_record(session, actor.workspace_id, id);
    if (!contact) {
      out += "null";
      return;
    }
    const auto withheld = withhold(session, actor, *contact);
    std::optional<Instant> met;
    for (const auto& [account, people] : by_account)
      for (const Person& person : people)
        if (person.id == id.uuid) met = person.last_met_at;
    json_text::Object person(out);
    person.string("id", to_string(id));
    person.string("name", contact->name);
    member(person, "title", contact->title);
    member(person, "role", contact->role);
    member(person, "level", contact->level);
    member(person, "influence", contact->influence);
    member(person, "attitude", contact->attitude);
    member(person, "opposition_cause", contact->opposition_cause);
    member(person, "style", contact->style);
    member(person, "style_evidence", contact->style_evidence);
    member(person, "style_risk", contact->style && stage ? method::style_risk(*contact->style, *stage) : std::nullopt);
    member(person, "last_met_at", met);
    write_withheld(out, withheld);
    person.close();
  });
}

// What rule C17 was given.
void write_log_input(std::string& out, const method::ConversationLog& log) {
  json_text::Object input(out);
  input.key("say");
  if (log.say) write_counts<StatementClass>(out, *log.say);
  else out += "null";
  input.key("listen");
  if (log.listen) {
    json_text::Object listen(out);
    member(listen, "estimate", log.listen->estimate);
    member(listen, "confirmed_summaries", log.listen->confirmed_summaries);
    listen.close();
  } else {
    out += "null";
  }
  member(input, "look", log.look);
  input.key("ask");
  if (log.ask) write_counts<QuestionType>(out, *log.ask);
  else out += "null";
  input.close();
}

// Counted over what was asked and answered, and what was said.
void write_mode_and_balance(json_text::Object& object, const Call& call, const std::vector<Question>& questions,
                            const std::vector<StatementUse>& uses) {
  const CallTalk talk = talk_of(call, questions, uses);
  const auto index = method::mode_index(talk.asked, talk.said);
  json_text::Object mode(object.key("mode"));
  member(mode, "index", index ? *index : std::nullopt);
  mode.integer("items", talk.items);
  json_text::Object given(mode.key("input"));  // of rule C22.mode
  write_counts<QuestionType>(given.key("questions"), talk.asked);
  write_counts<StatementClass>(given.key("statements"), talk.said);
  given.close();
  mode.close();

  const method::ConversationBalance& balance = talk.balance;
  json_text::Object parts(object.key("balance"));
  member(parts, "talk", balance.talk);
  member(parts, "say", balance.say);
  member(parts, "listen", balance.listen);
  member(parts, "look", balance.look);
  member(parts, "ask", balance.ask);
  member(parts, "balance", balance.balance);
  parts.boolean("partial", balance.partial);
  write_log_input(parts.key("input"), talk.log);
  parts.close();
}

void write_target(std::string& out, storage::Session& session, std::int64_t workspace_id, const Call& call, Instant now) {
  if (!call.opportunity_id) {
    out += "null";
    return;
  }
  const auto evidence = next_evidence(session, workspace_id, {call.opportunity_id->uuid}, now);
  const auto found = evidence.find(call.opportunity_id->uuid);
  if (found == evidence.end()) {
    out += "null";
    return;
  }
  json_text::Object target(out);
  target.string("stage", to_string(found->second.next));
  write_list(target.key("missing"), found->second.missing, [&](EvidenceCode code) { json_text::append_string(out, to_string(code)); });
  const auto question = method::question_out_of(found->second.stage);
  target.string("question_type", to_string(question.type));
  target.string("template_id", question.template_id);
  target.close();
}

}  // namespace

void write_call_plan(std::string& out, storage::Session& session, const Actor& actor, const Call& call, Instant now) {
  const std::int64_t ws = actor.workspace_id;
  const auto questions = storage::select_records<Question>(session, ws, "call_id = ?2 ORDER BY position, id", {call.id.uuid});
  const auto uses = storage::select_records<StatementUse>(session, ws, "call_id = ?2 ORDER BY id", {call.id.uuid});
  method::CallPlan plan{says(call.objective), says(call.fallback), question_counts(questions), 0};
  for (const Question& q : questions) plan.linked += q.need_id.has_value();

  json_text::Object object(out);
  std::string& head = object.key("call");
  head += '{';
  write_json_members(head, call);
  write_extras(head, session, actor, call, now, Detail::one);
  head += '}';
  if (call.opportunity_id) {
    const QuestionChains chains = question_chains(session, ws, call.opportunity_id->uuid, call.id.uuid);
    object.number("plan_score", chains.plan.score);
    write_plan_input(object.key("plan_input"), chains);
  } else {
    object.null("plan_score");
    object.null("plan_input");
  }
  // What was noted afterwards had no plan that could have faults.
  const auto lint = is_noted_afterwards(call) ? std::vector<method::PlanLint>() : method::lint_call_plan(plan);
  write_list(object.key("lint"), lint,
             [&](method::PlanLint lint) { json_text::append_string(out, to_string(lint)); });
  std::optional<Stage> stage;
  if (call.opportunity_id) stage = stage_shown(session, ws, call.opportunity_id->uuid);
  write_people(object.key("people"), session, actor, call, stage, now);
  write_list(object.key("questions"), questions, [&](const Question& question) { write_json(out, question); });
  write_list(object.key("statements"), uses, [&](const StatementUse& use) {
    out += '{';
    write_json_members(out, use);
    out += ",\"statement\":";
    const auto statement = storage::find_record(session, ws, use.statement_id);
    if (statement) {
      out += '{';
      write_json_members(out, *statement);
      write_extras(out, session, actor, *statement, now, Detail::row);
      out += '}';
    } else {
      out += "null";
    }
    out += '}';
  });
  const auto needs = around<Need>(session, actor, call, " AND state NOT IN ('met', 'dropped') ORDER BY id");
  write_list(object.key("needs"), needs, [&](const Need& need) {
    json_text::Object entry(out);
    entry.string("id", to_string(need.id));
    entry.string("text", need.text);
    member(entry, "state", need.state);
    member(entry, "intensity", intensity_of(need));
    entry.integer("version", need.version);
    entry.close();
  });
  const auto objections = around<Objection>(session, actor, call, " AND state NOT IN ('resolved', 'unresolved') ORDER BY raised_at, id");
  write_list(object.key("objections"), objections, [&](const Objection& objection) {
    out += '{';
    write_json_members(out, objection);
    write_extras(out, session, actor, objection, now, Detail::row);
    out += '}';
  });
  const auto promises = around<Commitment>(session, actor, call, " AND status = 'open' ORDER BY due_at IS NULL, due_at, id");
  write_list(object.key("promises"), promises, [&](const Commitment& commitment) { write_json(out, commitment); });
  // Our own issues: what is in our way before we go (M2).
  const auto issues = around<SellerIssue>(session, actor, call, " AND resolved_at IS NULL ORDER BY due_on, id");
  write_list(object.key("issues"), issues, [&](const SellerIssue& issue) { write_json(out, issue); });
  write_position_of(object.key("position"), session, ws, plain(call.account_id), plain(call.opportunity_id), now);
  write_target(object.key("target"), session, ws, call, now);
  write_mode_and_balance(object, call, questions, uses);
  object.close();
}

}  // namespace wheelhouse::service
