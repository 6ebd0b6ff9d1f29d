// The import wizard's requests: upload, mapping, check, run, cancel, failed rows, undo.
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>

#include "api/app.h"
#include "api/import_runner.h"
#include "api/list_query.h"
#include "api/routes.h"
#include "http/query.h"
#include "lang/language.h"

namespace wheelhouse::api {
namespace {

using service::ImportState;
using service::Verb;

constexpr std::uint64_t kUploadBytesMax = 200ull << 20;

Result<service::ImportJob> find_own_job(Call& call, storage::Session& session) {
  auto id = path_id(call);
  if (!id) return fail(Error::make(Errc::not_found, "no_such_job"));
  auto job = service::find_job(session, call.actor.workspace_id, *id);
  if (!job || (call.actor.role != UserRole::admin && job->user_id != call.actor.user_id))
    return fail(Error::make(Errc::not_found, "no_such_job"));
  return std::move(*job);
}

Result<service::ImportJob> read_own_job(Call& call) {
  Result<service::ImportJob> job = fail(Error::make(Errc::not_found, "no_such_job"));
  call.app.database().read([&](storage::Session& session) { job = find_own_job(call, session); });
  return job;
}

std::string job_json(App& app, const service::ImportJob& job) {
  std::string out;
  json_text::Object object(out);
  object.string("id", to_string(job.id));
  object.string("state", to_string(app.imports().shown_state(job)));
  object.string("created_at", to_string(job.created_at));
  const service::ImportPlan plan = service::plan_from_json(job.plan);
  std::string& files = object.key("files");
  files += '[';
  for (std::size_t i = 0; i < plan.files.size(); ++i) {
    if (i) files += ',';
    service::write_file_plan(files, plan.files[i], false);
  }
  files += ']';
  object.string("mode", to_string(plan.mode));
  object.string("duplicates", to_string(plan.duplicates));
  app.imports().write_live(object, job);
  object.close();
  return out;
}

// Why a job can no longer be changed.
std::string reason_not_open(ImportState state) {
  const bool at_work = state == ImportState::checking || state == ImportState::running || state == ImportState::undoing;
  return at_work ? "import_running" : "import_finished";
}

// POST /imports: the body is the file; ?group=JOB adds another file of the same export.
Result<Reply> upload(Call& call) {
  std::optional<service::ImportJob> job;
  const bool is_new = !call.query.find("group");
  if (const auto group = call.query.find("group")) {
    const auto id = parse_uuid(*group);
    call.app.database().read([&](storage::Session& session) {
      if (id) job = service::find_job(session, call.actor.workspace_id, *id);
    });
    if (!job || job->user_id != call.actor.user_id) return fail(Error::make(Errc::not_found, "no_such_job"));
    if (job->state != ImportState::uploaded && job->state != ImportState::checked)
      return fail(Error::make(Errc::conflict, reason_not_open(job->state)));
  } else {
    job.emplace();
    job->id = make_uuid_v7(call.now.ms);
    job->user_id = call.actor.user_id;
    job->created_at = call.now;
    job->plan = service::plan_to_json({});
  }
  auto name = http::percent_decode(call.request.header("X-File-Name"), false);
  if (!name || name->empty()) return fail(Error::invalid_field("X-File-Name", "required"));
  if (call.request.body_size == 0) return fail(Error::make(Errc::invalid, "file_empty"));
  const std::filesystem::path folder = call.app.uploads_folder();
  std::filesystem::create_directories(folder);
  const std::filesystem::path path = folder / to_string(make_uuid_v7(call.now.ms));
  if (call.request.body_file.empty()) std::ofstream(path, std::ios::binary) << call.request.body;
  else std::filesystem::copy_file(call.request.body_file, path);
  auto file = service::inspect_file(path.string(), std::filesystem::path(*name).filename().string());
  if (!file) {
    std::filesystem::remove(path);
    return fail(file.error());
  }
  // Several files of one export may arrive at once: each is added to what the job holds by then.
  const auto add = [&](service::ImportJob& kept) -> Result<void> {
    if (kept.state != ImportState::uploaded && kept.state != ImportState::checked)
      return fail(Error::make(Errc::conflict, reason_not_open(kept.state)));
    service::ImportPlan plan = service::plan_from_json(kept.plan);
    plan.files.push_back(std::move(*file));
    service::order_files(plan);
    kept.plan = service::plan_to_json(plan);
    kept.state = ImportState::uploaded;
    kept.updated_at = call.now;
    return {};
  };
  if (is_new) call.app.database().write([&](storage::Session& session) { service::put_job(session, call.actor.workspace_id, *job); });
  auto added = service::change_job(call.app.database(), call.actor.workspace_id, job->id, add);
  if (!added) {
    std::filesystem::remove(path);
    return fail(added.error());
  }
  return Reply::json(job_json(call.app, *added), 201);
}

Result<Reply> list_imports(Call& call, storage::Session& session) {
  std::string body = "{\"items\":[";
  for (const auto& job : service::list_jobs(session, call.actor.workspace_id, call.actor, 50)) {
    if (body.back() != '[') body += ',';
    body += job_json(call.app, job);
  }
  return Reply::json(body += "],\"next\":null}");
}

Result<Reply> get_import(Call& call, storage::Session& session) {
  auto job = find_own_job(call, session);
  if (!job) return fail(job.error());
  return Reply::json(job_json(call.app, *job));
}

Result<Reply> change_import(Call& call) {
  auto changes = read_object(call.request.body);
  if (!changes) return fail(changes.error());
  // The files may have to be read again, which takes its time: the new plan is made aside, and made anew when another file or
  // another change came in meanwhile.
  for (int attempt = 0; attempt < 5; ++attempt) {
    auto job = read_own_job(call);
    if (!job) return fail(job.error());
    if (job->state != ImportState::uploaded && job->state != ImportState::checked)
      return fail(Error::make(Errc::conflict, reason_not_open(job->state)));
    service::ImportPlan plan = service::plan_from_json(job->plan);
    if (auto changed = service::change_plan(plan, *changes); !changed) return fail(changed.error());
    service::order_files(plan);
    bool overtaken = false;
    auto kept = service::change_job(call.app.database(), call.actor.workspace_id, job->id, [&](service::ImportJob& now) -> Result<void> {
      overtaken = now.plan != job->plan || now.state != job->state;
      if (overtaken) return {};
      now.plan = service::plan_to_json(plan);
      now.state = ImportState::uploaded;
      now.result.clear();
      now.updated_at = call.now;
      return {};
    });
    if (!kept) return fail(kept.error());
    if (overtaken) continue;
    call.app.imports().forget(kept->id);
    return Reply::json(job_json(call.app, *kept));
  }
  return fail(Error::make(Errc::conflict, "import_running"));
}

FreeFunction starter(ImportRunner::Work work) {
  return [work](Call& call) -> Result<Reply> {
    auto job = read_own_job(call);
    if (!job) return fail(job.error());
    if (auto started = call.app.imports().start(*job, call.actor, work); !started) return fail(started.error());
    return Reply::json(job_json(call.app, *job), 202);
  };
}

Result<Reply> cancel(Call& call) {
  auto job = read_own_job(call);
  if (!job) return fail(job.error());
  call.app.cancel_import(job->id);
  return Reply::json(job_json(call.app, *job), 202);
}

Result<Reply> failed_rows(Call& call) {
  auto job = read_own_job(call);
  if (!job) return fail(job.error());
  const std::string language(lang::choose_language(call.actor.locale));
  auto csv = call.app.imports().failed_rows(*job, lang::text(language, "cli.import.reason"),
                                            [&](const std::string& code) { return lang::text(language, "field." + code); });
  if (!csv) return fail(csv.error());
  Reply reply{200, std::move(*csv), "text/csv; charset=utf-8", {}};
  reply.headers.emplace_back("Content-Disposition", "attachment; filename=\"failed_rows.csv\"");
  return reply;
}

}  // namespace

void add_import_routes(RouteList& routes) {
  Route upload_route = free_route("POST", "/api/v1/imports", "import", Verb::import_records, upload);
  upload_route.body_bytes_max = kUploadBytesMax;
  upload_route.body_to_file = true;
  upload_route.any_content_type = true;
  routes.push_back(upload_route);
  Route list = read_route("/api/v1/imports", "import", list_imports);
  list.verb = Verb::import_records;
  routes.push_back(list);
  Route one = read_route("/api/v1/imports/{id}", "import", get_import);
  one.verb = Verb::import_records;
  routes.push_back(one);
  routes.push_back(free_route("PATCH", "/api/v1/imports/{id}", "import", Verb::import_records, change_import));
  routes.push_back(free_route("POST", "/api/v1/imports/{id}/check", "import", Verb::import_records, starter(ImportRunner::Work::check)));
  routes.push_back(free_route("POST", "/api/v1/imports/{id}/run", "import", Verb::import_records, starter(ImportRunner::Work::run)));
  routes.push_back(free_route("POST", "/api/v1/imports/{id}/undo", "import", Verb::import_records, starter(ImportRunner::Work::undo)));
  routes.push_back(free_route("POST", "/api/v1/imports/{id}/cancel", "import", Verb::import_records, cancel));
  routes.push_back(free_route("GET", "/api/v1/imports/{id}/failed_rows", "import", Verb::import_records, failed_rows));
}

}  // namespace wheelhouse::api
