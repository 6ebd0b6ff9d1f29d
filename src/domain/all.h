// Every entity. Include only where all of them are walked (schema, generic routes, OpenAPI, TypeScript).
#pragma once
#include "domain/account.h"
#include "domain/call.h"
#include "domain/commitment.h"
#include "domain/competitor.h"
#include "domain/contact.h"
#include "domain/evidence.h"
#include "domain/next_step.h"
#include "domain/note.h"
#include "domain/opportunity.h"
#include "domain/product.h"
#include "domain/stage_event.h"
#include "domain/user.h"

namespace wheelhouse {
using AllEntities =
    TypeList<Team, User, Account, Contact, Product, Opportunity, Competitor, Call, Commitment, NextStep, Note, Evidence, StageEvent>;
}  // namespace wheelhouse
