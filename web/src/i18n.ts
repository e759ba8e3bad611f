// Words: every text of the pages comes from a Fluent bundle in the reader's language. The
// language sets the page's direction too, and by its locale the digits and the calendar.
import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';
import type { ReactiveControllerHost } from 'lit';
import ar from '../locales/ar.ftl';
import en from '../locales/en.ftl';
import fa from '../locales/fa.ftl';
import fr from '../locales/fr.ftl';
import { Hearing } from './hearing.js';
import { keep, recall } from './remembered.js';

export interface Language {
  code: string;
  /** As its readers call it. */
  name: string;
  dir: 'ltr' | 'rtl';
  /** For Intl: with the digits and the calendar that its readers use. */
  locale: string;
  source: string;
  /** What the server refuses, in words: many of them, and seldom needed. */
  refusals: () => Promise<{ default: string }>;
}

const english: Language = {
  code: 'en', name: 'English', dir: 'ltr', locale: 'en-GB', source: en, refusals: () => import('../locales/refused/en.ftl'),
};
export const languages: readonly Language[] = [
  english,
  { code: 'fr', name: 'Français', dir: 'ltr', locale: 'fr', source: fr, refusals: () => import('../locales/refused/fr.ftl') },
  {
    code: 'ar', name: 'العربية', dir: 'rtl', locale: 'ar-u-nu-arab', source: ar,
    refusals: () => import('../locales/refused/ar.ftl'),
  },
  {
    code: 'fa', name: 'فارسی', dir: 'rtl', locale: 'fa-u-ca-persian-nu-arabext', source: fa,
    refusals: () => import('../locales/refused/fa.ftl'),
  },
];

const LEARN_MS = 3000;

const changes = new EventTarget();
const fallback = bundleOf(english);
let current = english;
let bundle = fallback;
let knowsRefusals = false;
const learned = new WeakSet<FluentBundle>();
speak(preferred());

function bundleOf(language: Language): FluentBundle {
  const made = new FluentBundle(language.locale);
  const problems = made.addResource(new FluentResource(language.source));
  if (problems.length > 0) throw problems[0];
  return made;
}

/** What was chosen here before, else the first of the browser's languages that we speak. */
function preferred(): Language {
  for (const wish of [recall('language'), ...navigator.languages]) {
    const code = wish.split('-')[0]?.toLowerCase();
    const found = languages.find((language) => language.code === code);
    if (found) return found;
  }
  return english;
}

function speak(language: Language): void {
  current = language;
  bundle = language === english ? fallback : bundleOf(language);
  document.documentElement.lang = language.code;
  document.documentElement.dir = language.dir;
  changes.dispatchEvent(new Event('change'));
  if (knowsRefusals) void learnRefusals().then(() => changes.dispatchEvent(new Event('change')));
}

/** Fetch the words for what is refused; without them the server's own sentence is shown. */
export async function learnRefusals(): Promise<void> {
  const [language, into] = [current, bundle];
  knowsRefusals = true;
  if (learned.has(into)) return;
  const words = await Promise.race([
    language.refusals().catch(() => undefined),
    new Promise<undefined>((done) => setTimeout(done, LEARN_MS)),
  ]);
  if (!words || learned.has(into)) return;
  into.addResource(new FluentResource(words.default));
  learned.add(into);
}

export function currentLanguage(): Language {
  return current;
}

/** Show every text in another language, now and when this browser comes back. */
export function chooseLanguage(code: string): void {
  const language = languages.find((one) => one.code === code);
  if (!language) return;
  keep('language', code);
  speak(language);
}

/** Whether there is such a message in the reader's language. */
export function hasText(id: string): boolean {
  return bundle.hasMessage(id);
}

/** The text of a message; its name if it is missing, so that nothing is ever blank. */
export function text(id: string, values?: Record<string, FluentVariable>): string {
  const speaks = bundle.hasMessage(id) ? bundle : fallback;
  const pattern = speaks.getMessage(id)?.value;
  return pattern ? speaks.formatPattern(pattern, values ?? null) : id;
}

/** Draws its component again when the reader chooses another language. */
export class LanguageController extends Hearing {
  constructor(host: ReactiveControllerHost) {
    super(host, changes);
  }
}
