// Fills a book for benchmarks through the same unit of work as everything else, so that its history, search entries and
// positions are those of a real one; or writes the same customers as CSV, for imports.
//   make_book BOOK.db ACCOUNTS OPPORTUNITIES    adds to what is there
//   make_book FILE.csv ROWS
// Prints one JSON line with counts and seconds.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <optional>
#include <vector>

#include "bench/invented_names.h"
#include "service/unit_of_work_impl.h"
#include "service/workspace.h"
#include "storage/database.h"

namespace {
using namespace wheelhouse;
using bench::Dice;

constexpr std::int64_t kBatch = 10'000;
constexpr int kSellers = 300;
constexpr int kDaysOfHistory = 540;

class BookMaker {
 public:
  // A file of SQLite, or postgresql://…
  explicit BookMaker(const std::string& book)
      : database_(storage::open_database(book.find("://") == std::string::npos ? "sqlite:" + book : book)), now_(SystemClock().now()) {
    actor_.role = UserRole::admin;
    (void)service::ensure_workspace(*database_, {"Benchmark", "CNY", "zh-CN", "Asia/Shanghai", service::BookKind::own}, now_);
  }

  void add_people() {
    write([&](service::UnitOfWork& work) {
      session_of(work).query("SELECT id FROM users WHERE workspace_id = 1 AND role = 'seller'", {},
                             [&](const RowReader& row) { sellers_.push_back({row.id(0)}); });
      if (!sellers_.empty()) return;
      for (int t = 0; t < 20; ++t) {
        Team team;
        team.name = "Team " + std::to_string(t);
        work.create(team);
        for (int i = 0; i < kSellers / 20; ++i) {
          User user;
          user.name = "Seller " + std::to_string(t) + "-" + std::to_string(i);
          user.team_id = team.id;
          work.create(user);
          sellers_.push_back(user.id);
        }
      }
      User admin;
      admin.name = "Benchmark";
      admin.email = "bench@example.com";
      admin.role = UserRole::admin;
      work.create(admin);
    });
  }

  void add_accounts(std::int64_t count) {
    in_batches(count, [&](service::UnitOfWork& work) {
      Account a;
      a.name = bench::company_name(dice_);
      a.owner_id = owner();
      a.industry = dice_.unevenly_of(bench::kIndustries);
      a.region = dice_.unevenly_of(bench::kRegions);
      a.city = dice_.unevenly_of(bench::kPlaces);
      if (dice_.chance(60)) a.phone = "13" + bench::digits(dice_, 9);
      if (dice_.chance(50)) a.tax_code = "91" + bench::digits(dice_, 16);
      if (dice_.chance(20)) a.tier = static_cast<AccountTier>(dice_.below(4));
      a.source = "benchmark";
      work.create(a);
    });
  }

  // Each with an account of its own choice, a claim or evidence, some of them closed.
  void add_opportunities(std::int64_t count) {
    std::vector<Uuid> accounts;
    database_->read([&](storage::Session& session) {
      session.query("SELECT id FROM accounts WHERE workspace_id = 1 ORDER BY id", {},
                    [&](const RowReader& row) { accounts.push_back(row.id(0)); });
    });
    if (accounts.empty()) return;
    in_batches(count, [&](service::UnitOfWork& work) {
      Opportunity o;
      o.account_id = Id<Account>{accounts[dice_.next() % accounts.size()]};
      o.name = std::string(dice_.of(bench::kTrades)) + "项目 " + bench::digits(dice_, 4);
      o.owner_id = owner();
      if (dice_.chance(85)) o.amount_minor = static_cast<std::int64_t>(1 + dice_.uneven(5000)) * 100'000;
      o.currency = dice_.chance(90) ? "CNY" : dice_.chance(70) ? "USD" : "EUR";
      o.opened_at = now_.plus_days(-static_cast<std::int64_t>(dice_.below(kDaysOfHistory)) - 1);
      const std::int64_t age = age_days(now_, o.opened_at);
      if (dice_.chance(30)) {
        o.result = dice_.chance(40) ? OpportunityResult::won : OpportunityResult::lost;
        o.closed_at = o.opened_at.plus_days(dice_.below(static_cast<std::uint32_t>(age) + 1));
      }
      work.create(o);
      if (dice_.chance(70)) {
        StageEvent claim;
        claim.opportunity_id = o.id;
        claim.stage = static_cast<Stage>(dice_.uneven(8));
        claim.at = o.opened_at.plus_days(dice_.below(static_cast<std::uint32_t>(age) + 1));
        claim.source = "import";
        work.create(claim);
      }
      if (dice_.chance(30)) prove(work, o, age);
    });
  }

