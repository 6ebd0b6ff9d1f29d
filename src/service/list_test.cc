// Lists: every row once, whichever way one pages; what is refused says where; nobody sees what is not his.
#include "service/list.h"

#include <algorithm>
#include <random>
#include <set>

#include "service/records_for_tests.h"
#include "storage/touch_store.h"

namespace wheelhouse::service {
namespace {

using Filters = std::vector<std::pair<std::string, std::string>>;

class List : public ::testing::Test {
 protected:
  List() {
    team_ = book.add(Team{.name = "North"});
    anna_ = book.user("Anna", UserRole::seller, team_.id);
    ben_ = book.user("Ben", UserRole::seller);
    book.now = book.now.plus_days(-100);
    parent_ = book.account("Parent");
    fill();
    book.now = book.now.plus_days(100);
  }

  // Ties everywhere: few names, few values (some unknown), few stages.
  void fill() {
    const auto made = book.as(book.admin, [&](UnitOfWork& work) -> Result<void> {
      std::mt19937 random(11);
      const auto below = [&](int n) { return std::uniform_int_distribution<int>(0, n - 1)(random); };
      static constexpr const char* kNames[] = {"Acme", "acme", "Beta", "重庆", "澜沧", "Ω", "", "z"};
      for (int i = 0; i < 130; ++i) {
        Account a;
        a.name = std::string("n") + kNames[below(8)] + (below(3) ? "" : std::to_string(below(20)));
        if (const int who = below(3)) a.owner_id = who == 1 ? anna_.id : ben_.id;
        a.industry = below(10) ? below(2) ? "steel" : "software" : "rare";
        a.region = below(2) ? "north" : "south";
        a.city = below(2) ? "Berlin" : "北京";
        if (below(4) == 0) a.tier = AccountTier::key;
        if (below(5) == 0) a.parent_id = parent_.id;
        work.create(a);
        Opportunity o;
        o.name = a.name;
        if (below(8)) o.account_id = a.id;
        o.owner_id = a.owner_id;
        if (below(3)) o.amount_minor = below(6);
        o.currency = "CNY";
        o.opened_at = work.now().plus_days(-below(30));
        if (below(5) == 0) {
          o.result = OpportunityResult::lost;
          o.closed_at = work.now();
        }
        work.create(o);
        if (below(2)) {
          StageEvent claim;
          claim.opportunity_id = o.id;
          claim.stage = static_cast<Stage>(below(8));
          claim.at = o.opened_at.plus_days(below(3));
          work.create(claim);
        }
        if (below(3) == 0) {
          Evidence proof;
          proof.opportunity_id = o.id;
          proof.code = EvidenceCode::AK1;
          proof.source_class = SourceClass::quote;
          proof.observed_at = o.opened_at.plus_days(below(3));
          work.create(proof);
        }
      }
      return {};
    });
    ASSERT_TRUE(made);
  }

  Result<Page> page(Unit unit, const ListQuery& query, const Actor* actor = nullptr) {
    return book.read([&](storage::Session& session) {
      return unit == Unit::account ? list_accounts(session, actor ? *actor : book.admin, query, book.now)
                                   : list_opportunities(session, actor ? *actor : book.admin, query, book.now);
    });
  }
  // Every id in order, page after page.
  std::vector<Uuid> walk(Unit unit, ListQuery query, const Actor* actor = nullptr, std::optional<std::int64_t>* total = nullptr) {
    std::vector<Uuid> ids;
    for (int pages = 0; pages < 1000; ++pages) {
      const auto p = page(unit, query, actor);
      if (!p) { ADD_FAILURE() << RecordBook::describe(p.error()); break; }
      if (query.cursor.empty() && total) *total = p->total;
      if (!query.cursor.empty()) { EXPECT_FALSE(p->total); }
      ids.insert(ids.end(), p->ids.begin(), p->ids.end());
      EXPECT_LE(static_cast<int>(p->ids.size()), query.limit);
      if (!p->next) return ids;
      EXPECT_EQ(static_cast<int>(p->ids.size()), query.limit) << "only the last page may be short";
      query.cursor = *p->next;
    }
    ADD_FAILURE() << "pages without end";
    return ids;
  }

