#include "api/routes.h"

namespace wheelhouse::api {

RouteList all_routes() {
  RouteList routes;
  add_meta_routes(routes);
  add_session_routes(routes);  // and the second factor's
  add_setup_routes(routes);
  add_user_routes(routes);
  add_key_routes(routes);
  add_record_routes(routes);
  add_need_routes(routes);
  add_offer_routes(routes);
  add_question_routes(routes);
  add_selling_call_routes(routes);
  add_value_routes(routes);
  add_ground_routes(routes);
  add_wheel_routes(routes);
  add_import_routes(routes);
  add_export_routes(routes);
  add_undo_routes(routes);
  add_today_routes(routes);
  add_capture_routes(routes);
  add_search_routes(routes);
  add_history_routes(routes);
  return routes;
}

}  // namespace wheelhouse::api
