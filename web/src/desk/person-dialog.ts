// One person: who they are, and what the desk may do with them: invite them to the stage or the
// summit, send them out, ban, remove. The secret of an invitation is drawn here and shown once.
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Invitation, Person } from '../generated/summit.js';
import { text } from '../i18n.js';
import { icon } from '../icons.js';
import { isolate, summit } from '../summit.js';
import { act, isDirector } from './actions.js';
import { ask } from './ask.js';
import { DeskPart, deskStyle } from './part.js';
import { countryOf, people } from './people-index.js';
import { dayOf, timeOf } from './times.js';

const SECRET_BYTES = 16;
const DAY_MS = 24 * 3600 * 1000;
const EXPIRY_DAYS = [1, 7, 30];

/** A new secret for a link, and the hash of its text, which is all the server learns. */
async function drawSecret(): Promise<{ secret: string; hash: string }> {
  const bytes = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  const secret = btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret)));
  const hash = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return { secret, hash };
}

/** Event: `done`, when it was closed. */
@customElement('desk-person')
export class PersonDialog extends DeskPart {
  @property({ type: Number }) person = 0;
  @state() private link = '';
  @state() private isCopied = false;
  @state() private days = 7;
  @query('dialog') private dialog?: HTMLDialogElement;
  @query('.link') private field?: HTMLInputElement;

