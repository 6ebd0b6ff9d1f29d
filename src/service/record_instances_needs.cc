#include "service/record_service_impl.h"

namespace wheelhouse::service {

WHEELHOUSE_RECORD_SERVICE(Problem)
WHEELHOUSE_RECORD_SERVICE(Need)
WHEELHOUSE_RECORD_SERVICE(NeedQuote)
WHEELHOUSE_RECORD_SERVICE(QuestionTemplate)
WHEELHOUSE_RECORD_SERVICE(Question)
WHEELHOUSE_RECORD_SERVICE(Feature)
WHEELHOUSE_RECORD_SERVICE(Statement)

}  // namespace wheelhouse::service
