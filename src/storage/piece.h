// A piece of SQL to be taken into a statement.
#pragma once
#include <string>
#include <vector>

#include "storage/session.h"

namespace wheelhouse::storage {

// ?1 and ?2 are the workspace and the unit of the statement that takes it in, `values` those from ?3 on. Every placeholder has its number.
struct Piece {
  std::string text;
  std::vector<SqlValue> values;
};

// The text of `piece` for a statement that has bound `values` so far (two at least); appends those of the piece. May be taken in twice.
std::string take_in(const Piece& piece, std::vector<SqlValue>& values);

}  // namespace wheelhouse::storage
