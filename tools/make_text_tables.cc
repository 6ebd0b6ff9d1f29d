// Build-time tool: writes the lookup tables behind text/fold.h and text/pinyin.h from the files of Debian's
// unicode-data package. Usage: make_text_tables UnicodeData.txt CaseFolding.txt Unihan_Variants.txt
// Unihan_Readings.txt OUTPUT.cc. Run by cmake/generated.cmake; nothing of it is in the program.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {
using Sequence = std::vector<char32_t>;

[[noreturn]] void give_up(const std::string& why) {
  std::cerr << "make_text_tables: " << why << "\n";
  std::exit(1);
}

std::ifstream open_input(const std::string& path) {
  std::ifstream in(path);
  if (!in) give_up("cannot read " + path);
  return in;
}

std::vector<std::string> split(const std::string& line, char separator) {
  std::vector<std::string> parts;
  std::string part;
  for (std::istringstream in(line); std::getline(in, part, separator);) parts.push_back(part);
  return parts;
}

char32_t parse_hex(std::string_view text) {
  if (text.starts_with("U+")) text.remove_prefix(2);
  return static_cast<char32_t>(std::stoul(std::string(text), nullptr, 16));
}

struct Unicode {
  std::map<char32_t, Sequence> decomposition;  // one step, canonical and compatibility
  std::map<char32_t, Sequence> case_folding;
  std::map<char32_t, char32_t> simplified;
  std::set<char32_t> spaces, ignorable;
};

void read_unicode_data(const std::string& path, Unicode& u) {
  auto in = open_input(path);
  for (std::string line; std::getline(in, line);) {
    const auto fields = split(line, ';');
    if (fields.size() < 6) continue;
    const char32_t c = parse_hex(fields[0]);
    const std::string& category = fields[2];
    if (category == "Zs" || category == "Zl" || category == "Zp" || category == "Cc") u.spaces.insert(c);
    if (category == "Cf") u.ignorable.insert(c);  // zero-width and bidirectional marks
    if (fields[5].empty()) continue;
    Sequence to;
    std::istringstream words(fields[5]);
    for (std::string word; words >> word;)
      if (word[0] != '<') to.push_back(parse_hex(word));
    u.decomposition[c] = to;
  }
}

void read_case_folding(const std::string& path, Unicode& u) {
  auto in = open_input(path);
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    const auto fields = split(line, ';');
    if (fields.size() < 3 || (fields[1] != " C" && fields[1] != " F")) continue;
    Sequence to;
    std::istringstream words(fields[2]);
    for (std::string word; words >> word;) to.push_back(parse_hex(word));
    u.case_folding[parse_hex(fields[0])] = to;
  }
}

// A character that may stay as it is (乾 in 乾隆) is simplified all the same: index and query fold alike,
// so what counts is that both spellings of a word meet.
void read_variants(const std::string& path, Unicode& u) {
  auto in = open_input(path);
  for (std::string line; std::getline(in, line);) {
    const auto fields = split(line, '\t');
    if (fields.size() < 3 || fields[1] != "kSimplifiedVariant") continue;
    const char32_t from = parse_hex(fields[0]);
    std::istringstream words(fields[2]);
    for (std::string word; words >> word;) {
      const char32_t to = parse_hex(word);
      if (to == from) continue;
      u.simplified[from] = to;
      break;
    }
  }
}

bool is_dropped(const Unicode& u, char32_t c) {
  return (c >= 0x300 && c <= 0x36F) || c == 0x3099 || c == 0x309A || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF) ||
         u.ignorable.contains(c);
}

// Punctuation that keyboards and word processors vary without meaning to.
char32_t unify_punctuation(char32_t c) {
  if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212) return '-';
  if (c == 0x2018 || c == 0x2019 || c == 0x201B || c == 0x2BC || c == 0xB4 || c == '`') return '\'';
  if (c >= 0x201C && c <= 0x201F) return '"';
  if (c == 0x2022 || c == 0x2027 || c == 0x30FB || c == 0x2219 || c == 0x22C5) return 0xB7;
  return c;
}

void fold_into(const Unicode& u, char32_t c, Sequence& out, int depth) {
  if (depth > 8) give_up("decomposition does not end");
  const char32_t unified = unify_punctuation(c);
  if (unified != c) return out.push_back(unified);
  if (u.spaces.contains(c)) return out.push_back(' ');
  if (is_dropped(u, c)) return;
  if (const auto found = u.decomposition.find(c); found != u.decomposition.end()) {
    for (const char32_t part : found->second) fold_into(u, part, out, depth + 1);
    return;
  }
  if (const auto found = u.case_folding.find(c); found != u.case_folding.end()) {
    for (const char32_t part : found->second) fold_into(u, part, out, depth + 1);
    return;
  }
  for (int step = 0; step < 3; ++step) {
    const auto found = u.simplified.find(c);
    if (found == u.simplified.end()) break;
    c = found->second;
  }
  out.push_back(c);
}

