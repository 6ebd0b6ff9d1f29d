// METHOD §3.1, M17–M23: when each of the seven steps is done. A step may be repeated, and is never done because time passed. Pure.
#pragma once
#include <array>
#include <optional>
#include <span>

#include "domain/vocabulary.h"

namespace wheelhouse::method {

constexpr std::size_t kSellingSteps = 7;  // preparation .. close; service follows and is no step
constexpr double kPlanComplete = 60;      // C4 score that a prepared call reaches

struct PreparedCall {
  double plan_score = 0;                             // C4
  bool has_objective = false, has_fallback = false;  // what the customer is to do
};
struct StepFacts {
  std::span<const PreparedCall> calls;
  bool talk_agreed = false;               // the customer agreed to a talk, with its time and topic
  int quoted_needs = 0;                   // implied or further on, with a quote of somebody
  int buying_people = 0;                  // listed with the part they have in buying
  int benefits = 0;                       // statements that are a benefit or a value of an explicit need
  bool customer_said_proven = false;      // the customer, not the seller, says what was shown
  std::optional<double> must_have_cover;  // share of explicit must-haves with a benefit; null without any
  bool value_confirmed = false;           // somebody at the customer stands behind the value
  bool ordered = false;
  bool dated_promise = false;  // the customer promised to do something by a day
};
using StepChecks = std::array<bool, kSellingSteps>;  // by SellerStep
StepChecks evaluate_steps(const StepFacts& facts);
bool all_steps_done(const StepChecks& checks);

}  // namespace wheelhouse::method
