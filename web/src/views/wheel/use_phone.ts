// Whether the window is a phone's (below 640 px).
import { useSyncExternalStore } from 'react';

const phone = window.matchMedia('(max-width: 639px)');

export function usePhone(): boolean {
  return useSyncExternalStore(
    (listener) => {
      phone.addEventListener('change', listener);
      return () => phone.removeEventListener('change', listener);
    },
    () => phone.matches,
  );
}
