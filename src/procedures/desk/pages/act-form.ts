import {
  button,
  checkboxes,
  details,
  errorSummary,
  form,
  type Html,
  hidden,
  html,
  type PageContext,
  radios,
  textarea,
} from '../../../platform/views/index.ts';
import type { OpenTask } from '../../cases.ts';
import type { TaskDefinition } from '../../definition.ts';
import type { CatalogueFinding } from '../../findings.ts';

/** What was sent and refused: kept in the form, with the mistakes. */
export interface ActInput {
  readonly outcome?: string | undefined;
  readonly reasons?: string | undefined;
  readonly findings: readonly string[];
  readonly checked: readonly string[];
  readonly errors: readonly { readonly field: string; readonly text: string }[];
}

export const noInput: ActInput = { findings: [], checked: [], errors: [] };

export interface ActFormOptions {
  readonly action: string;
  readonly task: OpenTask;
  readonly definition: TaskDefinition;
  /** What may be found wrong, each with its reason and cure; chosen, not typed, so that every applicant is told the same. */
  readonly catalogue: readonly CatalogueFinding[];
  readonly input: ActInput;
  /** The version of the case that the officer saw. */
  readonly revision: number;
}

/** One act in place: what to look at, what to decide, and what the decision needs. */
export function actForm(context: PageContext, options: ActFormOptions): Html {
  const { t, language } = context;
  const { task, definition, input, catalogue } = options;
  const errorOf = (field: string): string | undefined => input.errors.find((each) => each.field === field)?.text;
  const id = (name: string): string => `${name}-${task.id}`;
  const checklist = definition.checklist ?? [];
  return form(context, {
    action: options.action,
    classes: 'app-act-form',
    content: html`${hidden('revision', options.revision)}${
      input.errors.length > 0 &&
      errorSummary(
        context,
        input.errors.map((each) => ({ text: each.text, href: `#${id(each.field)}` })),
      )
    }${definition.help !== undefined && html`<p class="govuk-body">${definition.help[language]}</p>`}${
      checklist.length > 0 &&
      checkboxes(context, {
        name: 'checked',
        id: id('checked'),
        legend: t('desk.act.checklist'),
        legendSize: 's',
        isSmall: true,
        values: input.checked,
        items: checklist.map((each) => ({ value: each.code, text: each.title[language] })),
      })
    }${radios(context, {
      name: 'outcome',
      id: id('outcome'),
      legend: t('desk.act.outcome'),
      legendSize: 's',
      isSmall: true,
      value: input.outcome,
      error: errorOf('outcome'),
      items: definition.outcomes.map((outcome) => ({
        value: outcome.code,
        text: outcome.title[language],
        ...(outcome.needs === undefined ? {} : { hint: t(`desk.act.needs.${outcome.needs}`) }),
      })),
    })}${
      definition.outcomes.some((outcome) => outcome.needs === 'findings') &&
      details({
        summary: t('desk.act.findings'),
        isOpen: input.findings.length > 0 || errorOf('findings') !== undefined,
        content: checkboxes(context, {
          name: 'findings',
          id: id('findings'),
          legend: t('desk.act.findingsLegend'),
          legendSize: 's',
          isSmall: true,
          values: input.findings,
          error: errorOf('findings'),
          items: catalogue.map((finding) => ({
            value: finding.code,
            text: html`<span class="app-code">${finding.code}</span> ${finding.reason[language]}`,
            hint: finding.cure[language],
          })),
        }),
      })
    }${textarea(context, { name: 'reasons', id: id('reasons'), label: t('desk.act.reasons'), hint: t('desk.act.reasonsHint'), value: input.reasons, rows: 3, error: errorOf('reasons') })}${button({ text: t('desk.act.submit') })}`,
  });
}
