#include "reflect/kind.h"

namespace wheelhouse {
void Kind<RatingList>::write_json(std::string& out, const RatingList& v) {
  out += '[';
  for (std::size_t i = 0; i < v.size(); ++i) {
    if (i) out += ',';
    if (v[i]) json_text::append_number(out, *v[i]);
    else out += "null";
  }
  out += ']';
}
void Kind<RatingList>::from_sql(RatingList& v, const RowReader& row, int i) {
  v.clear();
  std::string_view rest = row.text(i);
  if (rest.size() < 2) return;
  rest = rest.substr(1, rest.size() - 2);
  while (!rest.empty()) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    const std::string_view item = rest.substr(0, comma);
    double number = 0;
    if (item == "null") v.emplace_back();
    else if (std::from_chars(item.data(), item.data() + item.size(), number).ec == std::errc{}) v.emplace_back(number);
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
}
}  // namespace wheelhouse
