// `wheelhouse import FILE… [--as …] [--map FILE] [--dry-run] | --undo JOB`.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "cli/command.h"
#include "cli/interrupt.h"
#include "lang/language.h"
#include "reflect/json.h"
#include "service/import_job.h"
#include "service/import_suspects.h"

namespace wheelhouse::cli {
namespace {

struct Options {
  std::vector<std::string> files;
  std::string as, map, undo, failed, mode = "both", duplicates = "merge";
  bool dry_run = false;
};

std::string sentence(const Invocation& invocation, const std::string& key, const Params& params = {}) {
  return lang::text(invocation.language, "cli.import." + key, params);
}

// The file of --map has the shape of PATCH /imports; its files are known by name, an only one without.
Result<void> name_files(boost::json::value& changes, const service::ImportPlan& plan) {
  auto* files = changes.as_object().if_contains("files");
  if (!files || !files->is_array()) return {};
  std::vector<FieldError> errors;
  for (std::size_t i = 0; i < files->get_array().size(); ++i) {
    auto* item = files->get_array()[i].if_object();
    if (!item || item->contains("id")) continue;
    const auto* name = item->if_contains("name");
    const auto* wanted = name ? name->if_string() : nullptr;
    const bool is_only = !name && plan.files.size() == 1;
    const auto found = std::find_if(plan.files.begin(), plan.files.end(), [&](const service::FilePlan& file) {
      return is_only || (wanted && *wanted == boost::json::string_view(file.name));
    });
    if (found != plan.files.end()) (*item)["id"] = to_string(found->id);
    else errors.push_back({"/files/" + std::to_string(i) + "/name", name ? "no_such_record" : "required", {}});
  }
  if (!errors.empty()) return fail(Error::invalid_fields(std::move(errors)));
  return {};
}

Result<service::ImportPlan> make_plan(const Options& options, Invocation& invocation) {
  service::ImportPlan plan;
  plan.mode = parse_enum<service::ImportMode>(options.mode).value_or(service::ImportMode::both);
  plan.duplicates = parse_enum<service::DuplicatePolicy>(options.duplicates).value_or(service::DuplicatePolicy::merge);
  const auto entity = exchange::entity_from_name(options.as);
  for (const std::string& name : options.files) {
    auto file = service::inspect_file(absolute_path(invocation, name), std::filesystem::path(name).filename().string(), entity);
    if (!file) {
      Error error = file.error();
      const bool named = std::any_of(error.params.begin(), error.params.end(), [](const auto& param) { return param.name == "file"; });
      if (!named) error.params.push_back({"file", name});
      return fail(std::move(error));
    }
    plan.files.push_back(std::move(*file));
  }
  if (!options.map.empty()) {
    std::ifstream in(absolute_path(invocation, options.map));
    if (!in) return fail(Error::make(Errc::invalid, "file_not_readable", {{"file", options.map}}));
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    auto changes = parse_json(text);
    const auto of_map = [&](Error error) {
      error.params.push_back({"file", options.map});
      return fail(std::move(error));
    };
    if (!changes) return of_map(changes.error());
    if (!changes->is_object()) return of_map(Error::invalid_field("", "not_an_object"));
    if (auto named = name_files(*changes, plan); !named) return of_map(named.error());
    if (auto changed = service::change_plan(plan, changes->as_object()); !changed) return of_map(changed.error());
  }
  service::order_files(plan);
  return plan;
}

void print_check(Invocation& invocation, const service::ImportPlan& plan, const service::ImportReport& report) {
  std::string out;
  for (const auto& file : plan.files)
    out += sentence(invocation, "file",
                    {{"name", file.name},
                     {"rows", std::to_string(file.rows)},
                     {"entity", file.entity && file.importable ? std::string(exchange::collection_name(*file.entity)) : "-"},
                     {"encoding", file.encoding.empty() ? file.format + (file.sheets.size() > 1 ? " · " + file.sheet : "")
                                                        : file.encoding + " " + file.format}}) +
           "\n";
  for (const auto& file : plan.files) {
    const char* key = file.guessed ? "guessed" : service::is_of_unknown_kind(file) ? "unknown_kind" : nullptr;
    const std::string entity(file.entity ? exchange::collection_name(*file.entity) : "");
    if (key) out += "  " + sentence(invocation, key, {{"name", file.name}, {"entity", entity}}) + "\n";
  }
  for (const auto& file : plan.files)
    for (const auto& column : file.columns)
      if (!column.target && column.filled > 0 && file.importable)
        out += "  " +
               sentence(invocation, "unmapped",
                        {{"name", file.name}, {"column", column.header}, {"count", std::to_string(column.filled)}}) +
               "\n";
  for (const auto* groups : {&report.errors, &report.warnings})
    for (const auto& [cause, group] : *groups) {
      const auto& example = group.examples.front();
      out += "  " +
             sentence(invocation, "warning",
                      {{"count", std::to_string(group.count)},
                       {"cause", lang::text(invocation.language, "field." + cause, {{"value", example.value}, {"hint", example.hint}})}}) +
             "  (" + plan.files[example.file].name + ":" + std::to_string(example.row) + " " + example.column + " " + example.value + ")\n";
    }
  if (report.duplicate_count > 0)
    out += "  " + sentence(invocation, "duplicate", {{"count", std::to_string(report.duplicate_count)}}) + "\n";
  invocation.output.err(out);
}

std::int64_t sum(const std::map<std::string, std::int64_t>& counts) {
  std::int64_t total = 0;
  for (const auto& [name, n] : counts) total += n;
  return total;
}

Result<void> write_failed(const Options& options, Invocation& invocation, const service::ImportPlan& plan,
                          const std::vector<service::FailedRow>& failed) {
  auto csv = service::failed_rows_csv(plan, failed, sentence(invocation, "reason"),
                                      [&](const std::string& code) { return lang::text(invocation.language, "field." + code); });
  if (!csv) return fail(csv.error());
  const std::string path = absolute_path(invocation, options.failed);
  std::ofstream out(path, std::ios::binary);
  if (!(out << *csv).flush()) return fail(Error::make(Errc::unavailable, "file_not_writable", {{"file", options.failed}}));
  return {};
}

int import_files(const Options& options, Invocation& invocation, Book& book) {
  if (options.files.empty()) return print_error(invocation, Error::invalid_field("FILE", "required"));
  auto plan = make_plan(options, invocation);
  if (!plan) return print_error(invocation, plan.error());
  service::ImportJob job;
  job.id = make_uuid_v7(book.clock.now().ms);
  job.state = service::ImportState::running;
  job.plan = service::plan_to_json(*plan);
  job.created_at = job.updated_at = book.clock.now();
  const auto keep = [&] {
    book.database.write([&](storage::Session& session) { service::put_job(session, book.actor.workspace_id, job); });
  };
  if (!options.dry_run) keep();
  const StopOnInterrupt stop_on_interrupt(invocation);
  auto result = service::run_import(book.database, book.clock, book.actor, *plan, job.id, options.dry_run,
                                    [&](const service::ImportProgress&) { return !invocation.is_cancelled(); });
  if (!result) {
    job.state = service::ImportState::failed;
    if (!options.dry_run) keep();
    return print_error(invocation, result.error());
  }
  service::add_suspects(*plan, result->report);
  std::string json;
  service::write_result(json, job.id, *result);
  if (!options.failed.empty() && result->report.failed > 0)
    if (auto written = write_failed(options, invocation, *plan, result->report.failed_rows); !written)
      return print_error(invocation, written.error());
  if (!options.dry_run) {
    job.state = invocation.is_cancelled() ? service::ImportState::cancelled : service::ImportState::done;
    job.result = service::outcome_to_json({"", json, result->report.failed_rows});
    job.updated_at = book.clock.now();
    keep();
  }
  // Rows that were left alone are no failure: they are there already.
  const auto& report = result->report;
  const bool all_failed = report.failed > 0 && sum(report.created) + sum(report.updated) + report.skipped == 0;
  const int code = all_failed ? kFailed : kOk;
  if (invocation.json) {
    if (options.dry_run) {
      json.pop_back();
      json += ",\"check\":";
      service::write_check(json, result->report, *plan);
      json += "}";
    }
    invocation.output.out(json + "\n");
    return code;
  }
  print_check(invocation, *plan, result->report);
  char seconds[32];
  std::snprintf(seconds, sizeof seconds, "%.2f", result->seconds);
  invocation.output.out(sentence(invocation, "done", {{"job", to_string(job.id)}, {"read", std::to_string(result->report.read)},
                                                      {"created", std::to_string(sum(result->report.created))},
                                                      {"updated", std::to_string(sum(result->report.updated))},
                                                      {"skipped", std::to_string(result->report.skipped)},
                                                      {"failed", std::to_string(result->report.failed)}, {"seconds", seconds}}) + "\n");
  if (result->report.failed > 0)
    invocation.output.out(sentence(invocation, options.failed.empty() ? "failed_hint" : "failed_file", {{"file", options.failed}}) + "\n");
  invocation.output.out(
      (options.dry_run ? sentence(invocation, "checked") : sentence(invocation, "undo_hint", {{"job", to_string(job.id)}})) + "\n");
  return code;
}

// What came of an undo, and what stands in its way, by cause.
void print_undo(Invocation& invocation, const std::string& job, const service::UndoReport& report) {
  std::int64_t fields = 0, present = 0, gone = 0;
  std::map<std::string, std::int64_t> users;  // what refers to the records that stay -> how many of them
  for (const auto& conflict : report.conflicts) {
    if (!conflict.field.empty()) ++fields;
    else if (!conflict.used_by.empty()) ++users[conflict.used_by];
    else ++(conflict.now == "null" ? gone : present);
  }
  std::string out = sentence(invocation, "undone", {{"undone", std::to_string(report.undone)}}) + "\n";
  const auto add = [&](std::int64_t count, const char* key, const Params& more = {}) {
    if (count == 0) return;
    Params params{{"count", std::to_string(count)}};
    params.insert(params.end(), more.begin(), more.end());
    out += "  " + sentence(invocation, key, params) + "\n";
  };
  add(fields, "undo_edited");
  for (const auto& [used_by, count] : users)
    add(count, "undo_in_use", {{"object", lang::text(invocation.language, "object." + used_by)}});
  add(present, "undo_present");
  add(gone, "undo_gone");
  if (report.left > 0) out += sentence(invocation, "undo_stopped", {{"left", std::to_string(report.left)}, {"job", job}}) + "\n";
  invocation.output.out(out);
}

int undo(const std::string& text, Invocation& invocation, Book& book) {
  const auto id = parse_uuid(text);
  if (!id) return print_error(invocation, Error::make(Errc::not_found, "no_such_job"));
  const StopOnInterrupt stop_on_interrupt(invocation);
  auto report = service::undo_import(book.database, book.clock, book.actor, *id,
                                     [&](const service::ImportProgress&) { return !invocation.is_cancelled(); });
  if (!report) return print_error(invocation, report.error());
  if (invocation.json)
    invocation.output.out("{\"job\":\"" + text + "\",\"undone\":" + std::to_string(report->undone) +
                          ",\"conflicts\":" + std::to_string(report->conflicts.size()) + ",\"left\":" +
                          std::to_string(report->left) + "}\n");
  else
    print_undo(invocation, text, *report);
  return report->left > 0 ? kFailed : kOk;
}

}  // namespace

void add_import_command(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("import");
  command->add_option("FILE", options->files);
  command->add_option("--as", options->as)
      ->check(CLI::IsMember({"accounts", "contacts", "opportunities", "activities", "products", "users"}));
  command->add_option("--map", options->map);
  command->add_option("--mode", options->mode)->check(CLI::IsMember({"create", "update", "both"}))->capture_default_str();
  command->add_option("--duplicates", options->duplicates)->check(CLI::IsMember({"keep", "merge", "skip"}))->capture_default_str();
  command->add_option("--failed", options->failed);
  command->add_flag("--dry-run", options->dry_run);
  command->add_option("--undo", options->undo);
  command->callback([&action, options] {
    action.creates_book = options->undo.empty();
    action.on_book = [options](Invocation& i, Book& b) {
      return options->undo.empty() ? import_files(*options, i, b) : undo(options->undo, i, b);
    };
  });
}

}  // namespace wheelhouse::cli
