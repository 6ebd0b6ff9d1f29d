#include "storage/postgres/connection.h"

#include <poll.h>

#include "base/error.h"
#include "storage/postgres/address.h"
#include "storage/postgres/errors.h"
#include "storage/postgres/wire.h"

namespace wheelhouse::storage::postgres {
namespace {

constexpr std::size_t kStatementCacheSize = 400;  // list filters combine; beyond this the cache starts anew
// Answers that wait unread fill the server's side of the wire; each is some 50 bytes, of at least 200 KiB.
constexpr std::size_t kUnreadMax = 200;
// The server stops reading while its answers wait to be read, so what is sent ahead must fit into the sockets' own buffers, of at
// least 200 KiB.
constexpr std::size_t kAheadMax = 1'000, kAheadBytesMax = 128 << 10;
constexpr int kScanBlock = 2'000;  // rows

// Of changes alone: a SELECT counts its rows too, and has changed none.
std::int64_t changed_rows(const PGresult* result) {
  const std::string_view tag = PQcmdStatus(const_cast<PGresult*>(result));
  if (!tag.starts_with("INSERT") && !tag.starts_with("UPDATE") && !tag.starts_with("DELETE")) return 0;
  return std::atoll(PQcmdTuples(const_cast<PGresult*>(result)));
}

}  // namespace

Connection::Connection(const std::string& url, Purpose purpose) {
  const auto parameters = parameters_of(url, purpose);
  std::vector<const char*> keywords, values;
  for (const auto& [keyword, value] : parameters) {
    keywords.push_back(keyword.c_str());
    values.push_back(value.c_str());
  }
  keywords.push_back(nullptr);
  values.push_back(nullptr);
  handle_.reset(PQconnectdbParams(keywords.data(), values.data(), 0));
  if (!handle_ || is_lost()) throw connection_error(handle_.get());
  PQsetNoticeReceiver(handle_.get(), &Connection::take_notice, this);
  run_script("SET TIME ZONE 'UTC'; SET standard_conforming_strings = on; SET client_min_messages = warning; SET extra_float_digits = 1");
  if (purpose != Purpose::write)
    run_script("SET default_transaction_isolation = 'repeatable read'; SET default_transaction_read_only = on");
  if (PQenterPipelineMode(handle_.get()) != 1) throw connection_error(handle_.get());
  query_first("SELECT current_schema()", {}, [&](const RowReader& row) { schema_ = row.text(0); });
  if (schema_.empty()) throw StorageError(StorageError::Kind::unreachable, "no schema of the search_path exists");
}

void Connection::take_notice(void* self, const PGresult*) { static_cast<Connection*>(self)->warned_ = true; }

void Connection::check_sent(int sent) {
  if (sent != 1) throw connection_error(handle_.get());
}

void Connection::enqueue_plain(const std::string& sql) {
  check_sent(PQsendQueryParams(handle_.get(), sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 1));
  pending_.push_back({Pending::Kind::statement});
}

Connection::Statement& Connection::statement_for(std::string_view sql, std::span<const SqlValue> values) {
  auto found = statements_.find(sql);
  if (found == statements_.end()) {
    if (statements_.size() >= kStatementCacheSize) {
      if (rounds_ && snapshot_ == Snapshot::one_round) rounds_->is_cut = true;
      settle();  // what is on its way refers to the statements
      statements_.clear();
      enqueue_plain("DEALLOCATE ALL");
    }
    found = statements_.emplace(std::string(sql), Statement{}).first;
  }
  Statement& statement = found->second;
  bool fits = statement.prepared;
  statement.types.resize(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const Oid type = type_of(values[i]);
    if (type == 0 || type == statement.types[i]) continue;  // null fits everywhere
    statement.types[i] = type;
    fits = false;
  }
  if (fits) return statement;
  if (statement.prepared) enqueue_plain("DEALLOCATE " + statement.name);
  statement.name = "s" + std::to_string(++names_);
  check_sent(PQsendPrepare(handle_.get(), statement.name.c_str(), numbered_text(sql).c_str(), static_cast<int>(values.size()),
                           statement.types.data()));
  pending_.push_back({Pending::Kind::prepare, &statement});
  unread_bytes_ += sql.size();
  statement.prepared = true;
  return statement;
}

void Connection::enqueue(std::string_view sql, std::span<const SqlValue> values) {
  Statement& statement = statement_for(sql, values);
  const Parameters parameters(values);
  check_sent(PQsendQueryPrepared(handle_.get(), statement.name.c_str(), parameters.count(), parameters.data(), parameters.lengths(),
                                 parameters.formats(), 1));
  pending_.push_back({Pending::Kind::statement});
  ++unread_;
  unread_bytes_ += 64;
  for (int i = 0; i < parameters.count(); ++i) unread_bytes_ += 8 + static_cast<std::size_t>(std::max(0, parameters.lengths()[i]));
}

void Connection::sync() {
  check_sent(PQpipelineSync(handle_.get()));
  pending_.push_back({Pending::Kind::sync});
}

Connection::Result Connection::drain() {
  Result last;
  std::optional<StorageError> failure;
  trips_ += pending_.empty() ? 0 : 1;
  while (!pending_.empty()) {
    Pending pending = std::move(pending_.front());
    pending_.pop_front();
    Result result(PQgetResult(handle_.get()));
    if (!result || is_lost()) {
      pending_.clear();
      unread_ = unread_bytes_ = 0;
      if (result && PQresultStatus(result.get()) == PGRES_FATAL_ERROR && !failure) {
        const StorageError error = error_of(result.get());  // a server that goes away says why
        throw StorageError(StorageError::Kind::unreachable, error.what());
      }
      throw connection_error(handle_.get());
    }
    const ExecStatusType status = PQresultStatus(result.get());
    if (pending.kind == Pending::Kind::sync) {
      if (status != PGRES_PIPELINE_SYNC) throw StorageError(StorageError::Kind::other, "the answers are out of step");
      continue;
    }
    while (Result more{PQgetResult(handle_.get())}) {}  // the end of this one's answer
    const bool good = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
    if (!good) {
      if (pending.statement) pending.statement->prepared = false;
      if (!failure && status != PGRES_PIPELINE_ABORTED) failure.emplace(error_of(result.get()));
    }
    answered_ = answered_ || good;
    if (!pending.key.empty()) keep(std::move(pending.key), std::move(result));
    else if (pending.kind == Pending::Kind::statement) last = std::move(result);
  }
  unread_ = unread_bytes_ = 0;
  if (failure) throw *failure;
  return last;
}

void Connection::settle() {
  if (pending_.empty()) return;
  if (pending_.back().kind != Pending::Kind::sync) sync();
  drain();
}

void Connection::leave() {
  if (pending_.empty()) return;
  if (pending_.back().kind != Pending::Kind::sync) sync();
  PQflush(handle_.get());
}

bool Connection::usable() {
  if (is_lost()) return false;
  try {
    settle();
  } catch (const StorageError&) {
    if (is_lost()) return false;
  }
  pollfd waiting{PQsocket(handle_.get()), POLLIN, 0};
  if (::poll(&waiting, 1, 0) <= 0) return true;
  return PQconsumeInput(handle_.get()) == 1 && !is_lost();
}

// The first byte of it; what one question of ours is answered with comes in one piece.
bool Connection::answers_within(std::chrono::milliseconds limit) {
  if (pending_.empty()) return true;
  leave();
  pollfd waiting{PQsocket(handle_.get()), POLLIN, 0};
  return ::poll(&waiting, 1, static_cast<int>(limit.count())) > 0;
}

bool Connection::ask_within(std::chrono::milliseconds limit, std::string_view sql, const RowVisitor& visit) {
  if (!answers_within(limit) || !usable()) return false;
  enqueue(sql, {});
  if (!answers_within(limit)) return false;
  visit_rows(drain().get(), &visit);
  return true;
}

void Connection::keep(std::string key, Result result) {
  if (!rounds_) return;
  rounds_->kept_bytes += key.size() + PQresultMemorySize(result.get());
  rounds_->answers.emplace(std::move(key), std::move(result));
}

std::int64_t Connection::visit_rows(const PGresult* result, const RowVisitor* visit) {
  if (!result) return 0;
  if (visit) {
    Row row(result);
    for (int i = 0, n = PQntuples(result); i < n; ++i) {
      row.move_to(i);
      if (!(*visit)(row)) break;
    }
  }
  return changed_rows(result);
}

std::int64_t Connection::run(std::string_view sql, std::span<const SqlValue> values, const RowVisitor* visit) {
  unanswered_ = false;
  if (!rounds_) hold_snapshot();
  if (rehearsed_) {
    if (const auto known = run_rehearsed(sql, values, visit)) return *known;
  }
  if (rounds_) {
    std::string key = key_of(sql, Parameters(values));
    if (const auto known = rounds_->answers.find(key); known != rounds_->answers.end()) return visit_rows(known->second.get(), visit);
    if (!rounds_->as_it_comes) {
      ask_ahead(sql, values, std::move(key));
      return 0;
    }
    if (is_cut_here()) return 0;
  }
  enqueue(sql, values);
  sync();
  const Result result = drain();
  return visit_rows(result.get(), visit);
}

// Whether the round under way is a snapshot by itself: then whatever must wait for an answer of its own has to be asked in one that stays.
bool Connection::is_cut_here() {
  if (snapshot_ != Snapshot::one_round) return false;
  rounds_->is_cut = true;
  unanswered_ = true;
  return true;
}

// A question whose answer the next round finds.
void Connection::ask_ahead(std::string_view sql, std::span<const SqlValue> values, std::string key) {
  unanswered_ = true;
  if (rounds_->round > 1 && is_cut_here()) return;
  if (!rounds_->asked.insert(key).second) return;
  if (snapshot_ == Snapshot::not_begun) {
    rounds_->first = sql;
    if (many_rounds_.contains(rounds_->first))
      hold_snapshot();
    else
      snapshot_ = Snapshot::one_round;
  }
  if (unread_ >= kAheadMax || unread_bytes_ + sql.size() > kAheadBytesMax) {
    if (snapshot_ == Snapshot::one_round) {  // settling ends it: this round cannot be all
      rounds_->is_cut = true;
      return;
    }
    settle();
  }
  enqueue(sql, values);
  pending_.back().key = std::move(key);
}

void Connection::read_in_rounds(const std::function<void()>& work) {
  if (rounds_) return work();  // in a round already, or rehearsing
  Rounds rounds;
  rounds_ = &rounds;
  struct End {
    Connection& self;
    ~End() { self.rounds_ = nullptr; }
  } const end{*this};
  for (int round = 1;; ++round) {
    rounds.begin(round);
    std::exception_ptr failure;
    try {
      work();
    } catch (...) {
      failure = std::current_exception();
    }
    if (is_lost()) throw connection_error(handle_.get());
    if (rounds.asked.empty() && !rounds.is_cut) {
      if (failure) std::rethrow_exception(failure);
      return;
    }
    if (rounds.is_cut) {
      // One round was not all. Its moment is gone: everything is asked again in a snapshot that stays.
      many_rounds_.insert(rounds.first);
      settle();
      rounds.answers.clear();
      rounds.kept_bytes = 0;
      rounds.is_cut = false;
      snapshot_ = Snapshot::not_begun;
      hold_snapshot();
      round = 0;
      continue;
    }
    settle();
  }
}

void Connection::begin_snapshot() {
  settle();
  answered_ = false;
  snapshot_ = Snapshot::not_begun;
}

void Connection::hold_snapshot() {
  if (snapshot_ != Snapshot::not_begun && snapshot_ != Snapshot::one_round) return;
  snapshot_ = Snapshot::begun;
  enqueue("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", {});
}

void Connection::end_snapshot() {
  if (snapshot_ == Snapshot::begun) {
    enqueue("COMMIT", {});
    leave();
  }
  snapshot_ = Snapshot::none;
}

void Connection::send(std::string_view sql, std::span<const SqlValue> values) {
  if (rehearsed_ && run_rehearsed(sql, values, nullptr)) return;
  if (unread_ >= kUnreadMax) settle();
  enqueue(sql, values);
}

void Connection::scan(std::string_view sql, std::span<const SqlValue> values, const RowVisitor& visit) {
  if (rehearsed_ && rehearsed_->is_on) {
    unanswered_ = true;  // not to be kept: it may be larger than memory should hold
    return;
  }
  if (rounds_ && is_cut_here()) return;
  hold_snapshot();
  const std::string cursor = "scan" + std::to_string(++scans_);
  struct Level {
    Connection& self;
    const std::string& cursor;
    ~Level() {
      --self.scans_;
      try {
        self.enqueue_plain("CLOSE " + cursor);
      } catch (const StorageError&) {  // the connection is lost, and its cursors with it
      }
    }
  };
  enqueue("DECLARE " + cursor + " NO SCROLL CURSOR FOR " + std::string(sql), values);  // travels with the first FETCH
  const Level level{*this, cursor};
  const std::string fetch = "FETCH FORWARD " + std::to_string(kScanBlock) + " FROM " + cursor;
  for (bool more = true; more;) {
    enqueue_plain(fetch);
    sync();
    const Result result = drain();
    Row row(result.get());
    const int rows = PQntuples(result.get());
    more = rows == kScanBlock;
    for (int i = 0; i < rows; ++i) {
      row.move_to(i);
      if (!visit(row)) return;
    }
  }
}

void Connection::run_script(const std::string& sql) {
  WH_ASSERT(!rehearsed_);
  settle();
  const bool piped = PQpipelineStatus(handle_.get()) != PQ_PIPELINE_OFF;
  if (piped && PQexitPipelineMode(handle_.get()) != 1) throw connection_error(handle_.get());
  const Result result(PQexec(handle_.get(), sql.c_str()));
  if (is_lost()) throw connection_error(handle_.get());
  if (piped && PQenterPipelineMode(handle_.get()) != 1) throw connection_error(handle_.get());
  const ExecStatusType status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY) throw error_of(result.get());
}

