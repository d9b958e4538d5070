import type { DocumentSummary } from '../../documents/index.ts';
import {
  becauseLine,
  breadcrumbs,
  type Content,
  code,
  dateForm,
  documentList,
  emptyState,
  type Html,
  html,
  identityBar,
  inData,
  insetText,
  type PageContext,
  section,
  sitePage,
  summaryList,
  type Tone,
  table,
  versionStrip,
} from '../../platform/views/index.ts';
import type { RegisterDefinition, RegisterField } from '../definition.ts';
import { becauseOf } from '../entry.ts';
import type { Version } from '../store.ts';
import { changesBetween, publicFields, valueWords } from '../words.ts';
import { fieldValue } from './field-value.ts';
import './registers-page.ts';

export interface EntryPageOptions {
  readonly definition: RegisterDefinition;
  readonly key: string;
  /** Newest first; at least one. */
  readonly versions: readonly Version[];
  /** The version that stood on the day, or the one asked for; none when the entry did not exist. */
  readonly shown: Version | undefined;
  readonly on: Temporal.PlainDate;
  readonly certificates: readonly DocumentSummary[];
  /** There are orders that its holder may start from the entry. */
  readonly hasOrders: boolean;
}

/** An entry as it stood on a day: its state, its fields, every version, what changed, who decided, the certificate. */
export function entryPage(context: PageContext, options: EntryPageOptions): Html {
  const { t, language } = context;
  const { definition, key, versions, shown } = options;
  const newest = versions[0];
  const path = `/registers/${definition.code}/${encodeURIComponent(key)}`;
  const heading = valueWords(definition.fields[definition.heading] ?? noField, (shown ?? newest)?.data[definition.heading], language);
  const state = stateOf(context, options);
  return sitePage(
    context,
    `${heading} ${key}`,
    html`${identityBar({
      title: inData(context, heading === '' ? key : heading),
      caption: definition.title[language],
      status: state,
      facts: [{ key: definition.fields[definition.key]?.title[language] ?? '', value: code(inData(context, key)) }],
    })}
${
  shown !== undefined && shown.until !== null
    ? insetText(
        html`${t('registers.entry.past', { from: context.formatDate(shown.from), until: context.formatDate(shown.until) })} <a class="govuk-link" href="${context.href(path)}">${t('registers.entry.toToday')}</a>`,
      )
    : ''
}
<div class="app-columns"><div>${
      shown === undefined
        ? emptyState(context, {
            title: t('registers.entry.notThen'),
            content: t('registers.entry.notThenText', { date: context.formatDate(options.on) }),
          })
        : html`${summaryList(publicFields(definition).map(([name, field]) => ({ key: field.title[language], value: shownValue(context, field, shown.data[name]) })))}${changes(context, options, shown)}`
    }</div><div>
${dateForm(context, { action: context.href(path), name: 'on', value: options.on })}
${section({
  title: t('registers.entry.versions'),
  content: html`${versionStrip(
    context,
    [...versions].reverse().map((version) => ({
      label: t('registers.entry.version', { number: version.version }),
      from: version.from,
      ...(version.until === null ? {} : { until: version.until }),
      href: context.href(`${path}?version=${version.version}`),
      isShown: version.version === shown?.version,
      what: t(version.removed ? 'registers.entry.removed' : `registers.entry.cause.${version.causeKind}`),
    })),
  )}`,
})}
${shown !== undefined && section({ title: t('registers.entry.decided'), content: decided(context, shown) })}
${
  options.certificates.length > 0 &&
  section({
    title: t('registers.entry.certificate'),
    content: documentList(
      context,
      options.certificates.map((document) => ({
        title: document.title[language],
        href: context.href(`/verify/${document.verificationCode}`),
        format: 'PDF, JSON',
        number: inData(context, document.number),
        date: document.issuedOn,
      })),
    ),
  })
}</div></div>
${options.hasOrders && shown?.removed === false && shown.until === null && html`<p class="govuk-body"><a class="govuk-link" href="${context.href(`/orders/${definition.code}/${encodeURIComponent(key)}`)}">${t('orders.link')}</a></p>`}
<ul class="app-formats"><li>${t('registers.formats')}</li><li><a class="govuk-link" href="${context.href(`${path}.json`)}">JSON</a></li><li><a class="govuk-link" href="${`/api/v1${path}`}">API</a></li><li class="app-quiet">${t('registers.entry.signed')}</li></ul>`,
    {
      variant: 'citizen',
      before: breadcrumbs(context, [
        { text: t('site.registers'), href: context.href('/registers') },
        { text: definition.title[language], href: context.href(`/registers/${definition.code}`) },
        { text: inData(context, key) },
      ]),
    },
  );
}

const noField: RegisterField = { title: { 'zh-CN': '', en: '' }, public: true };

function stateOf(context: PageContext, { shown, versions }: EntryPageOptions): { readonly text: string; readonly tone: Tone } {
  const { t } = context;
  if (shown === undefined) return { text: t('registers.entry.stateNone'), tone: 'neutral' };
  if (shown.removed) return { text: t('registers.entry.stateRemoved'), tone: 'stop' };
  if (shown.until === null) return { text: t('registers.entry.stateValid'), tone: 'good' };
  return { text: t(shown.version === versions[0]?.version ? 'registers.entry.stateEnded' : 'registers.entry.stateReplaced'), tone: 'wait' };
}

const shownValue = (context: PageContext, field: RegisterField, value: unknown): Content => {
  const shown = fieldValue(context, field, value);
  return shown === '' ? context.t('registers.entry.noValue') : shown;
};

/** What this version changed against the one before it. */
function changes(context: PageContext, { definition, versions }: EntryPageOptions, shown: Version): Html | undefined {
  const { t, language } = context;
  const before = versions.find((version) => version.version === shown.version - 1);
  if (before === undefined) return undefined;
  const found = changesBetween(definition, before.data, shown.data);
  return section({
    title: t('registers.entry.changes', { number: before.version }),
    content:
      found.length === 0
        ? html`<p class="govuk-body">${t('registers.entry.noChange')}</p>`
        : table({
            caption: t('registers.entry.changes', { number: before.version }),
            isCaptionHidden: true,
            isCompact: true,
            firstCellIsHeader: true,
            head: [t('registers.entry.field'), t('registers.entry.was'), t('registers.entry.is')],
            rows: found.map((change) => [
              change.field.title[language],
              shownValue(context, change.field, change.was),
              shownValue(context, change.field, change.is),
            ]),
          }),
  });
}

function decided(context: PageContext, version: Version): Html {
  const { t, language } = context;
  const because = becauseOf(version);
  if (because === undefined)
    return html`<p class="govuk-body">${t(`registers.entry.by.${version.causeKind}`, { date: context.formatDate(version.from) })}</p>`;
  return becauseLine(context, {
    act: t('registers.entry.decidedBy'),
    actor: `${because.post.title[language]}${t('registers.entry.of')}${because.institution.name[language]}`,
    mandate: because.mandate.title[language],
    basis: because.mandate.basis[language],
    since: Temporal.PlainDate.from(because.mandate.since),
    chain: because.chain.map((link) => link[language]),
  });
}
