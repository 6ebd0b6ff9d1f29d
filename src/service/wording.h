// Words that must not stand where they stand: money where a personal gain is meant (METHOD M104), blame where an answer to an
// objection is (M24). Suggests by phrases in Chinese and English; what is denied ("no cash") counts too, for a person to look at.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wheelhouse::service {

// The words of money and gifts, as typed, in their order; empty without any.
std::vector<std::string> money_words(std::string_view text);
// The first words that say that the customer is wrong, as typed.
std::optional<std::string> blaming_words(std::string_view text);

}  // namespace wheelhouse::service
