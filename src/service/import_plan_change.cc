// What a person says of a plan: what columns mean, what stage words stand for, which sheet is read.
#include <algorithm>
#include <boost/json.hpp>

#include "service/import_plan.h"
#include "service/json_member.h"

namespace wheelhouse::service {
namespace {

namespace json = boost::json;

// By its number, from 0, or by its header; a header that stands twice names neither.
std::optional<std::size_t> find_column(const FilePlan& file, const json::object& item) {
  const auto* column = item.if_contains("column");
  if (!column) return std::nullopt;
  if (const auto* number = column->if_int64(); number && *number >= 0 && *number < static_cast<std::int64_t>(file.columns.size()))
    return static_cast<std::size_t>(*number);
  const auto* header = column->if_string();
  if (!header) return std::nullopt;
  const auto is_it = [&](const ColumnPlan& c) { return *header == json::string_view(c.header); };
  const auto found = std::find_if(file.columns.begin(), file.columns.end(), is_it);
  if (found == file.columns.end() || std::find_if(found + 1, file.columns.end(), is_it) != file.columns.end()) return std::nullopt;
  return static_cast<std::size_t>(found - file.columns.begin());
}

void change_mapping(FilePlan& file, const json::array& mapping, const std::string& base, std::vector<FieldError>& errors) {
  for (std::size_t i = 0; i < mapping.size(); ++i) {
    const std::string pointer = base + "/mapping/" + std::to_string(i);
    const auto* item = mapping[i].if_object();
    const auto named = item ? find_column(file, *item) : std::nullopt;
    if (!named) {
      errors.push_back({pointer + "/column", "no_such_column", {}});
      continue;
    }
    ColumnPlan& column = file.columns[*named];
    const auto target = string_at(*item, "target");
    if (!target || target->empty()) { column.target.reset(); continue; }
    const auto parsed = exchange::target_from_name(*target);
    if (!parsed) errors.push_back({pointer + "/target", "unknown_value", {{"value", *target}, {"allowed", ""}}});
    else column.target = parsed;
    column.confidence = 1;
  }
  for (std::size_t i = 0; i < file.columns.size(); ++i)
    for (std::size_t j = 0; j < i && file.columns[i].target; ++j)
      if (file.columns[j].target == file.columns[i].target)
        errors.push_back({base + "/mapping", "two_columns_one_field", {{"value", exchange::target_name(*file.columns[i].target)}}});
}

// `before`: words of the column that held the stage until now; whoever sends mapping and words together may still name them.
void change_words(FilePlan& file, const json::array& words, const std::vector<StageWord>& before, const std::string& base,
                  std::vector<FieldError>& errors) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string pointer = base + "/stage_words/" + std::to_string(i);
    const auto* item = words[i].if_object();
    const auto word = item ? string_at(*item, "word") : std::nullopt;
    const auto found =
        std::find_if(file.stage_words.begin(), file.stage_words.end(), [&](const StageWord& w) { return word && w.word == *word; });
    if (found == file.stage_words.end()) {
      if (std::any_of(before.begin(), before.end(), [&](const StageWord& w) { return word && w.word == *word; })) continue;
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

// A member that nobody reads is most likely one that was misspelt.
void refuse_others(const json::object& object, std::string_view known, const std::string& base, std::vector<FieldError>& errors) {
  for (const auto& [name, value] : object)
    if (known.find(" " + std::string(name.data(), name.size()) + " ") == std::string_view::npos)
      errors.push_back({base + "/" + std::string(name.data(), name.size()), "unknown_field", {}});
}

}  // namespace

Result<void> change_plan(ImportPlan& plan, const json::object& changes) {
  std::vector<FieldError> errors;
  refuse_others(changes, " mode duplicates files ", "", errors);
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
    refuse_others(*item, " id name entity sheet mapping stage_words ", base, errors);
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
    if (entity) file->guessed = false;
    const std::vector<StageWord> words_before = file->stage_words;
    if (const auto* mapping = item->if_contains("mapping"); mapping && mapping->is_array()) {
      change_mapping(*file, mapping->get_array(), base, errors);
      if (errors.empty())
        if (auto scanned = scan_again(*file); !scanned) return fail(scanned.error());
    }
    if (const auto* words = item->if_contains("stage_words"); words && words->is_array())
      change_words(*file, words->get_array(), words_before, base, errors);
  }
  if (!errors.empty()) return fail(Error::invalid_fields(std::move(errors)));
  return {};
}

}  // namespace wheelhouse::service
