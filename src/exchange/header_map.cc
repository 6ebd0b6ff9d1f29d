#include "exchange/header_map.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "exchange/header_rules.h"
#include "text/amount.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace wheelhouse::exchange {
namespace {
using enum TargetEntity;
constexpr std::array kEntities = {account, contact, opportunity, product, user, activity};

template <class Visit>
void for_each_word(std::string_view words, Visit visit) {
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    if (end > 0) visit(words.substr(0, end));
    words.remove_prefix(std::min(end + 1, words.size()));
  }
}

struct EntityFields {
  TargetEntity entity;
  std::string_view fields;  // blank separated
};
constexpr EntityFields kFields[] = {
    {account, "name alias record_id external_id owner parent industry region city address phone website email_domain tax_code tier "
              "employees annual_revenue currency source description is_deleted"},
    {contact, "name first_name last_name title department role level phone mobile email record_id external_id description is_deleted"},
    {opportunity, "name record_id external_id owner product amount currency stage result result_reason engage_date expected_close "
                  "close_date is_won is_closed source description is_deleted"},
    {product, "name code family list_price currency record_id external_id description is_deleted"},
    {user, "name first_name last_name email team manager role external_id is_deleted"},
    {activity, "account opportunity contact subject text at kind owner external_id is_deleted"},
};

// Text of these belongs to `text` of an activity, and references get the activity's own names.
std::string_view field_in(TargetEntity entity, std::string_view field) {
  if (entity == activity && field == "description") return "text";
  if (entity == activity && field == "name") return "subject";
  return field;
}

std::optional<FieldTarget> find_target(TargetEntity entity, std::string_view field) {
  field = field_in(entity, field);
  for (const auto& target : all_targets())
    if (target.entity == entity && target.field == field) return target;
  return std::nullopt;
}

// "self.name" with primary account -> account.name.
std::optional<FieldTarget> resolve(std::string_view target, TargetEntity primary) {
  const std::size_t dot = target.find('.');
  const std::string_view field = target.substr(dot + 1);
  if (target.substr(0, dot) == "self") return find_target(primary, field);
  const auto entity = entity_from_name(target.substr(0, dot));
  // Within an activity, customer and person are what it refers to.
  if (primary == activity && entity == account && (field == "name" || field == "external_id")) return find_target(activity, "account");
  if (primary == activity && entity == contact && (field == "name" || field == "external_id")) return find_target(activity, "contact");
  return entity ? find_target(*entity, field) : std::nullopt;
}

struct NormalisedHeader {
  std::string key;          // letters, digits and CJK only, folded
  std::string in_brackets;  // "usd", "万元"
  bool damaged = false;     // holds ? where an encoding could not hold the character
};

NormalisedHeader normalise_header(std::string_view text) {
  NormalisedHeader header;
  const std::string folded = text::fold_for_search(text.substr(0, 300));
  std::string_view view = folded;
  if (view.starts_with("property_")) view.remove_prefix(9);  // the warehouse copies of HubSpot prefix every property
  if (view.ends_with("__c")) view.remove_suffix(3);          // a custom field of Salesforce
  int depth = 0;
  for (std::size_t at = 0; at < view.size();) {
    const auto d = text::decode_utf8(view, at);
    const char32_t c = d.code_point;
    if (c == '(' || c == '[' || c == U'【') ++depth;
    else if ((c == ')' || c == ']' || c == U'】') && depth > 0) --depth;
    else if (depth > 0) header.in_brackets.append(view.substr(at, d.length));
    else if (text::is_cjk(c) || text::is_word_character(c)) header.key.append(view.substr(at, d.length));
    else if (c == '?' || c == text::kReplacement) {
      header.key.push_back('?');
      header.damaged = true;
    }
    at += d.length;
  }
  return header;
}

// Spelling -> indices of its rules, in order.
const std::unordered_map<std::string_view, std::vector<std::size_t>>& rules_by_spelling() {
  static const auto index = [] {
    std::unordered_map<std::string_view, std::vector<std::size_t>> map;
    const auto rules = header_rules();
    for (std::size_t i = 0; i < rules.size(); ++i)
      for_each_word(rules[i].headers, [&](std::string_view spelling) { map[spelling].push_back(i); });
    return map;
  }();
  return index;
}

