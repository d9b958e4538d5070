import {
  type ActItem,
  actList,
  breadcrumbs,
  button,
  type ClockOptions,
  casePage,
  clockStrip,
  code,
  documentList,
  form,
  type Html,
  html,
  identityBar,
  lawReference,
  moment,
  notificationBanner,
  type PageContext,
  processPicture,
  type Step,
  section,
  sitePage,
  summaryList,
  type TimelineItem,
  table,
  timeline,
} from '../../../platform/views/index.ts';
import { answerRows } from '../../answers.ts';
import type { Finding } from '../../cases.ts';
import { comparisonTable } from '../../comparison.ts';
import type { CaseDocument, CaseView } from '../../desk/case-view.ts';
import type { Field, Form } from '../../form.ts';
import { isRegistered, registeredAnswers } from '../../orders/base.ts';
import type { Standing } from '../standing.ts';

export interface PartyCasePage {
  readonly view: CaseView;
  readonly standing: Standing;
  readonly clocks: readonly ClockOptions[];
  readonly history: readonly TimelineItem[];
  readonly steps: readonly Step[];
  readonly active: readonly string[];
  readonly done: readonly string[];
  readonly messages: readonly { readonly subject: string | null; readonly body: string; readonly createdAt: Temporal.Instant }[];
  readonly titleOfOption: (field: Field, value: unknown) => string | undefined;
  readonly mayWithdraw: boolean;
  readonly wasRefused: boolean;
  readonly notice?: string | undefined;
}

/** A case as its party sees it: where it stands and what happens next before everything else. */
export function partyCasePage(context: PageContext, options: PartyCasePage): Html {
  const { t, language } = context;
  const { view, standing } = options;
  const { file, procedure, party } = view;
  const fileHref = (pointer: string): string => context.href(`/files/${file.id}${pointer}`);
  return sitePage(
    context,
    `${file.number} ${procedure.title[language]}`,
    casePage(context, {
      identity: identityBar({
        title: code(file.number),
        caption: procedure.title[language],
        status: { text: procedure.stages[file.stage]?.[language] ?? file.stage, tone: standing.tone },
        facts: [
          { key: t('applicant.cases.party'), value: party.name },
          { key: t('applicant.cases.submitted'), value: moment(context, file.submitted_at) },
        ],
      }),
      ...(options.notice === undefined ? {} : { banner: notificationBanner(context, { kind: 'success', content: options.notice }) }),
      main: html`${standing.text}${standing.findings.length > 0 && findingTable(context, procedure.form, standing.findings)}${reasons(context, options)}
${acts(context, options)}
${view.documents.length > 0 && section({ title: t('applicant.case.documents'), id: 'documents', content: documents(context, view.documents) })}
${options.clocks.map((clock) => clockStrip(context, clock))}
${comparison(context, options)}
${section({
  title: t('applicant.case.filed'),
  id: 'filed',
  content: html`${procedure.form.pages.map((page) => summaryList(answerRows(page, file.data, context, { fileHref, titleOfOption: options.titleOfOption }), { card: { title: page.title[language] } }))}`,
})}`,
      aside: html`${section({
        title: t('applicant.case.process'),
        content: processPicture(context, {
          id: 'process',
          xml: procedure.files['process.bpmn'] ?? '',
          title: procedure.title[language],
          active: options.active,
          done: options.done,
          steps: options.steps,
        }),
      })}${section({ title: t('applicant.case.history'), id: 'history', content: timeline(context, options.history) })}${messages(context, options)}${section(
        {
          title: t('applicant.guide.law'),
          content: html`${procedure.legalBasis.map((basis) => lawReference(context, { instrument: basis.instrument[language], article: basis.article, says: basis.says[language] }))}`,
        },
      )}`,
      asideTitle: t('applicant.case.aside'),
    }),
    {
      variant: 'citizen',
      islands: ['process'],
      before: breadcrumbs(context, [{ text: t('applicant.cases.title'), href: context.href('/cases') }, { text: file.number }]),
    },
  );
}

