// Answers that first_paint.js asked for before the application was there. Each serves the first question for the same
// address, and only that: what is asked again, or later than a start takes, goes to the server.
declare global {
  interface Window {
    wheelhouseEarly?: Record<string, Promise<Response> | undefined>;
  }
}

const freshFor = 10_000; // milliseconds since the navigation began

/** `address` as first_paint.js wrote it: without the base, the query in the order the application writes it. */
export function takeEarly(address: string): Promise<Response> | undefined {
  const early = window.wheelhouseEarly;
  const answer = early?.[address];
  if (!early || !answer) return undefined;
  delete early[address];
  return performance.now() < freshFor ? answer : undefined;
}

/** After a write (a sign-in is one) none of them holds. */
export function dropEarly(): void {
  delete window.wheelhouseEarly;
}
