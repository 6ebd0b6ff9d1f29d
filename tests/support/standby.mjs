// A hot standby of the throw-away PostgreSQL of tools/with_postgres.sh, behind by a known time so that what it does not know yet can be
// seen: a copy in a temporary folder, reached through a socket of its own, gone with remove().
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { server } from './postgres.mjs';

function newest_binaries() {
  const by_number = readdirSync('/usr/lib/postgresql').sort((a, b) => Number(a) - Number(b));
  return join('/usr/lib/postgresql', by_number.at(-1), 'bin');
}

// The server refuses to run as root; Debian's package brings a user for it.
const as_owner = process.getuid() === 0 ? ['setpriv', '--reuid', 'postgres', '--regid', 'postgres', '--clear-groups'] : [];

function run(command, { may_fail = false } = {}) {
  const [program, ...args] = [...as_owner, ...command];
  const result = spawnSync(program, args, { cwd: '/', encoding: 'utf8', timeout: 120_000, stdio: ['ignore', 'ignore', 'pipe'] });
  assert.ok(may_fail || result.status === 0, `${command.join(' ')}\n${result.stderr}${result.error ?? ''}`);
}

// `delay`: how long a commit waits before the standby applies it.
export function make_standby({ delay }) {
  const binaries = newest_binaries();
  const folder = mkdtempSync(join(tmpdir(), 'wheelhouse-standby-'));
  if (process.getuid() === 0) assert.equal(spawnSync('chown', ['postgres', folder]).status, 0);
  const data = join(folder, 'data');
  const log = join(folder, 'server.log');
  // As many connections as its primary, or it does not start.
  const settings = [`unix_socket_directories=${folder}`, 'listen_addresses=', 'fsync=off', 'max_connections=300', 'hot_standby=on'];
  const options = [...settings, `recovery_min_apply_delay=${delay}`].map((setting) => `-c ${setting}`).join(' ');
  const control = (...words) => run([`${binaries}/pg_ctl`, ...words, '--silent', '--pgdata', data], { may_fail: words[0] === 'stop' });
  const standby = {
    // The standby's address of what `primary` is the address of.
    url: (primary) => primary.replace(/host=[^&]*/, `host=${folder}`),
    start: () => control('start', '--wait', '--log', log, '--options', options),
    kill: () => control('stop', '--mode', 'immediate'),
    // Every process of it stands still, as on a machine that hangs: connections stay and nobody answers.
    freeze: () => signal_all('SIGSTOP'),
    thaw: () => signal_all('SIGCONT'),
    remove: () => {
      standby.thaw();
      standby.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  function signal_all(signal) {
    let postmaster;
    try {
      postmaster = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
    } catch {
      return; // it does not run
    }
    const children = spawnSync('ps', ['-o', 'pid=', '--ppid', String(postmaster)], { encoding: 'utf8' }).stdout.trim().split(/\s+/);
    for (const pid of [postmaster, ...children.map(Number)].filter((pid) => pid > 1)) {
      try {
        process.kill(pid, signal);
      } catch {
        // it has ended meanwhile
      }
    }
  }
  try {
    run([`${binaries}/pg_basebackup`, '--dbname', server, '--pgdata', data, '--checkpoint=fast', '--write-recovery-conf', '--no-sync']);
    writeFileSync(log, '', { mode: 0o666 });
    if (process.getuid() === 0) assert.equal(spawnSync('chown', ['postgres', log]).status, 0);
    standby.start();
  } catch (error) {
    standby.remove();
    throw error;
  }
  return standby;
}
