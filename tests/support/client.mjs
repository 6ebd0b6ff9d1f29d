// An HTTP client for tests: cookies, JSON, and every header under the test's control (fetch would add its own).
import { randomUUID } from 'node:crypto';
import { Agent, request as http_request } from 'node:http';

const answer_timeout_ms = 60_000;

export class Client {
  constructor(origin, headers = {}) {
    this.origin = origin;
    this.headers = headers;
    this.cookies = new Map();
    this.agent = new Agent({ keepAlive: true, maxSockets: 64 });
  }

  close() {
    this.agent.destroy();
  }

  // body: an object becomes JSON, a Buffer or a string is sent as it is. A POST carries an Idempotency-Key as the interface does.
  send(method, path, body, headers = {}) {
    const url = new URL(path.startsWith('/') ? path : `/api/v1/${path}`, this.origin);
    const all = { 'Accept-Language': 'en', ...this.headers };
    let bytes = null;
    if (body !== undefined && body !== null) {
      const is_raw = Buffer.isBuffer(body) || typeof body === 'string';
      bytes = Buffer.isBuffer(body) ? body : Buffer.from(is_raw ? body : JSON.stringify(body));
      all['Content-Type'] = 'application/json';
      all['Content-Length'] = String(bytes.length);
    }
    if (method === 'POST') all['Idempotency-Key'] = randomUUID();
    if (this.cookies.size) all.Cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    Object.assign(all, headers);
    for (const name of Object.keys(all)) if (all[name] === null) delete all[name];
    return new Promise((resolve, reject) => {
      const request = http_request(url, { method, headers: all, agent: this.agent }, (response) => {
        const parts = [];
        response.on('data', (part) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          this.keep_cookies(response.headers['set-cookie'] ?? []);
          const bytes_read = Buffer.concat(parts);
          resolve(new Answer(response.statusCode, response.headers, bytes_read));
        });
      });
      request.setTimeout(answer_timeout_ms, () => request.destroy(new Error(`no answer to ${method} ${path}`)));
      // An early refusal may close the connection while the body is still on its way; the answer has come by then.
      request.on('error', reject);
      request.end(bytes);
    });
  }

  keep_cookies(lines) {
    for (const line of lines) {
      const [pair, ...attributes] = line.split(';').map((part) => part.trim());
      const at = pair.indexOf('=');
      const gone = attributes.some((attribute) => /^max-age=0$/i.test(attribute)) || pair.slice(at + 1) === '';
      if (gone) this.cookies.delete(pair.slice(0, at));
      else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }

  get = (path, headers) => this.send('GET', path, undefined, headers);
  post = (path, body, headers) => this.send('POST', path, body, headers);
  patch = (path, body, headers) => this.send('PATCH', path, body, headers);
  delete = (path, headers) => this.send('DELETE', path, undefined, headers);

  // Through every page of a list.
  async all(path) {
    const items = [];
    for (let next = null, pages = 0; pages < 10_000; pages += 1) {
      const answer = await this.get(next ? `${path}${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(next)}` : path);
      answer.expect(200);
      items.push(...answer.json.items);
      next = answer.json.next;
      if (!next) return items;
    }
    throw new Error(`${path} has no last page`);
  }
}

export class Answer {
  constructor(status, headers, bytes) {
    this.status = status;
    this.headers = headers;
    this.bytes = bytes;
    this.text = bytes.toString('utf8');
    try {
      this.json = JSON.parse(this.text);
    } catch {
      this.json = null;
    }
  }

  get etag() {
    return this.headers.etag;
  }

  get undo_id() {
    return this.headers['x-undo-id'];
  }

  expect(...statuses) {
    if (!statuses.includes(this.status))
      throw new Error(`expected ${statuses.join(' or ')}, got ${this.status}: ${this.text.slice(0, 2000)}`);
    return this;
  }
}
