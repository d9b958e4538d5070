import { asset } from '../assets/manifest.ts';
import { attributes, type Content, type Html, html, jsonIsland } from '../html.ts';
import type { Words } from './context.ts';
import { details } from './text.ts';

export interface Step {
  readonly title: Content;
  readonly state: 'done' | 'present' | 'next' | 'skipped';
  readonly who?: Content | undefined;
  /** When it was done, or by when it will be. */
  readonly when?: Content | undefined;
  readonly note?: Content | undefined;
}

/** Where it stands: what is done, what is happening, what comes, each with who and when. */
export const stepList = (context: Words, steps: readonly Step[]): Html =>
  html`<ol class="app-steps">${steps.map(
    (step) =>
      html`<li class="${`app-steps__item app-steps__item--${step.state}`}"${attributes({ 'aria-current': step.state === 'present' ? 'step' : undefined })}><span class="app-steps__mark" aria-hidden="true"></span><div class="app-steps__body"><span class="app-steps__title">${step.title}</span><span class="govuk-visually-hidden"> (${context.t(`views.step.${step.state}`)})</span>${
        (step.who !== undefined || step.when !== undefined) &&
        html`<span class="app-steps__meta">${step.who}${step.who !== undefined && step.when !== undefined && ' · '}${step.when}</span>`
      }${step.note !== undefined && html`<span class="app-steps__note">${step.note}</span>`}</div></li>`,
  )}</ol>`;

export interface ProcessPictureOptions {
  readonly id: string;
  /** The process as BPMN 2.0 with its diagram. */
  readonly xml: string;
  readonly title: string;
  /** Ids of BPMN elements where the case stands now. */
  readonly active?: readonly string[] | undefined;
  readonly done?: readonly string[] | undefined;
  /** The same in words: shown where scripts do not run, and read by screen readers. */
  readonly steps: readonly Step[];
}

/** The process as its picture, drawn by a script from the very file that runs; the list of steps stands beside it. Add the island `process`. */
export const processPicture = (context: Words, options: ProcessPictureOptions): Html =>
  html`<figure class="app-process" id="${options.id}"${attributes({
    'data-viewer': asset('viewer.js'),
    'data-style-diagram': asset('diagram-js.css'),
    'data-style-bpmn': asset('bpmn-js.css'),
    'data-label': options.title,
  })}><figcaption class="app-process__caption">${options.title}</figcaption><div class="app-process__canvas" hidden></div>${jsonIsland(
    `${options.id}-data`,
    {
      xml: options.xml,
      active: options.active ?? [],
      done: options.done ?? [],
    },
  )}<div class="app-process__steps">${details({ summary: context.t('views.process.steps'), content: stepList(context, options.steps), isOpen: true })}</div></figure>`;
