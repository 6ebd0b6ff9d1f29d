// Erasing a person: first all that is to go is listed, then that list is worked off. Both by the same code, so that a dry run tells
// the truth.
#include <filesystem>
#include <set>
#include <utility>

#include "service/access.h"
#include "service/import_job.h"
#include "service/person.h"
#include "service/practice.h"
#include "storage/content_store.h"
#include "storage/erasure.h"
#include "storage/history.h"
#include "storage/search_audit.h"

namespace wheelhouse::service {
namespace {

constexpr std::string_view kErase = "erase";  // the verb of the event that says so

// What hangs on a former colleague's right to come in: table and the column that names him.
constexpr std::pair<std::string_view, std::string_view> kSignIns[] = {
    {"credential", "user_id"}, {"session", "user_id"},       {"api_key", "user_id"},
    {"second_factor", "user_id"}, {"recovery_code", "user_id"}, {"one_time_link", "user_id"},
    {"sign_in_identity", "user_id"}, {"sign_in_attempt", "user_id"}};

// The record without him: what is left says where he stood in the customer's house, not who he was.
void blank(const Person& person, const Contact& before, Contact& after) {
  after = {};
  after.id = before.id;
  after.version = before.version;
  after.created_at = before.created_at;
  after.updated_at = before.updated_at;
  after.account_id = before.account_id;
  after.name = person.no_name;
  after.department = before.department;
  after.role = before.role;
  after.level = before.level;
  after.reports_to_id = before.reports_to_id;
}
void blank(const Person& person, const User&, User& after) {
  after.name = person.no_name;
  after.email.reset();
  after.external_id.reset();
  after.can_sign_in = false;
}

template <Reflected E>
ErasureAct let_go(const Person& person, const E& before, E& after) {
  if constexpr (is_person<E>())
    if (is_himself(person, before)) {
      blank(person, before, after);
      return ErasureAct::blanked;
    }
  const bool linked = is_linked(person, before);
  const bool with_name = person.with_name(belonging_of(before).account_id);
  bool blanked = false;
  for_each_field<E>([&](const auto& f, std::size_t) {
    using T = typename std::remove_cvref_t<decltype(f)>::Type;
    if constexpr (is_words<T>()) {
      if (!is_searched<E>(f.name, f.limits)) return;
      auto& value = after.*f.member;
      const Text text = value;
      if (!text || text->empty()) return;
      if (linked && f.limits.personal) {
        blanked = true;
        if constexpr (std::is_same_v<T, std::string>) value = person.no_words;
        else value.reset();
      } else if (person.redactor.finds(*text, with_name)) {
        value = person.redactor.redact(*text, with_name);
      }
    }
  });
  return blanked ? ErasureAct::blanked : ErasureAct::redacted;
}

template <Reflected E>
std::vector<std::string> differing_fields(const E& a, const E& b) {
  std::vector<std::string> names;
  for_each_field<E>([&](const auto& f, std::size_t i) {
    if (i >= static_cast<std::size_t>(kRecordFieldCount) && !(a.*f.member == b.*f.member)) names.emplace_back(f.name);
  });
  return names;
}

class Erasure {
 public:
  Erasure(storage::Session& session, std::int64_t workspace_id, const PersonRef& ref)
      : session_(session), workspace_id_(workspace_id), person_(know_person(session, workspace_id, ref)) {}

  Result<ErasurePlan> plan() {
    if (auto allowed = check(); !allowed) return fail(allowed.error());
    plan_.name_is_shared = person_.name_is_shared;
    whole_objects_.insert(person_.ref.id);
    list_files();
    AllEntities::for_each([&]<class E>() { list<E>(); });
    plan_.events = static_cast<std::int64_t>(events().size());
    plan_.kept_answers = static_cast<std::int64_t>(answers().size());
    plan_.dismissals = visit_dismissals(false);
    plan_.imports = visit_imports(false);
    plan_.sign_ins = visit_sign_ins(false);
    plan_.practice_attempts = visit_attempts(false);
    const bool erased_before = session_.query_first("SELECT 1 FROM event WHERE workspace_id = ?1 AND object_id = ?2 AND verb = 'erase'",
                                                    {workspace_id_, person_.ref.id}, [](const RowReader&) {});
    plan_.already_erased = erased_before && plan_.items.empty() && plan_.events == 0;
    return plan_;
  }

  Result<ErasurePlan> run(UnitOfWork& work) {
    auto planned = plan();
    if (!planned || planned->already_erased) return planned;
    for (const Attachment& file : going_files_) work.remove(file);
    AllEntities::for_each([&]<class E>() { apply<E>(work); });
    work.finish();  // from here on the history is written by hand
    note(work);
    storage::erase_event_values(session_, workspace_id_, events());
    drop_contents(work.now());
    for (const auto& [actor, key] : answers())
      session_.send("DELETE FROM idempotency WHERE workspace_id = ?1 AND actor_id = ?2 AND idempotency_key = ?3",
                    {workspace_id_, actor, std::string_view(key)});
    visit_dismissals(true);
    visit_imports(true);
    visit_sign_ins(true);
    visit_attempts(true);
    session_.before_commit([](storage::Session& session) { storage::rebuild_search_index(session); });
    planned->upload_paths = std::move(upload_paths_);
    return planned;
  }

