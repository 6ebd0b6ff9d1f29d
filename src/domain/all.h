// Every entity. Include only where all of them are walked (schema, generic routes, OpenAPI, TypeScript).
#pragma once
#include "domain/account.h"
#include "domain/account_member.h"
#include "domain/attachment.h"
#include "domain/buyer_profile.h"
#include "domain/call.h"
#include "domain/commitment.h"
#include "domain/competitor.h"
#include "domain/contact.h"
#include "domain/contact_benefit.h"
#include "domain/criterion.h"
#include "domain/criterion_score.h"
#include "domain/delivery_item.h"
#include "domain/development_goal.h"
#include "domain/evidence.h"
#include "domain/feature.h"
#include "domain/game_rule.h"
#include "domain/need.h"
#include "domain/need_quote.h"
#include "domain/next_step.h"
#include "domain/note.h"
#include "domain/objection.h"
#include "domain/opportunity.h"
#include "domain/problem.h"
#include "domain/product.h"
#include "domain/question.h"
#include "domain/question_template.h"
#include "domain/share.h"
#include "domain/reframe_card.h"
#include "domain/remorse_signal.h"
#include "domain/seller_issue.h"
#include "domain/service_reminder.h"
#include "domain/solution_part.h"
#include "domain/stage_event.h"
#include "domain/statement.h"
#include "domain/statement_use.h"
#include "domain/triangle.h"
#include "domain/user.h"
#include "domain/value_case.h"
#include "domain/value_item.h"

// One list: WHEELHOUSE_ENTITIES(X) is X(Team) X(User) …; templates instantiated once for each entity are written with it.
#define WHEELHOUSE_ENTITIES(X)                                                                                                           \
  X(Team)                                                                                                                                \
  X(User) X(Account) X(Contact) X(Product) X(Feature) X(Opportunity) X(Competitor) X(Call) X(Commitment) X(NextStep) X(Note) X(Evidence) \
      X(StageEvent) X(Problem) X(Need) X(NeedQuote) X(QuestionTemplate) X(Question) X(Statement) X(StatementUse) X(SolutionPart)         \
          X(Objection) X(Criterion) X(CriterionScore) X(ValueItem) X(ValueCase) X(BuyerProfile) X(AccountMember) X(Share) X(GameRule)    \
              X(SellerIssue) X(Triangle) X(ServiceReminder) X(RemorseSignal) X(DeliveryItem) X(ReframeCard) X(Attachment)                \
                  X(DevelopmentGoal) X(ContactBenefit)

namespace wheelhouse {
namespace detail {
template <class, class... Es>
struct ListAfterFirst { using Type = TypeList<Es...>; };
}  // namespace detail
#define WHEELHOUSE_AND_ENTITY(E) , E
using AllEntities = detail::ListAfterFirst<void WHEELHOUSE_ENTITIES(WHEELHOUSE_AND_ENTITY)>::Type;
#undef WHEELHOUSE_AND_ENTITY
}  // namespace wheelhouse
