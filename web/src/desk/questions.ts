// Questions: what was asked, let through or not, and answered live or in writing.
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Sections } from '../generated/summit.js';
import { text } from '../i18n.js';
import { icon } from '../icons.js';
import { isolate, summit } from '../summit.js';
import { act } from './actions.js';
import { DeskPart, deskStyle } from './part.js';

type Question = NonNullable<Sections['questions']>[number];

const isNew = (question: Question): boolean => (question.status ?? 'asked') === 'asked';
const isOpen = (question: Question): boolean => question.status === 'accepted';

export function newQuestions(): number {
  return summit.sections.questions?.filter(isNew).length ?? 0;
}

@customElement('desk-questions')
export class Questions extends DeskPart {
  @state() private answering = 0;

  static override styles = [
    deskStyle,
    css`
      :host {
        display: grid;
        grid-template-rows: 1fr;
        block-size: 100%;
      }
      .bar {
        background: var(--surface);
        position: sticky;
        inset-block-start: 0;
        z-index: 1;
      }
      .answer {
        border-inline-start: 3px solid var(--good);
        padding-inline-start: 9px;
      }
    `,
  ];

  override render() {
    const questions = summit.sections.questions ?? [];
    const wishes = (question: Question) => summit.sections.upvotes?.[question.id] ?? 0;
    const accepted = questions.filter(isOpen).sort((a, b) => wishes(b) - wishes(a));
    const done = questions.filter((question) => !isNew(question) && !isOpen(question));
    return html`<div class="scroll">
      ${this.group(text('desk-questions-new', { count: newQuestions() }), questions.filter(isNew).reverse(), 'desk-questions-none')}
      ${this.group(text('desk-questions-accepted', { count: accepted.length }), accepted, 'desk-questions-none')}
      ${done.length > 0 ? this.group(text('desk-questions-done', { count: done.length }), done, 'desk-questions-none') : nothing}
    </div>`;
  }

  private group(title: string, questions: Question[], none: string) {
    return html`<section>
      <div class="bar"><h2>${title}</h2></div>
      ${questions.length === 0 ? html`<p class="none">${text(none)}</p>` : nothing}
      ${repeat(questions, (question) => question.id, (question) => this.question(question))}
    </section>`;
  }

  private question(question: Question) {
    const count = summit.sections.upvotes?.[question.id] ?? 0;
    return html`<article class="card">
      <div class="row small soft">
        <span class="cut">${question.who ? isolate(question.who.name) : text('desk-anonymous')}</span>
        ${count > 0 ? html`<span class="badge spread">${text('desk-upvotes', { count })}</span>` : nothing}
      </div>
      <p class="wrap"><bdi dir="auto" lang=${question.language ?? nothing}>${question.text}</bdi></p>
      ${question.answer ? html`<p class="answer wrap"><bdi dir="auto">${question.answer}</bdi></p>` : nothing}
      ${this.answering === question.id ? this.answerForm(question) : this.tools(question)}
    </article>`;
  }

  private tools(question: Question) {
    if (isNew(question)) {
      return html`<div class="row">
        <button @click=${() => act('question_accept', { question: question.id })}>${icon('check')}${text('desk-accept')}</button>
        <button class="quiet" @click=${() => act('question_reject', { question: question.id })}>${icon('close')}${text('desk-reject')}</button>
      </div>`;
    }
    if (!isOpen(question)) {
      return html`<span class="badge good">${text(`desk-question-${question.status ?? 'asked'}`)}</span>`;
    }
    return html`<div class="row">
      <button @click=${() => act('question_answer', { question: question.id })}>${icon('check')}${text('desk-answered-live')}</button>
      <button @click=${() => (this.answering = question.id)}>${icon('pen')}${text('desk-answer')}</button>
      <button class="icon-only quiet spread" title=${text('desk-reject')} aria-label=${text('desk-reject')}
        @click=${() => act('question_reject', { question: question.id })}>${icon('close')}</button>
    </div>`;
  }

  private answerForm(question: Question) {
    const submit = (event: SubmitEvent) => {
      event.preventDefault();
      const answer = String(new FormData(event.target as HTMLFormElement).get('answer') ?? '').trim();
      if (!answer) return;
      void act('question_answer', { question: question.id, answer }).then((isDone) => {
        if (isDone) this.answering = 0;
      });
    };
    return html`<form class="form" @submit=${submit}>
      <textarea name="answer" rows="3" maxlength="4000" dir="auto" aria-label=${text('desk-answer')}></textarea>
      <div class="actions">
        <button type="button" @click=${() => (this.answering = 0)}>${text('desk-cancel')}</button>
        <button class="primary">${text('desk-answer-send')}</button>
      </div>
    </form>`;
  }
}