  std::string report() const {
    char text[200];
    std::snprintf(text, sizeof text, "{\"records\":%lld,\"seconds\":%.1f}\n", static_cast<long long>(records_),
                  std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count());
    return text;
  }

 private:
  static storage::Session& session_of(service::UnitOfWork& work) { return work.session(); }
  std::optional<Id<User>> owner() {
    return dice_.chance(90) ? std::optional(sellers_[dice_.uneven(static_cast<std::uint32_t>(sellers_.size()))]) : std::nullopt;
  }

  void prove(service::UnitOfWork& work, const Opportunity& o, std::int64_t age) {
    static constexpr EvidenceCode kPath[] = {EvidenceCode::AK1, EvidenceCode::DE1, EvidenceCode::CR1,
                                             EvidenceCode::EV1, EvidenceCode::IN1, EvidenceCode::CH1};
    const std::uint32_t steps = 1 + dice_.uneven(6);
    for (std::uint32_t i = 0; i < steps; ++i) {
      Evidence e;
      e.opportunity_id = o.id;
      e.account_id = o.account_id;
      e.code = kPath[i];
      e.source_class = SourceClass::quote;
      e.quote = "他们说现在的设备已经不够用了";
      e.observed_at = o.opened_at.plus_days(age * (i + 1) / (steps + 1));
      work.create(e);
    }
  }

  void write(const std::function<void(service::UnitOfWork&)>& make) {
    database_->write([&](storage::Session& session) {
      service::UnitOfWork work(session, actor_, now_);
      make(work);
      work.finish();
    });
  }
  void in_batches(std::int64_t count, const std::function<void(service::UnitOfWork&)>& make_one) {
    while (count > 0) {
      const std::int64_t batch = std::min(count, kBatch);
      write([&](service::UnitOfWork& work) {
        for (std::int64_t i = 0; i < batch; ++i) make_one(work);
      });
      count -= batch;
      records_ += batch;
      if (records_ % 100'000 == 0) std::cerr << records_ << "\n";
    }
  }

  const std::unique_ptr<storage::Database> database_;
  const Instant now_;
  const std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  service::Actor actor_;
  std::vector<Id<User>> sellers_;
  std::int64_t records_ = 0;
  Dice dice_{2026};
};

void write_csv(const std::string& path, std::int64_t rows) {
  Dice dice(2027);
  std::ofstream file(path);
  file << "客户名称,行业,区域,城市,电话,税号,负责人,客户编号\n";
  for (std::int64_t i = 0; i < rows; ++i)
    file << bench::company_name(dice) << ',' << dice.unevenly_of(bench::kIndustries) << ',' << dice.unevenly_of(bench::kRegions) << ','
         << dice.unevenly_of(bench::kPlaces) << ",13" << bench::digits(dice, 9) << ",91" << bench::digits(dice, 16) << ",销售"
         << dice.uneven(kSellers) << ",K" << 1'000'000 + i << '\n';
}

}  // namespace

int main(int count, char** words) {
  const std::string path = count > 2 ? words[1] : "";
  if (path.ends_with(".csv")) {
    write_csv(path, std::atoll(words[2]));
    return 0;
  }
  if (count != 4) {
    std::cerr << "make_book BOOK.db ACCOUNTS OPPORTUNITIES | make_book FILE.csv ROWS\n";
    return 2;
  }
  BookMaker maker(path);
  maker.add_people();
  maker.add_accounts(std::atoll(words[2]));
  maker.add_opportunities(std::atoll(words[3]));
  std::cout << maker.report();
  return 0;
}
