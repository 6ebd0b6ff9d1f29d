// The book as a whole: snapshots to read from, one queue to write through. Thread-safe.
#pragma once
#include <exception>
#include <functional>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "storage/nameless_file.h"
#include "storage/session.h"

namespace wheelhouse::storage {

// Where a read may be answered (OpenOptions::read_from), and what must be known there.
struct ReadPlace {
  bool may_be_standby = false;
  std::string_view seen = {};  // a Database::position() that whoever asks was shown, "" for none; what is no position at all: the primary
};
struct ReadCounts {
  std::uint64_t primary = 0, standby = 0;
};

class Database {
 public:
  virtual ~Database() = default;

  // Runs `work` on a consistent snapshot. The session must not leave `work`.
  virtual void read(const std::function<void(Session&)>& work) = 0;

  // The same on a standby, if `place` lets it be there and the standby knows all that it must; at the primary at once otherwise. `work`
  // makes its answer anew each time it is run: what fails on the standby is read once more at the primary.
  virtual void read_at(const ReadPlace& place, const std::function<void(Session&)>& work) {
    (void)place;
    read(work);
  }
  // What a standby must know of to show everything that this process has written or heard of by now, as text for ReadPlace::seen of any
  // process on this book. "" where no standby is read from.
  virtual std::string position() const { return ""; }
  // Of an engine that has places to read at.
  virtual std::optional<ReadCounts> read_counts() const { return std::nullopt; }

  // Runs `work` in a transaction of its own and returns when it is durable. If `work` or the commit throws, nothing of it
  // stays and the exception comes out here. Must not be called from inside another read or write.
  virtual void write(const std::function<void(Session&)>& work) = 0;

  // The same without waiting: `done` is called once, on some thread, with nullptr after the commit is durable or with
  // the exception. Writers that wait together share one commit (group commit).
  virtual void write_async(std::function<void(Session&)> work, std::function<void(std::exception_ptr)> done) = 0;

  // The same for `work` that makes its outcome anew each time it is run and does nothing but speak to its session. An engine at the other
  // end of a wire rehearses it first: questions of all who wait together travel together, nothing is written, exceptions mean nothing;
  // then it runs with the answers at hand.
  virtual void write_rehearsed(std::function<void(Session&)> work, std::function<void(std::exception_ptr)> done) {
    write_async(std::move(work), std::move(done));
  }

  // The whole book as it is at one commit, as a SQLite file without a name in `folder`, while others read and write. `look` sees the
  // same commit through a session. `go_on` is asked now and then (it may be empty); false ends it with StorageError(cancelled).
  // A book that is no file is copied row by row, and compared; killed at it, the program leaves a folder ".wheelhouse-snapshot-…".
  virtual NamelessFile snapshot(const std::string& folder, const std::function<void(Session&)>& look, const std::function<bool()>& go_on);

  virtual Engine engine() const = 0;
  virtual std::string library_version() const = 0;

  // `hear` is called, on a thread of its own, with what Session::notify() of other processes on this book said after they
  // committed; with "" when some of it may have been missed. {} ends it: no call runs any more when that returns.
  virtual void listen(std::function<void(std::string_view)> hear) { (void)hear; }
};

struct OpenOptions {
  enum class Mode {
    serve,      // read and write, the only process on the file (SQLite); creates it when absent
    read_only,  // a snapshot beside a running server; nothing is created
  };
  Mode mode = Mode::serve;
  int readers = 8;  // connections for reading: the workers and the loops of a server, so that none waits for another
  std::string read_from = {};  // a hot standby of the same book, PostgreSQL's; "" for none
  // Why the standby is not used, in a word, now and again: once a minute at most. From any thread.
  std::function<void(std::string_view)> on_standby_trouble = {};
};

// `url` is "sqlite:FILE", "sqlite::memory:" (tests) or "postgresql://…". Migrates an older book in serve mode.
// Throws StorageError (locked, corrupt, newer_schema, bad_address, unreachable, …).
std::unique_ptr<Database> open_database(const std::string& url, const OpenOptions& options = {});

// The file of a "sqlite:FILE" address; empty for others.
std::string sqlite_path(const std::string& url);
// Throws StorageError(bad_address) unless `url` is a "postgresql://…" that can be read.
void check_server_address(const std::string& url);
// `url` as it may be shown and logged: without a password.
std::string printable_address(const std::string& url);
// The version of the book's schema at `url`, 0 where there is none. Changes nothing. Throws StorageError.
int schema_version_at(const std::string& url);

}  // namespace wheelhouse::storage
