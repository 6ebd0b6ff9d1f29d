// What a statement reads and changes, as far as its text tells, so that an answer that was fetched ahead is used only while nothing
// that was written since can have changed it. Errs on the side of "may have changed".
#pragma once
#include <cstddef>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wheelhouse::storage::postgres {

struct StatementShape {
  // A column that the text compares with, or sets to, a parameter; parameters count from 0.
  struct Bound {
    std::string column;
    std::size_t parameter = 0;
  };

  // A SELECT without side effects: it may be asked ahead.
  bool only_reads = false;

  // Of what only reads: every word of it, sorted, table names among them.
  std::vector<std::string> words;
  // Of a SELECT from one table whose WHERE is a conjunction: `column = ?`, none of them for other shapes.
  std::vector<Bound> equals;

  // Of an INSERT, UPDATE or DELETE: its table; "" for everything else, which may change anything.
  std::string table;
  // Columns that, of every row it touches, have that value before and after: a row that has another is not touched.
  std::vector<Bound> pinned;

  bool mentions(std::string_view table) const;
};

// `sql` with parameters ?1, ?2 …
StatementShape shape_of(std::string_view sql);

// What was written since answers were fetched.
class Changes {
 public:
  // Values are the parameters as they are sent, null without data.
  using Values = std::span<const std::string_view>;
  void add(const StatementShape& change, Values values);
  // Whether the answer to `question` may be another now.
  bool may_change(const StatementShape& question, Values values) const;
  std::size_t count() const { return count_; }

 private:
  // Values by column, as hashes: one that is like another's by chance is taken for it.
  using Change = std::vector<std::pair<std::string, std::size_t>>;
  std::map<std::string, std::vector<Change>, std::less<>> of_tables_;
  bool anything_ = false;  // something that is no change of one table
  std::size_t count_ = 0;
};

}  // namespace wheelhouse::storage::postgres
