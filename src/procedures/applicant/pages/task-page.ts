import type { Attachment } from '../../../platform/files/index.ts';
import {
  breadcrumbs,
  button,
  type ClockOptions,
  casePage,
  checkboxes,
  clockStrip,
  code,
  details,
  documentList,
  errorSummary,
  form,
  type Html,
  hidden,
  html,
  identityBar,
  insetText,
  moment,
  notificationBanner,
  type PageContext,
  radios,
  section,
  sitePage,
  summaryList,
  type TimelineItem,
  textarea,
  timeline,
} from '../../../platform/views/index.ts';
import { answerRows } from '../../answers.ts';
import type { TaskDefinition } from '../../definition.ts';
import type { CaseView } from '../../desk/case-view.ts';
import type { CatalogueFinding } from '../../findings.ts';
import { type Field, readPointer } from '../../form.ts';
import type { FieldError } from './form-page.ts';

/** What was sent and refused; empty when the page is opened. */
export interface TaskInput {
  readonly outcome?: string | undefined;
  readonly reasons: string;
  readonly findings: readonly string[];
  readonly checked: readonly string[];
  readonly errors: readonly FieldError[];
}

export interface TaskPage {
  readonly taskId: string;
  readonly view: CaseView;
  readonly definition: TaskDefinition;
  readonly catalogue: readonly CatalogueFinding[];
  readonly input: TaskInput;
  readonly clocks: readonly ClockOptions[];
  readonly history: readonly TimelineItem[];
  readonly titleOfOption: (field: Field, value: unknown) => string | undefined;
  /** Undefined while it waits. */
  readonly done: { readonly at: Temporal.Instant; readonly outcome: string } | undefined;
  readonly isJustDone: boolean;
}

/** A participant's step in another's case: what was filed and attached on the left, what to look at and to say on the right. */
export function taskPage(context: PageContext, options: TaskPage): Html {
  const { t, language } = context;
  const { view, definition, input } = options;
  const { file, procedure, party } = view;
  const fileHref = (pointer: string): string => context.href(`/files/${file.id}${pointer}`);
  const outcome = definition.outcomes.find((each) => each.code === options.done?.outcome);
  return sitePage(
    context,
    `${definition.title[language]} ${file.number}`,
    html`${
      input.errors.length > 0 &&
      errorSummary(
        context,
        input.errors.map((each) => ({ text: each.text, href: `#${each.field ?? 'outcome'}` })),
      )
    }${casePage(context, {
      identity: identityBar({
        title: code(file.number),
        caption: `${procedure.title[language]} · ${definition.title[language]}`,
        status:
          options.done === undefined
            ? { text: t('applicant.task.open'), tone: 'wait' }
            : { text: outcome?.title[language] ?? t('applicant.task.cancelled'), tone: outcome?.kind ?? 'neutral' },
        facts: [
          { key: t('applicant.tasks.applicant'), value: party.name },
          { key: t('applicant.tasks.code'), value: code(party.code) },
          { key: t('applicant.cases.submitted'), value: moment(context, file.submitted_at) },
        ],
      }),
      ...(options.isJustDone ? { banner: notificationBanner(context, { kind: 'success', content: t('applicant.task.done') }) } : {}),
      main: html`${options.clocks.map((clock) => clockStrip(context, clock))}${section({ title: t('applicant.task.materials'), id: 'materials', content: materials(context, options, fileHref) })}${procedure.form.pages.map(
        (page) =>
          section({
            title: page.title[language],
            content: summaryList(answerRows(page, file.data, context, { fileHref, titleOfOption: options.titleOfOption })),
          }),
      )}`,
      aside: html`${section({ title: definition.title[language], id: 'act', content: act(context, options) })}${section({
        title: t('applicant.case.history'),
        content: timeline(context, options.history),
      })}`,
    })}`,
    {
      variant: 'officer',
      islands: ['keyboard'],
      hasErrors: input.errors.length > 0,
      before: breadcrumbs(context, [{ text: t('applicant.tasks.title'), href: context.href('/tasks') }, { text: file.number }]),
    },
  );
}

function materials(context: PageContext, { view }: TaskPage, fileHref: (pointer: string) => string): Html {
  const { t, language } = context;
  return documentList(
    context,
    view.procedure.materials.flatMap((material) => {
      const file = readPointer(view.file.data, material.field) as Attachment | undefined;
      if (file === undefined) return [];
      const isPicture = file.mediaType !== 'application/pdf';
      return [
        {
          title: material.title[language],
          href: fileHref(material.field),
          format: isPicture ? t('applicant.task.picture') : 'PDF',
          sizeBytes: file.size,
          note: material.note[language],
          ...(isPicture ? { previewSrc: fileHref(material.field), alt: material.title[language] } : {}),
        },
      ];
    }),
  );
}

function act(context: PageContext, options: TaskPage): Html {
  const { t, language } = context;
  const { view, definition, input } = options;
  if (options.done !== undefined) return insetText(html`${t('applicant.task.doneAt')} ${moment(context, options.done.at)}`);
  const errorOf = (field: string): string | undefined => input.errors.find((each) => each.field === field)?.text;
  return form(context, {
    action: context.href(`/tasks/${options.taskId}`),
    content: html`${hidden('revision', view.file.revision)}${definition.help !== undefined && html`<p class="govuk-body">${definition.help[language]}</p>`}${
      definition.checklist !== undefined &&
      checkboxes(context, {
        name: 'checked',
        legend: t('applicant.task.checklist'),
        legendSize: 's',
        isSmall: true,
        values: input.checked,
        error: errorOf('checked'),
        items: definition.checklist.map((each) => ({ value: each.code, text: each.title[language] })),
      })
    }${radios(context, {
      name: 'outcome',
      legend: t('applicant.task.outcome'),
      legendSize: 's',
      isSmall: true,
      value: input.outcome,
      error: errorOf('outcome'),
      items: definition.outcomes.map((each) => ({
        value: each.code,
        text: each.title[language],
        ...(each.needs === undefined ? {} : { hint: t(`applicant.task.needs.${each.needs}`) }),
      })),
    })}${
      definition.outcomes.some((each) => each.needs === 'findings') &&
      details({
        summary: t('applicant.task.findings'),
        isOpen: input.findings.length > 0 || errorOf('findings') !== undefined,
        content: findingChoice(context, options, errorOf('findings')),
      })
    }${textarea(context, { name: 'reasons', label: t('applicant.task.reasons'), hint: t('applicant.task.reasonsHint'), value: input.reasons, rows: 3, maxLength: 2000, error: errorOf('reasons') })}${button({ text: t('applicant.task.submit') })}`,
  });
}

/** What may be found wrong, with the field it is about and the words in which the applicant is told. */
function findingChoice(context: PageContext, { view, input, catalogue }: TaskPage, error: string | undefined): Html {
  const { t, language } = context;
  const { fields } = view.procedure.form;
  return checkboxes(context, {
    name: 'findings',
    legend: t('applicant.task.findingsLegend'),
    legendSize: 's',
    hint: t('applicant.task.findingsHint'),
    isSmall: true,
    values: input.findings,
    error,
    items: catalogue.map((finding) => ({
      value: finding.code,
      text: html`${fields.get(finding.field ?? '')?.title[language] ?? t('applicant.findings.whole')}${t('views.colon')}${finding.reason[language]} ${code(finding.code)}`,
      hint: finding.cure[language],
    })),
  });
}
