#include "service/question_bank.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <vector>

#include "domain/question_template.h"
#include "lang/language.h"
#include "method/question.h"
#include "method/question_bank.h"
#include "service/access.h"
#include "service/json_parts.h"
#include "storage/record_store.h"

namespace wheelhouse::service {
namespace {

struct Use {
  std::int64_t used = 0, answered = 0, led_to_explicit = 0;
};
using UseByTemplate = std::unordered_map<std::string, Use>;

// A question belongs to whoever its deal, else its account, belongs to.
UseByTemplate use_of_templates(storage::Session& session, const Actor& actor) {
  UseByTemplate uses;
  std::vector<SqlValue> values{actor.workspace_id};
  const std::string sql =
      "SELECT t.template_id, sum(CASE WHEN t.asked <> 0 OR t.answered <> 0 THEN 1 ELSE 0 END), sum(t.answered), "
      "sum(CASE WHEN t.answered <> 0 AND n.explicit_question_id = t.id THEN 1 ELSE 0 END) FROM questions t "
      "LEFT JOIN needs n ON n.workspace_id = t.workspace_id AND n.id = t.need_id WHERE t.workspace_id = ?1 AND t.template_id IS NOT NULL" +
      visible_predicate(actor, kByBelonging, values) +
      " GROUP BY t.template_id";
  session.query(sql, values, [&](const RowReader& row) {
    uses[std::string(row.text(0))] = {row.integer(1), row.integer(2), row.integer(3)};
  });
  return uses;
}

std::vector<std::string> slots_of(std::string_view text) {
  std::vector<std::string> slots;
  for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
    const std::size_t close = text.find('}', open);
    if (close == std::string_view::npos) break;
    slots.emplace_back(text.substr(open + 1, close - open - 1));
  }
  return slots;
}

struct Entry {
  std::string id;
  bool own = false;
  QuestionType type{};
  Text zh, en;
  std::vector<Stage> stages;  // where it fits
  std::optional<ContactRole> role;
  std::optional<ContactLevel> level;
  std::optional<Style> style;
  Text industry;
  std::vector<Style> styles;       // whose accent it has; of one of our own, the one it names
  std::vector<ContactRole> roles;  // likewise whom it suits; of one of our own that names none, everyone
  bool accent = false;             // suits the style asked for
};

template <class T>
bool holds(const std::vector<T>& list, const T& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}
template <NamedEnum E, class Fits>
std::vector<E> all_that(Fits&& fits) {
  std::vector<E> list;
  for (std::size_t i = 0; i < enum_size<E>(); ++i)
    if (fits(static_cast<E>(i))) list.push_back(static_cast<E>(i));
  return list;
}

Entry built_in(const method::BankQuestion& q, const BankQuery& query) {
  Entry entry;
  entry.id = q.id;
  entry.type = q.type;
  entry.zh = template_text("zh-CN", q.id);
  entry.en = template_text("en", q.id);
  entry.stages = all_that<Stage>([&](Stage stage) { return q.fits(stage); });
  entry.styles = all_that<Style>([&](Style style) { return q.suits(style); });
  entry.roles = all_that<ContactRole>([&](ContactRole role) { return q.suits(role); });
  if (!q.industry.empty()) entry.industry = std::string(q.industry);
  entry.accent = query.style && q.suits(*query.style);
  return entry;
}
Entry one_of_ours(QuestionTemplate&& own, const BankQuery& query) {
  Entry entry;
  entry.id = to_string(own.id);
  entry.own = true;
  entry.type = own.type;
  entry.zh = std::move(own.text_zh);
  entry.en = std::move(own.text_en);
  entry.stages =
      all_that<Stage>([&](Stage stage) { return own.stage ? own.stage == stage : method::question_fits_stage(own.type, stage); });
  entry.role = own.role;
  entry.level = own.level;
  entry.style = own.style;
  entry.industry = std::move(own.industry);
  if (entry.style) entry.styles = {*entry.style};
  if (entry.role) entry.roles = {*entry.role};
  entry.accent = query.style && entry.style == query.style;
  return entry;
}

bool wanted(const Entry& entry, const BankQuery& query) {
  if (query.type && entry.type != *query.type) return false;
  if (query.stage && !holds(entry.stages, *query.stage)) return false;
  if (query.level && (entry.level ? entry.level != query.level : !method::question_suits_level(entry.type, *query.level))) return false;
  if (query.role && !holds(entry.roles, *query.role) && (entry.role || !entry.own)) return false;
  if (query.style && !entry.accent && (entry.style || !entry.own)) return false;  // one of our own without a style suits everyone
  if (!query.industry.empty() && entry.industry && *entry.industry != query.industry) return false;
  return true;
}

void write_entry(std::string& out, const Entry& entry, const UseByTemplate& uses) {
  json_text::Object object(out);
  object.string("template_id", entry.id);
  object.boolean("own", entry.own);
  member(object, "type", entry.type);
  json_text::Object text(object.key("text"));
  member(text, "zh", entry.zh);
  member(text, "en", entry.en);
  text.close();
  json_text::Object slots(object.key("slots"));
  for (const auto& [name, words] : {std::pair<std::string_view, const Text*>{"zh", &entry.zh}, {"en", &entry.en}})
    write_list(slots.key(name), slots_of(words->value_or("")), [&](const std::string& slot) { json_text::append_string(out, slot); });
  slots.close();
  write_list(object.key("stages"), entry.stages, [&](Stage stage) { json_text::append_string(out, to_string(stage)); });
  member(object, "level", entry.level);
  member(object, "style", entry.style);
  member(object, "role", entry.role);
  member(object, "industry", entry.industry);
  write_list(object.key("styles"), entry.styles, [&](Style style) { json_text::append_string(out, to_string(style)); });
  write_list(object.key("roles"), entry.roles, [&](ContactRole role) { json_text::append_string(out, to_string(role)); });
  object.boolean("suits_style", entry.accent);
  const auto found = uses.find(entry.id);
  const Use use = found == uses.end() ? Use{} : found->second;
  object.integer("used", use.used);
  object.integer("answered", use.answered);
  object.integer("led_to_explicit", use.led_to_explicit);
  if (use.answered > 0)
    object.number("rate", static_cast<double>(use.led_to_explicit) / static_cast<double>(use.answered));
  else
    object.null("rate");
  object.close();
}

constexpr std::string_view kSlots[] = {
    "process", "system",          "project", "topic",  "step", "metric",        "event",         "resource", "tool",
    "problem", "downstream_team", "cost",    "period", "goal", "customer_boss", "other_problem", "target",   "boss"};

// `of_slot` gives what stands in the place of a slot.
template <class OfSlot>
std::string filled_template(std::string_view language, std::string_view id, OfSlot&& of_slot) {
  Params words;
  for (const std::string_view slot : kSlots) words.push_back({std::string(slot), of_slot(std::string(slot))});
  return lang::text(language, "question_bank." + std::string(id), words);
}
}  // namespace

