// What an import is going to do: files, what their columns mean, how stage words are read, what happens to duplicates. Made
// by looking at the files, changed by the person, kept with the job as JSON.
#pragma once
#include <boost/json/fwd.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "domain/vocabulary.h"
#include "exchange/header_map.h"
#include "reflect/enum_names.h"
#include "text/amount.h"
#include "text/loose_date.h"

namespace wheelhouse::exchange {
class TableSource;
}

namespace wheelhouse::service {

enum class ImportMode : std::uint8_t { create, update, both };
enum class DuplicatePolicy : std::uint8_t { keep, merge, skip };  // make another record; fill what is empty; leave the row out

struct ColumnPlan {
  std::size_t column = 0;  // from 0
  std::string header;
  std::optional<exchange::FieldTarget> target;
  double confidence = 0;
  bool holds_id = false;
  int amount_power = 0;
  std::string currency;
  text::DateOrder date_order = text::DateOrder::unknown;
  text::DecimalMark decimal_mark = text::DecimalMark::unknown;
  std::vector<std::string> samples;  // first three different values
  std::int64_t filled = 0;           // cells that hold something
};
struct StageWord {
  std::string word;
  std::int64_t count = 0;
  std::optional<Stage> stage;                // the claimed stage; null: rows with it claim none
  std::optional<OpportunityResult> result;   // null: says nothing of it
};
struct FilePlan {
  Uuid id;
  std::string name, path;
  std::string format, encoding, delimiter;  // "csv" | "xlsx" …, for people
  std::string sheet;
  std::vector<std::string> sheets;
  exchange::Vendor vendor = exchange::Vendor::none;
  std::string recognised;
  bool importable = true;
  std::optional<exchange::TargetEntity> entity;
  bool guessed = false;   // what the rows are was said neither by a person nor by the headers
  std::int64_t rows = 0;  // data rows below the header
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> sample;  // first five rows
  std::vector<ColumnPlan> columns;
  std::vector<StageWord> stage_words;
};
struct ImportPlan {
  std::vector<FilePlan> files;
  ImportMode mode = ImportMode::both;
  DuplicatePolicy duplicates = DuplicatePolicy::merge;
};

// Looks at a file: how it is written, what its columns seem to mean, which stage words it holds. Reads all of it once.
// Errors: invalid with a reason that names what the file is ("not_a_table", "spreadsheet_of_97", "encrypted_file" …).
Result<FilePlan> inspect_file(const std::string& path, const std::string& name, std::optional<exchange::TargetEntity> entity = std::nullopt,
                              const std::string& sheet = "");

// The file again, at the sheet the plan names. Errors: as of inspect_file.
Result<std::unique_ptr<exchange::TableSource>> open_table(const FilePlan& file);

// Counts, samples, stage words, the order of dates and the decimal mark, anew: after a person has said what a column is. What was
// said of a word stays.
Result<void> scan_again(FilePlan& file);

// Are its headers those of a list, although nothing says of what?
bool is_of_unknown_kind(const FilePlan& file);

// The files in the order in which they find each other: people and products first, activities last.
void order_files(ImportPlan& plan);

std::string plan_to_json(const ImportPlan& plan);
ImportPlan plan_from_json(std::string_view json);  // of plan_to_json; throws on anything else
// Applies a person's changes ({"files":[{"id","entity","sheet","mapping":[{"column" (number or header),"target"}],"stage_words":[…]}],
// "mode","duplicates"}).
Result<void> change_plan(ImportPlan& plan, const boost::json::object& changes);
// The same members as one JSON object of the API (FileInfo).
void write_file_plan(std::string& out, const FilePlan& file, bool with_path);

}  // namespace wheelhouse::service

namespace wheelhouse {
WH_ENUM_NAMES(service::ImportMode, "create", "update", "both");
WH_ENUM_NAMES(service::DuplicatePolicy, "keep", "merge", "skip");
}  // namespace wheelhouse
