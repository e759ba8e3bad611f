// The chat: the room's, and one for each language; with what a moderator has set in plain words.
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Message, Who } from '../generated/summit.js';
import { text } from '../i18n.js';
import { icon } from '../icons.js';
import { isolate, summit } from '../summit.js';
import { Ticking } from '../ticking.js';
import { countryName, languageName, timeOf } from '../words.js';
import { Panel, panelStyle } from './panel.js';

const LENGTH = 400; // the server takes 1000 bytes
const NEAR_END_PX = 60;

type Shown = Message & { who: Who };

@customElement('hall-chat')
export class ChatPanel extends Panel {
  @state() private language = '';
  @state() private isAtEnd = true;
  @query('textarea') private words?: HTMLTextAreaElement;
  @query('.messages') private list?: HTMLElement;
  private sentAt = 0;

  constructor() {
    super();
    new Ticking(this); // slow mode counts down
  }

  static override styles = [
    panelStyle,
    css`
      :host {
        block-size: 100%;
        display: grid;
        grid-template-rows: auto 1fr auto;
        grid-template-columns: minmax(0, 1fr);
        gap: 12px;
        min-block-size: 0;
      }
      .before {
        display: grid;
        gap: 10px;
      }
      .pinned {
        grid-template-columns: auto minmax(0, 1fr);
        padding: 10px 12px;
        gap: 10px;
      }
      .pinned p {
        overflow: hidden;
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
      }
      .pinned .icon {
        color: var(--accent);
      }
      .messages {
        position: relative;
        min-block-size: 0;
        overflow-y: auto;
        overscroll-behavior: contain;
        display: grid;
        align-content: start;
        gap: 14px;
        padding-inline-end: 4px;
      }
      .message {
        display: grid;
        gap: 1px;
        overflow-wrap: anywhere;
      }
      .message .by {
        display: flex;
        align-items: baseline;
        gap: 8px;
        font-size: 13px;
        color: var(--ink-soft);
        min-inline-size: 0;
      }
      .by strong {
        color: var(--ink);
        font-weight: 620;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        max-inline-size: 60%;
      }
      .message.own .by strong {
        color: var(--accent);
      }
      .message p {
        white-space: pre-line;
        line-height: 1.45;
      }
      form {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 8px;
        align-items: end;
      }
      form button {
        min-inline-size: 48px;
        justify-content: center;
        padding: 0;
      }
      form button .icon:dir(rtl) {
        transform: scaleX(-1);
      }
      .said {
        grid-column: 1 / -1;
      }
      @media (max-width: 640px) {
        :host {
          gap: 8px;
        }
        .before {
          gap: 8px;
        }
        .said {
          padding: 4px 12px;
          font-size: 13px;
        }
      }
      .newer {
        justify-self: center;
        position: sticky;
        inset-block-end: 0;
        min-block-size: 36px;
      }
    `,
  ];

  override render() {
    const chat = summit.sections.chat;
    const room = summit.sections.room;
    const languages = room?.languages?.length ? room.languages : (summit.sections.summit?.languages ?? []);
    const messages = (chat?.messages ?? []).filter((message) => (message.language ?? '') === this.language);
    return html`
      <div class="before">
        ${languages.length > 1
          ? html`<div class="segments" role="group" aria-label=${text('hall-chat-of')}>
              ${['', ...languages].map((one) => html`<button aria-pressed=${one === this.language}
                @click=${() => this.choose(one)}>${one ? languageName(one) : text('hall-chat-room')}</button>`)}
            </div>`
          : nothing}
        ${chat?.pinned
          ? html`<div class="card pinned">${icon('pin')}<div><small>${text('hall-chat-pinned')} · ${isolate(chat.pinned.who.name)}</small>
              <p>${isolate(chat.pinned.text)}</p></div></div>`
          : nothing}
      </div>
      <div class="messages" role="log" tabindex="0" aria-label=${text('hall-tab-chat')} @scroll=${this.follow}>
        ${messages.length > 0
          ? repeat(messages, (message) => message.id, (message) => this.message(message))
          : html`<div class="empty">${icon('chat')}<p>${text('hall-chat-none')}</p></div>`}
        ${this.isAtEnd || messages.length === 0
          ? nothing
          : html`<button class="newer" @click=${() => this.toEnd()}>${text('hall-chat-newer')}</button>`}
      </div>
      ${this.composer()}
    `;
  }

  protected override updated(): void {
    if (this.isAtEnd) this.list?.scrollTo({ top: this.list.scrollHeight });
  }

  private message(message: Shown) {
    const { who } = message;
    return html`<article class=${who.id === summit.you?.person?.id ? 'message own' : 'message'}>
      <span class="by"><strong dir="auto">${isolate(who.name)}</strong>
        ${who.country ? html`<span>${countryName(who.country)}</span>` : nothing}
        <time datetime=${new Date(message.sent_ms ?? 0).toISOString()}>${timeOf(message.sent_ms ?? 0)}</time></span>
      <p>${isolate(message.text)}</p>
    </article>`;
  }

  /** Why one may not write now; '' when one may. */
  private silence(): string {
    const room = summit.sections.room;
    const isDesk = summit.role === 'director' || summit.role === 'moderator';
    if (!summit.may('chat_send')) return text('hall-chat-reading');
    if (room?.chat_mode === 'off' && !isDesk) return text('hall-chat-off');
    const until = summit.you?.chat_banned_until_ms ?? 0;
    if (until > summit.now()) return text('hall-chat-banned', { time: timeOf(until) });
    const wait = room?.chat_mode === 'slow' && !isDesk ? this.sentAt + (room.chat_slow_ms ?? 0) - summit.now() : 0;
    return wait > 0 ? text('hall-chat-wait', { count: Math.ceil(wait / 1000) }) : '';
  }

  private composer() {
    const room = summit.sections.room;
    const silence = this.silence();
    const isSlow = room?.chat_mode === 'slow' && !silence;
    return html`<form @submit=${this.send}>
      ${this.whyRefused()}
      ${silence || isSlow
        ? html`<p class="said note" role="status">${silence
            || text('hall-chat-slow', { count: Math.ceil((room?.chat_slow_ms ?? 0) / 1000) })}</p>`
        : nothing}
      <textarea name="message" rows="1" maxlength=${LENGTH} aria-label=${text('hall-chat-write')}
        placeholder=${text('hall-chat-write')} ?disabled=${!summit.may('chat_send')} @keydown=${this.pressKey}></textarea>
      <button class="primary" aria-label=${text('hall-chat-send')} title=${text('hall-chat-send')}
        ?disabled=${this.isBusy || silence !== ''}>${icon('send')}</button>
    </form>`;
  }

  private readonly pressKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (!this.isBusy && !this.silence()) void this.send(event);
  };

  private readonly send = async (event: Event): Promise<void> => {
    event.preventDefault();
    const words = this.words?.value.trim();
    if (!words) return;
    const isSent = await this.ask('chat_send', {
      room: summit.room,
      text: words,
      ...(this.language ? { language: this.language } : {}),
    });
    if (!isSent || !this.words) return;
    this.sentAt = summit.now();
    this.words.value = '';
    this.isAtEnd = true;
  };

  private choose(language: string): void {
    this.language = language;
    this.isAtEnd = true;
  }

  private readonly follow = (): void => {
    const list = this.list;
    if (list) this.isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_END_PX;
  };

  private toEnd(): void {
    this.isAtEnd = true;
  }
}