std::string template_text(std::string_view language, std::string_view id) {
  return filled_template(language, id, [&](const std::string& slot) { return "{" + lang::text(language, "question_slot." + slot) + "}"; });
}

std::string spoken_text(std::string_view language, std::string_view id) {
  return filled_template(language, id, [&](const std::string& slot) { return lang::text(language, "question_general." + slot); });
}

void write_question_bank(std::string& out, storage::Session& session, const Actor& actor, const BankQuery& query) {
  std::vector<Entry> entries;
  std::vector<std::string> industries(method::bank_industries().begin(), method::bank_industries().end());
  const auto add = [&](Entry&& entry) {
    if (entry.industry && !entry.industry->empty() && !holds(industries, *entry.industry)) industries.push_back(*entry.industry);
    if (wanted(entry, query)) entries.push_back(std::move(entry));
  };
  for (const auto list : {method::question_bank(), method::trade_questions()})
    for (const method::BankQuestion& question : list) add(built_in(question, query));
  for (QuestionTemplate& own : storage::select_records<QuestionTemplate>(session, actor.workspace_id, "1 = 1 ORDER BY id", {}))
    add(one_of_ours(std::move(own), query));
  // First what is of the trade asked for, then what suits the style.
  std::stable_sort(entries.begin(), entries.end(), [&](const Entry& a, const Entry& b) {
    const auto rank = [&](const Entry& entry) { return std::pair(!query.industry.empty() && entry.industry.has_value(), entry.accent); };
    return rank(a) > rank(b);
  });
  const auto uses = use_of_templates(session, actor);
  json_text::Object object(out);
  write_list(object.key("items"), entries, [&](const Entry& entry) { write_entry(out, entry, uses); });
  write_list(object.key("industries"), industries, [&](const std::string& industry) { json_text::append_string(out, industry); });
  object.close();
}

void write_template_text(std::string& out, std::string_view template_id) {
  if (!method::find_bank_question(template_id)) {
    out += "null";
    return;
  }
  json_text::Object text(out);
  text.string("zh", template_text("zh-CN", template_id));
  text.string("en", template_text("en", template_id));
  text.close();
}

}  // namespace wheelhouse::service
