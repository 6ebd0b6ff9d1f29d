// A need with what hangs on it: its quotes and its chain of questions, and what METHOD C3 says of it. Reads only.
#pragma once
#include <array>
#include <string>
#include <vector>

#include "domain/need.h"
#include "domain/need_quote.h"
#include "domain/question.h"
#include "method/need.h"
#include "storage/session.h"

namespace wheelhouse::service {

struct NeedRecord {
  Need need;
  std::vector<NeedQuote> quotes;    // oldest first
  std::vector<Question> questions;  // its chain, in order
};

// `column` is opportunity_id, account_id, or id for a single one. Needs oldest first.
std::vector<NeedRecord> needs_with_parts(storage::Session& session, std::int64_t workspace_id, std::string_view column, const Uuid& id);

method::NeedLayer layer_of(const Need& need);
std::optional<double> intensity_of(const Need& need);  // C3: 0..100; null while severity, urgency or reach is unknown
// Implication questions that were asked and answered and whose consequence the customer accepted.
int accepted_implications(const std::vector<Question>& questions);
// A quote proves something once somebody is known to have said it.
bool proves(const NeedQuote& quote);
std::array<int, enum_size<QuestionType>()> question_counts(const std::vector<Question>& questions);
constexpr bool is_open(NeedState state) { return state != NeedState::met && state != NeedState::dropped; }
constexpr bool is_explicit(NeedState state) { return state == NeedState::explicit_ || state == NeedState::confirmed; }

// NMI of C3 over the needs.
std::optional<double> maturity_of(const std::vector<NeedRecord>& needs);

// Appends ,"intensity","layers","band","quotes_count","accepted_implications" and, `whole`, "quotes" and "moves".
void write_need_extras(std::string& out, const NeedRecord& record, bool whole);

}  // namespace wheelhouse::service
