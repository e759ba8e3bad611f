// One person: who they are, and what the desk may do with them: change them, invite them to the
// stage or the summit, send them out, ban, remove. An invitation's link is shown once.
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { CommandName, Commands, Invitation, Person } from '../generated/summit.js';
import { Hearing } from '../hearing.js';
import { text } from '../i18n.js';
import { icon } from '../icons.js';
import { why } from '../refusal.js';
import { command, isolate, summit } from '../summit.js';
import { isDirector } from './actions.js';
import { ask } from './ask.js';
import './download-link.js';
import { EXPIRY_DAYS, issue, type Issued, type Qr } from './issuing.js';
import { DeskPart, deskStyle } from './part.js';
import { countryOf, people } from './people-index.js';
import './person-form.js';
import { dayOf, timeOf } from './times.js';

/** For a phone's camera; the link beside it says the same. */
const svgOf = ({ box, path }: Qr) => html`<svg class="qr" viewBox=${box} aria-hidden="true" shape-rendering="crispEdges"><path d=${path} /></svg>`;

/** Event: `done`, when it was closed. */
@customElement('desk-person')
export class PersonDialog extends DeskPart {
  @property({ type: Number }) person = 0;
  @state() private link?: Issued;
  @state() private isCopied = false;
  @state() private isBusy = false;
  @state() private problem = '';
  @state() private changing?: Person;
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
      .qr {
        inline-size: 11rem;
        border-radius: 9px;
        background: var(--paper);
        fill: var(--paper-ink);
      }
    `,
  ];

  constructor() {
    super();
    new Hearing(this, people);
  }

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
        <p class="refused" role="alert">${this.problem}</p>
        ${person ? this.facts(person) : html`<p>${text('desk-person-gone')}</p>`}
        ${person ? this.floor(person) : nothing}
        ${person ? this.invitation(person) : nothing}
        ${person ? this.order(person) : nothing}
      </div>
      ${this.changing
        ? html`<desk-person-form .person=${this.changing} @done=${() => (this.changing = undefined)}></desk-person-form>`
        : nothing}
    </dialog>`;
  }

  /** True when it was done; else the dialog says why not. */
  private async act<K extends CommandName>(name: K, fields: Commands[K]): Promise<boolean> {
    return this.attempt(() => command(name, fields));
  }

  private async attempt(action: () => Promise<unknown>): Promise<boolean> {
    this.problem = '';
    this.isBusy = true;
    try {
      await action();
      return true;
    } catch (problem) {
      this.problem = why(problem);
      return false;
    } finally {
      this.isBusy = false;
    }
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
            @click=${() => this.act('stage_invite', { room: summit.room, person: person.id })}>${icon('seat')}${text('desk-invite')}</button>`}
      ${isDirector() || (person.role !== 'director' && person.role !== 'moderator')
        ? html`<button aria-haspopup="dialog" @click=${() => (this.changing = person)}>${icon('pen')}${text('desk-edit')}</button>`
        : nothing}
    </div>`;
  }

  // ---- the way into the summit ----

  private invitation(person: Person) {
    return html`<section>
      <h3>${text('desk-invitation')}</h3>
      ${people.invitationsOf(person.id).map((one) => this.issued(one))}
      ${this.link ? this.shownOnce(this.link, person) : this.issueRow(person)}
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
      <button ?disabled=${person.banned === 'on' || this.isBusy} @click=${() => this.issue()}>${icon('link')}${text('desk-issue')}</button>
      <select aria-label=${text('desk-issue-days')} @change=${(event: Event) => (this.days = Number((event.target as HTMLSelectElement).value))}>
        ${EXPIRY_DAYS.map((count) => html`<option value=${count} ?selected=${count === this.days}>${text('desk-days', { count })}</option>`)}
      </select>
    </div>`;
  }

  private shownOnce({ link, qr, card }: Issued, person: Person) {
    return html`
      <p class="small">${text('desk-link-once')}</p>
      <input class="link" readonly aria-label=${text('desk-invitation')} .value=${link} @focus=${() => this.field?.select()} />
      ${qr ? svgOf(qr) : nothing}
      <div class="row">
        <button class="primary" @click=${() => this.copy(link)}>${icon(this.isCopied ? 'check' : 'copy')}${text(this.isCopied ? 'desk-copied' : 'desk-copy')}</button>
        ${card ? html`<download-link .file=${card} name=${`invitation-${person.id}.html`} label=${text('desk-card')}></download-link>` : nothing}
      </div>`;
  }

  private async issue(): Promise<void> {
    if (await this.attempt(async () => (this.link = await issue(this.person, this.days)))) {
      await this.updateComplete;
      this.field?.focus(); // the button that was pressed is gone
      void people.refresh(this.person);
    }
  }

  private async copy(link: string): Promise<void> {
    this.field?.select();
    try {
      await navigator.clipboard.writeText(link);
      this.isCopied = true;
    } catch {
      this.isCopied = document.execCommand('copy'); // an older way, where the newer is not allowed
    }
  }

  private async revoke(invitation: number): Promise<void> {
    if (await this.act('invitation_revoke', { invitation })) void people.refresh(this.person);
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
    await this.act('person_eject', { room: summit.room, person: person.id, reason: answer.reason });
  }

  private async ban(person: Person): Promise<void> {
    const answer = await ask({ title: text('desk-ban'), long: person.name ?? '', go: text('desk-ban'), reason: text('desk-reason'), isBad: true });
    if (answer && (await this.act('person_ban', { person: person.id, ban_reason: answer.reason }))) void people.refresh(person.id);
  }

  private async unban(): Promise<void> {
    if (await this.act('person_unban', { person: this.person })) void people.refresh(this.person);
  }

  private async strike(person: Person): Promise<void> {
    const answer = await ask({ title: text('desk-remove'), long: person.name ?? '', go: text('desk-remove'), isBad: true });
    if (answer && (await this.act('person_remove', { person: person.id }))) {
      await people.refresh(person.id);
      this.dialog?.close();
    }
  }
}
