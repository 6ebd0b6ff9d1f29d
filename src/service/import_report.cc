// What an import found and did, as JSON.
#include "reflect/json_text.h"
#include "service/import_job.h"

namespace wheelhouse::service {
namespace {

void write_counts(json_text::Object& object, std::string_view name, const std::map<std::string, std::int64_t>& counts) {
  json_text::Object inner(object.key(name));
  for (const auto& [collection, n] : counts) inner.integer(collection, n);
  inner.close();
}

void write_groups(std::string& out, const std::map<std::string, IssueGroup>& groups, const ImportPlan& plan) {
  out += '[';
  bool first = true;
  for (const auto& [cause, group] : groups) {
    if (!first) out += ',';
    first = false;
    json_text::Object item(out);
    item.string("cause", cause);
    item.integer("count", group.count);
    std::string& rows = item.key("rows");
    rows += '[';
    for (std::size_t i = 0; i < group.examples.size(); ++i) {
      const IssueExample& example = group.examples[i];
      if (i) rows += ',';
      json_text::Object row(rows);
      row.string("file", plan.files[example.file].name);
      row.integer("row", static_cast<std::int64_t>(example.row));
      row.string("column", example.column);
      row.string("value", example.value);
      if (!example.hint.empty()) row.string("hint", example.hint);
      row.close();
    }
    rows += ']';
    item.close();
  }
  out += ']';
}

}  // namespace

void write_check(std::string& out, const ImportReport& report, const ImportPlan& plan) {
  json_text::Object object(out);
  object.integer("rows", report.read);
  write_counts(object, "create", report.created);
  write_counts(object, "update", report.updated);
  object.integer("skip", report.skipped);
  object.integer("fail", report.failed);
  write_groups(object.key("errors"), report.errors, plan);
  write_groups(object.key("warnings"), report.warnings, plan);
  std::string& duplicates = object.key("duplicates");
  duplicates += '[';
  for (std::size_t i = 0; i < report.duplicates.size(); ++i) {
    const DuplicateExample& d = report.duplicates[i];
    if (i) duplicates += ',';
    json_text::Object item(duplicates);
    item.string("file", plan.files[d.file].name);
    item.integer("row", static_cast<std::int64_t>(d.row));
    item.string("name", d.name);
    item.raw("existing", "{\"id\":\"" + to_string(d.existing_id) + "\"}");
    item.raw("matched_by", "[\"" + d.matched_by + "\"]");
    item.close();
  }
  duplicates += ']';
  object.integer("duplicate_count", report.duplicate_count);
  object.close();
}

void write_result(std::string& out, const Uuid& job_id, const ImportResult& result) {
  json_text::Object object(out);
  object.string("job", to_string(job_id));
  object.integer("read", result.report.read);
  write_counts(object, "created", result.report.created);
  write_counts(object, "updated", result.report.updated);
  object.integer("skipped", result.report.skipped);
  object.integer("failed", result.report.failed);
  object.number("seconds", result.seconds);
  object.integer("peak_memory_bytes", result.peak_memory_bytes);
  object.close();
}

}  // namespace wheelhouse::service
