// One person, exported and erased: a dry run that tells the truth, nothing left of him in any byte the book keeps, a history that still
// verifies, and nobody but administrators.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { add_person, open_book } from '../support/book.mjs';
import { run_cases } from '../support/cases.mjs';
import { on_postgres } from '../support/postgres.mjs';
import { run, run_json } from '../support/program.mjs';

let book;
before(async () => {
  book = await open_book();
});
after(() => book?.close());

const any = { 'If-Match': '*' };
const name = '欧阳孤鸿';
// Each is looked for as it stands, in UTF-8; pinyin as the search would have it.
const identifiers = [name, 'ouyangguhong', 'guhong.ouyang@yilan-steel.example', '13912345678', '139 1234 5678', '0571-88990011'];
const said = 'We count the coils three nights a month';
const title = 'Keeper of the western coil store';

async function furnish() {
  const { admin, seller } = book;
  const make = async (collection, body, headers) => (await seller.post(collection, body, headers)).expect(201).json;
  const place = {};
  place.account = await make('accounts', { name: `Yilan Steel ${randomUUID().slice(0, 4)}` });
  const on_account = { account_id: place.account.id };
  place.deal = await make('opportunities', {
    ...on_account,
    name: `Coil counting for ${name}`,
    description: `Asked for by ${name}, guhong.ouyang@yilan-steel.example`,
    opened_at: '2025-01-06T00:00:00Z',
  });
  const on_deal = { opportunity_id: place.deal.id };
  place.person = await make('contacts', {
    ...on_account,
    name,
    title,
    email: 'guhong.ouyang@yilan-steel.example',
    mobile: '139 1234 5678',
    phone: '0571-88990011',
    department: 'Stores',
    role: 'user',
    level: 'operating',
    attitude: 2,
    external_id: 'CRM-778899',
  });
  place.other = await make('contacts', { ...on_account, name: 'Bai Jie', description: `Reports to ${name}` });
  place.call = await make('calls', {
    ...on_deal,
    subject: `Visit to ${name}`,
    held_at: '2026-01-05T08:00:00Z',
    contact_ids: [place.person.id],
    observations: 'Nervous about the audit',
  });
  place.note = await make('notes', { ...on_account, contact_id: place.person.id, text: said });
  place.mention = await make('notes', { ...on_account, text: `Ring ${name} at 139-1234-5678 or 13912345678 (8 to 10).` });
  place.need = await make('needs', { ...on_deal, text: 'Count faster' });
  place.quote = await make('need_quotes', { need_id: place.need.id, contact_id: place.person.id, kind: 'difficulty', text: said });
  place.evidence = await make('evidence', {
    ...on_deal,
    code: 'AK1',
    source_class: 'quote',
    contact_id: place.person.id,
    quote: said,
    observed_at: '2026-01-05T08:00:00Z',
  });
  const file = (bytes, to, file_name) =>
    make(`attachments?${to}`, Buffer.from(bytes), {
      'X-File-Name': encodeURIComponent(file_name),
      'Content-Type': 'application/octet-stream',
    });
  place.card = await file('scan of a card: guhong.ouyang', `contact_id=${place.person.id}`, `${name}.txt`);
  place.minutes = await file(`Present: ${name}, Bai Jie`, `opportunity_id=${place.deal.id}`, 'minutes.txt');
  place.plain = await file('Nobody in here', `opportunity_id=${place.deal.id}`, `Plan with ${name}.txt`);
  place.picture = await file(Buffer.from('89504e470d0a1a0a00', 'hex'), `opportunity_id=${place.deal.id}`, 'site.png');
  // A former name and number, undone and deleted records: what only the history holds.
  const renamed = (await seller.patch(`contacts/${place.person.id}`, { phone: '0571-11223344' }, any)).expect(200);
  (await seller.patch(`contacts/${place.person.id}`, { phone: '0571-88990011' }, any)).expect(200);
  assert.ok(renamed.undo_id);
  const gone = await make('notes', { ...on_account, text: `${name} is on leave` });
  (await seller.delete(`notes/${gone.id}`, any)).expect(204);
  // An upload whose rows name him, and one that went in.
  const csv = `Company,Contact,Email\nYilan Steel,${name},guhong.ouyang@yilan-steel.example\n`;
  (await admin.post('imports', Buffer.from(csv), { 'X-File-Name': 'people.csv', 'Content-Type': 'text/csv' })).expect(201);
  // A kept answer that names him (every POST above left one too).
  return place;
}

