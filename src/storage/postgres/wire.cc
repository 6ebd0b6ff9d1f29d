#include "storage/postgres/wire.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstring>

#include "storage/session.h"

namespace wheelhouse::storage::postgres {
namespace {

// Object ids of built-in types never change (pg_type.dat).
constexpr Oid kBool = 16, kBytes = 17, kInt8 = 20, kInt2 = 21, kInt4 = 23, kText = 25, kFloat4 = 700, kFloat8 = 701, kNumeric = 1700,
              kUuid = 2950;

template <class Unsigned>
Unsigned big_endian(std::string_view bytes) {
  Unsigned value = 0;
  for (const char c : bytes.substr(0, sizeof(Unsigned))) value = static_cast<Unsigned>(value << 8 | static_cast<unsigned char>(c));
  return value;
}
std::array<char, 8> big_endian_bytes(std::uint64_t value) {
  std::array<char, 8> bytes;
  for (std::size_t i = 8; i-- > 0; value >>= 8) bytes[i] = static_cast<char>(value & 0xFF);
  return bytes;
}

// Sums of bigint arrive as numeric: digits to the base of 10,000, the first worth 10,000^weight.
struct Numeric {
  explicit Numeric(std::string_view bytes) : bytes(bytes) {}
  int count() const { return big_endian<std::uint16_t>(bytes); }
  int weight() const { return static_cast<std::int16_t>(big_endian<std::uint16_t>(bytes.substr(2))); }
  bool negative() const { return big_endian<std::uint16_t>(bytes.substr(4)) == 0x4000; }
  int digit(int i) const { return i < count() ? big_endian<std::uint16_t>(bytes.substr(8 + 2 * static_cast<std::size_t>(i))) : 0; }
  // Cut off after the point, as SQLite does. Throws when it does not fit.
  std::int64_t integer() const {
    std::int64_t value = 0;
    for (int i = 0; i <= weight(); ++i)
      if (__builtin_mul_overflow(value, std::int64_t{10'000}, &value) || __builtin_sub_overflow(value, std::int64_t{digit(i)}, &value))
        throw StorageError(StorageError::Kind::other, "a sum beyond 64 bits");
    if (negative()) return value;  // summed below zero, where one more number fits
    std::int64_t positive = 0;
    if (__builtin_sub_overflow(std::int64_t{0}, value, &positive)) throw StorageError(StorageError::Kind::other, "a sum beyond 64 bits");
    return positive;
  }
  double real() const {
    double value = 0;
    for (int i = 0; i < count(); ++i) value += digit(i) * std::pow(10'000.0, weight() - i);
    return negative() ? -value : value;
  }
  std::string_view bytes;
};

}  // namespace

std::string numbered_text(std::string_view sql) {
  std::string out;
  out.reserve(sql.size());
  char quote = 0;
  for (const char c : sql) {
    if (quote) {
      if (c == quote) quote = 0;
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == '?') {
      out += '$';
      continue;
    }
    out += c;
  }
  return out;
}

Oid type_of(const SqlValue& value) {
  struct Type {
    Oid operator()(std::monostate) const { return 0; }
    Oid operator()(std::int64_t) const { return kInt8; }
    Oid operator()(double) const { return kFloat8; }
    Oid operator()(std::string_view) const { return kText; }
    Oid operator()(const std::string&) const { return kText; }
    Oid operator()(const Uuid&) const { return kUuid; }
    Oid operator()(Bytes) const { return kBytes; }
  };
  return std::visit(Type{}, value);
}

Parameters::Parameters(std::span<const SqlValue> values) {
  data_.reserve(values.size());
  lengths_.reserve(values.size());
  formats_.assign(values.size(), 1);
  numbers_.reserve(values.size());  // never grows: data_ points into it
  const auto add = [&](std::string_view bytes) {
    data_.push_back(bytes.data() ? bytes.data() : "");
    lengths_.push_back(static_cast<int>(bytes.size()));
  };
  const auto add_number = [&](std::uint64_t bits) {
    const std::array<char, 8>& kept = numbers_.emplace_back(big_endian_bytes(bits));
    add({kept.data(), kept.size()});
  };
  for (const SqlValue& value : values) {
    if (std::holds_alternative<std::monostate>(value)) {
      data_.push_back(nullptr);
      lengths_.push_back(0);
    } else if (const auto* integer = std::get_if<std::int64_t>(&value)) {
      add_number(static_cast<std::uint64_t>(*integer));
    } else if (const auto* real = std::get_if<double>(&value)) {
      add_number(std::bit_cast<std::uint64_t>(*real));
    } else if (const auto* view = std::get_if<std::string_view>(&value)) {
      add(*view);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      add(*text);
    } else if (const auto* id = std::get_if<Uuid>(&value)) {
      add(id->view());
    } else {
      add(std::get<Bytes>(value).view);
    }
  }
}

std::string key_of(std::string_view sql, const Parameters& parameters) {
  std::string key(sql);
  for (int i = 0; i < parameters.count(); ++i) {
    const char* data = parameters.data()[i];
    key += data ? '\1' : '\0';
    if (!data) continue;
    const int length = parameters.lengths()[i];
    key.append(reinterpret_cast<const char*>(&length), sizeof length).append(data, static_cast<std::size_t>(length));
  }
  return key;
}

std::string_view Row::bytes(int column) const {
  return {PQgetvalue(result_, row_, column), static_cast<std::size_t>(PQgetlength(result_, row_, column))};
}

bool Row::is_null(int column) const { return PQgetisnull(result_, row_, column) != 0; }

std::int64_t Row::integer(int column) const {
  if (is_null(column)) return 0;
  const std::string_view value = bytes(column);
  switch (PQftype(result_, column)) {
    case kInt8: return static_cast<std::int64_t>(big_endian<std::uint64_t>(value));
    case kInt4: return static_cast<std::int32_t>(big_endian<std::uint32_t>(value));
    case kInt2: return static_cast<std::int16_t>(big_endian<std::uint16_t>(value));
    case kBool: return value[0];
    case kNumeric: return Numeric(value).integer();
    default: return static_cast<std::int64_t>(real(column));
  }
}

double Row::real(int column) const {
  if (is_null(column)) return 0;
  const std::string_view value = bytes(column);
  switch (PQftype(result_, column)) {
    case kFloat8: return std::bit_cast<double>(big_endian<std::uint64_t>(value));
    case kFloat4: return std::bit_cast<float>(big_endian<std::uint32_t>(value));
    case kNumeric: return Numeric(value).real();
    case kInt8:
    case kInt4:
    case kInt2:
    case kBool: return static_cast<double>(integer(column));
    default: throw StorageError(StorageError::Kind::other, "a number was expected in column " + std::string(PQfname(result_, column)));
  }
}

std::string_view Row::text(int column) const {
  if (is_null(column)) return {};
  switch (PQftype(result_, column)) {
    case kInt8:
    case kInt4:
    case kInt2: {
      if (printed_.empty()) printed_.resize(static_cast<std::size_t>(PQnfields(result_)));
      return printed_[static_cast<std::size_t>(column)] = std::to_string(integer(column));
    }
    default: return bytes(column);
  }
}

Uuid Row::id(int column) const { return is_null(column) ? Uuid{} : Uuid::from_view(bytes(column)); }

}  // namespace wheelhouse::storage::postgres
