// Values as they travel: parameters bound in their own types, rows read from PostgreSQL's binary format, "?1" written as "$1".
#pragma once
#include <libpq-fe.h>

#include <array>
#include <span>
#include <string>
#include <vector>

#include "reflect/sql_value.h"

namespace wheelhouse::storage::postgres {

// "?12" as "$12", outside of quoted text.
std::string numbered_text(std::string_view sql);

// The type a value is sent as; 0 for null, which takes any.
Oid type_of(const SqlValue& value);

// What PQsendQueryPrepared() wants. Views into `values` and into itself: neither may be moved or changed while it is used.
class Parameters {
 public:
  explicit Parameters(std::span<const SqlValue> values);
  int count() const { return static_cast<int>(data_.size()); }
  const char* const* data() const { return data_.data(); }
  const int* lengths() const { return lengths_.data(); }
  const int* formats() const { return formats_.data(); }

 private:
  std::vector<const char*> data_;
  std::vector<int> lengths_, formats_;
  std::vector<std::array<char, 8>> numbers_;
};

// A question as a whole: its text and its values.
std::string key_of(std::string_view sql, const Parameters& parameters);

// One row of a result in binary format.
class Row final : public RowReader {
 public:
  explicit Row(const PGresult* result) : result_(result) {}
  void move_to(int row) { row_ = row; }
  bool is_null(int column) const override;
  std::int64_t integer(int column) const override;
  double real(int column) const override;
  std::string_view text(int column) const override;
  Uuid id(int column) const override;

 private:
  std::string_view bytes(int column) const;
  const PGresult* result_;
  int row_ = 0;
  mutable std::vector<std::string> printed_;  // numbers that were asked for as text, by column
};

}  // namespace wheelhouse::storage::postgres
