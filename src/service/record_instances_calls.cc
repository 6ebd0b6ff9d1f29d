#include "service/record_service_impl.h"

namespace wheelhouse::service {

WHEELHOUSE_RECORD_SERVICE(Call)
WHEELHOUSE_RECORD_SERVICE(Commitment)
WHEELHOUSE_RECORD_SERVICE(NextStep)
WHEELHOUSE_RECORD_SERVICE(Note)
WHEELHOUSE_RECORD_SERVICE(Evidence)
WHEELHOUSE_RECORD_SERVICE(StageEvent)
WHEELHOUSE_RECORD_SERVICE(Objection)

}  // namespace wheelhouse::service