// The one known spelling that a damaged header can stand for; empty when there is none or more than one meaning.
std::string_view repair(std::string_view key) {
  std::u32string wanted;
  std::size_t known = 0;
  for (std::size_t at = 0; at < key.size();) {
    const auto d = text::decode_utf8(key, at);
    wanted.push_back(d.code_point);
    known += d.code_point != '?' ? 1 : 0;
    at += d.length;
  }
  if (known == 0) return {};
  std::string_view found, found_target;
  for (const auto& [spelling, rules] : rules_by_spelling()) {
    std::size_t at = 0, i = 0;
    bool same = true;
    for (; at < spelling.size() && i < wanted.size() && same; ++i) {
      const auto d = text::decode_utf8(spelling, at);
      same = wanted[i] == '?' ? text::is_cjk(d.code_point) : wanted[i] == d.code_point;
      at += d.length;
    }
    if (!same || at != spelling.size() || i != wanted.size()) continue;
    const std::string_view target = header_rules()[rules.front()].target;
    if (!found.empty() && target != found_target) return {};
    found = spelling;
    found_target = target;
  }
  return found;
}

const KnownExport* recognise(const std::unordered_set<std::string_view>& keys) {
  for (const auto& known : known_exports()) {
    bool fits = true;
    for_each_word(known.headers, [&](std::string_view key) { fits = fits && keys.contains(key); });
    for_each_word(known.refused_headers, [&](std::string_view key) { fits = fits && !keys.contains(key); });
    if (fits) return &known;
  }
  return nullptr;
}

// What a row mainly is, by the weight of the headers; the name of the file tips the scales.
std::optional<TargetEntity> guess_primary(const std::vector<NormalisedHeader>& headers, std::string_view file_name, HeaderMap& map) {
  std::array<double, kEntities.size()> votes{};
  double understood = 0;
  bool names = false, telephones = false;
  for (const auto& header : headers) {
    const auto found = rules_by_spelling().find(header.damaged ? repair(header.key) : std::string_view(header.key));
    if (found == rules_by_spelling().end()) continue;
    for (const std::size_t i : found->second) {
      const auto& rule = header_rules()[i];
      const auto entity = entity_from_name(rule.target.substr(0, rule.target.find('.')));
      if (entity) votes[static_cast<std::size_t>(*entity)] += rule.weight;
      names = names || rule.target == "self.name";
      telephones = telephones || rule.target == "self.phone";
    }
    understood += 1;
  }
  struct Hint {
    std::string_view words;
    TargetEntity entity;
  };
  static constexpr Hint kHints[] = {{"account 客户 company companies customer client 公司 企业 单位", account},
                                    {"contact 联系人 people 通讯录 名片", contact},
                                    {"opportunit deal pipeline 商机 机会", opportunity},
                                    {"product 产品 商品", product},
                                    {"user owner 员工 销售人员", user},
                                    {"activit task event call meeting note 拜访 跟进", activity}};
  const std::string folded = text::fold_for_search(file_name);
  for (const auto& hint : kHints)
    for_each_word(hint.words, [&](std::string_view word) {
      if (folded.find(word) != std::string::npos) votes[static_cast<std::size_t>(hint.entity)] += 1.5;
    });
  const auto best = std::max_element(votes.begin(), votes.end());
  double total = 0;
  for (const double vote : votes) total += vote;
  if (understood == 0) return std::nullopt;
  if (total == 0) {
    // Names and telephones are those of customers or of people, and people without a customer could not go in.
    map.guessed = names && telephones;
    map.confidence = 0.3;
    return map.guessed ? std::optional(account) : std::nullopt;
  }
  // A list that names customers is a customer list even when each row also carries a deal; a deal list has a name or id of deals.
  const double account_votes = votes[static_cast<std::size_t>(account)];
  map.confidence = *best / total;
  if (*best - account_votes < 1 && account_votes > 0) return account;
  return kEntities[static_cast<std::size_t>(best - votes.begin())];
}

struct Match {
  const HeaderRule* rule = nullptr;
  double confidence = 0;
};
Match match(const NormalisedHeader& header, TargetEntity primary) {
  std::string_view key = header.key;
  double confidence = 1.0;
  if (header.damaged) {
    key = repair(header.key);
    confidence = 0.5;
  }
  const auto found = rules_by_spelling().find(key);
  if (key.empty() || found == rules_by_spelling().end()) return {};
  for (const std::size_t i : found->second) {
    const auto& rule = header_rules()[i];
    if ((rule.context & bit(primary)) == 0) continue;
    // Rows of these feed nothing but themselves; the company of a colleague is no customer.
    const auto target = resolve(rule.target, primary);
    if (!target || ((primary == user || primary == product || primary == activity) && target->entity != primary)) continue;
    // A header that hardly speaks for anything (district, created on) is a weaker suggestion.
    if (!header.damaged) confidence = rule.weight >= 2 ? 1.0 : rule.target.starts_with("self.") ? 0.9 : 0.8;
    return {&rule, confidence};
  }
  return {};
}

