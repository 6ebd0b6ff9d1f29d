#include "service/call_sheet.h"

#include <boost/json.hpp>

#include "service/call_plan.h"
#include "service/print_parts.h"

namespace wheelhouse::service {
namespace {

namespace json = boost::json;
using print::Tone;

std::string text_in(const json::value& object, std::string_view name) {
  const json::value* value = object.is_object() ? object.get_object().if_contains(name) : nullptr;
  return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

// One a line, as they were written.
print::List lines_of(const Text& text) {
  print::List list;
  const std::string all = text.value_or("");
  for (std::size_t from = 0; from < all.size();) {
    const std::size_t to = std::min(all.find('\n', from), all.size());
    if (to > from) list.items.push_back({"", {{all.substr(from, to - from)}}, {}});
    from = to + 1;
  }
  return list;
}

class CallPaper {
 public:
  CallPaper(storage::Session& session, const Actor& actor, const Call& call, const PrintWords& words, Instant now)
      : session_(session), actor_(actor), call_(call), words_(words), now_(now) {
    std::string text;
    write_call_plan(text, session, actor, call, now);
    plan_ = json::parse(text).as_object();
    for (const json::value& need : plan_.at("needs").as_array()) needs_[text_in(need, "id")] = text_in(need, "text");
  }

  print::Document make() {
    print::Document document = internal_document(words_, session_, actor_.workspace_id, call_.subject);
    document.subtitle = PrintWords::joined({words_("print.call_plan"), account_name(session_, actor_.workspace_id, plain(call_.account_id)),
                                            deal_name(), words_.moment(call_.held_at), call_.channel.value_or(""),
                                            user_name(session_, actor_.workspace_id, plain(call_.owner_id))});
    out_ = &document.blocks;
    goal();
    people();
    questions();
    say();
    open_matters();
    manner();
    return document;
  }

 private:
  void add(auto content) { out_->push_back(block(std::move(content))); }
  void head(std::string_view key) { add(print::Heading{words_(key)}); }
  std::string deal_name() const {
    return call_.opportunity_id
               ? name_in(names_of(session_, actor_.workspace_id, "opportunities", {call_.opportunity_id->uuid}), call_.opportunity_id->uuid)
               : std::string();
  }

  void goal() {
    add(print::Note{
        {{words_("print.objective") + "  ", Tone::accent, true},
         {call_.objective ? *call_.objective : words_("print.no_objective"), call_.objective ? Tone::plain : Tone::warn, true}}});
    if (call_.fallback) add(print::Paragraph{{quiet(words_("print.fallback") + "  "), {*call_.fallback}}});
    std::optional<storage::PositionRow> position;
    if (call_.opportunity_id)
      position = storage::find_position(session_, actor_.workspace_id, Unit::opportunity, call_.opportunity_id->uuid);
    else if (call_.account_id)
      position = storage::find_position(session_, actor_.workspace_id, Unit::account, call_.account_id->uuid);
    print::Facts facts;
    facts.columns = 3;
    facts.items.push_back(stage_fact(words_, position, now_));
    print::Fact target{words_("print.to_earn"), std::string(kNotKnown)};
    if (const auto& aim = plan_.at("target"); aim.is_object()) {
      target.value = words_("stage." + text_in(aim, "stage"));
      const auto& missing = aim.at("missing").as_array();
      for (std::size_t i = 0; i < missing.size() && i < 2; ++i)
        target.note += (i ? words_("print.action.or") : "") + words_("evidence." + std::string(missing[i].as_string()));
    }
    facts.items.push_back(std::move(target));
    const auto& score = plan_.at("plan_score");
    facts.items.push_back(
        {words_("print.plan_score"), score.is_number() ? words_.number(score.to_number<double>(), 0) + " / 100" : std::string(kNotKnown)});
    add(std::move(facts));
    print::List faults;
    for (const json::value& fault : plan_.at("lint").as_array())
      faults.items.push_back({"", {{words_("plan_lint." + std::string(fault.as_string())), Tone::warn}}, {}});
    if (!faults.items.empty()) add(std::move(faults));
  }

  void people() {
    head("print.whom_we_meet");
    print::Table table;
    table.empty = words_("print.nobody_named");
    table.columns = {{words_("print.person"), 2.4},          {words_("print.role"), 1.4},
                     {words_("print.level"), 1.3},           {words_("print.stance"), 1.4},
                     {words_("print.influence"), 0.9, true}, {words_("print.last_met"), 1.2, true}};
    for (const json::value& person : plan_.at("people").as_array()) {
      if (!person.is_object()) continue;
      const auto known = [&](std::string_view name, const std::string& group) {
        const std::string value = text_in(person, name);
        return value.empty() ? std::string(kNotKnown) : words_(group + "." + value);
      };
      const auto figure = [&](std::string_view name) -> std::optional<std::int64_t> {
        const json::value& value = person.at(name);
        return value.is_number() ? std::optional(value.to_number<std::int64_t>()) : std::nullopt;
      };
      const auto attitude = figure("attitude"), influence = figure("influence");
      const auto met = parse_instant(text_in(person, "last_met_at"));
      table.rows.push_back(
          {{text_in(person, "name"), Tone::plain, true, text_in(person, "title")},
           {known("role", "contact_role")},
           {known("level", "contact_level")},
           {words_("attitude." + (attitude ? std::to_string(*attitude) : std::string("unknown"))), !attitude       ? Tone::quiet
                                                                                                   : *attitude > 0 ? Tone::ok
                                                                                                   : *attitude < 0 ? Tone::bad
                                                                                                                   : Tone::plain,
            false, style_of(person)},
           {influence ? std::to_string(*influence) + " / 5" : std::string(kNotKnown)},
           {met ? words_.date(*met) : words_("print.not_met"), met ? Tone::plain : Tone::quiet}});
    }
    add(std::move(table));
    how_to_deal();
  }

  std::string style_of(const json::value& person) {
    const std::string style = text_in(person, "style");
    return style.empty() ? std::string() : words_("style." + style);
  }

  // Of each whose style is known: what to say, listen and look for, how to ask, what to bring and to leave out (METHOD M80).
  void how_to_deal() {
    print::List list;
    for (const json::value& person : plan_.at("people").as_array()) {
      const std::string style = person.is_object() ? text_in(person, "style") : std::string();
      if (style.empty()) continue;
      print::Item item{"", {{text_in(person, "name") + "  ", Tone::plain, true}, {words_("style." + style), Tone::accent}}, {}};
      if (const std::string risk = text_in(person, "style_risk"); !risk.empty())
        item.text.push_back({"  " + words_("style_risk." + risk), Tone::warn});
      std::string below;
      for (const auto& [label, row] : {std::pair<std::string_view, std::string_view>{"print.approach", "approach"},
                                       {"print.say_to", "say"},
                                       {"print.listen_for", "listen"},
                                       {"print.look_for", "look"},
                                       {"print.ask_of", "ask"},
                                       {"print.bring", "proof"},
                                       {"print.avoid", "avoid"}}) {
        const std::string advice = words_("style_advice." + style + "." + std::string(row));
        below = PrintWords::joined({below, words_("print.labelled", {{"label", words_(label)}, {"text", advice}})});
      }
      item.below = {quiet(below)};
      list.items.push_back(std::move(item));
    }
    if (list.items.empty()) return;
    head("print.manner");
    add(std::move(list));
  }

  void questions() {
    head("print.questions");
    const auto& all = plan_.at("questions").as_array();
    if (all.empty()) add(print::List{{}, words_("print.no_questions")});
    for (const std::string_view type : EnumNames<QuestionType>::names) {
      print::List list;
      for (const json::value& question : all) {
        if (text_in(question, "type") != type) continue;
        print::Item item{question.at("asked").as_bool() ? "☑" : "☐", {{text_in(question, "text")}}, {}};
        const auto need = needs_.find(text_in(question, "need_id"));
        const std::string listen = text_in(question, "listen_for");
        const std::string below =
            PrintWords::joined({need == needs_.end() ? std::string() : words_("print.about_need", {{"need", need->second}}),
                                listen.empty() ? std::string() : words_("print.listen_for_this", {{"text", listen}})});
        if (!below.empty()) item.below = {quiet(below)};
        list.items.push_back(std::move(item));
      }
      if (list.items.empty()) continue;
      add(print::Paragraph{{{words_("question_type." + std::string(type)), Tone::accent, true}}});
      add(std::move(list));
    }
  }

  void say() {
    const auto& uses = plan_.at("statements").as_array();
    if (uses.empty()) return;
    head("print.to_say");
    print::List list;
    for (const json::value& use : uses) {
      const json::value& statement = use.at("statement");
      if (!statement.is_object()) continue;
      const std::string benefit = text_in(statement, "benefit"), feature = text_in(statement, "feature");
      print::Item item{
          "", {{benefit.empty() ? feature : benefit}, quiet("  " + words_("statement_class." + text_in(statement, "class")))}, {}};
      const std::string below =
          PrintWords::joined({benefit.empty() ? std::string() : feature, text_in(statement, "advantage"), text_in(statement, "proof")});
      if (!below.empty()) item.below = {quiet(below)};
      list.items.push_back(std::move(item));
    }
    add(std::move(list));
  }

  void open_matters() {
    const auto& needs = plan_.at("needs").as_array();
    if (!needs.empty()) {
      head("print.needs");
      print::List list;
      for (const json::value& need : needs)
        list.items.push_back({"", {{text_in(need, "text")}, quiet("  " + words_("need_state." + text_in(need, "state")))}, {}});
      add(std::move(list));
    }
    const std::string_view column = call_.opportunity_id ? "opportunity_id" : "account_id";
    const std::optional<Uuid> id = call_.opportunity_id ? plain(call_.opportunity_id) : plain(call_.account_id);
    if (!id) return;
    head("print.objections");
    add(open_objections(words_, session_, actor_, column, *id));
    head("print.promises");
    add(open_promises(words_, session_, actor_, column, *id, now_));
  }

  void manner() {
    for (const auto& [key, text] : {std::pair<std::string_view, const Text*>{"print.listen_for", &call_.listen_for},
                                    {"print.look_for", &call_.look_for},
                                    {"print.materials", &call_.materials},
                                    {"print.dress", &call_.dress}}) {
      print::List list = lines_of(*text);
      if (list.items.empty()) continue;
      head(key);
      add(std::move(list));
    }
  }

  storage::Session& session_;
  const Actor& actor_;
  const Call& call_;
  const PrintWords& words_;
  const Instant now_;
  json::object plan_;
  std::map<std::string, std::string> needs_;
  std::vector<print::Block>* out_ = nullptr;
};

}  // namespace

print::Document call_sheet(storage::Session& session, const Actor& actor, const Call& call, const PrintReader& reader) {
  const PrintWords words = words_for(session, actor.workspace_id, reader);
  return CallPaper(session, actor, call, words, reader.now).make();
}

}  // namespace wheelhouse::service
