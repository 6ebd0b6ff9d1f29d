// Where to go after signing in. Only paths of this site: a link must not be able to send people elsewhere.
export function nextPath(params: URLSearchParams): string {
  const next = params.get('next') ?? '';
  return /^\/(?![/\\])/.test(next) && !next.startsWith('/sign_in') ? next : '/today';
}

// Over the way to the provider and back: of this tab alone.
const kept = 'wheelhouse.sign_in_next';
export function keepNext(path: string): void {
  sessionStorage.setItem(kept, path);
}
export function takeNext(): string {
  const next = sessionStorage.getItem(kept) ?? '';
  sessionStorage.removeItem(kept);
  return nextPath(new URLSearchParams({ next }));
}
