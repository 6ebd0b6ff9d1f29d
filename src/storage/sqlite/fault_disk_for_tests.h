// A disk that fails, fills up, or loses its power: a SQLite VFS over the real one, the default of the process while it lives. Files
// are real and complete (a killed process loses nothing); beside that it keeps what a power cut would leave of them. Tests only; one
// at a time, before any book is opened and after the last is closed.
#pragma once
#include <signal.h>
#include <sqlite3.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <unistd.h>
#include <vector>

namespace wheelhouse::storage::sqlite {

class FaultDisk {
 public:
  FaultDisk() {
    real_ = sqlite3_vfs_find("unix");
    vfs_ = *real_;
    vfs_.zName = "fault-disk";
    vfs_.pNext = nullptr;
    vfs_.szOsFile = static_cast<int>(sizeof(File)) + real_->szOsFile;
    vfs_.pAppData = this;
    vfs_.xOpen = open;
    vfs_.xDelete = remove;
    vfs_.xGetLastError = [](sqlite3_vfs* vfs, int, char*) { return of(vfs).last_errno_; };
    sqlite3_vfs_register(&vfs_, 1);
  }
  ~FaultDisk() {
    sqlite3_vfs_unregister(&vfs_);
    sqlite3_vfs_register(real_, 1);
  }
  FaultDisk(const FaultDisk&) = delete;
  FaultDisk& operator=(const FaultDisk&) = delete;

  enum class Operation { write, sync };
  struct Fault {
    Operation operation = Operation::write;
    int nth = 1;         // counted from the moment it is set, over all files
    int code = EIO;      // or ENOSPC
    bool sticky = false; // this and every later one, or this one alone
    bool kill = false;   // the process ends there, by SIGKILL
    bool cut_power = false;
  };
  void set(const Fault& fault) {
    std::lock_guard lock(mutex_);
    fault_ = fault;
    armed_ = true;
    seen_ = 0;
    hits_ = 0;
  }
  void heal() {
    std::lock_guard lock(mutex_);
    armed_ = false;
  }
  int hits() {
    std::lock_guard lock(mutex_);
    return hits_;
  }
  // Operations of that kind since the fault was set.
  int seen() {
    std::lock_guard lock(mutex_);
    return seen_;
  }

  // From now on nothing reaches the disk any more, as after the cut of the power.
  void cut_power() {
    std::lock_guard lock(mutex_);
    is_off_ = true;
  }
  // What is on the disk after the cut, written into `folder` under the files' own last names: all that was synced, and of what was
  // not, in `torn` mode any part in any order down to 512 bytes; else nothing.
  void write_what_is_left(const std::string& folder, bool torn, std::mt19937& random) {
    std::lock_guard lock(mutex_);
    for (auto& [path, state] : files_) {
      std::string content = state.durable;
      if (!state.exists) continue;
      if (torn)
        for (const Pending& pending : state.pending) apply_part(content, pending, random);
      const std::string name = path.substr(path.rfind('/') + 1);
      std::ofstream(folder + "/" + name, std::ios::binary) << content;
    }
  }

 private:
  struct Pending {
    std::int64_t offset = 0;
    std::string bytes;
    bool is_truncation = false;
  };
  struct State {
    std::string durable;
    std::vector<Pending> pending;
    bool exists = true;
  };
  struct File {
    sqlite3_file base;
    FaultDisk* disk;
    State* state;  // null for what is no part of a book
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
  };

  static FaultDisk& of(sqlite3_vfs* vfs) { return *static_cast<FaultDisk*>(vfs->pAppData); }
  static File& file_of(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }

  static void apply(std::string& content, const Pending& pending) {
    if (pending.is_truncation) {
      content.resize(static_cast<std::size_t>(pending.offset));
      return;
    }
    const auto end = static_cast<std::size_t>(pending.offset) + pending.bytes.size();
    if (content.size() < end) content.resize(end);
    std::memcpy(content.data() + pending.offset, pending.bytes.data(), pending.bytes.size());
  }
  static void apply_part(std::string& content, const Pending& pending, std::mt19937& random) {
    constexpr std::size_t kSector = 512;
    if (pending.is_truncation) {
      if (random() % 2) apply(content, pending);
      return;
    }
    for (std::size_t at = 0; at < pending.bytes.size(); at += kSector)
      if (random() % 2) apply(content, {pending.offset + static_cast<std::int64_t>(at), pending.bytes.substr(at, kSector), false});
  }

  // The error code that this operation ends with, SQLITE_OK for none.
  int fault_of(Operation operation) {
    std::lock_guard lock(mutex_);
    const int io_error = operation == Operation::sync ? SQLITE_IOERR_FSYNC : SQLITE_IOERR_WRITE;
    if (is_off_) {
      last_errno_ = EIO;
      return io_error;
    }
    if (!armed_ || fault_.operation != operation) return SQLITE_OK;
    ++seen_;
    if (seen_ != fault_.nth && !(fault_.sticky && seen_ > fault_.nth)) return SQLITE_OK;
    ++hits_;
    if (fault_.kill) ::kill(::getpid(), SIGKILL);
    is_off_ = fault_.cut_power;
    last_errno_ = fault_.code;
    return operation == Operation::write && fault_.code == ENOSPC ? SQLITE_FULL : io_error;
  }

