// What the program is made of, as CycloneDX 1.5 (JSON) on standard output: the Debian packages of tools/packages.sh and the libraries
// that they bring, in the versions of this machine, and the npm packages that web/package-lock.json pins, with their hashes.
//
//   node tools/sbom.mjs > wheelhouse.cdx.json        the build writes build/release/wheelhouse.cdx.json
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const words = (text) => text.split(/\s+/).filter(Boolean);
const run = (command, args) => execFileSync(command, args, { encoding: 'utf8', cwd: root, maxBuffer: 64 << 20 });

function listed(name) {
  return words(run('bash', ['-c', `. tools/packages.sh; printf '%s\\n' "\${${name}[@]}"`]));
}

// name -> { version, architecture, source, depends } of what is installed.
function installed() {
  const format = '${binary:Package}\t${db:Status-Status}\t${Version}\t${Architecture}\t${source:Package}\t${Depends}\n';
  const found = new Map();
  for (const line of run('dpkg-query', ['-W', '-f', format]).split('\n')) {
    const [name, status, version, architecture, source, depends = ''] = line.split('\t');
    if (status !== 'installed') continue;
    // "libpq5 (= 15.8), libssl-dev | libssl3": the first of each choice, without versions.
    const needs = depends.split(',').map((one) => one.trim().split(/[ |:]/)[0]);
    found.set(name.split(':')[0], { version, architecture, source, needs: needs.filter(Boolean) });
  }
  return found;
}

function debian_release() {
  const text = readFileSync('/etc/os-release', 'utf8');
  const of = (name) => new RegExp(`^${name}="?([^"\n]*)"?$`, 'm').exec(text)?.[1] ?? '';
  return { vendor: of('ID'), distro: `${of('ID')}-${of('VERSION_ID')}` };
}

function debian_components() {
  const all = installed();
  const { vendor, distro } = debian_release();
  const asked = new Set([...listed('build_packages'), ...listed('runtime_packages')]);
  const missing = [...asked].filter((name) => !all.has(name) && !listed('runtime_packages').includes(name));
  if (missing.length > 0) process.stderr.write(`not in the list, as not installed here: ${missing.join(' ')}\n`);
  // A -dev package brings the library that is linked: one step, and through packages that only lead to others ("libboost-json-dev").
  const names = new Set([...asked].filter((name) => all.has(name)));
  for (const name of names) for (const need of all.get(name).needs) if (/^lib/.test(need) && all.has(need)) names.add(need);
  return [...names].sort().map((name) => {
    const { version, architecture, source } = all.get(name);
    const purl = `pkg:deb/${vendor}/${encodeURIComponent(name)}@${encodeURIComponent(version)}?arch=${architecture}&distro=${distro}`;
    const properties = [{ name: 'debian:source', value: source }];
    return { type: 'library', 'bom-ref': purl, name, version, purl, properties };
  });
}

function npm_components() {
  const { packages } = JSON.parse(readFileSync(join(root, 'web', 'package-lock.json'), 'utf8'));
  const found = new Map();
  for (const [path, { version, integrity = '', dev = false, license }] of Object.entries(packages)) {
    if (path === '') continue;
    const full = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const purl = `pkg:npm/${full.replace('@', '%40')}@${version}`;
    const [algorithm, digest] = integrity.split('-');
    const alg = algorithm.toUpperCase().replace('SHA', 'SHA-');
    const hashes = digest ? [{ alg, content: Buffer.from(digest, 'base64').toString('hex') }] : [];
    const [group, name] = full.startsWith('@') ? full.split('/') : [undefined, full];
    const licenses = license ? [{ expression: license }] : undefined;
    // What builds the interface is not in it.
    const one = { type: 'library', 'bom-ref': purl, group, name, version, scope: dev ? 'excluded' : 'required', purl, hashes, licenses };
    if (!found.has(purl) || !dev) found.set(purl, one);
  }
  return [...found.values()].sort((a, b) => (a.purl < b.purl ? -1 : 1));
}

const version = readFileSync(join(root, 'VERSION'), 'utf8').trim();
const components = [...debian_components(), ...npm_components()];
const bom = {
  $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  version: 1,
  metadata: { component: { type: 'application', 'bom-ref': `wheelhouse@${version}`, name: 'wheelhouse', version } },
  components,
  dependencies: [{ ref: `wheelhouse@${version}`, dependsOn: components.filter((one) => one.scope !== 'excluded').map((one) => one.purl) }],
};
process.stdout.write(`${JSON.stringify(bom, null, 2)}\n`);
