// Keyboard shortcuts. One listener on the window serves all: the component mounted last is asked first. Letters are
// ignored while somebody types or composes with an input method, and when switched off in the preferences.
import { useEffect, useRef } from 'react';
import { preferences } from './preferences';

/** Keys as "g t" (one after the other), "?", "mod+k" (⌘ or Ctrl), "Escape". */
export type KeyMap = Record<string, (event: KeyboardEvent) => void>;

const stack: { current: KeyMap }[] = [];
let prefix = '';
let prefixAt = 0;
const prefixHolds = 1200;

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'range'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.getAttribute('role') === 'spinbutton';
}

function nameOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return event.metaKey || event.ctrlKey ? `mod+${key}` : key;
}

function find(name: string): ((event: KeyboardEvent) => void) | undefined {
  for (let index = stack.length - 1; index >= 0; index -= 1) {
    const handler = stack[index]?.current[name];
    if (handler) return handler;
  }
  return undefined;
}

function onKeyDown(event: KeyboardEvent): void {
  // keyCode 229 marks keys eaten by an input method in browsers that end composition before keydown.
  if (event.isComposing || event.keyCode === 229 || event.defaultPrevented || event.altKey) return;
  const name = nameOf(event);
  if (!name.startsWith('mod+')) {
    if (isTyping(event.target)) return;
    if (event.key.length === 1 && !preferences().letterKeys && event.key !== '?') return;
    if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"].menu')) return;
  }
  const combined = prefix && performance.now() - prefixAt < prefixHolds ? find(`${prefix} ${name}`) : undefined;
  const handler = combined ?? find(name);
  prefix = '';
  if (handler) {
    event.preventDefault();
    handler(event);
  } else if (name === 'g') {
    prefix = 'g';
    prefixAt = performance.now();
  }
}

export function useKeys(map: KeyMap): void {
  const latest = useRef(map);
  latest.current = map;
  useEffect(() => {
    if (stack.length === 0) window.addEventListener('keydown', onKeyDown);
    stack.push(latest);
    return () => {
      stack.splice(stack.indexOf(latest), 1);
      if (stack.length === 0) window.removeEventListener('keydown', onKeyDown);
    };
  }, []);
}
