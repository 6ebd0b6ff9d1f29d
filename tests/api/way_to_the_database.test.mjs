// The way to a PostgreSQL on another machine is encrypted and its server checked, unless the operator says otherwise, and then he is told.
// "0.0.0.0" is such another machine by its name, and leads here.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { TLSSocket, createSecureContext } from 'node:tls';
import { fresh_schema, on_postgres, server as postgres } from '../support/postgres.mjs';
import { program, serve, temporary_folder } from '../support/program.mjs';
import { spawn } from 'node:child_process';

const ssl_request = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]); // libpq: "do you speak TLS?"

let folder, certificate, other_certificate;
before(async () => {
  folder = temporary_folder();
  const made = async (name, host) => {
    const files = [join(folder.path, `${name}.pem`), join(folder.path, `${name}.key`)];
    const flags = ['--tls', 'self', '--tls-cert', files[0], '--tls-key', files[1], '--allow-host', host];
    const server = await serve([...flags, '--db', `sqlite:${folder.path}/${name}.db`]);
    await server.stop();
    return { file: files[0], context: createSecureContext({ cert: readFileSync(files[0]), key: readFileSync(files[1]) }) };
  };
  certificate = await made('right', '0.0.0.0');
  other_certificate = await made('other', 'db.example');
});
after(() => folder?.remove());

const parameter = (url, name) => new URLSearchParams(url.slice(url.indexOf('?'))).get(name);

// A server in front of the socket of PostgreSQL. `speak`: what becomes of a connection after its first eight bytes.
async function listen(speak) {
  const heard = [];
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (first) => {
      heard.push(first);
      speak(socket, first, heard);
    });
  });
  server.listen(0, '0.0.0.0');
  await once(server, 'listening');
  return { port: server.address().port, heard, close: () => server.close() };
}
function behind(socket, first) {
  const inner = connect(`${parameter(postgres, 'host')}/.s.PGSQL.5432`);
  inner.on('error', () => socket.destroy());
  socket.on('error', () => inner.destroy());
  if (first) inner.write(first);
  socket.pipe(inner).pipe(socket);
}
const plain_only = (socket, first, heard) => {
  if (!first.equals(ssl_request)) return postgres ? behind(socket, first) : socket.destroy();
  socket.write('N');
  socket.once('data', (more) => {
    heard.push(more);
    if (postgres) behind(socket, more);
  });
};
const with_tls = ({ context }) => (socket, first) => {
  if (!first.equals(ssl_request)) return socket.destroy();
  socket.write('S', () => behind(new TLSSocket(socket, { isServer: true, secureContext: context })));
};

// The program beside this process, which has to answer it meanwhile.
function run(args) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { env: { ...process.env, HOME: folder.path } });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (text += part));
    child.on('exit', (code) => resolve({ code, text }));
  });
}

test('a server elsewhere that speaks no TLS learns nothing, not even a name', async () => {
  const there = await listen(plain_only);
  const { code, text } = await run(['--db', `postgresql://anna:s3cr3t@0.0.0.0:${there.port}/book`, 'doctor']);
  there.close();
  assert.equal(code, 3, text);
  assert.match(text, /SSL/);
  assert.ok(there.heard.length > 0);
  for (const bytes of there.heard) assert.ok(bytes.equals(ssl_request), `it was sent ${bytes.toString('latin1')}`);
});

const address = (port, schema, more = '') =>
  `postgresql://wheelhouse@0.0.0.0:${port}/postgres?options=${encodeURIComponent(parameter(schema.url, 'options'))}${more}`;

test('with a certificate that fits it is taken; of another name, or of an unknown authority, not', { skip: !on_postgres }, async () => {
  const schema = fresh_schema();
  const right = await listen(with_tls(certificate));
  const other = await listen(with_tls(other_certificate));
  try {
    const checked = await run(['--db', address(right.port, schema, `&sslrootcert=${certificate.file}`), 'migrate']);
    assert.equal(checked.code, 0, checked.text);
    const well = await run(['--db', address(right.port, schema, `&sslrootcert=${certificate.file}`), 'doctor']);
    assert.doesNotMatch(well.text, /sslmode/);
    const unknown = await run(['--db', address(right.port, schema), 'doctor']);
    assert.equal(unknown.code, 3, unknown.text);
    assert.match(unknown.text, /certificate verify failed/);
    const named = await run(['--db', address(other.port, schema, `&sslrootcert=${other_certificate.file}`), 'doctor']);
    assert.equal(named.code, 3, named.text);
    assert.match(named.text, /does not match host name/);
  } finally {
    right.close();
    other.close();
    schema.remove();
  }
});

test('less than that is what the operator says, and is told by doctor and at the start', { skip: !on_postgres }, async () => {
  const schema = fresh_schema();
  const there = await listen(plain_only);
  try {
    const url = address(there.port, schema, '&sslmode=prefer');
    assert.equal((await run(['--db', url, 'migrate'])).code, 0);
    const warned = await run(['--db', url, 'doctor']);
    assert.equal(warned.code, 1, warned.text);
    assert.match(warned.text, /! The way to the database on another machine is not encrypted.*sslmode=prefer/);
    const server = await serve(['--db', url, '--data-dir', folder.path]);
    await server.stop();
    const line = JSON.parse(server.log().split('\n').find((text) => text.includes('connection_not_checked')));
    assert.deepEqual([line.event, line.detail], ['trouble', 'sslmode=prefer']);
  } finally {
    there.close();
    schema.remove();
  }
});
