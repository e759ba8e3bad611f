// The two monitors: what comes and what is on air, the layouts, and the cut between them.
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Layout, Stage } from '../generated/summit.js';
import { text } from '../i18n.js';
import { icon } from '../icons.js';
import { isolate, say, summit } from '../summit.js';
import { act } from './actions.js';
import './composition.js';
import './localized-field.js';
import type { LocalizedField } from './localized-field.js';
import { DeskPart, deskStyle } from './part.js';
import { Sorting, withMoved } from './sorting.js';
import { layouts, seatsFor, shownMax, shownSeats } from './stage-plan.js';

/** Choose what comes; the seats named already stay as far as they fit. */
export function preview(layout: Layout, seats?: number[]): void {
  const { stage, preview: coming } = summit.sections;
  void act('stage_preview', {
    room: summit.room,
    preview_layout: layout,
    preview_seats: seats ?? seatsFor(layout, coming?.seats ?? [], stage),
  });
}

export function take(): void {
  void act('stage_take', { room: summit.room });
}

export function toggleHold(): void {
  const { stage } = summit.sections;
  const hold = stage?.hold === 'on' ? 'off' : 'on';
  void act('stage_hold', { room: summit.room, hold, hold_text: stage?.hold_text ?? {} });
}

/** Whether a take would change anything. */
function isTaken(): boolean {
  const { stage, preview: coming } = summit.sections;
  return !stage || !coming || (stage.layout === coming.layout && stage.layout_seats.join() === coming.seats.join());
}

@customElement('desk-monitors')
export class Monitors extends DeskPart {
  @property({ attribute: false }) pictures = new Map<number, MediaStream>();
  @state() private isSlateOpen = false;
  @query('dialog') private dialog?: HTMLDialogElement;
  @query('localized-field') private slateText?: LocalizedField;
  private readonly sorting = new Sorting(this, 'ol', (from, to) => this.reorder(withMoved(this.named, from, to)));

  static override styles = [
    deskStyle,
    css`
      .monitors {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr);
        gap: 12px;
        align-items: center;
        padding: 12px;
      }
      figure {
        display: grid;
        gap: 6px;
      }
      figcaption {
        display: flex;
        align-items: center;
        gap: 8px;
        font-weight: 650;
      }
      desk-composition {
        box-shadow: 0 0 0 2px var(--edge);
      }
      .coming {
        --edge: var(--good);
      }
      .on-air {
        --edge: var(--bad);
      }
      .tally {
        padding: 0 8px;
        border-radius: 5px;
        background: var(--edge);
        color: var(--surface);
        font-size: 12px;
        font-weight: 700;
      }
      .cut-button {
        display: grid;
        gap: 8px;
        justify-items: stretch;
      }
      button.take {
        flex-direction: column;
        min-block-size: 76px;
        min-inline-size: 84px;
        justify-content: center;
        gap: 2px;
        font-size: 16px;
      }
      .choices {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: 8px 12px;
        align-items: center;
        padding: 0 12px 10px;
      }
      .layouts {
        display: flex;
        gap: 5px;
      }
      .layouts button {
        flex-direction: column;
        gap: 1px;
        min-block-size: 48px;
        padding-inline: 8px;
        font-size: 12px;
      }
      .layouts .icon {
        inline-size: 22px;
      }
      ol {
        display: flex;
        gap: 5px;
        flex-wrap: wrap;
      }
      .seat {
        display: flex;
        align-items: center;
        max-inline-size: 15rem;
        border: 1px solid var(--line);
        border-radius: 999px;
        background: var(--raised);
        padding-inline-start: 4px;
      }
      .seat button {
        min-block-size: 28px;
        inline-size: 26px;
      }
      .seat .icon {
        inline-size: 15px;
      }
      .grip {
        cursor: grab;
        display: flex;
        align-items: center;
        gap: 4px;
        touch-action: none;
      }
      @media (max-width: 700px) {
        .monitors {
          grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
          gap: 8px;
          padding: 8px;
        }
        .cut-button {
          grid-row: 2;
          grid-column: 1 / -1;
          grid-template-columns: 2fr 1fr;
        }
        button.take {
          min-block-size: 52px;
          flex-direction: row;
          gap: 8px;
        }
        .choices {
          grid-template-columns: minmax(0, 1fr);
          padding-inline: 8px;
        }
        .layouts {
          display: grid;
          grid-template-columns: repeat(5, minmax(0, 1fr));
        }
        .layouts button {
          padding-inline: 2px;
          white-space: normal;
          line-height: 1.15;
          justify-content: center;
          border-radius: 9px;
        }
        .layouts span {
          overflow: hidden;
          max-inline-size: 100%;
        }
        .layouts kbd {
          display: none;
        }
        .seat button {
          min-block-size: 40px;
          inline-size: 36px;
        }
      }
    `,
  ];

  protected override shouldUpdate(): boolean {
    return !this.sorting.isDragging;
  }

  private get named(): number[] {
    return summit.sections.preview?.seats ?? [];
  }

