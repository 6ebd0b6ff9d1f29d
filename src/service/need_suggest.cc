#include "service/need_suggest.h"

#include <algorithm>

#include "service/json_parts.h"
#include "service/suggest_evidence.h"
#include "service/suggest_text.h"

namespace wheelhouse::service {
namespace {

// Wishes of the customer, said from their side; "不需要" and "don't need" stand here too, to be shown as denied.
const PhraseList& wish_phrases() {
  static const PhraseList list = phrase_list(
      "我们需要|我需要|需要|必须|务必|一定要|希望年内|希望能|希望在|希望*实现|要找一个能|想找|要找|计划换|计划更换|打算换|要换掉|我们想要|"
      "我们要|"
      "we need|i need|need to|needs to|need a|need an|must have|must|we want|i want|want to|looking for|plan to replace|planning to "
      "replace|"
      "have to have|has to");
  return list;
}

void collect(const SuggestText& text, const TextRange& clause, NeedState kind, const PhraseList& phrases,
             std::vector<std::pair<std::size_t, NeedSignal>>& out) {
  const auto range = find_any(phrases, text, clause);
  if (!range) return;
  NeedSignal signal{kind, text.original(*range), std::nullopt};
  if (is_denied(text, *range))
    signal.doubt = SignalDoubt::negated;
  else if (is_conditional(text, *range))
    signal.doubt = SignalDoubt::conditional;
  out.emplace_back(range->from, std::move(signal));
}

}  // namespace

NeedSuggestion suggest_need(std::string_view utf8) {
  const SuggestText text(utf8);
  std::vector<std::pair<std::size_t, NeedSignal>> found;
  for (const TextRange& clause : text.clauses()) {
    collect(text, clause, NeedState::implied, difficulty_phrases(), found);
    collect(text, clause, NeedState::explicit_, wish_phrases(), found);
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  NeedSuggestion result;
  for (auto& [at, signal] : found) {
    if (!signal.doubt && (!result.suggestion || signal.kind == NeedState::explicit_)) result.suggestion = signal.kind;
    result.signals.push_back(std::move(signal));
  }
  return result;
}

void write_need_suggestion(std::string& out, const NeedSuggestion& suggestion) {
  json_text::Object object(out);
  member(object, "suggestion", suggestion.suggestion);
  write_list(object.key("signals"), suggestion.signals, [&](const NeedSignal& signal) {
    json_text::Object entry(out);
    member(entry, "kind", signal.kind);
    entry.string("text", signal.text);
    entry.boolean("counts", !signal.doubt);
    member(entry, "why", signal.doubt);
    entry.close();
  });
  object.close();
}

}  // namespace wheelhouse::service
