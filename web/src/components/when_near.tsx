// Draws what it holds once a person comes near it, and keeps it from then on. What lies far below asks the server for nothing.
import { useEffect, useRef, useState, type ReactNode } from 'react';

const ahead = '300px';

export function WhenNear({ height, children }: { height: number; children: ReactNode }) {
  const [near, setNear] = useState(typeof IntersectionObserver === 'undefined');
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (near || !place.current) return undefined;
    const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && setNear(true), { rootMargin: ahead });
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [near]);
  return near ? children : <div ref={place} style={{ height }} aria-hidden="true" />;
}
