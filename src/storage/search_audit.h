// Does the index of the search hold what its entries say? The index keeps no texts of its own, so nobody can look: what it lists is
// summed up and compared with what the entries would list.
#pragma once
#include "storage/session.h"

namespace wheelhouse::storage {
// Reads the whole index: about a second for each million terms. True for engines whose index the database itself keeps in step.
bool search_index_agrees(Session& session);
// Makes it anew from the entries.
void rebuild_search_index(Session& session);
}  // namespace wheelhouse::storage
