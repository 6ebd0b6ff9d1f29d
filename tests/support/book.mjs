// A server on a fresh book with the people of the access matrix: an admin, a manager, two sellers of different
// teams, a coach, a viewer, and nobody. Records come from the tests themselves.
import { Client } from './client.mjs';
import { fresh_schema, on_postgres } from './postgres.mjs';
import { serve, temporary_folder, token_of } from './program.mjs';

export const password = 'correct horse battery staple';

// `serve_with`: more of the command line, or a function that makes it of the schema (PostgreSQL).
export async function open_book({ locale = 'en', people = true, currency = 'CNY', postgres = on_postgres, serve_with = [] } = {}) {
  const folder = temporary_folder();
  const schema = postgres ? fresh_schema() : null;
  const database = schema?.url ?? `sqlite:${folder.path}/book.db`;
  const more = typeof serve_with === 'function' ? serve_with(schema) : serve_with;
  const start = () => serve(['--db', database, '--data-dir', folder.path, ...more]);
  const server = await start();
  const book = {
    server,
    database,
    schema,
    folder: folder.path,
    origin: server.origin,
    nobody: new Client(server.origin),
    clients: [],
    // The program ends and starts again on the same book; who was signed in still is.
    // Another server on the same database (PostgreSQL); who starts it stops it.
    start_another: start,
    restart: async () => {
      await book.server.stop();
      book.server = await start();
      book.origin = book.server.origin;
      for (const client of [...book.clients, book.nobody]) client.origin = book.origin;
    },
    close: async () => {
      for (const client of book.clients) client.close();
      book.nobody.close();
      await book.server.stop();
      schema?.remove();
      folder.remove();
    },
  };
  try {
    book.admin = await set_up(book, { locale, currency });
    if (people) await add_people(book);
  } catch (error) {
    await server.kill();
    error.message += `\n${server.log()}`;
    throw error;
  }
  return book;
}

export const setup_token = (server) => token_of(server.announced.setup_link);

async function set_up(book, { locale, currency }) {
  const admin = new Client(book.origin);
  book.clients.push(admin);
  const answer = await admin.post('setup', {
    token: setup_token(book.server),
    locale,
    name: 'Ada Admin',
    email: 'ada@example.com',
    password,
    workspace_name: 'Test book',
    currency,
    time_zone: 'Asia/Shanghai',
  });
  admin.user = answer.expect(200, 201).json.user;
  return admin;
}

async function add_people(book) {
  const { admin } = book;
  const north = (await admin.post('teams', { name: 'North' })).expect(201).json;
  const south = (await admin.post('teams', { name: 'South' })).expect(201).json;
  Object.assign(book, { north, south });
  book.manager = await add_person(book, { name: 'Mia Manager', email: 'mia@example.com', role: 'manager', team_id: north.id });
  book.seller = await add_person(book, { name: 'Sam Seller', email: 'sam@example.com', role: 'seller', team_id: north.id });
  book.stranger = await add_person(book, { name: 'Sue Stranger', email: 'sue@example.com', role: 'seller', team_id: south.id });
  book.coach = await add_person(book, { name: 'Cai Coach', email: 'cai@example.com', role: 'coach', team_id: north.id });
  book.viewer = await add_person(book, { name: 'Vic Viewer', email: 'vic@example.com', role: 'viewer' });
}

// Invites a person and lets them take the one-time link: a client that is signed in as them.
export async function add_person(book, person) {
  const created = (await book.admin.post('users', person)).expect(201).json;
  const token = token_of(created.invite_link);
  const client = new Client(book.origin);
  book.clients.push(client);
  (await client.post('password', { token, new_password: password })).expect(200, 204);
  (await client.post('session', { email: person.email, password })).expect(200, 201);
  client.user = created;
  return client;
}
