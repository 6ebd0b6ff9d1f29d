// Forward names of every entity, so that a record can hold the id of another without including it.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "domain/vocabulary.h"
#include "reflect/field.h"
#include "reflect/kind.h"

namespace wheelhouse {
struct Account;
struct Call;
struct Commitment;
struct Competitor;
struct Contact;
struct Evidence;
struct NextStep;
struct Note;
struct Opportunity;
struct Product;
struct StageEvent;
struct Team;
struct User;

using Text = std::optional<std::string>;  // null when there is none; never an empty string from the edge
constexpr Limits kShort{.max_length = 100};
constexpr Limits kName{.required = true, .max_length = 200};
constexpr Limits kLine{.max_length = 300};
constexpr Limits kLong{.max_length = 4000};
constexpr Limits kCurrency{.max_length = 3};
}  // namespace wheelhouse
