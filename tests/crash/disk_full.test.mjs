// TRUST R-05 on a real file system of a few megabytes, in a mount namespace of its own: writes get 507 and when to come back, reads
// go on, and when there is room again so do writes, without a restart.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from '../support/client.mjs';
import { password, setup_token } from '../support/book.mjs';
import { program, serve, temporary_folder } from '../support/program.mjs';
import { count_of } from './lives.mjs';

const fills = count_of('FILLS', 1);
const recovery_limit_ms = 5_000;
const may_mount = spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;

test('a full disk', { skip: may_mount ? false : 'only a user who may mount can make a small disk' }, async (t) => {
  const folder = temporary_folder();
  const disk = join(folder.path, 'disk');
  mkdirSync(disk);
  // The disk is seen by the server alone; this process fills it through the server's own view of it.
  const wrapper = join(folder.path, 'on_small_disk');
  writeFileSync(wrapper, `#!/bin/sh\nexec unshare -m sh -c 'mount -t tmpfs -o size=12m tmpfs ${disk} && exec ${program} "$@"' sh "$@"\n`, {
    mode: 0o700,
  });
  const server = await serve(['--db', `sqlite:${disk}/book.db`], { as: wrapper });
  const filler = `/proc/${server.pid}/root${disk}/filler`;
  const admin = new Client(server.origin);
  try {
    const set_up = { token: setup_token(server), locale: 'en', name: 'Ada', email: 'ada@example.com', password };
    (await admin.post('setup', { ...set_up, workspace_name: 'Small', currency: 'CNY', time_zone: 'UTC' })).expect(200, 201);
    const kept = [];
    const write = (description = 'x') => admin.post('accounts', { name: `Kept ${kept.length}`, description });
    for (let fill = 0; fill < fills; fill += 1) {
      kept.push((await write()).expect(201).json.id);
      fill_disk(filler);
      let refused = null;
      for (let i = 0; i < 400 && !refused; i += 1) {
        const answer = await write('y'.repeat(3000));
        if (answer.status === 201) kept.push(answer.json.id);
        else refused = answer;
      }
      assert.ok(refused, 'the disk does not fill up');
      assert.equal(refused.status, 507, refused.text);
      assert.equal(refused.json.code, 'disk_full');
      assert.ok(Number(refused.headers['retry-after']) > 0, JSON.stringify(refused.headers));
      (await write()).expect(507);
      for (const id of [kept[0], kept.at(-1)]) (await admin.get(`accounts/${id}`)).expect(200); // reads go on
      rmSync(filler);
      const began = performance.now();
      let answer = await write();
      while (answer.status !== 201 && performance.now() - began < recovery_limit_ms) {
        await pause(100);
        answer = await write();
      }
      assert.equal(answer.status, 201, answer.text);
      kept.push(answer.json.id);
      t.diagnostic(`writes again ${Math.round(performance.now() - began)} ms after there was room`);
    }
    const there = new Set((await admin.all('accounts?limit=200')).map(({ id }) => id));
    assert.deepEqual([...there].sort(), kept.sort());
    // What happened is the log's to say, with the number that the person was told.
    const troubles = server.log().split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
    assert.ok(troubles.some((line) => line.event === 'trouble' && /^storage: /.test(line.detail) && line.request_id), server.log());
  } finally {
    admin.close();
    await server.stop();
    folder.remove();
  }
});

// Every last block: large pieces first, then small ones.
function fill_disk(path) {
  for (const size of [1 << 20, 1 << 12]) {
    try {
      for (;;) writeFileSync(path, Buffer.alloc(size), { flag: 'a' });
    } catch (error) {
      assert.equal(error.code, 'ENOSPC');
    }
  }
}
