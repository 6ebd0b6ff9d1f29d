// {"situation":2,"problem":0,…}: how many of each kind, by its name.
#pragma once
#include <string>

#include "reflect/enum_names.h"
#include "reflect/json_text.h"

namespace wheelhouse::service {

template <NamedEnum E, class Counts>
void write_counts(std::string& out, const Counts& counts) {
  json_text::Object object(out);
  for (std::size_t i = 0; i < counts.size(); ++i) object.integer(to_string(static_cast<E>(i)), counts[i]);
  object.close();
}

}  // namespace wheelhouse::service