void read_unit(const std::string& in_brackets, ColumnSuggestion& column) {
  if (in_brackets.empty()) return;
  static constexpr std::pair<std::string_view, int> kUnits[] = {{"百万", 6}, {"千万", 7},    {"亿", 8},       {"万", 4},
                                                                {"千", 3},   {"million", 6}, {"thousand", 3}, {"k", 3}};
  std::string_view rest = in_brackets;
  for (const auto& [word, power] : kUnits) {
    const std::size_t at = rest.find(word);
    if (at == std::string_view::npos || (word == "k" && rest.find("hk") != std::string_view::npos)) continue;
    column.amount_power = power;
    break;
  }
  for_each_word(rest, [&](std::string_view word) {
    if (column.currency.empty()) column.currency = text::parse_currency(word);
  });
  // "万元", "单位:万美元": what stands behind the unit.
  for (std::size_t at = 0; at < rest.size() && column.currency.empty(); at += text::decode_utf8(rest, at).length)
    column.currency = text::parse_currency(rest.substr(at));
}

bool is_money(FieldTarget target) { return target.field == "amount" || target.field == "annual_revenue" || target.field == "list_price"; }

void drop_repeats(std::vector<ColumnSuggestion>& columns) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (!columns[i].target) continue;
    for (std::size_t j = i + 1; j < columns.size(); ++j) {
      if (columns[j].target != columns[i].target) continue;
      auto& weaker = columns[j].confidence > columns[i].confidence ? columns[i] : columns[j];
      weaker = {};
      if (!columns[i].target) break;
    }
  }
}

bool has(const std::vector<ColumnSuggestion>& columns, TargetEntity entity, std::string_view field) {
  return std::any_of(columns.begin(), columns.end(), [&](const auto& column) { return column.target == FieldTarget{entity, field}; });
}

// Facts about an organisation or person that the row can only point to, not name, are left alone: the mailing address of a
// contact is not the address of the account whose id stands beside it.
void drop_orphans(std::vector<ColumnSuggestion>& columns, TargetEntity primary) {
  const bool names_account = has(columns, account, "name");
  const bool names_contact = has(columns, contact, "name") || has(columns, contact, "last_name") || has(columns, contact, "email");
  const bool states_deal = has(columns, opportunity, "name") || has(columns, opportunity, "stage") || has(columns, opportunity, "amount");
  for (auto& column : columns) {
    if (primary == account && !states_deal && column.target == FieldTarget{opportunity, "engage_date"}) column = {};
    if (!column.target || column.target->entity == primary || column.target->field == "external_id") continue;
    if ((column.target->entity == account && !names_account) || (column.target->entity == contact && !names_contact)) column = {};
  }
}

// Which entities a row can create: those that something identifies.
std::vector<TargetEntity> entities_of(const std::vector<ColumnSuggestion>& columns, TargetEntity primary) {
  std::vector<TargetEntity> entities{primary};
  const auto add = [&](TargetEntity entity, bool present) {
    if (present && entity != primary) entities.push_back(entity);
  };
  if (primary == activity || primary == user || primary == product) return entities;
  add(account, has(columns, account, "name"));
  add(contact, has(columns, contact, "name") || has(columns, contact, "last_name") || has(columns, contact, "email"));
  add(opportunity, has(columns, opportunity, "name") || has(columns, opportunity, "stage") || has(columns, opportunity, "amount"));
  return entities;
}

void apply_vendor_facts(Vendor vendor, std::vector<ColumnSuggestion>& columns) {
  if (vendor != Vendor::maven) return;
  // The data dictionary of these tables says: revenue in millions of US dollars, prices and values in dollars.
  for (auto& column : columns) {
    if (!column.target || !is_money(*column.target)) continue;
    column.currency = "USD";
    if (column.target->field == "annual_revenue") column.amount_power = 6;
  }
}
}  // namespace

std::string_view entity_name(TargetEntity entity) {
  switch (entity) {
    case account: return "account";
    case contact: return "contact";
    case opportunity: return "opportunity";
    case product: return "product";
    case user: return "user";
    case activity: return "activity";
  }
  return "";
}

std::string_view collection_name(TargetEntity entity) {
  switch (entity) {
    case account: return "accounts";
    case contact: return "contacts";
    case opportunity: return "opportunities";
    case product: return "products";
    case user: return "users";
    case activity: return "activities";
  }
  return "";
}

std::optional<TargetEntity> entity_from_name(std::string_view name) {
  for (const auto entity : kEntities)
    if (name == entity_name(entity) || name == collection_name(entity)) return entity;
  return std::nullopt;
}

std::string_view vendor_name(Vendor vendor) {
  switch (vendor) {
    case Vendor::none: return "";
    case Vendor::hubspot: return "hubspot";
    case Vendor::salesforce: return "salesforce";
    case Vendor::odoo: return "odoo";
    case Vendor::maven: return "maven";
  }
  return "";
}

