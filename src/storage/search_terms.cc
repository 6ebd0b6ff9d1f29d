#include "storage/search_terms.h"

#include <algorithm>

#include "text/fold.h"
#include "text/utf8.h"

namespace wheelhouse::storage {
namespace {

constexpr char kTagMark = '\x01';        // leads the line of tags
constexpr std::size_t kEdgeMax = 4;      // characters of "e:"
constexpr std::size_t kSyllableEdgeMax = 2;
constexpr std::size_t kWrittenMax = 4000;  // characters of a text that are indexed
constexpr std::size_t kExactBytesMax = 200;

std::string owner_tag(const std::optional<Uuid>& owner) { return owner ? "o:" + to_string(*owner) : "o:-"; }

// FNV-1a. A collision costs one look at a name that is not the one.
std::string exact_term(std::string_view name) {
  const std::string folded = text::fold_for_search(name);
  if (folded.empty() || folded.size() > kExactBytesMax) return "";
  std::uint64_t hash = 14695981039346656037ull;
  for (const unsigned char c : folded) hash = (hash ^ c) * 1099511628211ull;
  static constexpr char kHex[] = "0123456789abcdef";
  std::string term = "=";
  for (int i = 0; i < 16; ++i, hash >>= 4) term += kHex[hash & 15];
  return term;
}

// The first `characters` of what follows the two letters of a token's kind; "" when it is shorter.
std::string_view beginning(std::string_view token, std::size_t characters) {
  std::size_t at = 2;
  for (std::size_t n = 0; n < characters; ++n) {
    if (at >= token.size()) return {};
    at += text::decode_utf8(token, at).length;
  }
  return token.substr(0, at);
}
bool is_kind(std::string_view token, char kind) { return token.size() > 2 && token[0] == kind && token[1] == ':'; }

class Terms final : public text::SearchTokenSink {
 public:
  Terms(SearchTermSink& sink, bool only_written) : sink_(sink), only_written_(only_written) {}

  bool line(std::string_view name, const std::vector<std::string_view>& tags) {
    pending_tags_ = tags;
    exact_ = only_written_ ? std::string() : exact_term(name);
    return text::produce_search_tokens(name, *this);
  }
  // Tags of a record whose names hold nothing that can be looked for.
  bool rest() {
    for (const std::string_view tag : pending_tags_)
      if (!sink_.accept(tag, any_)) return false;
      else any_ = true;
    pending_tags_.clear();
    return true;
  }

  bool accept(const text::SearchToken& token) override {
    if (only_written_ && (is_kind(token.text, 'p') || is_kind(token.text, 'i'))) return true;
    if (!token.alternate) edges_.clear();
    if (!sink_.accept(token.text, token.alternate)) return false;
    any_ = true;
    if (!pending_tags_.empty() && !rest()) return false;
    const bool first = token.position == 0 && !only_written_;
    if (first) {
      if (!token.alternate && !exact_.empty() && !sink_.accept(exact_, true)) return false;
      if (!anchored(token.text)) return false;
    }
    if (is_kind(token.text, 'w')) return edges(token.text, 'e', kEdgeMax, first);
    if (is_kind(token.text, 'p')) return edges(token.text, 'q', kSyllableEdgeMax, first);
    return true;
  }

 private:
  bool anchored(std::string_view token) {
    buffer_.assign(1, '^');
    buffer_ += token;
    return sink_.accept(buffer_, true);
  }
  bool edges(std::string_view token, char kind, std::size_t most, bool first) {
    for (std::size_t n = 1; n <= most; ++n) {
      const std::string_view begin = beginning(token, n);
      if (begin.empty()) break;
      std::string edge(begin);
      edge[0] = kind;
      if (std::find(edges_.begin(), edges_.end(), edge) != edges_.end()) continue;  // two readings of one character begin alike
      if (!sink_.accept(edge, true)) return false;
      if (first && !anchored(edge)) return false;
      edges_.push_back(std::move(edge));
    }
    return true;
  }

