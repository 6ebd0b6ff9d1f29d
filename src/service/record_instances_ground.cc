#include "service/record_service_impl.h"

namespace wheelhouse::service {

WHEELHOUSE_RECORD_SERVICE(GameRule)
WHEELHOUSE_RECORD_SERVICE(SellerIssue)
WHEELHOUSE_RECORD_SERVICE(Triangle)
WHEELHOUSE_RECORD_SERVICE(ServiceReminder)
WHEELHOUSE_RECORD_SERVICE(RemorseSignal)
WHEELHOUSE_RECORD_SERVICE(DeliveryItem)
WHEELHOUSE_RECORD_SERVICE(ReframeCard)
WHEELHOUSE_RECORD_SERVICE(DevelopmentGoal)
WHEELHOUSE_RECORD_SERVICE(ContactBenefit)

}  // namespace wheelhouse::service
