// Asks the server what a text seems to contain, a moment after the last letter. A late answer never replaces a newer
// one; without a line there are no suggestions, and nothing is said about it.
import { useEffect, useState } from 'react';
import { request } from '~/api/client';
import type { Suggestion } from './capture_body';

const pause = 600; // ms
const enough = 6; // letters

export interface Suggestions {
  suggestion: Suggestion | null;
  asking: boolean;
}

export function useSuggestions(text: string, accountId: string | null): Suggestions {
  const [state, setState] = useState<Suggestions>({ suggestion: null, asking: false });
  const asked = text.trim();
  useEffect(() => {
    if ([...asked].length < enough) {
      setState({ suggestion: null, asking: false });
      return undefined;
    }
    const abort = new AbortController();
    const timer = setTimeout(() => {
      setState((before) => ({ ...before, asking: true }));
      request<Suggestion>('/captures/suggest', { method: 'POST', body: { text: asked, account_id: accountId }, signal: abort.signal }).then(
        (answer) => setState({ suggestion: answer.body, asking: false }),
        () => !abort.signal.aborted && setState((before) => ({ ...before, asking: false })),
      );
    }, pause);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [asked, accountId]);
  return state;
}