// Surnames whose reading differs from the character's common one; dictionaries list some of them late or not at all.
struct SurnameReading {
  char32_t character;
  const char* syllable;
};
constexpr SurnameReading kSurnameReadings[] = {
    {U'单', "shan"}, {U'解', "xie"}, {U'曾', "zeng"}, {U'区', "ou"},  {U'仇', "qiu"}, {U'查', "zha"},   {U'盖', "ge"},   {U'朴', "piao"},
    {U'尉', "yu"},   {U'万', "mo"},  {U'种', "chong"}, {U'缪', "miao"}, {U'召', "shao"}, {U'乐', "yue"}, {U'员', "yun"},  {U'冼', "xian"},
    {U'洗', "xian"}, {U'秘', "bi"},  {U'折', "she"},  {U'翟', "zhai"}, {U'黑', "he"},  {U'句', "gou"},   {U'覃', "qin"},  {U'覃', "tan"},
    {U'逄', "pang"}, {U'谌', "chen"}, {U'谌', "shen"}, {U'澹', "tan"}, {U'隗', "wei"}, {U'隗', "kui"},   {U'牟', "mu"},   {U'牟', "mou"},
    {U'祭', "zhai"}, {U'能', "nai"}, {U'繁', "po"},   {U'长', "zhang"}, {U'薄', "bo"}, {U'晟', "cheng"}, {U'那', "na"},   {U'盛', "sheng"},
    {U'宓', "mi"},   {U'俞', "yu"},  {U'褚', "chu"},  {U'柏', "bai"},  {U'柏', "bo"},  {U'燕', "yan"},   {U'任', "ren"},  {U'宁', "ning"},
    {U'葛', "ge"},   {U'华', "hua"}, {U'过', "guo"},  {U'车', "che"},  {U'卜', "bu"},  {U'石', "shi"},   {U'沈', "shen"}, {U'叶', "ye"},
    {U'詹', "zhan"}, {U'臧', "zang"}, {U'郗', "xi"},  {U'郇', "xun"},  {U'郇', "huan"}, {U'费', "bi"},   {U'干', "gan"},  {U'令', "ling"},
};

using Readings = std::map<char32_t, std::vector<std::string>>;

// "lǜ" -> "lv": tone marks go, ü is written v as every Chinese keyboard does.
std::string toneless(const Unicode& u, const std::string& utf8) {
  std::string out;
  for (std::size_t at = 0; at < utf8.size();) {
    const auto byte = static_cast<unsigned char>(utf8[at]);
    const int length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
    char32_t c = length == 1 ? byte : byte & (0x7F >> length);
    for (int i = 1; i < length; ++i) c = c << 6 | (static_cast<unsigned char>(utf8[at + static_cast<std::size_t>(i)]) & 0x3F);
    at += static_cast<std::size_t>(length);
    Sequence parts{c};
    for (bool again = true; again;) {
      again = false;
      Sequence next;
      for (const char32_t part : parts) {
        const auto found = u.decomposition.find(part);
        if (found == u.decomposition.end()) next.push_back(part);
        else next.insert(next.end(), found->second.begin(), found->second.end()), again = true;
      }
      parts = next;
    }
    for (const char32_t part : parts) {
      if (part >= 'a' && part <= 'z') out.push_back(static_cast<char>(part));
      if (part == 0x308 && !out.empty() && out.back() == 'u') out.back() = 'v';
    }
  }
  return out;
}

Readings read_readings(const std::string& path, const Unicode& u) {
  // Most frequent first: Pinlu counts uses, Mandarin names the customary one, XHC1983 lists the rest.
  constexpr std::size_t kSources = 3, kMaxReadings = 8;
  const std::string names[kSources] = {"kHanyuPinlu", "kMandarin", "kXHC1983"};
  std::map<char32_t, std::vector<std::string>> by_source[kSources];
  auto in = open_input(path);
  for (std::string line; std::getline(in, line);) {
    const auto fields = split(line, '\t');
    if (fields.size() < 3) continue;
    const auto source = static_cast<std::size_t>(std::find(names, names + kSources, fields[1]) - names);
    if (source == kSources) continue;
    std::istringstream words(fields[2]);
    for (std::string word; words >> word;) {
      if (const auto colon = word.find(':'); colon != std::string::npos) word.erase(0, colon + 1);
      if (const auto bracket = word.find('('); bracket != std::string::npos) word.erase(bracket);
      for (const auto& one : split(word, ','))
        if (auto syllable = toneless(u, one); !syllable.empty()) by_source[source][parse_hex(fields[0])].push_back(std::move(syllable));
    }
  }
  Readings readings;
  const auto add = [&](char32_t c, const std::string& syllable) {
    auto& list = readings[c];
    if (list.size() < kMaxReadings && std::find(list.begin(), list.end(), syllable) == list.end()) list.push_back(syllable);
  };
  for (const auto& source : by_source)
    for (const auto& [c, list] : source)
      for (const auto& syllable : list) {
        add(c, syllable);
        if (syllable == "lve" || syllable == "nve") add(c, syllable.substr(0, 1) + "ue");  // both are typed
      }
  for (const auto& [c, syllable] : kSurnameReadings) add(c, syllable);
  return readings;
}

