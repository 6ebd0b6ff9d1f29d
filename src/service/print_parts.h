// What several of the papers that stay in the house show in the same way: promises, objections, people, the way to go. Reads only.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/commitment.h"
#include "domain/contact.h"
#include "domain/objection.h"
#include "print/document.h"
#include "service/access.h"
#include "service/field_policy.h"
#include "service/name_lookup.h"
#include "service/print_words.h"
#include "service/record_traits.h"
#include "storage/position_store.h"
#include "storage/record_store.h"

namespace wheelhouse::service {

// Of a table's records those the actor may see, without the fields that are withheld from him.
template <Reflected E>
std::vector<E> seen_records(storage::Session& session, const Actor& actor, std::string_view where, std::vector<SqlValue> values) {
  std::vector<E> records = storage::select_records<E>(session, actor.workspace_id, where, std::move(values));
  std::erase_if(records, [&](const E& record) { return !sees_belonging(session, actor, belonging_of(record)); });
  for (E& record : records) withhold(session, actor, record);
  return records;
}

PrintWords words_for(storage::Session& session, std::int64_t workspace_id, const PrintReader& reader);
// One that stays in the house, and says so.
print::Document internal_document(const PrintWords& words, storage::Session& session, std::int64_t workspace_id, std::string title);
std::string house_name(storage::Session& session, std::int64_t workspace_id);
std::string name_in(const NamesById& names, const std::optional<Uuid>& id);
std::string user_name(storage::Session& session, std::int64_t workspace_id, const std::optional<Uuid>& id);
std::string account_name(storage::Session& session, std::int64_t workspace_id, const std::optional<Uuid>& id);

print::Block block(auto content) { return print::Block{std::move(content)}; }
print::Span quiet(std::string text);

// The eight stages with the one shown; empty without a position.
print::Steps stage_steps(const PrintWords& words, const std::optional<storage::PositionRow>& position);
print::Fact stage_fact(const PrintWords& words, const std::optional<storage::PositionRow>& position, Instant now);
print::Fact days_fact(const PrintWords& words, const std::optional<storage::PositionRow>& position, Instant now);

// `column` is opportunity_id or account_id.
print::List open_promises(const PrintWords& words, storage::Session& session, const Actor& actor, std::string_view column, const Uuid& id,
                          Instant now);
print::List open_objections(const PrintWords& words, storage::Session& session, const Actor& actor, std::string_view column,
                            const Uuid& id);
print::Table people_table(const PrintWords& words, storage::Session& session, const Actor& actor, const std::optional<Uuid>& account_id,
                          Instant now);

}  // namespace wheelhouse::service
