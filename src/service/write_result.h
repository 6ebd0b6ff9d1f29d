// A transaction of a use case that runs outside the request's own: what it refuses is rolled back.
#pragma once
#include <optional>
#include <utility>

#include "base/result.h"
#include "storage/database.h"

namespace wheelhouse::service {

// `work(session)` returns a Result. A failure undoes what it wrote and comes out as the failure.
template <class Work>
auto write_result(storage::Database& database, Work&& work) -> decltype(work(std::declval<storage::Session&>())) {
  using Outcome = decltype(work(std::declval<storage::Session&>()));
  struct Refused {};
  std::optional<Outcome> outcome;
  try {
    database.write([&](storage::Session& session) {
      outcome.emplace(work(session));
      if (!*outcome) throw Refused{};
    });
  } catch (const Refused&) {
  }
  return std::move(*outcome);
}

// The same for a snapshot.
template <class Work>
auto read_result(storage::Database& database, Work&& work) -> decltype(work(std::declval<storage::Session&>())) {
  std::optional<decltype(work(std::declval<storage::Session&>()))> outcome;
  database.read([&](storage::Session& session) { outcome.emplace(work(session)); });
  return std::move(*outcome);
}

}  // namespace wheelhouse::service
