import type { StoredEvent } from '../platform/audit/index.ts';
import { becauseLine, type Content, html, type PageContext, type TimelineItem, type Tone } from '../platform/views/index.ts';
import type { Services } from '../services.ts';
import type { Finding } from './cases.ts';
import type { Procedure } from './library.ts';

/** What the history keeps of a step; every field may be absent in one kind of event or another. */
interface StepPayload {
  readonly element?: string;
  readonly outcome?: string;
  readonly reasons?: string;
  readonly findings?: readonly Finding[];
  readonly because?: StoredBecause;
  readonly clock?: string;
}

/** The chain as `may` gave it and the act kept it. */
export interface StoredBecause {
  readonly post: { readonly title: { readonly 'zh-CN': string; readonly en: string } };
  readonly institution: { readonly name: { readonly 'zh-CN': string; readonly en: string } };
  readonly mandate: {
    readonly title: { readonly 'zh-CN': string; readonly en: string };
    readonly basis: { readonly 'zh-CN': string; readonly en: string };
    readonly since: string;
  };
  readonly chain: readonly { readonly 'zh-CN': string; readonly en: string }[];
}

/** What happened to a case, newest first, each act with the right by which it was done. */
export function caseHistory(
  services: Services,
  procedure: Procedure,
  events: readonly StoredEvent[],
  context: PageContext,
): readonly TimelineItem[] {
  return events
    .map((event): TimelineItem => {
      const payload = (event.payload ?? {}) as StepPayload;
      const { title, tone } = titleOf(procedure, event, payload, context);
      const by = actorOf(services, event, context);
      const content = contentOf(payload, context);
      return {
        title,
        at: event.at,
        ...(by === undefined ? {} : { by }),
        ...(tone === undefined ? {} : { tone }),
        ...(content === undefined ? {} : { content }),
        ...(payload.because === undefined ? {} : { because: becauseOf(payload.because, context) }),
      };
    })
    .reverse();
}

function titleOf(
  procedure: Procedure,
  event: StoredEvent,
  payload: StepPayload,
  context: PageContext,
): { readonly title: Content; readonly tone?: Tone } {
  const { t, language } = context;
  if (event.kind === 'case-submitted') return { title: t('history.submitted') };
  if (event.kind === 'case-withdrawn') return { title: t('history.withdrawn'), tone: 'stop' };
  if (event.kind === 'code-resent') return { title: t('applicant.history.codeResent') };
  if (event.kind === 'clock-ended')
    return { title: t('history.clockEnded', { clock: procedure.clocks[payload.clock ?? '']?.title[language] ?? '' }), tone: 'late' };
  const task = procedure.tasks[payload.element ?? ''];
  const outcome = task?.outcomes.find((each) => each.code === payload.outcome);
  return {
    title: `${task?.title[language] ?? event.kind}${t('views.colon')}${outcome?.title[language] ?? ''}`,
    ...(outcome === undefined ? {} : { tone: outcome.kind }),
  };
}

/** Officers are named by post and institution; a party's people are not named to others. */
function actorOf(services: Services, event: StoredEvent, context: PageContext): Content | undefined {
  const { t, language } = context;
  const [kind = '', id = ''] = event.actor.split('/');
  if (kind === 'appointment') {
    const officer = services.organisation.describe(id);
    return officer && `${officer.post[language]}${language === 'en' ? ', ' : '，'}${officer.institution[language]}`;
  }
  if (kind === 'system') return t('history.bySystem');
  if (kind === 'participant') return t('history.byPrincipal');
  return undefined;
}

const contentOf = ({ reasons, findings = [] }: StepPayload, context: PageContext): Content | undefined =>
  reasons === undefined && findings.length === 0
    ? undefined
    : html`${reasons !== undefined && html`<p class="govuk-body">${reasons}</p>`}${findingList(findings, context)}`;

/** Everything found wrong at once, each with why and how to cure it (Administrative Licensing Law, art. 32). */
export const findingList = (findings: readonly Finding[], context: PageContext) =>
  findings.length > 0 &&
  html`<ul class="govuk-list govuk-list--bullet">${findings.map(
    (finding) =>
      html`<li><span class="app-code">${finding.code}</span> ${finding.reason[context.language]} ${context.t('history.cure', { cure: finding.cure[context.language] })}</li>`,
  )}</ul>`;

export function becauseOf(because: StoredBecause, context: PageContext, act?: Content) {
  const { language } = context;
  return becauseLine(context, {
    ...(act === undefined ? { act: context.t('history.done') } : { act }),
    actor: `${because.post.title[language]}${language === 'en' ? ', ' : '，'}${because.institution.name[language]}`,
    mandate: because.mandate.title[language],
    basis: because.mandate.basis[language],
    since: Temporal.PlainDate.from(because.mandate.since),
    chain: because.chain.map((link) => link[language]),
  });
}
