// Bodies of UnitOfWork's templates; include where records are written.
#pragma once
#include "service/key_load.h"
#include "service/match_keys.h"
#include "service/record_traits.h"
#include "service/unit_of_work.h"
#include "storage/match_store.h"
#include "storage/search_store.h"

namespace wheelhouse::service {

namespace detail {
// {"name":…} of the fields in which a and b differ; all of a's that are not empty when b is null: what a whole picture does not name
// is null, or a list without members.
template <Reflected E>
std::string changed_members(const E& a, const E* b) {
  std::string out = "{";
  for_each_field<E>([&](const auto& f, std::size_t i) {
    // Version and times follow from the event itself; a whole picture keeps them so that it can be restored.
    if (b && i < kRecordFieldCount) return;
    using T = typename std::remove_cvref_t<decltype(f)>::Type;
    std::string mine;
    Kind<T>::write_json(mine, a.*f.member);
    if (b) {
      std::string other;
      Kind<T>::write_json(other, b->*f.member);
      if (mine == other) return;
    } else if (mine == "null" || mine == "[]") {
      return;
    }
    if (out.size() > 1) out += ',';
    out += '"';
    out += f.name;
    out += "\":";
    out += mine;
  });
  return out += '}';
}
inline std::string event_data(const std::string& before, const std::string& after, const std::string& reason) {
  std::string out = "{";
  if (!before.empty()) out += "\"before\":" + before;
  if (!after.empty()) out += (out.size() > 1 ? ",\"after\":" : "\"after\":") + after;
  if (!reason.empty()) {
    out += ",\"reason\":";
    json_text::append_string(out, reason);
  }
  return out += '}';
}
}  // namespace detail

template <Reflected E>
void UnitOfWork::note_rights([[maybe_unused]] const E& record) {
  if constexpr (std::is_same_v<E, AccountMember> || std::is_same_v<E, Share>)
    if (const auto user = plain(record.user_id)) notices_.back().of_users.push_back(*user);
  if constexpr (std::is_same_v<E, Share>)
    if (record.team_id) notices_.back().of_teams.push_back(record.team_id->uuid);
}

template <Reflected E>
void UnitOfWork::change_keys(const E* before, const E* after) {
  if constexpr (kHasMatchKeys<E>) {
    const Uuid& id = (after ? after : before)->id.uuid;
    const auto now = after ? match_keys(*after) : std::vector<std::string>();
    if (held_keys_ && !before) return held_keys_->add(id, now);
    const auto old = before ? match_keys(*before) : std::vector<std::string>();
    if (now == old) return;
    if (held_keys_ && held_keys_->holds(id)) return held_keys_->replace(id, now);
    storage::remove_match_keys(session_, workspace_id(), id, old);
    storage::add_match_keys(session_, workspace_id(), id, now);
  }
}

template <Reflected E>
void UnitOfWork::know_deals([[maybe_unused]] const E* before, [[maybe_unused]] const E* after) {
  if constexpr (std::is_same_v<E, Opportunity>) {
    if (job_id_) return;  // an import derives its customers at its end
    if (before && before->account_id) deals_of(before->account_id->uuid).erase(before->id.uuid);
    if (after && after->account_id) deals_of(after->account_id->uuid).insert(after->id.uuid);
  }
}

template <Reflected E>
void UnitOfWork::create(E& record) {
  const bool has_new_id = record.id.is_nil();
  if (has_new_id) record.id.uuid = session_.new_id(now_.ms);
  record.version += 1;  // above the old one when a deleted record comes back
  if (record.created_at.ms == 0) record.created_at = now_;
  record.updated_at = now_;
  know_deals<E>(nullptr, &record);
  storage::insert_record(session_, workspace_id(), record);
  const Belonging belonging = belonging_of(record);
  append_event("create", Entity<E>::name, record.id.uuid, belonging, spoken_of(record, now_),
               detail::event_data("", detail::changed_members<E>(record, nullptr), reason_));
  note_rights(record);
  if (auto text = search_text(record))
    storage::add_search_entry(session_, workspace_id(), static_cast<int>(text->kind), record.id.uuid, belonging.account_id, text->owner_id,
                              text->body);
  change_keys<E>(nullptr, &record);
  if constexpr (std::is_same_v<E, Call>) met(belonging.account_id);
  if constexpr (moves_positions<E>()) {
    if (belonging.opportunity_id) touch_opportunity(*belonging.opportunity_id);
    if (belonging.account_id) touch_account(*belonging.account_id);
    if constexpr (std::is_same_v<E, Account>)
      if (has_new_id) new_accounts_.emplace(record.id.uuid, std::make_shared<const Account>(record));
  }
}

template <Reflected E>
bool UnitOfWork::update(const E& before, E& after) {
  const std::string now_text = detail::changed_members(after, &before);
  if (now_text == "{}") { after = before; return false; }
  const std::string was_text = detail::changed_members(before, &after);
  after.version = before.version + 1;
  after.created_at = before.created_at;
  after.updated_at = now_;
  know_deals(&before, &after);
  storage::update_record(session_, workspace_id(), after);
  const Belonging belonging = belonging_of(after);
  append_event("update", Entity<E>::name, after.id.uuid, belonging, spoken_of(after, now_),
               detail::event_data(was_text, now_text, reason_));
  note_rights(before);
  note_rights(after);
  if (auto text = search_text(after)) {
    const auto old = search_text(before);
    if (old->body != text->body || old->owner_id != text->owner_id || belonging_of(before).account_id != belonging.account_id) {
      storage::remove_search_entry(session_, workspace_id(), after.id.uuid);
      storage::add_search_entry(session_, workspace_id(), static_cast<int>(text->kind), after.id.uuid, belonging.account_id, text->owner_id,
                                text->body);
    }
  }
  change_keys(&before, &after);
  if constexpr (std::is_same_v<E, Call>) {
    met(belonging.account_id);
    met(belonging_of(before).account_id);
  }
  if constexpr (moves_positions<E>()) {
    const Belonging old = belonging_of(before);
    for (const auto& b : {belonging, old}) {
      if (b.opportunity_id) touch_opportunity(*b.opportunity_id);
      if (b.account_id) touch_account(*b.account_id);
    }
  }
  return true;
}

template <Reflected E>
void UnitOfWork::remove(const E& record) {
  know_deals<E>(&record, nullptr);
  storage::delete_record(session_, workspace_id(), record.id);
  if constexpr (std::is_same_v<E, Account> || std::is_same_v<E, Opportunity>) removed_owners_[record.id.uuid] = plain(record.owner_id);
  const Belonging belonging = belonging_of(record);
  append_event("delete", Entity<E>::name, record.id.uuid, belonging, spoken_of(record, now_),
               detail::event_data(detail::changed_members<E>(record, nullptr), "", reason_));
  note_rights(record);
  if (search_text(record)) storage::remove_search_entry(session_, workspace_id(), record.id.uuid);
  change_keys<E>(&record, nullptr);
  if constexpr (std::is_same_v<E, Call>) met(belonging.account_id);
  if constexpr (moves_positions<E>()) {
    if (belonging.opportunity_id) touch_opportunity(*belonging.opportunity_id);
    if (belonging.account_id) touch_account(*belonging.account_id);
  }
}

}  // namespace wheelhouse::service
