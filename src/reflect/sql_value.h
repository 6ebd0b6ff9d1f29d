// How a value travels to and from a database, without naming one. String views must outlive the call they are bound in.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "base/id.h"

namespace wheelhouse {

enum class ColumnType { integer, real, text, id };

struct Bytes {
  std::string_view view;  // binary, not text
};
using SqlValue = std::variant<std::monostate, std::int64_t, double, std::string_view, std::string, Uuid, Bytes>;

// The current row of a result. Columns count from 0; text views live until the next row.
class RowReader {
 public:
  virtual ~RowReader() = default;
  virtual bool is_null(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;
  virtual double real(int column) const = 0;
  virtual std::string_view text(int column) const = 0;
  virtual Uuid id(int column) const = 0;
};

}  // namespace wheelhouse
