#include "cli/parse_error.h"

namespace wheelhouse::cli {
namespace {

// The parser says "--format: x not in {csv,xlsx}": the option, and what it holds against its value.
std::pair<std::string, std::string> option_and_rest(const std::string& message) {
  const auto colon = message.find(": ");
  if (colon == std::string::npos) return {"", message};
  return {message.substr(0, colon), message.substr(colon + 2)};
}

}  // namespace

Error error_of(const CLI::ParseError& error, const CLI::App& app) {
  std::vector<FieldError> fields;
  const std::string message = error.what();
  const auto is = [&]<class Kind>() { return dynamic_cast<const Kind*>(&error) != nullptr; };
  const auto [option, rest] = option_and_rest(message);
  if (is.template operator()<CLI::ExtrasError>()) {
    for (const std::string& word : app.remaining(true)) fields.push_back({word, "unknown_argument", {}});
  } else if (is.template operator()<CLI::RequiredError>()) {
    const auto end = message.find(" is required");
    const bool of_a_command = message.find("ubcommand") != std::string::npos;
    fields.push_back(of_a_command || end == std::string::npos ? FieldError{"", "command_missing", {}}
                                                              : FieldError{message.substr(0, end), "argument_missing", {}});
  } else if (is.template operator()<CLI::ArgumentMismatch>()) {
    fields.push_back({option, "value_missing", {}});
  } else if (is.template operator()<CLI::ConversionError>()) {  // "Could not convert: --port = x"
    const auto equals = rest.find(" = ");
    const std::string value = equals == std::string::npos ? "" : rest.substr(equals + 3);
    fields.push_back({rest.substr(0, equals), "value_not_accepted", {{"detail", value}}});
  } else {
    fields.push_back({option, "value_not_accepted", {{"detail", rest}}});
  }
  Error result = Error::invalid_fields(std::move(fields));
  result.reason = "bad_command_line";
  return result;
}

}  // namespace wheelhouse::cli
