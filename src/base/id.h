// 128-bit identifiers. New ones are UUIDv7 (RFC 9562): their order is the order of making, so they
// append to an index instead of scattering over it. Id<T> keeps the ids of two entities apart at compile time.
#pragma once
#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace wheelhouse {

struct Uuid {
  std::array<std::uint8_t, 16> bytes{};
  auto operator<=>(const Uuid&) const = default;
  bool is_nil() const { return *this == Uuid{}; }
  std::string_view view() const { return {reinterpret_cast<const char*>(bytes.data()), 16}; }
  static Uuid from_view(std::string_view bytes16) {
    Uuid u;
    if (bytes16.size() == 16) std::memcpy(u.bytes.data(), bytes16.data(), 16);
    return u;
  }
};

// Unique over all processes; strictly increasing within one process. Thread-safe.
Uuid make_uuid_v7(std::int64_t unix_ms);
// 36 characters, lower case. Parsing accepts either case and nothing else.
std::string to_string(const Uuid& uuid);
void append_uuid(std::string& out, const Uuid& uuid);
std::optional<Uuid> parse_uuid(std::string_view text);

template <class T>
struct Id {
  Uuid uuid;
  auto operator<=>(const Id&) const = default;
  bool is_nil() const { return uuid.is_nil(); }
};
template <class T>
std::string to_string(const Id<T>& id) { return to_string(id.uuid); }

}  // namespace wheelhouse

template <>
struct std::hash<wheelhouse::Uuid> {
  std::size_t operator()(const wheelhouse::Uuid& u) const noexcept {
    std::uint64_t a, b;
    std::memcpy(&a, u.bytes.data(), 8);
    std::memcpy(&b, u.bytes.data() + 8, 8);
    return static_cast<std::size_t>((a * 0x9E3779B97F4A7C15ull) ^ b);
  }
};
template <class T>
struct std::hash<wheelhouse::Id<T>> {
  std::size_t operator()(const wheelhouse::Id<T>& id) const noexcept { return std::hash<wheelhouse::Uuid>{}(id.uuid); }
};
