#include "service/search.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "service/access.h"
#include "service/id_list.h"
#include "service/name_lookup.h"
#include "storage/record_store.h"
#include "storage/search_store.h"
#include "storage/search_terms.h"
#include "text/utf8.h"

namespace wheelhouse::service {
namespace {

constexpr int kTierMax = 200;          // candidates of a tier that are ranked
constexpr int kTextMax = 60;           // notes among them: each is read through
constexpr int kLookedAtMax = 3000;     // of people and notes, however few of them this person may see
constexpr int kMineMax = 50;

constexpr unsigned bit(SearchKind kind) { return 1u << static_cast<unsigned>(kind); }
static_assert(storage::kOwnedSearchKinds == (bit(SearchKind::account) | bit(SearchKind::opportunity) | bit(SearchKind::product)));
static_assert(storage::kWrittenSearchKinds == bit(SearchKind::note));

struct Candidate {
  SearchItem item;
  text::MatchTier tier{};
  std::size_t length = 0;
};

Matched matched_of(const NameMatch& match) {
  switch (match.kind) {
    case text::QueryKind::pinyin:
    case text::QueryKind::mixed: return Matched::pinyin;
    case text::QueryKind::initials: return Matched::initials;
    case text::QueryKind::text:
    case text::QueryKind::word: break;
  }
  switch (match.tier) {
    case text::MatchTier::exact: return Matched::exact;
    case text::MatchTier::prefix: return Matched::prefix;
    case text::MatchTier::pinyin_prefix: return Matched::pinyin;
    case text::MatchTier::inside: return Matched::inside;
  }
  return Matched::inside;
}

class Finder {
 public:
  Finder(storage::Session& session, const Actor& actor, const SearchRequest& request)
      : session_(session), actor_(actor), request_(request), query_(text::parse_query(request.text)),
        expressions_(storage::search_expressions(query_, request.text)) {}

  std::vector<SearchItem> find() {
    if (query_.empty()) return {};
    const unsigned owned = request_.kinds & storage::kOwnedSearchKinds;
    const unsigned others = request_.kinds & ~storage::kOwnedSearchKinds;
    if (!actor_.visible_owners) {
      find_tiers(request_.kinds, nullptr);
      find_mine();
    } else {
      // What has an owner is asked for by owner; the rest is looked at one by one.
      if (owned) find_tiers(owned, &*actor_.visible_owners);
      if (others) find_tiers(others, nullptr);
      find_shared();
    }
    return ranked();
  }

 private:
  // What contains it includes what begins so: the finer tiers are asked only when the list was cut.
  void find_tiers(unsigned kinds, const std::vector<Uuid>* owners) {
    if (!collect(expressions_.inside, kinds, owners, kTierMax)) return;
    collect(expressions_.prefix, kinds, owners, kTierMax);
    if (!expressions_.exact.empty()) collect(expressions_.exact, kinds, owners, kTierMax);
  }
  // Among a whole book's hits, one's own customers are not lost.
  void find_mine() {
    if (!actor_.user_id || (request_.kinds & storage::kOwnedSearchKinds) == 0 || seen_.size() < kTierMax) return;
    const std::vector<Uuid> me{*actor_.user_id};
    collect(expressions_.inside, request_.kinds & storage::kOwnedSearchKinds, &me, kMineMax);
  }

  // What he was given a part in is not looked for in the whole book: there are few of them, and each is asked for its names.
  void find_shared() {
    const Grants& grants = actor_.grants;
    if (grants.empty() || (request_.kinds & storage::kOwnedSearchKinds) == 0) return;
    std::vector<Uuid> ids = grants.accounts;
    ids.insert(ids.end(), grants.opportunities.begin(), grants.opportunities.end());
    if (request_.kinds & bit(SearchKind::opportunity))
      for_each_id_slice(grants.accounts, [&](const std::vector<Uuid>& slice) {
        std::vector<SqlValue> values{actor_.workspace_id};
        const std::string list = bind_id_list(slice, values);
        session_.query("SELECT id FROM opportunities WHERE workspace_id = ?1 AND account_id IN " + list, values,
                       [&](const RowReader& row) { ids.push_back(row.id(0)); });
      });
    for_each_id_slice(ids, [&](const std::vector<Uuid>& slice) {
      storage::visit_search_entries(session_, actor_.workspace_id, slice, [&](storage::SearchHit&& hit) {
        if ((request_.kinds & (1u << hit.kind)) && seen_.insert(hit.object_id).second) add(std::move(hit));
      });
    });
  }

