// How wide the window is, in the steps of DESIGN §6.2, for the few places where CSS alone cannot lay a thing out.
import { useSyncExternalStore } from 'react';

const steps = [1600, 1440, 1280, 1024, 640] as const;

function currentStep(): number {
  return steps.find((step) => window.innerWidth >= step) ?? 0;
}

function onResize(changed: () => void): () => void {
  window.addEventListener('resize', changed);
  return () => window.removeEventListener('resize', changed);
}

/** The largest of 1600, 1440, 1280, 1024, 640 that fits, or 0. */
export function useViewportStep(): number {
  return useSyncExternalStore(onResize, currentStep);
}

export function usePhone(): boolean {
  return useViewportStep() === 0;
}