// Every byte that the book keeps: the file with its -wal, or a dump; uploads; the log.
function bytes_of(book) {
  const parts = [];
  const walk = (folder) => {
    for (const entry of readdirSync(folder)) {
      const path = join(folder, entry);
      if (statSync(path).isDirectory()) walk(path);
      else if (statSync(path).isFile()) parts.push([path, readFileSync(path)]);
    }
  };
  walk(book.folder);
  parts.push(['log', Buffer.from(book.server.log())]);
  if (on_postgres) {
    const dump = execFileSync('pg_dump', ['--schema', book.schema.name, '--dbname', book.database.replace(/&options=.*$/, '')], {
      maxBuffer: 1 << 30,
    });
    parts.push(['dump', dump]);
  }
  return parts;
}
function places_of(text) {
  const found = [];
  const hex = Buffer.from(text).toString('hex'); // pg_dump writes bytes so
  for (const [path, bytes] of bytes_of(book))
    for (const needle of [text, hex]) if (bytes.includes(needle)) found.push(`${needle} in ${path}`);
  return found;
}

test('nothing of an erased person is left in any byte, and the history still verifies', async () => {
  const place = await furnish();
  const all = [...identifiers, said, title, 'Nervous about the audit', 'CRM-778899', 'scan of a card', '0571-11223344'];
  for (const text of [name, said, 'guhong.ouyang@yilan-steel.example'])
    assert.ok(places_of(text).length > 0, `the search for ${text} is blind`);

  const exported = (await book.admin.get(`privacy/contacts/${place.person.id}/export`)).expect(200);
  assert.match(exported.headers['content-disposition'], /^attachment; filename="person-[0-9a-f-]+\.json"/);
  const held = exported.json;
  assert.equal(held.record.name, name);
  assert.deepEqual(held.linked.notes.map((one) => one.id), [place.note.id]);
  assert.deepEqual(held.linked.need_quotes.map((one) => one.id), [place.quote.id]);
  assert.deepEqual(held.linked.evidence.map((one) => one.id), [place.evidence.id]);
  assert.deepEqual(held.linked.calls.map((one) => one.id), [place.call.id]);
  assert.deepEqual(held.mentions.notes.map((one) => one.id), [place.mention.id]);
  assert.equal(Buffer.from(held.files[0].content_base64, 'base64').toString(), 'scan of a card: guhong.ouyang');
  assert.ok(held.events.length >= 3);

  const plan = (await book.admin.get(`privacy/contacts/${place.person.id}/erasure`)).expect(200).json;
  const row = (id) => plan.items.find((one) => one.id === id);
  assert.deepEqual(
    [place.person, place.note, place.quote, place.evidence, place.call].map((one) => row(one.id)?.act),
    ['blanked', 'blanked', 'blanked', 'blanked', 'blanked'],
  );
  assert.deepEqual([row(place.mention.id).act, row(place.mention.id).fields], ['redacted', ['text']]);
  assert.deepEqual([row(place.deal.id).act, row(place.deal.id).fields], ['redacted', ['name', 'description']]);
  assert.equal(row(place.other.id).act, 'redacted');
  assert.deepEqual([row(place.card.id).act, row(place.minutes.id).act, row(place.plain.id).act], ['removed', 'removed', 'redacted']);
  assert.deepEqual(plan.unread_files.map((one) => one.id), [place.picture.id]);
  assert.ok(plan.events > 10 && plan.kept_answers > 5 && plan.imports === 1);
  for (const text of all) assert.ok(!JSON.stringify(plan).includes(text), 'a plan names nobody');
  assert.equal((await book.admin.get(`contacts/${place.person.id}`)).expect(200).json.name, name, 'a dry run changes nothing');

  // Whoever watches is told which records changed, and nothing more.
  const done = (await book.admin.post(`privacy/contacts/${place.person.id}/erasure`, { confirm: name })).expect(200);
  assert.equal(done.undo_id, undefined, 'there is no way back');
  assert.deepEqual(done.json.items, plan.items, 'what was shown is what was done');

  for (const text of all) assert.deepEqual(places_of(text), []);

  const person = (await book.admin.get(`contacts/${place.person.id}`)).expect(200).json;
  assert.equal(person.name, '(erased person)');
  for (const field of ['title', 'phone', 'mobile', 'email', 'description', 'attitude', 'influence', 'external_id'])
    assert.equal(person[field], null, field);
  assert.deepEqual([person.department, person.role, person.level], ['Stores', 'user', 'operating']);
  const mention = (await book.admin.get(`notes/${place.mention.id}`)).expect(200).json.text;
  assert.equal(mention, 'Ring (erased person) at (erased person) or (erased person) (8 to 10).');
  assert.equal((await book.admin.get(`notes/${place.note.id}`)).expect(200).json.text, '(erased on request)');
  assert.equal((await book.admin.get(`evidence/${place.evidence.id}`)).expect(200).json.quote, null);
  (await book.admin.get(`attachments/${place.card.id}/content`)).expect(404);
  assert.equal((await book.admin.get(`contacts/${place.other.id}`)).expect(200).json.name, 'Bai Jie');
  for (const text of [name, 'ouyangguhong', 'oygh'])
    assert.deepEqual((await book.admin.get(`search?q=${encodeURIComponent(text)}`)).expect(200).json.items, []);

  const history = (await book.admin.get(`history?object=contact:${place.person.id}`)).expect(200).json.items;
  assert.equal(history.filter((one) => one.verb === 'erase' && one.actor.id === book.admin.user.id).length, 1);
  assert.ok(history.filter((one) => one.verb !== 'erase').every((one) => one.erased && !one.before && !one.after));
  const audit = run_json(['audit', 'verify', '--json', '--db', book.database]);
  assert.equal(audit.first_bad_seq, null);
  assert.ok(audit.erased >= plan.events);
  const checks = run_json(['doctor', '--json', '--db', book.database]).checks;
  assert.deepEqual(checks.filter(({ state }) => state === 'failed'), []);

  // Undoing what was written before brings nothing back, nor does erasing twice do harm.
  const made = history.find((one) => one.action === 'create');
  await book.admin.post('undo', { change_id: made.change_id });
  await book.admin.post('undo', { change_id: history.find((one) => one.verb === 'erase').change_id });
  for (const text of all) assert.deepEqual(places_of(text), []);
  const again = (await book.admin.post(`privacy/contacts/${place.person.id}/erasure`, { confirm: name }));
  assert.ok(again.status === 404 || again.json.already_erased, again.text);
});

