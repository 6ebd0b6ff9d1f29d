// Where one customer or deal stood at a moment, by what is recorded now or was known on a date: the records behind it, gathered and
// derived anew. For single subjects and short lists; whole portfolios are counted from stored spans (storage/wheel_store.h).
#pragma once
#include <optional>
#include <vector>

#include "domain/account.h"
#include "service/position.h"

namespace wheelhouse::service {

// Evidence and stage events need no order.
struct DealFacts {
  Opportunity opportunity;
  std::vector<Evidence> evidence;
  std::vector<StageEvent> stage_events;
};
struct AccountFacts {
  Account account;
  std::vector<Evidence> own_evidence;  // that without an opportunity
  std::vector<DealFacts> deals;
};

// `known_on`: the instant whose knowledge counts; null for all we know now. Null: unknown then.
std::optional<DealFacts> deal_facts(storage::Session& session, std::int64_t workspace_id, const Opportunity& opportunity,
                                    std::optional<Instant> known_on);
std::optional<AccountFacts> account_facts(storage::Session& session, std::int64_t workspace_id, const Account& account,
                                          std::optional<Instant> known_on);

struct Standing {
  storage::PositionRow row;             // as of `at`
  std::vector<storage::SpanRow> spans;  // as of `now`
  const DealFacts* lead = nullptr;      // of an account: the deal that spoke for it at `at`
  std::optional<Laps> own;              // of an account for which none did: what its own position rests on
};
// `now` is the moment whose knowledge the facts hold, `at` <= now the moment asked for. Null: not on the wheel yet at `at`.
std::optional<Standing> standing_at(const DealFacts& facts, Instant now, Instant at);
std::optional<Standing> standing_at(const AccountFacts& facts, Instant now, Instant at);

}  // namespace wheelhouse::service
