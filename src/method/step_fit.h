// The seller's seven steps against the customer's wheel: who is ahead of whom. The wheel leads; a seller ahead of the
// customer is the most common thing to coach. Step fit is [ours] and belongs to the alignment strip. Pure.
#pragma once
#include "domain/vocabulary.h"

namespace wheelhouse::method {

// First and last stage that a step serves; equal but for demo and proposal, which serve assessment and investigation.
struct StepFit {
  Stage from{};
  Stage to{};
};
constexpr StepFit step_fit(SellerStep step) {
  switch (step) {
    case SellerStep::preparation: return {Stage::satisfaction, Stage::satisfaction};
    case SellerStep::approach: return {Stage::recognition, Stage::recognition};
    case SellerStep::survey: return {Stage::decision, Stage::decision};
    case SellerStep::presentation: return {Stage::criteria, Stage::criteria};
    case SellerStep::demo:
    case SellerStep::proposal: return {Stage::assessment, Stage::investigation};
    case SellerStep::close: return {Stage::choice, Stage::choice};
    case SellerStep::service: return {Stage::reassessment, Stage::reassessment};
  }
  return {};
}

// Stages from the customer's to the nearest one that the step serves: > 0 the seller is ahead of the customer,
// < 0 behind, 0 in step.
constexpr int step_gap(SellerStep step, Stage customer) {
  const StepFit fit = step_fit(step);
  if (customer < fit.from) return stage_number(fit.from) - stage_number(customer);
  if (customer > fit.to) return stage_number(fit.to) - stage_number(customer);
  return 0;
}

// The step to go (back) to for a customer at `stage`.
constexpr SellerStep step_for(Stage stage) {
  switch (stage) {
    case Stage::satisfaction: return SellerStep::preparation;
    case Stage::recognition: return SellerStep::approach;
    case Stage::decision: return SellerStep::survey;
    case Stage::criteria: return SellerStep::presentation;
    case Stage::assessment: return SellerStep::demo;
    case Stage::investigation: return SellerStep::proposal;
    case Stage::choice: return SellerStep::close;
    case Stage::reassessment: return SellerStep::service;
  }
  return SellerStep::preparation;
}

}  // namespace wheelhouse::method