std::string target_name(FieldTarget target) { return std::string(entity_name(target.entity)) + "." + std::string(target.field); }

std::optional<FieldTarget> target_from_name(std::string_view name) {
  const std::size_t dot = name.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const auto entity = entity_from_name(name.substr(0, dot));
  if (!entity) return std::nullopt;
  for (const auto& target : all_targets())
    if (target.entity == *entity && target.field == name.substr(dot + 1)) return target;
  return std::nullopt;
}

std::span<const FieldTarget> all_targets() {
  static const auto targets = [] {
    std::vector<FieldTarget> list;
    for (const auto& [entity, fields] : kFields)
      for_each_word(fields, [&, of = entity](std::string_view field) { list.push_back({of, field}); });
    return list;
  }();
  return targets;
}

namespace {

// Our own export carries the names of our fields, and marks of its own that a list of somebody else does not have.
bool is_own_export(std::span<const std::string_view> header) {
  return header.size() > 4 && header[0] == "id" && header[1] == "version" && header[2] == "created_at" && header[3] == "updated_at";
}
// The entity whose fields it has most of.
std::optional<TargetEntity> entity_of_own_export(std::span<const std::string_view> header) {
  static constexpr std::pair<TargetEntity, std::string_view> kTelling[] = {
      {account, "industry"}, {contact, "department"}, {opportunity, "expected_close"}, {product, "list_price"}};
  for (const auto& [entity, field] : kTelling)
    if (std::find(header.begin(), header.end(), field) != header.end()) return entity;
  return std::nullopt;
}
// By the book's own id; what the program writes itself (version, names of others …) is not read back.
void map_own_export(std::span<const std::string_view> header, HeaderMap& map) {
  for (std::size_t i = 0; i < header.size(); ++i) {
    std::string name = std::string(entity_name(*map.primary)) + "." + std::string(header[i]);
    if (header[i] == "id") name = std::string(entity_name(*map.primary)) + ".record_id";
    if (header[i] == "account_name" && map.primary != account) name = "account.name";
    if (map.primary == opportunity && header[i] == "opened_at") name = "opportunity.engage_date";
    if (map.primary == opportunity && header[i] == "closed_at") name = "opportunity.close_date";
    map.columns[i].target = target_from_name(name);
    if (map.columns[i].target) map.columns[i].confidence = 1;
  }
}

}  // namespace

HeaderMap suggest_mapping(std::span<const std::string_view> header, std::string_view file_name, std::optional<TargetEntity> primary) {
  HeaderMap map;
  map.columns.resize(header.size());
  if (is_own_export(header)) {
    map.recognised = "wheelhouse";
    map.primary = primary ? primary : entity_of_own_export(header);
    map.importable = map.primary.has_value();
    map.confidence = 1;
    if (!map.primary) return map;
    map_own_export(header, map);
    map.entities = entities_of(map.columns, *map.primary);
    return map;
  }
  std::vector<NormalisedHeader> headers;
  std::unordered_set<std::string_view> keys;
  headers.reserve(header.size());
  for (const auto cell : header) headers.push_back(normalise_header(cell));
  for (const auto& one : headers) keys.insert(one.key);
  if (const auto* known = recognise(keys)) {
    map.vendor = known->vendor;
    map.recognised = known->name;
    map.importable = known->importable;
    map.primary = known->primary;
    map.confidence = 1;
  } else {
    map.primary = guess_primary(headers, file_name, map);
  }
  if (primary) {
    map.primary = primary;
    map.importable = true;
    map.confidence = 1;
    map.guessed = false;
  }
  if (!map.primary || !map.importable) return map;
  for (std::size_t i = 0; i < headers.size(); ++i) {
    const auto [rule, confidence] = match(headers[i], *map.primary);
    if (rule == nullptr) continue;
    auto& column = map.columns[i];
    column.target = resolve(rule->target, *map.primary);
    if (!column.target) continue;
    column.confidence = map.recognised.empty() ? confidence : std::max(confidence, 0.95);
    column.holds_id = rule->holds_id;
    if (is_money(*column.target)) read_unit(headers[i].in_brackets, column);
  }
  drop_repeats(map.columns);
  drop_orphans(map.columns, *map.primary);
  apply_vendor_facts(map.vendor, map.columns);
  map.entities = entities_of(map.columns, *map.primary);
  return map;
}

std::size_t count_known_headers(std::span<const std::string_view> cells) {
  std::size_t known = 0;
  for (const auto cell : cells) {
    if (cell.size() > 100) continue;
    const auto header = normalise_header(cell);
    known += rules_by_spelling().contains(header.damaged ? repair(header.key) : std::string_view(header.key)) ? 1 : 0;
  }
  return known;
}
}  // namespace wheelhouse::exchange
