// Files compiled into the program (language packs, training modules and cases, the interface). Read-only, alive for the whole run.
#pragma once
#include <span>
#include <string_view>

namespace wheelhouse {
struct EmbeddedFile {
  std::string_view path;   // relative, '/'-separated
  std::string_view bytes;
};
namespace lang_packs { std::span<const EmbeddedFile> files(); }
namespace common_passwords { std::span<const EmbeddedFile> files(); }  // one, a password a line
namespace practice_texts { std::span<const EmbeddedFile> files(); }
namespace ui_assets { std::span<const EmbeddedFile> files(); }
}  // namespace wheelhouse
