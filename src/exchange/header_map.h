// What the columns of a customer list mean. From a header row alone (Chinese, English, or the export of a CRM) to a
// suggested target for each column; a person sees the suggestion and may change it. Pure, any thread.
// One row may feed several entities at once: a customer list holds account, contact and opportunity side by side.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wheelhouse::exchange {

enum class TargetEntity : std::uint8_t { account, contact, opportunity, product, user, activity };
std::string_view entity_name(TargetEntity entity);        // "account"
std::string_view collection_name(TargetEntity entity);    // "accounts", the word of `import --as`
std::optional<TargetEntity> entity_from_name(std::string_view name);  // either word

struct FieldTarget {
  TargetEntity entity = TargetEntity::account;
  std::string_view field;  // points to static text
  bool operator==(const FieldTarget&) const = default;
};
std::string target_name(FieldTarget target);                          // "account.name"
std::optional<FieldTarget> target_from_name(std::string_view name);   // nothing when there is no such target
// Every target, in the order a person would look for them. Beside the fields of the entities:
//   contact.first_name, contact.last_name  joined to the name
//   *.is_deleted                            a row with a true value is passed over
//   opportunity.is_won, is_closed           tell the result where stage words are the exporter's own
//   opportunity.close_date                  expected close while open, day of closing once closed
// A reference (opportunity.account does not exist: it is account.name or account.external_id in the same row).
std::span<const FieldTarget> all_targets();

enum class Vendor : std::uint8_t { none, hubspot, salesforce, odoo, maven };
std::string_view vendor_name(Vendor vendor);

struct ColumnSuggestion {
  std::optional<FieldTarget> target;
  double confidence = 0;       // 1 certain, 0.5 a guess that a person should look at
  bool holds_id = false;       // the cells are the exporting system's ids (owner_id), not names
  int amount_power = 0;        // 4 when the header says 万元: the cells count tens of thousands
  std::string currency;        // when the header states one: "Amount (USD)"
};

struct HeaderMap {
  Vendor vendor = Vendor::none;
  std::string recognised;      // "hubspot.deals", "maven.pipeline", …; empty for a list of no known make
  bool importable = true;      // false for tables that hold no records of ours (property histories, pipelines)
  std::optional<TargetEntity> primary;  // what one row mainly is; nothing when no column was understood
  double confidence = 0;
  bool guessed = false;        // nothing but the lack of another reading speaks for `primary`: to be said aloud
  std::vector<TargetEntity> entities;   // all that a row can create, primary first
  std::vector<ColumnSuggestion> columns;
};
// `primary` fixes what a row is (`import --as`); `file_name` only tips the scales.
HeaderMap suggest_mapping(std::span<const std::string_view> header, std::string_view file_name = {},
                          std::optional<TargetEntity> primary = std::nullopt);

// How many cells of a row are headers somebody is known to use; finds the header under title lines.
std::size_t count_known_headers(std::span<const std::string_view> cells);

}  // namespace wheelhouse::exchange
