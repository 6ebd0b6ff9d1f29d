// Whoever compiles without ./run is told when the interface that gets embedded is older than what it is made of.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { read, root } from './source_tree.mjs';

const tree = mkdtempSync(join(tmpdir(), 'wheelhouse-interface-'));
mkdirSync(join(tree, 'build'));
after(() => rmSync(tree, { recursive: true }));
const put = (path, text, minute) => {
  const whole = join(tree, path);
  mkdirSync(join(whole, '..'), { recursive: true });
  writeFileSync(whole, text);
  utimesSync(whole, minute * 60, minute * 60);
};
const bash = (words) => {
  const run = spawnSync('bash', ['-c', `set -e; root=$1; . "$2/common.sh"; . "$2/interface.sh"; ${words}`, '-', tree, join(root, 'tools')]);
  assert.equal(run.stderr.toString(), '');
  return run.stdout.toString().trim();
};
const stamp = join(tree, 'build', 'stamp');
const check = () => {
  const run = spawnSync('cmake', [`-DROOT=${tree}`, `-DSTAMP=${stamp}`, '-P', join(root, 'cmake', 'check_interface.cmake')]);
  assert.equal(run.status, 0, 'a warning, no failure');
  const warned = /^warning: web\/dist is older/m.test(run.stderr.toString());
  assert.equal(existsSync(stamp), !warned, 'only a current interface is not asked about again');
  return warned;
};

test('an interface older than what it is made of is warned of, whenever it is embedded', () => {
  put('web/src/app.tsx', 'one', 100);
  put('lang/en.json', '{}', 100);
  assert.equal(check(), true, 'none was built');
  put('web/dist/index.html', 'built', 200);
  assert.equal(check(), false, 'built by hand, after the last change');
  put('web/node_modules/x/index.js', 'x', 300);
  assert.equal(check(), false, 'packages are not what it is made of');
  put('web/src/app.tsx', 'two', 300);
  assert.equal(check(), true, 'changed since');
  put('build/interface.digest', bash('content_digest "$root/web" "$root/lang"'), 300);
  assert.equal(check(), false, 'built of this, whatever the dates say: a checkout changes them');
  put('lang/en.json', '{"a":1}', 400);
  assert.equal(check(), true, 'the sentences are part of it');
});

test('configuring and building both ask', () => {
  const cmake = read('cmake/generated.cmake');
  assert.match(cmake, /^ {2}include\(cmake\/check_interface\.cmake\)$/m);
  assert.match(cmake, /^ {2}add_dependencies\(wh_ui_assets interface_is_current\)$/m);
});
