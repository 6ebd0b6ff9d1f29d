// What each person who decides gains from a deal: the organisation through him, and he himself (METHOD M105, M97). Reads only.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "domain/contact.h"
#include "domain/contact_benefit.h"
#include "domain/opportunity.h"
#include "service/actor.h"
#include "storage/session.h"

namespace wheelhouse::service {

// Decides: by role, or with the influence of one who does.
bool decides(const Contact& contact);

struct PersonGain {
  Contact contact;
  bool decides = false;
  std::optional<ContactBenefit> benefit;
  std::vector<std::string_view> withheld;  // fields of the benefit that the actor may not learn
  std::vector<std::string> money_words;  // in the words of the personal gain
  // Waits for a manager's look: goes into no paper until then.
  bool held() const { return !money_words.empty() && !benefit->reviewed_at; }
  bool lacks_organisation() const;
  bool lacks_personal() const;
};
// Those who decide first, then whoever else has a gain written down; by influence, then by name. Nobody when the customer is out of
// the actor's sight.
std::vector<PersonGain> deal_gains(storage::Session& session, const Actor& actor, const Opportunity& opportunity);
// People who decide and lack either gain.
std::int64_t gains_missing(const std::vector<PersonGain>& gains);

// {"people":[{"contact","decides","benefit","missing","held","money_words"}],"missing","held"}
void write_gains(std::string& out, const std::vector<PersonGain>& gains);

}  // namespace wheelhouse::service
