#include "service/record_service_impl.h"

namespace wheelhouse::service {

WHEELHOUSE_RECORD_SERVICE(Team)
WHEELHOUSE_RECORD_SERVICE(User)
WHEELHOUSE_RECORD_SERVICE(Account)
WHEELHOUSE_RECORD_SERVICE(Contact)
WHEELHOUSE_RECORD_SERVICE(Product)
WHEELHOUSE_RECORD_SERVICE(Opportunity)
WHEELHOUSE_RECORD_SERVICE(Competitor)

}  // namespace wheelhouse::service