  // True when there may be more than were taken.
  bool collect(const std::string& expression, unsigned kinds, const std::vector<Uuid>* owners, int most) {
    int taken = 0, texts = 0, looked_at = 0;
    bool cut = false;
    storage::visit_search_hits(session_, actor_.workspace_id, storage::narrowed(expression, kinds, kAllSearchKinds, owners),
                               [&](storage::SearchHit&& hit) {
                                 if (taken == most || ++looked_at > kLookedAtMax) {
                                   cut = true;
                                   return false;
                                 }
                                 const bool is_text = hit.kind == static_cast<int>(SearchKind::note);
                                 if (is_text && texts == kTextMax) return true;
                                 if (!sees(hit)) return true;
                                 ++taken;
                                 texts += is_text;
                                 if (seen_.insert(hit.object_id).second) add(std::move(hit));
                                 return true;
                               });
    return cut;
  }

  // The last word on what may be shown is the record's own row, not the index.
  bool sees(const storage::SearchHit& hit) {
    if (!actor_.visible_owners) return true;
    switch (static_cast<SearchKind>(hit.kind)) {
      case SearchKind::account: return sees_account(actor_, hit.owner_id, hit.object_id);
      case SearchKind::opportunity: return sees_opportunity(actor_, hit.owner_id, hit.object_id, hit.account_id);
      case SearchKind::product: return true;
      case SearchKind::contact:
        if (actor_.grants.empty() && !sees_owner(actor_, hit.account_owner_id)) return false;  // spares most of the look-ups
        return belongs_to_visible("SELECT account_id, NULL FROM contacts WHERE workspace_id = ?1 AND id = ?2", hit.object_id);
      case SearchKind::note:
        return belongs_to_visible("SELECT account_id, opportunity_id FROM notes WHERE workspace_id = ?1 AND id = ?2", hit.object_id);
      case SearchKind::attachment:
        return belongs_to_visible("SELECT account_id, opportunity_id FROM attachments WHERE workspace_id = ?1 AND id = ?2", hit.object_id);
    }
    return false;
  }
  bool belongs_to_visible(std::string_view sql, const Uuid& id) {
    Belonging belonging;
    const bool exists = session_.query_first(sql, {actor_.workspace_id, id}, [&](const RowReader& row) {
      if (!row.is_null(0)) belonging.account_id = row.id(0);
      if (!row.is_null(1)) belonging.opportunity_id = row.id(1);
    });
    return exists && sees_belonging(session_, actor_, belonging);
  }

  void add(storage::SearchHit&& hit) {
    Candidate candidate;
    candidate.item.kind = static_cast<SearchKind>(hit.kind);
    candidate.item.id = hit.object_id;
    candidate.item.account_id = hit.account_id;
    const auto owner = hit.owner_id ? hit.owner_id : hit.account_owner_id;
    candidate.item.mine = actor_.user_id && owner == actor_.user_id;
    const bool fits = candidate.item.kind == SearchKind::note ? match_note(candidate, hit.body) : match_names(candidate, hit.body);
    if (fits) candidates_.push_back(std::move(candidate));
  }
  bool match_note(Candidate& candidate, const std::string& body) {
    auto found = find_in_text(request_.text, body);
    if (!found) return false;
    candidate.tier = text::MatchTier::inside;
    candidate.length = body.size();
    candidate.item.matched = Matched::inside;
    candidate.item.name = std::move(found->snippet);
    candidate.item.ranges = std::move(found->ranges);
    return true;
  }
  bool match_names(Candidate& candidate, const std::string& body) {
    std::optional<NameMatch> best;
    std::string_view best_line, first_line;
    bool first = true;
    for (std::string_view rest = body; first || !rest.empty();) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(line.size() + 1, rest.size()));
      if (first) first_line = line;
      first = false;
      auto match = match_and_mark(query_, line);
      if (match && (!best || match->tier < best->tier)) {
        best = std::move(match);
        best_line = line;
      }
    }
    if (!best) return false;
    candidate.tier = best->tier;
    candidate.length = best_line.size();
    candidate.item.name = first_line;
    candidate.item.matched = matched_of(*best);
    if (best_line.data() == first_line.data()) {
      candidate.item.ranges = std::move(best->ranges);
    } else {
      candidate.item.other_name = best_line;
      candidate.item.other_ranges = std::move(best->ranges);
    }
    return true;
  }

