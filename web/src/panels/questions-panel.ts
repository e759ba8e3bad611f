// Questions in writing: asked, moderated, supported by others, answered.
import { css, html, nothing } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Question, Who } from '../generated/summit.js';
import { currentLanguage, text } from '../i18n.js';
import { icon } from '../icons.js';
import { isolate, summit } from '../summit.js';
import { number } from '../words.js';
import { Panel, panelStyle, person } from './panel.js';

const LENGTH = 280; // the server takes 600 bytes

type Shown = Question & { who?: Who };

@customElement('hall-questions')
export class QuestionsPanel extends Panel {
  @query('textarea') private words?: HTMLTextAreaElement;
  @query('input[type=checkbox]') private anonymous?: HTMLInputElement;

  static override styles = [
    panelStyle,
    css`
      .question {
        grid-template-columns: minmax(0, 1fr) auto;
        column-gap: 12px;
      }
      .question > :not(.voice) {
        grid-column: 1;
      }
      .voice {
        grid-row: 1 / span 3;
        grid-column: 2;
        flex-direction: column;
        gap: 0;
        min-inline-size: 54px;
        padding: 7px 8px;
        border-radius: 12px;
        justify-content: center;
        align-self: start;
        font-variant-numeric: tabular-nums;
        line-height: 1.2;
      }
      .voice[aria-pressed='true']:disabled {
        border-style: solid;
        color: var(--ink);
      }
      .asked {
        font-size: 16px;
        line-height: 1.45;
        white-space: pre-line;
      }
      blockquote {
        margin: 6px 0 0;
        padding: 4px 12px;
        border-inline-start: 3px solid var(--accent);
        white-space: pre-line;
      }
    `,
  ];

  override render() {
    const questions = summit.sections.questions ?? [];
    const voices = (question: Shown) => summit.sections.upvotes?.[question.id] ?? 0;
    const isDone = (question: Shown) => question.status?.startsWith('answered') ?? false;
    const sorted = questions
      .filter((question) => question.status && question.status !== 'asked')
      .sort((a, b) => Number(isDone(a)) - Number(isDone(b)) || voices(b) - voices(a) || a.id - b.id);
    const shown = new Set(sorted.map((question) => question.id));
    const waiting = summit.you?.questions?.filter((id) => !shown.has(id)).length ?? 0;
    return html`<div class="stack">
      ${summit.may('question_ask') ? this.form() : nothing}
      ${this.whyRefused()}
      ${waiting > 0 ? html`<p class="note" role="status">${text('hall-questions-waiting', { count: waiting })}</p>` : nothing}
      ${sorted.length > 0
        ? html`<ul class="rows">${repeat(sorted, (one) => one.id, (one) => this.question(one, voices(one)))}</ul>`
        : html`<div class="empty">${icon('question')}<p>${text('hall-questions-none')}</p></div>`}
    </div>`;
  }

  private form() {
    return html`<form class="card" @submit=${this.put}>
      <label class="field">${text('hall-question')}
        <textarea name="question" rows="2" maxlength=${LENGTH} required placeholder=${text('hall-question-hint')}></textarea></label>
      ${summit.sections.summit?.anonymous_questions === 'on'
        ? html`<label class="check"><input type="checkbox" />${text('hall-question-anonymous')}</label>`
        : nothing}
      <button class="primary" ?disabled=${this.isBusy}>${text('hall-question-ask')}</button>
    </form>`;
  }

  private question(question: Shown, voices: number) {
    const isOwn = summit.you?.questions?.includes(question.id) ?? false;
    const isMine = isOwn || (summit.you?.upvoted?.includes(question.id) ?? false);
    return html`<li class="question">
      <p class="asked" lang=${question.language ?? nothing}>${isolate(question.text)}</p>
      <span class="row">${question.who ? person(question.who) : html`<small>${text('hall-question-nobody')}</small>`}</span>
      <span class="row">
        ${isOwn ? html`<span class="chip">${text('hall-question-own')}</span>` : nothing}
        ${question.status === 'answered_live' ? html`<span class="chip good">${text('hall-answered-live')}</span>` : nothing}
      </span>
      ${question.answer
        ? html`<blockquote><small>${text('hall-answer')}</small><br />${isolate(question.answer)}</blockquote>`
        : nothing}
      <button class="voice" aria-pressed=${isMine} ?disabled=${isMine || this.isBusy || !summit.may('question_upvote')}
        aria-label=${text(isMine ? 'hall-question-supported' : 'hall-question-support', { count: voices })}
        title=${text(isMine ? 'hall-question-supported' : 'hall-question-support', { count: voices })}
        @click=${() => this.ask('question_upvote', { question: question.id })}>
        ${icon('up')}<span>${number(voices)}</span></button>
    </li>`;
  }

  private readonly put = async (event: Event): Promise<void> => {
    event.preventDefault();
    const words = this.words?.value.trim();
    if (!words) return;
    const isAsked = await this.ask('question_ask', {
      room: summit.room,
      text: words,
      language: currentLanguage().code,
      ...(this.anonymous?.checked ? { anonymity: 'anonymous' as const } : {}),
    });
    if (isAsked && this.words) this.words.value = '';
  };
}