  std::vector<storage::PositionRow> rows(Unit unit) {
    return book.read([&](storage::Session& session) {
      std::vector<storage::PositionRow> rows;
      session.query("SELECT " + std::string(storage::position_columns()) + " FROM position p WHERE p.workspace_id = 1 AND p.unit = ?1",
                    {static_cast<std::int64_t>(unit)}, [&](const RowReader& row) { rows.push_back(storage::read_position(row, 0)); });
      return rows;
    });
  }
  static std::vector<Uuid> ids_of(const std::vector<storage::PositionRow>& rows) {
    std::vector<Uuid> ids;
    for (const auto& row : rows) ids.push_back(row.subject_id);
    return ids;
  }
  static void sort(std::vector<storage::PositionRow>& rows, std::string_view by, bool descending) {
    const auto key = [&](const storage::PositionRow& p) -> std::tuple<std::string, std::int64_t> {
      if (by == "name") return {p.sort_key, 0};
      if (by == "stage") return {std::to_string(stage_number(p.stage)), p.entered_at.ms};
      if (by == "dwell") return {"", -p.entered_at.ms};
      if (by == "recent") return {"", p.last_evidence_at.ms};
      return {"", p.amount_minor.value_or(0)};
    };
    std::sort(rows.begin(), rows.end(), [&](const auto& a, const auto& b) {
      if (by == "value" && a.amount_minor.has_value() != b.amount_minor.has_value())
        return a.amount_minor.has_value();  // unknown last, always
      const auto left = std::pair(key(a), a.subject_id), right = std::pair(key(b), b.subject_id);
      if (by == "dwell" && key(a) == key(b)) return descending ? a.subject_id < b.subject_id : b.subject_id < a.subject_id;
      return descending ? right < left : left < right;
    });
  }

