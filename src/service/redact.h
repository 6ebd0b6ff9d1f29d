// Finding what names a person in running text, and putting other words there. Pure.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace wheelhouse::service {

class Redactor {
 public:
  // `names`: found where they stand as words (Chinese: anywhere), from two characters on. `addresses`: e-mail addresses. `numbers`:
  // telephone numbers, found however they are spaced, from seven digits on. Case is not looked at.
  Redactor(std::vector<std::string> names, std::vector<std::string> addresses, std::vector<std::string> numbers, std::string instead);

  // `with_name`: somebody else may bear the same name; then it says nothing outside his own account.
  bool finds(std::string_view text, bool with_name) const;
  std::string redact(std::string_view text, bool with_name) const;
  // What a text must hold, in lower case, to be worth looking at: for SQL. Never empty strings.
  std::vector<std::string> hints(bool with_name) const;

 private:
  // Bytes of the identifier that begins at `at`, 0 when none does.
  std::size_t match(std::string_view text, std::size_t at, bool with_name) const;

  std::string instead_;
  std::vector<std::string> names_, addresses_, numbers_;  // lower case; digits alone
};

}  // namespace wheelhouse::service
