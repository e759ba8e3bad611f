// Before the hall: why one may not enter it (yet), in words that say what to expect. The store
// asks again by itself, and the hall opens as soon as one may.
import { html, nothing, type TemplateResult } from 'lit';
import { pageTop, refusalPage } from './controls.js';
import { text } from './i18n.js';
import { icon } from './icons.js';
import type { Refusal } from './session.js';
import { command, say, summit } from './summit.js';

let hasKnocked = false;

/** In the lobby one knocks, once: the moderators see who waits. */
function knock(): void {
  if (hasKnocked || !summit.room) return;
  hasKnocked = true;
  command('lobby_knock', { room: summit.room }).catch(() => (hasKnocked = false));
}

const AT_THE_DOOR = ['lobby', 'locked', 'sent_out', 'banned'];

export function entryPage(refusal: Refusal): TemplateResult {
  if (!AT_THE_DOOR.includes(refusal.reason)) return refusalPage(refusal, () => location.reload());
  if (refusal.reason === 'lobby') knock();
  const isWaiting = refusal.reason !== 'banned';
  return html`<div class="no">
    ${pageTop(say(summit.sections.summit?.name) || 'Plenary')}
    <main class="why">
      ${icon('hemicycle')}
      <h2><span role="status">${text(`entry-${refusal.reason}`)}</span></h2>
      <p>${text(`entry-${refusal.reason}-long`)}</p>
      ${refusal.detail ? html`<p>${text('entry-reason')} <q><bdi>${refusal.detail}</bdi></q></p>` : nothing}
      ${isWaiting ? html`<p>${text('entry-by-itself')}</p>` : nothing}
    </main>
  </div>`;
}
