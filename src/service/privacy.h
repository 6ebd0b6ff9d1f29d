// One person as the law sees him: all that is held on a contact or a former colleague, and taking it away for good.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "service/unit_of_work.h"
#include "storage/database.h"

namespace wheelhouse::service {

struct PersonRef {
  std::string object_type;  // "contact" or "user"
  Uuid id;
  std::string name;         // as it is now
  std::optional<Uuid> account_id;
};
// Administrators alone. Errors: forbidden, not_found.
Result<PersonRef> find_person(storage::Session& session, const Actor& actor, std::string_view object_type, const Uuid& id);
// By id or e-mail address. Errors: forbidden, not_found.
Result<PersonRef> find_person(storage::Session& session, const Actor& actor, std::string_view object_type, const std::string& id_or_email);

// {"person","exported_at","record","linked":{collection:[…]},"mentions":{…},"events":[…],"files":[{…,"content_base64"}]}. Files beyond
// kExportedFileBytes in all are named without their content.
constexpr std::size_t kExportedFileBytes = 64u << 20;
std::string export_person(storage::Session& session, const Actor& actor, const PersonRef& person, Instant now);

// What an erasure does, without a word that would name him.
enum class ErasureAct : std::uint8_t {
  blanked,   // it is his, or tells of him: emptied
  redacted,  // it mentions him: other words stand there now
  removed,
};
struct ErasureItem {
  std::string object_type;
  Uuid id;
  ErasureAct act{};
  std::vector<std::string> fields;  // empty: all of it
};
struct ErasurePlan {
  std::vector<ErasureItem> items;
  std::int64_t events = 0;            // whose values are erased
  std::int64_t kept_answers = 0;      // of repeated requests (idempotency)
  std::int64_t dismissals = 0;
  std::int64_t imports = 0;           // whose files and samples are let go
  std::int64_t sign_ins = 0;          // passwords, sessions, keys, links of a former colleague
  std::int64_t practice_attempts = 0;  // quizzes, drills and cases of a former colleague
  std::vector<ErasureItem> unread;    // files of his account whose inside nobody can search here
  bool name_is_shared = false;        // somebody else bears the name: outside his account it is left
  bool already_erased = false;
  std::vector<std::string> upload_paths;  // for finish_erasure()
};
// Reads only; what erase_person() would do now. Errors: conflict "person_active" (a colleague who may still come in), "import_running".
Result<ErasurePlan> plan_erasure(storage::Session& session, const Actor& actor, const PersonRef& person);
// The history keeps that it was done and by whom, under the verb "erase". Finishes `work`. Errors: as above.
Result<ErasurePlan> erase_person(UnitOfWork& work, const PersonRef& person);
// Once that is committed: lets go of the uploads, and of what the book's file still holds of what was deleted. Throws StorageError; the
// erasure stands then, and doing it again finishes it.
void finish_erasure(storage::Database& database, const ErasurePlan& plan);

void write_erasure(std::string& out, const ErasurePlan& plan);  // as JSON

}  // namespace wheelhouse::service

namespace wheelhouse {
WH_ENUM_NAMES(service::ErasureAct, "blanked", "redacted", "removed");
}
