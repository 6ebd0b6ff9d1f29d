// Signing in to a demo server with the one-time link it printed.
import { token_of } from './program.mjs';

export async function sign_in_by_link(client, server) {
  (await client.post('session', { token: token_of(server.announced.sign_in_link) })).expect(200, 201);
}
