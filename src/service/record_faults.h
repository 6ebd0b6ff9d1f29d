// What was written down about a deal and cannot be quite right, or is not whole yet: days out of order, a promise without a person or a
// day, a quote without a speaker. It is kept as it was said, named, and proves nothing until it is mended. Reads only.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "domain/opportunity.h"
#include "service/actor.h"
#include "storage/session.h"

namespace wheelhouse::service {

enum class RecordFaultCode : std::uint8_t {
  close_before_opening,    // the day expected for the end lies before the day it began
  call_before_opening,     // held more than kEarlyDays before the deal began
  quote_before_opening,    // said so early
  promise_before_call,     // due before the call in which it was given
  promise_without_day,     // of an open promise
  promise_without_person,  // the customer's, or ours, and nobody is named
  quote_without_speaker
};
constexpr int kEarlyDays = 30;  // first talks come before a deal is written down
constexpr std::size_t kFaultsShown = 20;

struct RecordFault {
  RecordFaultCode code{};
  std::string object_type;  // "opportunity", "call", "need_quote", "commitment"
  Uuid id;
  std::string name;  // the words it is known by
  std::optional<Instant> day;
};
// At most kFaultsShown, in the order of the codes.
std::vector<RecordFault> record_faults(storage::Session& session, const Actor& actor, const Opportunity& opportunity);
void write_faults(std::string& out, const std::vector<RecordFault>& faults);

}  // namespace wheelhouse::service

namespace wheelhouse {
WH_ENUM_NAMES(service::RecordFaultCode, "close_before_opening", "call_before_opening", "quote_before_opening", "promise_before_call",
              "promise_without_day", "promise_without_person", "quote_without_speaker");
}  // namespace wheelhouse
