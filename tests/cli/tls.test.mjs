// `serve` with TLS: a certificate of its own, kept where told, and one that was given.
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { run, serve, temporary_folder } from '../support/program.mjs';

let folder;
before(() => {
  folder = temporary_folder();
});
after(() => folder.remove());

const book = (name) => ['--db', `sqlite:${folder.path}/${name}.db`];

// { status, headers, certificate } of a GET; `ca`: what the certificate must chain to, when given.
function get(origin, path, ca) {
  return new Promise((resolve, reject) => {
    const options = ca ? { ca } : { rejectUnauthorized: false };
    request(new URL(path, origin), options, (answer) => {
      const certificate = new X509Certificate(answer.socket.getPeerCertificate().raw);
      answer.resume().on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, certificate }));
    })
      .on('error', reject)
      .end();
  });
}
const plain = (fingerprint) => fingerprint.replaceAll(':', '').toLowerCase();

test('a certificate of its own: announced by its fingerprint, kept, and good for the names asked', async () => {
  const cert = join(folder.path, 'own.pem');
  const key = join(folder.path, 'own.key');
  const options = ['--tls', 'self', '--tls-cert', cert, '--tls-key', key, '--allow-host', 'crm.example', ...book('self')];
  let server = await serve(options);
  assert.match(server.origin, /^https:/);
  const first = await get(server.origin, '/api/v1/session');
  assert.equal(first.status, 401);
  assert.equal(plain(first.certificate.fingerprint256), plain(server.announced.certificate_sha256));
  assert.ok(first.certificate.checkHost('crm.example') && first.certificate.checkIP('127.0.0.1'));
  // A certificate of our own making must not pin every port of localhost to https.
  assert.equal(first.headers['strict-transport-security'], undefined);
  await server.stop();
  assert.ok(existsSync(cert) && existsSync(key));
  server = await serve(options);
  const second = await get(server.origin, '/api/v1/session', readFileSync(cert));
  assert.equal(second.certificate.fingerprint256, first.certificate.fingerprint256);
  await server.stop();
});

test('a certificate that was given: used as it is, and browsers are told to stay with TLS', async () => {
  const cert = join(folder.path, 'own.pem');
  const key = join(folder.path, 'own.key');
  const server = await serve(['--tls-cert', cert, '--tls-key', key, ...book('given')]);
  const answer = await get(server.origin, '/api/v1/session', readFileSync(cert));
  assert.equal(answer.status, 401);
  assert.equal(answer.headers['strict-transport-security'], 'max-age=31536000');
  await server.stop();
  // What else is on the domain is not ours to bind, unless we are told that it is.
  const all = await serve(['--tls-cert', cert, '--tls-key', key, '--hsts-subdomains', ...book('given')]);
  const told = await get(all.origin, '/api/v1/session', readFileSync(cert));
  assert.equal(told.headers['strict-transport-security'], 'max-age=31536000; includeSubDomains');
  await all.stop();
});

test('a certificate that is not there ends the start with a sentence', () => {
  const args = ['serve', '--listen', '127.0.0.1:0', '--tls-cert', '/nowhere.pem', '--tls-key', '/nowhere.key', ...book('none')];
  const { code, stderr } = run(args);
  assert.notEqual(code, 0);
  assert.ok(stderr.trim().length > 10 && !/error\./.test(stderr), stderr);
});
