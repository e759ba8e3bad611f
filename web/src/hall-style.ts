// How the hall is laid out: the stage with its panels beside it, below it on a phone.
import { css } from 'lit';
import { shared } from './controls.js';

export const hallStyle = [
  shared,
  css`
    .hall {
      display: grid;
      grid-template:
        'top' auto
        'stage' minmax(0, 1fr)
        'names' auto
        'now' auto
        'foot' auto / minmax(0, 1fr);
      gap: var(--gap);
      block-size: 100dvh;
      padding: var(--gap);
      padding-block-end: max(var(--gap), env(safe-area-inset-bottom));
      background: inherit;
    }
    .hall[data-person] {
      grid-template:
        'top top' auto
        'stage side' minmax(0, 1fr)
        'now side' auto
        'foot side' auto / minmax(0, 1fr) clamp(340px, 31vw, 430px);
    }
    .hall:fullscreen {
      background: var(--ground);
    }
    .hall:fullscreen[data-person] {
      grid-template:
        'stage' minmax(0, 1fr)
        'foot' auto / minmax(0, 1fr);
    }
    .hall:fullscreen[data-person] :is(.top, .now, hall-side) {
      display: none;
    }
    .hall .top {
      grid-area: top;
    }
    .screen {
      grid-area: stage;
      display: grid;
      grid-template-rows: minmax(0, 1fr) auto;
      min-block-size: 0;
      min-inline-size: 0;
    }
    .stage {
      display: grid;
      position: relative;
      min-block-size: 0;
      min-inline-size: 0;
    }
    .over {
      position: absolute;
      inset: 0;
      display: grid;
      place-content: center;
      justify-items: center;
      gap: 12px;
      padding: 24px;
      border-radius: var(--radius);
      border: 1px solid var(--line);
      background: var(--surface);
      color: var(--ink-soft);
      text-align: center;
    }
    .over .icon {
      inline-size: clamp(40px, 9vmin, 80px);
      block-size: auto;
      stroke-width: 1;
      color: var(--accent);
    }
    .over strong {
      max-inline-size: 32rem;
      color: var(--ink);
      font-size: clamp(19px, 3.4vmin, 32px);
      font-weight: 600;
      line-height: 1.35;
      overflow-wrap: anywhere;
    }
    hall-clock {
      position: absolute;
      inset-block-start: 12px;
      inset-inline-end: 12px;
    }
    @media (max-width: 1100px) {
      [data-person] .clock {
        display: none;
      }
    }
    @media (max-width: 640px) {
      .facts .wide,
      .hall:not([data-person]) footer .wide {
        display: none;
      }
    }
    .facts {
      display: flex;
      align-items: center;
      gap: 8px 20px;
      flex-wrap: wrap;
    }
    .soft {
      color: var(--ink-soft);
      font-variant-numeric: tabular-nums;
    }
    .count {
      display: inline-flex;
      align-items: center;
      gap: 8px;
    }
    .on-stage {
      grid-area: names;
      display: none;
      margin: 0;
      padding-inline: 4px;
    }
    .on-stage span {
      display: block;
      color: var(--ink-soft);
      font-size: 14px;
    }
    .on-stage strong {
      font-size: 20px;
      font-weight: 620;
    }
    .now {
      grid-area: now;
      display: flex;
      gap: 6px 28px;
      flex-wrap: wrap;
      margin: 0;
      min-inline-size: 0;
    }
    .now p {
      display: flex;
      gap: 10px;
      align-items: baseline;
      margin: 0;
      min-inline-size: 0;
    }
    .now .label {
      flex: none;
      font-size: 13px;
      font-weight: 640;
      color: var(--accent);
    }
    .now .title {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
      font-weight: 600;
    }
    .now .next .title {
      font-weight: 450;
    }
    footer {
      grid-area: foot;
      display: flex;
      align-items: center;
      justify-content: center;
      gap: 10px;
      min-inline-size: 0;
    }
    [data-person] footer {
      justify-content: flex-start;
      container-type: inline-size;
    }
    footer button.main {
      flex: none;
      max-inline-size: 100%;
    }
    footer input[type='range'] {
      flex: 0 1 100px;
      min-inline-size: 56px;
    }
    footer .quality {
      min-inline-size: 46px;
    }
    footer .quality select {
      inline-size: 100%;
    }
    footer button.main span {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    @container (max-width: 880px) {
      footer input[type='range'] {
        display: none;
      }
    }
    @container (max-width: 700px) {
      footer .wide {
        display: none;
      }
      footer .quality {
        inline-size: 46px;
        flex: none;
      }
      footer .quality select {
        inline-size: 46px;
        padding: 0;
        font-size: 0;
        appearance: none;
      }
    }
    @container (max-width: 520px) {
      footer button.main {
        padding-inline: 11px;
        font-size: 14px;
      }
      footer button.main .icon {
        display: none;
      }
    }
    footer .space {
      flex: 1;
    }
    [data-person] footer button.sign {
      inline-size: 46px;
      padding: 0;
      justify-content: center;
    }
    [data-person] footer button.sign span {
      display: none;
    }
    .quality {
      position: relative;
    }
    .quality select {
      padding-inline: 40px 14px;
    }
    @container (max-width: 380px) {
      footer .space {
        display: none;
      }
      footer button.main {
        flex: 1;
        justify-content: center;
        padding-inline: 6px;
      }
      [data-person] footer button.sign,
      footer .quality,
      footer .quality select {
        inline-size: 40px;
      }
    }
    input[type='range'] {
      accent-color: var(--accent);
      inline-size: 100px;
      min-block-size: 44px;
    }
    .up {
      background: color-mix(in srgb, var(--good) 22%, var(--raised));
      border-color: var(--good);
    }
    hall-side {
      grid-area: side;
    }
    hall-vote-card {
      position: absolute;
      inset-block-end: 14px;
      inset-inline: 14px;
      margin-inline-start: auto;
      max-inline-size: 400px;
      max-block-size: calc(100% - 28px);
      display: flex;
      flex-direction: column;
      z-index: 2;
    }
    .press {
      position: fixed;
      inset: 0;
      margin: auto;
      z-index: 3;
      inline-size: fit-content;
      block-size: fit-content;
      display: grid;
      justify-items: center;
      gap: 10px;
      padding: 22px 28px;
      border-radius: 22px;
      background: var(--surface);
      border: 1px solid var(--line);
      box-shadow: 0 24px 60px -18px var(--shadow);
      max-inline-size: min(90vw, 26rem);
      text-align: center;
    }
    .press button {
      min-block-size: 56px;
      padding-inline: 30px;
      font-size: 18px;
    }
    /* Upright, the picture stands on top, with all else below it. */
    @media (max-aspect-ratio: 4/5) {
      .hall {
        grid-template:
          'top' auto
          'stage' auto
          'names' auto
          'now' 1fr
          'foot' auto / minmax(0, 1fr);
      }
      .hall[data-person] {
        grid-template:
          'top' auto
          'stage' auto
          'foot' auto
          'side' minmax(0, 1fr) / minmax(0, 1fr);
        padding-block-end: 0;
      }
      .stage {
        block-size: 52dvh;
      }
      [data-person] .stage {
        block-size: 34dvh;
      }
      .stage:is([data-count='0'], [data-count='1']),
      [data-person] .stage[data-count='2']:not([data-layout^='slides']) {
        block-size: auto;
        aspect-ratio: 16 / 9;
      }
      .on-stage {
        display: block;
      }
      [data-person] :is(.on-stage, .now) {
        display: none;
      }
      hall-vote-card {
        position: fixed;
        inset-block-end: max(10px, env(safe-area-inset-bottom));
        inset-inline: 10px;
        margin-inline: auto;
        max-block-size: min(86dvh, 640px);
      }
    }
    @media (max-width: 640px) {
      .clock,
      input[type='range'] {
        display: none;
      }
      .hall[data-person] {
        padding-block-start: 8px;
        padding-inline: 0;
        gap: 8px;
      }
      .title-of-summit {
        display: none;
      }
      [data-person] :is(.top, footer) {
        padding-inline: 10px;
      }
      [data-person] :is(plenary-stage, .over) {
        --radius: 0;
      }
      hall-clock {
        inset-block-start: 8px;
        inset-inline-end: 8px;
      }
      .hall:not([data-person]) footer .quality {
        align-self: stretch;
      }
      .hall:not([data-person]) footer .quality select {
        block-size: 100%;
        border-radius: var(--radius);
      }
      footer {
        gap: 6px;
      }
      .hall:not([data-person]) footer button {
        flex: 1 1 0;
        flex-direction: column;
        justify-content: center;
        gap: 3px;
        padding: 9px 4px;
        border-radius: var(--radius);
        font-size: 13px;
        line-height: 1.3;
      }
    }
    @media (max-height: 520px) and (min-aspect-ratio: 4/5) {
      .now,
      [data-person] .top {
        display: none;
      }
    }
    .quality .icon {
      position: absolute;
      inset-block: 0;
      inset-inline-start: 12px;
      margin-block: auto;
      pointer-events: none;
      color: var(--ink-soft);
    }
  `,
];
