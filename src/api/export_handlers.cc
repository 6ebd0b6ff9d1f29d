// GET /export?entity=accounts&format=csv|xlsx: a collection as a file to keep.
#include <filesystem>
#include <fstream>
#include <iterator>

#include "api/app.h"
#include "api/list_query.h"
#include "api/routes.h"
#include "service/export_records.h"

namespace wheelhouse::api {
namespace {

Result<Reply> export_collection(Call& call, storage::Session& session) {
  const std::string collection(call.query.find("entity").value_or("accounts"));
  const std::string format(call.query.find("format").value_or("csv"));
  if (format != "csv" && format != "xlsx")
    return fail(Error::invalid_field("?format", "unknown_value", {{"value", format}, {"allowed", "csv, xlsx"}}));
  if (!service::is_exportable(collection))
    return fail(
        Error::invalid_field("?entity", "unknown_value", {{"value", collection}, {"allowed", "accounts, contacts, opportunities …"}}));
  auto filter = read_list_query(call.query);
  if (!filter) return fail(filter.error());
  std::erase_if(filter->filters, [](const auto& pair) { return pair.first == "entity" || pair.first == "format"; });
  const std::filesystem::path path = std::filesystem::temp_directory_path() / ("wheelhouse-export-" + to_string(make_uuid_v7(call.now.ms)));
  auto rows = service::export_records(session, call.actor, collection,
                                      format == "xlsx" ? service::ExportFormat::xlsx : service::ExportFormat::csv, path.string(),
                                      *filter, call.now);
  if (!rows) return fail(rows.error());
  std::ifstream file(path, std::ios::binary);
  Reply reply{200, std::string(std::istreambuf_iterator<char>(file), {}),
              format == "xlsx" ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : "text/csv; charset=utf-8", {}};
  std::filesystem::remove(path);
  reply.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + collection + "." + format + "\"");
  return reply;
}

}  // namespace

void add_export_routes(RouteList& routes) {
  Route route = read_route("/api/v1/export", "export", export_collection);
  route.verb = service::Verb::export_records;
  route.in_one_go = true;
  routes.push_back(route);
}

}  // namespace wheelhouse::api
