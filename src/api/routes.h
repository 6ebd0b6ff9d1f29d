// The one table of all routes, put together from one function per handlers file.
#pragma once
#include "api/route.h"

namespace wheelhouse::service {
class SignInThrottle;
}

namespace wheelhouse::api {

void add_record_routes(RouteList& routes);   // record_handlers.cc
void add_selling_record_routes(RouteList& routes);  // selling_record_handlers.cc
void add_attachment_routes(RouteList& routes);  // attachment_handlers.cc
void add_privacy_routes(RouteList& routes);  // privacy_handlers.cc
void add_pool_routes(RouteList& routes);     // pool_handlers.cc
void add_practice_routes(RouteList& routes); // practice_handlers.cc
void add_need_routes(RouteList& routes);     // need_handlers.cc
void add_offer_routes(RouteList& routes);    // offer_handlers.cc
void add_question_routes(RouteList& routes); // question_handlers.cc
void add_selling_call_routes(RouteList& routes);  // selling_call_handlers.cc
void add_coaching_routes(RouteList& routes);      // coaching_handlers.cc
void add_ground_routes(RouteList& routes);   // ground_handlers.cc
void add_value_routes(RouteList& routes);    // value_handlers.cc
void add_wheel_routes(RouteList& routes);    // wheel_handlers.cc
void add_import_routes(RouteList& routes);   // import_handlers.cc
void add_export_routes(RouteList& routes);   // export_handlers.cc
void add_document_routes(RouteList& routes); // document_handlers.cc
void add_undo_routes(RouteList& routes);     // undo_handlers.cc
void add_today_routes(RouteList& routes);    // today_handlers.cc
void add_capture_routes(RouteList& routes);  // capture_handlers.cc
void add_search_routes(RouteList& routes);   // search_handlers.cc
void add_history_routes(RouteList& routes);  // history_handlers.cc
void add_meta_routes(RouteList& routes);     // meta_handlers.cc

void add_session_routes(RouteList& routes);  // session_handlers.cc
void add_second_factor_routes(RouteList& routes, const std::shared_ptr<service::SignInThrottle>& throttle);  // second_factor_handlers.cc
void add_single_sign_on_routes(RouteList& routes, const std::shared_ptr<service::SignInThrottle>& throttle);  // single_sign_on_handlers.cc
void add_setup_routes(RouteList& routes);    // setup_handlers.cc
void add_user_routes(RouteList& routes);     // user_handlers.cc
void add_key_routes(RouteList& routes);      // key_handlers.cc

RouteList all_routes();

}  // namespace wheelhouse::api
