// What an import found and did, grouped so that a person can act on it: causes with counts and first places, duplicates,
// the rows that failed.
#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/id.h"
#include "service/import_row.h"

namespace wheelhouse::service {

constexpr std::size_t kExamplesMax = 20;
constexpr std::size_t kDuplicatesListed = 50;

struct IssueExample {
  std::size_t file = 0;
  std::uint64_t row = 0;
  std::string column, value, hint;
};
struct IssueGroup {
  std::int64_t count = 0;
  std::vector<IssueExample> examples;  // the first kExamplesMax
};
struct DuplicateExample {
  std::size_t file = 0;
  std::uint64_t row = 0;
  std::string name;
  Uuid existing_id;
  std::string matched_by;
};
struct FailedRow {
  std::size_t file = 0;
  std::uint64_t row = 0;
  std::string code;
};
struct ImportReport {
  std::int64_t read = 0, skipped = 0, failed = 0;
  std::map<std::string, std::int64_t> created, updated;  // by collection
  std::map<std::string, IssueGroup> errors, warnings;    // by cause: "code" of lang "field.<code>"
  std::vector<DuplicateExample> duplicates;
  std::int64_t duplicate_count = 0;
  std::vector<FailedRow> failed_rows;

  void add_issue(bool fatal, const std::string& code, IssueExample example) {
    IssueGroup& group = (fatal ? errors : warnings)[code];
    if (++group.count <= static_cast<std::int64_t>(kExamplesMax)) group.examples.push_back(std::move(example));
  }
};

// {"rows","create","update","skip","errors":[…],"warnings":[…],"duplicates":[…],"duplicate_count"}
void write_check(std::string& out, const ImportReport& report, const ImportPlan& plan);

}  // namespace wheelhouse::service
