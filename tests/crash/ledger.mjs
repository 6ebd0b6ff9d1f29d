// What a load client tried and what came of it, on the disk before the one and after the other: a line is durable when its promise
// resolves. Lines that come together share one sync. Knows nothing of what it notes down.
import { closeSync, fdatasync, openSync, readFileSync, write } from 'node:fs';
import { promisify } from 'node:util';

const write_some = promisify(write);
const sync = promisify(fdatasync);

export class Ledger {
  constructor(path) {
    this.file = openSync(path, 'a', 0o600);
    this.waiting = [];
    this.at_work = false;
  }

  note(entry) {
    return new Promise((resolve, reject) => {
      this.waiting.push({ line: `${JSON.stringify(entry)}\n`, resolve, reject });
      if (!this.at_work) this.flush();
    });
  }

  async flush() {
    this.at_work = true;
    while (this.waiting.length) {
      const together = this.waiting.splice(0);
      try {
        let bytes = Buffer.from(together.map(({ line }) => line).join(''));
        while (bytes.length) bytes = bytes.subarray((await write_some(this.file, bytes)).bytesWritten ?? bytes.length);
        await sync(this.file);
        for (const { resolve } of together) resolve();
      } catch (error) {
        for (const { reject } of together) reject(error);
      }
    }
    this.at_work = false;
  }

  close() {
    closeSync(this.file);
  }
}

// Every attempt with its outcome; one that was never noted is unknown: the client itself may have been in the middle of it.
export function read_ledger(path) {
  const attempts = new Map();
  for (const line of readFileSync(path, 'utf8').split('\n').filter(Boolean)) {
    const entry = JSON.parse(line);
    if (entry.outcome) Object.assign(attempts.get(entry.n), entry);
    else attempts.set(entry.n, { outcome: 'unknown', ...entry });
  }
  return [...attempts.values()];
}
