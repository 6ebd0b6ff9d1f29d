// How far the book had got when whoever asks last wrote to it: a cookie of his browser, a header of a program. What he reads next is
// answered by a standby only if that has got as far (storage::ReadPlace).
#pragma once
#include <string_view>

#include "api/reply.h"
#include "http/request.h"
#include "service/authenticate.h"

namespace wheelhouse::api {

// "" when none was sent.
std::string_view seen_position(const http::RequestHead& request);
// `position`: Database::position(); nothing is shown for "". `identity`: whose request it is, null for nobody's.
void show_position(Reply& reply, const http::RequestHead& request, const service::Identity* identity, std::string_view position);

}  // namespace wheelhouse::api
