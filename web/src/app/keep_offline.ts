// Has the service worker put by what this page is made of: itself, its files, and what it was told by the server.
import { base } from '~/api/client';
import { queryClient } from '~/api/queries';

const cacheName = 'wheelhouse-live';

/** `ids`: of the records the page is of; other answers in use belong to the frame around it and are not kept. */
export function keepForNoSignal(ids: readonly (string | null)[]): void {
  // There is none on a plain address other than this machine's own, nor in some private windows.
  if (!('serviceWorker' in navigator)) return;
  void navigator.serviceWorker
    .register('/service_worker.js')
    .then(() => navigator.serviceWorker.ready)
    .then((registration) => {
      const files = performance
        .getEntriesByType('resource')
        .map((entry) => new URL(entry.name))
        .filter((url) => url.origin === location.origin && !url.pathname.startsWith(base))
        .map((url) => url.pathname + url.search);
      const answers = queryClient
        .getQueryCache()
        .findAll({ type: 'active' })
        .map((query) => query.meta?.address)
        .filter((address) => typeof address === 'string')
        .filter((address) => ids.some((id) => id && address.includes(id)));
      registration.active?.postMessage({ keep: [...new Set(['/', `${base}/session`, ...files, ...answers])] });
    })
    .catch(() => undefined); // then the page lives as long as its tab
}

/** Nothing that one person read is left for the next. */
export async function forgetKept(): Promise<void> {
  if ('caches' in window) await caches.delete(cacheName).catch(() => false);
}
