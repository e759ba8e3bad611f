// Applause and other reactions: one's own, by a press; the room's, counted by the server once a
// second, as signs that rise over the stage. Who wants no motion sees the number alone.
import { LitElement, css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { shared } from '../controls.js';
import type { Reactions } from '../generated/summit.js';
import { LanguageController, text } from '../i18n.js';
import { icon } from '../icons.js';
import { summit } from '../summit.js';
import { number } from '../words.js';

const KINDS = ['applause', 'heart', 'laughter', 'surprise'] as const;
type Kind = (typeof KINDS)[number];

const EVERY_MS = 300; // one's own: as fast as one may clap
const SHOWN_MS = 3000;
const SIGNS_MAX = 10; // a second, however many clap
const still = matchMedia('(prefers-reduced-motion: reduce)');

/** Buttons to react with. */
@customElement('hall-react')
export class React extends LitElement {
  private lastAt = 0;

  constructor() {
    super();
    new LanguageController(this);
  }

  static override styles = [shared, css`
    :host {
      display: flex;
      gap: 2px;
      padding: 0;
      border: 1px solid var(--line);
      border-radius: 999px;
      background: var(--raised);
    }
    button {
      inline-size: 44px;
      padding: 0;
      justify-content: center;
      border: 0;
      background: none;
    }
    button:active .icon {
      transform: scale(1.25);
    }
    .icon {
      inline-size: 22px;
      block-size: 22px;
      transition: transform var(--quick);
    }
    @container (max-width: 520px) {
      button:nth-child(n + 2) {
        display: none;
      }
    }
  `];

  override render() {
    return KINDS.map((kind) => html`<button aria-label=${text(`hall-react-${kind}`)} title=${text(`hall-react-${kind}`)}
      @click=${() => this.react(kind)}>${icon(kind)}</button>`);
  }

  react(kind: Kind): void {
    const now = performance.now();
    if (now - this.lastAt < EVERY_MS) return;
    this.lastAt = now;
    summit.send({ react: kind });
  }
}

interface Sign {
  key: number;
  kind: Kind;
  at: number; // where along the edge, in percent
  delayMs: number;
}

/** What the room does, over the stage. */
@customElement('hall-reactions')
export class ReactionsView extends LitElement {
  @state() private counts: Partial<Record<Kind, number>> = {};
  @state() private signs: Sign[] = [];
  private nextKey = 0;
  private timer = 0;

  static override styles = [shared, css`
    :host {
      position: absolute;
      inset: 0;
      overflow: hidden;
      pointer-events: none;
      border-radius: var(--radius);
    }
    .counts {
      position: absolute;
      inset-block-end: 12px;
      inset-inline-end: 12px;
      display: flex;
      gap: 8px;
    }
    .counts span {
      display: inline-flex;
      align-items: center;
      gap: 6px;
      padding: 5px 12px;
      border-radius: 999px;
      background: var(--picture-veil);
      color: var(--picture-ink);
      font-size: 14px;
      font-weight: 620;
      font-variant-numeric: tabular-nums;
    }
    .sign {
      position: absolute;
      inset-block-end: 48px;
      color: var(--picture-ink);
      filter: drop-shadow(0 2px 6px var(--picture));
      opacity: 0;
      animation: rise 2.4s ease-out both;
    }
    .sign .icon {
      inline-size: 30px;
      block-size: 30px;
    }
    .sign[data-kind='heart'] {
      color: var(--picture-heart);
    }
    @keyframes rise {
      10% {
        opacity: 1;
      }
      100% {
        opacity: 0;
        transform: translateY(-180px);
      }
    }
  `];

  constructor() {
    super();
    new LanguageController(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    summit.addEventListener('reactions', this.hear);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    summit.removeEventListener('reactions', this.hear);
    clearTimeout(this.timer);
  }

  override render() {
    const heard = KINDS.filter((kind) => this.counts[kind]);
    return html`
      ${repeat(this.signs, (sign) => sign.key, (sign) => html`<span class="sign" data-kind=${sign.kind}
        .style=${`inset-inline-end: ${sign.at}%; animation-delay: ${sign.delayMs}ms`}
        @animationend=${() => this.drop(sign.key)}>${icon(sign.kind)}</span>`)}
      ${heard.length > 0
        ? html`<div class="counts">${heard.map((kind) => html`<span>${icon(kind)}
            <b aria-label=${text(`hall-react-${kind}`)}>${number(this.counts[kind] ?? 0)}</b></span>`)}</div>`
        : nothing}
    `;
  }

  private readonly hear = (event: Event): void => {
    const { detail } = event as CustomEvent<Reactions>;
    this.counts = Object.fromEntries(KINDS.map((kind) => [kind, detail[kind] ?? 0]));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.counts = {}), SHOWN_MS);
    if (still.matches || document.hidden) return;
    const all = KINDS.reduce((sum, kind) => sum + (detail[kind] ?? 0), 0);
    const signs = KINDS.flatMap((kind) => {
      const share = Math.min(detail[kind] ?? 0, Math.ceil((SIGNS_MAX * (detail[kind] ?? 0)) / Math.max(all, 1)));
      return Array.from({ length: share }, (): Sign => ({
        key: this.nextKey++, kind, at: 3 + Math.random() * 22, delayMs: Math.random() * 900,
      }));
    });
    this.signs = [...this.signs, ...signs].slice(-3 * SIGNS_MAX);
  };

  private drop(key: number): void {
    this.signs = this.signs.filter((sign) => sign.key !== key);
  }
}
