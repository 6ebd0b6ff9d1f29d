#include "service/key_load.h"

#include <algorithm>
#include <limits>

#include "service/match_keys.h"
#include "storage/history.h"
#include "storage/match_store.h"
#include "storage/record_store.h"

namespace wheelhouse::service {
namespace {
constexpr std::size_t kKeysPerBatch = 20'000;  // of one write
constexpr int kEventsPerBatch = 2'000;
}  // namespace

void KeyLoad::add(const Uuid& object_id, const std::vector<std::string>& keys) {
  places_[object_id] = {static_cast<std::uint32_t>(keys_.size()), static_cast<std::uint32_t>(keys.size())};
  for (const std::string& key : keys) {
    keys_.push_back({static_cast<std::uint32_t>(text_.size()), static_cast<std::uint32_t>(key.size()), object_id});
    text_ += key;
  }
}

void KeyLoad::replace(const Uuid& object_id, const std::vector<std::string>& keys) {
  const Place place = places_.at(object_id);
  for (std::size_t i = place.first; i < place.first + place.count; ++i) keys_[i].object_id = Uuid{};
  add(object_id, keys);
}

std::vector<std::string_view> KeyLoad::keys_of(const Uuid& object_id) const {
  std::vector<std::string_view> found;
  const Place place = places_.at(object_id);
  for (std::size_t i = place.first; i < place.first + place.count; ++i) found.push_back(text_of(keys_[i]));
  return found;
}

void KeyLoad::write(storage::Database& database, std::int64_t workspace_id) {
  std::sort(keys_.begin(), keys_.end(), [&](const Key& a, const Key& b) {
    const auto x = text_of(a), y = text_of(b);
    return x != y ? x < y : a.object_id < b.object_id;
  });
  for (std::size_t next = 0; next < keys_.size();) {
    const std::size_t end = std::min(keys_.size(), next + kKeysPerBatch);
    database.write([&](storage::Session& session) {
      for (std::size_t i = next; i < end; ++i)
        if (!keys_[i].object_id.is_nil()) storage::add_match_key(session, workspace_id, keys_[i].object_id, text_of(keys_[i]));
    });
    next = end;
  }
  *this = KeyLoad();
}

void restore_match_keys(storage::Database& database, std::int64_t workspace_id, const Uuid& change_id) {
  for (std::int64_t before_seq = std::numeric_limits<std::int64_t>::max();;) {
    std::size_t handled = 0;
    database.write([&](storage::Session& session) {
      const auto events = storage::events_of_change_before(session, workspace_id, change_id, before_seq, kEventsPerBatch);
      handled = events.size();
      if (events.empty()) return;
      before_seq = events.back().seq;
      for (const storage::Event& event : events) {
        if (event.verb != "create") continue;
        AllEntities::for_each([&]<class E>() {
          if constexpr (kHasMatchKeys<E>) {
            if (event.object_type != Entity<E>::name) return;
            if (const auto record = storage::find_record(session, workspace_id, Id<E>{event.object_id}))
              storage::add_match_keys(session, workspace_id, event.object_id, match_keys(*record));
          }
        });
      }
    });
    if (handled == 0) return;
  }
}

}  // namespace wheelhouse::service
