// The rooms of the summit: the way to each one's desk, and a form for each and for the summit
// itself. Event: `done`, when it was closed.
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { text } from '../i18n.js';
import { icon } from '../icons.js';
import { say, sayMarked, summit } from '../summit.js';
import { isDirector } from './actions.js';
import { DeskPart, deskStyle } from './part.js';
import './room-form.js';
import type { RoomBrief } from './room-form.js';
import './summit-form.js';

@customElement('desk-rooms')
export class Rooms extends DeskPart {
  /** What is being changed. */
  @state() private writing?: RoomBrief | 'summit';
  @query('dialog') private dialog?: HTMLDialogElement;

  static override styles = [
    deskStyle,
    css`
      li {
        display: flex;
        align-items: center;
        gap: 8px;
        padding-block: 8px;
        border-block-end: 1px solid var(--line);
      }
      .what {
        display: grid;
        min-inline-size: 0;
        margin-inline-end: auto;
      }
    `,
  ];

  protected override firstUpdated(): void {
    this.dialog?.showModal();
  }

  override render() {
    const rooms = summit.sections.summit?.rooms ?? [];
    const done = () => (this.writing = undefined);
    return html`<dialog aria-labelledby="rooms" @close=${() => this.dispatchEvent(new Event('done'))}>
        <form method="dialog">
          <h2 id="rooms">${text('desk-rooms')}</h2>
          <ul>${repeat(rooms, (room) => room.id, (room) => this.row(room))}</ul>
          <div class="actions">
            ${isDirector()
              ? html`<button type="button" class="summit" aria-haspopup="dialog" @click=${() => (this.writing = 'summit')}>
                  ${icon('pen')}${text('desk-summit-edit')}</button>`
              : nothing}
            <button class="primary">${text('desk-close')}</button>
          </div>
        </form>
      </dialog>
      ${this.writing === 'summit' ? html`<desk-summit-form @done=${done}></desk-summit-form>` : nothing}
      ${typeof this.writing === 'object' ? html`<desk-room-form .room=${this.writing} @done=${done}></desk-room-form>` : nothing}`;
  }

  private row(room: RoomBrief) {
    const isHere = room.id === summit.room;
    const edit = text('desk-room-edit-label', { room: say(room.name) });
    return html`<li>
      <span class="what"><strong class="wrap">${sayMarked(room.name)}</strong>
        <span class="soft small">${text(`desk-room-${room.kind ?? 'plenary'}`)}</span></span>
      ${isHere
        ? html`<span class="badge good">${text('desk-room-here')}</span>`
        : html`<a href=${`/desk/${room.slug}`}>${text('desk-room-go')}</a>`}
      ${isDirector()
        ? html`<button type="button" class="icon-only quiet" aria-haspopup="dialog" title=${edit} aria-label=${edit}
            @click=${() => (this.writing = room)}>${icon('pen')}</button>`
        : nothing}
    </li>`;
  }
}
