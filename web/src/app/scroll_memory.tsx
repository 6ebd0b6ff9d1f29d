// Back and forward return to where the page was scrolled; a new page starts at its top.
import { useEffect, useLayoutEffect, useRef } from 'react';
import { useLocation, useNavigationType } from 'react-router';

const positions = new Map<string, number>();
const patience = 1500; // content may still be loading when the page comes back (ms)

export function ScrollMemory() {
  const { key, pathname } = useLocation();
  const type = useNavigationType();
  const current = useRef({ key, pathname });

  useEffect(() => {
    history.scrollRestoration = 'manual';
    const remember = () => positions.set(current.current.key, window.scrollY);
    window.addEventListener('scroll', remember, { passive: true });
    return () => window.removeEventListener('scroll', remember);
  }, []);

  useLayoutEffect(() => {
    const samePage = current.current.pathname === pathname;
    current.current = { key, pathname };
    if (type !== 'POP') {
      // A filter in the address is no new page.
      if (!samePage) window.scrollTo(0, 0);
      return undefined;
    }
    const wanted = positions.get(key) ?? 0;
    const until = performance.now() + patience;
    let frame = 0;
    const settle = () => {
      window.scrollTo(0, wanted);
      if (Math.abs(window.scrollY - wanted) > 1 && performance.now() < until) frame = requestAnimationFrame(settle);
    };
    settle();
    return () => cancelAnimationFrame(frame);
  }, [key, pathname, type]);
  return null;
}