/** Field, reason, cure: every failing item at once (Administrative Licensing Law, art. 32). */
export function findingTable(context: PageContext, { fields }: Pick<Form, 'fields'>, findings: readonly Finding[]): Html {
  const { t, language } = context;
  return table({
    caption: t('applicant.findings.title'),
    isCompact: true,
    captionSize: 'm',
    head: [t('applicant.findings.field'), t('applicant.findings.reason'), t('applicant.findings.cure')],
    firstCellIsHeader: true,
    rows: findings.map((finding) => [
      fields.get(finding.field ?? '')?.title[language] ?? t('applicant.findings.whole'),
      html`${finding.reason[language]} ${code(finding.code)}`,
      finding.cure[language],
    ]),
  });
}

/** What an order changes of the entry that it is upon. */
function comparison(context: PageContext, { view, titleOfOption }: PartyCasePage): Html | undefined {
  const { t } = context;
  const registered = registeredAnswers(view.file);
  if (registered === undefined) return undefined;
  const words = { caption: t('orders.compare'), was: t('orders.was'), is: t('orders.is'), only: isRegistered, titleOfOption };
  const rows = comparisonTable(context, view.procedure.form, registered, view.file.data, words);
  return rows && section({ title: t('orders.compare'), id: 'compared', content: rows });
}

function reasons(context: PageContext, { view, wasRefused, standing }: PartyCasePage): Html | undefined {
  const said = view.file.variables.reasons;
  if (typeof said !== 'string' || said === '' || !(wasRefused || standing.mine !== undefined)) return undefined;
  return html`<h2 class="govuk-heading-m">${context.t('applicant.case.reasons')}</h2><p class="govuk-body">${said}</p>`;
}

/** What the party can do now, the most likely first. */
function acts(context: PageContext, options: PartyCasePage): Html | undefined {
  const { t, language } = context;
  const { view, standing } = options;
  const { file, procedure } = view;
  const path = `/cases/${file.id}`;
  const items: ActItem[] = [];
  if (standing.mine !== undefined) {
    const title = procedure.tasks[standing.mine.element]?.title[language] ?? '';
    items.push({
      title,
      isMain: true,
      form: form(context, { action: context.href(`/tasks/${standing.mine.id}/draft`), content: button({ text: title }) }),
    });
  }
  if (standing.isVerifying) {
    items.push({
      title: t('applicant.case.verify'),
      href: context.href('/verification'),
      hint: t('applicant.case.verifyHint'),
      isMain: true,
    });
    items.push({
      title: t('applicant.case.resend'),
      form: form(context, {
        action: context.href(`${path}/resend`),
        content: button({ text: t('applicant.case.resend'), kind: 'secondary' }),
      }),
      hint: t('applicant.case.resendHint'),
    });
  }
  if (options.wasRefused) {
    items.push({
      title: t('applicant.case.again'),
      form: form(context, { action: context.href(`${path}/copy`), content: button({ text: t('applicant.case.again') }) }),
      hint: t('applicant.case.againHint'),
    });
  }
  if (options.mayWithdraw) items.push({ title: t('applicant.case.withdraw'), href: context.href(`${path}/withdraw`) });
  return items.length === 0 ? undefined : section({ title: t('applicant.case.acts'), id: 'acts', content: actList(context, items) });
}

const documents = (context: PageContext, items: readonly CaseDocument[]): Html =>
  documentList(
    context,
    items.map((document) => ({
      title: document.title[context.language],
      href: context.href(`/documents/${document.verificationCode}.pdf`),
      format: 'PDF',
      number: document.number,
      date: document.issuedOn,
      note: html`${code(document.verificationCode)} · <a class="govuk-link" href="${context.href(`/verify/${document.verificationCode}`)}">${context.t('applicant.case.check')}</a> · <a class="govuk-link" href="${context.href(`/documents/${document.verificationCode}.json`)}">JSON</a>`,
    })),
  );

const messages = (context: PageContext, options: PartyCasePage): Html | undefined =>
  options.messages.length === 0
    ? undefined
    : section({
        title: context.t('applicant.case.messages'),
        id: 'messages',
        content: html`<ul class="govuk-list">${options.messages.map(
          (message) =>
            html`<li><details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${message.subject}</span></summary><div class="govuk-details__text"><p>${moment(context, message.createdAt)}</p>${message.body.split('\n').map((line) => html`<p>${line}</p>`)}</div></details></li>`,
        )}</ul>`,
      });