  override render() {
    const { stage } = summit.sections;
    const coming = summit.sections.preview?.layout ?? 'solo';
    const isHeld = stage?.hold === 'on';
    return html`
      <div class="monitors">
        ${this.monitor('coming', coming, this.named)}
        <div class="cut-button">
          <button class="primary take turns" aria-keyshortcuts="t" ?disabled=${isTaken()} @click=${take}>
            ${icon('cut')}<span>${text('desk-take')}</span><kbd>T</kbd>
          </button>
          <button class=${isHeld ? 'bad' : ''} aria-pressed=${isHeld} aria-keyshortcuts="h"
            @click=${() => (isHeld ? toggleHold() : this.openSlate())}>
            ${icon('slate')}<span>${text(isHeld ? 'desk-hold-off' : 'desk-hold-on')}</span>
          </button>
        </div>
        ${this.monitor('on-air', stage?.layout ?? 'solo', stage?.layout_seats ?? [])}
      </div>
      <div class="choices">
        <div class="layouts" role="group" aria-label=${text('desk-layouts')}>
          ${layouts.map((layout, i) => html`<button aria-pressed=${layout === coming} aria-keyshortcuts=${i + 1}
            @click=${() => preview(layout)}>
            ${icon(`layout-${layout}`)}<span>${text(`desk-layout-${layout}`)}</span>
          </button>`)}
        </div>
        ${this.order(stage, coming)}
      </div>
      ${this.slateDialog()}
    `;
  }

  private monitor(which: 'coming' | 'on-air', layout: Layout, named: number[]) {
    const { stage } = summit.sections;
    const isOnAir = which === 'on-air';
    const isHeld = isOnAir && stage?.hold === 'on';
    return html`<figure class=${which}>
      <figcaption>
        <span class="tally">${text(isOnAir ? 'desk-on-air' : 'desk-preview')}</span>
        <span class="soft small cut">${text(`desk-layout-${layout}`)}</span>
      </figcaption>
      <desk-composition .layout=${layout} .seats=${shownSeats(stage, layout, named)} .pictures=${this.pictures}
        .empty=${text('stage-nobody')}
        .slate=${isHeld ? say(stage?.hold_text) || text('desk-hold-shown') : undefined}></desk-composition>
    </figure>`;
  }

  /** Whom the preview shows, in order; none named: all, as they sit. */
  private order(stage: Stage | undefined, layout: Layout) {
    const seats = this.named.length > 0 ? shownSeats(stage, layout, this.named) : [];
    if (seats.length === 0) {
      return html`<span class="soft small">${text(layout === 'panel' ? 'desk-preview-all' : 'desk-preview-first')}</span>`;
    }
    return html`<ol aria-label=${text('desk-preview-order')}>
      ${repeat(seats, (seat) => seat.id, (seat, i) => html`<li class="seat sortable">
        <span class="grip cut" title=${text('desk-drag')}>${icon('grip')}<span class="cut">${isolate(seat.who.name)}</span></span>
        ${i > 0
          ? html`<button class="quiet icon-only" aria-label=${text('desk-earlier')} title=${text('desk-earlier')}
              @click=${() => this.reorder(withMoved(this.named, i, i - 1))}>${icon('earlier')}</button>`
          : nothing}
        <button class="quiet icon-only" aria-label=${text('desk-preview-drop')} title=${text('desk-preview-drop')}
          @click=${() => this.reorder(this.named.filter((id) => id !== seat.id))}>${icon('close')}</button>
      </li>`)}
    </ol>`;
  }

  private reorder(seats: number[]): void {
    preview(summit.sections.preview?.layout ?? 'solo', seats);
  }

  // ---- the slate ----

  private openSlate(): void {
    this.isSlateOpen = true;
    void this.updateComplete.then(() => {
      this.dialog?.showModal();
      this.slateText?.focus();
    });
  }

  private slateDialog() {
    if (!this.isSlateOpen) return nothing;
    return html`<dialog aria-labelledby="slate" @close=${() => (this.isSlateOpen = false)}>
      <form method="dialog" @submit=${() => this.putUp()}>
        <h2 id="slate">${text('desk-hold-on')}</h2>
        <p class="soft">${text('desk-hold-long')}</p>
        <localized-field label=${text('desk-hold-text')} maxlength="300"
          .value=${summit.sections.stage?.hold_text ?? {}}></localized-field>
        <div class="actions">
          <button type="button" @click=${() => this.dialog?.close()}>${text('desk-cancel')}</button>
          <button class="primary">${icon('slate')}${text('desk-hold-put-up')}</button>
        </div>
      </form>
    </dialog>`;
  }

  private putUp(): void {
    void act('stage_hold', { room: summit.room, hold: 'on', hold_text: this.slateText?.read() ?? {} });
  }
}

/** Add a seat to what comes, or take it out. */
export function togglePreview(seat: number): void {
  const { stage, preview: coming } = summit.sections;
  const layout = coming?.layout ?? 'solo';
  const named = (coming?.seats ?? []).filter((id) => stage?.seats.some((one) => one.id === id));
  if (named.includes(seat)) preview(layout, named.filter((id) => id !== seat));
  else if (shownMax[layout] === 1) preview(layout, [seat]);
  else preview(layout, [...named, seat].slice(-shownMax[layout]));
}
