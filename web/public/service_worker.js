// Keeps what the page of a call needs, so that it opens again where there is no signal. Registered from that page alone
// (app/keep_offline.ts); the network always comes first, and what is kept goes when its person signs out.
const name = 'wheelhouse-live';

self.addEventListener('install', () => void self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

// {keep: [address, …]}: fetched anew and put by. Of what was kept before, files of an older program go; other calls of the day stay.
self.addEventListener('message', (event) => {
  const addresses = event.data?.keep;
  if (Array.isArray(addresses)) event.waitUntil(keep(addresses.map((address) => new URL(address, location.origin).href)));
});

async function keep(addresses) {
  const cache = await caches.open(name);
  await Promise.allSettled(
    addresses.map(async (address) => {
      const answer = await fetch(address, { credentials: 'same-origin' });
      if (answer.ok) await cache.put(address, answer);
    }),
  );
  const wanted = new Set(addresses);
  for (const request of await cache.keys())
    if (new URL(request.url).pathname.startsWith('/assets/') && !wanted.has(request.url)) await cache.delete(request);
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin || pathname.endsWith('/events')) return;
  event.respondWith(
    fetch(request).catch(async (failure) => {
      const cache = await caches.open(name);
      // Every page is the one document; what it cannot reach, it says.
      const kept = await cache.match(request.mode === 'navigate' ? '/' : request.url, { ignoreVary: true });
      if (kept) return kept;
      throw failure;
    }),
  );
});
