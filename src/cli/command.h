// The command line: one file per subcommand, registered in commands.cc. A data command runs against a Book; when a server
// holds the file, the same command runs inside that server (local_socket.h), so commands work while it serves.
#pragma once
#include <CLI/App.hpp>
#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "service/actor.h"
#include "storage/database.h"

namespace wheelhouse::cli {

// Exit codes, documented in README.md.
enum ExitCode { kOk = 0, kFailed = 1, kBadInput = 2, kUnavailable = 3, kNotFound = 4 };

// Where a command writes; both may be files or the wire to another process.
class Output {
 public:
  virtual ~Output() = default;
  virtual void out(std::string_view text) = 0;
  virtual void err(std::string_view text) = 0;
};

struct Book {
  storage::Database& database;
  const Clock& clock;
  std::string path;        // of the SQLite file; "" for others
  service::Actor actor;    // the local operator: this machine's user acts with an administrator's rights
  std::string certificate_sha256;  // of the server that runs the command; "" without TLS, or without a server
};

struct Invocation {
  Output& output;
  std::string language;              // "zh-CN" or "en"
  std::string working_directory;     // relative file names are taken from here
  std::string standard_input;        // read by commands that take it
  bool json = false;
  std::string db;                    // the book's address
  const std::atomic<bool>* stopping = nullptr;  // of the server that runs the command, or of the terminal (StopOnInterrupt)
  int asker = -1;                    // socket to whoever had the server run the command; -1 when it runs by itself

  // A command that takes long asks now and then, and ends where it can be taken up or back again: when the server stops, when the
  // person has interrupted it, and when nobody waits for its answer any more.
  bool is_cancelled() const;
};

// What a parsed subcommand leaves behind: exactly one of the two is set.
struct Action {
  std::string name;  // its words: "privacy export"
  std::function<int(Invocation&)> plain;
  std::function<int(Invocation&, Book&)> on_book;
  bool reads_standard_input = false;
  bool creates_book = false;  // where there is none; any other command says that there is none
};

// Each adds its subcommand to `app`; when it is chosen, its callback fills `action`.
void add_serve_command(CLI::App& app, Action& action);
void add_method_command(CLI::App& app, Action& action);
void add_wheel_command(CLI::App& app, Action& action);
void add_account_command(CLI::App& app, Action& action);
void add_deal_command(CLI::App& app, Action& action);
void add_import_command(CLI::App& app, Action& action);
void add_export_command(CLI::App& app, Action& action);
void add_user_command(CLI::App& app, Action& action);
void add_key_command(CLI::App& app, Action& action);
void add_migrate_command(CLI::App& app, Action& action);
void add_doctor_command(CLI::App& app, Action& action);
void add_audit_command(CLI::App& app, Action& action);
void add_backup_command(CLI::App& app, Action& action);
void add_restore_command(CLI::App& app, Action& action);
void add_demo_command(CLI::App& app, Action& action);
void add_schema_command(CLI::App& app, Action& action);
void add_move_command(CLI::App& app, Action& action);
void add_privacy_command(CLI::App& app, Action& action);

// Parses and runs. `arguments` without the program's name.
int run_command(const std::vector<std::string>& arguments, Invocation& invocation,
                const std::function<int(Invocation&, Action&)>& with_book);
int main(int argc, char** argv);

// Prints an error in the invocation's language: JSON under --json, else one sentence a line. Returns the exit code.
int print_error(Invocation& invocation, const Error& error);
std::string absolute_path(const Invocation& invocation, const std::string& path);

}  // namespace wheelhouse::cli