  SearchTermSink& sink_;
  const bool only_written_;
  bool any_ = false;
  std::vector<std::string_view> pending_tags_;
  std::string exact_, buffer_;
  std::vector<std::string> edges_;
};

std::string quoted(const std::vector<std::string>& tokens, bool prefix) {
  std::string out = "\"";
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (i) out += ' ';
    out += tokens[i];
  }
  return out += prefix ? "\" *" : "\"";
}

// One alternative as a phrase; its last token, where only begun, by an edge when that is short.
std::string phrase(const text::QueryAlternative& alternative, bool at_beginning) {
  std::vector<std::string> tokens = alternative.tokens;
  bool prefix = alternative.last_is_prefix;
  if (prefix) {
    std::string& last = tokens.back();
    const std::size_t characters = text::count_code_points(last) - 2;
    if (is_kind(last, 'w') && characters <= kEdgeMax) { last[0] = 'e'; prefix = false; }
    else if (is_kind(last, 'p') && characters <= kSyllableEdgeMax) { last[0] = 'q'; prefix = false; }
  }
  if (at_beginning) tokens.front().insert(0, 1, '^');
  return quoted(tokens, prefix);
}

std::string any_of(const std::vector<text::QueryAlternative>& group, bool at_beginning) {
  std::string out = "(";
  for (std::size_t i = 0; i < group.size(); ++i) {
    if (i) out += " OR ";
    out += phrase(group[i], at_beginning);
  }
  return out += ')';
}

}  // namespace

std::string indexed_text(int kind, bool has_owner, const std::optional<Uuid>& owner_id, bool only_written, std::string_view body) {
  std::string text(1, kTagMark);
  text += only_written ? "written " : "named ";
  text += "k:" + std::to_string(kind);
  if (has_owner) text += " " + owner_tag(owner_id);
  text += '\n';
  return text += body;
}

bool produce_search_terms(std::string_view indexed, SearchTermSink& sink) {
  std::vector<std::string_view> tags;
  bool only_written = false;
  if (!indexed.empty() && indexed.front() == kTagMark) {
    const std::size_t end = std::min(indexed.find('\n'), indexed.size());
    std::string_view line = indexed.substr(1, end - 1);
    indexed.remove_prefix(std::min(end + 1, indexed.size()));
    for (bool first = true; !line.empty(); first = false) {
      const std::size_t blank = std::min(line.find(' '), line.size());
      if (first) only_written = line.substr(0, blank) == "written";
      else tags.push_back(line.substr(0, blank));
      line.remove_prefix(std::min(blank + 1, line.size()));
    }
  }
  Terms terms(sink, only_written);
  std::size_t left = kWrittenMax;
  while (!indexed.empty() && left > 0) {
    const std::size_t end = std::min(indexed.find('\n'), indexed.size());
    const std::string_view line = text::truncate_utf8(indexed.substr(0, end), left * 4);
    if (!terms.line(line, tags)) return false;
    // The first line with a token took them.
    tags.clear();
    left -= std::min(left, text::count_code_points(line) + 1);
    indexed.remove_prefix(std::min(end + 1, indexed.size()));
  }
  return terms.rest();
}

SearchExpressions search_expressions(const text::SearchQuery& query, std::string_view typed) {
  SearchExpressions expressions;
  if (query.empty()) return expressions;
  if (const std::string exact = exact_term(typed); !exact.empty()) expressions.exact = quoted({exact}, false);
  for (std::size_t g = 0; g < query.groups.size(); ++g) {
    if (g) {
      expressions.prefix += " AND ";
      expressions.inside += " AND ";
    }
    expressions.prefix += any_of(query.groups[g], g == 0);
    expressions.inside += any_of(query.groups[g], false);
  }
  return expressions;
}

std::string narrowed(const std::string& expression, unsigned kinds, unsigned all_kinds, const std::vector<Uuid>* owners) {
  std::string out;
  const auto add = [&](std::string_view tag, bool& first) {
    out += first ? "(\"" : " OR \"";
    first = false;
    out += tag;
    out += '"';
  };
  if (owners) {
    bool first = true;
    add("o:-", first);
    for (const Uuid& owner : *owners) add(owner_tag(owner), first);
    out += ") AND ";
  }
  if (kinds != all_kinds) {
    bool first = true;
    for (int kind = 0; kind < 32; ++kind)
      if (kinds >> kind & 1u) add("k:" + std::to_string(kind), first);
    out += ") AND ";
  }
  return out + "(" + expression + ")";
}

}  // namespace wheelhouse::storage