  std::vector<SearchItem> ranked() {
    const auto key = [](const Candidate& c) { return std::tuple(c.tier, !c.item.mine, c.length, c.item.kind, c.item.id); };
    const std::size_t count = std::min(candidates_.size(), static_cast<std::size_t>(request_.limit));
    std::partial_sort(candidates_.begin(), candidates_.begin() + static_cast<std::ptrdiff_t>(count), candidates_.end(),
                      [&](const Candidate& a, const Candidate& b) { return key(a) < key(b); });
    std::vector<SearchItem> items;
    for (std::size_t i = 0; i < count; ++i) items.push_back(std::move(candidates_[i].item));
    return items;
  }

  storage::Session& session_;
  const Actor& actor_;
  const SearchRequest& request_;
  const text::SearchQuery query_;
  const storage::SearchExpressions expressions_;
  std::unordered_set<Uuid> seen_;
  std::vector<Candidate> candidates_;
};

struct Standing {
  Stage stage{};
  Basis basis{};
};
std::unordered_map<Uuid, Standing> standings_of(storage::Session& session, std::int64_t workspace_id, Unit unit,
                                                const std::vector<Uuid>& ids) {
  std::unordered_map<Uuid, Standing> standings;
  for_each_id_slice(ids, [&](const std::vector<Uuid>& slice) {
    std::vector<SqlValue> values{workspace_id, static_cast<std::int64_t>(unit)};
    const std::string sql =
        "SELECT subject_id, stage, basis FROM position WHERE workspace_id = ?1 AND unit = ?2 AND on_wheel = 1 AND subject_id IN " +
        bind_id_list(slice, values);
    session.query(sql, values, [&](const RowReader& row) {
      standings[row.id(0)] = {static_cast<Stage>(row.integer(1) - 1), static_cast<Basis>(row.integer(2))};
    });
  });
  return standings;
}

void write_ranges(std::string& out, const std::vector<Utf16Range>& ranges) {
  out += '[';
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    if (i) out += ',';
    out += '[';
    json_text::append_integer(out, ranges[i].first);
    out += ',';
    json_text::append_integer(out, ranges[i].second);
    out += ']';
  }
  out += ']';
}

}  // namespace

Result<std::vector<SearchItem>> search(storage::Session& session, const Actor& actor, const SearchRequest& request) {
  if (text::count_code_points(request.text) > kSearchTextMax)
    return fail(Error::invalid_field("?q", "too_long", {{"max", std::to_string(kSearchTextMax)}}));
  return Finder(session, actor, request).find();
}

void write_search(std::string& out, storage::Session& session, const Actor& actor, const std::vector<SearchItem>& items) {
  std::vector<Uuid> accounts, opportunities;
  for (const SearchItem& item : items) {
    if (item.account_id) accounts.push_back(*item.account_id);
    if (item.kind == SearchKind::opportunity) opportunities.push_back(item.id);
  }
  const NamesById names = names_of(session, actor.workspace_id, "accounts", accounts);
  const auto account_standings = standings_of(session, actor.workspace_id, Unit::account, accounts);
  const auto opportunity_standings = standings_of(session, actor.workspace_id, Unit::opportunity, opportunities);
  json_text::Object answer(out);
  std::string& list = answer.key("items");
  list += '[';
  for (std::size_t i = 0; i < items.size(); ++i) {
    const SearchItem& item = items[i];
    if (i) list += ',';
    json_text::Object object(list);
    object.string("kind", to_string(item.kind));
    object.string("id", to_string(item.id));
    object.string("name", item.name);
    object.string("matched", to_string(item.matched));
    write_ranges(object.key("ranges"), item.ranges);
    if (!item.other_name.empty()) {
      object.string("other_name", item.other_name);
      write_ranges(object.key("other_ranges"), item.other_ranges);
    }
    if (item.account_id) object.string("account_id", to_string(*item.account_id));
    else object.null("account_id");
    write_name(object.key("account_name"), item.account_id, names);
    // A person or a note stands where the customer stands.
    const bool own = item.kind == SearchKind::opportunity;
    const auto& standings = own ? opportunity_standings : account_standings;
    const auto standing = own ? standings.find(item.id) : item.account_id ? standings.find(*item.account_id) : standings.end();
    if (standing == standings.end()) {
      object.null("stage");
      object.null("basis");
    } else {
      object.string("stage", to_string(standing->second.stage));
      object.string("basis", to_string(standing->second.basis));
    }
    object.boolean("mine", item.mine);
    object.close();
  }
  list += ']';
  answer.close();
}

}  // namespace wheelhouse::service
