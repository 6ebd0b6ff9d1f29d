// What points at a record, found from the declarations: every field of every entity that holds its id. A dependent cannot stand
// without it (evidence without its opportunity); a mention can (who said it, which deal is pinned).
#pragma once
#include <string>
#include <string_view>

#include "domain/all.h"
#include "service/record_traits.h"
#include "storage/record_store.h"

namespace wheelhouse::service {

template <class T>
struct IsList : std::false_type {};
template <class T>
struct IsList<std::vector<T>> : std::true_type {};

// Does a field of type T hold the id of an E?
template <class T, class E>
constexpr bool points_at() {
  if constexpr (requires { typename Kind<unwrapped_t<T>>::Target; })
    return std::is_same_v<typename Kind<unwrapped_t<T>>::Target, E>;
  else
    return false;
}

// Can a record of F not stand without what this optional field of it names? (One that is not optional always depends.)
template <Reflected F>
constexpr bool is_dependence(std::string_view field) {
  return field == "account_id" || field == "opportunity_id" || (field == "call_id" && std::is_same_v<F, Commitment>) ||
         std::is_same_v<F, Attachment>;  // a file goes with what it hangs on
}

// What hangs on others before what others hang on, so that whatever is taken away was left by its own dependents first.
using LeavesFirst =
    TypeList<Attachment, ContactBenefit, DevelopmentGoal, AccountMember, Share, StatementUse, CriterionScore, NeedQuote, Objection,
             SolutionPart, ValueItem, ValueCase, BuyerProfile, GameRule, SellerIssue, Triangle, ServiceReminder, RemorseSignal,
             DeliveryItem, ReframeCard, Criterion, Statement, Question, Need, Problem, Feature, QuestionTemplate, StageEvent, Evidence,
             Note, NextStep, Commitment, Call, Competitor, Opportunity, Contact, Product, Account, User, Team>;

// Calls visit.template operator()<F>(field) for each field of each entity F that holds the id of one E; lists of ids left out.
template <Reflected E, class Visit>
void for_each_pointer_at(Visit&& visit) {
  LeavesFirst::for_each([&]<class F>() {
    for_each_field<F>([&](const auto& f, std::size_t i) {
      using T = typename std::remove_cvref_t<decltype(f)>::Type;
      if constexpr (points_at<T, E>() && !IsList<T>::value)
        if (i >= static_cast<std::size_t>(kRecordFieldCount)) visit.template operator()<F>(f);
    });
  });
}

// What kind of record points at `record`, the first found in the order of LeavesFirst ("need_quote"); "" when none does.
template <Reflected E>
std::string_view pointed_at_by(storage::Session& session, std::int64_t workspace_id, const E& record) {
  std::string_view found;
  for_each_pointer_at<E>([&]<class F>(const auto& f) {
    if (!found.empty()) return;
    std::string sql =
        "SELECT 1 FROM " + std::string(Entity<F>::collection) + " WHERE workspace_id = ?1 AND " + std::string(f.name) + " = ?2";
    if constexpr (std::is_same_v<E, User> && (std::is_same_v<F, Account> || std::is_same_v<F, Opportunity>))  // indexed by owner there
      // The record itself is asked too: within one change, positions follow later.
      sql = "SELECT 1 FROM position p JOIN " + std::string(Entity<F>::collection) +
            " r ON r.workspace_id = p.workspace_id AND r.id = p.subject_id WHERE p.workspace_id = ?1 AND p.unit = " +
            std::to_string(static_cast<int>(std::is_same_v<F, Account> ? Unit::account : Unit::opportunity)) +
            " AND p.owner_id = ?2 AND r.owner_id = ?2";
    if (session.query_first(sql, {workspace_id, record.id.uuid}, [](const RowReader&) {})) found = Entity<F>::name;
  });
  if constexpr (std::is_same_v<E, Contact>)
    if (found.empty() &&
        session.query_first("SELECT 1 FROM calls WHERE workspace_id = ?1 AND account_id = ?2 AND contact_ids LIKE ?3",
                            {workspace_id, record.account_id.uuid, "%" + to_string(record.id) + "%"}, [](const RowReader&) {}))
      found = Entity<Call>::name;
  return found;
}

template <Reflected E>
bool is_pointed_at(storage::Session& session, std::int64_t workspace_id, const E& record) {
  return !pointed_at_by(session, workspace_id, record).empty();
}

}  // namespace wheelhouse::service
