#include "cli/doctor_report.h"

#include "lang/language.h"
#include "reflect/json_text.h"

namespace wheelhouse::cli {

std::string checks_as_json(const std::vector<service::Check>& checks) {
  std::string out = "[";
  for (const service::Check& check : checks) {
    if (out.size() > 1) out += ',';
    json_text::Object item(out);
    item.string("check", check.name);
    item.string("state", to_string(check.state));
    item.string("detail", check.detail);
    item.close();
  }
  return out + "]";
}

std::string checks_as_text(const std::vector<service::Check>& checks, const std::string& language) {
  std::string out;
  for (const service::Check& check : checks)
    out += (check.state == service::CheckState::passed ? "✓ " : check.state == service::CheckState::warning ? "! " : "✕ ") +
           lang::text(language, "cli.doctor." + check.name) + (check.detail.empty() ? "" : ": " + check.detail) + "\n";
  return out;
}

}  // namespace wheelhouse::cli
