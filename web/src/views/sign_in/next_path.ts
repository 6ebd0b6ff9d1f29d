// Where to go after signing in. Only paths of this site: a link must not be able to send people elsewhere.
export function nextPath(params: URLSearchParams): string {
  const next = params.get('next') ?? '';
  return /^\/(?![/\\])/.test(next) && !next.startsWith('/sign_in') ? next : '/today';
}