  RecordBook book;
  Team team_;
  User anna_, ben_;
  Account parent_;
};

TEST_F(List, EveryRowOnceInOrderUnderEverySortAndPageSize) {
  for (const Unit unit : {Unit::account, Unit::opportunity})
    for (const std::string by : {"name", "stage", "value", "dwell", "recent"})
      for (const bool descending : {false, true})
        for (const int limit : {1, 7, 50, 200}) {
          SCOPED_TRACE(std::string(to_string(unit)) + (descending ? " -" : " ") + by + " by " + std::to_string(limit));
          auto expected = rows(unit);
          sort(expected, by, descending);
          std::optional<std::int64_t> total;
          EXPECT_EQ(walk(unit, {.sort = (descending ? "-" : "") + by, .limit = limit}, nullptr, &total), ids_of(expected));
          EXPECT_EQ(total, static_cast<std::int64_t>(expected.size()));
        }
}

TEST_F(List, FiltersKeepWhatMeetsThemUnderEverySort) {
  const auto account_of = [&](const Uuid& id) { return book.find(Id<Account>{id}).value(); };
  const auto deal_of = [&](const Uuid& id) { return book.find(Id<Opportunity>{id}).value(); };
  using Row = storage::PositionRow;
  using Meets = std::function<bool(const Row&)>;
  const Instant now = book.now;
  struct Case {
    Unit unit;
    Filters filters;
    Meets meets;
  };
  std::vector<Case> cases;
  for (const Unit unit : {Unit::account, Unit::opportunity}) {
    cases.push_back({unit, {{"stage", "recognition"}}, [](const Row& r) { return r.on_wheel && r.stage == Stage::recognition; }});
    cases.push_back({unit, {{"basis", "proven"}}, [](const Row& r) { return storage::counts_as_proven(r.basis); }});
    cases.push_back({unit, {{"basis", "unproven"}}, [](const Row& r) { return !storage::counts_as_proven(r.basis); }});
    cases.push_back({unit, {{"stuck", "true"}}, [now](const Row& r) { return r.stuck_at && *r.stuck_at <= now; }});
    cases.push_back({unit, {{"stuck", "false"}}, [now](const Row& r) { return !r.stuck_at || *r.stuck_at > now; }});
    cases.push_back({unit, {{"stale", "true"}, {"stage", "choice"}}, [now](const Row& r) {
                       return r.on_wheel && r.stage == Stage::choice && r.stale_at && *r.stale_at <= now;
                     }});
    cases.push_back({unit, {{"owner_id", to_string(anna_.id)}}, [&](const Row& r) { return r.owner_id == anna_.id.uuid; }});
    cases.push_back({unit, {{"team_id", to_string(team_.id)}}, [&](const Row& r) { return r.owner_id == anna_.id.uuid; }});
    cases.push_back({unit, {{"on_wheel", "false"}}, [](const Row& r) { return !r.on_wheel; }});
  }
  cases.push_back({Unit::account, {{"industry", "steel"}}, [&](const Row& r) { return account_of(r.subject_id).industry == "steel"; }});
  cases.push_back({Unit::account, {{"industry", "rare"}}, [&](const Row& r) { return account_of(r.subject_id).industry == "rare"; }});
  cases.push_back({Unit::account, {{"industry", "none such"}}, [](const Row&) { return false; }});
  cases.push_back({Unit::account, {{"industry", "rare"}, {"region", "north"}, {"city", "北京"}}, [&](const Row& r) {
    const Account a = account_of(r.subject_id);
    return a.industry == "rare" && a.region == "north" && a.city == "北京";
  }});
  cases.push_back({Unit::account, {{"tier", "key"}, {"owner_id", to_string(ben_.id)}, {"stage", "satisfaction"}}, [&](const Row& r) {
    return account_of(r.subject_id).tier == AccountTier::key && r.owner_id == ben_.id.uuid && r.stage == Stage::satisfaction;
  }});
  cases.push_back({Unit::account, {{"parent_id", to_string(parent_.id)}}, [&](const Row& r) { return r.account_id == parent_.id.uuid; }});
  cases.push_back(
      {Unit::opportunity, {{"result", "lost"}}, [&](const Row& r) { return deal_of(r.subject_id).result == OpportunityResult::lost; }});
  cases.push_back({Unit::opportunity, {{"result", "won"}}, [](const Row&) { return false; }});
  cases.push_back({Unit::opportunity, {{"without_account", "true"}}, [](const Row& r) { return !r.account_id; }});
  cases.push_back({Unit::opportunity, {{"without_account", "false"}, {"result", "open"}}, [&](const Row& r) {
    return r.account_id && deal_of(r.subject_id).result == OpportunityResult::open;
  }});
  for (const Case& c : cases)
    for (const std::string sort_name : {"name", "-name", "stage", "-stage", "value", "-value", "dwell", "-dwell", "recent", "-recent"}) {
      std::string what(to_string(c.unit));
      for (const auto& [name, value] : c.filters) what += " " + name + "=" + value;
      SCOPED_TRACE(what + " sort " + sort_name);
      auto expected = rows(c.unit);
      std::erase_if(expected, [&](const Row& r) { return !c.meets(r); });
      const bool descending = sort_name[0] == '-';
      sort(expected, std::string_view(sort_name).substr(descending), descending);
      std::optional<std::int64_t> total;
      EXPECT_EQ(walk(c.unit, {.filters = c.filters, .sort = sort_name, .limit = 9}, nullptr, &total), ids_of(expected));
      EXPECT_EQ(total, static_cast<std::int64_t>(expected.size()));
    }
}

// What follows a column of the record or is kept beside it; unknown last either way, ties by id.
TEST_F(List, OrdersOfTheRecordsOwnColumns) {
  std::mt19937 random(5);
  const auto below = [&](int n) { return std::uniform_int_distribution<int>(0, n - 1)(random); };
  for (const auto& row : rows(Unit::account)) {
    const Account a = book.find(Id<Account>{row.subject_id}).value();
    for (int n = below(3); n > 0; --n) {
      Call call;
      call.account_id = a.id;
      call.subject = "visit";
      call.status = below(4) ? CallStatus::held : CallStatus::planned;
      call.held_at = book.now.plus_days(-below(6));
      call = book.add(call);
      if (below(5) == 0) { EXPECT_TRUE(book.remove(call)); }
    }
    if (below(3) == 0) { EXPECT_TRUE(book.change(a, {{"phone", std::to_string(below(1000))}})); }
  }
  for (const auto& row : rows(Unit::opportunity))
    if (below(2)) {
      const Opportunity o = book.find(Id<Opportunity>{row.subject_id}).value();
      EXPECT_TRUE(book.change(o, {{"expected_close", to_string(Date{date_of(book.now).days + below(5)})}}));
    }
  using Value = std::optional<std::int64_t>;
  const auto touched = [&](const Uuid& id) {
    Value last;
    book.read([&](storage::Session& session) {
      session.query_first("SELECT max(held_at) FROM calls WHERE account_id = ?1 AND status = 'held'", {id},
                          [&](const RowReader& row) { if (!row.is_null(0)) last = row.integer(0); });
      return 0;
    });
    return last;
  };
  const auto value_of = [&](Unit unit, std::string_view by, const storage::PositionRow& row) -> Value {
    if (by == "last_touch_at") return touched(row.subject_id);
    if (unit == Unit::account) return book.find(Id<Account>{row.subject_id})->updated_at.ms;
    const Opportunity o = book.find(Id<Opportunity>{row.subject_id}).value();
    if (by == "amount") return o.amount_minor;
    if (by == "expected_close") return o.expected_close ? Value(o.expected_close->days) : std::nullopt;
    return o.updated_at.ms;
  };
  const std::pair<Unit, std::vector<std::string>> orders[] = {{Unit::account, {"updated_at", "last_touch_at"}},
                                                              {Unit::opportunity, {"updated_at", "amount", "expected_close"}}};
  const Actor anna = book.actor_of(anna_);
  for (const auto& [unit, names] : orders)
    for (const std::string& by : names)
      for (const bool descending : {false, true})
        for (const bool as_anna : {false, true}) {
          SCOPED_TRACE(std::string(to_string(unit)) + (descending ? " -" : " ") + by + (as_anna ? " as a seller" : ""));
          std::vector<std::pair<Value, Uuid>> expected;
          for (const auto& row : rows(unit))
            if (!as_anna || !row.owner_id || *row.owner_id == anna_.id.uuid) expected.emplace_back(value_of(unit, by, row), row.subject_id);
          std::sort(expected.begin(), expected.end(), [&](const auto& a, const auto& b) {
            if (a.first.has_value() != b.first.has_value()) return a.first.has_value();
            return descending ? b < a : a < b;
          });
          std::vector<Uuid> ids;
          for (const auto& [value, id] : expected) ids.push_back(id);
          for (const int limit : {7, 200})
            EXPECT_EQ(walk(unit, {.sort = (descending ? "-" : "") + by, .limit = limit}, as_anna ? &anna : nullptr), ids) << limit;
          // Through the index of a filter, the order is the same.
          std::vector<Uuid> of_anna;
          const auto all = rows(unit);
          for (const Uuid& id : ids)
            if (std::any_of(all.begin(), all.end(), [&](const auto& r) { return r.subject_id == id && r.owner_id == anna_.id.uuid; }))
              of_anna.push_back(id);
          const Filters filters{{"owner_id", to_string(anna_.id)}, {"stuck", "false"}};
          auto found = walk(unit, {.filters = filters, .sort = (descending ? "-" : "") + by, .limit = 11});
          std::erase_if(of_anna, [&](const Uuid& id) { return std::find(found.begin(), found.end(), id) == found.end(); });
          EXPECT_EQ(found, of_anna);
        }
  EXPECT_EQ(book.read([&](storage::Session& session) { return storage::count_wrong_touches(session, 1); }), 0);
}

TEST_F(List, ASearchTextFindsNamesWithinWhatOneMaySee) {
  const auto found = [&](Unit unit, const std::string& text, const Actor* actor = nullptr, const std::string& sort_name = "name") {
    const auto ids = walk(unit, {.filters = {{"q", text}}, .sort = sort_name, .limit = 9}, actor);
    return std::set<Uuid>(ids.begin(), ids.end());
  };
  const auto named = [&](Unit unit, std::string_view part, const User* of) {
    std::set<Uuid> ids;
    for (const auto& row : rows(unit)) {
      const std::string name = unit == Unit::account ? book.find(Id<Account>{row.subject_id})->name
                                                     : book.find(Id<Opportunity>{row.subject_id})->name;
      if (name.find(part) == std::string::npos) continue;
      if (!of || !row.owner_id || *row.owner_id == of->id.uuid) ids.insert(row.subject_id);
    }
    return ids;
  };
  const Actor anna = book.actor_of(anna_);
  for (const Unit unit : {Unit::account, Unit::opportunity})
    for (const std::string sort_name : {"name", "-value", "updated_at"}) {
      SCOPED_TRACE(std::string(to_string(unit)) + " " + sort_name);
      EXPECT_EQ(found(unit, "澜沧", nullptr, sort_name), named(unit, "澜沧", nullptr));
      EXPECT_EQ(found(unit, "lancang", nullptr, sort_name), named(unit, "澜沧", nullptr));
      EXPECT_EQ(found(unit, "澜沧", &anna, sort_name), named(unit, "澜沧", &anna_));
      EXPECT_TRUE(found(unit, "nothing like it", nullptr, sort_name).empty());
      EXPECT_TRUE(found(unit, "!?", nullptr, sort_name).empty());
      EXPECT_EQ(found(unit, " ", nullptr, sort_name).size(), rows(unit).size());  // an empty box hides nothing
    }
  EXPECT_EQ(RecordBook::describe(page(Unit::account, {.filters = {{"q", std::string(201, 'x')}}}).error()), "invalid_fields ?q:too_long");
}

TEST_F(List, DealsOfASegmentOfAccounts) {
  for (const std::string industry : {"steel", "rare", "none such"}) {
    std::set<Uuid> expected;
    for (const auto& row : rows(Unit::opportunity))
      if (row.account_id && book.find(Id<Account>{*row.account_id})->industry == industry) expected.insert(row.subject_id);
    const auto ids = walk(Unit::opportunity, {.filters = {{"industry", industry}, {"on_wheel", "true"}}, .sort = "-amount", .limit = 9});
    for (const auto& row : rows(Unit::opportunity))
      if (!row.on_wheel) expected.erase(row.subject_id);
    EXPECT_EQ(std::set<Uuid>(ids.begin(), ids.end()), expected) << industry;
  }
}

TEST_F(List, ACursorGoesOnOnlyInItsOwnList) {
  const ListQuery list{.filters = {{"basis", "unproven"}, {"stuck", "false"}}, .sort = "name", .limit = 3};
  const std::string cursor = page(Unit::account, list)->next.value();
  const auto outcome = [&](Unit unit, Filters filters, const std::string& sort_name) {
    const auto p = page(unit, {.filters = std::move(filters), .sort = sort_name, .cursor = cursor, .limit = 7});
    return p ? std::string("accepted") : RecordBook::describe(p.error());
  };
  const std::string refused = "invalid_fields ?cursor:bad_cursor";
  EXPECT_EQ(outcome(Unit::account, list.filters, "name"), "accepted");
  EXPECT_EQ(outcome(Unit::account, {{"stuck", "false"}, {"basis", "unproven"}}, ""), "accepted");  // said otherwise, the same list
  EXPECT_EQ(outcome(Unit::account, list.filters, "-name"), refused);
  EXPECT_EQ(outcome(Unit::account, list.filters, "value"), refused);
  EXPECT_EQ(outcome(Unit::account, {{"basis", "unproven"}}, "name"), refused);
  EXPECT_EQ(outcome(Unit::account, {{"basis", "proven"}, {"stuck", "false"}}, "name"), refused);
  EXPECT_EQ(outcome(Unit::opportunity, list.filters, "name"), refused);
}

TEST_F(List, OfOneAccountsDeals) {
  const auto deals = rows(Unit::opportunity);
  const auto deal = std::find_if(deals.begin(), deals.end(), [](const auto& r) { return r.account_id.has_value(); });
  const auto ids = walk(Unit::opportunity, {.filters = {{"account_id", to_string(*deal->account_id)}}, .sort = "-value", .limit = 1});
  EXPECT_EQ(ids, (std::vector<Uuid>{deal->subject_id}));
}

TEST_F(List, PeopleSeeTheirOwnAndWhatIsNobodys) {
  const Actor anna = book.actor_of(anna_);
  for (const Unit unit : {Unit::account, Unit::opportunity})
    for (const std::string by : {"name", "-value", "dwell"}) {
      auto expected = rows(unit);
      std::erase_if(expected, [&](const auto& r) { return r.owner_id && *r.owner_id != anna_.id.uuid; });
      sort(expected, by[0] == '-' ? by.substr(1) : by, by[0] == '-');
      std::optional<std::int64_t> total;
      EXPECT_EQ(walk(unit, {.sort = by, .limit = 13}, &anna, &total), ids_of(expected));
      EXPECT_EQ(total, static_cast<std::int64_t>(expected.size()));
      EXPECT_TRUE(walk(unit, {.filters = {{"owner_id", to_string(ben_.id)}}}, &anna).empty());
    }
}

TEST_F(List, RowsThatComeAndGoBetweenPagesDisturbNobodyElse) {
  ListQuery query{.sort = "name", .limit = 10};
  const auto before = walk(Unit::account, {.sort = "name", .limit = 200});
  std::vector<Uuid> seen;
  std::set<Uuid> gone;
  for (int i = 0;; ++i) {
    const auto p = page(Unit::account, query).value();
    seen.insert(seen.end(), p.ids.begin(), p.ids.end());
    if (!p.next) break;
    query.cursor = *p.next;
    book.account("a before all " + std::to_string(i));
    book.account("n in between " + std::to_string(i));
    const Uuid last = p.ids.back();  // the very row the cursor names
    gone.insert(last);
    ASSERT_TRUE(book.remove(book.find(Id<Account>{last}).value()));
  }
  EXPECT_EQ(std::set<Uuid>(seen.begin(), seen.end()).size(), seen.size()) << "no row twice";
  for (const Uuid& id : before) EXPECT_NE(std::find(seen.begin(), seen.end(), id), seen.end());
}

TEST_F(List, WhatIsWrongIsNamed) {
  const auto refusal = [&](ListQuery query, Unit unit = Unit::account) {
    const auto p = page(unit, query);
    return p ? std::string("accepted") : RecordBook::describe(p.error());
  };
  EXPECT_EQ(refusal({.filters = {{"colour", "red"}}}), "invalid_fields ?colour:unknown_parameter");
  EXPECT_EQ(refusal({.filters = {{"stage", "nowhere"}}}), "invalid_fields ?stage:unknown_value");
  EXPECT_EQ(refusal({.filters = {{"basis", "x"}, {"owner_id", "1"}, {"stuck", "yes"}}}),
            "invalid_fields ?basis:unknown_value ?owner_id:bad_id ?stuck:not_a_boolean");
  EXPECT_EQ(refusal({.sort = "colour"}), "invalid_fields ?sort:unknown_value");
  EXPECT_EQ(refusal({.sort = "--name"}), "invalid_fields ?sort:unknown_value");
  EXPECT_EQ(refusal({.limit = 0}), "invalid_fields ?limit:out_of_range");
  EXPECT_EQ(refusal({.limit = 201}), "invalid_fields ?limit:out_of_range");
  EXPECT_EQ(refusal({.filters = {{"result", "perhaps"}}}, Unit::opportunity), "invalid_fields ?result:unknown_value");
  EXPECT_EQ(refusal({.filters = {{"parent_id", to_string(parent_.id)}}}, Unit::opportunity), "invalid_fields ?parent_id:unknown_parameter");
  for (const Unit unit : {Unit::account, Unit::opportunity})
    EXPECT_EQ(refusal({.filters = {{"tier", "gold"}}}, unit), "invalid_fields ?tier:unknown_value");
  EXPECT_EQ(refusal({.sort = "expected_close"}), "invalid_fields ?sort:unknown_value");
  EXPECT_EQ(refusal({.sort = "last_touch_at"}, Unit::opportunity), "invalid_fields ?sort:unknown_value");
  EXPECT_EQ(refusal({.filters = {{"team_id", to_string(make_uuid_v7(1))}}}), "accepted");  // a team of nobody
}

// A cursor comes from outside: any bytes are answered, none reads what it should not.
TEST_F(List, AnyCursorIsAnswered) {
  const std::string good = page(Unit::account, {.limit = 5})->next.value();
  std::mt19937 random(3);
  std::vector<std::string> cursors{"x",         "~",       good + "0", good.substr(0, 36), good.substr(0, 37), std::string(10'000, 'a'),
                                   good + "zz", " " + good};
  for (int i = 0; i < 300; ++i) {
    std::string mutated = good;
    for (int n = 1 + static_cast<int>(random() % 3); n > 0; --n) mutated[random() % mutated.size()] = static_cast<char>(random() % 256);
    cursors.push_back(mutated);
  }
  for (const std::string& cursor : cursors)
    for (const std::string sort_name : {"name", "-value", "dwell"}) {
      const auto p = page(Unit::account, {.sort = sort_name, .cursor = cursor, .limit = 5});
      if (!p) { EXPECT_EQ(RecordBook::describe(p.error()), "invalid_fields ?cursor:bad_cursor"); }
    }
}

TEST_F(List, OfOtherRecordsPagesTheSameWay) {
  std::vector<Note> notes;
  for (int i = 0; i < 25; ++i) {
    Note note;
    note.account_id = i % 2 ? parent_.id : book.find(Id<Account>{rows(Unit::account)[3].subject_id})->id;
    note.text = "note";
    note.at = book.now.plus_days(-(i % 7));  // ties
    notes.push_back(book.add(note));
  }
  const TableList newest{"notes", {{"account_id"}}, "at", true, ""};
  const TableList oldest{"notes", {{"account_id"}}, "at", false, ""};
  for (const auto* table : {&newest, &oldest}) {
    auto expected = notes;
    std::sort(expected.begin(), expected.end(), [&](const Note& a, const Note& b) {
      return table->newest_first ? std::pair(b.at, b.id) < std::pair(a.at, a.id) : std::pair(a.at, a.id) < std::pair(b.at, b.id);
    });
    std::vector<Uuid> ids;
    ListQuery query{.limit = 4};
    while (true) {
      const auto p = book.read([&](storage::Session& session) { return list_table(session, book.admin, *table, query); }).value();
      ids.insert(ids.end(), p.ids.begin(), p.ids.end());
      if (!p.next) break;
      query.cursor = *p.next;
    }
    std::vector<Uuid> expected_ids;
    for (const Note& note : expected) expected_ids.push_back(note.id.uuid);
    EXPECT_EQ(ids, expected_ids);
  }
  const auto filtered = book.read([&](storage::Session& session) {
    return list_table(session, book.admin, newest, {.filters = {{"account_id", to_string(parent_.id)}}, .limit = 200});
  });
  EXPECT_EQ(filtered->ids.size(), 12u);
  EXPECT_FALSE(book.read([&](storage::Session& session) { return list_table(session, book.admin, newest, {.sort = "name"}); }));
}

}  // namespace
}  // namespace wheelhouse::service
