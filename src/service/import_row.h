// One row of a file as drafts of records: cells parsed by the plan, wrong ones named, nothing looked up yet. Runs beside the
// writer on another core; pure but for the plan it holds.
#pragma once
#include <array>
#include <bitset>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "domain/all.h"
#include "service/import_plan.h"

namespace wheelhouse::service {

struct RowIssue {
  std::size_t column = 0;  // into the file's columns; kWholeRow when it is not one cell's
  std::string code;        // "field.<code>" in the language packs
  std::string value;       // as it stands in the file, cut to 100 characters
  bool fatal = false;      // the row is not imported; else the cell is left out and the row goes in
};
constexpr std::size_t kWholeRow = static_cast<std::size_t>(-1);

// A record with the fields that the row gave; the rest of it is not to be written over anything.
template <class E>
struct Draft {
  E record;
  std::bitset<40> given;  // by field index
  bool present = false;
};

struct RowDraft {
  std::uint64_t number = 0;  // as a person counts rows in that file
  Draft<User> user;
  Draft<Account> account;
  Draft<Product> product;
  Draft<Contact> contact;
  Draft<Opportunity> opportunity;
  // References by name or by the exporting system's id.
  struct Reference {
    std::string text;
    bool is_id = false;
    bool empty() const { return text.empty(); }
  };
  Reference account_owner, account_parent, opportunity_owner, opportunity_product, user_team, user_manager;
  Reference activity_account, activity_opportunity, activity_contact, activity_owner;
  std::optional<Stage> claimed_stage;
  std::optional<Uuid> record_id;  // of what the row mainly is, where the file is our own export
  bool link_only = false;         // says which deal is whose and nothing else: makes no deal
  std::string stage_word;
  std::string amount_text;  // of the opportunity, as it stands in the file
  std::optional<Instant> close_at, engaged_at;
  std::string activity_subject, activity_text, activity_kind, activity_external_id;
  std::optional<Instant> activity_at;
  bool is_activity = false;
  bool deleted = false;  // the export says so: passed over
  std::vector<RowIssue> issues;
  bool failed() const;
};

struct ParseContext {
  std::string default_currency;  // of the workspace
  std::string time_zone;         // of the workspace: whose midnight a date without an offset means
  Instant now;
};

class RowParser {
 public:
  RowParser(const FilePlan& plan, ParseContext context);
  RowDraft parse(std::span<const std::string_view> cells, std::uint64_t number) const;

 private:
  void set_cell(RowDraft& draft, const ColumnPlan& column, std::size_t index, std::string_view text,
                std::span<const std::string_view> cells) const;
  // What the row's own currency column says of that entity's money: "" when it has none or says nothing, null when it cannot be read.
  std::optional<std::string> currency_of(exchange::TargetEntity entity, std::span<const std::string_view> cells) const;
  void finish(RowDraft& draft) const;
  int offset_on(Date date) const;  // summer and winter differ, so it is asked date by date
  Instant start_of(Date date) const;
  Date date_at(Instant at) const;
  const FilePlan& plan_;
  const ParseContext context_;
  mutable std::unordered_map<std::int32_t, int> offsets_;  // by day; a zone's file is not read for each row
};

// Checks a draft by the entity's own limits alone (no book): used for what the row itself can tell.
std::string cut(std::string_view text, std::size_t characters);

}  // namespace wheelhouse::service
