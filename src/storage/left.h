// What writers leave for whoever asks next in the same transaction (Session::left), by workspace: two of them may have the same ids.
#pragma once
#include <cstring>
#include <utility>

#include "storage/session.h"

namespace wheelhouse::storage {

inline Uuid in_workspace(std::int64_t workspace_id, Uuid id) {
  std::int64_t tail;
  std::memcpy(&tail, id.bytes.data() + 8, sizeof tail);
  tail ^= workspace_id;
  std::memcpy(id.bytes.data() + 8, &tail, sizeof tail);
  return id;
}

// Null where nothing is left, or something else.
template <class T>
const T* find_left(Session& session, std::string_view what, std::int64_t workspace_id, const Uuid& id) {
  return std::any_cast<T>(session.left(what, in_workspace(workspace_id, id)));
}

template <class T>
void leave(Session& session, std::string_view what, std::int64_t workspace_id, const Uuid& id, T value) {
  if (std::any* left = session.left(what, in_workspace(workspace_id, id))) *left = std::move(value);
}

}  // namespace wheelhouse::storage
