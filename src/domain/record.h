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
struct AccountMember;
struct Attachment;
struct BuyerProfile;
struct Call;
struct Commitment;
struct Competitor;
struct Contact;
struct ContactBenefit;
struct Criterion;
struct CriterionScore;
struct DeliveryItem;
struct DevelopmentGoal;
struct Evidence;
struct Feature;
struct GameRule;
struct Need;
struct NeedQuote;
struct NextStep;
struct Note;
struct Objection;
struct Opportunity;
struct Problem;
struct Product;
struct Question;
struct QuestionTemplate;
struct Share;
struct ReframeCard;
struct RemorseSignal;
struct SellerIssue;
struct ServiceReminder;
struct SolutionPart;
struct StageEvent;
struct Statement;
struct StatementUse;
struct Team;
struct Triangle;
struct User;
struct ValueCase;
struct ValueItem;

using Text = std::optional<std::string>;  // null when there is none; never an empty string from the edge
constexpr Limits kShort{.max_length = 100};
constexpr Limits kName{.required = true, .max_length = 200};
constexpr Limits kLine{.max_length = 300};
constexpr Limits kLong{.max_length = 4000};
constexpr Limits kWords{.max_length = 2000};
constexpr Limits kScore{.min = 1, .max = 5};  // a score or rating 1..5
constexpr Limits kCurrency{.max_length = 3};
}  // namespace wheelhouse
