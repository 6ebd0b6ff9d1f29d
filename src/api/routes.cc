#include "api/routes.h"

#include <stdexcept>

#include "service/field_policy.h"

namespace wheelhouse::api {
namespace {

// What a route's answers hold of the fields that not everyone learns (service/field_policy.h), by its object.
enum class Fields {
  none,      // nothing of them, nor what follows from them
  withheld,  // taken away from whom they are not for
};
// Where it is read. What decides whether somebody gets in and what he may do is never older than the last word on it.
enum class Reads {
  anywhere,  // records: on a standby too, if that knows what has been seen (storage::ReadPlace)
  primary,
};
struct ObjectFields {
  std::string_view object;
  Fields fields;
  Reads reads = Reads::anywhere;
};
constexpr ObjectFields kObjects[] = {
    {"account", Fields::withheld},  // the counts of stances
    {"account_member", Fields::none, Reads::primary},
    {"account_plan", Fields::withheld},
    {"aftersales", Fields::none},
    {"attachment", Fields::none},
    {"buyer_profile", Fields::none},
    {"buyer_type", Fields::withheld},  // serving from margin and cost to serve
    {"call", Fields::none},
    {"call_numbers", Fields::none},
    {"call_plan", Fields::withheld},
    {"capture", Fields::none},
    {"change", Fields::withheld},
    {"change_path", Fields::none},
    {"cockpit", Fields::withheld},
    {"commitment", Fields::none},
    {"competitor", Fields::none},
    {"contact", Fields::withheld},
    {"contact_benefit", Fields::withheld},
    {"criteria_grid", Fields::none},
    {"criterion", Fields::none},
    {"criterion_score", Fields::none},
    {"deal_value", Fields::withheld},
    {"deal_sheet", Fields::withheld},
    {"debrief", Fields::none},
    {"delivery_item", Fields::none},
    {"development_goal", Fields::none},
    {"event_stream", Fields::none, Reads::primary},
    {"evidence", Fields::none},
    {"export", Fields::withheld, Reads::primary},
    {"feature", Fields::none},
    {"game_rule", Fields::none},
    {"gains", Fields::withheld},
    {"gap", Fields::none},
    {"growth", Fields::none},
    {"health", Fields::none, Reads::primary},
    {"impact_chart", Fields::none},
    {"import", Fields::none, Reads::primary},  // answers what the file said
    {"key", Fields::none, Reads::primary},
    {"metrics", Fields::none, Reads::primary},
    {"need", Fields::none},
    {"need_ledger", Fields::none},
    {"need_move", Fields::none},
    {"need_quote", Fields::none},
    {"need_suggestion", Fields::none},
    {"next_step", Fields::none},
    {"note", Fields::none},
    {"objection", Fields::none},
    {"objection_library", Fields::none},
    {"objection_move", Fields::none},
    {"objection_numbers", Fields::none},
    {"offer", Fields::withheld},
    {"openapi", Fields::none, Reads::primary},
    {"opportunity", Fields::none},
    {"pool", Fields::withheld},  // the account that was claimed
    {"password", Fields::none, Reads::primary},
    {"practice", Fields::none},                 // what is learned, and a person's own attempts
    {"privacy", Fields::none, Reads::primary},  // administrators alone, who learn everything
    {"problem", Fields::none},
    {"product", Fields::none},
    {"proposal", Fields::none},  // made without such fields
    {"qualification", Fields::none},
    {"question", Fields::none},
    {"question_bank", Fields::none},
    {"question_chains", Fields::none},
    {"question_template", Fields::none},
    {"reframe", Fields::none},
    {"reframe_card", Fields::none},
    {"remorse_signal", Fields::none},
    {"rule", Fields::none},
    {"search", Fields::none},
    {"second_factor", Fields::none, Reads::primary},
    {"self_check", Fields::none},
    {"seller_issue", Fields::none},
    {"service_reminder", Fields::none},
    {"session", Fields::none, Reads::primary},
    {"set_up", Fields::none, Reads::primary},
    {"share", Fields::none, Reads::primary},
    {"single_sign_on", Fields::none, Reads::primary},
    {"solution_part", Fields::withheld},
    {"stage_event", Fields::none},
    {"statement", Fields::none},
    {"step_figures", Fields::none},
    {"statement_use", Fields::none},
    {"talk", Fields::none},
    {"team", Fields::none, Reads::primary},
    {"triangle", Fields::none},
    {"triangle_view", Fields::withheld},  // how many are for us and against
    {"today", Fields::withheld},          // who is against us
    {"user", Fields::none, Reads::primary},
    {"value_case", Fields::withheld},
    {"value_item", Fields::none},
    {"vocabulary", Fields::none},
    {"wheel", Fields::none},
    {"workspace", Fields::none, Reads::primary},
};

// A route that does not say whose rights it asks for, or whose object nobody thought about, does not start.
void apply_policies(RouteList& routes) {
  for (Route& route : routes) {
    const ObjectFields* known = nullptr;
    for (const ObjectFields& entry : kObjects)
      if (entry.object == route.object) known = &entry;
    const bool writes = route.method != "GET";
    const bool says_verb = !writes || route.kind != RouteKind::write || route.verb != service::Verb::read || route.object == "today" ||
                           route.object == "practice";
    const bool passes = !known || !service::is_guarded(route.object) || known->fields == Fields::withheld;
    if (known && says_verb && passes) {
      route.may_be_read_on_standby = known->reads == Reads::anywhere && route.read && route.access == Access::signed_in && !route.in_one_go;
      continue;
    }
    throw std::logic_error("route without object, verb or field policy: " + std::string(route.method) + " " + std::string(route.pattern));
  }
}

}  // namespace

RouteList all_routes() {
  RouteList routes;
  add_meta_routes(routes);
  add_session_routes(routes);  // and the second factor's, and the provider's
  add_setup_routes(routes);
  add_user_routes(routes);
  add_key_routes(routes);
  add_record_routes(routes);
  add_attachment_routes(routes);
  add_pool_routes(routes);
  add_practice_routes(routes);
  add_privacy_routes(routes);
  add_need_routes(routes);
  add_offer_routes(routes);
  add_question_routes(routes);
  add_selling_call_routes(routes);
  add_value_routes(routes);
  add_ground_routes(routes);
  add_coaching_routes(routes);
  add_wheel_routes(routes);
  add_import_routes(routes);
  add_export_routes(routes);
  add_document_routes(routes);
  add_undo_routes(routes);
  add_today_routes(routes);
  add_capture_routes(routes);
  add_search_routes(routes);
  add_history_routes(routes);
  apply_policies(routes);
  return routes;
}

}  // namespace wheelhouse::api
