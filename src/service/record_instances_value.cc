#include "service/record_service_impl.h"

namespace wheelhouse::service {

WHEELHOUSE_RECORD_SERVICE(StatementUse)
WHEELHOUSE_RECORD_SERVICE(SolutionPart)
WHEELHOUSE_RECORD_SERVICE(Criterion)
WHEELHOUSE_RECORD_SERVICE(CriterionScore)
WHEELHOUSE_RECORD_SERVICE(ValueItem)
WHEELHOUSE_RECORD_SERVICE(ValueCase)
WHEELHOUSE_RECORD_SERVICE(BuyerProfile)
WHEELHOUSE_RECORD_SERVICE(AccountMember)
WHEELHOUSE_RECORD_SERVICE(Share)

}  // namespace wheelhouse::service
