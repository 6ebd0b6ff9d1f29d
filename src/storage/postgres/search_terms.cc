#include "storage/postgres/search_terms.h"

#include <algorithm>
#include <map>
#include <vector>

#include "base/error.h"
#include "storage/search_terms.h"
#include "text/utf8.h"

namespace wheelhouse::storage::postgres {
namespace {

constexpr std::size_t kTermBytesMax = 2'000;  // PostgreSQL takes 2,046
constexpr int kPlaceMax = 16'383;             // PostgreSQL's last place
constexpr std::size_t kPlacesMax = 255;

std::string_view cut(std::string_view term) { return text::truncate_utf8(term, kTermBytesMax); }

void append_quoted(std::string& out, std::string_view term) {
  out += '\'';
  for (const char c : cut(term)) {
    if (c == '\'' || c == '\\') out += c;
    out += c;
  }
  out += '\'';
}

class Places final : public SearchTermSink {
 public:
  bool accept(std::string_view term, bool colocated) override {
    if (!colocated || place_ == 0) ++place_;
    std::vector<int>& places = places_[std::string(cut(term))];
    const int place = std::min(place_, kPlaceMax);
    if (places.size() < kPlacesMax && (places.empty() || places.back() != place)) places.push_back(place);
    return true;
  }
  std::string vector() const {
    std::string out;
    for (const auto& [term, places] : places_) {
      if (!out.empty()) out += ' ';
      append_quoted(out, term);
      for (std::size_t i = 0; i < places.size(); ++i) out += (i ? "," : ":") + std::to_string(places[i]);
    }
    return out;
  }

 private:
  int place_ = 0;
  std::map<std::string, std::vector<int>> places_;
};

// `"a b" *` as ('a' <-> 'b':*).
void append_phrase(std::string& out, std::string_view terms, bool prefix) {
  out += '(';
  for (bool first = true; !terms.empty(); first = false) {
    const std::size_t end = std::min(terms.find(' '), terms.size());
    if (!first) out += " <-> ";
    append_quoted(out, terms.substr(0, end));
    terms.remove_prefix(std::min(end + 1, terms.size()));
  }
  out += prefix ? ":*)" : ")";
}

}  // namespace

std::string terms_vector(std::string_view indexed_text) {
  Places places;
  produce_search_terms(indexed_text, places);
  return places.vector();
}

std::string terms_query(std::string_view expression) {
  std::string out;
  while (!expression.empty()) {
    if (expression.front() == '"') {
      const std::size_t end = expression.find('"', 1);
      WH_ASSERT(end != std::string_view::npos);
      const bool prefix = expression.substr(end + 1).starts_with(" *");
      append_phrase(out, expression.substr(1, end - 1), prefix);
      expression.remove_prefix(end + (prefix ? 3 : 1));
    } else if (expression.starts_with("AND")) {
      out += '&';
      expression.remove_prefix(3);
    } else if (expression.starts_with("OR")) {
      out += '|';
      expression.remove_prefix(2);
    } else {
      out += expression.front();  // a bracket or a blank
      expression.remove_prefix(1);
    }
  }
  return out;
}

}  // namespace wheelhouse::storage::postgres
