// The list of everything the program is made of: complete, in the versions that are there, and the same each time.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { read, root } from './source_tree.mjs';

const made = () => execFileSync('node', [join(root, 'tools', 'sbom.mjs')], { encoding: 'utf8', maxBuffer: 64 << 20 });

test('every package of the build and every one of the lock file is in it, by version', () => {
  const text = made();
  const bom = JSON.parse(text);
  assert.deepEqual([bom.bomFormat, bom.specVersion, bom.metadata.component.version], ['CycloneDX', '1.5', read('VERSION').trim()]);
  const by_name = (prefix) => new Map(bom.components.filter((one) => one.purl.startsWith(prefix)).map((one) => [one.name, one]));
  const debian = by_name('pkg:deb/');
  const listed = /readonly build_packages=\(([^)]*)\)/.exec(read('tools/packages.sh'))[1].split(/\s+/).filter(Boolean);
  assert.ok(listed.length > 25);
  for (const name of listed) {
    const there = execFileSync('dpkg-query', ['-W', '-f', '${Version}', name], { encoding: 'utf8' });
    assert.equal(debian.get(name)?.version, there, name);
  }
  // What is linked, not only what its headers come from.
  for (const library of ['libssl3', 'libsodium23', 'libpq5', 'libsqlite3-0', 'libcurl4']) assert.ok(debian.has(library), library);
  const lock = Object.entries(JSON.parse(read('web/package-lock.json')).packages).filter(([path]) => path);
  const refs = new Set(bom.components.map((one) => one['bom-ref']));
  assert.equal(refs.size, bom.components.length, 'a component twice');
  for (const [path, { version }] of lock) {
    const name = path.slice(path.lastIndexOf('node_modules/') + 13);
    assert.ok(refs.has(`pkg:npm/${name.replace('@', '%40')}@${version}`), path);
  }
  for (const one of bom.components.filter((c) => c.purl.startsWith('pkg:npm/')))
    assert.match(one.hashes[0]?.content ?? '', /^[0-9a-f]{128}$/, one.purl);
  const react = bom.components.find((one) => one.name === 'react');
  const vite = bom.components.find((one) => one.name === 'vite');
  assert.deepEqual([react.scope, vite.scope], ['required', 'excluded']);
  assert.ok(bom.dependencies[0].dependsOn.includes(react.purl) && !bom.dependencies[0].dependsOn.includes(vite.purl));
  // Nothing of the machine it was made on, and no times: two of one state are one.
  assert.doesNotMatch(text, /registry\.|\/home\/|\/tmp\/|node_modules/);
  assert.equal(made(), text);
});
