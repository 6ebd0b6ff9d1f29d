#include "service/import_plan.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "exchange/stage_map.h"
#include "exchange/table_source.h"
#include "text/fold.h"

namespace wheelhouse::service {
namespace {

using exchange::TargetEntity;

constexpr std::size_t kSampleRows = 5;
constexpr std::size_t kColumnSamples = 3;
constexpr std::size_t kValuesToJudgeBy = 2000;  // of one column, to settle the order of dates and the decimal mark
constexpr std::size_t kStageWordsMax = 200;
constexpr std::size_t kStageKindsMax = 30;       // more different words than that are no stages
constexpr double kConfidenceByValues = 0.4;      // low enough for the wizard to ask
constexpr std::size_t kSheetsTried = 20;  // of one workbook, to find the one that holds the list

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
    column.decimal_mark = plan.recognised == "wheelhouse" ? text::DecimalMark::point : text::infer_decimal_mark(values);
  }
}

void suggest_columns(FilePlan& plan, std::optional<TargetEntity> entity) {
  const std::vector<std::string_view> header(plan.header.begin(), plan.header.end());
  const exchange::HeaderMap map = exchange::suggest_mapping(header, plan.name, entity);
  plan.vendor = map.vendor;
  plan.recognised = map.recognised;
  plan.importable = map.importable;
  plan.entity = map.primary;
  plan.guessed = map.guessed;
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

// A header that an encoding could not hold ("客???") tells little; what stands below it tells more.
bool is_damaged(std::string_view header) { return header.find('?') != std::string_view::npos; }

// "C09001": letters of ASCII, then digits.
bool is_code(const std::string& value) {
  const std::string folded = text::fold_width(value);
  const auto digits = folded.find_first_of("0123456789");
  return digits != std::string::npos && folded.size() - digits >= 3 && digits <= 4 &&
         std::all_of(folded.begin(), folded.end(), [](unsigned char c) { return std::isalnum(c) && c < 0x80; });
}

// The target of an unmapped column with a damaged header, by its values: codes that are all different are ids, known words of
// stages are stages.
std::optional<exchange::FieldTarget> target_by_values(const std::vector<std::string>& values) {
  const std::set<std::string> different(values.begin(), values.end());
  if (values.size() > 1 && different.size() == values.size() && std::all_of(values.begin(), values.end(), is_code))
    return exchange::target_from_name("account.external_id");
  std::size_t intact = 0, known = 0;
  for (const std::string& word : different) {
    intact += is_damaged(word) ? 0 : 1;
    known += !is_damaged(word) && exchange::suggest_stage(word).known ? 1 : 0;
  }
  if (values.size() > 1 && different.size() <= kStageKindsMax && known > 0 && known * 2 > intact)
    return exchange::target_from_name("opportunity.stage");
  return std::nullopt;
}

// Reads the whole file once: counts, samples, and what has to be known of a column before its cells can be read.
Result<std::vector<ColumnFacts>> scan(exchange::TableSource& table, FilePlan& plan) {
  plan.rows = 0;
  plan.sample.clear();
  for (ColumnPlan& column : plan.columns) {
    column.samples.clear();
    column.filled = 0;
  }
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
      ++plan.columns[i].filled;
      auto& samples = plan.columns[i].samples;
      if (samples.size() < kColumnSamples && std::find(samples.begin(), samples.end(), cell) == samples.end())
        samples.emplace_back(cell.substr(0, 120));
      const auto& target = plan.columns[i].target;
      const bool judged = target ? is_money(target->field) || is_date(target->field) : is_damaged(plan.columns[i].header);
      if (judged && facts[i].values.size() < kValuesToJudgeBy) facts[i].values.emplace_back(cell);
    }
    if (stage && *stage < width)
      if (const std::string_view word = trim(row.cells[*stage]);
          !word.empty() && (words.size() < kStageWordsMax || words.contains(std::string(word))))
        ++words[std::string(word)];
  }
  settle_columns(plan, facts);
  plan.stage_words.clear();
  for (const auto& [word, count] : words) {
    const exchange::StageSuggestion suggestion = exchange::suggest_stage(word);
    plan.stage_words.push_back({word, count, suggestion.stage, suggestion.known ? std::optional(suggestion.result) : std::nullopt});
  }
  return facts;
}

// Gives columns with damaged headers a meaning where no other column has it; true when there was one.
bool map_damaged(FilePlan& plan, const std::vector<ColumnFacts>& facts) {
  bool any = false;
  for (std::size_t i = 0; i < plan.columns.size(); ++i) {
    ColumnPlan& column = plan.columns[i];
    const auto target = column.target ? std::nullopt : target_by_values(facts[i].values);
    if (!target || std::any_of(plan.columns.begin(), plan.columns.end(), [&](const ColumnPlan& c) { return c.target == target; })) continue;
    column.target = target;
    column.confidence = kConfidenceByValues;
    any = true;
  }
  return any;
}

// Of a workbook the sheet that most looks like a list: a cover or a read-me before it is passed over.
std::size_t most_telling_sheet(const std::string& path, const exchange::TableInfo& info) {
  std::size_t best = info.sheet, most = 0;
  for (std::size_t i = 0; i < info.sheets.size() && i < kSheetsTried; ++i) {
    exchange::TableOptions options;
    options.sheet = i;
    const auto table = exchange::TableSource::open(path, options);
    if (!table) continue;
    const std::vector<std::string_view> header((*table)->header().begin(), (*table)->header().end());
    const std::size_t known = exchange::count_known_headers(header);
    if (known > most) {
      best = i;
      most = known;
    }
  }
  return best;
}

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
  if (sheet.empty() && (*opened)->info().sheets.size() > 1)
    if (const std::size_t better = most_telling_sheet(path, (*opened)->info()); better != (*opened)->info().sheet) {
      options.sheet = better;
      opened = exchange::TableSource::open(path, options);
      if (!opened) return fail(opened.error());
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

  const auto scanned = scan(table, plan);
  if (!scanned) return fail(scanned.error());
  if (map_damaged(plan, *scanned))
    if (auto again = scan_again(plan); !again) return fail(again.error());
  return plan;
}

Result<std::unique_ptr<exchange::TableSource>> open_table(const FilePlan& file) {
  exchange::TableOptions options;
  for (std::size_t i = 0; i < file.sheets.size(); ++i)
    if (file.sheets[i] == file.sheet) options.sheet = i;
  return exchange::TableSource::open(file.path, options);
}

Result<void> scan_again(FilePlan& plan) {
  auto table = open_table(plan);
  if (!table) return fail(table.error());
  const std::vector<StageWord> said = std::move(plan.stage_words);
  if (auto scanned = scan(**table, plan); !scanned) return fail(scanned.error());
  for (StageWord& word : plan.stage_words)
    for (const StageWord& old : said)
      if (old.word == word.word) word = {word.word, word.count, old.stage, old.result};
  return {};
}

bool is_of_unknown_kind(const FilePlan& file) {
  const std::vector<std::string_view> header(file.header.begin(), file.header.end());
  return file.importable && !file.entity && exchange::count_known_headers(header) > 0;
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
}  // namespace wheelhouse::service
