#include "service/import_plan.h"

#include <algorithm>
#include <boost/json.hpp>
#include <map>

#include "exchange/stage_map.h"
#include "exchange/table_source.h"
#include "reflect/json.h"
#include "reflect/json_text.h"

namespace wheelhouse::service {
namespace {

namespace json = boost::json;
using exchange::TargetEntity;

constexpr std::size_t kSampleRows = 5;
constexpr std::size_t kColumnSamples = 3;
constexpr std::size_t kValuesToJudgeBy = 2000;  // of one column, to settle the order of dates and the decimal mark
constexpr std::size_t kStageWordsMax = 200;

std::string_view view(const json::string& s) { return {s.data(), s.size()}; }

// What of a column has to be seen before its cells can be read.
struct ColumnFacts {
  std::vector<std::string> values;
};

bool is_money(std::string_view field) { return field == "amount" || field == "annual_revenue" || field == "list_price"; }
bool is_date(std::string_view field) {
  return field == "engage_date" || field == "expected_close" || field == "close_date" || field == "at";
}

void settle_columns(FilePlan& plan, const std::vector<ColumnFacts>& facts) {
  for (std::size_t i = 0; i < plan.columns.size(); ++i) {
    ColumnPlan& column = plan.columns[i];
    const std::vector<std::string_view> values(facts[i].values.begin(), facts[i].values.end());
    column.date_order = text::infer_date_order(values);
    column.decimal_mark = text::infer_decimal_mark(values);
  }
}

void suggest_columns(FilePlan& plan, std::optional<TargetEntity> entity) {
  const std::vector<std::string_view> header(plan.header.begin(), plan.header.end());
  const exchange::HeaderMap map = exchange::suggest_mapping(header, plan.name, entity);
  plan.vendor = map.vendor;
  plan.recognised = map.recognised;
  plan.importable = map.importable;
  plan.entity = map.primary;
  plan.columns.resize(plan.header.size());
  for (std::size_t i = 0; i < plan.header.size(); ++i) {
    ColumnPlan& column = plan.columns[i];
    column.column = i;
    column.header = plan.header[i];
    if (i >= map.columns.size()) continue;
    column.target = map.columns[i].target;
    column.confidence = map.columns[i].confidence;
    column.holds_id = map.columns[i].holds_id;
    column.amount_power = map.columns[i].amount_power;
    column.currency = map.columns[i].currency;
  }
}

std::optional<std::size_t> stage_column(const FilePlan& plan) {
  for (std::size_t i = 0; i < plan.columns.size(); ++i) {
    const auto& target = plan.columns[i].target;
    if (target && target->entity == TargetEntity::opportunity && target->field == "stage") return i;
  }
  return std::nullopt;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

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

std::optional<std::string> string_at(const json::object& object, const char* name) {
  const auto* value = object.if_contains(name);
  if (!value || !value->is_string()) return std::nullopt;
  return std::string(view(value->get_string()));
}
std::string text_at(const json::object& object, const char* name) { return string_at(object, name).value_or(""); }

}  // namespace

Result<FilePlan> inspect_file(const std::string& path, const std::string& name, std::optional<TargetEntity> entity,
                              const std::string& sheet) {
  exchange::TableOptions options;
  auto opened = exchange::TableSource::open(path, options);
  if (!opened) return fail(opened.error());
  if (!sheet.empty()) {
    const auto& sheets = (*opened)->info().sheets;
    for (std::size_t i = 0; i < sheets.size(); ++i)
      if (sheets[i].name == sheet && i != (*opened)->info().sheet) {
        options.sheet = i;
        opened = exchange::TableSource::open(path, options);
        if (!opened) return fail(opened.error());
        break;
      }
  }
  exchange::TableSource& table = **opened;
  const exchange::TableInfo& info = table.info();
  FilePlan plan;
  plan.id = make_uuid_v7(0);
  plan.name = name;
  plan.path = path;
  plan.header = table.header();
  if (info.format == exchange::TableInfo::Format::csv) {
    plan.format = "csv";
    plan.encoding = text::encoding_name(info.encoding.encoding);
    plan.delimiter = info.dialect.delimiter;
  } else {
    plan.format = "xlsx";
    for (const auto& s : info.sheets) plan.sheets.push_back(s.name);
    if (info.sheet < info.sheets.size()) plan.sheet = info.sheets[info.sheet].name;
  }
  suggest_columns(plan, entity);

  std::vector<ColumnFacts> facts(plan.columns.size());
  std::map<std::string, std::int64_t> words;
  const auto stage = stage_column(plan);
  exchange::TableRow row;
  while (true) {
    auto more = table.next(row);
    if (!more) return fail(more.error());
    if (!*more) break;
    ++plan.rows;
    const std::size_t width = std::min(row.cells.size(), plan.columns.size());
    if (plan.sample.size() < kSampleRows)
      plan.sample.emplace_back(row.cells.begin(), row.cells.begin() + static_cast<std::ptrdiff_t>(width));
    for (std::size_t i = 0; i < width; ++i) {
      const std::string_view cell = trim(row.cells[i]);
      if (cell.empty()) continue;
      auto& samples = plan.columns[i].samples;
      if (samples.size() < kColumnSamples && std::find(samples.begin(), samples.end(), cell) == samples.end())
        samples.emplace_back(cell.substr(0, 120));
      const auto& target = plan.columns[i].target;
      if (target && (is_money(target->field) || is_date(target->field)) && facts[i].values.size() < kValuesToJudgeBy)
        facts[i].values.emplace_back(cell);
    }
    if (stage && *stage < width)
      if (const std::string_view word = trim(row.cells[*stage]);
          !word.empty() && (words.size() < kStageWordsMax || words.contains(std::string(word))))
        ++words[std::string(word)];
  }
  settle_columns(plan, facts);
  for (const auto& [word, count] : words) {
    const exchange::StageSuggestion suggestion = exchange::suggest_stage(word);
    plan.stage_words.push_back({word, count, suggestion.stage, suggestion.result});
  }
  return plan;
}

void order_files(ImportPlan& plan) {
  // Whoever is referred to goes in before who refers.
  const auto rank = [](const FilePlan& file) {
    if (!file.entity) return 9;
    switch (*file.entity) {
      case TargetEntity::user: return 0;
      case TargetEntity::product: return 1;
      case TargetEntity::account: return 2;
      case TargetEntity::contact: return 3;
      case TargetEntity::opportunity: return 4;
      case TargetEntity::activity: return 5;
    }
    return 9;
  };
  std::stable_sort(plan.files.begin(), plan.files.end(), [&](const FilePlan& a, const FilePlan& b) { return rank(a) < rank(b); });
}

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
    item.integer("date_order", static_cast<std::int64_t>(column.date_order));
    item.integer("decimal_mark", static_cast<std::int64_t>(column.decimal_mark));
    write_strings(item.key("samples"), column.samples);
    item.close();
  }
  mapping += ']';
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

namespace {

void change_mapping(FilePlan& file, const json::array& mapping, const std::string& base, std::vector<FieldError>& errors) {
  for (std::size_t i = 0; i < mapping.size(); ++i) {
    const std::string pointer = base + "/mapping/" + std::to_string(i);
    const auto* item = mapping[i].if_object();
    const auto* number = item ? item->if_contains("column") : nullptr;
    if (!number || !number->is_int64() || number->get_int64() < 0 ||
        number->get_int64() >= static_cast<std::int64_t>(file.columns.size())) {
      errors.push_back({pointer + "/column", "no_such_column", {}});
      continue;
    }
    ColumnPlan& column = file.columns[static_cast<std::size_t>(number->get_int64())];
    const auto target = string_at(*item, "target");
    if (!target || target->empty()) { column.target.reset(); continue; }
    const auto parsed = exchange::target_from_name(*target);
    if (!parsed) errors.push_back({pointer + "/target", "unknown_value", {{"value", *target}, {"allowed", ""}}});
    else column.target = parsed;
    column.confidence = 1;
  }
}

void change_words(FilePlan& file, const json::array& words, const std::string& base, std::vector<FieldError>& errors) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string pointer = base + "/stage_words/" + std::to_string(i);
    const auto* item = words[i].if_object();
    const auto word = item ? string_at(*item, "word") : std::nullopt;
    const auto found =
        std::find_if(file.stage_words.begin(), file.stage_words.end(), [&](const StageWord& w) { return word && w.word == *word; });
    if (found == file.stage_words.end()) {
      errors.push_back({pointer + "/word", "no_such_record", {{"value", word.value_or("")}}});
      continue;
    }
    const auto stage = string_at(*item, "stage"), result = string_at(*item, "result");
    found->stage = stage ? parse_enum<Stage>(*stage) : std::nullopt;
    found->result = result ? parse_enum<OpportunityResult>(*result) : std::nullopt;
    if (stage && !found->stage)
      errors.push_back({pointer + "/stage", "unknown_value", {{"value", *stage}, {"allowed", "satisfaction … reassessment"}}});
    if (result && !found->result)
      errors.push_back({pointer + "/result", "unknown_value", {{"value", *result}, {"allowed", "open, won, lost, no_decision"}}});
  }
}

}  // namespace