test('somebody of the same name elsewhere keeps it', async () => {
  const make = async (collection, body) => (await book.seller.post(collection, body)).expect(201).json;
  const ours = await make('accounts', { name: 'First of two' });
  const theirs = await make('accounts', { name: 'Second of two' });
  const person = await make('contacts', { account_id: ours.id, name: 'Zhang Wei' });
  const twin = await make('contacts', { account_id: theirs.id, name: 'Zhang Wei', email: 'other@second.example' });
  const here = await make('notes', { account_id: ours.id, text: 'Zhang Wei agreed; Zhang Weimin did not.' });
  const there = await make('notes', { account_id: theirs.id, text: 'Zhang Wei agreed.' });
  const done = (await book.admin.post(`privacy/contacts/${person.id}/erasure`, { confirm: 'Zhang Wei' })).expect(200).json;
  assert.equal(done.name_is_shared, true);
  assert.equal((await book.seller.get(`contacts/${twin.id}`)).json.name, 'Zhang Wei');
  assert.equal((await book.seller.get(`notes/${there.id}`)).json.text, 'Zhang Wei agreed.');
  assert.equal((await book.seller.get(`notes/${here.id}`)).json.text, '(erased person) agreed; Zhang Weimin did not.');
});

test('a colleague who left is erased with all he could come in by', async () => {
  const person = await add_person(book, { name: 'Leif Leaver', email: 'leif.leaver@example.com', role: 'seller' });
  const account = (await person.post('accounts', { name: 'Kept customer', description: 'Leif Leaver knows the way' })).expect(201).json;
  (await person.post('keys', { label: 'Leif Leaver laptop', scope: 'read' })).expect(201);
  const id = person.user.id;
  const active = await book.admin.post(`privacy/users/${id}/erasure`, { confirm: 'Leif Leaver' });
  assert.deepEqual([active.status, active.json.code], [409, 'person_active']);
  (await book.admin.patch(`users/${id}`, { disabled: true }, any)).expect(200);
  const exported = (await book.admin.get(`privacy/users/${id}/export`)).expect(200).json;
  assert.equal(exported.record.email, 'leif.leaver@example.com');
  (await book.admin.post(`privacy/users/${id}/erasure`, { confirm: 'Leif Leaver' })).expect(200);
  for (const text of ['Leif Leaver', 'leif.leaver@example.com', 'leifleaver']) assert.deepEqual(places_of(text), []);
  const kept = (await book.admin.get(`accounts/${account.id}`)).expect(200).json;
  assert.deepEqual([kept.description, kept.owner.name], ['(erased person) knows the way', '(erased person)']);
  assert.equal(run_json(['audit', 'verify', '--json', '--db', book.database]).first_bad_seq, null);
});

