// A file that hangs on a customer, a deal, a person, a call or a piece of evidence. Its bytes are kept apart (storage/content_store.h).
#pragma once
#include "domain/record.h"

namespace wheelhouse {
struct Attachment {
  Id<Attachment> id;
  std::int64_t version = 0;
  Instant created_at, updated_at;
  std::optional<Id<Account>> account_id;          // follows from what is named below, if anything is
  std::optional<Id<Opportunity>> opportunity_id;
  std::optional<Id<Contact>> contact_id;          // one of these three at most
  std::optional<Id<Call>> call_id;
  std::optional<Id<Evidence>> evidence_id;
  std::string name;        // as the person sees it: no folders, no control characters
  std::string media_type;  // what the bytes are, not what their sender said
  std::int64_t size_bytes = 0;
  std::string sha256;      // of the bytes, in hexadecimal digits
};

template <>
struct Entity<Attachment> {
  static constexpr std::string_view name = "attachment", collection = "attachments";
  static constexpr auto fields = std::tuple_cat(
      record_fields<Attachment>(),
      std::tuple{field(&Attachment::account_id, "account_id"), field(&Attachment::opportunity_id, "opportunity_id"),
                 field(&Attachment::contact_id, "contact_id"), field(&Attachment::call_id, "call_id"),
                 field(&Attachment::evidence_id, "evidence_id"), field(&Attachment::name, "name", kName),
                 field(&Attachment::media_type, "media_type", {.read_only = true}),
                 field(&Attachment::size_bytes, "size_bytes", {.read_only = true}),
                 field(&Attachment::sha256, "sha256", {.read_only = true})});
};
static_assert(every_member_is_described<Attachment>());
}  // namespace wheelhouse
