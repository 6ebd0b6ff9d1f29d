// The built program as a child process: one-shot commands and a running server. Knows no route and no record.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const program = process.env.WHEELHOUSE_PROGRAM ?? join(root, 'build', 'release', 'wheelhouse');
export const shared_data = process.env.WHEELHOUSE_SHARED_DATA ?? join(root, '..', 'shared', 'data');
export const fixture = (name) => join(root, 'tests', 'fixtures', name);

// One person of a test does the work of many. What the limits are, and that people at screens do not meet them, has tests of its own.
process.env.WHEELHOUSE_PERSON_LIMITS ??= 'off';

// The token of a one-time link: it stands behind the '#'.
export const token_of = (link) => new URLSearchParams(new URL(link, 'http://book').hash.slice(1)).get('token');

// Real data that is not part of the repository: a test that needs it skips where it is absent, and says so.
export const without_data = (name) =>
  existsSync(join(shared_data, name)) ? false : `${name} is not on this machine: it lies beside the repository, in shared/data`;

// Under sanitizers everything takes several times as long; these only guard against hanging.
const start_timeout_ms = 60_000;
const stop_timeout_ms = 30_000;
const command_timeout_ms = 120_000;

export function temporary_folder() {
  const path = mkdtempSync(join(tmpdir(), 'wheelhouse-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

// Runs `wheelhouse …` to its end: { code, stdout, stderr }.
export function run(args, { input = '', env = {}, cwd = root } = {}) {
  const result = spawnSync(program, args, {
    input,
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    timeout: command_timeout_ms,
    maxBuffer: 256 << 20,
  });
  if (result.error) throw result.error;
  return { code: result.status, signal: result.signal, stdout: result.stdout, stderr: result.stderr };
}

export function run_json(args, options) {
  const result = run(args, options);
  assert.equal(result.code, 0, `${args.join(' ')}\n${result.stderr}${result.stdout}`);
  return JSON.parse(result.stdout);
}

// Starts `wheelhouse serve` on a free port and waits for the line that says where: { listening, setup_link … }.
// `as`: another program that runs this one.
export async function serve(args, { env = {}, as = program } = {}) {
  const child = spawn(as, ['serve', '--listen', '127.0.0.1:0', '--print-json', ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (log += text));
  const ended = new Promise((resolve) => child.on('exit', (code, signal) => resolve({ code, signal })));
  const first_line = new Promise((resolve, reject) => {
    const lines = createInterface({ input: child.stdout });
    lines.once('line', resolve);
    ended.then(({ code, signal }) => reject(new Error(`the server ended at its start (${code ?? signal})\n${log}`)));
    setTimeout(() => reject(new Error(`the server did not say where it listens\n${log}`)), start_timeout_ms).unref();
  });
  let announced;
  try {
    announced = JSON.parse(await first_line);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  return {
    announced,
    origin: announced.listening,
    pid: child.pid,
    log: () => log,
    kill: async () => {
      child.kill('SIGKILL');
      return ended;
    },
    // A server that was asked to stop ends with 0; a sanitizer's report or a leak makes it another code.
    stop: async () => {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), stop_timeout_ms);
      const { code, signal } = await ended;
      clearTimeout(timer);
      assert.equal(code, 0, `the server ended with ${code ?? signal}\n${log}`);
    },
  };
}
