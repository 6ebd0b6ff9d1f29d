// Light, dark, or as the system says. The choice is kept in this browser; first_paint.js applies it before React.
export type Theme = 'system' | 'light' | 'dark';

const storageKey = 'wheelhouse.theme';
const dark = window.matchMedia('(prefers-color-scheme: dark)');

export function theme(): Theme {
  try {
    const stored = localStorage.getItem(storageKey);
    return stored === 'light' || stored === 'dark' ? stored : 'system';
  } catch {
    return 'system';
  }
}

function apply(): void {
  const chosen = theme();
  document.documentElement.dataset.theme = chosen === 'dark' || (chosen === 'system' && dark.matches) ? 'dark' : 'light';
}

export function setTheme(next: Theme): void {
  try {
    if (next === 'system') localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, next);
  } catch {
    // Storage is forbidden: nothing to remember, the next line still applies the system's theme.
  }
  apply();
}

export function startTheme(): void {
  apply();
  dark.addEventListener('change', apply);
}