test('who may, and what is wrong', async (t) => {
  const account = (await book.seller.post('accounts', { name: 'Of the seller' })).expect(201).json;
  const person = (await book.seller.post('contacts', { account_id: account.id, name: 'Kept Person' })).expect(201).json;
  const url = `privacy/contacts/${person.id}/erasure`;
  const post = { method: 'POST', url, body: { confirm: 'Kept Person' } };
  const unknown = '01890000-0000-7000-8000-000000000000';
  const rows = [];
  for (const [who, status] of [
    ['nobody', 401],
    ['seller', 403],
    ['manager', 403],
    ['coach', 403],
    ['viewer', 403],
    ['stranger', 403],
  ])
    rows.push(
      { ...post, name: `${who} does not erase`, as: who, status },
      { name: `${who} sees no plan`, as: who, url, status, lacks: ['items'] },
      { name: `${who} exports nothing`, as: who, url: `privacy/contacts/${person.id}/export`, status, lacks: ['Kept Person'] },
    );
  await run_cases(
    t,
    [
      ...rows,
      { ...post, name: 'without the name', body: {}, status: 422, pointer: '/confirm' },
      { ...post, name: 'with another name', body: { confirm: 'kept person' }, status: 422, pointer: '/confirm' },
      { ...post, name: 'with more than that', body: { confirm: 'Kept Person', all: true }, status: 422, pointer: '/all' },
      { ...post, name: 'a body too large', body: () => JSON.stringify({ confirm: 'x'.repeat(2 << 20) }), status: 413 },
      { ...post, name: 'nobody there', url: `privacy/contacts/${unknown}/erasure`, status: 404 },
      { ...post, name: 'a colleague is no contact', url: `privacy/contacts/${book.seller.user.id}/erasure`, status: 404 },
      { name: 'a contact is no colleague', url: `privacy/users/${person.id}/export`, status: 404 },
    ],
    book,
  );
  assert.equal((await book.admin.get(`contacts/${person.id}`)).expect(200).json.name, 'Kept Person');
});

test('the command line does the same, beside the running server', { skip: on_postgres }, async () => {
  const account = (await book.seller.post('accounts', { name: 'Of the command' })).expect(201).json;
  const person = (
    await book.seller.post('contacts', { account_id: account.id, name: 'Cleo Command', email: 'cleo@command.example' })
  ).expect(201).json;
  const db = ['--db', book.database];
  const exported = run_json(['privacy', 'export', '--contact', 'cleo@command.example', ...db]);
  assert.equal(exported.id, person.id);
  const file = join(book.folder, 'cleo.json');
  assert.equal(run(['privacy', 'export', '--contact', person.id, '--to', file, ...db]).code, 0);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  execFileSync('rm', [file]);
  const dry = run(['privacy', 'erase', '--contact', 'cleo@command.example', '--dry-run', ...db]);
  assert.equal(dry.code, 0);
  assert.match(dry.stdout, /Would go:\n {2}emptied {2}Contact /);
  const refused = run(['privacy', 'erase', '--contact', 'cleo@command.example', ...db]);
  assert.deepEqual([refused.code, /--yes/.test(refused.stderr)], [2, true]);
  assert.equal((await book.admin.get(`contacts/${person.id}`)).expect(200).json.name, 'Cleo Command');
  const done = run(['privacy', 'erase', '--contact', 'cleo@command.example', '--yes', ...db]);
  assert.equal(done.code, 0, done.stderr);
  assert.match(done.stdout, /Backups from before/);
  for (const text of ['Cleo Command', 'cleo@command.example']) assert.deepEqual(places_of(text), []);
  assert.equal(run(['privacy', 'erase', '--contact', 'cleo@command.example', '--yes', ...db]).code, 4);
  assert.equal(run(['privacy', 'export', ...db]).code, 2);
  assert.ok(existsSync(join(book.folder, 'book.db')));
});
