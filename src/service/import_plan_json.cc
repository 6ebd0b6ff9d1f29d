// A plan as JSON: as it is kept with its job, and as the API shows it.
#include <boost/json.hpp>

#include "reflect/json_text.h"
#include "service/import_plan.h"
#include "service/json_member.h"

namespace wheelhouse::service {
namespace {

namespace json = boost::json;

std::string_view view(const json::string& s) { return {s.data(), s.size()}; }

void write_strings(std::string& out, const std::vector<std::string>& list) {
  out += '[';
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (i) out += ',';
    json_text::append_string(out, list[i]);
  }
  out += ']';
}

template <class E>
void write_optional_word(json_text::Object& object, std::string_view name, const std::optional<E>& value) {
  if (value) object.string(name, to_string(*value));
  else object.null(name);
}

}  // namespace

void write_file_plan(std::string& out, const FilePlan& file, bool with_path) {
  json_text::Object object(out);
  object.string("id", to_string(file.id));
  object.string("name", file.name);
  if (with_path) object.string("path", file.path);
  object.string("format", file.format);
  object.string("encoding", file.encoding);
  object.string("delimiter", file.delimiter);
  object.string("sheet", file.sheet);
  write_strings(object.key("sheets"), file.sheets);
  if (file.vendor == exchange::Vendor::none) object.null("export");
  else object.string("export", exchange::vendor_name(file.vendor));
  object.string("recognised", file.recognised);
  object.boolean("importable", file.importable);
  if (file.entity) object.string("entity", exchange::collection_name(*file.entity));
  else object.null("entity");
  object.boolean("guessed", file.guessed);
  object.integer("rows", file.rows);
  write_strings(object.key("header"), file.header);
  std::string& sample = object.key("sample");
  sample += '[';
  for (std::size_t i = 0; i < file.sample.size(); ++i) {
    if (i) sample += ',';
    write_strings(sample, file.sample[i]);
  }
  sample += ']';
  std::string& mapping = object.key("mapping");
  mapping += '[';
  for (std::size_t i = 0; i < file.columns.size(); ++i) {
    const ColumnPlan& column = file.columns[i];
    if (i) mapping += ',';
    json_text::Object item(mapping);
    item.integer("column", static_cast<std::int64_t>(column.column));
    item.string("header", column.header);
    if (column.target) item.string("target", exchange::target_name(*column.target));
    else item.null("target");
    item.number("confidence", column.confidence);
    item.boolean("holds_id", column.holds_id);
    item.integer("amount_power", column.amount_power);
    item.string("currency", column.currency);
    item.integer("filled", column.filled);
    item.integer("date_order", static_cast<std::int64_t>(column.date_order));
    item.integer("decimal_mark", static_cast<std::int64_t>(column.decimal_mark));
    write_strings(item.key("samples"), column.samples);
    item.close();
  }
  mapping += ']';
  std::string& unmapped = object.key("unmapped_columns");
  unmapped += '[';
  for (const ColumnPlan& column : file.columns) {
    if (column.target || column.filled == 0) continue;
    if (unmapped.back() != '[') unmapped += ',';
    json_text::Object item(unmapped);
    item.string("column", column.header);
    item.integer("values", column.filled);
    item.close();
  }
  unmapped += ']';
  std::string& words = object.key("stage_words");
  words += '[';
  for (std::size_t i = 0; i < file.stage_words.size(); ++i) {
    if (i) words += ',';
    json_text::Object item(words);
    item.string("word", file.stage_words[i].word);
    item.integer("count", file.stage_words[i].count);
    write_optional_word(item, "stage", file.stage_words[i].stage);
    write_optional_word(item, "result", file.stage_words[i].result);
    item.close();
  }
  words += ']';
  object.close();
}

std::string plan_to_json(const ImportPlan& plan) {
  std::string out;
  json_text::Object object(out);
  std::string& files = object.key("files");
  files += '[';
  for (std::size_t i = 0; i < plan.files.size(); ++i) {
    if (i) files += ',';
    write_file_plan(files, plan.files[i], true);
  }
  files += ']';
  object.string("mode", to_string(plan.mode));
  object.string("duplicates", to_string(plan.duplicates));
  object.close();
  return out;
}

ImportPlan plan_from_json(std::string_view text) {
  const json::object object = json::parse({text.data(), text.size()}).as_object();
  ImportPlan plan;
  plan.mode = parse_enum<ImportMode>(text_at(object, "mode")).value_or(ImportMode::both);
  plan.duplicates = parse_enum<DuplicatePolicy>(text_at(object, "duplicates")).value_or(DuplicatePolicy::merge);
  for (const auto& item : object.at("files").as_array()) {
    const json::object& f = item.as_object();
    FilePlan& file = plan.files.emplace_back();
    file.id = parse_uuid(text_at(f, "id")).value_or(Uuid{});
    file.name = text_at(f, "name");
    file.path = text_at(f, "path");
    file.format = text_at(f, "format");
    file.encoding = text_at(f, "encoding");
    file.delimiter = text_at(f, "delimiter");
    file.sheet = text_at(f, "sheet");
    file.recognised = text_at(f, "recognised");
    file.importable = f.at("importable").as_bool();
    file.entity = exchange::entity_from_name(text_at(f, "entity"));
    if (const auto* guessed = f.if_contains("guessed")) file.guessed = guessed->as_bool();
    file.rows = f.at("rows").to_number<std::int64_t>();
    for (const auto& s : f.at("sheets").as_array()) file.sheets.emplace_back(view(s.as_string()));
    for (const auto& s : f.at("header").as_array()) file.header.emplace_back(view(s.as_string()));
    for (const auto& r : f.at("sample").as_array())
      for (auto& row = file.sample.emplace_back(); const auto& s : r.as_array()) row.emplace_back(view(s.as_string()));
    for (const exchange::Vendor vendor :
         {exchange::Vendor::hubspot, exchange::Vendor::salesforce, exchange::Vendor::odoo, exchange::Vendor::maven})
      if (text_at(f, "export") == exchange::vendor_name(vendor)) file.vendor = vendor;
    for (const auto& m : f.at("mapping").as_array()) {
      const json::object& c = m.as_object();
      ColumnPlan& column = file.columns.emplace_back();
      column.column = c.at("column").to_number<std::size_t>();
      column.header = text_at(c, "header");
      if (const auto target = string_at(c, "target")) column.target = exchange::target_from_name(*target);
      column.confidence = c.at("confidence").to_number<double>();
      column.holds_id = c.at("holds_id").as_bool();
      column.amount_power = c.at("amount_power").to_number<int>();
      column.currency = text_at(c, "currency");
      if (const auto* filled = c.if_contains("filled")) column.filled = filled->to_number<std::int64_t>();
      column.date_order = static_cast<text::DateOrder>(c.at("date_order").to_number<int>());
      column.decimal_mark = static_cast<text::DecimalMark>(c.at("decimal_mark").to_number<int>());
      for (const auto& s : c.at("samples").as_array()) column.samples.emplace_back(view(s.as_string()));
    }
    for (const auto& w : f.at("stage_words").as_array()) {
      const json::object& word = w.as_object();
      file.stage_words.push_back({text_at(word, "word"), word.at("count").to_number<std::int64_t>(),
                                  parse_enum<Stage>(text_at(word, "stage")), parse_enum<OpportunityResult>(text_at(word, "result"))});
    }
  }
  return plan;
}
}  // namespace wheelhouse::service
