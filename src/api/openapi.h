// The API describes itself: OpenAPI 3.1 from the route table and the entity declarations.
#pragma once
#include <string>

#include "api/route.h"

namespace wheelhouse::api {
std::string openapi_document(const RouteList& routes);
// The entities and word lists as TypeScript, for web/src/generated/entities.ts.
std::string typescript_entities();
}  // namespace wheelhouse::api
