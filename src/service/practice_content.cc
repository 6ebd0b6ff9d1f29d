#include "service/practice_content.h"

#include <algorithm>
#include <boost/json.hpp>
#include <deque>
#include <stdexcept>

#include "base/embedded.h"

namespace wheelhouse::service {
namespace {

namespace json = boost::json;

std::string text_of(const json::value& value) {
  const auto& text = value.as_string();
  return {text.data(), text.size()};
}

// Members that would tell the answers.
bool tells(std::string_view name) { return name == "answer" || name == "why" || name == "hidden" || name == "reasoning"; }

void write_value(std::string& out, const json::value& value, bool ordering);

void write_members(std::string& out, const json::object& object, std::initializer_list<std::string_view> names) {
  const auto* kind = object.if_contains("kind");
  const bool ordering = kind && kind->is_string() && kind->get_string() == "order";
  out += '{';
  bool first = true;
  for (const auto& [key, value] : object) {
    const std::string_view name{key.data(), key.size()};
    if (tells(name) || (names.size() > 0 && std::find(names.begin(), names.end(), name) == names.end())) continue;
    if (!first) out += ',';
    first = false;
    out += json::serialize(json::string(key)) + ":";
    write_value(out, value, ordering && name == "items");
  }
  out += '}';
}

// `ordering`: the items stand in the file as they belong, so they are shown by their keys instead.
void write_value(std::string& out, const json::value& value, bool ordering) {
  if (const auto* object = value.if_object()) return write_members(out, *object, {});
  const auto* list = value.if_array();
  if (!list) {
    out += json::serialize(value);
    return;
  }
  std::vector<const json::value*> items;
  for (const json::value& item : *list) items.push_back(&item);
  if (ordering)
    std::sort(items.begin(), items.end(),
              [](const json::value* a, const json::value* b) { return a->at("key").as_string() < b->at("key").as_string(); });
  out += '[';
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i) out += ',';
    write_value(out, *items[i], false);
  }
  out += ']';
}

std::vector<std::string> keys_of(const json::value& list) {
  std::vector<std::string> keys;
  for (const json::value& item : list.as_array()) keys.push_back(text_of(item.at("key")));
  return keys;
}

SheetItem read_item(const json::object& source, const std::vector<std::string>& choices) {
  SheetItem item{text_of(source.at("key")), text_of(source.at("answer")), choices, &source};
  if (std::find(choices.begin(), choices.end(), item.answer) == choices.end())
    throw std::logic_error("practice: the answer of " + item.key + " is none of its choices");
  return item;
}

// A drill, or a question of a case.
SheetGroup read_group(const json::object& source) {
  SheetGroup group;
  group.key = text_of(source.at("key"));
  const json::array& items = source.at("items").as_array();
  group.in_order = source.at("kind").as_string() == "order";
  group.near_counts = source.at("kind").as_string() == "rating";
  if (const auto* agreement = source.if_contains("agreement"))
    group.agreement = agreement->as_string() == "linear" ? method::AgreementWeights::linear : method::AgreementWeights::none;
  if (!group.in_order) {
    const auto choices = keys_of(source.at("choices"));
    for (const json::value& item : items) group.items.push_back(read_item(item.as_object(), choices));
    return group;
  }
  std::vector<std::string> places;
  for (std::size_t i = 0; i < items.size(); ++i) places.push_back(std::to_string(i + 1));
  for (std::size_t i = 0; i < items.size(); ++i)
    group.items.push_back({text_of(items[i].at("key")), places[i], places, &items[i].as_object()});
  return group;
}

SheetGroup read_quiz(const json::array& questions) {
  SheetGroup group;
  group.key = "quiz";
  for (const json::value& question : questions) group.items.push_back(read_item(question.as_object(), keys_of(question.at("options"))));
  return group;
}

struct Library {
  std::deque<json::value> files;  // what the rest points into
  std::deque<Sheet> sheets;
  std::vector<Module> modules;
  std::vector<Case> cases;

  Library() {
    for (const EmbeddedFile& file : practice_texts::files()) {
      const json::value& value = files.emplace_back(json::parse({file.bytes.data(), file.bytes.size()}));
      const json::object& source = value.as_object();
      const std::string key = text_of(source.at("key"));
      const int number = static_cast<int>(source.at("number").as_int64());
      if (file.path.starts_with("cases/")) {
        Sheet& sheet = sheets.emplace_back(Sheet{AttemptKind::case_, key, {}});
        for (const json::value& question : source.at("questions").as_array()) sheet.groups.push_back(read_group(question.as_object()));
        cases.push_back({key, number, &source, &sheet});
        continue;
      }
      Module module{key, number, static_cast<WorkEvidenceKind>(number - 1), &source, nullptr, {}};
      module.quiz = &sheets.emplace_back(Sheet{AttemptKind::quiz, key, {read_quiz(source.at("quiz").as_array())}});
      for (const json::value& drill : source.at("drills").as_array())
        module.drills.push_back(&sheets.emplace_back(Sheet{AttemptKind::drill, text_of(drill.at("key")), {read_group(drill.as_object())}}));
      modules.push_back(std::move(module));
    }
    const auto by_number = [](const auto& a, const auto& b) { return a.number < b.number; };
    std::sort(modules.begin(), modules.end(), by_number);
    std::sort(cases.begin(), cases.end(), by_number);
  }
};

const Library& library() {
  static const Library all;
  return all;
}

template <class List>
auto* find_key(const List& list, std::string_view key) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const auto& one) { return one.key == key; });
  return found == list.end() ? nullptr : &*found;
}

}  // namespace

const Sheet* find_sheet(AttemptKind kind, std::string_view subject) {
  for (const Sheet& sheet : library().sheets)
    if (sheet.kind == kind && sheet.subject == subject) return &sheet;
  return nullptr;
}

const std::vector<Module>& practice_modules() { return library().modules; }
const std::vector<Case>& practice_cases() { return library().cases; }
const Module* find_module(std::string_view key) { return find_key(library().modules, key); }
const Case* find_case(std::string_view key) { return find_key(library().cases, key); }

void write_shown(std::string& out, const json::object& content, std::initializer_list<std::string_view> names) {
  write_members(out, content, names);
}

void write_member(std::string& out, const json::object& content, std::string_view name) {
  const auto* value = content.if_contains({name.data(), name.size()});
  out += value ? json::serialize(*value) : "null";
}

}  // namespace wheelhouse::service