  static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* made, int flags, int* out_flags) {
    FaultDisk& disk = of(vfs);
    File& file = file_of(made);
    file = {};
    file.disk = &disk;
    std::memset(static_cast<void*>(file.real()), 0, static_cast<std::size_t>(disk.real_->szOsFile));
    const int code = disk.real_->xOpen(disk.real_, name, file.real(), flags, out_flags);
    if (code != SQLITE_OK) return code;
    if (name != nullptr && (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL)) != 0) {
      std::lock_guard lock(disk.mutex_);
      const auto [found, is_new] = disk.files_.try_emplace(name);
      file.state = &found->second;
      found->second.exists = true;
      if (is_new) {  // what is there before the disk was watched is safe
        std::ifstream content(name, std::ios::binary);
        found->second.durable.assign(std::istreambuf_iterator<char>(content), {});
      }
    }
    file.base.pMethods = methods();
    return SQLITE_OK;
  }
  static int remove(sqlite3_vfs* vfs, const char* name, int sync_folder) {
    FaultDisk& disk = of(vfs);
    if (const int code = disk.fault_of(Operation::sync); code != SQLITE_OK) return SQLITE_IOERR_DELETE;
    {
      std::lock_guard lock(disk.mutex_);
      if (const auto found = disk.files_.find(name); found != disk.files_.end()) found->second = {{}, {}, false};
    }
    return disk.real_->xDelete(disk.real_, name, sync_folder);
  }

  static const sqlite3_io_methods* methods() {
    static const sqlite3_io_methods table = [] {
      sqlite3_io_methods m{};
      m.iVersion = 2;  // with shared memory, without mapped files
      m.xClose = [](sqlite3_file* f) { return file_of(f).real()->pMethods->xClose(file_of(f).real()); };
      m.xRead = [](sqlite3_file* f, void* to, int n, sqlite3_int64 at) {
        return file_of(f).real()->pMethods->xRead(file_of(f).real(), to, n, at);
      };
      m.xWrite = [](sqlite3_file* f, const void* from, int n, sqlite3_int64 at) {
        File& file = file_of(f);
        if (const int code = file.disk->fault_of(Operation::write); code != SQLITE_OK) return code;
        file.disk->remember(file, {at, std::string(static_cast<const char*>(from), static_cast<std::size_t>(n)), false});
        return file.real()->pMethods->xWrite(file.real(), from, n, at);
      };
      m.xTruncate = [](sqlite3_file* f, sqlite3_int64 size) {
        File& file = file_of(f);
        file.disk->remember(file, {size, "", true});
        return file.real()->pMethods->xTruncate(file.real(), size);
      };
      // The real sync is left out: the machine's power stays on, and tests are quicker.
      m.xSync = [](sqlite3_file* f, int) {
        File& file = file_of(f);
        if (const int code = file.disk->fault_of(Operation::sync); code != SQLITE_OK) return code;
        file.disk->make_durable(file);
        return SQLITE_OK;
      };
      m.xFileSize = [](sqlite3_file* f, sqlite3_int64* size) { return file_of(f).real()->pMethods->xFileSize(file_of(f).real(), size); };
      m.xLock = [](sqlite3_file* f, int level) { return file_of(f).real()->pMethods->xLock(file_of(f).real(), level); };
      m.xUnlock = [](sqlite3_file* f, int level) { return file_of(f).real()->pMethods->xUnlock(file_of(f).real(), level); };
      m.xCheckReservedLock = [](sqlite3_file* f, int* out) {
        return file_of(f).real()->pMethods->xCheckReservedLock(file_of(f).real(), out);
      };
      m.xFileControl = [](sqlite3_file* f, int op, void* arg) {
        return file_of(f).real()->pMethods->xFileControl(file_of(f).real(), op, arg);
      };
      m.xSectorSize = [](sqlite3_file*) { return 512; };
      m.xDeviceCharacteristics = [](sqlite3_file*) { return 0; };  // promises nothing: no safe overwrite, no order
      m.xShmMap = [](sqlite3_file* f, int region, int size, int extend, void volatile** out) {
        return file_of(f).real()->pMethods->xShmMap(file_of(f).real(), region, size, extend, out);
      };
      m.xShmLock = [](sqlite3_file* f, int offset, int n, int flags) {
        return file_of(f).real()->pMethods->xShmLock(file_of(f).real(), offset, n, flags);
      };
      m.xShmBarrier = [](sqlite3_file* f) { file_of(f).real()->pMethods->xShmBarrier(file_of(f).real()); };
      m.xShmUnmap = [](sqlite3_file* f, int remove) { return file_of(f).real()->pMethods->xShmUnmap(file_of(f).real(), remove); };
      return m;
    }();
    return &table;
  }

  void remember(File& file, Pending pending) {
    std::lock_guard lock(mutex_);
    if (file.state != nullptr) file.state->pending.push_back(std::move(pending));
  }
  void make_durable(File& file) {
    std::lock_guard lock(mutex_);
    if (file.state == nullptr) return;
    for (const Pending& pending : file.state->pending) apply(file.state->durable, pending);
    file.state->pending.clear();
  }

  sqlite3_vfs* real_ = nullptr;
  sqlite3_vfs vfs_{};
  std::mutex mutex_;
  std::map<std::string, State> files_;
  Fault fault_;
  bool armed_ = false, is_off_ = false;
  int seen_ = 0, hits_ = 0;
  int last_errno_ = 0;
};

}  // namespace wheelhouse::storage::sqlite
