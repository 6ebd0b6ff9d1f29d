// Chinese customer lists as offices write them (eight encodings, full-width ids, 万, title lines), imported and compared cell by
// cell with what an importer should end up with.
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "service/import_job.h"
#include "service/records_for_tests.h"

namespace wheelhouse::service {
namespace {

namespace json = boost::json;

const std::filesystem::path kFolder = WHEELHOUSE_SOURCE_DIR "/../shared/data/zh_company_csv";

std::string text_of(const json::object& record, const char* name) {
  const auto* value = record.if_contains(name);
  return value && value->is_string() ? std::string(value->get_string().data(), value->get_string().size()) : "";
}

// "2141464.10" as fen.
std::int64_t minor_of(const std::string& amount) {
  const std::size_t dot = std::min(amount.find('.'), amount.size());
  std::string digits = amount.substr(0, dot) + (dot < amount.size() ? (amount.substr(dot + 1) + "00").substr(0, 2) : "00");
  return std::stoll(digits);
}

struct Line {
  std::string name, id, city, amount, expected;
  auto operator<=>(const Line&) const = default;
};
std::ostream& operator<<(std::ostream& out, const Line& line) {
  return out << line.name << '|' << line.id << '|' << line.city << '|' << line.amount << '|' << line.expected;
}

class GoldFiles : public ::testing::TestWithParam<std::string> {};

TEST_P(GoldFiles, ImportIntoWhatTheGoldFileSays) {
  std::ifstream in(kFolder / (GetParam() + ".gold.json"));
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  const json::object gold = json::parse(text).as_object();

  RecordBook book;
  auto file = inspect_file((kFolder / GetParam()).string(), GetParam());
  ASSERT_TRUE(file) << file.error().reason;
  for (const ColumnPlan& column : file->columns)  // of "??" nothing is left to go by; whoever imports is told that it is left out
    EXPECT_TRUE(column.target || column.filled == 0 || column.header == "??") << "left out: " << column.header;
  ImportPlan plan;
  plan.files.push_back(std::move(*file));
  const auto result = run_import(*book.database, SystemClock(), book.admin, plan, make_uuid_v7(1), false, nullptr);
  ASSERT_TRUE(result) << result.error().reason;
  EXPECT_EQ(result->report.failed, 0);

  std::vector<Line> expected, found;
  for (const auto& item : gold.at("records").as_array()) {
    const json::object& record = item.as_object();
    const std::string amount = text_of(record, "金额");
    expected.push_back({text_of(record, "公司名称"), text_of(record, "客户编号"), text_of(record, "城市"),
                        amount.empty() ? "" : std::to_string(minor_of(amount)), text_of(record, "预计成交")});
  }
  book.read([&](storage::Session& session) {
    session.query(
        "SELECT a.name, a.external_id, a.city, o.amount_minor, o.expected_close FROM accounts a "
        "LEFT JOIN opportunities o ON o.account_id = a.id",
        {}, [&](const RowReader& row) {
          found.push_back({std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2)),
                           row.is_null(3) ? "" : std::to_string(row.integer(3)),
                           row.is_null(4) ? "" : to_string(Date{static_cast<std::int32_t>(row.integer(4))})});
        });
    return 0;
  });
  std::sort(expected.begin(), expected.end());
  std::sort(found.begin(), found.end());
  EXPECT_EQ(found, expected);
}

std::vector<std::string> gold_files() {
  std::vector<std::string> names;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder, none))
    if (entry.path().extension() == ".csv") names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

INSTANTIATE_TEST_SUITE_P(ZhCompanyCsv, GoldFiles, ::testing::ValuesIn(gold_files()),
                         [](const auto& info) { return info.param.substr(0, info.param.find('.')); });
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(GoldFiles);  // the lists lie beside the repository, not in it

}  // namespace
}  // namespace wheelhouse::service
