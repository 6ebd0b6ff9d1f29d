// The width of an element, for charts drawn at their real size so that text is never scaled.
import { useCallback, useState } from 'react';

export function useWidth<Element extends HTMLElement>(initial: number): [(element: Element | null) => void, number] {
  const [width, setWidth] = useState(initial);
  const ref = useCallback((element: Element | null) => {
    if (!element) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.round(entry.contentRect.width));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}
