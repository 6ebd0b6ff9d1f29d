// Taking a change back. An undo is a change of its own: it restores each field whose value is still the one that the undone
// change wrote; what was changed since is listed with both values and left to the person.
#pragma once
#include <boost/json/fwd.hpp>
#include <string>
#include <vector>

#include "base/result.h"
#include "reflect/json_text.h"
#include "service/unit_of_work.h"

namespace wheelhouse::service {

struct UndoConflict {
  std::string object_type;
  Uuid object_id;
  std::string field;     // "" when the whole record stands in the way
  std::string now;       // JSON of the value that stands
  std::string undo_to;   // JSON of the value that the undo would have restored
  std::string used_by = {};   // the kind of record that refers to this one, which therefore stays; else ""
};
struct UndoReport {
  std::int64_t undone = 0;  // records brought back to what they were
  std::vector<UndoConflict> conflicts;
  std::int64_t left = 0;  // changes not looked at yet: the undo of an import was stopped
};

// Undoes every event of `change_id`, newest first. Errors: not_found; conflict "already_undone", "last_admin"; forbidden when it is
// another person's change and the actor is neither manager nor admin.
Result<UndoReport> undo_change(UnitOfWork& work, const Uuid& change_id);

// Undoes given events (a batch of an import); newest first. No checks of who and whether.
void undo_events(UnitOfWork& work, const std::vector<storage::Event>& events, UndoReport& report);

// Members "undone" and "conflicts":[{"object_type","object_id","field","now","undo_to","used_by"}] of an answer.
void write_undo(json_text::Object& answer, const UndoReport& report);
UndoReport undo_from_json(const boost::json::object& object);  // of write_undo

}  // namespace wheelhouse::service
