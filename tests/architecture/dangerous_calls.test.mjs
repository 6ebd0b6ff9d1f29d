// What docs/SECURITY.md says the code does not do. Each rule is tried on a line that breaks it, so that a pattern that finds nothing
// cannot pass for a clean tree.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { code_without_comments, files_below, read } from './source_tree.mjs';

const is_test = (path) => /(_test\.cc|_for_tests\.\w+|test_\w+\.h|\.test\.tsx?)$/.test(path);
const server = files_below('src', /\.(cc|h)$/).filter((path) => !is_test(path));
const sources = [...files_below('web/src', /\.(ts|tsx|css)$/), ...files_below('web/public', /\.(js|svg|webmanifest|html)$/)];
const page = [...sources, 'web/index.html'].filter((path) => !is_test(path));

function found(files, pattern, except = []) {
  const hits = [];
  for (const path of files) {
    if (except.includes(path)) continue;
    const text = path.endsWith('.cc') || path.endsWith('.h') ? code_without_comments(path) : read(path);
    text.split('\n').forEach((line, index) => pattern.test(line) && hits.push(`${path}:${index + 1}: ${line.trim()}`));
  }
  return hits;
}

function never(files, pattern, breaks, except) {
  for (const line of breaks) assert.match(line, pattern, 'the rule finds what it is for');
  assert.deepEqual(found(files, pattern, except), []);
}

