// The arrow of docs/ARCHITECTURE.md, kept by reading every #include under src/: who may know whom.
// A layer may include itself and what its row names, nothing else. Tests beside the code obey the same row.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { code_without_comments, files_below, includes_of, lines_of } from './source_tree.mjs';

const may_include = {
  base: [],
  text: ['base'],
  reflect: ['base'],
  lang: ['base'],
  http: ['base'],
  domain: ['base', 'reflect'],
  method: ['base', 'reflect', 'domain'],
  analytics: ['base', 'reflect', 'domain', 'method'],
  rulebook: ['base', 'reflect', 'domain', 'method', 'analytics'],
  exchange: ['base', 'text', 'reflect', 'domain'],
  print: ['base'],
  oidc: ['base', 'reflect'],
  storage: ['base', 'text', 'reflect', 'domain'],
  service: ['base', 'text', 'reflect', 'domain', 'method', 'analytics', 'rulebook', 'exchange', 'print', 'oidc', 'storage', 'lang'],
  // Data is reached through service alone: authorisation and history cannot be walked around.
  api: ['base', 'text', 'reflect', 'domain', 'method', 'rulebook', 'print', 'lang', 'oidc', 'http', 'service'],
  cli: ['base', 'text', 'reflect', 'domain', 'method', 'rulebook', 'exchange', 'print', 'lang', 'oidc', 'service', 'http', 'api'],
};

// Headers of a layer further down that an outer one may know: the database to open, the transaction to hand to a use case,
// a record found by the name somebody typed.
const may_include_also = {
  api: ['storage/database.h', 'storage/session.h'],
  cli: [
    'storage/database.h',
    'storage/session.h',
    'storage/connection_security.h',
    'storage/match_store.h',
    'storage/copy_book.h',
    'storage/migrations/migrate.h',
  ],
};

const sources = files_below('src', /\.(cc|h|inc)$/);
const layer_of = (path) => path.split('/')[1];

test('every folder under src/ has a row in the arrow', () => {
  const folders = new Set(sources.filter((path) => path.split('/').length > 2).map(layer_of));
  assert.deepEqual(
    [...folders].filter((folder) => !(folder in may_include)),
    [],
  );
});

test('the arrow itself has no circle', () => {
  const visit = (layer, above) => {
    assert.ok(!above.includes(layer), `${[...above, layer].join(' -> ')}`);
    for (const below of may_include[layer]) visit(below, [...above, layer]);
  };
  for (const layer of Object.keys(may_include)) visit(layer, []);
});

test('includes follow the arrow', () => {
  const wrong = [];
  for (const path of sources) {
    const layer = layer_of(path);
    if (!(layer in may_include)) continue; // main.cc builds everything
    for (const { line, target, quoted } of includes_of(path)) {
      if (!quoted) continue;
      const folder = target.split('/')[0];
      if (!target.includes('/')) wrong.push(`${path}:${line}: "${target}" is not named from src/`);
      else if (folder !== layer && !may_include[layer].includes(folder) && !may_include_also[layer]?.includes(target)) {
        wrong.push(`${path}:${line}: ${layer} may not include ${folder} ("${target}")`);
      }
    }
  }
  assert.deepEqual(wrong, []);
});