 private:
  Result<void> check() {
    if (person_.ref.object_type == Entity<User>::name) {
      const auto user = storage::find_record(session_, workspace_id_, Id<User>{person_.ref.id});
      if (user && !user->disabled) return fail(Error::make(Errc::conflict, "person_active"));
    }
    const bool at_work = session_.query_first(
        "SELECT 1 FROM import_job WHERE workspace_id = ?1 AND state IN ('checking', 'running', 'undoing')", {workspace_id_},
        [](const RowReader&) {});
    if (at_work) return fail(Error::make(Errc::conflict, "import_running"));
    return {};
  }

  // Files of his go; so do files whose bytes name him. Of what cannot be searched (pictures, PDF, Office) a person has to look.
  void list_files() {
    for (const Attachment& file : storage::select_records<Attachment>(session_, workspace_id_, "1 = 1 ORDER BY id", {})) {
      const bool near = person_.ref.account_id && file.account_id && file.account_id->uuid == *person_.ref.account_id;
      const bool is_text = file.media_type == "text/plain";
      bool goes = is_linked(person_, file);
      if (!goes && (near || is_text)) {
        std::string bytes;
        storage::read_content(session_, workspace_id_, file.sha256, [&](std::string_view piece) { bytes += piece; });
        goes = person_.redactor.finds(bytes, person_.with_name(belonging_of(file).account_id));
      }
      if (goes) {
        going_files_.push_back(file);
        whole_objects_.insert(file.id.uuid);
        plan_.items.push_back({std::string(Entity<Attachment>::name), file.id.uuid, ErasureAct::removed, {}});
      } else if (near && !is_text) {
        plan_.unread.push_back({std::string(Entity<Attachment>::name), file.id.uuid, ErasureAct::removed, {}});
      }
    }
  }

  template <Reflected E, class Visit>
  void each_change(Visit&& visit) {
    for (const E& before : touched_records<E>(session_, workspace_id_, person_)) {
      if (std::is_same_v<E, Attachment> && whole_objects_.contains(before.id.uuid)) continue;
      E after = before;
      const ErasureAct act = let_go(person_, before, after);
      if (auto fields = differing_fields(before, after); !fields.empty()) visit(before, after, act, std::move(fields));
    }
  }
  template <Reflected E>
  void list() {
    each_change<E>([&](const E& before, const E&, ErasureAct act, std::vector<std::string> fields) {
      if (act == ErasureAct::blanked) whole_objects_.insert(before.id.uuid);
      plan_.items.push_back({std::string(Entity<E>::name), before.id.uuid, act, std::move(fields)});
    });
  }
  template <Reflected E>
  void apply(UnitOfWork& work) {
    each_change<E>([&](const E& before, E after, ErasureAct, const std::vector<std::string>&) { work.update(before, after); });
  }

  // Of the history: all that was ever said of him and of what is emptied, and whatever else names him.
  std::vector<std::int64_t> events() {
    std::vector<std::int64_t> seqs;
    storage::visit_event_values(session_, workspace_id_, [&](const storage::EventValues& event) {
      if (event.verb == kErase) return;  // says that it was done, and nothing of him
      if (whole_objects_.contains(event.object_id) || person_.redactor.finds(event.data, person_.with_name(event.account_id)))
        seqs.push_back(event.seq);
    });
    return seqs;
  }

  void note(UnitOfWork& work) {
    storage::HistoryWriter history(session_, workspace_id_);
    storage::Event event;
    event.change_id = work.change_id();
    event.recorded_at = event.at = work.now();
    event.actor_id = work.actor().user_id;
    event.verb = kErase;
    event.object_type = person_.ref.object_type;
    event.object_id = person_.ref.id;
    event.account_id = person_.ref.account_id;
    event.data = "{}";
    history.append(event);
    history.close();
  }

  // What no record has any more, at once: also what still waited for its removal to be undone.
  void drop_contents(Instant now) { storage::sweep_content(session_, workspace_id_, now, Instant{now.ms + 1}); }

  std::vector<std::pair<Uuid, std::string>> answers() {
    std::vector<std::pair<Uuid, std::string>> keys;
    const std::string id = to_string(person_.ref.id);
    session_.query("SELECT actor_id, idempotency_key, body, headers FROM idempotency WHERE workspace_id = ?1", {workspace_id_},
                   [&](const RowReader& row) {
                     const std::string_view body = row.text(2);
                     if (person_.redactor.finds(body, true) || body.find(id) != std::string_view::npos ||
                         row.text(3).find(id) != std::string_view::npos)
                       keys.emplace_back(row.id(0), row.text(1));
                   });
    return keys;
  }