test('the server starts no other program', () => {
  assert.ok(server.length > 300);
  never(server, /(^|[^\w.>])(system|popen|v?fork|posix_spawnp?|exec[lv]p?e?)\s*\(/, [
    'std::system("ls");',
    '::popen(command, "r")',
    'execve(path, arguments, environment)',
    'posix_spawn(&pid, path',
  ]);
});

test('no printf takes a format that is not written there', () => {
  const formatted = /\b(s?n?printf|fprintf|syslog|dprintf)\s*\(/;
  const literal = /\bsnprintf\s*\([\w.()>-]+, (sizeof [\w.]+|[\w.]+\(\)), "|\bfprintf\s*\(stderr, "/;
  const bad = (line) => formatted.test(line) && !literal.test(line);
  for (const line of ['std::printf(text);', 'snprintf(out, sizeof out, format, 1);', 'fprintf(stderr, reason);'])
    assert.ok(bad(line), line);
  assert.deepEqual(
    found(server, formatted).filter((hit) => bad(hit)),
    [],
  );
  assert.ok(found(server, literal).length > 5);
});

test('what must not be guessed comes from libsodium or the kernel', () => {
  never(server, /\b(rand|srand|drand48|random)\s*\(\)|random_device|mt19937|minstd_rand|default_random_engine|RAND_pseudo/, [
    'int code = rand();',
    'std::mt19937 engine;',
    'std::random_device device;',
  ]);
  // Where secrets are made, by nothing else than libsodium.
  for (const path of ['src/service/token.cc', 'src/service/second_factor.cc']) assert.match(read(path), /randombytes_buf\(/, path);
});

test('no hash is weaker than SHA-256, but for the one inside TOTP', () => {
  never(server, /\b(MD[245]|SHA1)\s*\(|EVP_(md[245]|sha1|mdc2|ripemd160)\b|"(md5|sha1|MD5|SHA1)"/, [
    'EVP_sha1()',
    'MD5(bytes, size, out);',
    'EVP_get_digestbyname("md5")',
  ]);
});

test('the server connects to nothing but the database, the provider and its own socket', () => {
  const ways_out = ['src/oidc/outbound.cc', 'src/cli/local_socket.cc', 'src/api/virus_scan.cc'];
  assert.match(read('src/api/virus_scan.cc'), /::socket\(AF_UNIX/);
  assert.doesNotMatch(read('src/api/virus_scan.cc'), /AF_INET/);
  const connects = /\bcurl_|(^|[^\w:])::connect\(|\bconnect\(\s*(descriptor|socket|fd)|#include <curl/;
  never(server, connects, ['curl_easy_init()', '::connect(fd, address)'], ways_out);
  // One name is looked up, the one to listen on.
  never(server, /getaddrinfo\(|gethostbyname/, ['getaddrinfo(name)'], ['src/http/listening_socket.cc']);
  assert.match(read('src/http/listening_socket.cc'), /AI_NUMERICHOST/);
  assert.deepEqual(
    server.filter((path) => /PQconnect|<libpq-fe\.h>/.test(read(path)) && !path.startsWith('src/storage/postgres/')),
    [],
  );
});

test('no login of the database is built in', () => {
  const built_in = /otherwise\("(user|password|passfile)"|password\s*=\s*"[^"]/i;
  never(server, built_in, ['otherwise("password", "x")', 'const char* password = "x";']);
});

test('all that goes to the log goes by one door', () => {
  never(server, /std::(cerr|clog)|\bfprintf\(stderr|spdlog::|\bsyslog\(/, ['std::cerr << name;', 'spdlog::info("x")'], [
    'src/cli/json_log.cc', // the log itself
    'src/cli/main_cli.cc', // what a command says at the terminal
    'src/base/error.cc', // a programmer's error, as the process ends
  ]);
});

test('the interface makes no code and no markup of text', () => {
  assert.ok(page.length > 200);
  never(page, /\beval\(|new Function\(|set(Timeout|Interval)\(\s*['"`]/, ['eval(text)', "setTimeout('go()', 1)"]);
  never(page, /(inner|outer)HTML|insertAdjacentHTML|document\.write|createContextualFragment|srcdoc/i, [
    'node.innerHTML = name;',
    '<div dangerouslySetInnerHTML={{ __html: name }} />',
  ]);
});

test('the interface needs no plug-in and no other host', () => {
  never(page, /<(object|embed|applet|frame)\b/, ['<object data="x">', '<embed src="x">']);
  const elsewhere = /(https?:)?\/\/[\w-]+(\.[\w-]+)+/;
  for (const line of ['fetch("https://cdn.example.com/x.js")', '@import "//fonts.example.com/a.css"']) assert.match(line, elsewhere);
  assert.deepEqual(
    found(page, elsewhere).filter((hit) => !/http:\/\/www\.w3\.org\/(2000\/svg|1999\/xlink)/.test(hit)),
    [],
  );
});

test('nothing that was read is merged into objects by names of its own', () => {
  never(page, /__proto__|\b(deep)?merge\(|setPrototypeOf|from 'lodash|\.constructor\[|constructor\.prototype/i, [
    'target.__proto__ = source;',
    "import merge from 'lodash/merge'",
    'deepMerge(a, b)',
  ]);
  const { dependencies } = JSON.parse(read('web/package.json'));
  assert.deepEqual(
    Object.keys(dependencies).filter((name) => /lodash|merge|immer|extend/.test(name)),
    [],
  );
});

test('no field of the interface forbids pasting', () => {
  never(page, /onPaste|'paste'|"paste"|onBeforeInput/, ['<input onPaste={stop} />', "addEventListener('paste', stop)"]);
});

test('what is released has neither tests nor sanitizers in it', () => {
  const { configurePresets } = JSON.parse(read('CMakePresets.json'));
  const { cacheVariables } = configurePresets.find((preset) => preset.name === 'release');
  assert.equal(cacheVariables.WITH_TESTS, 'OFF');
  assert.match(cacheVariables.CMAKE_CXX_FLAGS_RELEASE, /-DNDEBUG/);
  assert.ok(!('SANITIZE' in cacheVariables) && !('FUZZ' in cacheVariables));
  // And no file of the program includes what only tests have.
  never(server.filter((path) => path.endsWith('.cc')), /#\s*include "[^"]*(_for_tests|test_)/, ['#include "service/people_for_tests.h"']);
});

test('the unit closes what the program does not need', () => {
  const unit = read('deploy/wheelhouse.service');
  for (const line of [
    'DynamicUser=yes',
    'ProtectSystem=strict',
    'ProtectHome=yes',
    'PrivateTmp=yes',
    'NoNewPrivileges=yes',
    'CapabilityBoundingSet=',
    'RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX',
    'StateDirectoryMode=0700',
    'UMask=0077',
  ])
    assert.ok(unit.split('\n').includes(line), line);
  assert.doesNotMatch(unit, /ReadWritePaths|AmbientCapabilities|^User=root/m);
});
