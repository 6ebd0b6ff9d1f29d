#include "service/record_service_impl.h"

namespace wheelhouse::service {

WHEELHOUSE_RECORD_SERVICE(Attachment)

}  // namespace wheelhouse::service