// method/ and analytics/ are pure: the same inputs give the same answer, on any machine, on any day.
test('rules of the method touch no clock, chance, file, socket, database or log', () => {
  const banned_headers = new RegExp(
    `^(${[
      'chrono|ctime|time\\.h|random|fstream|iostream|ostream|filesystem|cstdio|stdio\\.h|unistd\\.h',
      'thread|mutex|atomic|future|condition_variable',
      'sys/.*|netinet/.*|spdlog/.*|sqlite3\\.h|libpq-fe\\.h|boost/.*',
      'base/clock\\.h|base/id\\.h|storage/.*',
    ].join('|')})$`,
  );
  const banned_calls = new RegExp(
    `\\b(${[
      'system_clock|steady_clock|high_resolution_clock|std::time|gettimeofday|clock_gettime',
      'std::rand|random_device|getenv|std::cout|std::cerr|printf|fopen',
    ].join('|')})\\b`,
  );
  const wrong = [];
  for (const path of sources) {
    if (!['method', 'analytics'].includes(layer_of(path)) || path.endsWith('_test.cc')) continue;
    for (const { line, target } of includes_of(path)) if (banned_headers.test(target)) wrong.push(`${path}:${line}: <${target}>`);
    code_without_comments(path)
      .split('\n')
      .forEach((text, index) => {
        const match = banned_calls.exec(text);
        if (match) wrong.push(`${path}:${index + 1}: ${match[1]}`);
        if (/^static (?!const|constexpr|inline)[^(]*;|^thread_local\b/.test(text))
          wrong.push(`${path}:${index + 1}: a global that can change`);
      });
  }
  assert.deepEqual(wrong, []);
});

// service/ writes portable SQL over the Session contract; what people and programs call (api, cli) writes none. But for:
const may_write_sql = [
  'src/api/event_hub.cc', // whose record a notice speaks of, so that a stream tells it to nobody else
  'src/api/idempotency.cc', // the edge's own bookkeeping
  'src/api/meta_handlers.cc', // is the database there at all
  'src/api/wheel_handlers.cc', // names for dots that service has already allowed
];
test('only storage/ knows a database engine; api and cli write no SQL', () => {
  const engine = /\b(sqlite3(_\w+)?|PGconn|PGresult|PQ[a-z]\w+)\b/;
  const statement =
    /"\s*(SELECT\b|INSERT (OR \w+ )?INTO\b|UPDATE \w+ SET\b|DELETE FROM\b|CREATE (TABLE|INDEX|VIRTUAL)\b|PRAGMA\b)/i;
  const wrong = [];
  for (const path of sources) {
    if (layer_of(path) === 'storage') continue;
    for (const { line, target } of includes_of(path)) {
      if (/^(sqlite3|libpq-fe)\.h$/.test(target)) wrong.push(`${path}:${line}: <${target}>`);
    }
    code_without_comments(path)
      .split('\n')
      .forEach((text, index) => {
        if (engine.test(text.replace(/"(?:[^"\\]|\\.)*"/g, '""'))) wrong.push(`${path}:${index + 1}: ${engine.exec(text)?.[0]}`);
        if (['api', 'cli'].includes(layer_of(path)) && !may_write_sql.includes(path) && statement.test(text))
          wrong.push(`${path}:${index + 1}: ${text.trim().slice(0, 60)}`);
      });
  }
  assert.deepEqual(wrong, []);
});

// What a customer is handed is laid out from CustomerFacing alone: the file that does it can name no record, so nothing that stays in
// the house can slip in later.
test('the layout of a proposal knows no record and no database', () => {
  const layout = 'src/service/proposal_document.cc';
  assert.deepEqual(
    includes_of(layout).filter(({ quoted }) => quoted).map(({ target }) => target),
    ['service/proposal.h'],
  );
  assert.ok(!/\b(storage::|Session|Actor|Opportunity|Contact|Competitor|select_records|find_record)\b/.test(code_without_comments(layout)));
  // Only one file fills it.
  const fills = sources.filter((path) => !path.endsWith('_test.cc') && /\bCustomerFacing \w+;/.test(code_without_comments(path)));
  assert.deepEqual(fills, ['src/service/proposal_records.cc']);
});

// A file that includes Asio or Beast costs half a minute of compile, and g++ 12 miscompiles temporaries in coroutines.
test('Asio and Beast stay inside http/, coroutines stay out', () => {
  const wrong = [];
  for (const path of sources) {
    for (const { line, target } of includes_of(path)) {
      if (/^boost\/(asio|beast)/.test(target) && layer_of(path) !== 'http') wrong.push(`${path}:${line}: <${target}>`);
    }
    code_without_comments(path)
      .split('\n')
      .forEach((text, index) => /\bco_(await|yield|return)\b/.test(text) && wrong.push(`${path}:${index + 1}: coroutine`));
  }
  assert.deepEqual(wrong, []);
});

test('every header says at its top what it is for, and is included once', () => {
  const wrong = [];
  for (const path of sources) {
    if (!path.endsWith('.h')) continue;
    const lines = lines_of(path);
    if (!/^\/\/ \S/.test(lines[0])) wrong.push(`${path}: begins without a comment that says what it is for`);
    if (!lines.includes('#pragma once')) wrong.push(`${path}: lacks #pragma once`);
  }
  assert.deepEqual(wrong, []);
});