Result<void> change_plan(ImportPlan& plan, const json::object& changes) {
  std::vector<FieldError> errors;
  if (const auto mode = string_at(changes, "mode")) {
    if (const auto parsed = parse_enum<ImportMode>(*mode)) plan.mode = *parsed;
    else errors.push_back({"/mode", "unknown_value", {{"value", *mode}, {"allowed", "create, update, both"}}});
  }
  if (const auto policy = string_at(changes, "duplicates")) {
    if (const auto parsed = parse_enum<DuplicatePolicy>(*policy)) plan.duplicates = *parsed;
    else errors.push_back({"/duplicates", "unknown_value", {{"value", *policy}, {"allowed", "keep, merge, skip"}}});
  }
  const auto* files = changes.if_contains("files");
  for (std::size_t i = 0; files && files->is_array() && i < files->get_array().size(); ++i) {
    const std::string base = "/files/" + std::to_string(i);
    const auto* item = files->get_array()[i].if_object();
    const auto id = item ? parse_uuid(text_at(*item, "id")) : std::nullopt;
    const auto file = std::find_if(plan.files.begin(), plan.files.end(), [&](const FilePlan& f) { return id && f.id == *id; });
    if (file == plan.files.end()) {
      errors.push_back({base + "/id", "no_such_record", {{"value", item ? text_at(*item, "id") : ""}}});
      continue;
    }
    const auto entity_name = string_at(*item, "entity");
    const auto entity = entity_name ? exchange::entity_from_name(*entity_name) : std::nullopt;
    if (entity_name && !entity)
      errors.push_back({base + "/entity",
                        "unknown_value",
                        {{"value", *entity_name}, {"allowed", "accounts, contacts, opportunities, activities, products, users"}}});
    const std::string sheet = string_at(*item, "sheet").value_or(file->sheet);
    if ((entity && entity != file->entity) || sheet != file->sheet) {
      // Another reading of the same file: its columns are understood anew before what the person said of them is applied.
      auto again = inspect_file(file->path, file->name, entity ? entity : file->entity, sheet);
      if (!again) return fail(again.error());
      again->id = file->id;
      *file = std::move(*again);
    }
    if (const auto* mapping = item->if_contains("mapping"); mapping && mapping->is_array())
      change_mapping(*file, mapping->get_array(), base, errors);
    if (const auto* words = item->if_contains("stage_words"); words && words->is_array())
      change_words(*file, words->get_array(), base, errors);
  }
  if (!errors.empty()) return fail(Error::invalid_fields(std::move(errors)));
  return {};
}

}  // namespace wheelhouse::service
