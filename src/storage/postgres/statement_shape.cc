#include "storage/postgres/statement_shape.h"

#include <algorithm>
#include <cctype>
#include <optional>

namespace wheelhouse::storage::postgres {
namespace {

constexpr std::string_view kWorkspace = "workspace_id";  // leads every table: tells no two rows of a book apart

struct Token {
  enum class Kind { word, parameter, symbol, literal } kind;
  std::string text;           // words in lower case
  std::size_t parameter = 0;  // of a parameter, from 0
  int depth = 0;              // of brackets around it
};

bool is_word_part(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

std::vector<Token> tokens_of(std::string_view sql) {
  std::vector<Token> tokens;
  int depth = 0;
  for (std::size_t i = 0; i < sql.size();) {
    const char c = sql[i];
    if (std::isspace(static_cast<unsigned char>(c))) {
      ++i;
    } else if (c == '\'') {
      tokens.push_back({Token::Kind::literal, "", 0, depth});
      i = std::min(sql.find(c, i + 1), sql.size() - 1) + 1;
    } else if (c == '"') {  // a name
      ++i;
    } else if (c == '?') {
      std::size_t number = 0;
      for (++i; i < sql.size() && std::isdigit(static_cast<unsigned char>(sql[i])); ++i)
        number = 10 * number + static_cast<std::size_t>(sql[i] - '0');
      tokens.push_back({Token::Kind::parameter, "?", number - 1, depth});
    } else if (is_word_part(c)) {
      std::string word;
      for (; i < sql.size() && is_word_part(sql[i]); ++i) word += static_cast<char>(std::tolower(static_cast<unsigned char>(sql[i])));
      tokens.push_back({Token::Kind::word, std::move(word), 0, depth});
    } else {
      if (c == ')') --depth;
      tokens.push_back({Token::Kind::symbol, std::string(1, c), 0, depth});
      if (c == '(') ++depth;
      ++i;
    }
  }
  return tokens;
}

using Tokens = std::span<const Token>;

bool is(const Token& token, std::string_view text) { return token.text == text && token.kind != Token::Kind::literal; }

std::size_t find(Tokens tokens, std::string_view text, std::size_t from = 0) {
  while (from < tokens.size() && !(tokens[from].depth == 0 && is(tokens[from], text))) ++from;
  return from;
}
std::ptrdiff_t count(Tokens tokens, std::string_view text) {
  return std::count_if(tokens.begin(), tokens.end(), [&](const Token& token) { return is(token, text); });
}

// What is not within brackets, split where `text` stands.
std::vector<Tokens> split(Tokens tokens, std::string_view text, int depth = 0) {
  std::vector<Tokens> parts;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= tokens.size(); ++i)
    if (i == tokens.size() || (tokens[i].depth == depth && is(tokens[i], text))) {
      parts.push_back(tokens.subspan(begin, i - begin));
      begin = i + 1;
    }
  return parts;
}

// "column = ?" or "t.column = ?"
std::optional<StatementShape::Bound> equality(Tokens term) {
  if (term.size() == 5 && term[0].kind == Token::Kind::word && is(term[1], ".")) term = term.subspan(2);
  if (term.size() != 3 || term[0].kind != Token::Kind::word || !is(term[1], "=") || term[2].kind != Token::Kind::parameter)
    return std::nullopt;
  return StatementShape::Bound{term[0].text, term[2].parameter};
}

std::vector<StatementShape::Bound> equalities(Tokens condition) {
  std::vector<StatementShape::Bound> equals;
  if (find(condition, "or") < condition.size() || find(condition, "between") < condition.size()) return equals;
  for (const Tokens term : split(condition, "and"))
    if (auto bound = equality(term); bound && bound->column != kWorkspace) equals.push_back(std::move(*bound));
  return equals;
}

// From WHERE to what follows it; nothing when there is none.
Tokens condition_of(Tokens tokens) {
  const std::size_t where = find(tokens, "where");
  if (where == tokens.size()) return {};
  std::size_t end = tokens.size();
  for (const std::string_view after : {"order", "group", "limit", "having", "returning", "offset"})
    end = std::min(end, find(tokens, after, where));
  return tokens.subspan(where + 1, end - where - 1);
}

void read_question(Tokens tokens, StatementShape& shape) {
  for (const Token& token : tokens)
    if (token.kind == Token::Kind::word) shape.words.push_back(token.text);
  std::sort(shape.words.begin(), shape.words.end());
  shape.words.erase(std::unique(shape.words.begin(), shape.words.end()), shape.words.end());
  const auto has = [&](std::string_view word) { return std::binary_search(shape.words.begin(), shape.words.end(), word); };
  for (const std::string_view effect : {"insert", "update", "delete", "nextval", "setval", "set_config"})
    if (has(effect)) return;
  for (const std::string& word : shape.words)
    if (word.starts_with("pg_")) return;
  shape.only_reads = true;
  for (const std::string_view more : {"join", "union", "intersect", "except", "with", "lateral"})
    if (has(more)) return;
  if (count(tokens, "select") != 1 || count(tokens, "from") != 1) return;
  const std::size_t from = find(tokens, "from"), where = find(tokens, "where");
  if (find(tokens.first(where), ",", from) < where) return;
  shape.equals = equalities(condition_of(tokens));
}

void read_insert(Tokens tokens, StatementShape& shape) {
  const std::size_t values = find(tokens, "values");
  if (tokens.size() < 4 || !is(tokens[1], "into")) return;
  shape.table = tokens[2].text;
  if (values == tokens.size() || !is(tokens[3], "(")) return;
  const std::size_t columns_end = find(tokens, ")", 4), values_end = find(tokens, ")", values);
  if (columns_end > values || values_end == tokens.size()) return;
  if (values_end + 1 < tokens.size() && is(tokens[values_end + 1], ",")) return;  // several rows
  const auto columns = split(tokens.subspan(4, columns_end - 4), ",", 1);
  const auto entries = split(tokens.subspan(values + 2, values_end - values - 2), ",", 1);
  if (columns.size() != entries.size()) return;
  std::vector<StatementShape::Bound> pinned;
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (columns[i].size() == 1 && entries[i].size() == 1 && entries[i][0].kind == Token::Kind::parameter)
      pinned.push_back({columns[i][0].text, entries[i][0].parameter});
  // The row that is in the way is changed instead: it is alike in the columns of the conflict alone.
  if (const std::size_t conflict = find(tokens, "conflict", values_end);
      conflict < tokens.size() && find(tokens, "nothing", conflict) == tokens.size()) {
    if (conflict + 1 >= tokens.size() || !is(tokens[conflict + 1], "(")) return;
    const std::size_t end = find(tokens, ")", conflict + 1), set = find(tokens, "set", end);
    const Tokens keys = tokens.subspan(conflict + 2, end - conflict - 2), changed = tokens.subspan(std::min(set, tokens.size()));
    std::erase_if(pinned, [&](const StatementShape::Bound& bound) {
      if (count(keys, bound.column) == 0) return true;
      for (std::size_t i = 0; i + 1 < changed.size(); ++i)  // "column =", not "excluded.column"
        if (is(changed[i], bound.column) && is(changed[i + 1], "=")) return true;
      return false;
    });
  }
  shape.pinned = std::move(pinned);
}

void read_change(Tokens tokens, std::size_t table, StatementShape& shape) {
  if (tokens.size() <= table) return;
  shape.table = tokens[table].text;
  const std::size_t set = find(tokens, "set"), where = find(tokens, "where");
  const Tokens changed = set < where ? tokens.subspan(set, where - set) : Tokens();
  if (find(changed, "from") < changed.size() || find(tokens, "using") < tokens.size()) return;  // columns of another table
  for (const auto& bound : equalities(condition_of(tokens))) {
    bool is_set = false;
    for (std::size_t i = 0; i + 1 < changed.size(); ++i) is_set = is_set || (is(changed[i], bound.column) && is(changed[i + 1], "="));
    if (!is_set) shape.pinned.push_back(bound);
  }
}

}  // namespace

bool StatementShape::mentions(std::string_view table) const { return std::binary_search(words.begin(), words.end(), table); }

StatementShape shape_of(std::string_view sql) {
  const std::vector<Token> tokens = tokens_of(sql);
  StatementShape shape;
  if (tokens.empty()) return shape;
  if (is(tokens[0], "select"))
    read_question(tokens, shape);
  else if (is(tokens[0], "with") && count(tokens, "insert") + count(tokens, "update") + count(tokens, "delete") == 0)
    read_question(tokens, shape);
  else if (is(tokens[0], "insert"))
    read_insert(tokens, shape);
  else if (is(tokens[0], "update"))
    read_change(tokens, 1, shape);
  else if (is(tokens[0], "delete"))
    read_change(tokens, 2, shape);
  return shape;
}

void Changes::add(const StatementShape& change, Values values) {
  ++count_;
  if (change.table.empty()) {
    anything_ = true;
    return;
  }
  Change& added = of_tables_[change.table].emplace_back();
  for (const auto& [column, parameter] : change.pinned)
    if (parameter < values.size() && values[parameter].data()) added.emplace_back(column, std::hash<std::string_view>()(values[parameter]));
}

bool Changes::may_change(const StatementShape& question, Values values) const {
  if (anything_) return true;
  const auto is_untouched_by = [&](const Change& change) {
    return std::any_of(question.equals.begin(), question.equals.end(), [&](const StatementShape::Bound& bound) {
      if (bound.parameter >= values.size() || !values[bound.parameter].data()) return false;
      const auto pinned = std::find_if(change.begin(), change.end(), [&](const auto& value) { return value.first == bound.column; });
      return pinned != change.end() && pinned->second != std::hash<std::string_view>()(values[bound.parameter]);
    });
  };
  for (const auto& [table, changes] : of_tables_)
    if (question.mentions(table) && !std::all_of(changes.begin(), changes.end(), is_untouched_by)) return true;
  return false;
}

}  // namespace wheelhouse::storage::postgres
