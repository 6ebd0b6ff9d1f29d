#include "lang/language.h"

#include <boost/json.hpp>
#include <map>
#include <stdexcept>
#include <unordered_map>

#include "base/embedded.h"

namespace wheelhouse::lang {
namespace {

using Pack = std::unordered_map<std::string, std::string>;

void flatten(const boost::json::object& object, const std::string& prefix, Pack& pack) {
  for (const auto& [key, value] : object) {
    const std::string name = prefix + std::string(key.data(), key.size());
    if (value.is_object()) flatten(value.get_object(), name + ".", pack);
    else if (value.is_string()) pack.emplace(name, std::string(value.get_string().data(), value.get_string().size()));
  }
}

const std::map<std::string, Pack, std::less<>>& packs() {
  static const auto all = [] {
    std::map<std::string, Pack, std::less<>> result;
    for (const EmbeddedFile& file : lang_packs::files()) {
      const std::string_view name = file.path.substr(0, file.path.find('.'));
      flatten(boost::json::parse({file.bytes.data(), file.bytes.size()}).as_object(), "", result[std::string(name)]);
    }
    return result;
  }();
  return all;
}

const std::string* find(std::string_view language, std::string_view key) {
  const auto pack = packs().find(language);
  if (pack == packs().end()) return nullptr;
  const auto found = pack->second.find(std::string(key));
  return found == pack->second.end() ? nullptr : &found->second;
}

}  // namespace

std::string_view choose_language(std::string_view preference) {
  // The first of the listed tags that is ours wins: browsers list them by preference.
  for (std::size_t i = 0; i + 1 < preference.size(); ++i) {
    const bool starts = i == 0 || preference[i - 1] == ',' || preference[i - 1] == ' ';
    if (!starts) continue;
    const std::string_view tag = preference.substr(i, 2);
    if (tag == "zh" || tag == "ZH") return "zh-CN";
    if (tag == "en" || tag == "EN") return "en";
  }
  return "en";
}

bool has_text(std::string_view language, std::string_view key) { return find(language, key) != nullptr; }

std::string text(std::string_view language, std::string_view key, const Params& params) {
  const std::string* pattern = find(language, key);
  if (!pattern) return std::string(key);
  std::string out;
  for (std::size_t i = 0; i < pattern->size();) {
    const std::size_t close = (*pattern)[i] == '{' ? pattern->find('}', i) : std::string::npos;
    if (close == std::string::npos) {
      out += (*pattern)[i++];
      continue;
    }
    const std::string_view name = std::string_view(*pattern).substr(i + 1, close - i - 1);
    for (const Param& param : params)
      if (param.name == name) out += param.value;
    i = close + 1;
  }
  return out;
}

}  // namespace wheelhouse::lang
