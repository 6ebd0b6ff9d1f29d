// The header fields of one request, in the order they came, found without regard to case.
// All text lives in one string, so a request costs two allocations here however many fields it has.
// Names and values are not checked: http/request_head.h does that before it fills a list. Not thread-safe.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wheelhouse::http {

// ASCII only, as field names are.
bool equal_ignoring_case(std::string_view a, std::string_view b);

class HeaderList {
 public:
  struct Field {
    std::string_view name;
    std::string_view value;
  };

  void add(std::string_view name, std::string_view value);
  void reserve(std::size_t fields, std::size_t bytes);
  std::size_t size() const { return places_.size(); }
  // Views stay valid until the list is changed, moved or destroyed. `index` < size().
  Field at(std::size_t index) const;
  // The first field of that name; nullopt when absent. An empty value is present.
  std::optional<std::string_view> find(std::string_view name) const;
  std::size_t count(std::string_view name) const;

 private:
  struct Place {
    std::uint32_t name_at, name_size, value_at, value_size;
  };
  std::string text_;
  std::vector<Place> places_;
};

}  // namespace wheelhouse::http
