// What a password is guessed to be made of: the commonest ones there are (the list of Debian's python3-zxcvbn, 30,000 out of known
// breaches), and the names of a person, his company and this program. Texts come in lower case.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace wheelhouse::service {

// Few different characters, or one short piece over and over ("123456123456123").
bool is_too_simple(std::string_view text);
// Every character follows the one before it in the alphabet, among the digits or along a row of the keyboard.
bool is_a_row(std::string_view text);

bool is_listed_password(std::string_view text);
// A listed one; one with little around it ("sunshine12345678"); two of them in a row.
bool is_common_password(std::string_view text);

// The words of a name or an address that a guess begins with.
std::vector<std::string> words_to_guess(std::string_view name, std::string_view email, std::string_view company);
// Hardly anything is left of it without these words.
bool is_made_of_words(std::string_view text, const std::vector<std::string>& words);

}  // namespace wheelhouse::service
