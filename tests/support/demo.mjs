// Signing in to a demo server with the one-time link it printed.
export async function sign_in_by_link(client, server) {
  const link = new URL(server.announced.sign_in_link);
  const token = link.searchParams.get('token');
  (await client.post('session', { token })).expect(200, 201);
}
