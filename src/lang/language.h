// The language packs (lang/*.json, embedded): keys to sentences in zh-CN or en, with {name} for parameters.
#pragma once
#include <string>
#include <string_view>

#include "base/error.h"

namespace wheelhouse::lang {
// "zh-CN" or "en": the best of an Accept-Language header, of a POSIX locale ("zh_CN.UTF-8") or of a plain tag. "en" when unsure.
std::string_view choose_language(std::string_view preference);
// The text under a dotted key ("error.not_found", "stage.criteria"). The key itself when the pack lacks it.
std::string text(std::string_view language, std::string_view key, const Params& params = {});
bool has_text(std::string_view language, std::string_view key);
}  // namespace wheelhouse::lang
