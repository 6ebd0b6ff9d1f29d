// One connection to PostgreSQL with its prepared statements, as a Session. It stays in pipeline mode: what needs no answer
// travels together with the next thing that does. Answers are complete before a visitor sees the first row, so that statements
// may nest; scan() fetches them block by block. Never retries: who owns it decides what a lost connection means.
#pragma once
#include <libpq-fe.h>

#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "storage/postgres/address.h"
#include "storage/postgres/statement_shape.h"
#include "storage/session.h"

namespace wheelhouse::storage::postgres {

class Connection final : public Session {
 public:
  // Connects. Throws StorageError (bad_address, unreachable).
  Connection(const std::string& url, Purpose purpose);

  std::int64_t run(std::string_view sql, std::span<const SqlValue> values, const RowVisitor* visit) override;
  void send(std::string_view sql, std::span<const SqlValue> values) override;
  using Session::send;
  void scan(std::string_view sql, std::span<const SqlValue> values, const RowVisitor& visit) override;
  void run_script(const std::string& sql) override;
  void read_in_rounds(const std::function<void()>& work) override;
  void notify(std::string_view message) override;
  bool is_unanswered() const override { return unanswered_; }
  std::any* left(std::string_view what, const Uuid& of) override;
  Uuid new_id(std::int64_t unix_ms) override;
  Engine engine() const override { return Engine::postgres; }

  // Waits for everything that was sent; throws the first thing that went wrong.
  void settle();
  // Lets everything that was sent begin, without waiting for its end.
  void leave();
  // Whether it can be used: takes in what has arrived meanwhile, such as a server's farewell. Does not ask the server.
  bool usable();
  // Like query_first(), outside of a transaction. False when the server did not answer in time: then nothing can be done with it.
  bool ask_within(std::chrono::milliseconds limit, std::string_view sql, const RowVisitor& visit);
  // Begins a transaction with the next thing that is waited for: BEGIN, and what else must come before anything.
  void begin(std::string_view how, std::string_view before_all = "");
  using Work = std::function<void(Session&)>;
  // Learns what `works` ask, each round of questions that hang on one another in one trip, and writes nothing. Until
  // forget_rehearsed() what they ask again is answered from here, where nothing written since can have changed the answer. For a
  // transaction that no other disturbs: the writers' turn.
  void rehearse(std::vector<const Work*> works);
  // Runs one of them in earnest.
  void perform(std::size_t index);
  void forget_rehearsed() { rehearsed_.reset(); }
  // How many changes were made since rehearse().
  std::size_t changes_made() const { return rehearsed_ ? rehearsed_->made.count() : 0; }
  // How often an answer was waited for so far.
  std::int64_t trips() const { return trips_; }
  // Begins a snapshot for reading, of a connection made for that. What read_in_rounds() asks in its first round may be all: then that
  // round is the transaction, one trip. Nothing is sent until something is asked.
  void begin_snapshot();
  // Its end. Nothing was written, so nobody need wait for it.
  void end_snapshot();
  // Whether the server has answered anything since begin(). If not, and the connection is lost, nothing has happened: what was to
  // be done may be done on another connection.
  bool has_answered() const { return answered_; }
  bool is_lost() const { return PQstatus(handle_.get()) != CONNECTION_OK; }

  // COMMIT, and what it came to. A failure before the server was asked, and its refusal, are exceptions; so is what cannot be
  // known: the answer never came, or the server warns that a replica may not have it (unknown_outcome).
  void commit();
  // Ends whatever is open. Never throws; a lost connection has ended it already.
  void rollback();

  int server_version() const { return PQserverVersion(handle_.get()); }
  // Sets this connection's statements and notices apart from another book's in the same database: its schema.
  const std::string& schema() const { return schema_; }
  // What marks notices as this process's own. The same for all connections of one Database.
  void set_sender(std::string sender) { sender_ = std::move(sender); }

 private:
  static constexpr std::size_t kKeptBytesMax = 8 << 20;  // of answers kept between rounds
  static constexpr int kRoundsMax = 8;

