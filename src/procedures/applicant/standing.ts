import { dateIn } from '../../platform/time.ts';
import { type Content, type Html, html, moment, type PageContext, rich, type Tone, time } from '../../platform/views/index.ts';
import type { Services } from '../../services.ts';
import { mask } from '../answers.ts';
import type { Finding, OpenTask } from '../cases.ts';
import { clockProgress } from '../clock-strip.ts';
import type { ClockRow } from '../clocks.ts';
import type { CaseView } from '../desk/case-view.ts';
import { readPointer } from '../form.ts';

/** Where a case stands for its applicant: what happens next, by when, and who does it. */
export interface Standing {
  readonly text: Html;
  readonly tone: Tone;
  /** The correction or supplement that waits for the applicant. */
  readonly mine?: OpenTask;
  /** The person in charge has to type a code. */
  readonly isVerifying: boolean;
  /** What was found wrong and still matters: to be cured, or the ground of a refusal. */
  readonly findings: readonly Finding[];
}

/** The answer first: one sentence that says what happens now, by when, and whether the applicant has to do anything. */
export function nextStep(services: Services, context: PageContext, view: CaseView): Standing {
  const { file, procedure, openTasks } = view;
  const findings = (file.variables.findings ?? []) as readonly Finding[];
  if (file.closed_at !== null) return closed(services, context, view, findings);
  const task = openTasks[0];
  const definition = procedure.tasks[task?.element ?? ''];
  const base = { isVerifying: false, findings: [] };
  if (task === undefined || definition === undefined) return { ...base, tone: 'wait', text: sentence(context.t('applicant.next.working')) };
  const title = definition.title[context.language];
  if (definition.edits === 'form' && task.party_id === file.party_id) {
    const rests = view.clocks.some((clock) => clock.suspended_at !== null && clock.ended_at === null);
    const text = sentence(
      rich(context, rests ? 'applicant.next.mineResting' : 'applicant.next.mine', { task: html`<strong>${title}</strong>` }),
    );
    return { ...base, tone: 'wait', text, mine: task, findings };
  }
  const clock = nextClock(view.clocks);
  if (task.participant !== null && task.party_id === null)
    return { ...base, tone: 'wait', isVerifying: true, text: verifying(context, view, clock) };
  return {
    ...base,
    tone: isLate(clock, context) ? 'late' : 'neutral',
    text: sentence(others(services, context, view, task, title, clock)),
  };
}

const sentence = (content: Content): Html => html`<p class="govuk-body-l">${content}</p>`;

/** Of the clocks that run, the one that ends first. */
export const nextClock = (clocks: readonly ClockRow[]): ClockRow | undefined =>
  clocks
    .filter((clock) => clock.ended_at === null && clock.suspended_at === null && clock.due !== null)
    .sort((a, b) => Temporal.PlainDate.compare(a.due as Temporal.PlainDate, b.due as Temporal.PlainDate))[0];

const isLate = (clock: ClockRow | undefined, context: PageContext): boolean =>
  clock?.due !== undefined && clock.due !== null && Temporal.PlainDate.compare(clock.due, context.today) < 0;

function closed(services: Services, context: PageContext, { file, procedure, events }: CaseView, findings: readonly Finding[]): Standing {
  const on = file.closed_at === null ? context.today : dateIn(services.timeZone, file.closed_at);
  const stage = procedure.stages[file.stage]?.[context.language] ?? file.stage;
  const entry = file.variables.entry as { readonly register: string; readonly key: string } | undefined;
  const values = { stage: html`<strong>${stage}</strong>`, on: time(context, on) };
  if (entry !== undefined) {
    const href = context.href(`/registers/${entry.register}/${encodeURIComponent(entry.key)}`);
    const key = html`<a class="govuk-link app-code" href="${href}">${entry.key}</a>`;
    return { tone: 'good', isVerifying: false, findings: [], text: sentence(rich(context, 'applicant.next.entered', { ...values, key })) };
  }
  const isWithdrawn = events.some((event) => event.kind === 'case-withdrawn');
  const text = sentence(rich(context, 'applicant.next.closed', values));
  return { tone: isWithdrawn ? 'neutral' : 'stop', isVerifying: false, findings: isWithdrawn ? [] : findings, text };
}

function verifying(context: PageContext, { file, procedure }: CaseView, clock: ClockRow | undefined): Html {
  const verification = Object.values(procedure.participants).find((each) => each.verification !== undefined)?.verification;
  const mobile = mask(String(readPointer({ ...file.data, ...file.variables }, verification?.mobile ?? '') ?? ''));
  const until = clock?.due_at ?? undefined;
  return until === undefined
    ? sentence(rich(context, 'applicant.next.verify', { mobile }))
    : sentence(rich(context, 'applicant.next.verifyUntil', { mobile, until: html`<strong>${moment(context, until)}</strong>` }));
}

function others(
  services: Services,
  context: PageContext,
  { file, procedure }: CaseView,
  task: OpenTask,
  title: string,
  clock: ClockRow | undefined,
): Html {
  const { language, today } = context;
  const holder =
    task.mandate === null
      ? procedure.participants[task.participant ?? '']?.title[language]
      : services.organisation.holder({ mandate: task.mandate, territory: file.territory, scope: file.scope, on: today })?.name[language];
  const who = html`<strong>${holder ?? context.t('history.authority')}</strong>`;
  if (clock === undefined || clock.due === null) return rich(context, 'applicant.next.other', { who, task: title });
  const due = html`<strong>${time(context, clock.due)}</strong>`;
  if (isLate(clock, context)) return rich(context, 'applicant.next.otherLate', { who, task: title, due });
  if (clock.unit !== 'workingDay') return rich(context, 'applicant.next.otherDue', { who, task: title, due });
  const { limit, elapsed } = clockProgress(services, today, clock);
  return rich(context, 'applicant.next.otherDays', { who, task: title, due, left: limit - elapsed });
}
