// Dark or light: as the system says, until the reader chooses.
import { keep, recall } from './remembered.js';

type Appearance = 'dark' | 'light';

const system = matchMedia('(prefers-color-scheme: dark)');
const root = document.documentElement;

const chosen = recall('appearance');
if (chosen === 'dark' || chosen === 'light') root.dataset.appearance = chosen;

export function appearance(): Appearance {
  const set = root.dataset.appearance;
  if (set === 'dark' || set === 'light') return set;
  return system.matches ? 'dark' : 'light';
}

export function chooseAppearance(wish: Appearance): void {
  root.dataset.appearance = wish;
  keep('appearance', wish);
}
