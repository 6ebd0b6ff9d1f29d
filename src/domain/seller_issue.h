// An obstacle of our own in a deal (METHOD M2).
#pragma once
#include "domain/record.h"

namespace wheelhouse {
struct SellerIssue {
  Id<SellerIssue> id;
  std::int64_t version = 0;
  Instant created_at, updated_at;
  Id<Opportunity> opportunity_id;
  std::optional<Id<Account>> account_id;
  std::string text;
  IssueKind kind = IssueKind::skill;
  std::optional<Id<User>> owner_id;  // the deal's owner unless said otherwise
  Date due_on;
  Text topic;  // the element of the method or the row of the rubric it belongs to
  std::optional<Instant> resolved_at;
};

template <>
struct Entity<SellerIssue> {
  static constexpr std::string_view name = "seller_issue", collection = "seller_issues";
  static constexpr auto fields = std::tuple_cat(
      record_fields<SellerIssue>(),
      std::tuple{field(&SellerIssue::opportunity_id, "opportunity_id", {.required = true}),
                 field(&SellerIssue::account_id, "account_id"),
                 field(&SellerIssue::text, "text", {.required = true, .max_length = 300}),
                 field(&SellerIssue::kind, "kind"),
                 field(&SellerIssue::owner_id, "owner_id"),
                 field(&SellerIssue::due_on, "due_on", {.required = true}),
                 field(&SellerIssue::topic, "topic", kShort),
                 field(&SellerIssue::resolved_at, "resolved_at")});
};
static_assert(every_member_is_described<SellerIssue>());
}  // namespace wheelhouse