// Two-stage table: page number by the high bits, then 256 entries; equal pages are stored once.
template <class Value>
struct Pages {
  std::vector<std::uint16_t> page_of;
  std::vector<std::vector<Value>> pages;
  void build(const std::map<char32_t, Value>& values, char32_t end) {
    std::map<std::vector<Value>, std::uint16_t> known;
    for (char32_t start = 0; start < end; start += 256) {
      std::vector<Value> page(256, Value{});
      for (auto it = values.lower_bound(start); it != values.end() && it->first < start + 256; ++it) page[it->first - start] = it->second;
      const auto [place, is_new] = known.try_emplace(page, static_cast<std::uint16_t>(pages.size()));
      if (is_new) pages.push_back(page);
      page_of.push_back(place->second);
    }
  }
};

template <class List>
void print_list(std::ostream& out, const List& list) {
  std::size_t column = 0;
  for (const auto& value : list) out << static_cast<std::uint32_t>(value) << (++column % 32 == 0 ? ",\n" : ",");
}

template <class Value>
void print_pages(std::ostream& out, const Pages<Value>& pages, const std::string& name, const std::string& type) {
  out << "const std::uint16_t " << name << "_page[" << pages.page_of.size() << "] = {\n";
  print_list(out, pages.page_of);
  out << "};\nconst " << type << " " << name << "_entry[" << pages.pages.size() << "][256] = {\n";
  for (const auto& page : pages.pages) {
    out << "{";
    print_list(out, page);
    out << "},\n";
  }
  out << "};\n";
}

void print_fold(std::ostream& out, const Unicode& u) {
  constexpr char32_t kEnd = 0x110000;
  std::map<char32_t, std::uint32_t> entries;
  Sequence expansions;
  std::map<Sequence, std::uint32_t> known;
  for (char32_t c = 0; c < kEnd; ++c) {
    if (c >= 0xAC00 && c <= 0xD7A3) continue;  // Hangul stays composed: nobody searches by jamo
    Sequence to;
    fold_into(u, c, to, 0);
    if (to.size() == 1 && to[0] == c) continue;
    if (to.size() == 1) {
      entries[c] = to[0];
      continue;
    }
    auto [place, is_new] =
        known.try_emplace(to, 0x80000000u | static_cast<std::uint32_t>(to.size()) << 24 | static_cast<std::uint32_t>(expansions.size()));
    if (is_new) expansions.insert(expansions.end(), to.begin(), to.end());
    entries[c] = place->second;
  }
  Pages<std::uint32_t> pages;
  pages.build(entries, kEnd);
  print_pages(out, pages, "fold", "std::uint32_t");
  out << "const char32_t fold_expansion[] = {\n";
  print_list(out, expansions);
  out << "0};\n";
}

void print_pinyin(std::ostream& out, const Readings& readings) {
  std::set<std::string> names;
  for (const auto& [c, list] : readings) names.insert(list.begin(), list.end());
  const std::vector<std::string> sorted(names.begin(), names.end());
  const auto id_of = [&](const std::string& name) {
    return static_cast<std::uint16_t>(std::lower_bound(sorted.begin(), sorted.end(), name) - sorted.begin());
  };
  std::vector<std::uint16_t> pool{0};  // list 0 is the empty one
  std::map<std::vector<std::uint16_t>, std::uint16_t> known;
  std::map<char32_t, std::uint16_t> entries;
  for (const auto& [c, list] : readings) {
    std::vector<std::uint16_t> ids;
    for (const auto& name : list) ids.push_back(id_of(name));
    const auto [place, is_new] = known.try_emplace(ids, static_cast<std::uint16_t>(pool.size()));
    if (is_new) {
      pool.push_back(static_cast<std::uint16_t>(ids.size()));
      pool.insert(pool.end(), ids.begin(), ids.end());
    }
    entries[c] = place->second;
  }
  if (pool.size() > 0xFFFF) give_up("reading lists outgrew 16 bits");
  Pages<std::uint16_t> pages;
  pages.build(entries, 0x34000);
  print_pages(out, pages, "reading", "std::uint16_t");
  out << "const std::uint16_t reading_pool[] = {\n";
  print_list(out, pool);
  out << "};\nconst std::size_t syllable_count = " << sorted.size() << ";\nconst char syllable_tokens[][10] = {\n";
  for (const auto& name : sorted) out << "\"p:" << name << "\",";
  out << "};\nconst std::uint8_t syllable_lengths[] = {\n";
  for (const auto& name : sorted) out << name.size() << ",";
  out << "};\n";
}
}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) give_up("expected five arguments");
  Unicode u;
  read_unicode_data(argv[1], u);
  read_case_folding(argv[2], u);
  read_variants(argv[3], u);
  const Readings readings = read_readings(argv[4], u);
  if (readings.size() < 20000 || u.simplified.size() < 3000) give_up("the Unihan files hold less than expected");
  std::ofstream out(argv[5]);
  out << "// Made by tools/make_text_tables.cc from unicode-data.\n#include \"text/tables.h\"\nnamespace wheelhouse::text::tables {\n";
  print_fold(out, u);
  print_pinyin(out, readings);
  out << "}\n";
  out.flush();
  if (!out) give_up(std::string("cannot write ") + argv[5]);
}
