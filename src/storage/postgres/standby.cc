#include "storage/postgres/standby.h"

#include "storage/migrations/migrate.h"

namespace wheelhouse::storage::postgres {
namespace {

constexpr auto kAnswerWithin = std::chrono::milliseconds(250);  // one that does not say where it stands by then is away
constexpr auto kTryAgain = std::chrono::seconds(2);
constexpr auto kWarnEvery = std::chrono::minutes(1);
constexpr auto kBehindIsTrouble = std::chrono::seconds(10);  // less is the way of standbys

// The standby stopped being one, or does not answer: none of its connections is worth anything.
struct Away {
  std::string why;
};

}  // namespace

Origin Origin::of(Connection& connection) {
  Origin origin{.system = {}, .database = {}, .schema = connection.schema()};
  connection.query_first("SELECT (pg_control_system()).system_identifier::text, current_database()::text", {}, [&](const RowReader& row) {
    origin.system = row.text(0);
    origin.database = row.text(1);
  });
  return origin;
}

Standby::Standby(std::string url, Origin origin, int connections_max, std::function<void(std::string_view)> trouble)
    : url_(std::move(url)), origin_(std::move(origin)), trouble_(std::move(trouble)), pool_(connections_max) {
  parameters_of(url_, Purpose::read_on_standby);  // what cannot be read is said at the start
  thread_ = std::thread([this] { keep(); });
}

Standby::~Standby() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

std::unique_ptr<Connection> Standby::connect() const {
  auto connection = std::make_unique<Connection>(url_, Purpose::read_on_standby);
  bool is_standby = false;
  connection->query_first("SELECT pg_is_in_recovery()::text", {}, [&](const RowReader& row) { is_standby = row.text(0) == "true"; });
  if (!is_standby) throw Away{"not a standby"};
  if (Origin::of(*connection) != origin_) throw Away{"a standby of another book"};
  check_schema(*connection);
  return connection;
}

void Standby::keep() {
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait(lock, [&] { return stopping_ || wanted_; });
    if (stopping_) return;
    lock.unlock();
    bool made = false;
    try {
      if (pool_.has_room()) pool_.add(connect());
      made = true;
    } catch (const Away& away) {
      warn(away.why);
    } catch (const StorageError& error) {
      warn(error.what());
    }
    lock.lock();
    if (!made) wake_.wait_for(lock, kTryAgain, [&] { return stopping_; });
    wanted_ = false;
  }
}

void Standby::want_one() {
  if (!pool_.has_room()) return;
  {
    std::lock_guard lock(mutex_);
    wanted_ = true;
  }
  wake_.notify_all();
}

void Standby::warn(const std::string& what) {
  {
    const auto now = std::chrono::steady_clock::now();
    std::lock_guard lock(mutex_);
    if (warned_ && now - *warned_ < kWarnEvery) return;
    warned_ = now;
  }
  if (trouble_) trouble_(what);
}

bool Standby::has_replayed(Connection& connection, const WalPosition& least) {
  std::optional<WalPosition> replayed;
  bool is_standby = false;
  const bool answered = connection.ask_within(kAnswerWithin, kReplayedSql, [&](const RowReader& row) {
    is_standby = row.text(0) == "true";
    replayed = parse_wal_position(row.text(1));
  });
  if (!answered) throw Away{"no answer"};
  if (!is_standby) throw Away{"no standby any more"};
  const bool enough = replayed && *replayed >= least;
  std::unique_lock lock(mutex_);
  if (enough) {
    behind_since_.reset();
    return true;
  }
  const auto now = std::chrono::steady_clock::now();
  if (!behind_since_) behind_since_ = now;
  const bool is_trouble = now - *behind_since_ > kBehindIsTrouble;
  lock.unlock();
  if (is_trouble) warn("behind");
  return false;
}

bool Standby::read(const WalPosition& least, const std::function<void(Session&)>& work) {
  Pool::Lease lease = pool_.take_ready();
  if (!lease) {
    want_one();
    return false;
  }
  Connection& connection = *lease;
  bool begun = false;
  try {
    // Before the transaction: its first statement takes the snapshot and is run after that, so what it said had been replayed by the
    // time it looked may not be in the snapshot.
    if (!has_replayed(connection, least)) return false;
    connection.begin_snapshot();
    begun = true;
    work(connection);
    connection.end_snapshot();
    return true;
  } catch (const Away& away) {
    lease.drop();
    pool_.clear();
    warn(away.why);
  } catch (const StorageError& error) {  // gone, or it had to choose between this read and going on
    if (!connection.is_lost() && begun) connection.rollback();
    else lease.drop();
    warn(error.what());
  } catch (...) {
    if (begun) connection.rollback();
    throw;
  }
  return false;
}

}  // namespace wheelhouse::storage::postgres
