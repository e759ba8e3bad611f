// The few signs of the pages, drawn on a grid of 24; they take the colour of the text beside them.
import { svg, html, type TemplateResult } from 'lit';

const horn = svg`<path d="M4 9.5v5h3.5L12 18.5v-13L7.5 9.5z" />`;
const strike = svg`<path d="M4 4l16 16" />`;
const camera = svg`<rect x="3" y="6.5" width="12" height="11" rx="2.5" /><path d="M15 10.5l6-3v9l-6-3z" />`;
const microphone = svg`<rect x="9" y="3" width="6" height="11" rx="3" /><path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3" />`;

const icons = {
  sound: svg`${horn}<path d="M15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11" />`,
  silence: svg`${horn}<path d="M16 9.5l5 5M21 9.5l-5 5" />`,
  expand: svg`<path d="M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5" />`,
  shrink: svg`<path d="M9 4v5H4M20 9h-5V4M15 20v-5h5M4 15h5v5" />`,
  window: svg`<rect x="3" y="5" width="18" height="14" rx="2.5" /><rect x="12" y="11.5" width="6" height="4.5" rx="1" />`,
  camera,
  cameraOff: svg`${camera}${strike}`,
  microphone,
  microphoneOff: svg`${microphone}${strike}`,
  globe: svg`<circle cx="12" cy="12" r="9" /><path d="M3 12h18M12 3c5.3 5.4 5.3 12.6 0 18M12 3c-5.3 5.4-5.3 12.6 0 18" />`,
  sun: svg`<circle cx="12" cy="12" r="4" /><path d="M12 2.5v2.5M12 19v2.5M2.5 12H5M19 12h2.5M5.3 5.3l1.8 1.8M16.9 16.9l1.8 1.8M5.3 18.7l1.8-1.8M16.9 7.1l1.8-1.8" />`,
  moon: svg`<path d="M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z" />`,
  people: svg`<circle cx="9" cy="8.5" r="3.5" /><path d="M2.5 19.5a6.5 6.5 0 0 1 13 0M16 5.3a3.5 3.5 0 0 1 0 6.4M18 14a6.5 6.5 0 0 1 3.5 5.5" />`,
  calendar: svg`<rect x="3.5" y="5" width="17" height="15.5" rx="2.5" /><path d="M3.5 10h17M8 3v4M16 3v4" />`,
  hand: svg`<path d="M7.5 12V6a1.6 1.6 0 0 1 3.2 0v5V4.4a1.6 1.6 0 0 1 3.2 0V11V5.8a1.6 1.6 0 0 1 3.2 0V14c0 4-2.4 7-6.2 7-2.8 0-4.300-1.300-5.600-3.700L3 13.700a1.600 1.600 0 0 1 2.700-1.700l1.800 2" />`,
  question: svg`<path d="M12 3.5c5 0 9 3.400 9 7.700s-4 7.700-9 7.700c-1.100 0-2.200-.200-3.200-.500L4 20.500l1.200-3.700C3.800 15.300 3 13.400 3 11.200 3 6.900 7 3.500 12 3.500z" /><path d="M9.800 9.200a2.300 2.300 0 1 1 3.200 2.300c-.700.300-1 .800-1 1.500M12 15.400v.1" />`,
  chat: svg`<path d="M4.500 4.500h15a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H11l-5 4v-4H4.500a2 2 0 0 1-2-2v-9a2 2 0 0 1 2-2z" /><path d="M7 9h10M7 13h6" />`,
  vote: svg`<path d="M3.500 13.500h17V20a1 1 0 0 1-1 1h-15a1 1 0 0 1-1-1zM3.500 13.500l2.200-4M20.500 13.500l-2.200-4M7 16.800h10" /><path d="M8 13.500V3.500h8v10M10.300 8l1.400 1.400L14 6.900" />`,
  applause: svg`<path d="M8.200 12.300 5.500 9.600a1.400 1.400 0 0 1 2-2l4.200 4.200M7.900 8 6.600 6.700a1.400 1.400 0 0 1 2-2l5.300 5.300M9.900 6 9.300 5.400a1.400 1.400 0 0 1 2-2l5.200 5.200v-2a1.400 1.400 0 0 1 2.800 0v6.200c0 4.200-3 7.700-7.200 7.700-2.100 0-3.600-.900-5-2.300l-3.900-3.900a1.400 1.400 0 0 1 2-2l2.900 2.900" /><path d="M18.500 2.500l.5-1M21.300 4.200l1-.5" />`,
  heart: svg`<path d="M12 20C6 15.500 3 12.300 3 8.700A4.700 4.700 0 0 1 12 6.800a4.700 4.700 0 0 1 9 1.900c0 3.600-3 6.800-9 11.300z" />`,
  laughter: svg`<circle cx="12" cy="12" r="9" /><path d="M7.500 13.500h9a4.500 4.500 0 0 1-9 0zM7.500 9.500c.700-.900 1.800-.900 2.500 0M14 9.500c.700-.900 1.800-.900 2.500 0" />`,
  surprise: svg`<circle cx="12" cy="12" r="9" /><circle cx="12" cy="15.500" r="2" /><path d="M9 9.300v.100M15 9.300v.100" />`,
  up: svg`<path d="M12 19V6M6 11.500L12 5.500l6 6" />`,
  captions: svg`<rect x="2.5" y="5" width="19" height="14" rx="2.5" /><path d="M6 11h5M14 11h4M6 15h8M17 15h1" />`,
  check: svg`<circle cx="12" cy="12" r="9" /><path d="M8 12.300l2.800 2.800L16.200 9.500" />`,
  close: svg`<path d="M6 6l12 12M18 6L6 18" />`,
  send: svg`<path d="M4 12h14M12.500 6l6 6-6 6" />`,
  pin: svg`<path d="M9 3.500h6l-.700 6.500 3.200 3.500h-11L9.700 10zM12 13.500V21" />`,
  gauge: svg`<path d="M4 17a9 9 0 1 1 16 0M12 14.500l4-5" /><circle cx="12" cy="15" r="1.300" />`,
  // Rows of seats around a rostrum.
  hemicycle: svg`<path d="M2.5 18a9.5 9.5 0 0 1 19 0M6.2 18a5.8 5.8 0 0 1 11.6 0" /><circle cx="12" cy="17.4" r="1.3" fill="currentColor" />`,
  person: svg`<circle cx="12" cy="8.5" r="3.8" /><path d="M4.5 20a7.5 7.5 0 0 1 15 0" />`,
  screen: svg`<rect x="3" y="4.5" width="18" height="12" rx="2" /><path d="M12 16.5v3.5M8.5 20h7" />`,
  monitor: svg`<rect x="3" y="5" width="18" height="12.5" rx="2" /><path d="M10 9l4.5 2.3L10 13.6zM8 21h8" />`,
  next: svg`<path d="M5 5.5l8 6.5-8 6.5zM13.5 5.5l5.5 6.5-5.5 6.5M20.5 5.5v13" />`,
  play: svg`<path d="M7 5l12 7-12 7z" />`,
  stop: svg`<rect x="6.5" y="6.5" width="11" height="11" rx="1.5" />`,
  earlier: svg`<path d="M6 14.5l6-6 6 6" />`,
  later: svg`<path d="M6 9.5l6 6 6-6" />`,
  grip: svg`<path d="M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01" stroke-width="2.6" />`,
  plus: svg`<path d="M12 5v14M5 12h14" />`,
  pen: svg`<path d="M4.5 19.5l1-4L16 5l3 3L8.5 18.5z" />`,
  bin: svg`<path d="M4.5 7h15M9.5 7V4.5h5V7M6.5 7l1 13h9l1-13M10 11v5.5M14 11v5.5" />`,
  import: svg`<path d="M12 15V4M7.5 8.500L12 4l4.500 4.500M4.500 14.500v5h15v-5" />`,
  download: svg`<path d="M12 4v11M7.500 10.500L12 15l4.500-4.500M4.500 14.500v5h15v-5" />`,
  link: svg`<path d="M10 14a4 4 0 0 0 6 .5l3-3a4.2 4.2 0 0 0-6-6l-1.5 1.5M14 10a4 4 0 0 0-6-.5l-3 3a4.2 4.2 0 0 0 6 6l1.5-1.5" />`,
  copy: svg`<rect x="8.5" y="8.5" width="11.5" height="11.5" rx="2" /><path d="M15.5 8.5V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v7.5a2 2 0 0 0 2 2h2.5" />`,
  ban: svg`<circle cx="12" cy="12" r="8.5" /><path d="M6 6l12 12" />`,
  leave: svg`<path d="M10 4.5H5.5v15H10M14 8l4 4-4 4M18 12H9" />`,
  seat: svg`<path d="M7 4v9h10M7 13v7M17 13v7" /><path d="M12.5 8.5h5M15 6v5" />`,
  eye: svg`<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z" /><circle cx="12" cy="12" r="3" />`,
  clock: svg`<circle cx="12" cy="13" r="7.5" /><path d="M12 9v4.5l2.5 2M9.5 2.5h5" />`,
  cut: svg`<path d="M4 12h14M13 6.5l5.5 5.5-5.5 5.5" />`,
  slate: svg`<rect x="3.5" y="5" width="17" height="14" rx="2" /><path d="M10 9v6M14 9v6" />`,
  ballot: svg`<path d="M4 12.5h16v7H4zM8 12.5l2-8 7 1.700-1.6 6.300" /><path d="M8.5 16h7" />`,
  door: svg`<path d="M6 20.5V4h9v16.5M3.5 20.5h17M15 6.5h3v14M12 12.5h.01" />`,
  lock: svg`<rect x="5" y="10.5" width="14" height="9.5" rx="2" /><path d="M8 10.5V8a4 4 0 0 1 8 0v2.5" />`,
  list: svg`<path d="M8.5 6H20M8.5 12H20M8.5 18H20M4 6h.01M4 12h.01M4 18h.01" />`,
  alarm: svg`<path d="M12 4l9 15.5H3zM12 10v4.5M12 17h.01" />`,
  scales: svg`<path d="M12 4v16M7.5 20h9M5 7h14M5 7l-2.5 6a3 3 0 0 0 5 0zM19 7l-2.5 6a3 3 0 0 0 5 0z" />`,
  'layout-solo': svg`<rect x="3" y="5" width="18" height="14" rx="2" />`,
  'layout-pair': svg`<rect x="2.5" y="7" width="9" height="10" rx="1.5" /><rect x="12.5" y="7" width="9" height="10" rx="1.5" />`,
  'layout-panel': svg`<rect x="3" y="5" width="8" height="6.5" rx="1" /><rect x="13" y="5" width="8" height="6.5" rx="1" /><rect x="3" y="13" width="8" height="6.5" rx="1" /><rect x="13" y="13" width="8" height="6.5" rx="1" />`,
  'layout-slides_speaker': svg`<rect x="2.5" y="5" width="13" height="14" rx="1.5" /><rect x="17" y="12.5" width="5" height="6.5" rx="1" />`,
  'layout-slides': svg`<rect x="3" y="5" width="18" height="14" rx="2" /><path d="M7 9.5h10M7 12.5h10M7 15.5h6" />`,
};

export type IconName = keyof typeof icons;

export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${icons[name]}</svg>`;
}
