// Every entity. Include only where all of them are walked (schema, generic routes, OpenAPI, TypeScript).
#pragma once
#include "domain/account.h"
#include "domain/buyer_profile.h"
#include "domain/call.h"
#include "domain/commitment.h"
#include "domain/competitor.h"
#include "domain/contact.h"
#include "domain/criterion.h"
#include "domain/criterion_score.h"
#include "domain/evidence.h"
#include "domain/feature.h"
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
#include "domain/solution_part.h"
#include "domain/stage_event.h"
#include "domain/statement.h"
#include "domain/statement_use.h"
#include "domain/user.h"
#include "domain/value_case.h"
#include "domain/value_item.h"

namespace wheelhouse {
using AllEntities =
    TypeList<Team, User, Account, Contact, Product, Feature, Opportunity, Competitor, Call, Commitment, NextStep, Note, Evidence,
             StageEvent, Problem, Need, NeedQuote, QuestionTemplate, Question, Statement, StatementUse, SolutionPart, Objection, Criterion,
             CriterionScore, ValueItem, ValueCase, BuyerProfile>;
}  // namespace wheelhouse
