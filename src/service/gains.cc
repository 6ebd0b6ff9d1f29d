#include "service/gains.h"

#include <algorithm>

#include "method/blank.h"
#include "service/field_policy.h"
#include "service/json_parts.h"
#include "service/record_service.h"
#include "service/wording.h"
#include "storage/record_store.h"

namespace wheelhouse::service {
namespace {

constexpr std::int64_t kDecidingInfluence = 5;
bool says(const Text& text) { return text && !method::is_blank(*text); }

}  // namespace

bool decides(const Contact& contact) {
  return contact.role == ContactRole::decision_maker || contact.influence.value_or(0) >= kDecidingInfluence;
}

bool PersonGain::lacks_organisation() const { return !benefit || !says(benefit->organisation_benefit); }
bool PersonGain::lacks_personal() const { return withheld.empty() && (!benefit || !says(benefit->personal_benefit)); }

std::vector<PersonGain> deal_gains(storage::Session& session, const Actor& actor, const Opportunity& opportunity) {
  std::vector<PersonGain> gains;
  if (!opportunity.account_id || !find_visible(session, actor, *opportunity.account_id)) return gains;
  auto people = storage::select_records<Contact>(session, actor.workspace_id, "account_id = ?2", {opportunity.account_id->uuid});
  auto benefits = storage::select_records<ContactBenefit>(session, actor.workspace_id, "opportunity_id = ?2", {opportunity.id.uuid});
  for (Contact& contact : people) {
    PersonGain gain;
    gain.decides = decides(contact);
    for (ContactBenefit& benefit : benefits)
      if (benefit.contact_id == contact.id) {
        gain.withheld = withhold(session, actor, benefit);
        if (benefit.personal_benefit) gain.money_words = money_words(*benefit.personal_benefit);
        gain.benefit = std::move(benefit);
        break;
      }
    gain.contact = std::move(contact);
    if (gain.decides || gain.benefit) gains.push_back(std::move(gain));
  }
  std::sort(gains.begin(), gains.end(), [](const PersonGain& a, const PersonGain& b) {
    if (a.decides != b.decides) return a.decides;
    const auto influence = [](const PersonGain& g) { return g.contact.influence.value_or(-1); };
    if (influence(a) != influence(b)) return influence(a) > influence(b);
    return a.contact.name != b.contact.name ? a.contact.name < b.contact.name : a.contact.id.uuid < b.contact.id.uuid;
  });
  return gains;
}

std::int64_t gains_missing(const std::vector<PersonGain>& gains) {
  return std::count_if(gains.begin(), gains.end(),
                       [](const PersonGain& g) { return g.decides && (g.lacks_organisation() || g.lacks_personal()); });
}

void write_gains(std::string& out, const std::vector<PersonGain>& gains) {
  json_text::Object object(out);
  write_list(object.key("people"), gains, [&](const PersonGain& gain) {
    json_text::Object one(out);
    json_text::Object contact(one.key("contact"));
    contact.string("id", to_string(gain.contact.id));
    contact.string("name", gain.contact.name);
    member(contact, "title", gain.contact.title);
    member(contact, "role", gain.contact.role);
    member(contact, "level", gain.contact.level);
    contact.close();
    one.boolean("decides", gain.decides);
    one.key("benefit");
    if (gain.benefit) {
      out += '{';
      write_json_members(out, *gain.benefit);
      write_withheld(out, gain.withheld);
      out += '}';
    } else {
      out += "null";
    }
    std::vector<std::string_view> missing;
    if (gain.decides && gain.lacks_organisation()) missing.push_back("organisation_benefit");
    if (gain.decides && gain.lacks_personal()) missing.push_back("personal_benefit");
    write_list(one.key("missing"), missing, [&](std::string_view name) { json_text::append_string(out, name); });
    one.boolean("held", gain.held());
    write_list(one.key("money_words"), gain.money_words, [&](const std::string& word) { json_text::append_string(out, word); });
    one.close();
  });
  object.integer("missing", gains_missing(gains));
  object.integer("held", std::count_if(gains.begin(), gains.end(), [](const PersonGain& g) { return g.held(); }));
  object.close();
}

}  // namespace wheelhouse::service
