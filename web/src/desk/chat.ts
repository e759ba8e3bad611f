// The chat as its moderators see it: delete, pin, silence somebody, slow it down or close it.
import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ChatMode, Sections } from '../generated/summit.js';
import { text } from '../i18n.js';
import { icon } from '../icons.js';
import { isolate, summit } from '../summit.js';
import { act } from './actions.js';
import { DeskPart, deskStyle } from './part.js';
import { MINUTE_MS, timeOf } from './times.js';

type Message = NonNullable<Sections['chat']>['messages'][number];

const MODES: readonly ChatMode[] = ['open', 'slow', 'off'];
const SLOW_MS = 30_000;
const SILENCE_MS = 15 * MINUTE_MS;

@customElement('desk-chat')
export class Chat extends DeskPart {
  static override styles = [
    deskStyle,
    css`
      :host {
        display: grid;
        grid-template-rows: auto auto 1fr auto;
        block-size: 100%;
      }
      .pinned {
        padding: 8px 12px;
        border-block-end: 1px solid var(--line);
        background: color-mix(in srgb, var(--accent) 10%, var(--surface));
        display: flex;
        gap: 8px;
        align-items: start;
      }
      .messages {
        display: flex;
        flex-direction: column-reverse;
      }
      article {
        padding: 7px 12px;
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0 8px;
        align-items: center;
        border-block-end: 1px solid var(--line);
      }
      .from {
        grid-column: 1 / -1;
        display: flex;
        gap: 8px;
      }
      .from .place {
        flex-shrink: 9;
      }
      .tools {
        display: flex;
        align-self: end;
        margin-inline-end: -6px;
      }
      .tools button {
        min-block-size: 30px;
        inline-size: 30px;
      }
      form {
        display: flex;
        gap: 6px;
        padding: 8px 12px;
        border-block-start: 1px solid var(--line);
      }
      @media (max-width: 700px) {
        .tools button {
          min-block-size: 40px;
          inline-size: 36px;
        }
      }
    `,
  ];

  override render() {
    const { chat, room } = summit.sections;
    const mode = room?.chat_mode ?? 'open';
    const messages = [...(chat?.messages ?? [])].reverse();
    return html`
      <div class="bar">
        <h2>${text('desk-chat')}</h2>
        <div class="row spread" role="group" aria-label=${text('desk-chat-mode')}>
          ${MODES.map((one) => html`<button aria-pressed=${one === mode} @click=${() => this.setMode(one)}>
            ${text(`desk-chat-${one}`)}</button>`)}
        </div>
      </div>
      ${chat?.pinned ? this.pinned(chat.pinned) : html`<span></span>`}
      <div class="scroll messages" role="log" aria-label=${text('desk-chat')} tabindex="0">
        ${repeat(messages, (message) => message.id, (message) => this.message(message))}
        ${messages.length === 0 ? html`<p class="none">${text('desk-chat-none')}</p>` : nothing}
      </div>
      <form @submit=${(event: SubmitEvent) => this.send(event)}>
        <input name="words" maxlength="1000" dir="auto" autocomplete="off" placeholder=${text('desk-chat-write')}
          aria-label=${text('desk-chat-write')} />
        <button class="icon-only turns" title=${text('desk-chat-send')} aria-label=${text('desk-chat-send')}>${icon('send')}</button>
      </form>
    `;
  }

  private pinned(message: Message) {
    return html`<div class="pinned">
      ${icon('pin')}
      <p class="wrap"><strong>${isolate(message.who.name)}</strong> <bdi dir="auto">${message.text}</bdi></p>
      <button class="icon-only quiet spread" title=${text('desk-unpin')} aria-label=${text('desk-unpin')}
        @click=${() => act('chat_pin', { room: summit.room })}>${icon('close')}</button>
    </div>`;
  }

  private message(message: Message) {
    return html`<article>
      <div class="from small soft">
        <strong class="cut">${isolate(message.who.name)}</strong><span class="cut place">${isolate(message.who.location)}</span>
        <span class="figures">${timeOf(message.sent_ms)}</span>
      </div>
      <p class="wrap"><bdi dir="auto">${message.text}</bdi></p>
      <div class="tools">
        <button class="icon-only quiet" title=${text('desk-pin')} aria-label=${text('desk-pin')}
          @click=${() => act('chat_pin', { room: summit.room, message: message.id })}>${icon('pin')}</button>
        <button class="icon-only quiet" title=${text('desk-silence')} aria-label=${text('desk-silence')}
          @click=${() => this.silence(message)}>${icon('silence')}</button>
        <button class="icon-only quiet" title=${text('desk-delete')} aria-label=${text('desk-delete')}
          @click=${() => act('chat_delete', { message: message.id })}>${icon('bin')}</button>
      </div>
    </article>`;
  }

  private silence(message: Message): void {
    const until_ms = Math.round(summit.now() + SILENCE_MS);
    void act('chat_ban', { room: summit.room, person: message.who.id, until_ms });
  }

  private setMode(chat_mode: ChatMode): void {
    const chat_slow_ms = chat_mode === 'slow' ? SLOW_MS : 0;
    void act('chat_mode_set', { room: summit.room, chat_mode, chat_slow_ms });
  }

  private send(event: SubmitEvent): void {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const words = String(new FormData(form).get('words') ?? '').trim();
    if (!words) return;
    void act('chat_send', { room: summit.room, text: words }).then((isDone) => isDone && form.reset());
  }
}