  std::int64_t visit_dismissals(bool erase) {
    struct Key {
      Uuid user;
      std::string action;
    };
    std::vector<Key> keys;
    session_.query("SELECT user_id, action_key, reason FROM dismissal WHERE workspace_id = ?1 AND reason IS NOT NULL", {workspace_id_},
                   [&](const RowReader& row) {
                     if (person_.redactor.finds(row.text(2), true)) keys.push_back({row.id(0), std::string(row.text(1))});
                   });
    if (erase)
      for (const Key& key : keys)
        session_.send("UPDATE dismissal SET reason = NULL WHERE workspace_id = ?1 AND user_id = ?2 AND action_key = ?3",
                      {workspace_id_, key.user, std::string_view(key.action)});
    return static_cast<std::int64_t>(keys.size());
  }

  // What was uploaded cannot all be searched (workbooks are compressed), so all of it goes, with the rows shown as samples.
  std::int64_t visit_imports(bool erase) {
    std::vector<ImportJob> jobs;
    session_.query("SELECT id FROM import_job WHERE workspace_id = ?1", {workspace_id_}, [&](const RowReader& row) {
      jobs.emplace_back().id = row.id(0);
    });
    std::int64_t touched = 0;
    for (ImportJob& key : jobs) {
      auto job = find_job(session_, workspace_id_, key.id);
      if (!job) continue;
      ImportPlan plan = plan_from_json(job->plan);
      bool holds = false;
      for (FilePlan& file : plan.files) {
        if (!file.path.empty()) {
          holds = true;
          upload_paths_.push_back(std::exchange(file.path, {}));
        }
        holds = holds || !file.sample.empty();
        file.sample.clear();
        for (ColumnPlan& column : file.columns) {
          holds = holds || !column.samples.empty();
          column.samples.clear();
        }
        file.name = person_.redactor.redact(file.name, true);
      }
      if (person_.redactor.finds(job->result, true)) {
        holds = true;
        ImportOutcome kept;
        kept.undo = outcome_from_json(job->result).undo;  // how far it is; the values it met go
        if (kept.undo) kept.undo->report.conflicts.clear();
        job->result = kept.undo ? outcome_to_json(kept) : "";
      }
      if (!holds) continue;
      ++touched;
      if (!erase) continue;
      job->plan = plan_to_json(plan);
      if (job->state == ImportState::uploaded || job->state == ImportState::checked) job->state = ImportState::cancelled;
      put_job(session_, workspace_id_, *job);
    }
    if (!erase) upload_paths_.clear();
    return touched;
  }

  std::int64_t visit_sign_ins(bool erase) {
    if (person_.ref.object_type != Entity<User>::name) return 0;
    std::int64_t count = 0;
    for (const auto& [table, column] : kSignIns) {
      const std::string rows = std::string(table) + " WHERE workspace_id = ?1 AND " + std::string(column) + " = ?2";
      count += session_.query_integer("SELECT count(*) FROM " + rows, {workspace_id_, person_.ref.id});
      if (erase) session_.send("DELETE FROM " + rows, {workspace_id_, person_.ref.id});
    }
    return count;
  }

  // What he learned and where he erred is nobody's after him.
  std::int64_t visit_attempts(bool erase) {
    if (person_.ref.object_type != Entity<User>::name) return 0;
    const std::int64_t count = count_attempts(session_, workspace_id_, person_.ref.id);
    if (erase) erase_attempts(session_, workspace_id_, person_.ref.id);
    return count;
  }

  storage::Session& session_;
  const std::int64_t workspace_id_;
  const Person person_;
  ErasurePlan plan_;
  std::vector<Attachment> going_files_;
  std::set<Uuid> whole_objects_;  // of which the history keeps no value
  std::vector<std::string> upload_paths_;
};

}  // namespace

Result<ErasurePlan> plan_erasure(storage::Session& session, const Actor& actor, const PersonRef& person) {
  if (auto allowed = require(actor, Verb::administer); !allowed) return fail(allowed.error());
  return Erasure(session, actor.workspace_id, person).plan();
}

Result<ErasurePlan> erase_person(UnitOfWork& work, const PersonRef& person) {
  if (auto allowed = require(work.actor(), Verb::administer); !allowed) return fail(allowed.error());
  return Erasure(work.session(), work.workspace_id(), person).run(work);
}

void finish_erasure(storage::Database& database, const ErasurePlan& plan) {
  for (const std::string& path : plan.upload_paths) {
    std::error_code gone_already;
    std::filesystem::remove(path, gone_already);
  }
  storage::rewrite_book_file(database);
}

}  // namespace wheelhouse::service
