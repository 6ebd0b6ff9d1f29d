// The proposal that a customer is handed: needs in their words, our answer, its value as they reckon it, what both sides do next.
//
// Nothing that stays in the house can get into it, because the paper is made from CustomerFacing alone and that has no place for any of
// it: no limit, margin or cost to serve, no stance, influence or style of a person, no objection, rival or score, no doubt and no figure
// that nobody at the customer stands behind. proposal_records.cc is the one place that fills it; proposal_document.cc sees no record
// (tests/architecture). Who adds a member here decides that customers may read it.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "domain/opportunity.h"
#include "print/document.h"
#include "service/actor.h"
#include "service/print_words.h"
#include "storage/session.h"

namespace wheelhouse::service {

struct CustomerFacing {
  struct Need {
    std::string text;
    std::string quote;  // what they want or gain, in their words; not who said it
  };
  struct Part {
    std::string name, product, need;
  };
  struct Gain {  // an answer to a need they stated
    std::string need, benefit, how;
    std::string figure;  // "300,000 yuan a year"; only when the customer confirmed it
    std::string basis, proof, condition, result;
    std::string confirmed_by;  // their own person, with the date
  };
  struct Amount {  // minor units
    std::string name, basis;
    double minor = 0;
    bool yearly = false;
  };
  struct Value {
    std::string currency;
    std::vector<Amount> benefits, costs;
    double first_year = 0;
    double net_present = 0, rate = 0;  // over the years, at that rate
    std::optional<int> payback_years;
    int years = 0;
  };
  struct Wish {
    std::string name, target, measure;
  };
  struct PersonGain {  // what each who decides gains: the organisation through him, and he in his work
    std::string who, organisation, personal;
  };
  struct Step {
    std::string text, who;
    bool theirs = false;
    std::optional<Instant> due_at;
  };

  std::string house, seller, seller_email;
  std::string customer, title;
  std::string improvement;  // what gets better, for whom, by how much
  std::vector<Need> needs;
  std::vector<Part> parts;
  std::vector<Gain> gains;
  std::vector<PersonGain> person_gains;
  std::optional<Value> value;
  std::vector<Wish> wishes;
  std::vector<Step> steps;
};

// Of a deal the actor may see.
CustomerFacing customer_facing(storage::Session& session, const Actor& actor, const Opportunity& opportunity, const PrintWords& words);
print::Document proposal_document(const CustomerFacing& content, const PrintWords& words);
// What the gate of METHOD C5 holds back is made as a draft alone, which says so on every page. Errors: conflict "proposal_gate".
Result<print::Document> proposal(storage::Session& session, const Actor& actor, const Opportunity& opportunity, const PrintReader& reader,
                                 bool as_draft);

}  // namespace wheelhouse::service
