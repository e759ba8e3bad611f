// What the server refuses, in the reader's language: by the reason that comes with its sentence.
import { readable } from './clean.js';
import { currentLanguage, hasText, text } from './i18n.js';
import { Refusal, type Grounds } from './session.js';

const CODES = ['offline', 'no_session', 'not_allowed', 'not_found', 'conflict', 'gone', 'too_fast', 'full', 'invalid', 'banned'];

/** Names of roles, as the reader calls them. */
function roles(names: string): string {
  const named = names.split(', ').map((name) => text(`desk-role-${name}`));
  return new Intl.ListFormat(currentLanguage().locale).format(named);
}

function shown([name, value]: [string, string | number]): [string, string | number] {
  if (typeof value === 'number') return [name, value];
  return [name, name === 'role' || name === 'roles' ? roles(value) : readable(value)];
}

/** A sentence for the person; where their language has none for the reason, the server's own in
 * English, and '' in all others.
 */
export function explain({ detail, grounds }: { detail: string; grounds?: Grounds }): string {
  const id = `refused-${grounds?.reason}`;
  if (grounds && hasText(id)) return text(id, Object.fromEntries(Object.entries(grounds.values).map(shown)));
  return currentLanguage().code === 'en' ? detail : '';
}

/** Why something was not done: by its reason, else by its code. */
export function why(problem: unknown): string {
  if (!(problem instanceof Refusal)) return text('said-offline');
  const { reason } = problem;
  return explain(problem) || text(`said-${CODES.includes(reason) ? reason : 'other'}`);
}
