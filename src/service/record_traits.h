// What the service needs to know of each entity beyond its fields: whom it belongs to, when it speaks of, what a search
// finds it by. One overload per entity where the default does not fit.
#pragma once
#include "domain/all.h"
#include "service/unit_of_work.h"

namespace wheelhouse::service {

template <class E>
concept HasAccount = requires(const E& e) { e.account_id; };
template <class E>
concept HasOpportunity = requires(const E& e) { e.opportunity_id; };

inline std::optional<Uuid> plain(const std::optional<Uuid>& id) { return id; }
template <class T>
std::optional<Uuid> plain(const std::optional<Id<T>>& id) { return id ? std::optional<Uuid>(id->uuid) : std::nullopt; }
template <class T>
std::optional<Uuid> plain(const Id<T>& id) { return id.uuid; }

template <Reflected E>
Belonging belonging_of(const E& record) {
  Belonging b;
  if constexpr (std::is_same_v<E, Account>) b.account_id = record.id.uuid;
  else if constexpr (HasAccount<E>) b.account_id = plain(record.account_id);
  if constexpr (std::is_same_v<E, Opportunity>) b.opportunity_id = record.id.uuid;
  else if constexpr (HasOpportunity<E>) b.opportunity_id = plain(record.opportunity_id);
  return b;
}

// The time a record speaks of; the time of writing where it has none of its own.
template <Reflected E>
Instant spoken_of(const E&, Instant now) { return now; }
inline Instant spoken_of(const Evidence& e, Instant) { return e.observed_at; }
inline Instant spoken_of(const StageEvent& e, Instant) { return e.at; }
inline Instant spoken_of(const Call& e, Instant) { return e.held_at; }
inline Instant spoken_of(const Note& e, Instant) { return e.at; }
inline Instant spoken_of(const NeedQuote& e, Instant) { return e.said_at; }
inline Instant spoken_of(const RemorseSignal& e, Instant) { return e.observed_at; }

// Does a change of this entity move positions on the wheel?
template <Reflected E>
constexpr bool moves_positions() {
  return std::is_same_v<E, Account> || std::is_same_v<E, Opportunity> || std::is_same_v<E, Evidence> || std::is_same_v<E, StageEvent>;
}

// Kinds of search results, stored as numbers; the order is the order shown among equals.
enum class SearchKind : std::uint8_t { account, contact, opportunity, product, note, attachment };
struct SearchText {
  SearchKind kind;
  std::string body;  // name, then the other names, one a line
  std::optional<Uuid> owner_id;
};
template <Reflected E>
std::optional<SearchText> search_text(const E&) { return std::nullopt; }
inline std::optional<SearchText> search_text(const Account& a) {
  return SearchText{SearchKind::account, a.alias ? a.name + "\n" + *a.alias : a.name, plain(a.owner_id)};
}
inline std::optional<SearchText> search_text(const Contact& c) { return SearchText{SearchKind::contact, c.name, std::nullopt}; }
inline std::optional<SearchText> search_text(const Opportunity& o) {
  return SearchText{SearchKind::opportunity, o.name, plain(o.owner_id)};
}
inline std::optional<SearchText> search_text(const Product& p) {
  return SearchText{SearchKind::product, p.code ? p.name + "\n" + *p.code : p.name, std::nullopt};
}
inline std::optional<SearchText> search_text(const Attachment& a) { return SearchText{SearchKind::attachment, a.name, std::nullopt}; }
inline std::optional<SearchText> search_text(const Note& n) { return SearchText{SearchKind::note, n.text, std::nullopt}; }

}  // namespace wheelhouse::service
