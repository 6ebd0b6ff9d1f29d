#include "text/search_tokens.h"

#include <algorithm>
#include <bit>

#include "text/fold.h"
#include "text/pinyin.h"
#include "text/utf8.h"

namespace wheelhouse::text {
namespace {
constexpr std::size_t kMaxCharacters = 1'000;  // of a name; no field that is searched is longer
constexpr std::size_t kMaxWordBytes = 96;      // of a word in the index; the query is cut alike

// One position of a name.
struct Place {
  char32_t original = 0, folded = 0;  // of a CJK character; 0 for a word
  std::uint32_t begin = 0, end = 0;   // bytes of the name
  std::uint32_t word_begin = 0, word_end = 0;  // bytes in Places::words
  std::uint32_t initials = 0;         // bit 0 = a
};

struct Places {
  std::vector<Place> list;
  std::string words;  // "w:acmew:corp"
};

std::uint32_t initials_of(char32_t character) {
  std::uint32_t bits = 0;
  for (const SyllableId id : readings(character)) bits |= 1u << (syllable(id).front() - 'a');
  return bits;
}

void read_places(std::string_view name, Places& places) {
  bool in_word = false;
  std::size_t characters = 0;
  for (std::size_t at = 0; at < name.size() && characters < kMaxCharacters; ++characters) {
    const Decoded d = decode_utf8(name, at);
    const auto begin = static_cast<std::uint32_t>(at), end = begin + d.length;
    at = end;
    for (const char32_t c : FoldedCodePoint(d.code_point)) {
      if (is_cjk(c)) {
        in_word = false;
        Place place{d.code_point, c, begin, end, 0, 0, initials_of(c)};
        if (c != d.code_point) place.initials |= initials_of(d.code_point);
        places.list.push_back(place);
      } else if (is_word_character(c)) {
        if (!in_word) {
          places.list.push_back({0, 0, begin, end, static_cast<std::uint32_t>(places.words.size()), 0, 0});
          places.words += "w:";
        }
        in_word = true;
        Place& place = places.list.back();
        if (places.words.size() - place.word_begin < kMaxWordBytes) append_utf8(places.words, c);
        place.word_end = static_cast<std::uint32_t>(places.words.size());
        place.end = end;
      } else if (c != '\'' && c != '.') {  // O'Neill and S.A. are one word
        in_word = false;
      }
    }
  }
}

// Emits the tokens of one position after another; stops as soon as the sink says so.
class Producer {
 public:
  Producer(const Places& places, SearchTokenSink& sink) : places_(places), sink_(sink) {}

  bool run() {
    for (std::size_t k = 0; k < places_.list.size(); ++k) {
      const Place& place = places_.list[k];
      token_ = {{}, static_cast<std::uint32_t>(k), false, place.begin, place.end};
      if (place.folded == 0) {
        if (!emit(std::string_view(places_.words).substr(place.word_begin, place.word_end - place.word_begin))) return false;
      } else if (!cjk(place, k + 1 < places_.list.size() && places_.list[k + 1].folded != 0 ? &places_.list[k + 1] : nullptr)) {
        return false;
      }
    }
    return true;
  }

 private:
  bool emit(std::string_view text) {
    token_.text = text;
    const bool go_on = sink_.accept(token_);
    token_.alternate = true;
    return go_on;
  }

  bool cjk(const Place& place, const Place* right) {
    std::string characters;  // two characters fit into the small buffer of a string
    append_utf8(characters, place.folded);
    if (!emit(characters)) return false;
    if (right != nullptr) {
      append_utf8(characters, right->folded);
      if (!emit(characters)) return false;
    }
    const auto own = readings(place.folded);
    for (const SyllableId id : own)
      if (!emit(syllable_token(id))) return false;
    if (place.original != place.folded)
      for (const SyllableId id : readings(place.original))
        if (std::find(own.begin(), own.end(), id) == own.end() && !emit(syllable_token(id))) return false;
    return initials(place, right);
  }

  bool initials(const Place& place, const Place* right) {
    char token[4] = {'i', ':', 0, 0};
    for (std::uint32_t left = place.initials; left != 0; left &= left - 1) {
      token[2] = static_cast<char>('a' + std::countr_zero(left));
      if (right == nullptr || right->initials == 0) {
        if (!emit({token, 3})) return false;
        continue;
      }
      for (std::uint32_t next = right->initials; next != 0; next &= next - 1) {
        token[3] = static_cast<char>('a' + std::countr_zero(next));
        if (!emit({token, 4})) return false;
      }
    }
    return true;
  }

  const Places& places_;
  SearchTokenSink& sink_;
  SearchToken token_;
};
}  // namespace

bool produce_search_tokens(std::string_view name, SearchTokenSink& sink) {
  Places places;
  places.list.reserve(std::min<std::size_t>(name.size(), 64));
  read_places(name, places);
  return Producer(places, sink).run();
}

std::vector<std::string> search_token_set(std::string_view name) {
  struct Collect : SearchTokenSink {
    std::vector<std::string> tokens;
    bool accept(const SearchToken& token) override {
      tokens.emplace_back(token.text);
      return true;
    }
  } sink;
  produce_search_tokens(name, sink);
  std::sort(sink.tokens.begin(), sink.tokens.end());
  sink.tokens.erase(std::unique(sink.tokens.begin(), sink.tokens.end()), sink.tokens.end());
  return std::move(sink.tokens);
}
}  // namespace wheelhouse::text
