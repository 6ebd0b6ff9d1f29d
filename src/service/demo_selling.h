// The part of the demo book that leads from a customer's problem to the value of our answer: dated use cases of one deal.
#pragma once
#include <array>
#include <functional>
#include <vector>

#include "domain/all.h"
#include "service/unit_of_work.h"

namespace wheelhouse::service::demo {

// One dated use case: it is carried out as if on its day, so that history and "as known on" are those of a book in use.
struct Action {
  Instant at;
  std::function<void(UnitOfWork&)> run;
};
struct Refused {
  Error error;
};

struct SellingDeal {
  int index = 0;  // of the customer; tells deals apart
  bool english = false;
  bool lap_of_the_method = false;  // METHOD §12.10's story
  bool lap_closed = false;         // the order was delivered and its value confirmed; it stands at a new beginning
  bool large = false;              // among the largest that are open: its value is reckoned from its amount
  int stage = 1;                   // number of the stage it stands in, or ended its lap in
  std::int64_t amount_minor = 0;
  Id<Account> account;
  Id<Opportunity> deal;
  Id<User> owner;
  Id<Product> product;
  std::vector<Id<Contact>> people;  // the first can decide
  std::array<Instant, 8> entered{};  // when each stage was proven; zero where it was not
  Instant now;
};
std::vector<Action> selling_story(const SellingDeal& deal);
// What it stands on: rules of the game, the triangle, our own issues; what follows the order; a new thought where it is stuck.
std::vector<Action> ground_story(const SellingDeal& deal);

// What the customer wants to become, and what each who decides gains.
std::vector<Action> growth_story(const SellingDeal& deal);
// How our own people look at themselves, quarter by quarter, and their manager at them.
std::vector<Action> self_checks(const std::vector<Id<User>>& sellers, const Id<User>& manager, Instant now);

// Over the months our people talk less and are told more; and their questions go from the situation to what follows from it, and to what
// an answer would be worth. `visit` is 0 for the first.
void log_talk(int index, int visit, Call& call);
std::vector<Question> asked_in(const Call& call, int visit, bool english);

// What the customer of this number looks for. Partners are few: the largest deals alone, so that the cap of METHOD C9b holds.
BuyerType buyer_kind(int index, bool large);
struct Buyer {
  int index = 0;
  bool large = false;
  Id<Opportunity> deal;
  Id<User> our_sponsor;
  Id<Contact> their_sponsor;
};
BuyerProfile buyer_profile(const Buyer& buyer);

// What each product is said to do.
std::vector<Action> product_features(const std::vector<Id<Product>>& products, Instant when);

}  // namespace wheelhouse::service::demo