void Connection::notify(std::string_view message) {
  WH_ASSERT(message.size() <= kNoticeBytesMax);
  if (rehearsed_ && rehearsed_->is_on) return;
  if (unread_ >= kUnreadMax) settle();
  const SqlValue values[] = {"wheelhouse:" + schema_, sender_ + std::string(message)};
  enqueue("SELECT pg_notify(?1, ?2)", values);  // changes no table
}

void Connection::begin(std::string_view how, std::string_view before_all) {
  settle();
  answered_ = false;
  send(how, {});
  if (!before_all.empty()) send(before_all, {});
}

void Connection::commit() {
  warned_ = false;
  try {
    enqueue("COMMIT", {});  // skipped by the server when something sent before it fails
    sync();
    const Result result = drain();
    // The server says ROLLBACK when the transaction had failed before.
    if (std::string_view(PQcmdStatus(result.get())) != "COMMIT") throw StorageError(StorageError::Kind::other, "rolled back");
  } catch (const StorageError& error) {
    if (is_lost()) throw StorageError(StorageError::Kind::unknown_outcome, error.what());
    throw;
  }
  if (warned_) throw StorageError(StorageError::Kind::unknown_outcome, "committed here, perhaps not on a replica");
}

void Connection::rollback() {
  forget_rehearsed();
  const bool is_open = snapshot_ == Snapshot::none || snapshot_ == Snapshot::begun;
  snapshot_ = Snapshot::none;
  try {
    settle();
  } catch (const StorageError&) {
  }
  try {
    if (!is_lost() && is_open) run("ROLLBACK", {}, nullptr);
  } catch (const StorageError&) {
  }
}

}  // namespace wheelhouse::storage::postgres
