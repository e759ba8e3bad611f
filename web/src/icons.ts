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
  // Rows of seats around a rostrum.
  hemicycle: svg`<path d="M2.5 18a9.5 9.5 0 0 1 19 0M6.2 18a5.8 5.8 0 0 1 11.6 0" /><circle cx="12" cy="17.4" r="1.3" fill="currentColor" />`,
};

export type IconName = keyof typeof icons;

export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${icons[name]}</svg>`;
}
