// What one request costs, asked one after the other over one connection:   node ask.mjs < questions.json
// questions: { origin, cookie, repeats, asks: { name: { path, body? } } }. Prints { name: { p50, p95 } } in milliseconds.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Agent, request as http_request } from 'node:http';

const { origin, cookie, repeats, asks } = JSON.parse(readFileSync(0, 'utf8'));
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

function ask({ path, body }) {
  const headers = { Cookie: cookie };
  const bytes = body ? Buffer.from(JSON.stringify(body)) : null;
  if (bytes) Object.assign(headers, { 'Content-Type': 'application/json', 'Content-Length': bytes.length });
  if (bytes) headers['Idempotency-Key'] = randomUUID();
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const request = http_request(new URL(path, origin), { method: bytes ? 'POST' : 'GET', headers, agent }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => {
        if (answer.statusCode >= 300) return reject(new Error(`${path}: ${answer.statusCode} ${Buffer.concat(parts)}`));
        resolve(performance.now() - began);
      });
    });
    request.on('error', reject);
    request.end(bytes);
  });
}

const found = {};
for (const [name, question] of Object.entries(asks)) {
  for (let i = 0; i < 15; i += 1) await ask(question);
  const times = [];
  for (let i = 0; i < repeats; i += 1) times.push(await ask(question));
  times.sort((a, b) => a - b);
  found[name] = { p50: times[Math.floor(repeats / 2)], p95: times[Math.floor(repeats * 0.95)] };
}
agent.destroy();
console.log(JSON.stringify(found));