  static override styles = [
    deskStyle,
    css`
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 4px 14px;
      }
      dt {
        color: var(--ink-soft);
      }
      .invitation {
        display: flex;
        gap: 8px;
        align-items: center;
      }
      .link {
        direction: ltr;
      }
      section {
        border-block-start: 1px solid var(--line);
        padding-block-start: 12px;
        display: grid;
        gap: 8px;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    people.addEventListener('change', this.redraw);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    people.removeEventListener('change', this.redraw);
  }

  private readonly redraw = (): void => this.requestUpdate();

  protected override firstUpdated(): void {
    this.dialog?.showModal();
  }

  override render() {
    const entry = people.find(this.person);
    const person = entry?.person;
    return html`<dialog aria-labelledby="name" @close=${() => this.dispatchEvent(new Event('done'))}>
      <div class="form">
        <div class="row">
          <h2 id="name" class="wrap">${isolate(person?.name)}</h2>
          <button class="icon-only quiet spread" aria-label=${text('desk-close')} title=${text('desk-close')}
            @click=${() => this.dialog?.close()}>${icon('close')}</button>
        </div>
        ${person ? this.facts(person) : html`<p>${text('desk-person-gone')}</p>`}
        ${person ? this.floor(person) : nothing}
        ${person ? this.invitation(person) : nothing}
        ${person ? this.order(person) : nothing}
      </div>
    </dialog>`;
  }

  private facts(person: Person) {
    const location = people.find(person.id)?.location;
    const line = (name: string, value: unknown) => (value ? html`<dt>${name}</dt><dd class="wrap">${value}</dd>` : nothing);
    return html`<dl>
      ${line(text('desk-person-title'), person.title && isolate(person.title))}
      ${line(text('desk-role'), text(`desk-role-${person.role ?? 'viewer'}`))}
      ${line(text('desk-person-location'), location && html`${isolate(location.name)} · ${countryOf(location)}`)}
      ${line(text('desk-person-spoken'), person.spoken_count && text('desk-times', { count: person.spoken_count }))}
      ${person.banned === 'on' ? line(text('desk-role-banned'), html`<span class="badge bad">${person.ban_reason || text('yes')}</span>`) : nothing}
    </dl>`;
  }

  private floor(person: Person) {
    const { stage, green_room: green } = summit.sections;
    const seat = [...(stage?.seats ?? []), ...(green?.seats ?? [])].find((one) => one.person === person.id);
    return html`<div class="row">
      ${seat
        ? html`<span class="badge good">${text(`desk-floor-${seat.status ?? 'invited'}`)}</span>`
        : html`<button class="primary" ?disabled=${person.banned === 'on'}
            @click=${() => act('stage_invite', { room: summit.room, person: person.id })}>${icon('seat')}${text('desk-invite')}</button>`}
    </div>`;
  }

  // ---- the way into the summit ----

  private invitation(person: Person) {
    return html`<section>
      <h3>${text('desk-invitation')}</h3>
      ${people.invitationsOf(person.id).map((one) => this.issued(one))}
      ${this.link ? this.shownOnce() : this.issueRow(person)}
    </section>`;
  }

  private issued(invitation: Invitation) {
    const status = invitation.status ?? 'issued';
    return html`<div class="invitation small">
      <span class="badge ${status === 'opened' ? 'good' : ''}">${text(`desk-invitation-${status}`)}</span>
      <span class="soft">${status === 'opened' && invitation.opened_ms
        ? html`${dayOf(invitation.opened_ms)} ${timeOf(invitation.opened_ms)}`
        : text('desk-invitation-until', { time: `${dayOf(invitation.expires_ms ?? 0)} ${timeOf(invitation.expires_ms)}` })}</span>
      ${invitation.misuse_count
        ? html`<span class="badge bad">${text('desk-invitation-misused', { count: invitation.misuse_count })}</span>`
        : nothing}
      ${status === 'revoked'
        ? nothing
        : html`<button class="quiet spread" @click=${() => this.revoke(invitation.id)}>${text('desk-revoke')}</button>`}
    </div>`;
  }

  private issueRow(person: Person) {
    return html`<div class="row">
      <button ?disabled=${person.banned === 'on'} @click=${() => this.issue()}>${icon('link')}${text('desk-issue')}</button>
      <select aria-label=${text('desk-issue-days')} @change=${(event: Event) => (this.days = Number((event.target as HTMLSelectElement).value))}>
        ${EXPIRY_DAYS.map((count) => html`<option value=${count} ?selected=${count === this.days}>${text('desk-days', { count })}</option>`)}
      </select>
    </div>`;
  }

  private shownOnce() {
    return html`
      <p class="small">${text('desk-link-once')}</p>
      <input class="link" readonly aria-label=${text('desk-invitation')} .value=${this.link} @focus=${() => this.field?.select()} />
      <div class="row"><button class="primary" @click=${() => this.copy()}>${icon(this.isCopied ? 'check' : 'copy')}${text(this.isCopied ? 'desk-copied' : 'desk-copy')}</button></div>`;
  }

  private async issue(): Promise<void> {
    const { secret, hash } = await drawSecret();
    const expires_ms = Math.round(summit.now() + this.days * DAY_MS);
    if (await act('invitation_issue', { person: this.person, secret_hash: hash, expires_ms })) {
      this.link = `${location.origin}/join#invitation=${secret}`;
      void people.refresh(this.person);
    }
  }

  private async copy(): Promise<void> {
    this.field?.select();
    try {
      await navigator.clipboard.writeText(this.link);
      this.isCopied = true;
    } catch {
      this.isCopied = document.execCommand('copy'); // an older way, where the newer is not allowed
    }
  }

  private async revoke(invitation: number): Promise<void> {
    if (await act('invitation_revoke', { invitation })) void people.refresh(this.person);
  }

  // ---- order ----

  private order(person: Person) {
    const isBanned = person.banned === 'on';
    return html`<section>
      <h3>${text('desk-order')}</h3>
      <div class="row">
        <button class="turns" @click=${() => this.eject(person)}>${icon('leave')}${text('desk-eject')}</button>
        ${isBanned
          ? html`<button @click=${() => this.unban()}>${icon('check')}${text('desk-unban')}</button>`
          : html`<button class="leave" @click=${() => this.ban(person)}>${icon('ban')}${text('desk-ban')}</button>`}
        ${isDirector()
          ? html`<button class="quiet" @click=${() => this.strike(person)}>${icon('bin')}${text('desk-remove')}</button>`
          : nothing}
      </div>
    </section>`;
  }

  private async eject(person: Person): Promise<void> {
    const answer = await ask({ title: text('desk-eject'), long: person.name ?? '', go: text('desk-eject'), reason: text('desk-reason'), isBad: true });
    if (!answer) return;
    await act('person_eject', { room: summit.room, person: person.id, reason: answer.reason });
  }

  private async ban(person: Person): Promise<void> {
    const answer = await ask({ title: text('desk-ban'), long: person.name ?? '', go: text('desk-ban'), reason: text('desk-reason'), isBad: true });
    if (answer && (await act('person_ban', { person: person.id, ban_reason: answer.reason }))) void people.refresh(person.id);
  }

  private async unban(): Promise<void> {
    if (await act('person_unban', { person: this.person })) void people.refresh(this.person);
  }

  private async strike(person: Person): Promise<void> {
    const answer = await ask({ title: text('desk-remove'), long: person.name ?? '', go: text('desk-remove'), isBad: true });
    if (answer && (await act('person_remove', { person: person.id }))) {
      await people.refresh(person.id);
      this.dialog?.close();
    }
  }
}
