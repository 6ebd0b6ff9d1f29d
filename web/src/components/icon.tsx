// The line icons of the mocks, drawn on a 16 px grid. Always decorative: the control that holds one carries the name.
import type { CSSProperties } from 'react';

const paths = {
  today: 'M8 1.5v1.6M8 12.9v1.6M1.5 8h1.6M12.9 8h1.6M3.4 3.4l1.1 1.1M11.5 11.5l1.1 1.1M3.4 12.6l1.1-1.1M11.5 4.5l1.1-1.1M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6z',
  wheel: 'M8 2.6a5.4 5.4 0 1 0 0 10.8A5.4 5.4 0 0 0 8 2.6zM8 6.4a1.6 1.6 0 1 0 0 3.2 1.6 1.6 0 0 0 0-3.2zM8 1v5.4M8 9.6V15M1 8h5.4M9.6 8H15M3.1 3.1l3.8 3.8M9.1 9.1l3.8 3.8M12.9 3.1 9.1 6.9M6.9 9.1l-3.8 3.8',
  account: 'M2.5 13.5v-11h6v11M8.5 6.5h5v7M1.5 13.5h13M4.5 5h2M4.5 7.5h2M4.5 10h2M10.8 9h.7M10.8 11.2h.7',
  opportunity: 'M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4zM8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM8 8h.01',
  call: 'M2.5 3.5h11v7.5H8l-3.2 2.7V11H2.5zM5 6h6M5 8.3h4',
  library: 'M2.5 2.5h3v11h-3zM5.5 2.5h3v11h-3zM9.3 3.3l2.6-.7 2.6 10-2.6.8z',
  practice: 'M8 3 1.5 6 8 9l6.5-3zM4 7.2v3.3c0 1 1.8 2 4 2s4-1 4-2V7.2M14.5 6v4',
  people: 'M5.8 7.2a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8zM1.5 13.3c0-2.3 1.9-4 4.3-4s4.3 1.7 4.3 4M10.5 2.8a2.2 2.2 0 0 1 0 4M12 9.6c1.5.5 2.5 1.9 2.5 3.7',
  person: 'M8 7.6a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2zM3 13.8c0-2.5 2.2-4.2 5-4.2s5 1.7 5 4.2',
  bell: 'M3.5 11.5h9L11.5 10V7a3.5 3.5 0 0 0-7 0v3zM6.5 13.5h3',
  search: 'M7 12a5 5 0 1 0 0-10 5 5 0 0 0 0 10zM10.7 10.7 14 14',
  plus: 'M8 3v10M3 8h10',
  export: 'M8 10V2M5 4.7 8 1.8l3 2.9M3 8.5v5h10v-5',
  import: 'M8 2v8M5 7.3 8 10.2l3-2.9M3 8.5v5h10v-5',
  clock: 'M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4zM8 4.5V8l2.3 1.5',
  question: 'M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4zM6.2 6.2a1.8 1.8 0 1 1 2.6 1.7c-.5.3-.8.6-.8 1.2M8 11.3h.01',
  check: 'M3 8.5 6.3 12 13 4.5',
  close: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  microphone: 'M8 1.8a2 2 0 0 0-2 2v4a2 2 0 0 0 4 0v-4a2 2 0 0 0-2-2zM3.5 7.5a4.5 4.5 0 0 0 9 0M8 12v2.3',
  flag: 'M3.5 14V2.5h8.5l-2 3 2 3H3.5',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  arrow_right: 'M3 8h10M9 4l4 4-4 4',
  chevron_right: 'M6 3.5 10.5 8 6 12.5',
  chevron_left: 'M10 3.5 5.5 8 10 12.5',
  chevron_down: 'M3.5 6 8 10.5 12.5 6',
  warning: 'M8 2 1.5 13.5h13zM8 6.5V10M8 11.8h.01',
  message: 'M2 3.5h12v7H8.5L5.5 13v-2.5H2z',
  eye: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  filter: 'M2.5 4h11M4.5 8h7M6.5 12h3',
  sidebar: 'M2.5 3h11v10h-11zM6.2 3v10',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  undo: 'M5.5 3 2.5 6l3 3M2.5 6h7a4 4 0 0 1 0 8H7',
  pin: 'M5.5 2h5l-.6 4.2 2.1 2.3H4l2.1-2.3zM8 8.5V14',
  edit: 'M3 13l.7-2.9L11 2.8l2.2 2.2-7.3 7.3z',
  trash: 'M3 4.5h10M6 4.5v-2h4v2M4.5 4.5l.6 9h5.8l.6-9M6.8 7v4.2M9.2 7v4.2',
  sun: 'M8 1.5v1.6M8 12.9v1.6M1.5 8h1.6M12.9 8h1.6M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6z',
  moon: 'M13 9.6A5.6 5.6 0 0 1 6.4 3a5.6 5.6 0 1 0 6.6 6.6z',
  globe: 'M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4zM1.8 8h12.4M8 1.8c2 2 2.6 4 2.6 6.2S10 12.2 8 14.2C6 12.2 5.4 10.2 5.4 8S6 3.8 8 1.8z',
  sign_out: 'M6 2.5H3v11h3M7 8h7M11 5l3 3-3 3',
  key: 'M10.5 9a3.5 3.5 0 1 0-3.3-2.3L2 12v2h2.5v-1.8h1.8v-1.8l1.5-1.5A3.5 3.5 0 0 0 10.5 9zM11.2 4.8h.01',
  calendar: 'M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 2v3M10.5 2v3',
  table: 'M2.5 3h11v10h-11zM2.5 6.3h11M2.5 9.6h11M6.5 6.3V13',
  print: 'M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7z',
  image: 'M2.5 3h11v10h-11zM2.5 11l3-3.5 2.5 2.5 2-2 3.5 3.5M10.5 6h.01',
  cloud_off: 'M5 12.5h6.5a2.5 2.5 0 0 0 .8-4.9A4 4 0 0 0 6 4.8M4.4 7.1A2.8 2.8 0 0 0 5 12.5M2 2l12 12',
  keyboard: 'M1.5 4h13v8h-13zM4 6.5h.01M6.7 6.5h.01M9.3 6.5h.01M12 6.5h.01M4.5 9.5h7',
  settings: 'M8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM8 1.8v1.7M8 12.5v1.7M1.8 8h1.7M12.5 8h1.7M3.6 3.6l1.2 1.2M11.2 11.2l1.2 1.2M3.6 12.4l1.2-1.2M11.2 4.8l1.2-1.2',
  enter: 'M12.5 3.5v5h-9M6.5 5.5l-3 3 3 3',
} as const;

export type IconName = keyof typeof paths;

interface IconProps {
  name: IconName;
  size?: number;
  className?: string;
  style?: CSSProperties;
}

export function Icon({ name, size = 16, className, style }: IconProps) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.35}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={className}
      style={{ flex: 'none', ...style }}
    >
      <path d={paths[name]} />
    </svg>
  );
}

/** The brand: a ship's wheel seen from the front. */
export function WheelMark({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" stroke="currentColor" strokeLinecap="round" aria-hidden="true" style={{ flex: 'none' }}>
      <path
        d="M20 16h10.2M18.83 18.83l7.21 7.21M16 20v10.2M13.17 18.83l-7.21 7.21M12 16H1.8M13.17 13.17 5.96 5.96M16 12V1.8M18.83 13.17l7.21-7.21"
        strokeWidth={2}
      />
      <circle cx="16" cy="16" r="9.3" strokeWidth={2.6} />
      <circle cx="16" cy="16" r="3.2" fill="currentColor" stroke="none" />
    </svg>
  );
}
