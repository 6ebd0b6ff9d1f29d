// What must be in a book after all that a ledger tells of (see docs/ARCHITECTURE.md, "Nothing acknowledged is lost"): every object that
// was acknowledged is there once and says what was acknowledged last, nothing is there that nobody asked for, each change has exactly
// one event, and the doctor finds the book in order. It reads the book through the API, as a person would.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { run } from '../support/program.mjs';

const hash_of = (text) => createHash('sha256').update(text).digest('hex').slice(0, 16);
const marker_in = (text) => /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/.exec(text ?? '')?.[0];

// Where each kind of record carries its marker, and the text whose hash the ledger holds.
const kinds = {
  accounts: { marker: (r) => r.external_id, text: (r) => r.description },
  opportunities: { marker: (r) => r.external_id, text: () => null },
  notes: { marker: (r) => marker_in(r.text), text: (r) => r.text },
  evidence: { marker: (r) => marker_in(r.quote), text: (r) => r.quote },
};

// Per object: must it be there, what may it say, how many changes of it are certain and how many possible.
function expectations(attempts) {
  const objects = new Map();
  for (const { op, kind, marker, hash, outcome } of attempts) {
    if (!objects.has(marker))
      objects.set(marker, { kind, there: 'no', texts: new Set(), changes: 0, doubtful_changes: 0 });
    const object = objects.get(marker);
    if (outcome === 'failed') continue;
    if (op === 'create') {
      if (outcome === 'ok') object.there = 'yes';
      else if (object.there === 'no') object.there = 'perhaps';
      object.texts = new Set([hash]);
    } else if (op === 'change') {
      if (outcome === 'ok') {
        object.texts = new Set([hash]);
        object.changes += 1;
      } else {
        object.texts.add(hash);
        object.doubtful_changes += 1;
      }
    } else if (op === 'delete') {
      object.there = outcome === 'ok' ? 'gone' : 'perhaps';
    }
  }
  return objects;
}

export async function compare(client, attempts) {
  const objects = expectations(attempts);
  const found = { lost: [], unexpected: [], duplicate: [], wrong: [] };
  const seen = new Map();
  for (const [kind, { marker: marker_of, text: text_of }] of Object.entries(kinds)) {
    for (const record of await client.all(`${kind}?limit=200`)) {
      const marker = marker_of(record);
      const expected = objects.get(marker);
      if (!expected || expected.kind !== kind || expected.there === 'no' || expected.there === 'gone') {
        found.unexpected.push(`${kind} ${marker ?? record.id} ${expected?.there ?? 'unheard of'}`);
        continue;
      }
      if (seen.has(marker)) found.duplicate.push(`${kind} ${marker}`);
      seen.set(marker, record);
      const text = text_of(record);
      if (!expected.texts.has(text === null || text === undefined ? undefined : hash_of(text)))
        found.wrong.push(`${kind} ${marker} says otherwise`);
      const least = 1 + expected.changes;
      if (record.version < least || record.version > least + expected.doubtful_changes)
        found.wrong.push(`${kind} ${marker} has version ${record.version}, not ${least}`);
    }
  }
  for (const [marker, { kind, there }] of objects) if (there === 'yes' && !seen.has(marker)) found.lost.push(`${kind} ${marker}`);
  return found;
}

export function assert_nothing_lost(found) {
  for (const [what, list] of Object.entries(found)) assert.deepEqual(list.slice(0, 5), [], `${list.length} ${what}`);
}

// The parts that a person cannot see from outside: chain, events and versions, derived positions, counts, the search index.
export function assert_in_order(db) {
  const doctor = run(['doctor', '--json', '--db', db]);
  assert.ok(doctor.code === 0 || doctor.code === 1, doctor.stdout + doctor.stderr);
  const failed = JSON.parse(doctor.stdout).checks.filter(({ state }) => state === 'failed');
  assert.deepEqual(failed, []);
  const audit = run(['audit', 'verify', '--json', '--db', db]);
  assert.equal(audit.code, 0, audit.stdout + audit.stderr);
  return JSON.parse(audit.stdout);
}

// With no failure in n trials, the rate is below this with 95 % confidence.
export const bound = (trials) => `< ${(3 / trials).toPrecision(2)} a trial at 95 % after ${trials}`;
