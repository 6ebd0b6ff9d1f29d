// The live stream as a browser hears it.
import { request } from 'node:http';

// { heard, close }: what `client`'s stream says, as it comes.
export function listen(client) {
  const cookie = [...client.cookies].map((pair) => pair.join('=')).join('; ');
  const heard = [];
  return new Promise((resolve, reject) => {
    const outgoing = request(new URL('/api/v1/events', client.origin), { headers: { Cookie: cookie } }, (answer) => {
      if (answer.statusCode !== 200) return reject(new Error(`events: ${answer.statusCode}`));
      answer.setEncoding('utf8').on('error', () => {});
      answer.on('data', (text) => {
        for (const [, json] of text.matchAll(/^data: (.*)$/gm)) heard.push(JSON.parse(json));
      });
      resolve({ heard, close: () => outgoing.destroy() });
    });
    outgoing.on('error', reject).end();
  });
}
