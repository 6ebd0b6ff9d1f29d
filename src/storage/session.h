// One connection to the book, of whichever engine. Not thread-safe: a session belongs to one task at a time.
// SQL is the common subset of SQLite and PostgreSQL; parameters are ?1, ?2 …
#pragma once
#include <any>
#include <functional>
#include <initializer_list>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/id.h"
#include "reflect/sql_value.h"

namespace wheelhouse::storage {

// The environment is broken or busy, in a way a person can be told about.
class StorageError : public std::runtime_error {
 public:
  enum class Kind {
    disk_full,     // no space left; what was written before is safe
    io,            // the disk failed a read or a write; the book is read-only until reopened
    read_only,     // an earlier write failure made this book read-only
    locked,        // another process holds the book
    corrupt,       // the file is damaged or not a book
    newer_schema,  // written by a newer program
    constraint,    // a unique key or a check was broken
    unknown_outcome,  // the answer to COMMIT was lost: it may or may not have happened
    unfinished_copy,  // a copy into this book was begun and not finished
    bad_address,   // the book's address cannot be read
    unreachable,   // the database server does not answer, or refuses us
    cancelled,     // whoever asked for it wants it no more
    other,
  };
  StorageError(Kind kind, const std::string& detail) : std::runtime_error(detail), kind(kind) {}
  const Kind kind;
};

enum class Engine { sqlite, postgres };

class Session {
 public:
  virtual ~Session() = default;

  // A function called with each row; returning false stops. Does not own what it calls.
  class RowVisitor {
   public:
    template <class F>
      requires(!std::is_same_v<std::remove_cvref_t<F>, RowVisitor>)
    RowVisitor(F&& f)  // implicit, so that a lambda can be passed
        : object_(const_cast<void*>(static_cast<const void*>(&f))), call_([](void* object, const RowReader& row) {
            auto& function = *static_cast<std::remove_reference_t<F>*>(object);
            if constexpr (std::is_void_v<decltype(function(row))>) { function(row); return true; }
            else return static_cast<bool>(function(row));
          }) {}
    bool operator()(const RowReader& row) const { return call_(object_, row); }

   private:
    void* object_;
    bool (*call_)(void*, const RowReader&);
  };

  // Runs one statement and visits its rows. Returns the number of rows changed. Throws StorageError.
  virtual std::int64_t run(std::string_view sql, std::span<const SqlValue> values, const RowVisitor* visit) = 0;
  // Runs several statements separated by ';' without parameters (migrations).
  virtual void run_script(const std::string& sql) = 0;
  virtual Engine engine() const = 0;
  // What has to be done before the commit, but is cheaper done once for all that share the transaction: `work` runs at its end,
  // in the order given, unless the change that asked for it is taken back. At once where the engine gains nothing by waiting.
  virtual void before_commit(std::function<void(Session&)> work) { work(*this); }
  // A statement that answers nothing and changes something. An engine at the other end of a wire need not wait for it: what is
  // wrong with it then comes out of the next call that waits, or of the end of the transaction.
  virtual void send(std::string_view sql, std::span<const SqlValue> values) { run(sql, values, nullptr); }
  // A query whose answer may be larger than memory should hold. Visits the same rows as query().
  virtual void scan(std::string_view sql, std::span<const SqlValue> values, const RowVisitor& visit) { run(sql, values, &visit); }
  // Runs `work`, which only reads and makes its answer anew each time it is run. An engine at the other end of a wire runs it in
  // rounds: a question not asked before visits no row and travels with all others of its round, until a round asks nothing new.
  // Questions that do not hang on each other's answers so cost one round trip together. What a round that was not the last throws
  // is no failure.
  virtual void read_in_rounds(const std::function<void()>& work) { work(); }
  // Whether the question that was asked last has no answer yet, in a round that is not the last or in a rehearsal
  // (Database::write_rehearsed). What such a run comes to does not count: who goes on without an answer, as if it were the usual one,
  // lets more questions travel together.
  virtual bool is_unanswered() const { return false; }
  // What was last written of one thing in this transaction, left by whoever writes such things for whoever asks for them next, so that
  // the book need not be asked; null where nobody keeps it (always, where asking is cheap). Goes when anything is taken back.
  virtual std::any* left(std::string_view what, const Uuid& of) {
    (void)what, (void)of;
    return nullptr;
  }
  // For what is made at `unix_ms`: the same one again each time a rehearsed change is run.
  virtual Uuid new_id(std::int64_t unix_ms) { return make_uuid_v7(unix_ms); }
  // Told to Database::listen() of every other process on this book once the transaction is committed. At most kNoticeBytesMax.
  // Where a book has one process (SQLite), there is nobody to tell.
  static constexpr std::size_t kNoticeBytesMax = 7'900;
  virtual void notify(std::string_view message) { (void)message; }

  void send(std::string_view sql, std::initializer_list<SqlValue> values) {
    send(sql, std::span<const SqlValue>(values.begin(), values.size()));
  }
  std::int64_t execute(std::string_view sql, std::span<const SqlValue> values) { return run(sql, values, nullptr); }
  std::int64_t execute(std::string_view sql, std::initializer_list<SqlValue> values = {}) {
    return run(sql, {values.begin(), values.size()}, nullptr);
  }
  void query(std::string_view sql, std::span<const SqlValue> values, const RowVisitor& visit) { run(sql, values, &visit); }
  void query(std::string_view sql, std::initializer_list<SqlValue> values, const RowVisitor& visit) {
    run(sql, {values.begin(), values.size()}, &visit);
  }
  // True when there is a first row; it alone is visited.
  template <class F>
  bool query_first(std::string_view sql, std::initializer_list<SqlValue> values, F&& visit) {
    bool found = false;
    query(sql, values, [&](const RowReader& row) { found = true; visit(row); return false; });
    return found;
  }
  // The first column of the first row, `otherwise` when there is none or it is null.
  std::int64_t query_integer(std::string_view sql, std::initializer_list<SqlValue> values = {}, std::int64_t otherwise = 0) {
    query_first(sql, values, [&](const RowReader& row) { if (!row.is_null(0)) otherwise = row.integer(0); });
    return otherwise;
  }
};

}  // namespace wheelhouse::storage
