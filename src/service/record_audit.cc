#include "service/record_audit.h"

#include <boost/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "domain/all.h"
#include "service/rollback.h"
#include "storage/record_store.h"

namespace wheelhouse::service {
namespace {

struct Step {
  std::string verb, data;
  bool erased = false;
};

// What the steps of one object, oldest first, leave of it.
template <Reflected E>
struct Folded {
  std::optional<E> record;
  bool is_erased = false;  // some values are gone for good
  bool is_torn = false;    // changed before it was made
};
template <Reflected E>
Folded<E> fold(const std::vector<Step>& steps) {
  Folded<E> folded;
  for (const Step& step : steps) {
    folded.is_erased = folded.is_erased || step.erased;
    if (step.verb == "delete") {
      folded.record.reset();
      continue;
    }
    if (step.verb == "create") folded.record.emplace();
    if (!folded.record) {
      folded.is_torn = true;
      return folded;
    }
    if (step.erased) continue;
    assign_fields(*folded.record, member_object(boost::json::parse(step.data).as_object(), "after"));
    if (step.verb == "update") ++folded.record->version;
  }
  return folded;
}

// What is wrong about the record that stands; "" when nothing is.
template <Reflected E>
std::string difference(const Folded<E>& folded, const std::optional<E>& stands) {
  if (folded.is_torn) return "event";
  if (stands.has_value() != folded.record.has_value()) return stands ? "deleted" : "missing";
  if (!stands || folded.is_erased) return "";
  std::string field;
  for_each_field<E>([&](const auto& f, std::size_t i) {
    const bool counts = i >= static_cast<std::size_t>(kRecordFieldCount) || f.name == "version" || f.name == "created_at";
    if (field.empty() && counts && !((*stands).*f.member == (*folded.record).*f.member)) field = f.name;
  });
  return field;
}

class Auditor {
 public:
  Auditor(storage::Session& session, std::int64_t workspace_id) : session_(session), workspace_id_(workspace_id) {}

  RecordAudit run() {
    // CROSS JOIN: from the events to their values, in the order of the index of objects, so that nothing is sorted.
    const std::vector<SqlValue> values{workspace_id_};
    session_.scan(
        "SELECT e.object_id, e.object_type, e.verb, v.data FROM event e CROSS JOIN event_value v WHERE e.workspace_id = ?1 AND "
        "v.workspace_id = e.workspace_id AND v.seq = e.seq ORDER BY e.object_id, e.seq",
        values, [&](const RowReader& row) {
          if (object_ != row.id(0)) {
            compare();
            object_ = row.id(0);
            type_ = row.text(1);
          }
          const bool erased = row.is_null(3);
          steps_.push_back({std::string(row.text(2)), erased ? std::string() : std::string(row.text(3)), erased});
        });
    compare();
    std::int64_t standing = 0;
    AllEntities::for_each([&]<class E>() {
      const std::string table(Entity<E>::collection);
      standing += session_.query_integer("SELECT count(*) FROM " + table + " WHERE workspace_id = ?1", {workspace_id_});
    });
    audit_.unwritten = standing - audit_.records;
    return audit_;
  }

 private:
  void compare() {
    if (!steps_.empty())
      AllEntities::for_each([&]<class E>() {
        if (Entity<E>::name == type_) compare_as<E>();
      });
    steps_.clear();
  }
  template <Reflected E>
  void compare_as() {
    const auto stands = storage::find_record(session_, workspace_id_, Id<E>{object_});
    audit_.records += stands ? 1 : 0;
    const std::string wrong = difference(fold<E>(steps_), stands);
    if (wrong.empty()) return;
    ++audit_.unlike;
    if (audit_.example.empty()) audit_.example = type_ + " " + to_string(object_) + " " + wrong;
  }

  storage::Session& session_;
  const std::int64_t workspace_id_;
  RecordAudit audit_;
  Uuid object_;
  std::string type_;
  std::vector<Step> steps_;  // of the object being read
};

}  // namespace

RecordAudit audit_records(storage::Session& session, std::int64_t workspace_id) { return Auditor(session, workspace_id).run(); }

}  // namespace wheelhouse::service
