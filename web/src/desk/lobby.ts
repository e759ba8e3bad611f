// The lobby: who waits at the door; let in or not; the door itself open, with a lobby, or locked.
import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Who } from '../generated/summit.js';
import { text } from '../i18n.js';
import { icon } from '../icons.js';
import { isolate, summit } from '../summit.js';
import { act } from './actions.js';
import { DeskPart, deskStyle } from './part.js';

@customElement('desk-lobby')
export class Lobby extends DeskPart {
  static override styles = [
    deskStyle,
    css`
      :host {
        display: grid;
        grid-template-rows: auto 1fr;
        block-size: 100%;
      }
      li {
        display: flex;
        align-items: center;
        gap: 6px;
        padding: 8px 12px;
        border-block-end: 1px solid var(--line);
      }
      .who {
        display: grid;
        min-inline-size: 0;
        flex: 1;
      }
    `,
  ];

  override render() {
    const { lobby, room } = summit.sections;
    const isLocked = room?.locked === 'on';
    const hasLobby = room?.lobby === 'on';
    return html`
      <div class="bar">
        <button aria-pressed=${hasLobby} title=${text('desk-lobby-long')}
          @click=${() => act('lobby_set', { room: summit.room, lobby: hasLobby ? 'off' : 'on' })}>
          ${icon('door')}${text(hasLobby ? 'desk-lobby-on' : 'desk-lobby-off')}</button>
        <button class=${isLocked ? 'bad' : ''} aria-pressed=${isLocked} title=${text('desk-lock-long')}
          @click=${() => act('room_lock', { room: summit.room, locked: isLocked ? 'off' : 'on' })}>
          ${icon('lock')}${text(isLocked ? 'desk-locked' : 'desk-lock')}</button>
        ${lobby && lobby.who.length > 1
          ? html`<button class="spread" @click=${() => this.admitAll(lobby.who)}>${icon('check')}${text('desk-admit-all')}</button>`
          : nothing}
      </div>
      <ul class="scroll" aria-label=${text('desk-lobby')}>
        ${repeat(lobby?.who ?? [], (who) => who.id, (who) => this.waiting(who))}
        ${!lobby?.who.length ? html`<li class="none">${text(hasLobby ? 'desk-lobby-none' : 'desk-lobby-closed')}</li>` : nothing}
      </ul>
    `;
  }

  private waiting(who: Who) {
    return html`<li>
      <span class="who"><strong class="cut">${isolate(who.name)}</strong><span class="soft small cut">${isolate(who.location)}</span></span>
      <button @click=${() => act('lobby_admit', { room: summit.room, person: who.id })}>${icon('check')}${text('desk-admit')}</button>
      <button class="icon-only quiet" title=${text('desk-refuse')} aria-label=${text('desk-refuse')}
        @click=${() => act('lobby_refuse', { room: summit.room, person: who.id })}>${icon('close')}</button>
    </li>`;
  }

  private async admitAll(waiting: Who[]): Promise<void> {
    for (const who of waiting) {
      if (!(await act('lobby_admit', { room: summit.room, person: who.id }))) return;
    }
  }
}
