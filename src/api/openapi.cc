#include "api/openapi.h"

#include <map>

#include "domain/all.h"
#include "method/evidence_table.h"
#include "method/question.h"
#include "reflect/json_text.h"

namespace wheelhouse::api {
namespace {

template <class T>
constexpr bool is_enum_kind() { return NamedEnum<unwrapped_t<T>>; }

template <class T>
void write_property(std::string& out, const Limits& limits) {
  using U = unwrapped_t<T>;
  json_text::Object property(out);
  const std::string_view type = Kind<T>::schema_type;
  if (Kind<T>::nullable) {
    std::string& list = property.key("type");
    list += '[';
    json_text::append_string(list, type);
    list += ",\"null\"]";
  } else {
    property.string("type", type);
  }
  if (!Kind<T>::schema_format.empty()) property.string("format", Kind<T>::schema_format);
  if constexpr (is_enum_kind<T>()) {
    std::string& values = property.key("enum");
    values += '[';
    for (std::size_t i = 0; i < EnumNames<U>::names.size(); ++i) {
      if (i) values += ',';
      json_text::append_string(values, EnumNames<U>::names[i]);
    }
    values += Kind<T>::nullable ? ",null]" : "]";
  }
  if (limits.max_length > 0) property.integer("maxLength", limits.max_length);
  if (type == "integer" && !std::is_same_v<U, bool>) {
    if (limits.min != Limits{}.min) property.integer("minimum", limits.min);
    property.integer("maximum", limits.max);
  }
  if (type == "array")
    property.raw("items", std::is_same_v<U, RatingList> ? R"({"type":["number","null"]})" : R"({"type":"string","format":"uuid"})");
  if (limits.read_only) property.boolean("readOnly", true);
  property.close();
}

template <Reflected E>
void write_schema(json_text::Object& schemas) {
  json_text::Object schema(schemas.key(Entity<E>::name));
  schema.string("type", "object");
  std::string required;
  json_text::Object properties(schema.key("properties"));
  for_each_field<E>([&](const auto& f, std::size_t) {
    using T = typename std::remove_cvref_t<decltype(f)>::Type;
    write_property<T>(properties.key(f.name), f.limits);
    if (!f.limits.required) return;
    if (!required.empty()) required += ',';
    json_text::append_string(required, f.name);
  });
  properties.close();
  schema.raw("required", "[" + required + "]");
  schema.close();
}

bool has_schema(std::string_view object) {
  bool found = false;
  AllEntities::for_each([&]<class E>() { found = found || Entity<E>::name == object; });
  return found;
}

// What the end of an address says of the answer.
std::string_view type_of(std::string_view pattern) {
  if (pattern.ends_with(".pdf")) return "application/pdf";
  if (pattern.ends_with(".docx")) return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  return "application/json";
}

void write_operation(std::string& out, const Route& route) {
  json_text::Object operation(out);
  operation.raw("tags", "[\"" + std::string(route.object) + "\"]");
  std::string parameters;
  for (std::size_t at = route.pattern.find('{'); at != std::string_view::npos; at = route.pattern.find('{', at + 1)) {
    const std::string_view name = route.pattern.substr(at + 1, route.pattern.find('}', at) - at - 1);
    if (!parameters.empty()) parameters += ',';
    parameters += R"({"name":")" + std::string(name) + R"(","in":"path","required":true,"schema":{"type":"string"}})";
  }
  for (const QueryParameter& parameter : route.query) {
    if (!parameters.empty()) parameters += ',';
    parameters += R"({"name":")" + std::string(parameter.name) + R"(","in":"query","required":false,"schema":)" +
                  std::string(parameter.schema) + "}";
  }
  if (route.method == "PATCH" || route.method == "DELETE") {
    if (!parameters.empty()) parameters += ',';
    parameters += R"({"name":"If-Match","in":"header","required":true,"schema":{"type":"string"}})";
  }
  if (route.method == "POST") {
    if (!parameters.empty()) parameters += ',';
    parameters += R"({"name":"Idempotency-Key","in":"header","required":false,"schema":{"type":"string","maxLength":200}})";
  }
  if (!parameters.empty()) operation.raw("parameters", "[" + parameters + "]");
  const std::string reference =
      has_schema(route.object) ? R"({"$ref":"#/components/schemas/)" + std::string(route.object) + "\"}" : "{\"type\":\"object\"}";
  if (route.method == "POST" || route.method == "PATCH")
    operation.raw("requestBody", R"({"content":{"application/json":{"schema":)" + reference + "}}}");
  const bool is_list = route.method == "GET" && route.pattern.find('{') == std::string_view::npos && has_schema(route.object);
  const std::string schema = is_list ? R"({"type":"object","properties":{"items":{"type":"array","items":)" + reference +
                                           R"(},"next":{"type":["string","null"]}}})"
                                     : reference;
  const std::string status = route.method == "DELETE" ? "204" : route.method == "POST" && has_schema(route.object) ? "201" : "200";
  const std::string_view type = type_of(route.pattern);
  const bool is_json = type == "application/json";
  const std::string content = status == "204" ? ""
                                              : R"(,"content":{")" + std::string(type) + R"(":{"schema":)" +
                                                    (is_json ? schema : R"({"type":"string","format":"binary"})") + "}}";
  operation.raw("responses", "{\"" + status + R"(":{"description":"done")" + content +
                                 R"(},"default":{"$ref":"#/components/responses/problem"}})");
  if (route.access == Access::open) operation.raw("security", "[]");
  operation.close();
}

}  // namespace

std::string openapi_document(const RouteList& routes) {
  std::string out;
  json_text::Object document(out);
  document.string("openapi", "3.1.0");
  document.raw("info", R"({"title":"Wheelhouse","version":"1"})");
  document.raw("security", R"([{"session":[]},{"key":[]}])");
  std::map<std::string_view, std::vector<const Route*>> by_path;
  for (const Route& route : routes) by_path[route.pattern].push_back(&route);
  json_text::Object paths(document.key("paths"));
  for (const auto& [pattern, list] : by_path) {
    json_text::Object path(paths.key(pattern));
    for (const Route* route : list) {
      std::string method(route->method);
      for (char& c : method) c = static_cast<char>(std::tolower(c));
      write_operation(path.key(method), *route);
    }
    path.close();
  }
  paths.close();
  json_text::Object components(document.key("components"));
  json_text::Object schemas(components.key("schemas"));
  AllEntities::for_each([&]<class E>() { write_schema<E>(schemas); });
  schemas.raw("problem",
              R"({"type":"object","properties":{"type":{"type":"string"},"title":{"type":"string"},"status":{"type":"integer"},)"
              R"("code":{"type":"string"},"detail":{"type":"string"},"request_id":{"type":"string"},"errors":{"type":"array","items":)"
              R"({"type":"object","properties":{"pointer":{"type":"string"},"code":{"type":"string"},"detail":{"type":"string"}}}}}})");
  schemas.close();
  components.raw(
      "responses",
      R"({"problem":{"description":"RFC 9457","content":)"
      R"({"application/problem+json":{"schema":{"$ref":"#/components/schemas/problem"}}}}})");
  components.raw("securitySchemes",
                 R"({"session":{"type":"apiKey","in":"cookie","name":"__Host-wheelhouse"},"key":{"type":"http","scheme":"bearer"}})");
  components.close();
  document.close();
  return out;
}

namespace {

template <class List, class Name>
void write_ts_list(std::string& out, const List& list, Name&& name) {
  out += '[';
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (i) out += ", ";
    out += "'" + std::string(name(list[i])) + "'";
  }
  out += ']';
}

// Tables of the method that the interface shows as they are, so that it has none of its own.
void write_ts_tables(std::string& out) {
  const auto code_of = [](const method::EvidenceRule& rule) { return to_string(rule.code); };
  std::vector<method::EvidenceRule> starred;
  std::string codes, questions, sources;
  for (std::size_t i = 0; i < enum_size<Stage>(); ++i) {
    const Stage stage = static_cast<Stage>(i);
    const auto rules = method::evidence_rules_of(stage);
    codes += "  " + std::string(to_string(stage)) + ": ";
    write_ts_list(codes, rules, code_of);
    codes += ",\n";
    for (const method::EvidenceRule& rule : rules)
      if (rule.starred) starred.push_back(rule);
    questions += "  " + std::string(to_string(stage)) + ": '" + std::string(to_string(method::question_out_of(stage).type)) + "',\n";
  }
  for (std::size_t i = 0; i < enum_size<SourceClass>(); ++i) {
    const SourceClass source = static_cast<SourceClass>(i);
    sources += "  " + std::string(to_string(source)) + ": ";
    json_text::append_number(sources, method::source_weight(source));
    sources += ",\n";
  }
  out += "\n/** The evidence codes that add weight, by stage (C1). */\nexport const codesOfStage = {\n" + codes + "} as const;\n";
  out += "\n/** At least one of these is needed to reach its stage (C1). */\nexport const codesThatOpen = ";
  write_ts_list(out, starred, code_of);
  out += " as const;\n\n/** How far each source is believed (C1). */\nexport const weightOfSource = {\n" + sources + "} as const;\n";
  out += "\n/** The kind of question that leads on from a stage. */\nexport const questionOutOf = {\n" + questions + "} as const;\n";
}

}  // namespace

std::string typescript_entities() {
  std::string out = "// Made by `wheelhouse schema typescript` from src/domain and tables of src/method. Do not edit.\n";
  AllEntities::for_each([&]<class E>() {
    std::string name;
    bool upper = true;
    for (const char c : Entity<E>::name) {
      if (c == '_') { upper = true; continue; }
      name += upper ? static_cast<char>(std::toupper(c)) : c;
      upper = false;
    }
    out += "\nexport interface " + name + " {\n";
    for_each_field<E>([&](const auto& f, std::size_t) {
      using T = typename std::remove_cvref_t<decltype(f)>::Type;
      out += "  " + std::string(f.name) + ": ";
      if constexpr (is_enum_kind<T>()) {
        const auto& names = EnumNames<unwrapped_t<T>>::names;
        for (std::size_t i = 0; i < names.size(); ++i) out += (i ? " | '" : "'") + std::string(names[i]) + "'";
      } else {
        out += Kind<T>::ts;
      }
      out += Kind<T>::nullable ? " | null;\n" : ";\n";
    });
    out += "}\n";
  });
  write_ts_tables(out);
  return out;
}

}  // namespace wheelhouse::api
