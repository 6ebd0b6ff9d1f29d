// Reading a rule's JSON and describing it, from one text: an adapter says in["severity"].integer({1, 5}) once, and that
// line reads the value, names what is wrong with it, and writes its JSON Schema. So the two cannot drift apart.
// Every wrong field is collected with its pointer; reads of wrong values give a harmless default, and the caller looks at
// the errors before it uses any of them. One thread per reading.
#pragma once
#include <algorithm>
#include <boost/json/fwd.hpp>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/time.h"
#include "reflect/enum_names.h"

namespace wheelhouse::rulebook {

// Inclusive bounds of a number. Strictly above `min` when `open_min`.
struct Range {
  double min = -std::numeric_limits<double>::infinity();
  double max = std::numeric_limits<double>::infinity();
  bool open_min = false;
};
constexpr Range kNotNegative{0, std::numeric_limits<double>::infinity()};
constexpr Range kShare{0, 1};
constexpr Range kPercent{0, 100};
constexpr double kMostInt = 1e9;  // counts beyond are a mistake, and this keeps sums of them in range

// How many items a list may hold, inclusive.
struct Count {
  std::size_t min = 0;
  std::size_t max = 100'000;
};

// What an adapter expects at one place; printed as JSON Schema (draft 2020-12).
struct Schema {
  const char* type = nullptr;    // "object", "array", "number" …
  const char* format = nullptr;  // "date-time", "date"
  bool nullable = false;
  Range range;
  Count count;
  std::span<const std::string_view> names;  // of an enumeration
  std::vector<std::pair<std::string, std::unique_ptr<Schema>>> members;
  std::unique_ptr<Schema> items;  // of a list, or the values of a map
};
void append_schema(std::string& out, const Schema& schema);
// Notes each member that `schema` does not name, with its pointer: a mistyped optional name would otherwise go unheard. Where the names
// are data, or what stands there is not what the schema says, nothing is noted.
void find_unknown_members(const boost::json::value& value, const Schema& schema, std::vector<FieldError>& errors);

// One place in the input. Lives no longer than the full expression or the callback that made it.
class Input {
 public:
  // The whole input: to read `value`, or (with `schema`) to describe what would be read.
  Input(const boost::json::value& value, std::vector<FieldError>& errors) : value_(&value), errors_(&errors) {}
  Input(Schema& schema, std::vector<FieldError>& errors) : schema_(&schema), errors_(&errors) {}
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;

  Input operator[](std::string_view member) const;

  // Null and absent are the same. In an optional place they give nullopt, in any other the error "required".
  bool given() const;
  bool is_null() const;  // as given(), but says nothing about the schema

  // May stand here and be anything: it says who or why, and changes no answer.
  void remark() const { static_cast<void>(given()); }

  double number(Range range = {}) const;
  std::int64_t integer(Range range) const;
  int whole(Range range) const { return static_cast<int>(integer({std::max(range.min, -kMostInt), std::min(range.max, kMostInt)})); }
  bool boolean() const;
  bool flag() const { return given() && boolean(); }  // absent means false
  std::string text() const;
  bool has_text() const;  // given, and not just white space
  Instant instant() const;
  Date date() const;
  // `count` leaves the last enumerators out.
  template <NamedEnum E>
  E one_of(std::size_t count = enum_size<E>()) const {
    return static_cast<E>(index_of_name(std::span<const std::string_view>(EnumNames<E>::names).first(count)));
  }

  std::optional<double> optional_number(Range range = {}) const { return given() ? std::optional(number(range)) : std::nullopt; }
  std::optional<std::int64_t> optional_integer(Range range) const { return given() ? std::optional(integer(range)) : std::nullopt; }
  std::optional<int> optional_int(Range range) const {
    return given() ? std::optional(whole(range)) : std::nullopt;
  }
  std::optional<std::string> optional_text() const { return given() ? std::optional(text()) : std::nullopt; }
  std::optional<Instant> optional_instant() const { return given() ? std::optional(instant()) : std::nullopt; }
  template <NamedEnum E>
  std::optional<E> optional_one_of() const {
    return given() ? std::optional(one_of<E>()) : std::nullopt;
  }

  // read(item) -> T for every item of a list.
  template <class Read>
  auto list(Count count, Read&& read) const {
    std::vector<std::decay_t<decltype(read(std::declval<const Input&>()))>> items;
    each_item(count, [&](const Input& item, std::size_t) { items.push_back(read(item)); });
    return items;
  }
  template <class Read>
  auto list(Read&& read) const {
    return list(Count{}, std::forward<Read>(read));
  }
  void each_item(Count count, const std::function<void(const Input&, std::size_t index)>& visit) const;
  // For an object whose member names are data. While describing, the name is "".
  void each_member(const std::function<void(std::string_view name, const Input&)>& visit) const;

  // Notes an error at this place. Does nothing while describing.
  void refuse(std::string code, Params params = {}) const;
  bool describing() const { return schema_ != nullptr; }
  std::string pointer() const;

 private:
  Input(const Input& parent, std::string_view key, std::size_t index, const boost::json::value* value, Schema* schema, bool silent)
      : value_(value), schema_(schema), errors_(parent.errors_), parent_(&parent), key_(key), index_(index), silent_(silent) {}
  const boost::json::value* required(const char* type) const;  // null after noting what is missing, or while describing
  int index_of_name(std::span<const std::string_view> names) const;
  std::string_view string_value(const char* format) const;
  void check_range(double value, Range range) const;

  const boost::json::value* value_ = nullptr;  // null when absent or while describing
  Schema* schema_ = nullptr;                   // null while reading
  std::vector<FieldError>* errors_;
  const Input* parent_ = nullptr;
  std::string_view key_;      // member of the parent; empty for an item
  std::size_t index_ = 0;     // item of the parent
  bool silent_ = false;       // inside something that is wrong already
};

}  // namespace wheelhouse::rulebook
