// A next action in words for paper: what to do, and why it is on the list. The interface says the same in its own words.
#pragma once
#include <string>

#include "service/name_lookup.h"
#include "service/next_actions.h"
#include "service/print_words.h"

namespace wheelhouse::service {

struct ActionWords {
  std::string what, why;
};
// `people`: names of the contacts that the actions are about.
ActionWords words_of(const NextAction& action, const PrintWords& words, const NamesById& people);

}  // namespace wheelhouse::service