  struct Statement {
    std::string name;
    std::vector<Oid> types;  // 0 where only nulls were seen
    bool prepared = false;
  };
  struct Pending {
    enum class Kind { prepare, statement, sync } kind;
    Statement* statement = nullptr;  // of prepare
    std::string key;                 // of a question that was asked ahead
  };
  struct Clear {
    void operator()(PGresult* result) const { PQclear(result); }
    void operator()(PGconn* connection) const { PQfinish(connection); }
  };
  using Result = std::unique_ptr<PGresult, Clear>;
  // What read_in_rounds() knows already, by the text of the question and its values.
  struct Rounds {
    std::unordered_map<std::string, Result> answers;
    std::unordered_set<std::string> asked;  // in this round
    std::size_t kept_bytes = 0;
    bool as_it_comes = false;  // enough was kept: every question waits for its answer
    std::string first;         // the question that came first, of one round that is a snapshot by itself
    bool is_cut = false;       // that one had no room for all
    int round = 0;
    void begin(int number) {
      round = number;
      asked.clear();
      as_it_comes = round >= kRoundsMax || kept_bytes > kKeptBytesMax;
    }
  };

  // A transaction that was rehearsed.
  struct Rehearsed {
    Rounds rounds;
    bool is_on = false;       // rehearsing, not performing
    bool asks = false;        // the work that is rehearsed asked something whose answer is to come
    Changes made, pretended;  // since begin(); in this rehearsal of one work
    std::map<std::pair<std::string, Uuid>, std::any> left, pretended_left;
    std::vector<const Work*> works;
    std::vector<std::vector<Uuid>> ids;  // that each of them has made
    std::size_t at = 0, next_id = 0;     // the work that is run, and the next of its ids
    void begin_work(std::size_t index) {
      at = index;
      next_id = 0;
    }
  };

  Statement& statement_for(std::string_view sql, std::span<const SqlValue> values);
  void enqueue(std::string_view sql, std::span<const SqlValue> values);
  void enqueue_plain(const std::string& sql);
  void sync();
  // Makes sure that a snapshot for more than one round is open.
  void hold_snapshot();
  const StatementShape& shape_for(std::string_view sql);
  // What the rehearsal has to say of a statement: the number of rows changed or visited. Nothing when the server must be asked.
  std::optional<std::int64_t> run_rehearsed(std::string_view sql, std::span<const SqlValue> values, const RowVisitor* visit);
  bool is_cut_here();
  void ask_ahead(std::string_view sql, std::span<const SqlValue> values, std::string key);
  static std::int64_t visit_rows(const PGresult* result, const RowVisitor* visit);
  void keep(std::string key, Result result);
  bool answers_within(std::chrono::milliseconds limit);
  Result drain();  // the result of the last statement
  void check_sent(int sent);

  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  std::unique_ptr<PGconn, Clear> handle_;
  std::unordered_map<std::string, Statement, Hash, std::equal_to<>> statements_;
  std::int64_t names_ = 0;
  std::deque<Pending> pending_;
  std::size_t unread_ = 0;  // statements whose answers nobody has read
  std::size_t unread_bytes_ = 0;  // that they took on the wire, about
  Rounds* rounds_ = nullptr;      // where answers to questions asked ahead are kept
  std::unique_ptr<Rehearsed> rehearsed_;
  std::unordered_map<std::string, StatementShape, Hash, std::equal_to<>> shapes_;
  enum class Snapshot { none, not_begun, one_round, begun } snapshot_ = Snapshot::none;
  std::unordered_set<std::string> many_rounds_;  // first questions of what one round did not answer
  bool unanswered_ = false;
  std::int64_t trips_ = 0;
  int scans_ = 0;
  bool answered_ = false;
  bool warned_ = false;  // the server warned while it committed
  std::string schema_, sender_;

  static void take_notice(void* self, const PGresult* notice);
};

}  // namespace wheelhouse::storage::postgres
