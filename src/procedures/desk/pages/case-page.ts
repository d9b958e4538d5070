import type { Attachment } from '../../../platform/files/index.ts';
import {
  type ActItem,
  actList,
  breadcrumbs,
  type CheckResult,
  type ClockOptions,
  type Content,
  casePage,
  checkResults,
  clockBar,
  clockStrip,
  code,
  documentList,
  formatSize,
  type Html,
  html,
  identityBar,
  lawReference,
  notificationBanner,
  type PageContext,
  processPicture,
  type Step,
  section,
  sitePage,
  summaryList,
  type TimelineItem,
  timeline,
} from '../../../platform/views/index.ts';
import { answerRows } from '../../answers.ts';
import { comparisonTable } from '../../comparison.ts';
import { type Field, readPointer } from '../../form.ts';
import { isRegistered, registeredAnswers } from '../../orders/base.ts';
import type { CaseView } from '../case-view.ts';

/** A task of the case as its officer sees it. */
export interface DeskAct {
  readonly title: Content;
  /** The form, where it may be done now by whoever looks. */
  readonly form?: Html | undefined;
  readonly whyNot?: Content | undefined;
  readonly because?: Html | undefined;
}

export interface DeskCaseOptions {
  readonly view: CaseView;
  readonly acts: readonly DeskAct[];
  readonly clocks: readonly ClockOptions[];
  readonly history: readonly TimelineItem[];
  readonly checks: readonly CheckResult[];
  readonly steps: readonly Step[];
  readonly bpmn: string;
  readonly active: readonly string[];
  readonly done: readonly string[];
  /** What was filed before the last correction, to compare with. */
  readonly before: Readonly<Record<string, unknown>> | undefined;
  readonly titleOfOption: (field: Field, value: unknown) => string | undefined;
  readonly notice?: string | undefined;
}

/** One screen, the whole case: what is asked on the left, what to do on the right. */
export function deskCasePage(context: PageContext, options: DeskCaseOptions): Html {
  const { t, language } = context;
  const { view, clocks } = options;
  const { file, procedure, party } = view;
  const running = clocks.find((clock) => clock.state !== 'done');
  const stage = procedure.stages[file.stage]?.[language] ?? file.stage;
  const fileHref = (pointer: string): string => context.href(`/desk/cases/${file.id}/files${pointer}`);
  return sitePage(
    context,
    file.number,
    casePage(context, {
      identity: identityBar({
        title: code(file.number),
        caption: procedure.title[language],
        status: { text: stage, tone: file.closed_at === null ? 'wait' : 'neutral' },
        facts: [
          { key: t('desk.case.party'), value: party.name },
          { key: t('desk.case.code'), value: code(party.code) },
          { key: t('desk.case.submitted'), value: context.formatDateTime(file.submitted_at) },
        ],
        ...(running === undefined ? {} : { clock: clockBar(context, running) }),
      }),
      ...(options.notice === undefined ? {} : { banner: notificationBanner(context, { kind: 'success', content: options.notice }) }),
      main: html`${clocks.map((clock) => clockStrip(context, clock))}${entryLine(context, view)}${comparison(context, options)}${procedure.form.pages.map(
        (page) =>
          section({
            title: page.title[language],
            content: summaryList(answerRows(page, file.data, context, { fileHref, titleOfOption: options.titleOfOption })),
          }),
      )}${section({ title: t('desk.case.materials'), content: materials(context, options, fileHref) })}${
        options.checks.length > 0 && section({ title: t('desk.case.checks'), content: checkResults(context, options.checks) })
      }${
        view.documents.length > 0 &&
        section({
          title: t('desk.case.documents'),
          content: documentList(
            context,
            view.documents.map((document) => ({
              title: document.title[language],
              href: context.href(`/verify/${document.verificationCode}`),
              format: 'PDF',
              number: document.number,
              date: document.issuedOn,
            })),
          ),
        })
      }`,
      aside: html`${section({ title: t('desk.case.acts'), content: acts(context, options) })}${section({
        title: t('desk.case.process'),
        content: processPicture(context, {
          id: 'process',
          xml: options.bpmn,
          title: procedure.title[language],
          active: options.active,
          done: options.done,
          steps: options.steps,
        }),
      })}${section({ title: t('desk.case.history'), content: timeline(context, options.history) })}${section({
        title: t('desk.case.law'),
        content: html`${procedure.legalBasis.map((basis) => lawReference(context, { instrument: basis.instrument[language], article: basis.article, says: basis.says[language] }))}`,
      })}`,
    }),
    {
      variant: 'officer',
      islands: ['keyboard', 'process'],
      before: breadcrumbs(context, [{ text: t('desk.title'), href: context.href('/desk') }, { text: file.number }]),
    },
  );
}

function acts(context: PageContext, options: DeskCaseOptions): Html {
  const { t } = context;
  if (options.acts.length === 0)
    return html`<p class="govuk-body">${t(options.view.file.closed_at === null ? 'desk.case.noActs' : 'desk.case.closed')}</p>`;
  const items = options.acts.map(
    (act): ActItem => ({
      title: act.title,
      isMain: act.form !== undefined,
      ...(act.form === undefined ? {} : { form: html`<h3 class="govuk-heading-s">${act.title}</h3>${act.form}${act.because}` }),
      ...(act.whyNot === undefined ? {} : { whyNot: act.whyNot }),
    }),
  );
  return actList(context, items);
}

/** The entry that an order is upon. */
const entryLine = (context: PageContext, { file }: CaseView): Html | undefined =>
  file.register === null || file.entry_key === null
    ? undefined
    : html`<p class="govuk-body">${context.t('orders.entry')} <a class="govuk-link app-code" href="${context.href(`/registers/${file.register}/${encodeURIComponent(file.entry_key)}`)}">${file.entry_key}</a></p>`;

function materials(context: PageContext, { view }: DeskCaseOptions, fileHref: (pointer: string) => string): Html {
  const { t, language } = context;
  const items = view.procedure.materials.map((material) => {
    const file = readPointer(view.file.data, material.field) as Attachment | undefined;
    if (file === undefined)
      return { title: material.title[language], href: '#', format: t('desk.case.materialMissing'), note: material.note[language] };
    const isPicture = file.mediaType !== 'application/pdf';
    return {
      title: material.title[language],
      href: fileHref(material.field),
      format: `${file.mediaType === 'application/pdf' ? 'PDF' : file.mediaType === 'image/png' ? 'PNG' : 'JPEG'}, ${formatSize(context, file.size)}`,
      note: material.note[language],
      ...(isPicture ? { previewSrc: fileHref(material.field), alt: material.title[language] } : {}),
    };
  });
  return documentList(context, items);
}

/** What the order changes of the entry, or what the last correction changed, side by side. */
function comparison(context: PageContext, { view, before, titleOfOption }: DeskCaseOptions): Html | undefined {
  const { t } = context;
  const { form } = view.procedure;
  const registered = registeredAnswers(view.file);
  const parts = [
    { from: registered, caption: t('orders.compare'), was: t('orders.was'), is: t('orders.is'), only: isRegistered },
    { from: before, caption: t('desk.case.changed'), was: t('desk.case.was'), is: t('desk.case.is') },
  ];
  return html`${parts.map(({ from, ...words }) => {
    const rows = from === undefined ? undefined : comparisonTable(context, form, from, view.file.data, { ...words, titleOfOption });
    return rows !== undefined && section({ title: words.caption, content: rows });
  })}`;
}
