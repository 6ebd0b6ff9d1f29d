// What a server does when nobody told it anything: it listens on this machine alone.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { after, before, test } from 'node:test';
import { run, serve, temporary_folder } from '../support/program.mjs';

let folder;
before(() => {
  folder = temporary_folder();
});
after(() => folder.remove());

const answers = (port, host) =>
  new Promise((resolve) => {
    const socket = connect({ port, host }, () => resolve(true));
    socket.setTimeout(2000, () => resolve(false));
    socket.on('error', () => resolve(false));
  });
// Another address of this machine: of a network card, else of 127.0.0.0/8.
const other_address =
  Object.values(networkInterfaces())
    .flat()
    .find((one) => one.family === 'IPv4' && !one.internal)?.address ?? '127.0.0.2';

test('the demo listens on this machine only, whatever it is told', async () => {
  const db = ['--db', `sqlite:${folder.path}/demo.db`];
  for (const [language, words] of [
    ['en_GB.UTF-8', /demo/i],
    ['zh_CN.UTF-8', /演示/],
  ])
    for (const address of ['0.0.0.0:0', '[::]:0', `${other_address}:0`]) {
      if (address.startsWith('127.')) continue;
      const refused = run([...db, 'serve', '--demo', '--listen', address], { env: { LANG: language, LC_ALL: language } });
      assert.notEqual(refused.code, 0, address);
      assert.match(refused.stderr, words);
    }
  const server = await serve([...db, '--demo']);
  try {
    const { port } = new URL(server.origin);
    assert.equal(await answers(port, '127.0.0.1'), true);
    assert.equal(await answers(port, other_address), false, other_address);
  } finally {
    await server.stop();
  }
});
