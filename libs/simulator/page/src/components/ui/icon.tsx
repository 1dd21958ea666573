/** Drawn in a square of 24 by 24 with strokes. */
const PATHS = {
  add: 'M12 5v14M5 12h14',
  back: 'M15 5l-7 7 7 7',
  braces: 'M9 4c-3 0-1 7-4 8 3 1 1 8 4 8M15 4c3 0 1 7 4 8-3 1-1 8-4 8',
  bug: 'M8 10a4 4 0 0 1 8 0v5a4 4 0 0 1-8 0zM12 10v9M4 9l4 2M20 9l-4 2M4 14h4M20 14h-4M5 19l3-2M19 19l-3-2M9 7 8 4M15 7l1-3',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4',
  cart: 'M3 4h2l3 11h9l3-8H6.500M9 19.500h.01M16 19.500h.01',
  chat: 'M4 5h16v11H10l-5 4v-4H4z',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  chevron: 'M9 5l7 7-7 7',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3 2',
  close: 'M6 6l12 12M18 6L6 18',
  copy: 'M9 9h11v11H9zM15 9V4H4v11h5',
  document: 'M6 3h8l4 4v14H6zM14 3v5h4',
  edit: 'M4 20l1-5L16 4l4 4L9 19zM14 6l4 4',
  external: 'M14 4h6v6M20 4l-9 9M18 14v6H4V6h6',
  flow: 'M4 4h16v16H4zM8 9h8M8 13h8M8 17h4',
  forward: 'M14 6l6 6-6 6M20 12H10c-4 0-6 2-6 6',
  'hang-up': 'M3 15v-2a13 13 0 0 1 18 0v2a1 1 0 0 1-1 1l-4-1v-3a13 13 0 0 0-8 0v3l-4 1a1 1 0 0 1-1-1z',
  image: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.500 9h.01',
  list: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01',
  location:
    'M12 21c-4-5-7-8-7-12a7 7 0 0 1 14 0c0 4-3 7-7 12zM12 6.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5z',
  menu: 'M12 5.500h.01M12 12h.01M12 18.500h.01',
  mic: 'M9 6a3 3 0 0 1 6 0v5a3 3 0 0 1-6 0zM5 11a7 7 0 0 0 14 0M12 18v3',
  moon: 'M20 14A8.500 8.500 0 0 1 10 4a8.500 8.500 0 1 0 10 10z',
  music:
    'M9 18V6l10-2v12M6.500 15.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5zM16.500 13.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5z',
  panel: 'M4 5h16v14H4zM14 5v14',
  pause: 'M8 5v14M16 5v14',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 21c0-4 3-7 8-7s8 3 8 7',
  people:
    'M9 5a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7zM2.500 20c0-3.500 2.500-6 6.500-6s6.500 2.500 6.500 6M16 5.500a3.500 3.500 0 0 1 0 6.500M17.500 14.500c2.500.500 4 2.500 4 5.500',
  phone: 'M5 4h4l2 5-2.500 1.500a11 11 0 0 0 5 5L15 13l5 2v4a1 1 0 0 1-1 1A15 15 0 0 1 4 5a1 1 0 0 1 1-1z',
  play: 'M7 4l13 8-13 8z',
  refresh: 'M20 6v5h-5M4 18v-5h5M19 11a7.500 7.500 0 0 0-13-4L4 9M5 13a7.500 7.500 0 0 0 13 4l2-2',
  reply: 'M10 6l-6 6 6 6M4 12h10c4 0 6 2 6 6',
  send: 'M4 12L3 4l18 8-18 8 1-8zM4 12h8',
  sliders: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.500v5M9 14.500v5',
  smile: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8.500 14a4 4 0 0 0 7 0M9 9.500h.01M15 9.500h.01',
  sticker: 'M5 4h14v10l-6 6H5zM13 20v-6h6',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2.500M12 19.500V22M2 12h2.500M19.500 12H22M5 5l1.500 1.500M17.500 17.500L19 19M5 19l1.500-1.500M17.500 6.500L19 5',
  tag: 'M4 4h8l8 8-8 8-8-8zM8 8h.01',
  trash: 'M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5',
  video: 'M3 6h12v12H3zM15 10l6-3v10l-6-3z',
  warning: 'M12 3l10 18H2zM12 10v5M12 18h.01',
  webhook: 'M4 12h12M12 7l5 5-5 5M20 5v14',
} as const;

/** The name of an icon. */
export type IconName = keyof typeof PATHS;

interface IconProps {
  readonly name: IconName;
  readonly size?: number;
}

/** An icon beside a text, or in a control that has a name of its own: screen readers do not see it. */
export function Icon({ name, size = 20 }: IconProps) {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
